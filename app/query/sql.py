"""A parsed query as SQL: conditions with bind parameters, and the values for them."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from app import models
from app.query.comparisons import Target
from app.query.parsed_query import Condition, ParsedQuery
from app.query.reference_data import ReferenceData
from app.query.shape import (
    QueryShape,
    WordRange,
    conditions_with_parameters,
    parameter_values,
    query_shape,
    words_with_parameters,
)
from app.resources import Resource


@dataclass(frozen=True)
class Selection:
    """Which records match a query: a shape, and the values of its bind parameters."""

    shape: QueryShape
    values: dict[str, Any]


def select_records(
    data: ReferenceData, resource: Resource, query: ParsedQuery
) -> Selection:
    """Returns the records of a resource that match a query and the defaults."""
    conditions = [
        expand_lineage(data, resource, condition, query.lineage)
        for condition in [*query.conditions, *query.defaults]
    ]
    possible = query.parameters.get("date_match") == "possible"
    shape = query_shape(
        conditions, query.words, possible=possible, defaults=len(query.defaults)
    )
    return Selection(shape, parameter_values(conditions, query.words))


def expand_lineage(
    data: ReferenceData, resource: Resource, condition: Condition, lineage: str
) -> Condition:
    """Adds predecessors or successors to the states of a condition."""
    is_country = resource.filters[condition.field].kind == "country"
    if lineage == "none" or not is_country:
        return condition
    states = data.lineage(condition.values, lineage)
    return replace(condition, values=tuple(sorted(states)))


def filter_conditions(
    resource: Resource, shape: QueryShape
) -> list[ColumnElement[bool]]:
    """Returns the conditions of a shape as SQL."""
    record_id = resource.model.id
    conditions = []
    for condition in conditions_with_parameters(shape):
        field = resource.filters[condition.field]
        target = Target(field, record_id, shape.possible)
        conditions.append(condition.operator.compare(target, condition.values))
    if shape.words:
        words = words_with_parameters(shape)
        conditions.append(_has_words(resource, words))
    return conditions


def _has_words(resource: Resource, words: list[WordRange]) -> ColumnElement[bool]:
    """Returns the condition that names of a record have a word with each prefix."""
    if resource.name == "claims":
        claim = models.ClaimWord
        numbers = (
            select(claim.number).where(_has_prefix(claim.word, word)) for word in words
        )
        return and_(*(models.Claim.number.in_(number) for number in numbers))
    table = models.SearchWord
    ids = select(table.record_id).where(table.resource == resource.name)
    record_id = resource.model.id
    return and_(
        *(record_id.in_(ids.where(_has_prefix(table.word, word))) for word in words)
    )


def _has_prefix(column: Any, word: WordRange) -> ColumnElement[bool]:
    """Returns the prefix as a range, which an index serves."""
    return and_(column >= word.begin, column < word.end)
