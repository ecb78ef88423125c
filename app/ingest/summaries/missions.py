"""Summaries of missions."""

from collections import defaultdict
from collections.abc import Iterator

from app.dates import seconds_between
from app.durations import rough_length
from app.ingest.catalogue import Catalogue
from app.ingest.files.flights import Mission
from app.ingest.files.provenance import Event
from app.ingest.flight import Flight, commander_first
from app.ingest.summaries.distinctions import distinctions, extremes
from app.ingest.summaries.losses import accident_of, lost_with
from app.ingest.summaries.phrases import (
    capitalised,
    counted,
    day,
    joined,
    with_article,
)
from app.ingest.summaries.titles import MOON, moon_landings, titles_of

_MAX_NAMED = 4
_MAX_TITLES = 2
_BOUNDARIES = {"80km": "above 80 km", "100km": "above 100 km"}
_PLAINS = ("Sea", "Ocean")
_PRONOUNS = {"female": "She", "male": "He"}
_ENDINGS = {
    "docking-failed": "The docking failed.",
    "launch-aborted": "The flight was aborted after lift-off.",
}


def mission_summary(catalogue: Catalogue, row: Mission) -> str | None:
    """Returns what a mission was, with what is entered about it at the end."""
    crew = catalogue.crew_of.get(row.id, [])
    computed = _of_crew(catalogue, row, crew) if crew else _of_ship(catalogue, row)
    return " ".join([*computed, *filter(None, [row.summary])]) or None


def _of_crew(catalogue: Catalogue, row: Mission, crew: list[Flight]) -> Iterator[str]:
    yield from distinctions(catalogue, row)
    landing = next(
        (event for event in moon_landings(catalogue) if row.id in event.missions), None
    )
    if landing:
        yield _on_the_moon(catalogue, crew, landing)
    else:
        yield f"{capitalised(_crew(catalogue, crew))} {_journey(catalogue, row, crew)}."
    yield from _titles(catalogue, crew)
    yield from extremes(catalogue, f"missions/{row.id}")
    yield from _return(catalogue, row, crew)
    if row.outcome == "crew-lost":
        yield _loss(catalogue, row, crew)
    if row.outcome in _ENDINGS and not row.summary:
        yield _ENDINGS[row.outcome]


def _loss(catalogue: Catalogue, row: Mission, crew: list[Flight]) -> str:
    accident = accident_of(catalogue, row)
    accident = accident.replace(f"the accident of {row.name}", "an accident")
    if len(crew) > 1:
        return f"The crew died in {accident}."
    return f"{_pronoun(catalogue, crew[0])} died in {accident}."


def _pronoun(catalogue: Catalogue, flight: Flight) -> str:
    """Returns how a sentence after the first names a person."""
    person = catalogue.rows["people"][flight.row.person]
    return _PRONOUNS.get(person.sex, str(person.name))


def _on_the_moon(catalogue: Catalogue, crew: list[Flight], landing: Event) -> str:
    people = [person.id for person in landing.people]
    place = str(landing.place).removesuffix(f", {MOON}")
    walkers = joined([_family_name(catalogue, person) for person in people])
    others = [
        _family_name(catalogue, flight.row.person)
        for flight in crew
        if flight.row.person not in people
    ]
    orbit = f" while {joined(others)} stayed in orbit" if others else ""
    where = f"in the {place}" if place.startswith(_PLAINS) else f"at {place}"
    return f"{walkers} walked {where}{orbit}."


def _family_name(catalogue: Catalogue, person: str) -> str:
    return catalogue.name_of("people", person).rpartition(" ")[2]


def _crew(catalogue: Catalogue, crew: list[Flight]) -> str:
    """Returns the names of a small crew, the commander first; else their number."""
    ordered = commander_first(crew)
    names = [catalogue.name_of("people", flight.row.person) for flight in ordered]
    if len(names) <= _MAX_NAMED:
        return joined(names)
    text = counted(len(names), "person")
    if ordered[0].row.role == "commander":
        text = f"{text} under {names[0]}"
    return text


