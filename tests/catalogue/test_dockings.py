"""Which missions docked with a station, and when a craft docked first.

The missions are those of D. S. F. Portree, "Mir Hardware Heritage" (1995), and of the
history of Shuttle-Mir.
"""

from typing import Any

import pytest

from tests.support.client import Client

SHIPS_TO_SALYUT_7 = " ".join(f"soyuz-t-{number}" for number in (5, 6, 7, *range(9, 15)))


@pytest.mark.parametrize(
    ("query", "missions"),
    [
        ("station=salyut-7", f"{SHIPS_TO_SALYUT_7} soyuz-t-15"),
        ("station=salyut-1", "soyuz-11"),
        ("station=salyut-3", "soyuz-14"),
        ("destination=salyut-3", "soyuz-14 soyuz-15"),
        ("station=salyut-5", "soyuz-21 soyuz-24"),
        ("station=skylab", "skylab-2 skylab-3 skylab-4"),
        (
            "destination=salyut-7&station__not=salyut-7&counted=all",
            "soyuz-t-8 soyuz-t-10-1",
        ),
        (
            "station=mir&spacecraft=space-shuttle",
            "sts-71 sts-74 sts-76 sts-79 sts-81 sts-84 sts-86 sts-89 sts-91",
        ),
    ],
)
def test_missions_of_a_station_are_those_that_docked(
    quick_client: Client, query: str, missions: str
) -> None:
    kind = "kind=crewed-orbital&fields=id"
    data = quick_client.json(f"/v1/missions?{query}&{kind}")["data"]
    assert {mission["id"] for mission in data} == set(missions.split())


@pytest.mark.parametrize(
    ("station", "count"), [("salyut-7", 10), ("salyut-1", 1), ("tiangong-1", 2)]
)
def test_number_of_missions_of_a_station_counts_those_that_docked(
    quick_client: Client, station: str, count: int
) -> None:
    record = quick_client.json(f"/v1/stations/{station}")["data"]
    assert record["missions_count"] == count
    filters = f"station={station}&kind=crewed-orbital&limit=0"
    assert quick_client.json(f"/v1/missions?{filters}")["meta"]["total"] == count


def test_mission_has_its_destination_and_the_stations_that_it_docked_with(
    quick_client: Client,
) -> None:
    def of(mission: str) -> list[Any]:
        data = quick_client.json(f"/v1/missions/{mission}")["data"]
        ids = [data[name] and data[name]["id"] for name in ("destination", "station")]
        return [*ids, [station["id"] for station in data["stations"]]]

    assert of("soyuz-33") == ["salyut-6", None, []]
    assert of("soyuz-28") == ["salyut-6", "salyut-6", ["salyut-6"]]
    assert of("soyuz-t-15") == ["mir", "mir", ["mir", "salyut-7"]]
    assert of("sts-63") == ["mir", None, []]
    assert of("apollo-11") == [None, None, []]


def test_docking_is_listed_by_both_craft(quick_client: Client) -> None:
    active = quick_client.json("/v1/missions/apollo-astp")["data"]["dockings"]
    passive = quick_client.json("/v1/missions/soyuz-19")["data"]["dockings"]
    assert [docking["target"]["id"] for docking in active] == ["soyuz-19"] * 2
    assert [docking["target"]["id"] for docking in passive] == ["apollo-astp"] * 2
    assert [docking["docked"] for docking in active] == [
        docking["docked"] for docking in passive
    ]


@pytest.mark.parametrize(
    ("query", "people", "at"),
    [
        ("station=mir", {"leonid-kizim", "vladimir-solovyov"}, "1986-03-15T13:38"),
        ("country=SYR", {"muhammed-faris"}, "1987-07-24T03:31"),
        (
            "spacecraft=apollo-csm",
            {"david-scott", "james-mcdivitt", "rusty-schweickart"},
            "1969-03-03T19:0",
        ),
        ("spacecraft=gemini", {"neil-armstrong", "david-scott"}, "1966-03-16T23:14"),
    ],
)
def test_first_docking_is_at_the_time_of_the_docking(
    quick_client: Client, query: str, people: set[str], at: str
) -> None:
    [first] = quick_client.json(f"/v1/firsts?achievement=docking&{query}")["data"]
    assert {entry["person"]["id"] for entry in first["first"]} == people
    assert first["at"].startswith(at)


@pytest.mark.parametrize(
    ("station", "at"),
    [("mir", "1986-03-15T13:38"), ("salyut-7", "1986-05-06T16:57")],
)
def test_docking_of_a_flight_with_two_stations_has_the_time_of_each(
    quick_client: Client, station: str, at: str
) -> None:
    """Soyuz T-15 was the only ship to Salyut 7 after its launch in 1986."""
    for achievement in ("docking", "station-visit"):
        query = f"achievement={achievement}&station={station}&launched=1986"
        [first] = quick_client.json(f"/v1/firsts?{query}")["data"]
        assert first["at"].startswith(at)
        people = {entry["person"]["id"] for entry in first["first"]}
        assert people == {"leonid-kizim", "vladimir-solovyov"}


def test_missions_and_flights_of_guests_to_a_station_are_those_that_arrived(
    quick_client: Client,
) -> None:
    """Soyuz 33 with Georgi Ivanov did not dock with Salyut 6."""
    missions = "/v1/missions?guests_count__gte=1&station=salyut-6&limit=0"
    flights = "/v1/crew?guest=true&station=salyut-6&limit=0"
    totals = [quick_client.json(path)["meta"]["total"] for path in (missions, flights)]
    assert totals == [8, 8]
