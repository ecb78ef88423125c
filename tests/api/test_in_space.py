"""People in space at an instant, by the flights of people and not of spacecraft."""

from typing import Any

import pytest

from app.dates import parse_date
from tests.conftest import problem_of
from tests.support.client import Client

GAGARIN = {"yuri-gagarin"}
APOLLO_SOYUZ = {
    "alexei-leonov",
    "valery-kubasov",
    "tom-stafford",
    "vance-brand",
    "deke-slayton",
}
FIRST_EXPEDITION = {"william-shepherd", "yuri-gidzenko", "sergei-krikalev"}


def present(client: Client, at: str) -> dict[str, dict[str, Any]]:
    """Everybody in space at an instant, by id of the person."""
    answer = client.json(f"/v1/in-space?at={at}")
    assert answer["meta"]["total"] == answer["meta"]["returned"] == len(answer["data"])
    entries = {entry["person"]["id"]: entry for entry in answer["data"]}
    assert len(entries) == len(answer["data"])
    return entries


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("1957-10-04T20:00Z", set()),
        ("1961-04-12T06:06:59Z", set()),
        ("1961-04-12T06:07:00Z", GAGARIN),
        ("1961-04-12T06:30Z", GAGARIN),
        ("1961-04-12T08:00Z", set()),
        ("1961-04-13T06:30Z", set()),
        ("1963-06-17T00:00:00Z", {"valery-bykovsky", "valentina-tereshkova"}),
        (
            "1969-07-20T20:17:40Z",
            {"neil-armstrong", "buzz-aldrin", "michael-collins"},
        ),
        ("1970-01-01T00:00:00Z", set()),
        ("1971-06-30T00:00:00Z", set()),
        (
            "1975-07-17T16:30Z",
            APOLLO_SOYUZ | {"pyotr-klimuk", "vitaly-sevastyanov"},
        ),
        (
            "1978-03-03T00:00:00Z",
            {"georgy-grechko", "yuri-romanenko", "alexei-gubarev", "vladimir-remek"},
        ),
        ("2000-10-31T07:00:00Z", set()),
        ("2000-11-02T10:00:00Z", FIRST_EXPEDITION),
    ],
)
def test_everybody_in_space_is_listed_and_nobody_else(
    client: Client, at: str, expected: set[str]
) -> None:
    assert present(client, at).keys() == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("1978-03-10T13:44:09Z", {"alexei-gubarev", "vladimir-remek"}),
        ("1978-03-10T13:44:10Z", set()),
    ],
)
def test_flight_ends_at_the_second_of_landing(
    client: Client, at: str, expected: set[str]
) -> None:
    hosts = {"georgy-grechko", "yuri-romanenko"}
    assert present(client, at).keys() == expected | hosts


@pytest.mark.parametrize("at", ["1970/1975", "1961/1999"])
def test_interval_longer_than_any_flight_has_every_flight_within_it(
    client: Client, at: str
) -> None:
    """Nobody was in space when these years began, so the launches are all."""
    first, last = at.split("/")
    query = f"launched__gte={first}&launched__lte={last}&limit=1000&fields=id"
    launched = client.json(f"/v1/crew?{query}")["data"]
    entries = client.json(f"/v1/in-space?at={at}")["data"]
    assert {entry["crew"]["id"] for entry in entries} == {
        flight["id"] for flight in launched
    }
    assert len(entries) == len(launched) > 50


def test_flight_of_a_person_may_end_in_another_spacecraft(client: Client) -> None:
    """Soyuz 31 stayed up for two months after the crew that it had brought."""
    with_guests = {
        "vladimir-kovalyonok",
        "aleksandr-ivanchenkov",
        "valery-bykovsky",
        "sigmund-jahn",
    }
    hosts = {"vladimir-kovalyonok", "aleksandr-ivanchenkov"}
    assert present(client, "1978-08-30T00:00:00Z").keys() == with_guests
    assert present(client, "1978-09-10T00:00:00Z").keys() == hosts
    assert present(client, "1978-11-03T00:00:00Z").keys() == set()


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("1961-04-11", set()),
        ("1961-04-12", GAGARIN),
        ("1961-04", GAGARIN),
        ("1961", GAGARIN | {"alan-shepard", "gus-grissom", "gherman-titov"}),
        ("1961-04-12/1961-05-05", GAGARIN | {"alan-shepard"}),
        ("../1961-07", GAGARIN | {"alan-shepard", "gus-grissom"}),
        ("1970-01-01", set()),
    ],
)
def test_interval_lists_everybody_who_flew_within_it(
    client: Client, at: str, expected: set[str]
) -> None:
    assert present(client, at).keys() == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("1961-08-06T05:59:59Z", set()),
        ("1961-08-06T06:00:00Z", {"gherman-titov"}),
        ("1961-08-07T07:18:30Z", {"gherman-titov"}),
        ("1961-08-07T07:19:00Z", set()),
    ],
)
def test_flight_known_to_the_minute_includes_every_second_of_it(
    client: Client, at: str, expected: set[str]
) -> None:
    assert present(client, at).keys() == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("1961-05-05&boundary=80km", {"alan-shepard"}),
        ("1961-05-05&boundary=100km", {"alan-shepard"}),
        ("1961-05-05&boundary=orbit", set()),
        ("1962-07-17", {"robert-m-white"}),
        ("1962-07-17&boundary=80km", {"robert-m-white"}),
        ("1962-07-17&boundary=100km", set()),
    ],
)
def test_boundary_of_space_selects_flights(
    client: Client, query: str, expected: set[str]
) -> None:
    assert present(client, query).keys() == expected


