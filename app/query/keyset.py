"""Order and pages of lists: keyset conditions in both directions, served by indexes.

Empty values come last in both directions, and the id breaks ties. A sorted list is
therefore two runs: the records whose first key is filled, then those where it is empty.
Each run is a range of an index on (key, id), so a page costs the same wherever it is.
"""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from app.query.parsed_query import Position, SortKey
from app.query.values import NUMBER_BOUND

DIGEST_BYTES = 12


@dataclass(frozen=True)
class Run:
    """A part of a sorted list: the condition and the order of its records."""

    where: list[ColumnElement[bool]]
    order: list[Any]


@dataclass(frozen=True)
class Order:
    """The order of a list, read forward, or `back` from a position."""

    sort: Sequence[SortKey]
    columns: Mapping[str, Any]
    """Columns by sort key."""
    record_id: Any
    back: bool = False

    def runs(self, position: Position | None) -> list[Run]:
        """Returns the runs to read, in order, after a position or from the start."""
        first, *rest = self.sort
        column = self.columns[first.name]
        last = self._terms(rest)
        filled = Run([], [self._directed(column, first), *last])
        if not column.nullable:
            return [self._from(filled, self.sort, position)]
        filled.where.append(column.is_not(None))
        empty = Run([column.is_(None)], last)
        if position is None:
            return [filled, empty]
        if position.values[0] is not None:
            remaining = self._from(filled, self.sort, position)
            return [remaining] if self.back else [remaining, empty]
        beyond = self._beyond(rest, position.values[1:], position.record_id)
        remaining = Run([*empty.where, beyond], empty.order)
        return [remaining, filled] if self.back else [remaining]

    def _from(
        self, run: Run, sort: Sequence[SortKey], position: Position | None
    ) -> Run:
        """Returns the rest of a run after a position whose first value is filled."""
        if position is None:
            return run
        (first, *rest), (value, *others) = sort, position.values
        column = self.columns[first.name]
        tail = self._beyond(rest, others, position.record_id)
        further = self._further(column, first, value)
        # The range first, because an index seeks by it and not by an OR
        within = column <= value if self._falls(first) else column >= value
        beyond = [within, or_(further, and_(column == value, tail))]
        return Run([*run.where, *beyond], run.order)

    def _beyond(
        self, sort: Sequence[SortKey], values: Sequence[Any], record_id: str
    ) -> ColumnElement[bool]:
        """Returns the condition on records after these values and this id."""
        if not sort:
            own = self.record_id
            return own < record_id if self.back else own > record_id  # type: ignore[no-any-return] # a column is untyped
        (key, *rest), (value, *others) = sort, values
        column = self.columns[key.name]
        tail = self._beyond(rest, others, record_id)
        if value is None:
            same = and_(column.is_(None), tail)
            return or_(column.is_not(None), same) if self.back else same
        further = self._further(column, key, value)
        same = and_(column == value, tail)
        return or_(further, same) if self.back else or_(further, column.is_(None), same)

    def _falls(self, key: SortKey) -> bool:
        """Returns whether values fall in the direction of reading."""
        return key.descending != self.back

    def _directed(self, column: Any, key: SortKey) -> Any:
        return column.desc() if self._falls(key) else column.asc()

    def _further(self, column: Any, key: SortKey, value: Any) -> ColumnElement[bool]:
        return column < value if self._falls(key) else column > value  # type: ignore[no-any-return] # a column is untyped

    def _terms(self, sort: Sequence[SortKey]) -> list[Any]:
        """Returns the ORDER BY terms of keys, empty values last, then by id."""
        terms: list[Any] = []
        for key in sort:
            column = self.columns[key.name]
            if column.nullable:
                empty = column.is_(None)
                terms.append(empty.desc() if self.back else empty)
            terms.append(self._directed(column, key))
        return [*terms, self.record_id.desc() if self.back else self.record_id.asc()]


def read_position(
    content: Any, sort: Sequence[SortKey], columns: Mapping[str, Any]
) -> Position | None:
    """Returns the position that a cursor holds; `None` if it does not fit the order."""
    match content:
        case [[*values], str(record_id), bool(back), *place] if len(values) == len(
            sort
        ) and _is_place(place):
            keys = (columns[key.name] for key in sort)
            if all(map(_fits, values, keys)) and _is_text(record_id):
                return Position(values, record_id, back)
    return None


def _is_place(parts: list[Any]) -> bool:
    """Whether a cursor ends with a place in the list, or without any."""
    match parts:
        case []:
            return True
        case [int(place)]:
            return 0 < place < NUMBER_BOUND
    return False


def read_place(content: Any) -> int | None:
    """Returns the place of the record of a cursor in the whole list, from 1.

    `None` if the cursor is of an older program, which stored no place.
    """
    match content:
        case [_, _, _, int(place)]:
            return place
    return None


def _fits(value: Any, column: Any) -> bool:
    """Whether a column can have a value."""
    if value is None:
        return bool(column.nullable)
    if issubclass(column.type.python_type, int | float):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return is_number and abs(value) < NUMBER_BOUND
    return isinstance(value, str) and _is_text(value)


def _is_text(value: str) -> bool:
    """Whether a database can store a text: no NUL, no lone surrogates."""
    return "\x00" not in value and not re.search("[\ud800-\udfff]", value)


def first_place(cursor: str, returned: int) -> int | None:
    """Returns the place of the first record of a page in the whole list, from 1.

    `cursor` was accepted by the API, so it is not checked again; `returned` is the
    number of records. `None` if the cursor is of a program that stored no place.
    """
    signed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    content = json.loads(signed[DIGEST_BYTES:])
    match content:
        case [[int(start)], "", _]:
            return start + 1
        case [_, _, is_back, *_] if (place := read_place(content)) is not None:
            return place - returned if is_back else place + 1
    return None


class CursorCodec:
    """Encodes and decodes cursors, which are valid for one query and one revision."""

    def __init__(self, query: str, revision: str) -> None:
        self._key = hashlib.sha256(f"{revision}\n{query}".encode()).digest()

    def encode(self, position: tuple[Any, ...]) -> str:
        """Returns the cursor of a position, which the place in the list may follow."""
        content = json.dumps(position).encode()
        signed = self._digest(content) + content
        return base64.urlsafe_b64encode(signed).decode().rstrip("=")

    def decode(self, cursor: str) -> Any:
        """Returns the content of a cursor; `None` if query or revision is another.

        The key is not a secret: the content must be checked like any other input.
        """
        try:
            signed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        except (binascii.Error, ValueError):
            return None
        digest, content = signed[:DIGEST_BYTES], signed[DIGEST_BYTES:]
        if digest != self._digest(content):
            return None
        try:
            return json.loads(content)
        except (ValueError, RecursionError):
            return None

    def _digest(self, content: bytes) -> bytes:
        return hashlib.blake2b(
            content, key=self._key, digest_size=DIGEST_BYTES
        ).digest()
