"""Rules for facts that two rows state: one function for each, its docstring states it.

Two rows may differ if an attribution of either cell has a note that says why.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from app.dates import parse_date
from app.ingest.catalogue import Catalogue
from app.ingest.files.row import Finding
from app.ingest.flight import spacewalkers

Cell = tuple[str, str]
"""A record as `type/id`, and its field."""
DAY = 86_400


def check_launch_events(catalogue: Catalogue) -> Iterator[Finding]:
    """The launch in `events.csv` is that of the mission."""
    for event in _events(catalogue, "launch"):
        for mission in _missions(catalogue, event):
            cell = (f"missions/{mission.id}", "launched")
            yield from _difference(catalogue, event, cell, mission.launched)


def check_landing_events(catalogue: Catalogue) -> Iterator[Finding]:
    """The landing in `events.csv` is that of its people, or else of the mission."""
    for event in _events(catalogue, "landing"):
        # A landing on the Moon ends no flight
        if "Moon" in (event.place or ""):
            continue
        flights = [
            flight
            for person in event.people
            for flight in catalogue.flights_of[person.id]
            if {flight.mission.id, flight.row.landed_on} & set(event.missions)
        ]
        for flight in flights:
            cell = (f"crew/{flight.id}", "landed")
            yield from _difference(catalogue, event, cell, flight.row.landed)
        for mission in _missions(catalogue, event) if not flights else ():
            cell = (f"missions/{mission.id}", "landed")
            yield from _difference(catalogue, event, cell, mission.landed)


def check_docking_events(catalogue: Catalogue) -> Iterator[Finding]:
    """A docking or undocking in `events.csv` is in `dockings.csv`.

    Craft without a row there have parted after a common launch.
    """
    for kind, column in (("docking", "docked"), ("undocking", "undocked")):
        for event in _events(catalogue, kind):
            rows = [
                row
                for mission in sorted(event.missions)
                for row in catalogue.rows_by("dockings", "mission").get(mission)
            ]
            times = [time for row in rows if (time := getattr(row, column))]
            if not rows or any(_overlap(event.at, time) for time in times):
                continue
            cells = [
                (f"missions/{row.mission}", f"dockings.{row.sequence - 1}.{column}")
                for row in rows
            ]
            if not is_explained(catalogue, [(f"events/{event.id}", "at"), *cells]):
                detail = f"{event.at} is not a time in dockings.csv: {', '.join(times)}"
                yield Finding("events.csv", event.line, "at", detail)


def check_spacewalks(catalogue: Catalogue) -> Iterator[Finding]:
    """A spacewalk is within a flight of each person who made it."""
    for event in _events(catalogue, "spacewalk"):
        for person in spacewalkers(event):
            cells = [(f"events/{event.id}", "at"), (f"events/{event.id}", "people")]
            flight = catalogue.flight_at(person, event.at)
            if flight is None and not is_explained(catalogue, cells):
                detail = f"{person} was not on a flight on {event.at}"
                yield Finding("events.csv", event.line, "people", detail)


def check_deaths_on_flights(catalogue: Catalogue) -> Iterator[Finding]:
    """A person who died on a flight, or within a day of it, died before its landing."""
    for flight in catalogue.flights:
        person = catalogue.rows["people"][flight.row.person]
        landed = flight.row.landed
        if not person.died or not landed:
            continue
        died, landing = parse_date(person.died), parse_date(landed)
        is_of_flight = died.earliest <= landing.latest + DAY
        if is_of_flight and died.earliest > landing.latest:
            cells = [(f"people/{person.id}", "died"), (f"crew/{flight.id}", "landed")]
            if not is_explained(catalogue, cells):
                detail = f"{person.died} is after the landing of {flight.id}, {landed}"
                yield Finding("people.csv", person.line, "died", detail)


def _events(catalogue: Catalogue, kind: str) -> Iterable[Any]:
    """Returns the dated events of a kind."""
    events = catalogue.rows["events"].values()
    return (event for event in events if event.kind == kind and event.at)


def _missions(catalogue: Catalogue, event: Any) -> Iterable[Any]:
    return (catalogue.rows["missions"][mission] for mission in event.missions)


def _difference(
    catalogue: Catalogue, event: Any, cell: Cell, time: str | None
) -> Iterator[Finding]:
    """Yields a finding if the time of an event is not that of another record."""
    if time is None or _overlap(event.at, time):
        return
    if not is_explained(catalogue, [(f"events/{event.id}", "at"), cell]):
        record, field = cell
        detail = f"{event.at} is not {record} {field}, {time}"
        yield Finding("events.csv", event.line, "at", detail)


def _overlap(date: str, other: str) -> bool:
    """Returns whether two dates can mean the same second."""
    first, second = parse_date(date), parse_date(other)
    return first.earliest <= second.latest and second.earliest <= first.latest


def is_explained(catalogue: Catalogue, cells: Iterable[Cell]) -> bool:
    """Returns whether an attribution of a cell says why it differs from another."""
    attributions = catalogue.rows_by("attributions", "record")
    return any(
        row.field == field and row.note
        for record, field in cells
        for row in attributions.get(record)
    )


AGREEMENT_CHECKS: tuple[Callable[[Catalogue], Iterator[Finding]], ...] = (
    check_launch_events,
    check_landing_events,
    check_docking_events,
    check_spacewalks,
    check_deaths_on_flights,
)
