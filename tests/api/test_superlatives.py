"""The longest, the most, the oldest: computed over the catalogue, with ties."""

from typing import Any

import pytest

from tests.conftest import problem_of
from tests.support.client import Client


def held(client: Client, query: str) -> dict[str, Any]:
    found = client.json(f"/v1/records?{query}")["data"]
    assert len(found) == 1
    record: dict[str, Any] = found[0]
    return record


def holders(client: Client, query: str) -> set[str]:
    return {one["person"]["id"] for one in held(client, query)["holders"]}


@pytest.mark.parametrize(
    ("query", "who"),
    [
        ("record=longest-flight", {"valery-polyakov"}),
        (
            "record=longest-flight&as_of=1979-01",
            {"aleksandr-ivanchenkov", "vladimir-kovalyonok"},
        ),
        ("record=most-time-in-space", {"oleg-kononenko"}),
        ("record=most-flights", {"jerry-ross", "franklin-chang-diaz"}),
        ("record=youngest", {"oliver-daemen"}),
        ("record=youngest&boundary=orbit", {"gherman-titov"}),
        ("record=oldest&boundary=orbit", {"john-glenn"}),
        ("record=most-spacewalks", {"anatoly-solovyov"}),
        ("record=longest-flight&sex=female", {"christina-koch"}),
        ("record=most-flights&country=FRA", {"jean-loup-chretien"}),
        ("record=most-time-in-space&country=BGR", {"aleksandr-panayotov-aleksandrov"}),
    ],
)
def test_the_record_is_held(client: Client, query: str, who: set[str]) -> None:
    assert who <= holders(client, query)


def test_who_only_stood_in_the_hatch_did_not_walk(client: Client) -> None:
    query = "record=most-spacewalks&country=CHN&as_of=2008"
    assert holders(client, query) == {"zhai-zhigang"}


def test_all_records_at_once(client: Client) -> None:
    found = client.json("/v1/records")
    assert found["meta"]["total"] == len(found["data"]) == 7
    assert all(one["value"] is not None and one["holders"] for one in found["data"])


def test_a_record_of_one_flight_tells_the_flight(client: Client) -> None:
    holder = held(client, "record=longest-flight")["holders"][0]
    assert holder["crew"]["mission"]["id"] == "soyuz-tm-18"
    assert held(client, "record=most-flights")["holders"][0]["crew"] is None


def test_nobody_holds_what_nobody_did(client: Client) -> None:
    nobody = held(client, "record=oldest&as_of=1960")
    assert (nobody["value"], nobody["holders"]) == (None, [])


@pytest.mark.parametrize("query", ["record=tallest", "as_of=yesterday", "sexx=male"])
def test_faults_are_told(quick_client: Client, query: str) -> None:
    problem_of(quick_client.get(f"/v1/records?{query}"), 400)
