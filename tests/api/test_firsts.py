"""Who was first: computed, tied, sensitive to its definition, never a stored answer."""

from typing import Any

import pytest

from tests.conftest import problem_of
from tests.support.client import Client


def answer(client: Client, query: str) -> dict[str, Any]:
    response = client.get(f"/v1/firsts?{query}")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def people(entries: list[dict[str, Any]]) -> set[str]:
    return {entry["person"]["id"] for entry in entries}


@pytest.mark.parametrize(
    ("query", "who"),
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
def test_the_first_is_found(client: Client, query: str, who: set[str]) -> None:
    assert people(answer(client, query)["data"][0]["first"]) == who


def test_a_first_tells_its_group_flight_and_claims(client: Client) -> None:
    found = answer(client, "country=CSK")
    first = found["data"][0]
    assert first["group"]["country"]["id"] == "czechoslovakia"
    assert first["launched"] == "1978-03-02T15:28:10Z"
    assert first["first"][0]["mission"]["id"] == "soyuz-28"
    assert first["runner_up"] is None
    assert {claim["source"]["id"] for claim in first["claims"]} >= {"gcat", "000-essay"}
    assert found["meta"]["definition"]["boundary"] == "100km"


def test_who_came_next_is_told(client: Client) -> None:
    first = answer(client, "country=BGR")["data"][0]
    assert people(first["runner_up"]["crew"]) == {"aleksandr-panayotov-aleksandrov"}


def test_an_empty_answer_says_what_would_answer(client: Client) -> None:
    hints = answer(client, "country=CZE")["meta"]["hints"]
    assert any("Vladimír Remek" in hint and "predecessors" in hint for hint in hints)


def test_only_changes_that_change_the_answer_are_told(client: Client) -> None:
    first = answer(client, "country=PAK")["data"][0]
    changes = [one["change"] for one in first["sensitivity"]]
    assert {"boundary": "80km"} in changes
    assert {"boundary": "orbit"} not in changes


def test_one_answer_for_each_group(client: Client) -> None:
    found = answer(client, "by=country&boundary=80km")
    assert found["meta"]["total"] == len(found["data"]) > 50
    launches = [one["launched"] for one in found["data"]]
    assert launches == sorted(launches)


@pytest.mark.parametrize(
    "by", ["region", "station", "spacecraft", "programme", "sex", "decade"]
)
def test_every_group_can_be_asked_for(client: Client, by: str) -> None:
    found = answer(client, f"by={by}")["data"]
    assert all(list(one["group"]) == [by] and one["first"] for one in found)


def test_groups_by_birth(client: Client) -> None:
    found = answer(client, "by=country&basis=birth")["data"]
    states = {one["group"]["country"]["id"] for one in found}
    assert "latvia" in states


def test_faults_are_told(client: Client) -> None:
    problem = problem_of(client.get("/v1/firsts?boundary=90km&contry=CZE"), 400)
    assert [one["name"] for one in problem["errors"]] == ["boundary", "contry"]


def test_an_answer_is_asked_for_again_for_free(client: Client) -> None:
    etag = client.get("/v1/firsts?country=CZE").headers["etag"]
    again = client.get("/v1/firsts?country=CZE", headers={"If-None-Match": etag})
    assert again.status_code == 304
