"""Stations with their modules, crews and ships, against published lists."""

import csv
from pathlib import Path
from typing import Any

import pytest

from tests.support.client import Client

CASES = Path(__file__).parent / "cases" / "presence.csv"
PRESENCE = list(csv.DictReader(CASES.read_text(encoding="utf-8").splitlines()))


def ids(client: Client, path: str) -> list[str]:
    """Returns the ids of the records of a list, in order."""
    return [record["id"] for record in client.json(f"/v1/{path}&fields=id")["data"]]


@pytest.mark.parametrize(
    "case", PRESENCE, ids=[f"{case['station']}-{case['at']}" for case in PRESENCE]
)
def test_people_aboard_are_those_that_the_literature_names(
    quick_client: Client, case: dict[str, str]
) -> None:
    """Of some instants the literature has only the number."""
    data = quick_client.json(f"/v1/in-space?at={case['at']}")["data"]
    aboard = {
        entry["person"]["id"]
        for entry in data
        if entry["aboard"] and entry["aboard"]["id"] == case["station"]
        if not entry["perhaps"]
    }
    if case["people"].isdigit():
        assert len(aboard) == int(case["people"])
    else:
        assert aboard == set(filter(None, case["people"].split(";")))


def test_literature_is_asked_about_every_station_that_had_a_crew() -> None:
    assert len(PRESENCE) >= 70
    assert len({case["station"] for case in PRESENCE}) == 12


def test_progress_ships_to_salyut_6_are_the_first_twelve(quick_client: Client) -> None:
    path = "missions?station=salyut-6&kind=cargo&sort=launched"
    assert ids(quick_client, path) == [f"progress-{number}" for number in range(1, 13)]


MODULES_OF_MIR = {
    "mir-core": None,
    "mir-kvant-1": "1987-04-09",
    "mir-kvant-2": "1989-12-06",
    "mir-kristall": "1990-06-10",
    "mir-spektr": "1995-06-01",
    "mir-docking-module": "1995-11-15",
    "mir-priroda": "1996-04-26",
}


def test_modules_of_mir_have_the_days_on_which_they_came(quick_client: Client) -> None:
    """The days are those of D. S. F. Portree, "Mir Hardware Heritage" (1995)."""
    data = quick_client.json("/v1/modules?station=mir")["data"]
    days = {record["id"]: (record["attached"] or "")[:10] or None for record in data}
    assert days == MODULES_OF_MIR
    station = quick_client.json("/v1/stations/mir")["data"]
    assert [module["id"] for module in station["modules"]] == [*MODULES_OF_MIR]
    assert station["modules_count"] == len(MODULES_OF_MIR)


def test_crew_of_the_first_expedition_has_its_roles(quick_client: Client) -> None:
    expedition = quick_client.json("/v1/expeditions/iss-expedition-1")["data"]
    assert {member["id"]: member["role"] for member in expedition["crew"]} == {
        "william-shepherd": "commander",
        "yuri-gidzenko": "flight-engineer",
        "sergei-krikalev": "flight-engineer",
    }
    assert [mission["id"] for mission in expedition["missions"]] == ["soyuz-tm-31"]
    assert [state["id"] for state in expedition["countries"]] == [
        "russia",
        "united-states",
    ]


@pytest.mark.parametrize(
    ("query", "expeditions"),
    [
        (
            "station=skylab",
            "skylab-expedition-1 skylab-expedition-2 skylab-expedition-3",
        ),
        (
            "station=salyut-4",
            "salyut-4-expedition-1 salyut-4-expedition-2",
        ),
        ("crew=pham-tuan", "salyut-6-ep-7"),
        ("missions=soyuz-tm-31&kind=main", "iss-expedition-1"),
    ],
)
def test_expeditions_are_found_by_station_member_and_mission(
    quick_client: Client, query: str, expeditions: str
) -> None:
    assert ids(quick_client, f"expeditions?{query}") == expeditions.split()


DOCKED_ON_2024_06_04 = """
    cygnus-ng-20 nauka poisk prichal progress-ms-26 progress-ms-27 soyuz-ms-25
    spacex-crew-8 zvezda
"""


@pytest.mark.parametrize(
    "at", ["2024-06-04", "2024-06-04T12:00Z", "2024-06-02/2024-06-05"]
)
def test_ships_at_the_iss_on_a_day_are_found_by_one_filter(
    quick_client: Client, at: str
) -> None:
    """Starliner docked on 6 June; NASA's count of that week has five visiting ships."""
    data = quick_client.json(f"/v1/dockings?station=iss&at={at}")["data"]
    missions = {docking["mission"]["id"] for docking in data}
    assert missions == set(DOCKED_ON_2024_06_04.split())


@pytest.mark.parametrize(
    ("station", "at", "missions"),
    [
        ("salyut-6", "1978-01-15", "soyuz-26 soyuz-27"),
        ("salyut-6", "1978-01-25", "soyuz-27 progress-1"),
        ("mir", "1995-07-01", "kvant kvant-2 kristall spektr soyuz-tm-21 sts-71"),
        ("mir", "2001-01-27", "kvant kvant-2 kristall spektr priroda progress-m1-5"),
        ("salyut-7", "1986-05-20", "kosmos-1686 soyuz-t-15"),
    ],
)
def test_ships_and_modules_at_a_station_at_an_instant(
    quick_client: Client, station: str, at: str, missions: str
) -> None:
    data = quick_client.json(f"/v1/dockings?station={station}&at={at}")["data"]
    assert {docking["mission"]["id"] for docking in data} == set(missions.split())


def test_docking_that_failed_was_at_no_time(quick_client: Client) -> None:
    failed = "dockings?mission=soyuz-25"
    [docking] = quick_client.json(f"/v1/{failed}")["data"]
    assert docking["outcome"] == "failed"
    assert ids(quick_client, f"{failed}&at=1977-10-10") == []


def test_berthing_is_told_from_docking(quick_client: Client) -> None:
    def methods(query: str) -> set[str]:
        path = f"/v1/dockings?{query}&limit=1000"
        return {docking["method"] for docking in quick_client.json(path)["data"]}

    assert methods("spacecraft=htv,dragon-1") == {"berthing"}
    assert methods("spacecraft=atv,progress-ms") == {"docking"}


COUNTS: dict[str, Any] = {
    "salyut-6": {"cargo_missions_count": 12, "expeditions_count": 16},
    "skylab": {"cargo_missions_count": 0, "expeditions_count": 3},
    "tiangong-1": {"cargo_missions_count": 0, "modules_count": 1},
}


@pytest.mark.parametrize("station", COUNTS)
def test_station_counts_its_ships_crews_and_parts(
    quick_client: Client, station: str
) -> None:
    record = quick_client.json(f"/v1/stations/{station}")["data"]
    expected = COUNTS[station]
    assert {name: record[name] for name in expected} == expected
