"""How often each value occurs in a whole result, and the URL that narrows to it."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Select, func, select

from app.query.parsed_query import ParsedQuery
from app.query.shape import QueryShape
from app.query.sql import MAX_SHAPES, Selection, filter_conditions, select_records
from app.resources import BY_NAME, Resource
from app.resources.filters import Filter
from app.services.snapshot import Snapshot


async def facets(
    snapshot: Snapshot, resource: Resource, asked: ParsedQuery
) -> dict[str, list[dict[str, Any]]]:
    """Buckets of each facet asked for, most frequent first."""
    fits = select_records(snapshot.reference_data, resource, asked)
    return {
        name: await _buckets(snapshot, resource, asked, name, fits)
        for name in asked.facets
    }


async def _buckets(
    snapshot: Snapshot,
    resource: Resource,
    asked: ParsedQuery,
    name: str,
    fits: Selection,
) -> list[dict[str, Any]]:
    declared = resource.filters[name]
    chosen = {
        value
        for one in asked.conditions
        if one.field == name and one.is_equality
        for value in one.values
    }
    counted = _counted(resource.name, name, fits.shape)
    rows = await snapshot.reader.long_rows(counted, fits.values)
    return [
        {
            "value": value,
            "label": _label(snapshot, declared, value),
            "count": count,
            "url": f"{resource.path}?{asked.narrowed(name, value)}",
            "selected": value in chosen,
        }
        for value, count in rows
    ]


@lru_cache(maxsize=MAX_SHAPES)
def _counted(name: str, field: str, shape: QueryShape) -> Select[*tuple[Any, ...]]:
    resource = BY_NAME[name]
    declared, conditions = resource.filters[field], filter_conditions(resource, shape)
    record_id = resource.model.id
    if declared.through is None:
        pairs = select(record_id.label("record"), declared.column.label("value"))
        pairs = pairs.where(*conditions)
    else:
        owner = declared.through.selected_columns[0]
        select_records = select(record_id).where(*conditions)
        pairs = declared.through.with_only_columns(
            owner.label("record"), declared.column.label("value")
        ).where(owner.in_(select_records))
    pair = pairs.where(declared.column.is_not(None)).distinct().subquery()
    count = func.count().label("count")
    return (
        select(pair.c.value, count)
        .group_by(pair.c.value)
        .order_by(count.desc(), pair.c.value)
    )


def _label(snapshot: Snapshot, declared: Filter, value: str) -> str:
    """A value as people call it."""
    to = "countries" if declared.kind == "country" else declared.target
    return snapshot.reference_data.ids[to][value] if to else value
