"""What each finding of a check says, and values that are just not one.

A list without findings is a seed that is valid, and next to one that is not.
"""

from pathlib import Path
from typing import Any

import pytest

from app.ingest.checks.catalogue_checks import check_seed
from app.ingest.files.read import SeedError, read_seed
from tests.support.factories import (
    GCAT,
    changed,
    rows_of,
    write_seed,
)

Files = dict[str, Any]
Case = tuple[Files, list[str]]
DOCKING = {"kind": "docking", "missions": "soyuz-28", "stations": "salyut-6"}
UNDOCKING = DOCKING | {"kind": "undocking"}
WALK = {"kind": "spacewalk", "at": "1978-03-05", "people": "vladimir-remek"}
LANDING = {"kind": "landing", "missions": "soyuz-28", "at": "1978-03-11"}
CREW = {"people": "alexei-gubarev;oldrich-pelcak"}


def faults_of(folder: Path, files: Files) -> list[str]:
    try:
        return check_seed(read_seed(write_seed(folder, **files))).seed.faults
    except SeedError as error:
        return error.faults


def events(*rows: dict[str, str]) -> Files:
    """Returns the events of the seed, and more with the ids t1 to t3."""
    named = [
        row | {"id": name, "name": name} | GCAT
        for name, row in zip(("t1", "t2", "t3"), rows, strict=False)
    ]
    return {"events": rows_of("events") + named}


def explained(record: str, field: str, files: Files) -> Files:
    row = {"record": record, "field": field, "note": "Why."} | GCAT
    return files | {"attributions": [*rows_of("attributions"), row]}


def one(name: str, key: str, **cells: str) -> Files:
    return {name: changed(name, key, **cells)}


def docked(docked: str, undocked: str) -> Files:
    """Returns a second docking of Soyuz 28."""
    row = rows_of("dockings")[0]
    times = {"sequence": "2", "docked": docked, "undocked": undocked}
    return {"dockings": [row | {"undocked": "1978-03-05"}, row | times]}


def landed(key: str, mission: str, time: str) -> Files:
    """Returns a landing of a person and of the craft."""
    return one("crew", f"{mission}/{key}", landed=time) | one(
        "missions", mission, landed=time
    )


