"""Conditions as SQL. Everything goes through bound parameters."""

from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from app import models
from app.dates import Span
from app.query.declare import Filter
from app.query.grammar import Condition


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
    if resource == "claims":
        claim = models.ClaimWord
        return and_(
            *(
                models.Claim.number.in_(select(claim.number).where(begun))
                for begun in (_begins(claim.word, word) for word in words)
            )
        )
    table = models.SearchWord
    named = select(table.record_id).where(table.resource == resource)
    return and_(
        *(record_id.in_(named.where(_begins(table.word, word))) for word in words)
    )


def _begins(column: Any, word: str) -> ColumnElement[bool]:
    """Words that begin so, as a range that an index serves."""
    return and_(column >= word, column < word + "{")
