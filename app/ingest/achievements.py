"""What was achieved on each flight and when, from which firsts are computed."""

from collections.abc import Iterator
from typing import NamedTuple

from app.dates import LAST_SECOND, Span, parse_date
from app.ingest.catalogue import Catalogue
from app.ingest.files.provenance import Event
from app.ingest.files.stations import Docking
from app.ingest.flight import Flight
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
    for flight in catalogue.flights:
        if flight.launched is None:
            continue
        yield Achievement(flight, "flight", flight.launched)
        stays = catalogue.stays_of[flight.id]
        visits = [stay for stay in stays if stay.is_at_station]
        docked = _dockings_of(catalogue, flight.mission.id)
        if visits or docked:
            yield Achievement(flight, "docking", _first_docking(docked))
        if visits:
            yield Achievement(flight, "station-visit", visits[0].began)
        if walks := _spacewalks_on(catalogue, flight):
            yield Achievement(flight, "spacewalk", _first_spacewalk(walks))


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


def _dockings_of(catalogue: Catalogue, mission: str) -> list[Docking]:
    """Returns the dockings of a mission, then those in which it was the target."""
    own = catalogue.rows_by("dockings", "mission").get(mission)
    others = catalogue.rows_by("dockings", "target").get(f"missions/{mission}")
    return [row for row in (*own, *others) if row.is_docked]


def _first_docking(dockings: list[Docking]) -> str | None:
    """Returns the date of the first of dockings, `None` if it is unknown."""
    known = [row.docked for row in dockings]
    return min(filter(None, known)) if known and known[0] else None


def _spacewalks_on(catalogue: Catalogue, flight: Flight) -> list[Event]:
    """Returns the spacewalks of a person during a flight."""
    walks = catalogue.spacewalks_of[flight.row.person]
    return [walk for walk in walks if _is_on(catalogue, walk, flight)]


def _is_on(catalogue: Catalogue, walk: Event, flight: Flight) -> bool:
    """Returns whether a person made a spacewalk on a flight; it may have no date."""
    if not walk.at:
        return flight.mission.id in walk.missions
    during = catalogue.flight_at(flight.row.person, walk.at)
    return during is not None and during.id == flight.id


def _first_spacewalk(walks: list[Event]) -> str | None:
    """Returns the date of the earliest of spacewalks, `None` if one has no date."""
    if not all(walk.at for walk in walks):
        return None
    return min(walks, key=lambda walk: parse_date(str(walk.at)).earliest).at
