"""The catalogue agrees with published totals and landmarks."""

import pytest

from tests.support.client import Client

# Published by histories of spaceflight
PEOPLE_IN_SPACE = {
    "1961-04-12T06:30Z": 1,
    "1963-06-17T12:00Z": 2,
    "1968-12-25T12:00Z": 3,
    "1969-10-14T12:00Z": 7,
    "1970-01-01": 0,
    "1973-08-01T12:00Z": 3,
    "1975-07-17T16:30Z": 7,
    "1984-04-09T12:00Z": 11,
    "1990-12-05T12:00Z": 12,
    "1995-03-15T12:00Z": 13,
    "2001-01-01": 3,
    "2009-07-20T12:00Z": 13,
    "2021-09-16T12:00Z": 14,
    "2023-05-30T15:00Z": 17,
    "2024-09-11T18:00Z": 19,
}


@pytest.mark.parametrize(("at", "count"), PEOPLE_IN_SPACE.items())
def test_number_of_people_in_space_is_the_published_one(
    quick_client: Client, at: str, count: int
) -> None:
    assert quick_client.json(f"/v1/in-space?at={at}")["meta"]["total"] == count


def test_number_of_people_in_space_is_never_negative(quick_client: Client) -> None:
    steps = quick_client.json("/v1/in-space/history")["data"][0]["steps"]
    counts = [step["count"] for step in steps]
    assert min(counts) == 0
    assert max(counts) == 20


def test_space_has_not_been_empty_since_the_first_expedition(
    quick_client: Client,
) -> None:
    path = "/v1/in-space/history?at=2000-10-31T08:00Z/.."
    steps = quick_client.json(path)["data"][0]["steps"]
    assert min(step["count"] for step in steps) >= 2


def test_citizens_of_fifty_four_states_were_above_80_km(quick_client: Client) -> None:
    answer = quick_client.json("/v1/firsts?by=country&boundary=80km")
    assert answer["meta"]["total"] == 54


def test_everybody_in_gcat_is_in_the_catalogue(quick_client: Client) -> None:
    flown = quick_client.json("/v1/people?flown=true&gcat_id__exists=true&limit=0")
    assert flown["meta"]["total"] == 783


@pytest.mark.parametrize(
    ("person", "mission", "state"),
    [
        ("sergei-krikalev", "soyuz-tm-7", "soviet-union"),
        ("sergei-krikalev", "sts-60", "russia"),
        ("aleksandr-kaleri", "soyuz-tm-14", "russia"),
        ("toktar-aubakirov", "soyuz-tm-13", "soviet-union"),
        ("leonid-kadenyuk", "sts-87", "ukraine"),
        ("ivan-bella", "soyuz-tm-29", "slovakia"),
    ],
)
def test_state_is_that_of_the_flight(
    quick_client: Client, person: str, mission: str, state: str
) -> None:
    flight = quick_client.json(f"/v1/crew/{mission}-{person}")["data"]
    assert [country["id"] for country in flight["countries"]] == [state]


@pytest.mark.parametrize("mission", ["soyuz-t-10-1", "sts-51-l"])
def test_launch_that_did_not_reach_space_is_no_flight_of_its_crew(
    quick_client: Client, mission: str
) -> None:
    record = quick_client.json(f"/v1/missions/{mission}")["data"]
    assert record["outcome"] in ("pad-abort", "crew-lost")
    assert (record["crew"], record["crew_size"]) == ([], 0)
    assert {entry["kind"] for entry in record["assigned"]} == {"aborted"}


def test_spacewalk_names_people_outside_and_duration(quick_client: Client) -> None:
    event = quick_client.json("/v1/events/spacewalk-1965-03-18-voskhod-2")["data"]
    assert [person["id"] for person in event["people"]] == ["alexei-leonov"]
    assert event["duration_seconds"] == 729
