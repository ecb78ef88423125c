"""Order and pages: keyset conditions, forward and back, that indexes can serve.

Empties come last both ways and ties are broken by id. A sorted list is therefore two
runs: the filled values of the first key, then the empty ones. Each is a range of an
index on (key, id), so a page costs the same wherever it lies.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from app.query.grammar import Position, SortKey

Sorts = Mapping[str, Any]


@dataclass(frozen=True)
class Run:
    """A part of a sorted list: which records it has, and their order."""

    where: list[ColumnElement[bool]]
    order: list[Any]


@dataclass(frozen=True)
class Order:
    """The order of a list, read forward, or `back` from its end."""

    sort: Sequence[SortKey]
    sorts: Sorts
    record_id: Any
    back: bool = False

    def runs(self, place: Position | None) -> list[Run]:
        """What to read, one after the other, beyond a place or from the beginning."""
        first, *rest = self.sort
        column = self.sorts[first.name]
        last = self._terms(rest)
        filled = Run([], [self._directed(column, first), *last])
        if not column.nullable:
            return [self._from(filled, self.sort, place)]
        filled.where.append(column.is_not(None))
        empty = Run([column.is_(None)], last)
        if place is None:
            return [empty, filled] if self.back else [filled, empty]
        if place.values[0] is not None:
            begun = self._from(filled, self.sort, place)
            return [begun] if self.back else [begun, empty]
        beyond = self._beyond(rest, place.values[1:], place.record_id)
        begun = Run([*empty.where, beyond], empty.order)
        return [begun, filled] if self.back else [begun]

    def _from(self, run: Run, sort: Sequence[SortKey], place: Position | None) -> Run:
        """The run beyond a place whose first value is filled."""
        if place is None:
            return run
        (first, *rest), (value, *others) = sort, place.values
        column = self.sorts[first.name]
        tail = self._beyond(rest, others, place.record_id)
        further = self._further(column, first, value)
        # The range first, because an index seeks by it and not by an OR
        within = column <= value if self._falls(first) else column >= value
        beyond = [within, or_(further, and_(column == value, tail))]
        return Run([*run.where, *beyond], run.order)

    def _beyond(
        self, sort: Sequence[SortKey], values: Sequence[Any], record_id: str
    ) -> ColumnElement[bool]:
        """Records after one with these values, by these keys and then by id."""
        if not sort:
            own = self.record_id
            return own < record_id if self.back else own > record_id  # type: ignore[no-any-return] # a column is untyped
        (key, *rest), (value, *others) = sort, values
        column = self.sorts[key.name]
        tail = self._beyond(rest, others, record_id)
        if value is None:
            same = and_(column.is_(None), tail)
            return or_(column.is_not(None), same) if self.back else same
        further = self._further(column, key, value)
        same = and_(column == value, tail)
        return or_(further, same) if self.back else or_(further, column.is_(None), same)

    def _falls(self, key: SortKey) -> bool:
        return key.descending != self.back

    def _directed(self, column: Any, key: SortKey) -> Any:
        return column.desc() if self._falls(key) else column.asc()

    def _further(self, column: Any, key: SortKey, value: Any) -> ColumnElement[bool]:
        return column < value if self._falls(key) else column > value  # type: ignore[no-any-return] # a column is untyped

    def _terms(self, sort: Sequence[SortKey]) -> list[Any]:
        """The order of the keys after the first: empties last, then by id."""
        terms: list[Any] = []
        for key in sort:
            column = self.sorts[key.name]
            if column.nullable:
                empty = column.is_(None)
                terms.append(empty.desc() if self.back else empty)
            terms.append(self._directed(column, key))
        return [*terms, self.record_id.desc() if self.back else self.record_id.asc()]


class CursorCodec:
    """Makes cursors of places, and places of cursors, of one query and one data."""

    def __init__(self, query: str, revision: str) -> None:
        self._key = hashlib.sha256(f"{revision}\n{query}".encode()).digest()

    def encode(self, place: Position) -> str:
        """A cursor: a place, bound to this query and this data."""
        content = json.dumps(place).encode()
        sealed = self._digest(content) + content
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")

    def decode(self, cursor: str) -> Position | None:
        """The place of a cursor, `None` for one of another query or other data."""
        try:
            sealed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        except (binascii.Error, ValueError):
            return None
        digest, content = sealed[:12], sealed[12:]
        if digest != self._digest(content):
            return None
        return Position(*json.loads(content))

    def _digest(self, content: bytes) -> bytes:
        return hashlib.blake2b(content, key=self._key, digest_size=12).digest()
