"""Rules for all flights together: one function for each, its docstring states it.

A "first" is true only if no person is missing, duplicated, or on two flights at a time.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise

from app.dates import FIRST_SECOND, LAST_SECOND, Span, parse_date
from app.ingest.catalogue import Catalogue
from app.ingest.files.row import Finding
from app.ingest.flight import Flight

LANDING_TOLERANCE = 3600
"""Seconds by which the landing of a craft may differ from that of its crew."""


def check_crew_sizes(catalogue: Catalogue) -> Iterator[Finding]:
    """The crew size of a mission is the number of its rows in `crew.csv`."""
    for mission in catalogue.rows["missions"].values():
        listed = len(catalogue.crew_of[mission.id])
        if mission.crew_size is not None and mission.crew_size != listed:
            detail = f"is {mission.crew_size}, but crew.csv lists {listed} people"
            yield Finding("missions.csv", mission.line, "crew_size", detail)


def check_space_reached(catalogue: Catalogue) -> Iterator[Finding]:
    """A mission with a crew crossed a boundary of space."""
    for row in catalogue.rows["crew"].values():
        if catalogue.rows["missions"][row.mission].boundary is None:
            detail = f"{row.mission} has no boundary; list its crew in assignments.csv"
            yield Finding("crew.csv", row.line, "mission", detail)


def check_overlapping_flights(catalogue: Catalogue) -> Iterator[Finding]:
    """A person lands before the next launch of that person."""
    for person in catalogue.rows["people"]:
        for flight, following in pairwise(catalogue.flights_of[person]):
            if _landing(flight).earliest > _launch(following).latest:
                launched = following.launched
                detail = (
                    f"the person is still on the flight {flight.id} at this"
                    f" launch on {launched}"
                )
                yield Finding("crew.csv", following.row.line, "person", detail)


def check_landing_craft(catalogue: Catalogue) -> Iterator[Finding]:
    """A person and the craft that brought the person down landed together."""
    missions = catalogue.rows["missions"]
    for flight in catalogue.flights:
        if flight.row.landed_on and flight.row.landed:
            craft = missions[flight.row.landed_on]
            landing = _landing(flight)
            end = parse_date(craft.landed) if craft.landed else landing
            before = landing.latest < end.earliest - LANDING_TOLERANCE
            after = landing.earliest > end.latest + LANDING_TOLERANCE
            if before or after:
                landed = flight.row.landed
                detail = (
                    f"{craft.id} landed on {craft.landed}, but the person"
                    f" landed on {landed}"
                )
                yield Finding("crew.csv", flight.row.line, "landed_on", detail)


def check_births(catalogue: Catalogue) -> Iterator[Finding]:
    """A person is born before the first launch and dies after the last launch."""
    for person in catalogue.rows["people"].values():
        flights = catalogue.flights_of[person.id]
        if not flights:
            continue
        first, last = _launch(flights[0]), _launch(flights[-1])
        if person.born and parse_date(person.born).latest >= first.earliest:
            detail = (
                f"{person.born} is not before the first launch of the person,"
                f" {flights[0].launched}"
            )
            yield Finding("people.csv", person.line, "born", detail)
        if person.died and parse_date(person.died).latest < last.earliest:
            detail = (
                f"{person.died} is before the last launch of the person,"
                f" {flights[-1].launched}"
            )
            yield Finding("people.csv", person.line, "died", detail)


def check_states(catalogue: Catalogue) -> Iterator[Finding]:
    """A flight has a state of citizenship, and each existed at its launch."""
    for flight in catalogue.flights:
        if not flight.row.countries:
            detail = "at least one state of citizenship is required"
            yield Finding("crew.csv", flight.row.line, "countries", detail)
        launch = _launch(flight)
        for state in flight.row.countries:
            country = catalogue.rows["countries"][state]
            began = (
                parse_date(country.began).earliest if country.began else FIRST_SECOND
            )
            ended = parse_date(country.ended).latest if country.ended else LAST_SECOND
            if began > launch.latest or ended < launch.earliest:
                detail = f"{state} did not exist at the launch {flight.launched}"
                yield Finding("crew.csv", flight.row.line, "countries", detail)


def check_known_states(catalogue: Catalogue) -> Iterator[Finding]:
    """The states of a person include the states of all flights of that person."""
    for flight in catalogue.flights:
        person = catalogue.rows["people"][flight.row.person]
        for state in flight.row.countries:
            if state not in person.countries:
                detail = (
                    f"must include {state}, the country of the crew entry on"
                    f" {flight.mission.id}"
                )
                yield Finding("people.csv", person.line, "countries", detail)


def check_catalogue_ids(catalogue: Catalogue) -> Iterator[Finding]:
    """An id of GCAT identifies one person or one mission."""
    for name in ("people", "missions"):
        uses = catalogue.rows_by(name, "gcat_id")
        for row in catalogue.rows[name].values():
            if row.gcat_id and len(uses.get(row.gcat_id)) > 1:
                detail = f"{row.gcat_id} is used more than once"
                yield Finding(f"{name}.csv", row.line, "gcat_id", detail)


def check_launches(catalogue: Catalogue) -> Iterator[Finding]:
    """The launch of a crewed flight is known to the day or better."""
    for flight in catalogue.flights:
        launch = _launch(flight)
        if launch.latest - launch.earliest >= 86_400:
            detail = "the launch of a crewed flight must be known to the day"
            yield Finding("missions.csv", flight.mission.line, "launched", detail)


def _launch(flight: Flight) -> Span:
    return parse_date(flight.launched) if flight.launched else Span(0, LAST_SECOND, "")


def _landing(flight: Flight) -> Span:
    """Returns the landing; that of a person still in flight may be at any time."""
    landed = flight.row.landed
    if landed:
        return parse_date(landed)
    return Span(_launch(flight).earliest, LAST_SECOND, "")


FLIGHT_CHECKS: tuple[Callable[[Catalogue], Iterator[Finding]], ...] = (
    check_crew_sizes,
    check_space_reached,
    check_launches,
    check_overlapping_flights,
    check_landing_craft,
    check_births,
    check_states,
    check_known_states,
    check_catalogue_ids,
)
