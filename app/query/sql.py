"""Conditions as SQL, with slots for their values: everything is a bound parameter."""

from dataclasses import dataclass
from operator import ge, gt, le
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from app import models
from app.query.grammar import Condition, ParsedQuery
from app.query.reference_data import ReferenceData
from app.query.shape import (
    Parameter,
    QueryShape,
    conditions_with_parameters,
    parameter_values,
    query_shape,
    words_with_parameters,
)
from app.query.values import ESCAPE
from app.resources import Resource
from app.resources.filters import Filter


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
    found: Filter, record_id: Any, filter_conditions: ColumnElement[bool]
) -> ColumnElement[bool]:
    """The condition, on the record's own column or through the related table."""
    if found.through is None:
        return filter_conditions
    chosen: ColumnElement[bool] = record_id.in_(found.through.where(filter_conditions))
    return chosen


def _matches(
    condition: Condition, found: Filter, *, possible: bool
) -> ColumnElement[bool]:
    column, values = found.column, condition.values
    if found.kind == "boolean":
        return or_(*(column > 0 if value else column == 0 for value in values))
    if found.kind == "date":
        return or_(
            *(_date(condition.operator, found, v, possible=possible) for v in values)
        )
    slots = [one.value for one in values]
    if condition.operator == "__contains":
        return or_(*(_contains(found, slot) for slot in slots))
    compare = gt if found.kind == "since" else _COMPARE.get(condition.operator)
    if compare:
        return or_(*(compare(column, slot) for slot in slots))
    return column.in_(slots)  # type: ignore[no-any-return]


_COMPARE = {"__gte": ge, "__lte": le}


def _contains(found: Filter, pattern: Any) -> ColumnElement[bool]:
    """Text like a pattern; names are held folded, as they are asked for."""
    if found.kind == "name":
        return found.column.like(pattern, escape=ESCAPE)  # type: ignore[no-any-return]
    return func.lower(found.column).like(func.lower(pattern), escape=ESCAPE)


def _date(
    operator: str, found: Filter, span: Parameter, *, possible: bool
) -> ColumnElement[bool]:
    earliest, latest = found.column, found.latest
    if operator == "__gte":
        return (latest if possible else earliest) >= span.earliest  # type: ignore[no-any-return]
    if operator == "__lte":
        return (earliest if possible else latest) <= span.latest  # type: ignore[no-any-return]
    if possible:
        return and_(earliest <= span.latest, latest >= span.earliest)
    return and_(earliest >= span.earliest, latest <= span.latest)


def words_sql(
    resource: str, record_id: Any, words: list[tuple[Any, Any]]
) -> ColumnElement[bool]:
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


def _begins(column: Any, word: tuple[Any, Any]) -> ColumnElement[bool]:
    """Words that begin so, as a range that an index serves."""
    begin, end = word
    return and_(column >= begin, column < end)


MAX_SHAPES = 1000
"""Shapes of queries whose statements are kept."""


@dataclass(frozen=True)
class Selection:
    """Which records fit a query: a shape, whose slots are filled with these values."""

    shape: QueryShape
    values: dict[str, Any]


def select_records(
    data: ReferenceData, resource: Resource, asked: ParsedQuery
) -> Selection:
    """Which records of a resource fit a query."""
    conditions = [
        expand_lineage(data, resource, condition, asked.lineage)
        for condition in asked.conditions
    ]
    possible = asked.parameters.get("date_match") == "possible"
    shape = query_shape(conditions, asked.words, possible=possible)
    return Selection(shape, parameter_values(conditions, asked.words))


def filter_conditions(
    resource: Resource, shape: QueryShape
) -> list[ColumnElement[bool]]:
    """The conditions of a shape as SQL."""
    record_id = resource.model.id
    conditions = [
        condition_sql(
            condition,
            resource.filters[condition.field],
            record_id,
            possible=shape.possible,
        )
        for condition in conditions_with_parameters(shape)
    ]
    if shape.words:
        words = words_with_parameters(shape)
        conditions.append(words_sql(resource.name, record_id, words))
    return conditions


def expand_lineage(
    vocabulary: ReferenceData, resource: Resource, condition: Condition, lineage: str
) -> Condition:
    """A condition on states, widened to their family."""
    country = resource.filters[condition.field].kind == "country"
    if lineage == "none" or not country:
        return condition
    states = vocabulary.lineage(condition.values, lineage)
    return Condition(
        condition.field, condition.operator, tuple(sorted(states)), condition.shown
    )
