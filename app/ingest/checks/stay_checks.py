"""Rules for the stays of people aboard craft and stations; docstrings state them."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from app.dates import Span, parse_date
from app.ingest.catalogue import Catalogue
from app.ingest.files.row import Finding
from app.ingest.stays import Interval


def check_entered_stays(catalogue: Catalogue) -> Iterator[Finding]:
    """A row of `stays.csv` is about a flight of the person."""
    for row in catalogue.seed.tables["stays"]:
        if row.crew not in catalogue.rows["crew"]:
            detail = f"{row.person} was not launched on {row.mission}"
            yield Finding("stays.csv", row.line, "person", detail)


def check_entered_stations(catalogue: Catalogue) -> Iterator[Finding]:
    """The stations of a flight are those of its stays."""
    for flight in catalogue.flights:
        stays = catalogue.stays_of[flight.id]
        visited = {stay.place_id for stay in stays if stay.is_at_station}
        if visited != set(flight.row.stations):
            names = ", ".join(sorted(visited)) or "none"
            detail = (
                f"the stays of the person, from dockings or stays.csv, have {names}"
            )
            yield Finding("crew.csv", flight.row.line, "stations", detail)


def check_order_of_stays(catalogue: Catalogue) -> Iterator[Finding]:
    """The times of the stays of a flight follow each other, from launch to landing."""
    for flight in catalogue.flights:
        stays = catalogue.stays_of[flight.id]
        known = [time for stay in stays for time in _times(stay)]
        bounds = [flight.launched, *known, flight.row.landed]
        spans = [parse_date(time) for time in bounds if time]
        for earlier, later in pairwise(spans):
            if _is_before(later, earlier):
                detail = f"the stays of the person have {later.text} after"
                finding = f"{detail} {earlier.text}"
                yield Finding("crew.csv", flight.row.line, "stations", finding)


def _times(stay: Interval) -> list[str | None]:
    return [stay.began, stay.ended]


def _is_before(span: Span, other: Span) -> bool:
    return span.latest < other.earliest


STAY_CHECKS: tuple[Callable[[Catalogue], Iterator[Finding]], ...] = (
    check_entered_stays,
    check_entered_stations,
    check_order_of_stays,
)
