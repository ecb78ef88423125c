"""Firsts: computed from all flights, with ties, runner-up, sensitivity and claims."""

from typing import Any

import pytest

from tests.conftest import problem_of
from tests.support.client import Client

CZECHOSLOVAKIA = {
    "id": "czechoslovakia",
    "name": "Czechoslovakia",
    "url": "/v1/countries/czechoslovakia",
}


def answer(client: Client, query: str) -> dict[str, Any]:
    body: dict[str, Any] = client.json(f"/v1/firsts?{query}")
    return body


def people(entries: list[dict[str, Any]]) -> set[str]:
    return {entry["person"]["id"] for entry in entries}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("country=czechoslovakia", {"vladimir-remek"}),
        ("country=CSHH", {"vladimir-remek"}),
        ("country=Vietnam", {"pham-tuan"}),
        ("country=CZE&lineage=predecessors", {"vladimir-remek"}),
        ("country=CZE", set()),
        ("country=PAK&boundary=80km", {"namira-salim"}),
        ("country__not=SUN,USA", {"vladimir-remek"}),
        ("sex=female", {"valentina-tereshkova"}),
        ("country=UKR&basis=birth", {"pavel-popovich"}),
        ("country=RUS", {"aleksandr-viktorenko", "aleksandr-kaleri"}),
    ],
)
def test_first_is_computed(client: Client, query: str, expected: set[str]) -> None:
    assert people(answer(client, query)["data"][0]["first"]) == expected


def test_first_has_group_flight_and_claims(client: Client) -> None:
    body = answer(client, "country=CSK")
    [first] = body["data"]
    assert first["group"]["country"]["id"] == "czechoslovakia"
    assert first["launched"] == "1978-03-02T15:28:10Z"
    assert first["first"][0]["mission"]["id"] == "soyuz-28"
    assert first["runner_up"] is None
    assert {claim["source"]["id"] for claim in first["claims"]} >= {"gcat", "000-essay"}
    assert body["meta"]["definition"]["boundary"] == "100km"


@pytest.mark.parametrize(
    ("query", "group"),
    [
        ("country=CSK", {"country": CZECHOSLOVAKIA}),
        ("country=CSK,POL", None),
        ("sex=female", None),
    ],
)
def test_group_is_the_only_state_asked_about(
    quick_client: Client, query: str, group: dict[str, Any] | None
) -> None:
    [first] = answer(quick_client, query)["data"]
    assert first["group"] == group


def test_runner_up_is_the_next_flight(client: Client) -> None:
    first = answer(client, "country=BGR")["data"][0]
    assert people(first["runner_up"]["crew"]) == {"aleksandr-panayotov-aleksandrov"}


def test_runner_up_has_the_times_of_its_earliest_flight(quick_client: Client) -> None:
    """Two people on one spacewalk are tied; they were launched weeks apart."""
    groups = answer(quick_client, "achievement=spacewalk&by=spacecraft")["data"]
    [after] = [
        group["runner_up"]
        for group in groups
        if group["group"]["spacecraft"]["id"] == "soyuz-ms"
    ]
    assert (after["launched"], after["at"]) == ("2016-10-19T08:05:14Z", "2017-01-06")
    assert [entry["launched"] for entry in after["crew"]] == [
        "2016-10-19T08:05:14Z",
        "2016-11-17T20:20:13Z",
    ]


def test_claims_of_people_launched_together_are_not_repeated(
    quick_client: Client,
) -> None:
    groups = answer(quick_client, "by=spacecraft&include=claims")["data"]
    tied = [group for group in groups if len(group["first"]) > 1 and group["claims"]]
    assert len(tied) > 3
    for group in groups:
        ids = [claim["id"] for claim in group["claims"]]
        assert len(set(ids)) == len(ids), group["group"]


@pytest.mark.parametrize(
    ("query", "hints"),
    [
        (
            "country=CZE",
            [
                (
                    "The data has no launch of a flight above 100 km by a citizen"
                    " of Czechia."
                ),
                (
                    "With basis=birth the answer is Vladimír Remek of Czechoslovakia"
                    " (Soyuz 28, 1978-03-02)."
                ),
                (
                    "With lineage=predecessors the answer is Vladimír Remek of"
                    " Czechoslovakia, a predecessor (Soyuz 28, 1978-03-02)."
                ),
                (
                    "With lineage=all the answer is Vladimír Remek of Czechoslovakia"
                    " (Soyuz 28, 1978-03-02)."
                ),
            ],
        ),
        (
            "country=SUN&station=iss",
            [
                (
                    "The data has no launch of a flight above 100 km by a citizen"
                    " of Soviet Union."
                ),
                (
                    "With lineage=successors the answer is Sergei Krikalev of Russia,"
                    " a successor (STS-88, 1998-12-04)."
                ),
                (
                    "With lineage=all the answer is Sergei Krikalev of Russia"
                    " (STS-88, 1998-12-04)."
                ),
            ],
        ),
        (
            "country=CZE,SVK&achievement=spacewalk&boundary=orbit",
            [
                (
                    "The data has no spacewalk on a flight in orbit by a citizen"
                    " of Czechia or Slovakia."
                )
            ],
        ),
        (
            "programme=vertikal",
            [("The data has no launch of a flight above 100 km for this query.")],
        ),
        ("country=CSK", []),
        ("by=country&programme=vertikal", []),
    ],
)
def test_empty_answer_has_a_hint_for_each_definition_that_answers(
    quick_client: Client, query: str, hints: list[str]
) -> None:
    """The summary of a state, which is data, follows the hints about definitions."""
    body = answer(quick_client, query)
    summaries = [
        f"{state['name']}: {state['summary']}"
        for state in states_of(quick_client, query)
        if state["summary"]
    ]
    assert body["meta"]["hints"] == hints + summaries
    assert all(first["first"] == [] for first in body["data"]) or not hints


