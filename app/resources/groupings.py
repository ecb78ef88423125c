"""How flights are grouped, declared once for filling, filtering and asking.

A group of a flight is what a filter of `crew` would match, so the meaning of
`country=` and `by=country` cannot part.
"""

from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, literal, or_, select

from app import models as m
from app.resources import CREW, Resource
from app.resources.filters import Filter

BY = {
    "country": "countries",
    "region": "",
    "subregion": "",
    "station": "stations",
    "spacecraft": "spacecraft",
    "programme": "programmes",
    "sex": "",
    "decade": "",
}
"""What flights can be grouped by, and the resource that the keys are ids of."""
Members = Select[*tuple[Any, ...]]
SPACEWALK = "spacewalk"
OF_ALL = "all"
"""The group that every flight is in; its only key is empty."""
_BORN = select(m.Crew.id).join(m.Person, m.Person.id == m.Crew.person_id)
_BORN_WHERE = _BORN.join(m.Country, m.Country.id == m.Person.birth_country_id)
_BY_BIRTH: dict[str, dict[str, Any]] = {
    "country": {"column": m.Person.birth_country_id, "through": _BORN},
    "region": {"through": _BORN_WHERE},
    "subregion": {"through": _BORN_WHERE},
}


def crew_by(basis: str, achievement: str = "flight") -> Resource:
    """The crew resource as a definition reads it.

    States and their regions are read by birth, if so defined; the station of a
    spacewalk is the one that it was made from.
    """
    changes = dict(_BY_BIRTH) if basis == "birth" else {}
    if achievement == SPACEWALK:
        changes["station"] = _WALKED_AT
    filters: dict[str, Filter] = dict(CREW.filters)
    for name, changed in changes.items():
        filters[name] = replace(filters[name], **changed)
    return replace(CREW, filters=filters)


_WALKED_AT: dict[str, Any] = {
    "column": m.GroupAchievement.key,
    "through": select(m.GroupAchievement.crew_id).where(
        m.GroupAchievement.grouping == "station",
        m.GroupAchievement.kind == SPACEWALK,
    ),
}


def grouping_of(by: str, basis: str) -> str:
    """The name under which a grouping is stored."""
    return f"{by} of birth" if basis == "birth" and by in _BY_BIRTH else by


def members(by: str, basis: str = "citizenship") -> Members:
    """Every flight with each of its groups, as `crew_id` and `key`."""
    if by == "decade":
        key = cast(m.Crew.decade, String)
        return select(m.Crew.id.label("crew_id"), key.label("key"))
    declared = crew_by(basis).filters[by]
    flights: Any = declared.through
    crew_id = flights.selected_columns[0].label("crew_id")
    return flights.with_only_columns(  # type: ignore[no-any-return] # a filter is untyped
        crew_id, declared.column.label("key"), maintain_column_froms=True
    ).where(declared.column.is_not(None))


def group_rows() -> list[Members]:
    """Statements for every achievement in each group, as stored in the index table."""
    done = m.Achievement
    of_achievement = (done.kind, done.at_earliest, done.crew_id, done.at_latest)
    base = select(literal(OF_ALL), literal(""), *of_achievement, m.Crew.boundary_rank)
    statements: list[Members] = [base.join(m.Crew, m.Crew.id == done.crew_id)]
    pairs = [(by, "citizenship") for by in BY] + [(by, "birth") for by in _BY_BIRTH]
    for by, basis in pairs:
        group = members(by, basis).subquery()
        statements.append(
            select(
                literal(grouping_of(by, basis)),
                group.c.key,
                *of_achievement,
                m.Crew.boundary_rank,
            )
            .join(group, group.c.crew_id == done.crew_id)
            .join(m.Crew, m.Crew.id == done.crew_id)
            .where(*([_was_there(group.c.key)] if by == "station" else []))
            .distinct()
        )
    return statements


def _was_there(station: ColumnElement[str]) -> ColumnElement[bool]:
    """A spacewalk is of the station that its event names, not of all of the flight."""
    done, walk, at = m.Achievement, m.Event, m.EventStation
    here = or_(at.station_id.is_(None), at.station_id == station)
    walked = (
        select(m.EventPerson.crew_id)
        .join(walk, walk.id == m.EventPerson.event_id)
        .outerjoin(at, at.event_id == walk.id)
        .where(walk.kind == SPACEWALK, m.EventPerson.crew_id == done.crew_id, here)
    )
    return or_(done.kind != SPACEWALK, walked.exists())
