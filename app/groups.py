"""How flights are grouped, declared once for filling, filtering and asking.

A group of a flight is what a filter of `crew` would match, so the meaning of
`country=` and `by=country` cannot part.
"""

from dataclasses import replace
from typing import Any

from sqlalchemy import Select, String, cast, literal, select

from app import models as m
from app.query.declare import Filter
from app.resources import CREW, Resource

BY = {
    "country": "countries",
    "region": "",
    "station": "stations",
    "spacecraft": "spacecraft",
    "programme": "programmes",
    "sex": "",
    "decade": "",
}
"""What flights can be grouped by, and the resource that the keys are ids of."""
Members = Select[*tuple[Any, ...]]
OF_ALL = "all"
"""The group that every flight is in; its only key is empty."""
_BORN = select(m.Crew.id).join(m.Person, m.Person.id == m.Crew.person_id)
_BY_BIRTH: dict[str, dict[str, Any]] = {
    "country": {"column": m.Person.birth_country_id, "through": _BORN},
    "region": {
        "through": _BORN.join(m.Country, m.Country.id == m.Person.birth_country_id)
    },
}


def crew_by(basis: str) -> Resource:
    """The crew resource with `country` and `region` read by birth, if so defined."""
    if basis == "citizenship":
        return CREW
    filters: dict[str, Filter] = dict(CREW.filters)
    for name, changed in _BY_BIRTH.items():
        filters[name] = replace(filters[name], **changed)
    return replace(CREW, filters=filters)


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
            .distinct()
        )
    return statements
