"""The first and the last crewed flight of programmes, models and single craft."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from app.dates import parse_date
from app.ingest.catalogue import Catalogue
from app.ingest.files.flights import Mission
from app.ingest.per_catalogue import once_per_catalogue
from app.ingest.summaries.phrases import joined, with_article

_MIN_FLIGHTS = 2
"""Crewed flights of a series that has a first and a last one."""
_PLURALS = (" flights", " missions")
"""Endings of names that are no name of a craft or of a plan."""


def ends_of_series(catalogue: Catalogue, row: Mission) -> Iterator[str]:
    """Yields the series of which a mission was the first or last crewed flight."""
    for end, names in series_ends(catalogue).get(row.id, {}).items():
        yield f"{end} crewed flight of {joined([*map(with_article, names)])}."


@once_per_catalogue
def series_ends(catalogue: Catalogue) -> dict[str, dict[str, list[str]]]:
    """Returns the names of series by mission and by `First` or `Last`."""
    ends: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for (name, ended), series in _series(catalogue).items():
        if series.flights >= _MIN_FLIGHTS:
            known = ends[series.first]["First"]
            # A model has the name of its programme, or a longer one
            if not any(other in name for other in known):
                known.append(name)
            if ended:
                ends[series.last]["Last"].append(name)
    return ends


@dataclass
class _Series:
    """The ids of the first and the last mission of a series, and their number."""

    first: str
    last: str = ""
    flights: int = 0

    def add(self, mission: Mission) -> None:
        self.last = mission.id
        self.flights += 1


def _series(catalogue: Catalogue) -> dict[tuple[str, str | None], _Series]:
    """Returns series of crewed missions by the name and the end of the series."""
    programmes, craft = catalogue.rows["programmes"], catalogue.rows["spacecraft"]
    series: dict[tuple[str, str | None], _Series] = {}
    crewed = catalogue.seed.scratch.sort(_crewed(catalogue), 2)
    for launched, mission_id in crewed:
        mission = catalogue.rows["missions"][mission_id]
        for programme in (programmes[name] for name in mission.programmes):
            is_open = (
                not programme.ended or launched <= parse_date(programme.ended).latest
            )
            if (
                programme.kind == "crewed"
                and is_open
                and not programme.name.endswith(_PLURALS)
            ):
                key = programme.name, programme.ended
                series.setdefault(key, _Series(mission_id)).add(mission)
        for vehicle in filter(None, (mission.spacecraft, mission.vehicle)):
            key = craft[vehicle].name, None
            series.setdefault(key, _Series(mission_id)).add(mission)
    return series


def _crewed(catalogue: Catalogue) -> Iterator[tuple[int, str]]:
    """Yields the second of launch and the id of the crewed missions that flew.

    Craft that an aircraft lets go made flights that the catalogue has not, because
    they went less high.
    """
    return (
        (parse_date(mission.launched).earliest, mission.id)
        for mission in catalogue.counted_missions()
        if mission.launched
        and mission.id in catalogue.crew_of
        and (mission.boundary == "orbit" or mission.launch_vehicle)
    )
