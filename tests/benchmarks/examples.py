"""Values by which questions find as much in a catalogue of any size."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app import models as m
from app.dates import format_instant
from app.services.snapshot import Snapshot

PRESENT = 6
"""People in space at the instant that is asked for."""
FLIGHTS = 2000
"""The first flights, among which that instant is."""


@dataclass(frozen=True)
class Examples:
    """Values of the data that questions use."""

    mission: str
    person: str
    largest: str
    smallest: str
    rare: str
    instant: str

    @property
    def mistyped(self) -> str:
        """Returns the rare word with two letters swapped."""
        return f"{self.rare[:3]}{self.rare[4]}{self.rare[3]}{self.rare[5:]}"


async def examples(service: Snapshot) -> Examples:
    """Values by which questions find as much in a catalogue of any size.

    They are a mission and a person from the middle, the states with most and fewest
    flights, a word of two records, and an early instant with some people in space.
    """
    states = await by_frequency(service, m.CrewCountry.country_id)
    missions = select(m.Mission.id).order_by(m.Mission.id).offset(100)
    people = select(m.Crew.person_id).order_by(m.Crew.person_id).offset(100)
    return Examples(
        mission=await _first(service, missions),
        person=await _first(service, people),
        largest=states[0],
        smallest=states[-1],
        rare=await _rare_name(service),
        instant=format_instant(await _instant(service)),
    )


async def _first(service: Snapshot, statement: Any) -> str:
    return str((await service.reader.rows(statement.limit(1)))[0][0])


async def _rare_name(service: Snapshot) -> str:
    """Returns a word of a name that is in the documents of two records.

    They are a person and one mission.
    """
    name, known = m.Name, m.VocabularyWord
    of_people = select(name.folded).where(name.resource == "people")
    names = await service.reader.rows(of_people.order_by(name.folded).limit(FLIGHTS))
    words = {word for (folded,) in names for word in folded.split() if len(word) > 7}
    rare = known.word.in_(sorted(words)) & (known.documents == 2)
    return await _first(service, select(known.word).where(rare).order_by(known.word))


async def _instant(service: Snapshot) -> int:
    """Returns the first second at which `PRESENT` people are in space."""
    crew = m.Crew
    times = select(crew.launched_earliest, crew.landed_latest)
    ordered = times.order_by(crew.launched_earliest, crew.id).limit(FLIGHTS)
    rows = await service.reader.rows(ordered)
    for second, _ in rows:
        present = sum(
            launched <= second and (landed is None or landed > second)
            for launched, landed in rows
        )
        if present == PRESENT:
            return int(second)
    raise LookupError(f"never {PRESENT} people in space")


async def by_frequency(service: Snapshot, column: Any) -> list[str]:
    counted = (
        select(column)
        .where(column.is_not(None))
        .group_by(column)
        .order_by(func.count().desc(), column)
    )
    return [str(row[0]) for row in await service.reader.rows(counted)]
