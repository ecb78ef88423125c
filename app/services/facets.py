"""Facets: how often each value occurs in a result, and the URL that narrows to it."""

from typing import Any

from sqlalchemy import Select, func, select

from app.query.parsed_query import ParsedQuery
from app.query.shape import QueryShape
from app.query.sql import Selection, filter_conditions, select_records
from app.query.statements import kept_by_shape
from app.resources import BY_NAME, Resource
from app.resources.filters import Filter
from app.services.snapshot import Snapshot


async def facets(
    snapshot: Snapshot, resource: Resource, query: ParsedQuery
) -> dict[str, list[dict[str, Any]]]:
    """Returns the buckets of each facet of the query, most frequent first."""
    selection = select_records(snapshot.reference_data, resource, query)
    return {
        name: await _buckets(snapshot, resource, query, name, selection)
        for name in query.facets
    }


async def _buckets(
    snapshot: Snapshot,
    resource: Resource,
    query: ParsedQuery,
    name: str,
    selection: Selection,
) -> list[dict[str, Any]]:
    declared = resource.filters[name]
    chosen = {
        value
        for condition in query.conditions
        if condition.field == name and condition.is_equality
        for value in condition.values
    }
    statement = _counts(resource.name, name, selection.shape)
    rows = await snapshot.reader.long_rows(statement, selection.values)
    return [
        {
            "value": value,
            "label": _label(snapshot, declared, value),
            "count": count,
            "url": f"{resource.path}?{query.narrowed(name, value)}",
            "selected": value in chosen,
        }
        for value, count in rows
    ]


@kept_by_shape
def _counts(name: str, field: str, shape: QueryShape) -> Select[*tuple[Any, ...]]:
    """Returns the statement for the values of a field, with their counts."""
    resource = BY_NAME[name]
    declared, conditions = resource.filters[field], filter_conditions(resource, shape)
    record_id = resource.model.id
    if declared.through is None:
        pairs = select(record_id.label("record"), declared.column.label("value"))
        pairs = pairs.where(*conditions)
    else:
        owner = declared.through.selected_columns[0]
        matching = select(record_id).where(*conditions)
        pairs = declared.through.with_only_columns(
            owner.label("record"), declared.column.label("value")
        ).where(owner.in_(matching))
    pair = pairs.where(declared.column.is_not(None)).distinct().subquery()
    count = func.count().label("count")
    return (
        select(pair.c.value, count)
        .group_by(pair.c.value)
        .order_by(count.desc(), pair.c.value)
    )


def _label(snapshot: Snapshot, declared: Filter, value: str) -> str:
    """Returns the name of a value that is an id, or the value itself."""
    target = "countries" if declared.kind == "country" else declared.target
    return snapshot.reference_data.ids[target][value] if target else value
