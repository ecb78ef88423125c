"""A parsed query as SQL: conditions with bind parameters, and the values for them."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, select

from app.db.dialects import matching_documents
from app.models import SearchDocument
from app.query.comparisons import Target
from app.query.expressions import expression_values
from app.query.parsed_query import Condition, ParsedQuery
from app.query.reference_data import ReferenceData
from app.query.search_tiers import in_list, read_terms
from app.query.shape import (
    QueryShape,
    conditions_with_parameters,
    parameter_values,
    query_shape,
)
from app.resources import Resource

WORDS = "q"
"""The bind parameter of the words that are searched for."""


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
        conditions,
        has_words=bool(query.words),
        possible=possible,
        defaults=len(query.defaults),
    )
    values = parameter_values(conditions)
    if query.words:
        expression = in_list(read_terms(query.words), resource.name)
        values |= expression_values(WORDS, expression)
    return Selection(shape, values)


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
    if shape.has_words:
        matches, document = matching_documents(WORDS), SearchDocument
        ids = select(document.record_id).join(
            matches, matches.c.number == document.number
        )
        conditions.append(record_id.in_(ids))
    return conditions
