"""Phrases about missions that were the first or the last of a series or place."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from app.dates import parse_date
from app.ingest.catalogue import Catalogue
from app.ingest.files.flights import Mission
from app.ingest.per_catalogue import once_per_catalogue
from app.ingest.summaries.phrases import capitalised, joined, with_article
from app.ingest.summaries.series import ends_of_series
from app.ingest.summaries.superlatives import superlatives_at
from app.ingest.summaries.titles import moon_landings

_MAX_SUPERLATIVES = 2


def distinctions(catalogue: Catalogue, row: Mission) -> Iterator[str]:
    """Yields sentences without a verb, such as `First crewed flight of Apollo.`."""
    events = catalogue.rows_by("events", "missions").get(row.id, [])
    named = [event.name for event in events if event.name.startswith("First ")]
    yield from (f"{name}." for name in named[:1])
    landings = moon_landings(catalogue)
    if len(landings) > 1 and row.id in landings[-1].missions:
        yield "Last landing of people on the Moon so far."
    dockings = _first_dockings(catalogue).items()
    yield from [text for text, missions in dockings if row.id in missions][:1]
    if stations := _first_aboard(catalogue).get(row.id):
        yield f"First crew aboard {joined(stations)}."
    yield from ends_of_series(catalogue, row)


def extremes(catalogue: Catalogue, record: str) -> Iterator[str]:
    """Yields the superlatives of a mission or a spacewalk, given as type/id.

    Such as `Longest flight of all people: Valery Polyakov (438 days).`
    """
    holders: dict[str, list[str]] = defaultdict(list)
    for held in superlatives_at(catalogue, record):
        name = catalogue.name_of("people", held.person)
        holders[f"{held.kind.noun} {held.of}: {{}} ({held.value})."].append(name)
    for text, names in islice(holders.items(), _MAX_SUPERLATIVES):
        yield capitalised(text.format(joined(names)))


@once_per_catalogue
def _first_dockings(catalogue: Catalogue) -> dict[str, list[str]]:
    """Returns the missions of the first docking of all, and of two crews."""
    crewed = (
        each
        for each in _dockings(catalogue)
        if all(name in catalogue.crew_of for name in each[1])
    )
    first = {
        "First docking in space.": min(_dockings(catalogue), default=None),
        "First docking of two ships with crews.": min(crewed, default=None),
    }
    return {text: docking[1] for text, docking in first.items() if docking}


def _dockings(catalogue: Catalogue) -> Iterator[tuple[int, list[str]]]:
    """Yields the second of each docking, and the ids of the ship and its target."""
    for row in catalogue.seed.tables["dockings"]:
        if row.is_docked and row.docked:
            ships = [row.mission, row.target.partition("/")[2]]
            yield parse_date(row.docked).earliest, ships


@once_per_catalogue
def _first_aboard(catalogue: Catalogue) -> dict[str, list[str]]:
    """Returns the names of stations by the mission that brought the first crew."""
    first: dict[str, tuple[str, str]] = {}
    for flight in catalogue.flights:
        for stay in catalogue.stays_of[flight.id]:
            if stay.is_at_station and stay.began:
                visit = (stay.began, flight.mission.id)
                first[stay.place_id] = min(first.get(stay.place_id, visit), visit)
    names: dict[str, list[str]] = defaultdict(list)
    for station, (_, mission) in first.items():
        names[mission].append(with_article(catalogue.name_of("stations", station)))
    return names
