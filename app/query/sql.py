"""Conditions, order and pages as SQL. Everything goes through bound parameters."""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, UnaryExpression, and_, or_, select

from app import models
from app.dates import Span
from app.query.declare import Filter
from app.query.grammar import Condition, SortKey


def condition_sql(
    condition: Condition,
    found: Filter,
    record_id: Any,
    *,
    possible: bool,
) -> ColumnElement[bool]:
    """The condition as SQL, on the column itself or through the related table."""
    negated = condition.operator == "__not"
    if condition.operator == "__exists":
        filled = found.column.is_not(None)
        there = _inside(found, record_id, filled)
        return or_(*(there if value else ~there for value in condition.values))
    one_of = _matches(condition, found, possible=possible)
    if found.through is not None:
        inside = _inside(found, record_id, one_of)
        return ~inside if negated else inside
    if negated:
        return or_(found.column.is_(None), ~one_of)
    return one_of


def _inside(
    found: Filter, record_id: Any, where: ColumnElement[bool]
) -> ColumnElement[bool]:
    """The condition, on the record's own column or through the related table."""
    if found.through is None:
        return where
    chosen: ColumnElement[bool] = record_id.in_(found.through.where(where))
    return chosen


def _matches(
    condition: Condition, found: Filter, *, possible: bool
) -> ColumnElement[bool]:
    column, values = found.column, condition.values
    if found.kind == "date":
        return or_(
            *(_date(condition.operator, found, v, possible=possible) for v in values)
        )
    if condition.operator == "__contains":
        return or_(*(_contains(found, value) for value in values))
    if condition.operator == "__gte":
        return or_(*(column >= value for value in values))
    if condition.operator == "__lte":
        return or_(*(column <= value for value in values))
    if found.kind == "boolean":
        return or_(*(column > 0 if value else column == 0 for value in values))
    return column.in_(values)  # type: ignore[no-any-return]


def _contains(found: Filter, value: str) -> Any:
    if found.kind == "name":
        return found.column.contains(value, autoescape=True)
    return found.column.icontains(value, autoescape=True)


def _date(
    operator: str, found: Filter, span: Span, *, possible: bool
) -> ColumnElement[bool]:
    earliest, latest = found.column, found.latest
    if operator == "__gte":
        return (latest if possible else earliest) >= span.earliest  # type: ignore[no-any-return]
    if operator == "__lte":
        return (earliest if possible else latest) <= span.latest  # type: ignore[no-any-return]
    if possible:
        return and_(earliest <= span.latest, latest >= span.earliest)
    return and_(earliest >= span.earliest, latest <= span.latest)


def words_sql(resource: str, record_id: Any, words: list[str]) -> ColumnElement[bool]:
    """Records that have, for each word, a name with a word that begins so."""
    table = models.SearchWord
    return and_(
        *(
            record_id.in_(
                select(table.record_id).where(
                    table.resource == resource,
                    table.word >= word,
                    table.word < word + "{",
                )
            )
            for word in words
        )
    )


def order_by(
    sort: list[SortKey], sorts: Mapping[str, Any], record_id: Any
) -> list[UnaryExpression[Any]]:
    """The order asked for, empties last both ways, ties broken by id."""
    parts: list[Any] = []
    for key in sort:
        column = sorts[key.name]
        parts.append(column.is_(None))
        parts.append(column.desc() if key.descending else column.asc())
    return [*parts, record_id.asc()]


def after(
    sort: list[SortKey], sorts: Mapping[str, Any], record_id: Any, place: list[Any]
) -> ColumnElement[bool]:
    """The records that follow the one with these sort values and this id."""
    *values, last_id = place
    choices: list[ColumnElement[bool]] = []
    same: list[ColumnElement[bool]] = []
    for key, value in zip(sort, values, strict=True):
        column = sorts[key.name]
        if value is not None:
            beyond = column < value if key.descending else column > value
            choices.append(and_(*same, or_(beyond, column.is_(None))))
        same.append(column == value)
    return or_(*choices, and_(*same, record_id > last_id))


def seal(place: list[Any], query: str, revision: str) -> str:
    """A cursor: where the page ended, bound to this query and this data."""
    content = json.dumps(place, separators=(",", ":")).encode()
    sealed = _digest(content, query, revision) + content
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def unseal(cursor: str, query: str, revision: str) -> list[Any] | None:
    """Where the page ended, `None` for a cursor of another query or other data."""
    try:
        sealed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except (binascii.Error, ValueError):
        return None
    digest, content = sealed[:12], sealed[12:]
    if digest != _digest(content, query, revision):
        return None
    place: list[Any] = json.loads(content)
    return place


def _digest(content: bytes, query: str, revision: str) -> bytes:
    key = hashlib.sha256(f"{revision}\n{query}".encode()).digest()
    return hashlib.blake2b(content, key=key, digest_size=12).digest()