SECOND = docked("1978-03-06", "1978-03-10T10:23Z")
AGREEMENT: list[Case] = [
    (
        events(LANDING | {"place": "Moon"}, LANDING | CREW),
        [("events.csv:5: at: 1978-03-11 is not crew/soyuz-28-alexei-gubarev landed, "
         "1978-03-10T13:44:10Z")],
    ),
    (
        events(LANDING | {"place": "near the Moon Lake"}, LANDING),
        [("events.csv:5: at: 1978-03-11 is not missions/soyuz-28 landed, "
         "1978-03-10T13:44:10Z")],
    ),
    (events(LANDING | {"people": "oldrich-pelcak", "at": "1978-03-10"}), []),
    (explained("events/t1", "at", events(LANDING)), []),
    (explained("missions/soyuz-28", "launched", events(LANDING | {"at": ""})), []),
    (
        events(
            DOCKING | {"at": "1978-03-03"},
            DOCKING | {"at": "1978-03-08"},
            UNDOCKING | {"at": "1978-03-07"},
        ) | SECOND,
        [("events.csv:5: at: 1978-03-08 is not a time in dockings.csv: "
         "1978-03-03T17:09Z, 1978-03-06"),
         ("events.csv:6: at: 1978-03-07 is not a time in dockings.csv: "
         "1978-03-05, 1978-03-10T10:23Z")],
    ),
    (explained("events/t1", "at", events(DOCKING | {"at": "1978-03-08"})), []),
    (
        events(DOCKING | {"at": "1978-03-08"}) | docked("", ""),
        [("events.csv:4: at: 1978-03-08 is not a time in dockings.csv: "
         "1978-03-03T17:09Z")],
    ),
    (explained("events/t1", "at", events(WALK | {"at": "1978-03-20"})), []),
    (
        events(WALK | {"at": "1978-03-20"}, WALK | {"at": "1979"}),
        ["events.csv:4: people: vladimir-remek was not on a flight on 1978-03-20",
         "events.csv:5: people: vladimir-remek was not on a flight on 1979"],
    ),
    (
        {"people": [
            row | {"died": {"vladimir-remek": "1978-03-11"}.get(row["id"], "")}
            for row in rows_of("people")
        ]},
        [("people.csv:4: died: 1978-03-11 is after the landing of "
         "soyuz-28-vladimir-remek, 1978-03-10T13:44:10Z")],
    ),
    (one("people", "vladimir-remek", died="1978-03-10T13:44:10Z"), []),
    (
        one("people", "vladimir-remek", died="1978-03-10T13:44:11Z"),
        [("people.csv:4: died: 1978-03-10T13:44:11Z is after the landing of "
         "soyuz-28-vladimir-remek, 1978-03-10T13:44:10Z")],
    ),
    (
        one("people", "vladimir-remek", died="1978-03-11T13:44:10Z"),
        [("people.csv:4: died: 1978-03-11T13:44:10Z is after the landing of "
         "soyuz-28-vladimir-remek, 1978-03-10T13:44:10Z")],
    ),
    (one("people", "vladimir-remek", died="1978-03-11T13:44:11Z"), []),
]  # fmt: skip
FLIGHTS: list[Case] = [
    (
        one("missions", "soyuz-17", crew_size="3"),
        ["missions.csv:2: crew_size: is 3, but crew.csv lists 1 people"],
    ),
    (
        one("missions", "soyuz-17", boundary=""),
        [("crew.csv:2: mission: soyuz-17 has no boundary; list its crew in "
         "assignments.csv")],
    ),
    (landed("alexei-gubarev", "soyuz-17", "1978-03-02T15:28:10Z"), []),
    (
        landed("alexei-gubarev", "soyuz-17", "1978-03-02T15:28:11Z"),
        [("crew.csv:3: person: the person is still on the flight"
            " soyuz-17-alexei-gubarev at this launch on 1978-03-02T15:28:10Z")],
    ),
    (
        one("crew", "soyuz-17/alexei-gubarev", landed="1975-02-09T12:03:23Z"),
        [("crew.csv:2: landed_on: soyuz-17 landed on 1975-02-09T11:03:22Z, but the"
            " person landed on 1975-02-09T12:03:23Z")],
    ),
    (
        one("crew", "soyuz-17/alexei-gubarev", landed="1975-02-09T10:03:22Z")
        | {"stays": []},
        [],
    ),
    (one("crew", "soyuz-28/vladimir-remek", landed_on=""), []),
    (
        one("people", "vladimir-remek", died="1978-03-01"),
        [("people.csv:4: died: 1978-03-01 is before the last launch of the person,"
            " 1978-03-02T15:28:10Z")],
    ),
    (
        one("people", "alexei-gubarev", died="1976", born="1976"),
        [("people.csv:2: born: 1976 is not before the first launch of the person,"
            " 1975-01-10T21:43:37Z"),
         ("people.csv:2: died: 1976 is before the last launch of the person,"
             " 1978-03-02T15:28:10Z"),
         ("people.csv:2: born: the age at launch is not plausible: born 1976,"
             " launched 1975-01-10T21:43:37Z"),
         ("people.csv:2: born: the age at launch is not plausible: born 1976,"
             " launched 1978-03-02T15:28:10Z")],
    ),
    (one("people", "vladimir-remek", died="1978-03-02T15:28:10Z"), []),
    (
        one("people", "vladimir-remek", born="1978-03-02T15:28:10Z"),
        [("people.csv:4: born: 1978-03-02T15:28:10Z is not before the first launch"
            " of the person, 1978-03-02T15:28:10Z"),
         ("people.csv:4: born: the age at launch is not plausible: born"
             " 1978-03-02T15:28:10Z, launched 1978-03-02T15:28:10Z")],
    ),
    (
        one("crew", "soyuz-28/vladimir-remek", countries=""),
        ["crew.csv:4: countries: at least one state of citizenship is required"],
    ),
    (
        one("countries", "czechoslovakia", ended="1978-03-02T15:28:09Z")
        | {"attributions": []},
        [("crew.csv:4: countries: czechoslovakia did not exist at the launch "
         "1978-03-02T15:28:10Z")],
    ),
    (one("countries", "czechoslovakia", ended="1978-03-02T15:28:10Z"), []),
    (one("countries", "czechoslovakia", began="1978-03-02T15:28:10Z"), []),
    (
        one("countries", "czechoslovakia", began="1978-03-02T15:28:11Z"),
        [("crew.csv:4: countries: czechoslovakia did not exist at the launch "
         "1978-03-02T15:28:10Z")],
    ),
    (
        one("people", "vladimir-remek", countries="czechia"),
        [("people.csv:4: countries: must include czechoslovakia, the country of the"
            " crew entry on soyuz-28")],
    ),
    (
        one("missions", "soyuz-17", launched="1975-01"),
        [("missions.csv:2: launched: the launch of a crewed flight must be known to "
         "the day")],
    ),
]  # fmt: skip
NOT_ABOARD = "vladimir-remek was not aboard salyut-6"
PLAUSIBLE: list[Case] = [
    # 17 years after a birth are 6209 days and six hours, and 100 are 36525 days
    (one("people", "vladimir-remek", born="1961-03-02T09:28:10Z"), []),
    (
        one("people", "vladimir-remek", born="1961-03-02T09:28:11Z"),
        [("people.csv:4: born: the age at launch is not plausible: born"
            " 1961-03-02T09:28:11Z, launched 1978-03-02T15:28:10Z")],
    ),
    (one("people", "vladimir-remek", born="1878-03-01T15:28:10Z"), []),
    (
        one("people", "vladimir-remek", born="1878-03-01T15:28:09Z"),
        [("people.csv:4: born: the age at launch is not plausible: born"
            " 1878-03-01T15:28:09Z, launched 1978-03-02T15:28:10Z")],
    ),
    (one("dockings", "soyuz-28/1", docked="1978-03-02T15:28:10Z"), []),
    (one("dockings", "soyuz-28/1", undocked="1978-03-10T13:44:10Z"), []),
    (
        one("dockings", "soyuz-28/1", undocked="1978-03-10T13:44:11Z"),
        [("crew.csv:3: stations: the stays of the person have 1978-03-10T13:44:10Z "
         "after 1978-03-10T13:44:11Z"),
         ("crew.csv:4: stations: the stays of the person have 1978-03-10T13:44:10Z "
         "after 1978-03-10T13:44:11Z"),
         ("dockings.csv:2: undocked: 1978-03-10T13:44:11Z is not within "
         "1978-03-02T15:28:10Z/1978-03-10T13:44:10Z")],
    ),
    (
        events(
            WALK | {"at": "1978-03-10T11:00Z", "stations": "salyut-6"},
            WALK | {"at": "1978-03-03T16:00Z", "stations": "salyut-6"},
        ),
        [f"events.csv:4: stations: {NOT_ABOARD} at 1978-03-10T11:00Z",
         f"events.csv:5: stations: {NOT_ABOARD} at 1978-03-03T16:00Z"],
    ),
    (
        events(WALK | {"at": "1978-03-10T11:00Z", "stations": "salyut-6",
                       "people": "oldrich-pelcak;vladimir-remek"}),
        [("events.csv:4: people: oldrich-pelcak was not on a flight on "
         "1978-03-10T11:00Z"),
         f"events.csv:4: stations: {NOT_ABOARD} at 1978-03-10T11:00Z"],
    ),
    (one("events", "salyut-6-welcome", duration_seconds="50000"), []),
    (
        events(*[WALK | {"duration_seconds": "40000"}] * 2),
        [("events.csv:4: duration_seconds: 40000 s is longer than the longest"
            " plausible spacewalk, 36000 s"),
         ("events.csv:5: duration_seconds: 40000 s is longer than the longest"
             " plausible spacewalk, 36000 s")],
    ),
    (
        events(WALK, WALK | {"duration_seconds": "684961"}),
        [("events.csv:5: duration_seconds: 684961 s is longer than the longest"
            " plausible spacewalk, 36000 s"),
         ("crew.csv:4: landed: the spacewalks take 684961 s, longer than the"
             " flight, 684960 s")],
    ),
    (
        events(WALK | {"duration_seconds": "684960"}),
        [("events.csv:4: duration_seconds: 684960 s is longer than the longest"
            " plausible spacewalk, 36000 s")],
    ),
    (
        one("crew", "soyuz-17/alexei-gubarev", stations="salyut-6"),
        [("crew.csv:2: stations: the stays of the person, from dockings or stays.csv, "
         "have none")],
    ),
    (
        one("crew", "soyuz-28/vladimir-remek", stations=""),
        [("crew.csv:4: stations: the stays of the person, from dockings or stays.csv, "
         "have salyut-6")],
    ),
    (
        {"stays": [rows_of("stays")[0] | {"person": "oldrich-pelcak"}]},
        ["stays.csv:2: person: oldrich-pelcak was not launched on soyuz-17"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("files", "faults"), [*AGREEMENT, *FLIGHTS, *PLAUSIBLE])
def test_a_finding_names_the_cell_and_both_values(
    tmp_path: Path, files: Files, faults: list[str]
) -> None:
    assert faults_of(tmp_path, files) == faults