def states_of(client: Client, query: str) -> list[dict[str, Any]]:
    """The states that a query asks about, in the order in which they are stored."""
    codes = dict(part.split("=") for part in query.split("&")).get("country")
    if codes is None:
        return []
    states: list[dict[str, Any]]
    states = client.json(f"/v1/countries?id={codes}&sort=id")["data"]
    return states


@pytest.mark.parametrize(
    ("query", "description"),
    [
        ("", "the first launch of a flight"),
        ("country=CSK", "the first launch of a flight with country CSK"),
        (
            "by=country&region=Asia&achievement=docking",
            "the first docking on a flight with region Asia for each country",
        ),
        (
            "sex=female&country__not=SUN",
            "the first launch of a flight with country not SUN and sex female",
        ),
    ],
)
def test_query_is_described_in_words(
    quick_client: Client, query: str, description: str
) -> None:
    assert answer(quick_client, query)["meta"]["query"] == description


def test_sensitivity_has_only_changes_that_change_the_answer(client: Client) -> None:
    first = answer(client, "country=PAK")["data"][0]
    changes = [item["change"] for item in first["sensitivity"]]
    assert {"boundary": "80km"} in changes
    assert {"boundary": "orbit"} not in changes


def test_groups_are_in_order_of_their_firsts(client: Client) -> None:
    body = answer(client, "by=country&boundary=80km")
    assert body["meta"]["total"] == len(body["data"]) > 50
    launches = [group["launched"] for group in body["data"]]
    assert launches == sorted(launches)


@pytest.mark.parametrize(
    ("by", "count", "group", "expected"),
    [
        ("region", 5, "Africa", {"mark-shuttleworth"}),
        ("station", 12, "skylab", {"joseph-kerwin", "paul-j-weitz", "pete-conrad"}),
        (
            "spacecraft",
            21,
            "voskhod",
            {"boris-yegorov", "konstantin-feoktistov", "vladimir-komarov"},
        ),
        ("programme", 25, "mercury", {"alan-shepard"}),
        ("sex", 2, "female", {"valentina-tereshkova"}),
        ("decade", 7, "1980", {"leonid-popov", "valery-ryumin"}),
    ],
)
def test_every_grouping_has_a_first_for_each_group(
    client: Client, by: str, count: int, group: str, expected: set[str]
) -> None:
    groups = answer(client, f"by={by}")["data"]
    firsts = {key_of(item["group"], by): people(item["first"]) for item in groups}
    assert len(firsts) == len(groups) >= count
    assert all(firsts.values())
    assert firsts[group] == expected


def key_of(group: dict[str, Any], by: str) -> str:
    """The id or the name of a group, which has no other member."""
    assert list(group) == [by]
    value = group[by]
    return str(value["id"] if isinstance(value, dict) else value)


@pytest.mark.parametrize("by", ["country", "region", "station", "programme", "sex"])
@pytest.mark.parametrize(
    "query", ["", "country=RUS", "region=Asia&basis=birth", "sex=female&boundary=80km"]
)
def test_answer_of_a_group_is_that_of_the_group_alone(
    quick_client: Client, by: str, query: str
) -> None:
    """Two ways through the code: groups of all flights, and flights of one group."""
    if f"{by}=" in query:
        pytest.skip("the query is about the groups already")
    more = f"&{query}" if query else ""
    groups = answer(quick_client, f"by={by}&include=claims{more}")["data"]
    assert groups
    for group in groups:
        key = key_of(group["group"], by)
        [expected] = answer(quick_client, f"{by}={key}{more}")["data"]
        # A state may be asked about with its predecessors, a group of states may not
        with_lineage = by not in ("country", "region") or "RUS" in query
        sensitivity = [
            item
            for item in expected["sensitivity"]
            if with_lineage or "lineage" not in item["change"]
        ]
        assert group | {"group": None} == expected | {
            "group": None,
            "sensitivity": sensitivity,
        }


def test_answer_links_to_itself_and_counts_its_groups(quick_client: Client) -> None:
    path = "/v1/firsts?achievement=spacewalk&by=sex"
    body = quick_client.json(path)
    assert body["links"] == {"self": path, "next": None, "prev": None}
    assert (body["meta"]["total"], body["meta"]["returned"]) == (2, 2)


def test_groups_by_birth_are_states_of_birthplaces(client: Client) -> None:
    groups = answer(client, "by=country&basis=birth")["data"]
    assert "latvia" in {group["group"]["country"]["id"] for group in groups}


def test_faults_are_reported_together(client: Client) -> None:
    problem = problem_of(client.get("/v1/firsts?boundary=90km&contry=CZE"), 400)
    assert [fault["name"] for fault in problem["errors"]] == ["boundary", "contry"]


def test_answer_is_revalidated_with_its_etag(client: Client) -> None:
    etag = client.get("/v1/firsts?country=CZE").headers["etag"]
    again = client.get("/v1/firsts?country=CZE", headers={"If-None-Match": etag})
    assert again.status_code == 304
