"""Values that follow from other facts are computed when the data is loaded.

The small seed has another crew here, launched on Soyuz 31 and landed on Soyuz 29.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from app.ingest.achievements import achievements
from app.ingest.bodies.common import render
from app.ingest.catalogue import Catalogue
from app.ingest.files.read import read_seed
from app.main import app_for
from tests.support.client import Client, client_of
from tests.support.factories import (
    GCAT,
    ISO,
    Cells,
    added,
    changed,
    load_seed,
    rows_of,
    write_seed,
)

BOTH = "czechoslovakia;soviet-union"
UP = "1978-08-26T14:51:30Z"
DOWN = "1978-09-03T11:40:34Z"
SOYUZ: Cells = {"kind": "crewed-orbital", "outcome": "success", "boundary": "orbit"}
SOYUZ |= {"countries": "soviet-union:operator", "spacecraft": "soyuz-7k-t"} | GCAT
TARGET: Cells = {"target": "stations/salyut-6", "sequence": "1"}
TARGET |= {"method": "docking"} | GCAT


def ferry(number: int, **cells: str) -> Cells:
    return {"id": f"soyuz-{number}", "name": f"Soyuz {number}"} | SOYUZ | cells


def walk(number: int, day: str, people: str) -> Cells:
    named = {"id": f"walk-{number}", "name": f"Spacewalk {number}"}
    return named | {"kind": "spacewalk", "at": day, "people": people} | GCAT


SEED: dict[str, Any] = {
    "countries": added("countries", id="east-germany", name="East Germany", **ISO),
    "people": [
        *changed("people", "vladimir-remek", countries=BOTH),
        {"id": "sigmund-jahn", "name": "Sigmund Jähn", **GCAT}
        | {"countries": "east-germany"},
        {"id": "valery-bykovsky", "name": "Valery Bykovsky", **GCAT}
        | {"countries": "soviet-union"},
    ],
    "missions": [
        *rows_of("missions"),
        ferry(29, launched="1978-06-15T20:16:45Z", landed=DOWN),
        ferry(31, launched=UP, landed="1978-11-02", programmes="interkosmos"),
        ferry(32, launched="1979-02-25T11:54Z", destination="salyut-6"),
        ferry(33, launched="1979-04-10", programmes="interkosmos", kind="test"),
    ],
    "spacecraft": [
        *changed("spacecraft", "soyuz-no-45", first_launched="1978-03-02T15:28:10Z")
    ],
    "crew": [
        *rows_of("crew"),
        *(
            {"mission": "soyuz-31", "person": person, "role": role, "countries": state}
            | {"landed": DOWN, "landed_on": "soyuz-29", "stations": "salyut-6"}
            | GCAT
            for person, role, state in (
                ("sigmund-jahn", "astronaut", "east-germany"),
                ("valery-bykovsky", "commander", "soviet-union"),
            )
        ),
        {"mission": "soyuz-32", "person": "valery-bykovsky", "role": "commander"}
        | {"countries": "soviet-union", **GCAT},
        {"mission": "soyuz-33", "person": "vladimir-remek", "role": "commander"}
        | {"countries": BOTH, "landed": "1979-04-12T16:35Z"}
        | GCAT,
    ],
    "dockings": [
        *rows_of("dockings"),
        {"mission": "soyuz-31", "docked": "1978-08-27T16:37Z", "outcome": "docked"}
        | TARGET,
        {"mission": "soyuz-32", "outcome": "docked"}
        | TARGET
        | {"target": "missions/soyuz-33"},
        {"mission": "soyuz-17", "outcome": "failed"} | TARGET,
    ],
    "events": [
        *rows_of("events"),
        walk(1, "1978-08-30", "sigmund-jahn;valery-bykovsky:support"),
        walk(2, "1978-08-29T10:00Z", "sigmund-jahn:spacewalker"),
        walk(3, "1978-09-01", "sigmund-jahn"),
        walk(4, "1980", "valery-bykovsky"),
        walk(5, "", "alexei-gubarev"),
        walk(6, "", "vladimir-remek") | {"missions": "soyuz-33"},
    ],
    "attributions": [],
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    url = load_seed(tmp_path_factory.mktemp("computed"), **SEED)
    with client_of(app_for(str(url))) as client:
        yield client


def seconds(start: str, end: str) -> int:
    return int(
        (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()
    )


FLIGHT_17 = seconds("1975-01-10T21:43:37Z", "1975-02-09T11:03:22Z")
FLIGHT_28 = seconds("1978-03-02T15:28:10Z", "1978-03-10T13:44:10Z")
FLIGHT_31 = seconds(UP, DOWN)
COMPUTED: list[tuple[str, str, Any]] = [
    # People
    ("people/alexei-gubarev", "flights_count", 2),
    ("people/alexei-gubarev", "missions", ["soyuz-17", "soyuz-28"]),
    ("people/alexei-gubarev", "first_flight", "soyuz-17"),
    ("people/alexei-gubarev", "last_flight", "soyuz-28"),
    ("people/alexei-gubarev", "stations", ["salyut-6"]),
    ("people/alexei-gubarev", "time_in_space_seconds", FLIGHT_17 + FLIGHT_28),
    ("people/alexei-gubarev", "spacewalks_count", 1),
    # The time of no spacewalk is known; without spacewalks it is none
    ("people/alexei-gubarev", "spacewalk_time_seconds", None),
    ("people/oldrich-pelcak", "spacewalk_time_seconds", 0),
    ("people/vladimir-remek", "agencies", ["interkosmos-council"]),
    ("people/oldrich-pelcak", "flights_count", 0),
    ("people/oldrich-pelcak", "missions", []),
    ("people/oldrich-pelcak", "first_flight", None),
    ("people/oldrich-pelcak", "last_flight", None),
    ("people/oldrich-pelcak", "time_in_space_seconds", None),
    ("people/sigmund-jahn", "spacewalks_count", 3),
    ("people/valery-bykovsky", "spacewalks_count", 1),
    # One flight has not ended; the duration of the other is known
    ("people/valery-bykovsky", "time_in_space_seconds", FLIGHT_31),
    # One flight has no time of launch
    ("people/vladimir-remek", "time_in_space_seconds", FLIGHT_28),
    # Missions
    ("missions/soyuz-28", "duration_seconds", FLIGHT_28),
    ("missions/soyuz-31", "duration_seconds", None),
    ("missions/soyuz-32", "duration_seconds", None),
    ("missions/soyuz-28", "crew_size", 2),
    ("missions/soyuz-29", "crew_size", 0),
    ("missions/soyuz-31", "crew", ["valery-bykovsky", "sigmund-jahn"]),
    ("missions/soyuz-28", "assigned", ["oldrich-pelcak"]),
    ("missions/soyuz-28", "stations", ["salyut-6"]),
    ("missions/soyuz-28", "station", "salyut-6"),
    ("missions/soyuz-32", "destination", "salyut-6"),
    # No coverage says that the dockings of this seed are complete
    ("missions/soyuz-32", "stations", None),
    ("missions/soyuz-32", "station", None),
    ("missions/soyuz-28", "launch_vehicle", "soyuz-u"),
    ("missions/soyuz-28", "launch_site", "baikonur"),
    ("missions/soyuz-28", "launch_pad", "baikonur-lc1"),
    ("missions/soyuz-31", "landing_place", None),
    # Person-flights
    ("crew/soyuz-28-vladimir-remek", "age_at_launch", 29),
    ("crew/soyuz-31-sigmund-jahn", "age_at_launch", None),
    ("crew/soyuz-28-vladimir-remek", "agencies", ["interkosmos-council"]),
    ("crew/soyuz-28-vladimir-remek", "employers", ["czechoslovak-air-force"]),
    ("crew/soyuz-31-sigmund-jahn", "launched", UP),
    ("crew/soyuz-31-sigmund-jahn", "duration_seconds", FLIGHT_31),
    ("crew/soyuz-31-sigmund-jahn", "landed_on", "soyuz-29"),
    ("crew/soyuz-31-sigmund-jahn", "boundary", "orbit"),
    ("crew/soyuz-31-sigmund-jahn", "kind", "crewed-orbital"),
    ("crew/soyuz-31-sigmund-jahn", "programmes", ["interkosmos"]),
    ("crew/soyuz-31-sigmund-jahn", "spacecraft", "soyuz-7k-t"),
    ("crew/soyuz-32-valery-bykovsky", "landed_on", None),
    ("crew/soyuz-32-valery-bykovsky", "duration_seconds", None),
    ("crew/soyuz-33-vladimir-remek", "duration_seconds", None),
    # Programmes: citizens of an operating state are not guests
    ("programmes/interkosmos", "missions_count", 3),
    ("programmes/interkosmos", "guests_count", 2),
    ("programmes/interkosmos", "guest_countries_count", 2),
    ("programmes/interkosmos-guests", "missions_count", 1),
    # Craft and stations
    ("spacecraft/soyuz-7k-t", "missions_count", 6),
    ("spacecraft/soyuz-no-45", "missions_count", 1),
    # Soyuz 28 and Soyuz 31 docked; Soyuz 32 did not
    ("stations/salyut-6", "missions_count", 2),
    ("stations/salyut-6", "visitors_count", 4),
    ("stations/salyut-6", "cargo_missions_count", 0),
    ("stations/salyut-6", "expeditions_count", 1),
    ("stations/salyut-6", "modules_count", 1),
    ("stations/salyut-6", "modules", ["salyut-6-core"]),
    ("modules/salyut-6-core", "station", "salyut-6"),
    ("modules/salyut-6-core", "mission", None),
    ("expeditions/salyut-6-ep-1", "crew", ["alexei-gubarev", "vladimir-remek"]),
    ("expeditions/salyut-6-ep-1", "missions", ["soyuz-28"]),
    ("expeditions/salyut-6-ep-1", "countries", ["czechoslovakia", "soviet-union"]),
    ("dockings/soyuz-28-1", "target", "salyut-6"),
    ("dockings/soyuz-31-1", "duration_seconds", None),
    ("dockings/soyuz-32-1", "target", "soyuz-33"),
    # Rockets, of which one is the family of the other, and sites
    ("spacecraft/soyuz-u", "missions_count", 1),
    ("spacecraft/soyuz-u", "first_flight", None),
    ("spacecraft/soyuz-7k-t", "first_flight", None),
    ("spacecraft/soyuz-no-45", "first_flight", "soyuz-28"),
    ("spacecraft/soyuz-rocket", "missions_count", 1),
    ("sites/baikonur", "launches_count", 1),
    ("sites/baikonur-lc1", "launches_count", 1),
    ("sites/baikonur-lc1", "parent", "baikonur"),
    ("sites/baikonur", "landings_count", 1),
    # States
    ("countries/soviet-union", "citizens_flown_count", 3),
    ("countries/soviet-union", "flights_count", 5),
    ("countries/soviet-union", "first_flight", "soyuz-17"),
    ("countries/soviet-union", "first_citizens", ["alexei-gubarev"]),
    ("countries/soviet-union", "guest_flights_count", 0),
    ("countries/soviet-union", "partners", ["czechoslovakia", "east-germany"]),
    ("countries/czechoslovakia", "citizens_flown_count", 1),
    ("countries/czechoslovakia", "flights_count", 2),
    ("countries/czechoslovakia", "guest_flights_count", 2),
    ("countries/czechoslovakia", "successors", ["czechia"]),
    ("countries/czechoslovakia", "predecessors", []),
    ("countries/czechia", "predecessors", ["czechoslovakia"]),
    ("countries/czechia", "citizens_flown_count", 0),
    ("countries/czechia", "first_flight", None),
    ("countries/czechia", "first_citizens", []),
    ("countries/czechia", "partners", []),
]


def ids_of(value: Any) -> Any:
    """Returns a value with related records replaced by their ids."""
    if isinstance(value, list):
        return [ids_of(entry) for entry in value]
    if isinstance(value, dict):
        return value["id"] if "id" in value else value["person"]["id"]
    return value


@pytest.mark.parametrize(("record", "field", "value"), COMPUTED)
def test_field_is_computed_from_other_facts(
    client: Client, record: str, field: str, value: Any
) -> None:
    assert ids_of(client.json(f"/v1/{record}")["data"][field]) == value


@pytest.mark.parametrize(
    ("achievement", "of", "when"),
    [
        ("flight", "person=sigmund-jahn", [UP]),
        ("docking", "person=sigmund-jahn", ["1978-08-27T16:37Z"]),
        ("station-visit", "person=sigmund-jahn", ["1978-08-27T16:37Z"]),
        # The earliest by date, not the first in the file
        ("spacewalk", "person=sigmund-jahn", ["1978-08-29T10:00Z"]),
        # A supporter does not count; 1980 is during the flight that has not ended
        ("spacewalk", "person=valery-bykovsky", ["1980"]),
        # A spacewalk without a date and a mission belongs to no flight
        ("spacewalk", "person=alexei-gubarev", []),
        # The time of a docking is unknown, for both craft
        ("docking", "mission=soyuz-32", [None]),
        ("docking", "mission=soyuz-33", [None]),
        ("docking", "mission=soyuz-17", []),
        ("station-visit", "mission=soyuz-17", []),
    ],
)
def test_achievement_has_its_date_or_none(
    client: Client, achievement: str, of: str, when: list[str | None]
) -> None:
    groups = client.json(f"/v1/firsts?achievement={achievement}&{of}")["data"]
    assert [group["at"] for group in groups if group["first"]] == when


@pytest.mark.parametrize(
    ("query", "bounds"),
    [
        # Both craft of a docking; the flight of Soyuz 32 has no known end
        ("docking&mission=soyuz-32", ("1979-02-25T11:54:00Z", None)),
        ("docking&mission=soyuz-33", ("1979-04-10T00:00:00Z", "1979-04-12T16:35:59Z")),
        (
            "spacewalk&mission=soyuz-33",
            ("1979-04-10T00:00:00Z", "1979-04-12T16:35:59Z"),
        ),
    ],
)
def test_unknown_time_of_an_achievement_is_within_its_flight(
    client: Client, query: str, bounds: tuple[str, str | None]
) -> None:
    body = client.json(f"/v1/firsts?achievement={query}")
    [first] = body["data"]
    assert first["at"] is None
    assert (first["at_min"], first["at_max"]) == bounds
    [hint] = body["meta"]["hints"]
    assert "is not known for Soyuz 3" in hint


def test_flight_without_a_launch_has_no_achievements(tmp_path: Path) -> None:
    missions = changed("missions", "soyuz-17", launched="")
    catalogue = Catalogue(read_seed(write_seed(tmp_path, missions=missions)))
    missions_with_any = {
        achievement.flight.mission.id for achievement in achievements(catalogue)
    }
    assert missions_with_any == {"soyuz-28"}


def test_spacewalk_outside_all_flights_is_no_achievement(tmp_path: Path) -> None:
    events = [*rows_of("events"), walk(1, "1990-01-01", "vladimir-remek")]
    catalogue = Catalogue(read_seed(write_seed(tmp_path, events=events)))
    kinds = {achievement.kind for achievement in achievements(catalogue)}
    assert kinds == {"flight", "docking", "station-visit"}


class Visit(BaseModel):
    """A body with a plain and a computed field."""

    place: str
    flights: int


def test_body_copies_every_field_that_is_not_computed() -> None:
    row = SimpleNamespace(place="Mir", flights="three", line=2)
    assert render(Visit, row, flights=3) == Visit(place="Mir", flights=3)


def test_body_needs_every_field() -> None:
    with pytest.raises(ValidationError, match="flights"):
        render(Visit, SimpleNamespace(place="Mir"))
