"""How flights are grouped, declared once for loading, filtering and `by`.

The groups of a flight are the values that a filter of `crew` matches, so `country=` and
`by=country` always mean the same.
"""

from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, literal, or_, select

from app import models as m
from app.resources import CREW, Resource
from app.resources.filters import Filter

GROUPINGS = {
    "country": "countries",
    "region": "region",
    "subregion": "subregion",
    "station": "stations",
    "spacecraft": "spacecraft",
    "programme": "programmes",
    "sex": "sex",
    "decade": "decade",
}
"""The values of `by`, with the filter of `crew` whose values are the keys.

Keys that are ids belong to the resource with the name of the filter.
"""
Members = Select[*tuple[Any, ...]]
SPACEWALK = "spacewalk"
AT_STATIONS = ("docking", "station-visit")
"""The achievements that a flight may have at several stations, each at its time."""
OF_ALL = "all"
"""The grouping that puts every flight into one group; its key is empty."""
_BORN = select(m.Crew.id).join(m.Person, m.Person.id == m.Crew.person_id)
_BORN_WHERE = _BORN.join(m.Country, m.Country.id == m.Person.birth_country_id)
_BY_BIRTH: dict[str, dict[str, Any]] = {
    "countries": {"column": m.Person.birth_country_id, "through": _BORN},
    "region": {"through": _BORN_WHERE},
    "subregion": {"through": _BORN_WHERE},
}


def crew_by(basis: str, achievement: str = "flight") -> Resource:
    """Returns the crew resource with the filters that a definition changes.

    With the basis `birth`, states and regions are those of the birthplace; the station
    of a spacewalk is the one that it was made from.
    """
    changes = dict(_BY_BIRTH) if basis == "birth" else {}
    if achievement == SPACEWALK:
        changes["stations"] = _SPACEWALK_STATION
    filters: dict[str, Filter] = dict(CREW.filters)
    for name, change in changes.items():
        filters[name] = replace(filters[name], **change)
    return replace(CREW, filters=filters)


_SPACEWALK_STATION: dict[str, Any] = {
    "column": m.GroupAchievement.key,
    "through": select(m.GroupAchievement.crew_id).where(
        m.GroupAchievement.grouping == "stations",
        m.GroupAchievement.kind == SPACEWALK,
    ),
}


def grouping_of(field: str, basis: str) -> str:
    """Returns the name under which the grouping by a filter is stored."""
    return f"{field} of birth" if basis == "birth" and field in _BY_BIRTH else field


def members(field: str, basis: str = "citizenship") -> Members:
    """Selects every flight with each of its groups, as `crew_id` and `key`."""
    if field == "decade":
        key = cast(m.Crew.decade, String)
        return select(m.Crew.id.label("crew_id"), key.label("key"))
    declared = crew_by(basis).filters[field]
    flights: Any = declared.through
    crew_id = flights.selected_columns[0].label("crew_id")
    return flights.with_only_columns(  # type: ignore[no-any-return] # a filter is untyped
        crew_id, declared.column.label("key"), maintain_column_froms=True
    ).where(declared.column.is_not(None))


_BY_BASIS = [(field, "citizenship") for field in GROUPINGS.values()] + [
    (field, "birth") for field in _BY_BIRTH
]


def group_rows() -> list[Members]:
    """Returns statements that select the rows of the index table of groups.

    Those of the achievements `AT_STATIONS` at each station are left out.
    """
    achievement = m.Achievement
    of_achievement = (
        achievement.kind,
        achievement.at_earliest,
        achievement.crew_id,
        achievement.at_latest,
    )
    of_flight = (m.Crew.boundary_rank, achievement.at)
    base = select(literal(OF_ALL), literal(""), *of_achievement, *of_flight)
    statements: list[Members] = [base.join(m.Crew, m.Crew.id == achievement.crew_id)]
    for field, basis in _BY_BASIS:
        group = members(field, basis).subquery()
        statements.append(
            select(
                literal(grouping_of(field, basis)),
                group.c.key,
                *of_achievement,
                *of_flight,
            )
            .join(group, group.c.crew_id == achievement.crew_id)
            .join(m.Crew, m.Crew.id == achievement.crew_id)
            .where(*([_is_of_station(group.c.key)] if field == "stations" else []))
            .distinct()
        )
    return statements


def _is_of_station(station: ColumnElement[str]) -> ColumnElement[bool]:
    """Limits a spacewalk to the station of its event; a flight may have several.

    The achievements `AT_STATIONS` are excluded.
    """
    achievement, event, location = m.Achievement, m.Event, m.EventStation
    is_here = or_(location.station_id.is_(None), location.station_id == station)
    spacewalks = (
        select(m.EventPerson.crew_id)
        .join(event, event.id == m.EventPerson.event_id)
        .outerjoin(location, location.event_id == event.id)
        .where(
            event.kind == SPACEWALK,
            m.EventPerson.crew_id == achievement.crew_id,
            is_here,
        )
    )
    return and_(
        achievement.kind.not_in(AT_STATIONS),
        or_(achievement.kind != SPACEWALK, spacewalks.exists()),
    )
