"""Why a list of flights is empty: people were assigned to a mission and did not fly."""

from collections.abc import Iterator, Mapping
from functools import cache

from sqlalchemy import ClauseElement, func, select

from app import models as m
from app.db.dialects import in_json_list
from app.formats.json_bodies import dumps
from app.query.parsed_query import ParsedQuery
from app.resources import Resource
from app.services.snapshot import Snapshot

_FIELDS = {
    ("crew", "mission"): "mission_id",
    ("people", "missions"): "mission_id",
    ("crew", "person"): "person_id",
    ("missions", "crew.person"): "person_id",
}
"""Filters by a mission or a person of a flight, with the column of assignments."""
_TARGETS = {"mission_id": "missions", "person_id": "people"}


async def assigned_hints(
    snapshot: Snapshot, resource: Resource, query: ParsedQuery
) -> list[str]:
    """Returns where the people are listed whom an empty list of flights leaves out."""
    hints: list[str] = []
    for condition in query.conditions:
        column = _FIELDS.get((resource.name, condition.field))
        if column and condition.is_equality:
            values = {"ids": dumps(condition.values)}
            rows = await snapshot.reader.rows(_assignments(column), values)
            target = _TARGETS[column]
            ids = [record_id for record_id, *_ in rows]
            names = await snapshot.lookups.names(target, ids)
            hints += _texts(names, column, rows)
    return hints


@cache
def _assignments(column: str) -> ClauseElement:
    """Returns the statement for assignments of those of `ids` that have no flight."""
    key = getattr(m.Assignment, column)
    flown = select(getattr(m.Crew, column))
    people = func.count()
    mission = func.min(m.Assignment.mission_id)
    rows = select(key, people, mission).where(in_json_list(key, "ids"))
    return rows.where(key.not_in(flown)).group_by(key).order_by(key)


def _texts(
    names: Mapping[str, str], column: str, rows: list[tuple[str, int, str]]
) -> Iterator[str]:
    for record_id, people, mission in rows:
        name, where = names[record_id], f"`assigned` of /v1/missions/{mission}"
        if column == "mission_id":
            yield f"Nobody flew above 80 km on {name}; people in {where}: {people}."
        else:
            yield f"{name} did not fly above 80 km and is listed in {where}."
