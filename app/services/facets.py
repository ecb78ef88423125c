"""Facets: how often each value occurs in a result, and the URL that narrows to it."""

from typing import Any

from sqlalchemy import Select, func, select

from app.query.operators import EXISTS
from app.query.parsed_query import ParsedQuery
from app.query.reference_data import Missing
from app.query.shape import QueryShape
from app.query.sql import Selection, filter_conditions, select_records
from app.query.statements import kept_by_shape
from app.resources import BY_NAME, Resource
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
    """Returns the values of a field; the records without any come last."""
    statement = _counts(resource.name, name, selection.shape)
    rows = await snapshot.reader.long_rows(statement, selection.values)
    chosen = {
        value
        for condition in query.conditions
        if condition.field == name and condition.is_equality
        for value in condition.values
    }
    if query.parameters.get(name + EXISTS) == "false":
        chosen.add(None)
    buckets = []
    for value, count in sorted(rows, key=lambda row: row[0] is None):
        parameter = (name, value) if value is not None else (name + EXISTS, "false")
        bucket = {
            "value": value,
            "label": _label(snapshot, resource, name, value),
            "count": count,
            "url": f"{resource.path}?{query.narrowed(*parameter)}",
            "selected": value in chosen,
        }
        buckets.append(bucket)
    return buckets


@kept_by_shape
def _counts(name: str, field: str, shape: QueryShape) -> Select[*tuple[Any, ...]]:
    """Returns the statement for the values of a field, with their counts.

    The value of records without any is NULL.
    """
    resource = BY_NAME[name]
    declared, conditions = resource.filters[field], filter_conditions(resource, shape)
    record_id = resource.model.id
    count = func.count().label("count")
    if declared.through is None:
        value = declared.column
        counts = select(value, count).where(*conditions)
    else:
        owner = declared.through.selected_columns[0]
        matching = select(record_id.label("record")).where(*conditions).cte("matching")
        pairs = declared.through.with_only_columns(
            owner.label("record"), declared.column.label("value")
        ).where(owner.in_(select(matching.c.record)), declared.column.is_not(None))
        pair = pairs.distinct().subquery()
        value = pair.c.value
        joined = matching.outerjoin(pair, pair.c.record == matching.c.record)
        counts = select(value, count).select_from(joined)
    return counts.group_by(value).order_by(count.desc(), value)


def _label(snapshot: Snapshot, resource: Resource, name: str, value: str | None) -> str:
    """Returns the name of a value that is an id, or the value itself.

    Without a value, returns whether there is none or it is not known.
    """
    data, declared = snapshot.reference_data, resource.filters[name]
    if value is None:
        missing = data.missing.get((resource.name, name), Missing())
        none = ["none"] * (missing.none > 0 or not missing.unknown)
        return ", or ".join(none + ["not known"] * (missing.unknown > 0))
    target = "countries" if declared.kind == "country" else declared.target
    return data.ids[target][value] if target else value
