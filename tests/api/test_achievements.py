"""Firsts of spacewalks, dockings and visits, and the number of people over time."""

import pytest

from tests.api.test_firsts import answer, people
from tests.conftest import problem_of
from tests.support.client import Client


@pytest.mark.parametrize(
    ("query", "expected", "at"),
    [
        ("achievement=spacewalk", {"alexei-leonov"}, "1965-03-18"),
        ("achievement=spacewalk&country=USA", {"ed-white"}, "1965-06-03"),
        ("achievement=spacewalk&country=FRA", {"jean-loup-chretien"}, "1988-12-09"),
        ("achievement=spacewalk&sex=female", {"svetlana-savitskaya"}, "1984-07-25"),
        # Liu Boming stood in the hatch
        ("achievement=spacewalk&country=CHN", {"zhai-zhigang"}, "2008-09-27"),
        ("achievement=spacewalk&country=JPN", {"takao-doi"}, "1997-11-25"),
        ("achievement=docking&country=CSK", {"vladimir-remek"}, "1978-03-03T17:09Z"),
        (
            "achievement=station-visit&country=GBR",
            {"helen-sharman"},
            "1991-05-20T14:30Z",
        ),
        # The only flight to two stations docked with Mir seven weeks before
        (
            "achievement=docking&country=SUN&mission=soyuz-t-15&station=salyut-7",
            {"leonid-kizim", "vladimir-solovyov"},
            "1986-05-06T16:57:52Z",
        ),
    ],
)
def test_first_achievement(
    client: Client, query: str, expected: set[str], at: str
) -> None:
    first = answer(client, query)["data"][0]
    assert people(first["first"]) == expected
    assert first["at"] == at


def test_failed_docking_is_not_a_first_docking(client: Client) -> None:
    first = answer(client, "achievement=docking&country=BGR")["data"][0]
    assert people(first["first"]) == {"aleksandr-panayotov-aleksandrov"}


def test_definition_states_what_counts(client: Client) -> None:
    definition = answer(client, "achievement=spacewalk")["meta"]["definition"]
    assert definition["achievement"] == "spacewalk"
    assert "spacewalk" in definition["text"]


def test_number_of_people_over_time_is_given_as_steps(client: Client) -> None:
    series = client.json("/v1/in-space/history?at=1975-07-15/1975-07-24")["data"]
    assert series == [
        {
            "group": None,
            "steps": [
                {"at": "1975-07-15T00:00:00Z", "count": 2},
                {"at": "1975-07-15T12:20:00Z", "count": 4},
                {"at": "1975-07-15T19:50:01Z", "count": 7},
                {"at": "1975-07-21T10:50:51Z", "count": 5},
                {"at": "1975-07-24T21:18:24Z", "count": 2},
            ],
        }
    ]


@pytest.mark.parametrize(("by", "group"), [("country", "russia"), ("station", "mir")])
def test_each_group_has_a_series(client: Client, by: str, group: str) -> None:
    series = client.json(f"/v1/in-space/history?by={by}")["data"]
    steps = {item["group"][by]["id"]: item["steps"] for item in series}
    assert len(steps[group]) > 10


def test_boundary_excludes_flights_below_it(client: Client) -> None:
    at = "1961-05-05T14:40Z"
    assert client.json(f"/v1/in-space?at={at}")["meta"]["total"] == 1
    assert client.json(f"/v1/in-space?at={at}&boundary=orbit")["meta"]["total"] == 0


def test_history_with_unknown_group_is_rejected(quick_client: Client) -> None:
    problem_of(quick_client.get("/v1/in-space/history?by=moon&at=x"), 400)
