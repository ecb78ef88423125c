"""Summaries of people."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from app.durations import rough_length
from app.ingest.catalogue import Catalogue
from app.ingest.files.flights import Person
from app.ingest.flight import Flight, total
from app.ingest.summaries.losses import accident_of, lost_with
from app.ingest.summaries.phrases import (
    capitalised,
    counted,
    joined,
    with_article,
    year,
)
from app.ingest.summaries.superlatives import (
    LONGEST_FLIGHT,
    Held,
    superlatives_of,
)
from app.ingest.summaries.titles import titles_of

_MAX_TITLES = 2
_MAX_SUPERLATIVES = 3
_MAX_OCCUPATIONS = 2
_SOVIET = {"soviet-union", "russia"}


def person_summary(catalogue: Catalogue, row: Person) -> str | None:
    """Returns the summary of a person; `None` if only the name is known.

    An entered summary replaces all but the superlatives.
    """
    flights = catalogue.flights_of.get(row.id, [])
    sentences = [row.summary] if row.summary else _computed(catalogue, row, flights)
    return " ".join([*sentences, *_superlatives(catalogue, row, flights)]) or None


def _computed(
    catalogue: Catalogue, row: Person, flights: list[Flight]
) -> Iterator[str]:
    yield from (
        _flown(catalogue, row, flights) if flights else _not_flown(catalogue, row)
    )
    yield from _lost(catalogue, row, flights)


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
        text = f"{text}, {rough_length(seconds)}"
    if walks := catalogue.spacewalks_of[row.id]:
        text = f"{text}, {counted(len(walks), 'spacewalk')}"
    return text


def _superlatives(
    catalogue: Catalogue, row: Person, flights: list[Flight]
) -> Iterator[str]:
    """Yields sentences on superlatives: `Made the most flights of all people`.

    Equal superlatives of two groups become one sentence.
    """
    groups_of: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for held in superlatives_of(catalogue, row.id):
        details = ", ".join(_details(catalogue, row, flights, held))
        groups_of[held.kind.verb, held.kind.noun, details].append(held.of)
    for (verb, noun, details), groups in islice(groups_of.items(), _MAX_SUPERLATIVES):
        within = f" ({details})" * bool(details)
        yield capitalised(f"{verb} the {noun} {joined(groups)}{within}.")


def _details(
    catalogue: Catalogue, row: Person, flights: list[Flight], held: Held
) -> Iterator[str]:
    """Yields the value, the mission, and the people who share a superlative.

    Details that the sentence about the career has are left out.
    """
    is_total, is_only = held.kind.is_total, len(flights) == 1 and not row.summary
    is_length = is_only and held.kind == LONGEST_FLIGHT
    if held.value and not (is_length or (is_total and not row.summary)):
        yield held.value
    if not (is_total or is_only):
        yield _mission(catalogue, held.flight.id)
    if held.others:
        names = [catalogue.name_of("people", name) for name in held.others]
        yield f"with {joined(names)}"


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
    assigned = catalogue.rows_by("assignments", "person").get(row.id, [])
    missions = [flight.mission for flight in flights[-1:]] + [
        catalogue.rows["missions"][entry.mission]
        for entry in assigned
        if entry.kind == "aborted"
    ]
    for mission in missions:
        if row.id in lost_with(catalogue, mission):
            accident = accident_of(catalogue, mission)
            named = "" if mission.name in accident else f" ({mission.name})"
            yield f"Died in {accident}{named}."


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
