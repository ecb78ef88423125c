"""Losses of crews: their names, and the people who died."""

from app.dates import parse_date
from app.ingest.catalogue import Catalogue
from app.ingest.files.flights import Mission

_LOST = ("crew-lost", "launch-failure")


def accident_of(catalogue: Catalogue, mission: Mission) -> str:
    """Returns the name of the loss of a crew: `the Columbia disaster`.

    That of a craft without a name of its own, or of one person, is an accident.
    """
    if mission.vehicle and len(lost_with(catalogue, mission)) > 1:
        name = catalogue.name_of("spacecraft", mission.vehicle)
        return f"the {name} disaster"
    return f"the accident of {mission.name}"


def lost_with(catalogue: Catalogue, mission: Mission) -> list[str]:
    """Returns the ids of the people who died on a mission, or in its launch."""
    ended = mission.landed or mission.launched
    if mission.outcome not in _LOST or not ended:
        return []
    end = parse_date(ended)
    aboard = [flight.row.person for flight in catalogue.crew_of.get(mission.id, [])]
    aboard += [
        entry.person
        for entry in catalogue.rows_by("assignments", "mission").get(mission.id, [])
        if entry.kind == "aborted"
    ]
    died = {name: catalogue.rows["people"][name].died for name in aboard}
    return [
        name
        for name, date in died.items()
        if date
        and parse_date(date).earliest <= end.latest
        and end.earliest <= parse_date(date).latest
    ]
