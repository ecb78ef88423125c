"""Summaries of people."""

from collections.abc import Iterator

from app.dates import parse_date
from app.ingest.catalogue import Catalogue
from app.ingest.files.flights import Person
from app.ingest.flight import Flight, total
from app.ingest.summaries.phrases import (
    capitalised,
    counted,
    joined,
    length,
    with_article,
    year,
)
from app.ingest.summaries.titles import titles_of

_MAX_TITLES = 2
_MAX_OCCUPATIONS = 2
_SOVIET = {"soviet-union", "russia"}


def person_summary(catalogue: Catalogue, row: Person) -> str | None:
    """Returns who a person was and flew; `None` if nothing but the name is known."""
    flights = catalogue.flights_of.get(row.id, [])
    sentences = [
        *(_flown(catalogue, row, flights) if flights else _not_flown(catalogue, row)),
        *_lost(catalogue, row, flights),
    ]
    return " ".join(sentences) or None


def _flown(catalogue: Catalogue, row: Person, flights: list[Flight]) -> Iterator[str]:
    who = f"{_noun(row, flights)}{_of_states(catalogue, flights[-1].row.countries)}"
    titles = titles_of(catalogue, row.id)[:_MAX_TITLES]
    if titles:
        named = [
            f"{title.text} ({_mission(catalogue, title.flight)})" for title in titles
        ]
        if len(titles) > 1 and titles[0].flight == titles[-1].flight:
            named[0] = titles[0].text
        who = f"{who}; {joined(named)}"
    yield f"{capitalised(who)}."
    career = _career(catalogue, row, flights, is_named=bool(titles))
    yield f"{capitalised(career)}."


def _career(
    catalogue: Catalogue, row: Person, flights: list[Flight], *, is_named: bool
) -> str:
    """Returns the flights, their time and the spacewalks in one phrase."""
    first, last = flights[0], flights[-1]
    if len(flights) == 1:
        text = "one flight"
        if not is_named:
            text = f"{text}, {_mission(catalogue, first.id)}"
    else:
        years = f"{year(str(first.launched))} to {year(str(last.launched))}"
        text = f"{counted(len(flights), 'flight')} from {years}"
    seconds = total([flight.duration_seconds for flight in flights])
    if seconds is not None:
        text = f"{text}, {length(seconds)}"
    if walks := catalogue.spacewalks_of.get(row.id):
        text = f"{text}, {counted(len(walks), 'spacewalk')}"
    return text


def _not_flown(catalogue: Catalogue, row: Person) -> Iterator[str]:
    if row.occupations:
        occupation = joined(row.occupations)
        of = _of_states(catalogue, row.countries)
        yield f"{capitalised(occupation)}{of * (of not in occupation)}."
    missions = [
        catalogue.name_of("missions", assigned.mission)
        for assigned in catalogue.rows_by("assignments", "person").get(row.id, [])
        if assigned.kind == "backup"
    ]
    if missions:
        one = "it" if len(missions) == 1 else "them"
        yield f"Backup for {joined(missions)}; did not fly on {one}."


def _lost(catalogue: Catalogue, row: Person, flights: list[Flight]) -> Iterator[str]:
    """Yields that a person died on a mission."""
    if row.died is None:
        return
    died = parse_date(row.died)
    assigned = catalogue.rows_by("assignments", "person").get(row.id, [])
    missions = [flight.mission for flight in flights[-1:]] + [
        catalogue.rows["missions"][entry.mission]
        for entry in assigned
        if entry.kind == "aborted"
    ]
    for mission in missions:
        ended = mission.landed or mission.launched
        end = parse_date(ended) if ended else None
        if (
            end
            and mission.outcome in ("crew-lost", "launch-failure")
            and died.earliest <= end.latest
            and end.earliest <= died.latest
        ):
            yield f"Died in the loss of {mission.name}."


def _noun(row: Person, flights: list[Flight]) -> str:
    occupations = joined(row.occupations[:_MAX_OCCUPATIONS]) if row.occupations else ""
    if all(flight.row.role == "passenger" for flight in flights):
        return occupations or "passenger"
    states = {state.id for flight in flights for state in flight.mission.countries}
    citizen = {state for flight in flights for state in flight.row.countries}
    noun = "cosmonaut" if (states & citizen) & _SOVIET else "astronaut"
    return joined([noun, *row.occupations[:1]])


def _of_states(catalogue: Catalogue, states: list[str]) -> str:
    """Returns ` of Cuba and the Soviet Union`; empty without a state."""
    names = [with_article(catalogue.name_of("countries", state)) for state in states]
    return f" of {joined(names)}" if names else ""


def _mission(catalogue: Catalogue, flight_id: str) -> str:
    row = catalogue.rows["crew"][flight_id]
    launched = row.launched or catalogue.rows["missions"][row.mission].launched
    return f"{catalogue.name_of('missions', row.mission)}, {year(launched)}"