def _journey(catalogue: Catalogue, row: Mission, crew: list[Flight]) -> str:
    """Returns where a crew went, and for how long if the ship brought them back."""
    stations = catalogue.stations_of(row.id)
    partners = _partners(catalogue, row)
    seconds = _duration(row, crew)
    time = rough_length(seconds) if seconds else ""
    lasted = f" for {time}" if time else ""
    if stations:
        names = [with_article(catalogue.name_of("stations", name)) for name in stations]
        came_back = all(flight.row.landed_on == row.id for flight in crew)
        return f"flew to {joined(names)}{lasted * came_back}"
    if partners:
        return f"docked with {joined(partners)}"
    if row.destination:
        name = with_article(catalogue.name_of("stations", row.destination))
        return f"set out for {name}"
    if _passed_the_moon(catalogue, row):
        return f"flew around the Moon and back, {time} in all"
    if row.boundary == "orbit":
        return f"flew in orbit{lasted}"
    return f"flew {_BOUNDARIES.get(row.boundary or '', 'below 80 km')}{lasted}"


def _duration(row: Mission, crew: list[Flight]) -> int | None:
    """Returns the seconds of a flight: those of the crew if all have the same."""
    durations = {flight.duration_seconds for flight in crew}
    if len(durations) == 1:
        return durations.pop()
    return seconds_between(row.launched, row.landed)


def _passed_the_moon(catalogue: Catalogue, row: Mission) -> bool:
    events = catalogue.rows_by("events", "missions").get(row.id, [])
    return any(event.kind == "flyby" and event.place == MOON for event in events)


def _partners(catalogue: Catalogue, row: Mission) -> list[str]:
    """Returns the names of the missions with which a mission docked."""
    own = catalogue.rows_by("dockings", "mission").get(row.id, [])
    others = catalogue.rows_by("dockings", "target").get(f"missions/{row.id}", [])
    missions = [
        docking.target.partition("/")[2] for docking in own if docking.is_docked
    ]
    missions += [docking.mission for docking in others if docking.is_docked]
    known = catalogue.rows["missions"]
    return [known[name].name for name in dict.fromkeys(missions) if name in known]


def _titles(catalogue: Catalogue, crew: list[Flight]) -> Iterator[str]:
    """Yields what members of a crew were the first to be on this flight."""
    for flight in crew:
        titles = [
            title.text
            for title in titles_of(catalogue, flight.row.person)
            if title.flight == flight.id and title.text.startswith("the first")
        ]
        if titles:
            name = catalogue.name_of("people", flight.row.person)
            if len(crew) == 1:
                name = _pronoun(catalogue, flight)
            yield f"{name} was {joined(titles[:_MAX_TITLES])}."


def _return(catalogue: Catalogue, row: Mission, crew: list[Flight]) -> Iterator[str]:
    """Yields who came home on another ship, and whom this one brought home."""
    others: dict[str, list[str]] = defaultdict(list)
    for flight in crew:
        if flight.row.landed_on not in (None, row.id):
            others[flight.row.landed_on].append(flight.row.person)
    for ship, people in others.items():
        who = "The crew" if len(people) == len(crew) > 1 else _names(catalogue, people)
        yield f"{who} came home on {catalogue.name_of('missions', ship)}."
    brought: dict[str, list[str]] = defaultdict(list)
    for entry in catalogue.rows_by("crew", "landed_on").get(row.id, []):
        if entry.mission != row.id:
            brought[entry.mission].append(entry.person)
    for ship, people in brought.items():
        name = catalogue.name_of("missions", ship)
        yield f"{row.name} brought home {_names(catalogue, people)} of {name}."


def _names(catalogue: Catalogue, people: list[str]) -> str:
    return joined([catalogue.name_of("people", person) for person in people])


def _of_ship(catalogue: Catalogue, row: Mission) -> Iterator[str]:
    """Yields who died in a launch, and when a cargo ship was at a station."""
    if lost := lost_with(catalogue, row):
        people = capitalised(counted(len(lost), "person"))
        yield f"{people} died in {accident_of(catalogue, row)}."
    docked = [
        stay
        for stay in catalogue.docked_intervals.get(row.id, [])
        if stay.began and stay.ended
    ]
    if row.kind == "cargo" and docked:
        station = with_article(catalogue.name_of(*docked[0].aboard.split("/")))
        spans = [
            f"from {day(str(stay.began))} to {_day_or_year(str(stay.ended))}"
            for stay in docked
        ]
        yield f"Cargo ship that was at {station} {joined(spans)}."


def _day_or_year(date: str) -> str:
    text = day(date)
    return f"some time in {text}" if text.isdigit() else text
