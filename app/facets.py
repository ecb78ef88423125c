"""How often each value occurs in a whole result, and the URL that narrows to it."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Select, func, select

from app.asking import MOST_SHAPES, Fitting, fitting, where
from app.query.declare import Filter
from app.query.grammar import Asked
from app.query.slots import Shape
from app.resources import BY_NAME, Resource
from app.service import Service


async def facets(
    service: Service, resource: Resource, asked: Asked
) -> dict[str, list[dict[str, Any]]]:
    """Buckets of each facet asked for, most frequent first."""
    fits = fitting(service, resource, asked)
    return {
        name: await _buckets(service, resource, asked, name, fits)
        for name in asked.facets
    }


async def _buckets(
    service: Service,
    resource: Resource,
    asked: Asked,
    name: str,
    fits: Fitting,
) -> list[dict[str, Any]]:
    declared = resource.filters[name]
    chosen = {
        value
        for one in asked.conditions
        if one.field == name and not one.operator
        for value in one.values
    }
    counted = _counted(resource.name, name, fits.shape)
    rows = await service.reader.long_rows(counted, fits.values)
    return [
        {
            "value": value,
            "label": _label(service, declared, value),
            "count": count,
            "url": f"{resource.path}?{asked.narrowed(name, value)}",
            "selected": value in chosen,
        }
        for value, count in rows
    ]


@lru_cache(maxsize=MOST_SHAPES)
def _counted(name: str, field: str, shape: Shape) -> Select[*tuple[Any, ...]]:
    resource = BY_NAME[name]
    declared, conditions = resource.filters[field], where(resource, shape)
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
