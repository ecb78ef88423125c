"""The question "who was first?": a definition becomes SQL, and rows become an answer.

Never a stored answer: the earliest flight that fits, over the whole catalogue. Flights
whose launches cannot be told apart in time are tied, and the tie is the answer.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from app import models as m
from app.asking import where
from app.query.declare import Filter
from app.query.grammar import Asked
from app.resources import CREW, Resource
from app.service import Service

RANKS = {"80km": 1, "100km": 2, "orbit": 3}
DEFAULT_BOUNDARY = "100km"
BOUNDARIES = {
    "orbit": "in orbit",
    "100km": "above 100 km",
    "80km": "above 80 km",
}
LINEAGES = {
    "none": "",
    "predecessors": ", of the state or of its predecessors",
    "successors": ", of the state or of its successors",
    "all": ", of the state, its predecessors or its successors",
}
BASES = {
    "citizenship": "any citizenship held at launch counts",
    "birth": "the state in which the birthplace lies today counts",
}
ACHIEVEMENTS = {
    "flight": "launch of a flight",
    "spacewalk": "spacewalk on a flight",
    "docking": "docking on a flight",
    "station-visit": "arrival at a station on a flight",
}
# Far more than any craft carries, so that a tie and the next crew are both within
CANDIDATES = 24


@dataclass(frozen=True)
class Definition:
    """What counts as a flight, and as belonging to a state."""

    boundary: str = DEFAULT_BOUNDARY
    basis: str = "citizenship"
    lineage: str = "none"
    achievement: str = "flight"

    @property
    def text(self) -> str:
        """The definition as one sentence."""
        return (
            f"The earliest {ACHIEVEMENTS[self.achievement]}"
            f" {BOUNDARIES[self.boundary]};"
            f" for states, {BASES[self.basis]}"
            + LINEAGES[self.lineage]
            + "; people launched together are tied."
        )

    def shown(self) -> dict[str, str]:
        """The definition as `meta` echoes it."""
        return asdict(self) | {"text": self.text}

    def differs(self, other: "Definition") -> dict[str, str]:
        """The parameters by which another definition differs from this one."""
        return {
            name: getattr(other, name)
            for name in ("boundary", "basis", "lineage")
            if getattr(other, name) != getattr(self, name)
        }

    def changes(self, *, states: bool) -> list["Definition"]:
        """Every definition that differs in one choice."""
        found = [replace(self, boundary=name) for name in RANKS]
        if states:
            found += [replace(self, basis=name) for name in BASES]
            found += [replace(self, lineage=name) for name in LINEAGES]
        return [one for one in dict.fromkeys(found) if one != self]


@dataclass(frozen=True)
class Candidate:
    """A flight that may be a first."""

    id: str
    person: str
    mission: str
    launched: str
    at: str
    earliest: int
    latest: int
    body: str


@dataclass(frozen=True)
class Group:
    """How flights are grouped: the key, and the tables that it comes from."""

    key: Any
    to: str
    joins: tuple[tuple[Any, Any], ...] = ()


_COUNTRY = ((m.CrewCountry, m.CrewCountry.crew_id == m.Crew.id),)
GROUPS: dict[str, Group] = {
    "country": Group(m.CrewCountry.country_id, "countries", _COUNTRY),
    "region": Group(
        m.Country.region,
        "",
        (*_COUNTRY, (m.Country, m.Country.id == m.CrewCountry.country_id)),
    ),
    "station": Group(
        m.CrewStation.station_id,
        "stations",
        ((m.CrewStation, m.CrewStation.crew_id == m.Crew.id),),
    ),
    "spacecraft": Group(
        m.Mission.spacecraft_id,
        "spacecraft",
        ((m.Mission, m.Mission.id == m.Crew.mission_id),),
    ),
    "programme": Group(
        m.MissionProgramme.programme_id,
        "programmes",
        ((m.MissionProgramme, m.MissionProgramme.mission_id == m.Crew.mission_id),),
    ),
    "sex": Group(m.Person.sex, "", ((m.Person, m.Person.id == m.Crew.person_id),)),
    "decade": Group(m.Crew.decade, ""),
}
_BORN_IN = ((m.Person, m.Person.id == m.Crew.person_id),)
_BY_BIRTH: dict[str, Group] = {
    "country": Group(m.Person.birth_country_id, "countries", _BORN_IN),
    "region": Group(
        m.Country.region,
        "",
        (*_BORN_IN, (m.Country, m.Country.id == m.Person.birth_country_id)),
    ),
}


def group_of(by: str, basis: str) -> Group:
    """How `by` groups flights under a basis of nationality."""
    return _BY_BIRTH.get(by, GROUPS[by]) if basis == "birth" else GROUPS[by]


def crew_by(basis: str) -> Resource:
    """The crew resource with `country` and `region` read by birth, if so defined."""
    if basis == "citizenship":
        return CREW
    filters: dict[str, Filter] = dict(CREW.filters)
    born = select(m.Crew.id).join(m.Person, m.Person.id == m.Crew.person_id)
    filters["country"] = replace(
        filters["country"], column=m.Person.birth_country_id, through=born
    )
    filters["region"] = replace(
        filters["region"],
        through=born.join(m.Country, m.Country.id == m.Person.birth_country_id),
    )
    return replace(CREW, filters=filters)


async def find(
    service: Service, asked: Asked, by: str | None, definition: Definition
) -> dict[str | None, list[Candidate]]:
    """The earliest flights that fit, by group, earliest first."""
    asked = replace(asked, given={**asked.given, "lineage": definition.lineage})
    conditions = where(service, crew_by(definition.basis), asked)
    conditions.append(m.Crew.boundary_rank >= RANKS[definition.boundary])
    conditions.append(m.Achievement.kind == definition.achievement)
    statement = _statement(by, definition, conditions)
    found: dict[str | None, list[Candidate]] = defaultdict(list)
    for row in await service.reader.rows(statement):
        key = None if by is None else str(row.key)
        found[key].append(
            Candidate(
                id=row.id,
                person=row.person_id,
                mission=row.mission_id,
                launched=row.launched,
                at=row.at,
                earliest=row.at_earliest,
                latest=row.at_latest,
                body=row.body,
            )
        )
    return found


def _statement(
    by: str | None, definition: Definition, conditions: list[ColumnElement[bool]]
) -> Select[*tuple[Any, ...]]:
    columns = (
        m.Crew.id,
        m.Crew.person_id,
        m.Crew.mission_id,
        m.Crew.launched,
        m.Crew.body,
        m.Achievement.at,
        m.Achievement.at_earliest,
        m.Achievement.at_latest,
    )
    order = (m.Achievement.at_earliest, m.Crew.id)
    achieved = (m.Achievement, m.Achievement.crew_id == m.Crew.id)
    base = select(*columns).join(*achieved)
    if by is None:
        return base.where(*conditions).order_by(*order).limit(CANDIDATES)
    group = group_of(by, definition.basis)
    place = func.row_number().over(partition_by=group.key, order_by=order)
    ranked = base.add_columns(group.key.label("key"), place.label("place"))
    for table, on in group.joins:
        ranked = ranked.join(table, on)
    inner = ranked.where(*conditions, group.key.is_not(None)).subquery()
    return (
        select(inner)
        .where(inner.c.place <= CANDIDATES)
        .order_by(inner.c.key, inner.c.place)
    )


def tied(candidates: list[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """Those that may have been first, and those that came next."""
    first = _together(candidates)
    return first, _together(candidates[len(first) :])


def _together(candidates: Iterable[Candidate]) -> list[Candidate]:
    ordered = list(candidates)
    if not ordered:
        return []
    bound = min(one.latest for one in ordered)
    return [one for one in ordered if one.earliest <= bound]
