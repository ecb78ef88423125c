"""Superlatives: the longest, the most, the oldest, computed with ties."""

from typing import Any

import pytest

from tests.conftest import problem_of
from tests.support.client import Client


def superlative(client: Client, query: str) -> dict[str, Any]:
    record: dict[str, Any]
    [record] = client.json(f"/v1/superlatives?{query}")["data"]
    return record


def holders(client: Client, query: str) -> set[str]:
    return {holder["person"]["id"] for holder in superlative(client, query)["holders"]}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("category=longest-flight", {"valery-polyakov"}),
        (
            "category=longest-flight&as_of=1979-01",
            {"aleksandr-ivanchenkov", "vladimir-kovalyonok"},
        ),
        ("category=most-time-in-space", {"oleg-kononenko"}),
        ("category=most-flights", {"jerry-ross", "franklin-chang-diaz"}),
        ("category=youngest", {"oliver-daemen"}),
        ("category=youngest&boundary=orbit", {"gherman-titov"}),
        ("category=oldest&boundary=orbit", {"john-glenn"}),
        ("category=most-spacewalks", {"anatoly-solovyov"}),
        ("category=longest-flight&sex=female", {"christina-koch"}),
        (
            "category=most-flights&country=FRA",
            {"jean-francois-clervoy", "jean-loup-chretien"},
        ),
        (
            "category=most-time-in-space&country=BGR",
            {"aleksandr-panayotov-aleksandrov"},
        ),
    ],
)
def test_holders_are_all_who_share_the_record(
    client: Client, query: str, expected: set[str]
) -> None:
    assert holders(client, query) == expected


YEAR = 31_556_952


def perhaps(client: Client, query: str) -> set[str]:
    return {each["person"]["id"] for each in superlative(client, query)["perhaps"]}


