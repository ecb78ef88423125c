"""How often each value occurs in a whole result, and the URL that narrows to it."""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from app.asking import where
from app.query.declare import Filter
from app.query.grammar import Asked
from app.resources import Resource
from app.service import Service


async def facets(
    service: Service, resource: Resource, asked: Asked
) -> dict[str, list[dict[str, Any]]]:
    """Buckets of each facet asked for, most frequent first."""
    conditions = where(service, resource, asked)
    return {
        name: await _buckets(service, resource, asked, name, conditions)
        for name in asked.facets
    }


async def _buckets(
    service: Service,
    resource: Resource,
    asked: Asked,
    name: str,
    conditions: list[ColumnElement[bool]],
) -> list[dict[str, Any]]:
    declared = resource.filters[name]
    chosen = {
        value
        for one in asked.conditions
        if one.field == name and not one.operator
        for value in one.values
    }
    rows = await service.reader.long_rows(_counted(resource, declared, conditions))
    return [
        {
            "value": row.value,
            "label": _label(service, declared, row.value),
            "count": row.count,
            "url": f"{resource.path}?{asked.narrowed(name, row.value)}",
            "selected": row.value in chosen,
        }
        for row in rows
    ]


def _counted(
    resource: Resource, declared: Filter, conditions: list[ColumnElement[bool]]
) -> Select[*tuple[Any, ...]]:
    record_id = resource.model.id
    if declared.through is None:
        pairs = select(record_id.label("record"), declared.column.label("value"))
        pairs = pairs.where(*conditions)
    else:
        owner = declared.through.selected_columns[0]
        fitting = select(record_id).where(*conditions)
        pairs = declared.through.with_only_columns(
            owner.label("record"), declared.column.label("value")
        ).where(owner.in_(fitting))
    pair = pairs.where(declared.column.is_not(None)).distinct().subquery()
    count = func.count().label("count")
    return (
        select(pair.c.value, count)
        .group_by(pair.c.value)
        .order_by(count.desc(), pair.c.value)
    )


def _label(service: Service, declared: Filter, value: str) -> str:
    """A value as people call it."""
    to = "countries" if declared.kind == "country" else declared.to
    return service.vocabulary.ids[to][value] if to else value
