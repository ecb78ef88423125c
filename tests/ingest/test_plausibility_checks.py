"""Facts of several rows fit together; each rule has rows that break it."""

from pathlib import Path
from typing import Any

import pytest

from app.ingest.catalogue import Catalogue
from app.ingest.checks.catalogue_checks import check_seed
from app.ingest.checks.plausibility_checks import (
    PLAUSIBILITY_CHECKS,
    check_lengths_of_spacewalks,
    check_places_of_spacewalks,
)
from app.ingest.files.read import SeedError, read_seed
from tests.support.factories import GCAT, added, changed, rows_of, write_seed

Files = dict[str, Any]
WALK = {"id": "walk", "name": "Spacewalk", "kind": "spacewalk", **GCAT}


def walk(**cells: str) -> Files:
    """Returns the events of the seed, with a spacewalk of Vladimír Remek."""
    row = WALK | {"at": "1978-03-05", "people": "vladimir-remek"} | cells
    return {"events": added("events", **row)}


def walks(count: int, hours: int) -> Files:
    rows = [
        WALK
        | {
            "id": f"walk-{number}",
            "at": "1978-03-05",
            "people": "vladimir-remek",
            "duration_seconds": str(hours * 3600),
        }
        for number in range(count)
    ]
    return {"events": [*rows_of("events"), *rows]}


def docking(**cells: str) -> Files:
    return {"dockings": changed("dockings", "soyuz-28/1", **cells)}


def born(date: str) -> Files:
    return {"people": changed("people", "vladimir-remek", born=date)}


def explained(field: str, files: Files) -> Files:
    row = {"record": "events/walk", "field": field, "note": "Why."} | GCAT
    return files | {"attributions": [*rows_of("attributions"), row]}


BROKEN: list[tuple[Files, str]] = [
    (
        docking(docked="1978-03-02T15:28:09Z"),
        "dockings.csv:2: docked: 1978-03-02T15:28:09Z is not within 1978-03-02T15:28:",
    ),
    (
        docking(undocked="1978-03-10T13:45Z"),
        "dockings.csv:2: undocked: 1978-03-10T13:45Z is not within 1978-03-02T15:28:1",
    ),
    (
        born("1961-03-04"),
        (
            "people.csv:4: born: the age at launch is not plausible: born 1961-03-04,"
            " launched 1978-03-02T15:28:10Z"
        ),
    ),
    (
        born("1877"),
        (
            "people.csv:4: born: the age at launch is not plausible:"
            " born 1877, launched 1978-03-02T15:28:10Z"
        ),
    ),
    (
        walk(stations="salyut-6", at="1978-03-03T16:00Z"),
        "events.csv:4: stations: vladimir-remek was not aboard salyut-6 at 1978-03-03",
    ),
    (
        walk(stations="salyut-6", at="1978-03-10T11:00Z"),
        "events.csv:4: stations: vladimir-remek was not aboard salyut-6 at 1978-03-10",
    ),
    (
        walk(duration_seconds="36001"),
        (
            "events.csv:4: duration_seconds: 36001 s is longer than the longest"
            " plausible spacewalk, 36000 s"
        ),
    ),
    (
        walks(20, 10),
        (
            "crew.csv:4: landed: the spacewalks take 720000 s, longer"
            " than the flight, 684960"
        ),
    ),
]


@pytest.mark.parametrize(("files", "message"), BROKEN)
def test_a_broken_rule_is_reported(tmp_path: Path, files: Files, message: str) -> None:
    with pytest.raises(SeedError) as raised:
        check_seed(read_seed(write_seed(tmp_path, **files)))
    assert [fault for fault in raised.value.faults if fault.startswith(message)]


VALID: list[Files] = [
    docking(docked="1978-03-02", undocked="1978-03-10"),
    docking(docked="", undocked=""),
    docking(docked="1978-03-02T15:28Z", undocked="1978-03-10T13:44Z"),
    born("1961-03-01"),
    born("1961"),
    born(""),
    born("1878-04"),
    walk(stations="salyut-6"),
    walk(stations="salyut-6", at="1978-03-03T17:09:59Z"),
    walk(stations="salyut-6", at="1978-03-10T10:23Z"),
    explained("at", walk(stations="salyut-6", at="1978-03-03T16:00Z")),
    walk(duration_seconds="36000"),
    walks(19, 10),
    walk(people="vladimir-remek:operator", stations="salyut-6", at="1978-03-10T11:00Z"),
]


@pytest.mark.parametrize("files", VALID)
def test_facts_that_fit_are_accepted(tmp_path: Path, files: Files) -> None:
    check_seed(read_seed(write_seed(tmp_path, **files)))


def test_an_open_end_of_a_flight_or_a_stay_excludes_nothing(tmp_path: Path) -> None:
    files = walk(stations="salyut-6", at="1978-03-20")
    missions = changed("missions", "soyuz-28", landed="")
    crew = [row | {"landed": ""} for row in rows_of("crew")]
    open_ended = docking(undocked="") | {"missions": missions, "crew": crew}
    check_seed(read_seed(write_seed(tmp_path, **files | open_ended)))


def test_a_walk_outside_all_flights_is_left_to_another_rule(tmp_path: Path) -> None:
    files = walk(at="1979-03-05", stations="salyut-6", duration_seconds="36000")
    catalogue = Catalogue(read_seed(write_seed(tmp_path, **files)))
    assert [*check_lengths_of_spacewalks(catalogue)] == []
    assert [*check_places_of_spacewalks(catalogue)] == []


def test_every_check_has_a_seed_that_breaks_it(tmp_path: Path) -> None:
    unbroken = set(PLAUSIBILITY_CHECKS)
    for files, _ in BROKEN:
        catalogue = Catalogue(read_seed(write_seed(tmp_path, **files)))
        unbroken -= {check for check in unbroken if any(check(catalogue))}
    assert not unbroken, "these need a row in BROKEN"
