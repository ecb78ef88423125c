"""Rules for facts of several rows that must fit together; docstrings state them.

A row may break a rule about times if an attribution of its field has a note.
"""

from collections.abc import Callable, Iterator
from typing import Any

from app.dates import Span, parse_date
from app.ingest.catalogue import Catalogue
from app.ingest.checks.agreement_checks import is_explained
from app.ingest.files.row import Finding
from app.ingest.flight import Flight, spacewalkers

YEAR = 365.25 * 86_400
AGES = (17, 100)
"""The youngest and the oldest age at a launch, in years."""
LONGEST_WALK = 10 * 3600
"""A little longer than any spacewalk yet, in seconds."""


def check_dockings_within_flights(catalogue: Catalogue) -> Iterator[Finding]:
    """A ship docks and undocks between its launch and its landing."""
    for row in catalogue.seed.tables["dockings"]:
        mission = catalogue.rows["missions"][row.mission]
        for column in ("docked", "undocked"):
            time = getattr(row, column)
            if time and not _is_within(time, mission.launched, mission.landed):
                detail = f"{time} is not within {mission.launched}/{mission.landed}"
                yield Finding("dockings.csv", row.line, column, detail)


def check_ages(catalogue: Catalogue) -> Iterator[Finding]:
    """A person is between 17 and 100 years old at each launch."""
    youngest, oldest = AGES
    for flight in catalogue.flights:
        person = catalogue.rows["people"][flight.row.person]
        if person.born and flight.launched:
            born, launched = parse_date(person.born), parse_date(flight.launched)
            most = (launched.latest - born.earliest) / YEAR
            least = (launched.earliest - born.latest) / YEAR
            if most < youngest or least > oldest:
                detail = (
                    f"the age at launch is not plausible: born {person.born},"
                    f" launched {flight.launched}"
                )
                yield Finding("people.csv", person.line, "born", detail)


def check_places_of_spacewalks(catalogue: Catalogue) -> Iterator[Finding]:
    """A person who leaves a station is aboard it at that time."""
    for event in _spacewalks(catalogue):
        for person in spacewalkers(event):
            flight = catalogue.flight_at(person, event.at)
            if flight is None:
                continue
            for station in event.stations:
                if not _may_be_at(catalogue, flight, station, event.at):
                    detail = f"{person} was not aboard {station} at {event.at}"
                    if not is_explained(catalogue, [(f"events/{event.id}", "at")]):
                        yield Finding("events.csv", event.line, "stations", detail)


def check_lengths_of_spacewalks(catalogue: Catalogue) -> Iterator[Finding]:
    """The spacewalks of a person on a flight are together shorter than the flight."""
    for event in _spacewalks(catalogue):
        length = event.duration_seconds or 0
        if length > LONGEST_WALK:
            detail = (
                f"{length} s is longer than the longest plausible spacewalk,"
                f" {LONGEST_WALK} s"
            )
            yield Finding("events.csv", event.line, "duration_seconds", detail)
    for flight in catalogue.flights:
        whole, outside = flight.duration_seconds, _time_outside(catalogue, flight)
        if whole is not None and outside > whole:
            detail = (
                f"the spacewalks take {outside} s, longer than the flight, {whole} s"
            )
            yield Finding("crew.csv", flight.row.line, "landed", detail)


def _time_outside(catalogue: Catalogue, flight: Flight) -> int:
    """Returns the seconds of the dated spacewalks of a person during a flight."""
    person = flight.row.person
    return sum(
        walk.duration_seconds or 0
        for walk in catalogue.spacewalks_of[person]
        if walk.at and catalogue.flight_at(person, walk.at) == flight
    )


def _spacewalks(catalogue: Catalogue) -> Iterator[Any]:
    """Yields the dated spacewalks."""
    for event in catalogue.rows["events"].values():
        if event.kind == "spacewalk" and event.at:
            yield event


def _may_be_at(catalogue: Catalogue, flight: Flight, station: str, at: str) -> bool:
    """Returns whether a person may have been aboard a station during a flight."""
    return any(
        stay.place_id == station and _is_within(at, stay.began, stay.ended)
        for stay in catalogue.stays_of[flight.id]
    )


def _is_within(time: str, start: str | None, end: str | None) -> bool:
    """Returns whether a date may lie between two others; unknown ends are open."""
    span = parse_date(time)
    return not (start and _is_before(span, parse_date(start))) and not (
        end and _is_before(parse_date(end), span)
    )


def _is_before(span: Span, other: Span) -> bool:
    return span.latest < other.earliest


PLAUSIBILITY_CHECKS: tuple[Callable[[Catalogue], Iterator[Finding]], ...] = (
    check_dockings_within_flights,
    check_ages,
    check_places_of_spacewalks,
    check_lengths_of_spacewalks,
)
