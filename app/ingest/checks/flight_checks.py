"""What must be true of everybody's flights together: one function a rule.

"First" is only true against a catalogue in which nobody is missing, doubled, or in two
places at once.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from app.dates import LAST_SECOND, Span, parse_date
from app.ingest.catalogue import Catalogue, Flight

Finding = tuple[str, int, str, str]
CRAFT_LANDING = 3600
"""Seconds by which the landings of a craft and of those in it may differ in sources."""


def check_crew_sizes(catalogue: Catalogue) -> Iterator[Finding]:
    """As many people are listed on a mission as its source counts."""
    for mission in catalogue.rows["missions"].values():
        listed = len(catalogue.crew_of.get(mission.id, []))
        if mission.crew_size is not None and mission.crew_size != listed:
            detail = f"is {mission.crew_size}, but crew lists {listed}"
            yield "missions", mission.line, "crew_size", detail


def check_space_reached(catalogue: Catalogue) -> Iterator[Finding]:
    """Who is listed in a crew flew on a mission that reached a boundary of space."""
    for row in catalogue.rows["crew"].values():
        if catalogue.rows["missions"][row.mission].boundary is None:
            detail = f"{row.mission} reached no boundary of space; see assignments"
            yield "crew", row.line, "mission", detail


def check_one_place(catalogue: Catalogue) -> Iterator[Finding]:
    """Nobody is in two places at once."""
    for flights in catalogue.flights_of.values():
        for flight, following in pairwise(flights):
            if _landing(flight).earliest > _launch(following).latest:
                detail = f"is in space from {following.launched} on {flight.id} already"
                yield "crew", following.row.line, "person", detail


def check_landing_craft(catalogue: Catalogue) -> Iterator[Finding]:
    """The craft that brought somebody down was up then and landed with the person."""
    missions = catalogue.rows["missions"]
    for flight in catalogue.flights:
        if flight.row.landed_on and flight.row.landed:
            craft = missions[flight.row.landed_on]
            end = parse_date(craft.landed) if craft.landed else _landing(flight)
            landing = _landing(flight)
            early = end.earliest - CRAFT_LANDING > landing.latest
            late = end.latest + CRAFT_LANDING < landing.earliest
            if early or late:
                detail = f"landed {flight.row.landed}, but {craft.id} {craft.landed}"
                yield "crew", flight.row.line, "landed_on", detail


def check_births(catalogue: Catalogue) -> Iterator[Finding]:
    """A person is born before the first flight, and dies after the last launch."""
    for person in catalogue.rows["people"].values():
        flights = catalogue.flights_of.get(person.id, [])
        if not flights:
            continue
        first, last = _launch(flights[0]), _launch(flights[-1])
        if person.born and parse_date(person.born).latest >= first.earliest:
            detail = f"{person.born} is not before {flights[0].launched}"
            yield "people", person.line, "born", detail
        if person.died and parse_date(person.died).latest < last.earliest:
            detail = f"{person.died} is before {flights[-1].launched}"
            yield "people", person.line, "died", detail


def check_states(catalogue: Catalogue) -> Iterator[Finding]:
    """Every state of a flight existed at launch, and every flyer has one."""
    for flight in catalogue.flights:
        if not flight.row.countries:
            yield "crew", flight.row.line, "countries", "every flyer has a state"
        for state in flight.row.countries:
            country = catalogue.rows["countries"][state]
            launch = _launch(flight)
            begun = (
                parse_date(country.began).earliest if country.began else launch.latest
            )
            ended = parse_date(country.ended).latest if country.ended else LAST_SECOND
            if not begun <= launch.latest or launch.earliest > ended:
                detail = f"{state} did not exist at {flight.launched}"
                yield "crew", flight.row.line, "countries", detail


def check_known_states(catalogue: Catalogue) -> Iterator[Finding]:
    """The states of a person hold those of all the person's flights."""
    for flight in catalogue.flights:
        person = catalogue.rows["people"][flight.row.person]
        for state in flight.row.countries:
            if state not in person.countries:
                detail = f"lack {state}, the state on {flight.mission.id}"
                yield "people", person.line, "countries", detail


def check_catalogue_ids(catalogue: Catalogue) -> Iterator[Finding]:
    """A catalogue's id means one person or one mission."""
    for name in ("people", "missions"):
        rows = catalogue.rows[name].values()
        times = Counter(row.gcat_id for row in rows if row.gcat_id)
        for row in rows:
            if times[row.gcat_id] > 1:
                yield name, row.line, "gcat_id", f"{row.gcat_id} stands twice"


def check_launches(catalogue: Catalogue) -> Iterator[Finding]:
    """Every flight has a launch, of which at least the day is known."""
    for flight in catalogue.flights:
        span = _launch(flight)
        if span.latest - span.earliest >= 86_400:
            detail = "a crewed flight has a launch that is known to the day"
            yield "missions", flight.mission.line, "launched", detail


def _launch(flight: Flight) -> Span:
    return parse_date(flight.launched) if flight.launched else Span(0, LAST_SECOND, "")


def _landing(flight: Flight) -> Span:
    """The landing; of somebody in flight it lies ahead, so that nothing contradicts."""
    landed = flight.row.landed
    return (
        parse_date(landed)
        if landed
        else Span(_launch(flight).earliest, LAST_SECOND, "")
    )


FLIGHT_CHECKS: tuple[Callable[[Catalogue], Iterator[Finding]], ...] = (
    check_crew_sizes,
    check_space_reached,
    check_launches,
    check_one_place,
    check_landing_craft,
    check_births,
    check_states,
    check_known_states,
    check_catalogue_ids,
)