@pytest.mark.parametrize("category", ["youngest", "oldest"])
def test_age_of_a_year_of_birth_is_a_range(client: Client, category: str) -> None:
    """Abdul Ahad Mohmand, the only Afghan, was born in 1959 and flew in August 1988."""
    record = superlative(client, f"category={category}&country=AFG")
    [holder] = record["holders"]
    assert holder["person"]["id"] == "abdul-ahad-mohmand"
    assert record["value"] is None
    assert (record["value_min"] // YEAR, record["value_max"] // YEAR) == (28, 29)
    assert (holder["value_min"], holder["value_max"]) == (
        record["value_min"],
        record["value_max"],
    )


@pytest.mark.parametrize("category", ["youngest", "oldest"])
def test_people_without_a_known_birth_are_left_out_with_a_hint(
    client: Client, category: str
) -> None:
    """The birth of Mark Rocket, the only New Zealander, is in no list that was read."""
    body = client.json(f"/v1/superlatives?category={category}&country=NZL")
    [record] = body["data"]
    assert record["holders"] == record["perhaps"] == []
    assert record["value"] is record["value_min"] is record["value_max"] is None
    [hint] = body["meta"]["hints"]
    assert hint == (
        f"{category}: Flights are left out because the date of birth of the person"
        " is not known: 1."
    )


def test_youngest_woman_above_100_km_is_known_by_her_year_of_birth(
    client: Client,
) -> None:
    """Karsen Kitchen, born in 2003, was 21 (Blue Origin NS-26); Tereshkova was 26."""
    record = superlative(client, "category=youngest&sex=female")
    assert [each["person"]["id"] for each in record["holders"]] == ["karsen-kitchen"]
    assert record["perhaps"] == []
    assert (record["value_min"] // YEAR, record["value_max"] // YEAR) == (20, 21)


def test_doubtful_birth_makes_holders_uncertain(client: Client) -> None:
    """Anastatia Mayers flew above 80 km at 18, but "2005?" is her year of birth."""
    body = client.json("/v1/superlatives?category=youngest&sex=female&boundary=80km")
    [record] = body["data"]
    assert record["holders"] == []
    names = {each["person"]["id"] for each in record["perhaps"]}
    assert names == {"anastatia-mayers", "karsen-kitchen"}
    assert record["value_min"] // YEAR == 17
    assert record["value_max"] // YEAR == 21
    assert "too vague" in body["meta"]["hints"][-1]


def test_exact_birth_is_never_uncertain(client: Client) -> None:
    """Oliver Daemen, born on 20 August 2002, flew on 20 July 2021."""
    record = superlative(client, "category=youngest")
    assert record["perhaps"] == []
    assert record["value"] // YEAR == 18


def test_crew_that_launched_and_landed_together_is_tied(client: Client) -> None:
    """The landing of Soyuz 29's crew is known to the minute."""
    query = "category=longest-flight&as_of=1979-01"
    assert holders(client, query) == {"aleksandr-ivanchenkov", "vladimir-kovalyonok"}
    assert perhaps(client, query) == set()


def test_flight_without_a_landing_may_be_the_longest_of_its_year(
    client: Client,
) -> None:
    body = client.json("/v1/superlatives?category=longest-flight&launched=2026-07/..")
    [record] = body["data"]
    assert record["holders"] == []
    assert "anil-menon" in {each["person"]["id"] for each in record["perhaps"]}
    assert "without a known landing are included" in body["meta"]["hints"][0]


def test_flight_without_a_landing_is_never_the_shortest(client: Client) -> None:
    body = client.json("/v1/superlatives?category=shortest-flight&launched=2026-07/..")
    [record] = body["data"]
    ids = {each["person"]["id"] for each in record["holders"] + record["perhaps"]}
    assert "anil-menon" not in ids
    assert "left out" in body["meta"]["hints"][0]


def test_unknown_part_of_a_sum_counts_with_its_bounds(client: Client) -> None:
    """Of the crew of Soyuz MS-29, Dubrov had spent 355 days in space before."""
    query = "category=most-time-in-space&mission=soyuz-ms-29,soyuz-ms-18"
    record = superlative(client, query)
    [holder] = record["holders"]
    assert holder["person"]["id"] == "pyotr-dubrov"
    assert record["value"] is None
    assert record["value_min"] // 86_400 == 355
    assert record["value_max"] > record["value_min"]


def test_standing_in_the_hatch_is_not_a_spacewalk(client: Client) -> None:
    query = "category=most-spacewalks&country=CHN&as_of=2008"
    assert holders(client, query) == {"zhai-zhigang"}


def test_all_categories_are_answered_without_a_query(client: Client) -> None:
    body = client.json("/v1/superlatives")
    assert body["meta"]["total"] == len(body["data"]) == 7
    for record in body["data"]:
        assert record["holders"] or record["perhaps"]
        value = record["value"] or record["value_min"]
        assert record["value_min"] <= value <= record["value_max"]


def test_record_of_a_flight_names_the_flight(client: Client) -> None:
    holder = superlative(client, "category=longest-flight")["holders"][0]
    assert holder["crew"]["mission"]["id"] == "soyuz-tm-18"
    assert superlative(client, "category=most-flights")["holders"][0]["crew"] is None


@pytest.mark.parametrize(
    "query",
    [
        "category=oldest&as_of=1960",
        "category=most-flights&as_of=1960",
        "category=most-spacewalks&person=sigmund-jahn",
    ],
)
def test_record_without_flights_has_no_holders(client: Client, query: str) -> None:
    nobody = superlative(client, query)
    assert nobody["value"] is nobody["value_min"] is nobody["value_max"] is None
    assert nobody["holders"] == nobody["perhaps"] == []


@pytest.mark.parametrize("query", ["category=tallest", "as_of=yesterday", "sexx=male"])
def test_faulty_queries_are_rejected(quick_client: Client, query: str) -> None:
    problem_of(quick_client.get(f"/v1/superlatives?{query}"), 400)
