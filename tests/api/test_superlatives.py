"""Superlatives: the longest, the most, the oldest, computed with ties."""

from typing import Any

import pytest

from tests.conftest import problem_of
from tests.support.client import Client


def superlative(client: Client, query: str) -> dict[str, Any]:
    record: dict[str, Any]
    [record] = client.json(f"/v1/records?{query}")["data"]
    return record


def holders(client: Client, query: str) -> set[str]:
    return {holder["person"]["id"] for holder in superlative(client, query)["holders"]}


@pytest.mark.parametrize(
    ("query", "expected"),
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
        (
            "record=most-flights&country=FRA",
            {"jean-francois-clervoy", "jean-loup-chretien"},
        ),
        ("record=most-time-in-space&country=BGR", {"aleksandr-panayotov-aleksandrov"}),
    ],
)
def test_holders_are_all_who_share_the_record(
    client: Client, query: str, expected: set[str]
) -> None:
    assert holders(client, query) == expected


@pytest.mark.parametrize("category", ["youngest", "oldest"])
@pytest.mark.parametrize("state", ["NZL", "AFG"])
def test_age_needs_a_known_day_of_birth(
    client: Client, category: str, state: str
) -> None:
    """The only citizen who flew was born in 1959 (AFG), or on an unknown day (NZL)."""
    query = f"country={state}&boundary=80km"
    assert client.json(f"/v1/crew?country={state}&limit=0")["meta"]["total"] == 1
    assert holders(client, f"record=most-flights&{query}") != set()
    record = superlative(client, f"record={category}&{query}")
    assert (record["value"], record["holders"]) == (None, [])


def test_standing_in_the_hatch_is_not_a_spacewalk(client: Client) -> None:
    query = "record=most-spacewalks&country=CHN&as_of=2008"
    assert holders(client, query) == {"zhai-zhigang"}


def test_all_categories_are_answered_without_a_query(client: Client) -> None:
    body = client.json("/v1/records")
    assert body["meta"]["total"] == len(body["data"]) == 7
    for record in body["data"]:
        assert record["value"] is not None
        assert record["holders"]


def test_record_of_a_flight_names_the_flight(client: Client) -> None:
    holder = superlative(client, "record=longest-flight")["holders"][0]
    assert holder["crew"]["mission"]["id"] == "soyuz-tm-18"
    assert superlative(client, "record=most-flights")["holders"][0]["crew"] is None


def test_record_without_flights_has_no_holders(client: Client) -> None:
    nobody = superlative(client, "record=oldest&as_of=1960")
    assert (nobody["value"], nobody["holders"]) == (None, [])


@pytest.mark.parametrize("query", ["record=tallest", "as_of=yesterday", "sexx=male"])
def test_faulty_queries_are_rejected(quick_client: Client, query: str) -> None:
    problem_of(quick_client.get(f"/v1/records?{query}"), 400)
