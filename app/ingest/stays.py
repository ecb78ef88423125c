"""Where a person was during a flight: stays aboard craft and stations.

A stay begins and ends at a launch, docking, undocking or landing. A time that is not
known is `None`; the time of another event never replaces it.
"""

from collections.abc import Iterable
from typing import NamedTuple

from app.dates import parse_date
from app.ingest.files.flights import Crew
from app.ingest.files.stations import Docking, Stay


class Interval(NamedTuple):
    """A time aboard one place: `stations/mir`, or `missions/soyuz-28` for its craft.

    `source` is the id of the source of the beginning, if that is a docking or if the
    interval is a row of `stays.csv`.
    """

    aboard: str
    began: str | None
    ended: str | None
    source: str | None = None
    note: str | None = None

    @property
    def place_id(self) -> str:
        """The id of the station or mission."""
        _, place_id = self.aboard.split("/")
        return place_id

    @property
    def is_at_station(self) -> bool:
        return self.aboard.startswith("stations/")


def docked_intervals(dockings: Iterable[Docking]) -> list[Interval]:
    """Returns the times for which a ship was docked with stations, in order.

    A ship that moves to another port leaves the station with its crew. Two intervals at
    a station are one if the time between them is not known.
    """
    intervals: list[Interval] = []
    rows = [row for row in dockings if row.is_at_station]
    for row in sorted(rows, key=lambda row: row.sequence):
        docked = Interval(row.target, row.docked, row.undocked, row.source)
        last = intervals[-1] if intervals else None
        is_same = last and last.aboard == row.target
        if last and is_same and (last.ended is None or row.docked is None):
            intervals[-1] = last._replace(ended=row.undocked)
        else:
            intervals.append(docked)
    return intervals


def computed_stays(
    row: Crew, launched: str | None, up: list[Interval], down: list[Interval]
) -> list[Interval]:
    """Returns the stays of a person from the dockings of the ships up and down.

    The person is aboard the ship of the launch until it docks, aboard the station while
    the ship of the landing is docked, and aboard that ship until landing. A station
    that was entered, but whose docking is not in the data, has a stay without times.
    """
    stays: list[Interval] = []
    ship, boarded = row.mission, launched
    for docked in _visits(row, up, down):
        stays.append(Interval(f"missions/{ship}", boarded, docked.began))
        stays.append(docked)
        ship, boarded = row.landed_on or row.mission, docked.ended
    if boarded or row.landed or not stays:
        stays.append(Interval(f"missions/{ship}", boarded, row.landed))
    return stays


def _visits(row: Crew, up: list[Interval], down: list[Interval]) -> list[Interval]:
    """Returns the times aboard stations; those that are not known have no docking."""
    visits = _docked_visits(up, down)
    entered = {visit.aboard for visit in visits}
    unknown = [f"stations/{station}" for station in row.stations]
    return visits + [
        Interval(place, None, None) for place in unknown if place not in entered
    ]


def _docked_visits(up: list[Interval], down: list[Interval]) -> list[Interval]:
    """Returns the times aboard stations with which the ships up and down docked.

    A person arrives with the first docking of the ship up, and is from then on aboard
    while the ship down is docked.
    """
    if not up:
        return [docked._replace(began=None, source=None) for docked in down[-1:]]
    arrival = up[0]
    later = [docked for docked in down if _lasts_beyond(docked, arrival.began)]
    first = arrival._replace(ended=None)
    if later and later[0].aboard == arrival.aboard:
        return [first._replace(ended=later[0].ended), *later[1:]]
    return [first, *(docked._replace(began=None, source=None) for docked in later[-1:])]


def _lasts_beyond(interval: Interval, time: str | None) -> bool:
    """Whether an interval may end after a time."""
    if interval.ended is None or time is None:
        return True
    return parse_date(interval.ended).latest > parse_date(time).earliest


def entered_stays(
    rows: Iterable[Stay], launched: str | None, landed: str | None
) -> list[Interval]:
    """Returns the stays of a person from `stays.csv`, in order.

    The first begins at the launch and the last ends at the landing if their cells are
    empty.
    """
    ordered = sorted(rows, key=lambda row: row.sequence)
    stays = [
        Interval(row.aboard, row.began, row.ended, row.source, row.note)
        for row in ordered
    ]
    stays[0] = stays[0]._replace(began=stays[0].began or launched)
    stays[-1] = stays[-1]._replace(ended=stays[-1].ended or landed)
    return stays
