"""Checking all flights together: no person is missing, repeated, or on two flights.

A new check needs a seed in `BROKEN`; a test fails without one.
"""

from pathlib import Path
from typing import Any

import pytest

from app.ingest.catalogue import Catalogue
from app.ingest.checks.catalogue_checks import check_seed
from app.ingest.checks.flight_checks import FLIGHT_CHECKS
from app.ingest.files.read import SeedError, read_seed
from tests.support.factories import changed, write_seed

Files = dict[str, Any]

GUBAREV_17, GUBAREV_28 = "soyuz-17/alexei-gubarev", "soyuz-28/alexei-gubarev"
REMEK_28 = "soyuz-28/vladimir-remek"


def mission(key: str, **cells: str) -> Files:
    return {"missions": changed("missions", key, **cells)}


def person(key: str, **cells: str) -> Files:
    return {"people": changed("people", key, **cells)}


def country(key: str, **cells: str) -> Files:
    return {"countries": changed("countries", key, **cells)}


def crew(key: str, **cells: str) -> Files:
    return {"crew": changed("crew", key, **cells)}


BROKEN: list[tuple[Files, list[str]]] = [
    (
        mission("soyuz-28", crew_size="3"),
        ["missions.csv:3: crew_size: is 3, but crew.csv lists 2 people"],
    ),
    (
        mission("soyuz-17", boundary=""),
        ["crew.csv:2: mission: soyuz-17 has no boundary; list its crew in assignments"],
    ),
    (
        mission("soyuz-17", launched="1975-01"),
        ["missions.csv:2: launched: the launch of a crewed flight must be known to"],
    ),
    (
        mission("soyuz-17", launched=""),
        ["missions.csv:2: launched: the launch of a crewed flight must be known to"],
    ),
    (
        crew(GUBAREV_17, landed="1978-03-02T15:28:11Z"),
        [
            (
                "crew.csv:3: person: the person is still on the flight"
                " soyuz-17-alexei-gubarev at this launch on 19"
            )
        ],
    ),
    (
        crew(GUBAREV_17, landed="1975-02-09T12:03:23Z"),
        [
            (
                "crew.csv:2: landed_on: soyuz-17 landed on 1975-02-09T11:03:22Z,"
                " but the person landed on 19"
            )
        ],
    ),
    (
        crew(GUBAREV_17, landed="1975-02-09T10:03:21Z"),
        [
            (
                "crew.csv:2: landed_on: soyuz-17 landed on 1975-02-09T11:03:22Z,"
                " but the person landed on 19"
            )
        ],
    ),
    (
        person("alexei-gubarev", born="1975"),
        [
            (
                "people.csv:2: born: 1975 is not before the first launch of the person,"
                " 1975-01-10T21:43:37Z"
            )
        ],
    ),
    (
        person("alexei-gubarev", died="1978-03-01"),
        [
            (
                "people.csv:2: died: 1978-03-01 is before the last launch of the"
                " person, 1978-03-02T15:28:10Z"
            )
        ],
    ),
    (
        crew(REMEK_28, countries=""),
        ["crew.csv:4: countries: at least one state of citizenship is required"],
    ),
    (
        crew(REMEK_28, countries="czechia"),
        ["crew.csv:4: countries: czechia did not exist at the launch 1978-03-02T15"],
    ),
    (
        country("czechoslovakia", ended="1978-03-01"),
        ["crew.csv:4: countries: czechoslovakia did not exist at the launch 1978"],
    ),
    (
        person("vladimir-remek", countries="czechia"),
        [
            (
                "people.csv:4: countries: must include czechoslovakia, the country"
                " of the crew entry on soyuz"
            )
        ],
    ),
    (
        person("alexei-gubarev", gcat_id="AS-00095"),
        [
            "people.csv:2: gcat_id: AS-00095 is used more than once",
            "people.csv:4: gcat_id: AS-00095 is used more than once",
        ],
    ),
    (
        mission("soyuz-17", gcat_id="H00079"),
        [
            "missions.csv:2: gcat_id: H00079 is used more than once",
            "missions.csv:3: gcat_id: H00079 is used more than once",
        ],
    ),
]


@pytest.mark.parametrize(("files", "faults"), BROKEN)
def test_broken_rule_is_reported(
    tmp_path: Path, files: Files, faults: list[str]
) -> None:
    seed = read_seed(write_seed(tmp_path, **files))
    with pytest.raises(SeedError) as error:
        check_seed(seed)
    for fault in faults:
        lines = [line for line in error.value.faults if line.startswith(fault)]
        assert len(lines) == 1, error.value.faults


def test_every_check_has_a_seed_that_breaks_it(tmp_path: Path) -> None:
    unbroken = set(FLIGHT_CHECKS)
    for files, _ in BROKEN:
        catalogue = Catalogue(read_seed(write_seed(tmp_path, **files)))
        unbroken -= {check for check in unbroken if any(check(catalogue))}
    assert not unbroken, "these need a row in BROKEN"


# -- Valid flights that resemble wrong ones

VALID: list[Files] = [
    mission("soyuz-28", crew_size=""),
    mission("soyuz-17", launched="1975-01-10"),
    mission("soyuz-17", landed=""),
    crew(GUBAREV_17, landed="1975-02-09T12:03:22Z"),
    crew(GUBAREV_17, landed="1975-02-09"),
    crew(GUBAREV_17, landed="", landed_on=""),
    crew(GUBAREV_17, landed="", landed_on="soyuz-17"),
    crew(GUBAREV_28, landed="", landed_on=""),
    person("alexei-gubarev", born="1930"),
    person("alexei-gubarev", born="", died=""),
    person("alexei-gubarev", died="1978-03"),
    person("alexei-gubarev", countries="russia;soviet-union"),
    person("oldrich-pelcak", born="2000"),
    country("soviet-union", began="1975-01-10", ended="1978-03-02"),
    country("soviet-union", began="", ended=""),
]


@pytest.mark.parametrize("files", VALID)
def test_valid_flight_is_not_reported(tmp_path: Path, files: Files) -> None:
    assert check_seed(read_seed(write_seed(tmp_path, **files))).seed.faults == []
