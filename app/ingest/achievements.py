"""What was achieved on each flight and when, from which firsts are computed."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from app.dates import LAST_SECOND, Span, parse_date
from app.ingest.catalogue import Catalogue
from app.ingest.flight import Flight, spacewalkers
from app.resources.groupings import AT_STATIONS


class Achievement(NamedTuple):
    """Something that a person achieved on a flight, and when."""

    flight: Flight
    kind: str
    at: str | None
    """EDTF; `None` if the time is unknown: it lies between launch and landing."""

    @property
    def span(self) -> Span:
        """The time within which it was achieved."""
        if self.at:
            return parse_date(self.at)
        landed = self.flight.row.landed
        latest = parse_date(landed).latest if landed else LAST_SECOND
        return Span(self.flight.launched_earliest, latest, "")


def achievements(catalogue: Catalogue) -> Iterator[Achievement]:
    """Yields what was achieved on each flight that has a launch date."""
    spacewalks = _first_spacewalks(catalogue)
    dockings = _first_dockings(catalogue)
    for flight in catalogue.flights:
        if flight.launched is None:
            continue
        yield Achievement(flight, "flight", flight.launched)
        stays = catalogue.stays_of[flight.id]
        visits = [stay for stay in stays if stay.is_at_station]
        if visits or flight.mission.id in dockings:
            yield Achievement(flight, "docking", dockings.get(flight.mission.id))
        if visits:
            yield Achievement(flight, "station-visit", visits[0].began)
        if flight.id in spacewalks:
            yield Achievement(flight, "spacewalk", spacewalks[flight.id])


def achievements_at_stations(
    catalogue: Catalogue,
) -> Iterator[tuple[str, Achievement]]:
    """Yields the first visit of each flight to each station, with its id.

    It has the kinds of `AT_STATIONS`, at the time of the docking with that station.
    """
    for flight in catalogue.flights:
        visits: dict[str, str | None] = {}
        for stay in catalogue.stays_of[flight.id]:
            if stay.is_at_station:
                visits.setdefault(stay.place_id, stay.began)
        for station, began in visits.items():
            for kind in AT_STATIONS:
                yield station, Achievement(flight, kind, began)


def _first_dockings(catalogue: Catalogue) -> dict[str, str | None]:
    """Returns the date of the first docking of a mission, `None` if it is unknown.

    Both missions of a docking have it. A mission that did not dock has no entry.
    """
    times: dict[str, list[str | None]] = defaultdict(list)
    docked = [row for row in catalogue.seed.tables["dockings"] if row.is_docked]
    for row in docked:
        times[row.mission].append(row.docked)
    for row in docked:
        times[row.target.partition("/")[2]].append(row.docked)
    return {
        mission: min(filter(None, known)) if known[0] else None
        for mission, known in times.items()
    }


def _first_spacewalks(catalogue: Catalogue) -> dict[str, str | None]:
    """Returns the date of the earliest spacewalk by flight, `None` if it is unknown."""
    first: dict[str, str | None] = {}
    events = catalogue.rows["events"].values()
    dated = [event for event in events if event.at]
    for event in sorted(dated, key=lambda event: parse_date(event.at).earliest):
        for person in spacewalkers(event):
            flight = catalogue.flight_at(person, event.at)
            if flight:
                first.setdefault(flight.id, event.at)
    for event in events:
        for person in spacewalkers(event) if not event.at else ():
            for flight in catalogue.flights_of.get(person, []):
                if flight.mission.id in event.missions:
                    first[flight.id] = None
    return first