def test_entry_says_who_where_and_since_when(client: Client) -> None:
    entry = present(client, "1978-03-04")["vladimir-remek"]
    names = ("crew", "mission", "station", "aboard", "spacecraft")
    assert {name: entry[name]["id"] for name in names} == {
        "crew": "soyuz-28-vladimir-remek",
        "mission": "soyuz-28",
        "station": "salyut-6",
        "aboard": "salyut-6",
        "spacecraft": "soyuz-7k-t",
    }
    assert entry["role"] == "research-cosmonaut"
    assert entry["aboard_since"].startswith("1978-03-03T17:")
    assert entry["since"] == "1978-03-02T15:28:10Z"
    assert entry["until"].startswith("1978-03-10T13:4")
    assert entry["countries"] == [
        {
            "id": "czechoslovakia",
            "name": "Czechoslovakia",
            "url": "/v1/countries/czechoslovakia",
            "iso_alpha2": "CS",
            "iso_alpha3": "CSK",
        }
    ]
    flight = client.json(entry["crew"]["url"])["data"]
    assert (flight["launched"], flight["landed"]) == (entry["since"], entry["until"])
    stays = [(stay["aboard"]["id"], stay["began"]) for stay in flight["stays"]]
    assert ("salyut-6", entry["aboard_since"]) in stays


def test_person_is_aboard_the_ship_before_it_docks(client: Client) -> None:
    entry = present(client, "1978-03-03T00:00:00Z")["vladimir-remek"]
    assert entry["station"] is None
    assert entry["aboard"]["url"] == "/v1/missions/soyuz-28"
    assert entry["aboard_since"] == entry["since"]


def test_place_within_a_time_of_two_places_is_null_with_a_hint(client: Client) -> None:
    """Soyuz 28 docked in the afternoon of 3 March 1978."""
    answer = client.json("/v1/in-space?at=1978-03-03")
    places = {
        entry["person"]["id"]: entry["aboard"] and entry["aboard"]["id"]
        for entry in answer["data"]
    }
    assert places == {
        "georgy-grechko": "salyut-6",
        "yuri-romanenko": "salyut-6",
        "alexei-gubarev": None,
        "vladimir-remek": None,
    }
    [hint] = answer["meta"]["hints"]
    assert "Alexei Gubarev, Vladimír Remek" in hint
    assert "falls within 1978-03-03" in hint
    assert [entry["station"] for entry in answer["data"]].count(None) == 2
    craft = {entry["spacecraft"]["id"] for entry in answer["data"]}
    assert craft == {"soyuz-7k-t"}


def test_hint_names_a_dozen_people_and_counts_the_others(client: Client) -> None:
    hints = client.json("/v1/in-space?at=1985")["meta"]["hints"]
    [hint] = [hint for hint in hints if "`aboard` and `station`" in hint]
    assert hint.count(", ") == 11
    assert " more: " in hint


def test_station_of_a_flight_without_one_is_null(client: Client) -> None:
    assert present(client, "1961-04-12T06:30Z")["yuri-gagarin"]["station"] is None


def test_people_at_an_instant_are_those_of_all_flights_that_cover_it(
    client: Client,
) -> None:
    path: str | None = "/v1/crew?limit=1000&fields=id,launched,landed"
    flights = []
    while path:
        page = client.json(path)
        flights += page["data"]
        path = page["links"]["next"]
    for flight in flights[::29]:
        at = parse_date(flight["launched"])
        expected = {
            other["id"]
            for other in flights
            if parse_date(other["launched"]).earliest <= at.latest
            and (
                not other["landed"] or parse_date(other["landed"]).latest > at.earliest
            )
        }
        answer = client.json(f"/v1/in-space?at={at.text}&fields=crew.id")
        assert {entry["crew"]["id"] for entry in answer["data"]} == expected, at.text


def test_part_of_the_people_keeps_the_numbers_of_all(client: Client) -> None:
    whole = client.json("/v1/in-space?at=1985")
    page = client.json("/v1/in-space?at=1985&limit=20")
    following = client.json(page["links"]["next"])
    assert page["data"] + following["data"] == whole["data"][:40]
    assert page["meta"] == whole["meta"] | {"returned": 20}
    assert following["meta"] == page["meta"]


def test_entries_are_in_order_of_launch_and_id(client: Client) -> None:
    data = client.json("/v1/in-space?at=1975-07-17T17:00Z")["data"]
    keys = [
        (parse_date(entry["since"]).earliest, entry["crew"]["id"]) for entry in data
    ]
    assert len({since for since, _ in keys}) == 3
    assert keys == sorted(keys)


def test_past_instant_has_no_hint(client: Client) -> None:
    assert client.json("/v1/in-space?at=1975-07-17T16:30Z")["meta"]["hints"] == []


def test_instant_is_revalidated_with_its_etag(client: Client) -> None:
    path = "/v1/in-space?at=1975-07-17"
    etag = client.get(path).headers["etag"]
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
    assert client.get("/v1/in-space?at=1975-07-18").headers["etag"] != etag


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("?at=", ""),
        ("?at=yesterday", "yesterday"),
        ("?at=1979/1978", "1979/1978"),
        ("?at=1978-02-30", "1978-02-30"),
        ("?at=1978-03-02T15:28", "1978-03-02T15:28"),
        ("?at=1978&at=1979", "1979"),
    ],
)
def test_invalid_instant_is_rejected(
    quick_client: Client, query: str, value: str | None
) -> None:
    [fault] = problem_of(quick_client.get(f"/v1/in-space{query}"), 400)["errors"]
    assert (fault["in"], fault["name"], fault["value"]) == ("query", "at", value)


def test_all_faults_are_reported_together(quick_client: Client) -> None:
    problem = problem_of(quick_client.get("/v1/in-space?when=1978&limit=-1"), 400)
    assert {fault["name"] for fault in problem["errors"]} == {"when", "limit"}
