"""Suggestions for mistyped ids, from a bounded number of candidates."""

from asyncio import sleep
from functools import cache
from typing import Any

from sqlalchemy import ClauseElement, literal, select, union_all

from app.query.bind_parameters import parameter
from app.query.lookups import MAX_LISTED, Lookups
from app.query.near import candidate_ids
from app.query.reference_data import STATES
from app.resources import BY_NAME, RESOURCES
from app.text import closest

MIXED = ("spacecraft", "sites")
"""Resources of several kinds, such as ships and rockets: a filter is about one kind."""


async def closest_id(
    lookups: Lookups, resource: str, text: str, column: Any = None
) -> str | None:
    """Returns the id that a mistyped one most likely meant, if any is close.

    An id that occurs in the column of a filter, and so finds records, comes first.
    """
    ids = await candidates(lookups, resource, text)
    near = closest(text, ids)
    if near and column is not None and resource in MIXED:
        present = await lookups.present(column, ids)
        # In order, because of equally near ids the first one is suggested
        near = closest(text, [each for each in ids if each in present]) or near
    return near


async def candidates(lookups: Lookups, resource: str, text: str) -> list[str]:
    """Returns the ids that a mistyped one, or a name, is compared with, in order.

    Of many they are those that begin like it, and those of records whose names nearly
    have its words.
    """
    if resource == STATES:
        return list(lookups.data.states)
    ids = await lookups.first_ids(resource)
    if len(ids) > MAX_LISTED:
        # Between the suggestions for several ids, other requests go on
        await sleep(0)
        named = await candidate_ids(lookups.reader, resource, text)
        ids = sorted({*named, *await lookups.ids_around(resource, text)})
    return ids


async def closest_record(lookups: Lookups, text: str) -> str | None:
    """Returns the record that a mistyped `type/id` most likely meant.

    Without a known type, records of every type with this id are considered.
    """
    resource, _, record_id = text.rpartition("/")
    if resource not in BY_NAME:
        resource = closest(resource, list(BY_NAME)) or ""
    names = [resource] if resource else list(BY_NAME)
    holders = await _resources_with(lookups, record_id)
    for name in names:
        if name in holders:
            return f"{name}/{record_id}"
    for name in names:
        near = await closest_id(lookups, name, record_id)
        if near:
            return f"{name}/{near}"
    return None


async def _resources_with(lookups: Lookups, record_id: str) -> set[str]:
    """Returns the resources that have a record of this id."""
    rows = await lookups.reader.rows(_holders(), {"id": record_id})
    return {name for (name,) in rows}


@cache
def _holders() -> ClauseElement:
    """Returns the statement for the resources with a record of the id `id`."""
    return union_all(
        *(
            select(literal(resource.name)).where(resource.model.id == parameter("id"))
            for resource in RESOURCES
        )
    )
