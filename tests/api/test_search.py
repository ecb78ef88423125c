"""Records are found by name, in any script, abbreviated or misspelt, best first."""

from typing import Any
from urllib.parse import urlencode

import pytest

from app.query.keyset import CursorCodec
from app.query.search_parameters import SEARCHABLE
from app.resources import BY_NAME
from app.services.search import MANY, MAX_RESULTS, NONE
from tests.conftest import problem_of
from tests.support.client import Client


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        ("gagarin", "people", "yuri-gagarin"),
        ("gagrin", "people", "yuri-gagarin"),
        ("Гагарин", "people", "yuri-gagarin"),
        ("vladimr remek", "people", "vladimir-remek"),
        ("phm tun", "people", "pham-tuan"),
        ("jahn", "people", "sigmund-jahn"),
        ("krikalyov", "people", "sergei-krikalev"),
        ("interkosmos", "programmes", "interkosmos"),
        ("soyuz 28", "missions", "soyuz-28"),
        ("freedom 7", "missions", "mercury-redstone-3"),
        ("gdr", "countries", "east-germany"),
        ("salyut 6", "stations", "salyut-6"),
    ],
)
def test_best_match_comes_first(
    client: Client, words: str, kind: str, expected: str
) -> None:
    hits = client.get("/v1/search", params={"q": words}).json()["data"]
    assert (hits[0]["type"], hits[0]["id"]) == (kind, expected)
    assert client.get(hits[0]["url"]).status_code == 200


def test_results_of_every_kind_have_a_hint(client: Client) -> None:
    for words in ("apollo", "soyuz", "nasa", "space", "germany", "mir", "brezhnev"):
        hits = client.json(f"/v1/search?q={words}&limit=100")["data"]
        assert hits
        assert all(hit["label"] and hit["hint"] for hit in hits)


def test_unknown_word_has_no_results_and_a_hint(client: Client) -> None:
    body = client.json("/v1/search?q=zzzzqqqq")
    assert body["data"] == []
    assert body["meta"]["total"] == 0
    assert body["meta"]["hints"] == [NONE]


@pytest.mark.parametrize("resource", SEARCHABLE)
@pytest.mark.parametrize("words", ["soyuz", "moon", "ja", "first woman", "1961-012A"])
def test_lists_find_by_names_some_of_what_search_finds(
    client: Client, resource: str, words: str
) -> None:
    query = urlencode({"q": words})
    lifted = BY_NAME[resource].all_records.partition("?")[2]
    listed = client.json(f"/v1/{resource}?{query}&{lifted}&fields=id")
    of_names = {record["id"] for record in listed["data"]}
    if len(of_names) <= COMPARED:
        assert of_names <= ids_found(client, f"/v1/search?{query}&type={resource}")


COMPARED = 200
"""Records of a list that are looked for in the search."""


def ids_found(client: Client, path: str) -> set[str]:
    following: str | None = f"{path}&limit=100&fields=id"
    ids: set[str] = set()
    while following:
        page = client.json(following)
        ids |= {hit["id"] for hit in page["data"]}
        following = page["links"]["next"]
    return ids


def test_types_are_counted_with_links(client: Client) -> None:
    body = client.json("/v1/search?q=apollo")
    facet = body["meta"]["facets"]["type"]
    assert sum(row["count"] for row in facet) == body["meta"]["total"]
    for row in facet:
        narrowed = client.json(row["url"])
        assert narrowed["meta"]["total"] == row["count"]
        assert {hit["type"] for hit in narrowed["data"]} == {row["value"]}
    both = client.json("/v1/search?q=apollo&type=people,missions&limit=100")["data"]
    assert {hit["type"] for hit in both} == {"people", "missions"}


def test_matches_are_where_they_are_said_to_be(client: Client) -> None:
    for words in ("gagarin", "moon landing", "Терешкова", "杨利伟", "soyuztm12"):
        [best, *_] = client.json(f"/v1/search?q={words}")["data"]
        assert best["matches"], words
        for match in best["matches"]:
            for begin, end in match["ranges"]:
                assert match["text"][begin:end].strip()
    [hit, *_] = client.json("/v1/search?q=gagarin")["data"]
    match = hit["matches"][0]
    [[begin, end]] = match["ranges"]
    assert (match["field"], match["text"][begin:end]) == ("name", "Gagarin")


def pages(client: Client, path: str | None, direction: str) -> list[list[str]]:
    """Returns the URLs of the results of each page, following links."""
    found = []
    while path:
        body = client.json(path)
        found.append([hit["url"] for hit in body["data"]])
        assert body["links"]["self"] == path
        assert body["meta"]["returned"] == len(body["data"])
        path = body["links"][direction]
    return found


def test_all_pages_have_as_many_results_as_the_total(client: Client) -> None:
    first = client.json("/v1/search?limit=70&q=apollo")
    found = pages(client, "/v1/search?limit=70&q=apollo", "next")
    results = [url for page in found for url in page]
    assert first["meta"]["total"] == len(results) == len(set(results)) > 140
    assert first["meta"]["hints"] == []
    assert [len(page) for page in found[:-1]] == [70] * (len(found) - 1)
    whole = client.json("/v1/search?limit=100&q=apollo")
    assert [hit["url"] for hit in whole["data"]] == results[:100]


def test_previous_pages_lead_back_to_the_first(client: Client) -> None:
    forward = pages(client, "/v1/search?limit=30&q=apollo", "next")
    second = client.json("/v1/search?limit=30&q=apollo")["links"]["next"]
    back = pages(client, client.json(second)["links"]["next"], "prev")
    assert [page[0] for page in back[:-1]] == [page[0] for page in forward[2:0:-1]]
    assert back[-1] == forward[0]


def test_search_for_too_many_records_says_that_some_are_left_out(
    client: Client,
) -> None:
    meta = client.json("/v1/search?q=soyuz&limit=0")["meta"]
    assert (meta["total"], meta["returned"]) == (MAX_RESULTS, 0)
    assert meta["hints"] == [MANY]
    assert client.json("/v1/search?q=soyuz&limit=0")["links"]["next"] is None


def test_cursor_of_another_search_is_rejected(client: Client) -> None:
    path = client.json("/v1/search?limit=2&q=soyuz")["links"]["next"]
    other = path.replace("soyuz", "apollo")
    [fault] = problem_of(client.get(other), 400)["errors"]
    assert fault["detail"].startswith("`cursor` belongs to another query")


@pytest.mark.parametrize(
    "content", [[[-1], "", False], [[100_001], "", False], ["x"], 5]
)
def test_forged_cursor_is_rejected(quick_client: Client, content: Any) -> None:
    """The key of a cursor is public, so anyone can sign any content."""
    revision = quick_client.json("/v1/dataset")["data"]["revision"]
    codec = CursorCodec("/v1/search?q=soyuz", revision.removeprefix("sha256:"))
    cursor = codec.encode(content)
    path = f"/v1/search?q=soyuz&cursor={cursor}"
    problem_of(quick_client.get(path), 400)


def test_limit_is_kept(client: Client) -> None:
    assert len(client.json("/v1/search?q=s&limit=3")["data"]) == 3


@pytest.mark.parametrize(
    "query",
    ["", "?q=!!", "?q=a&limit=101", "?q=a&kind=b", "?q=a&type=crew", "?q=a&type="],
)
def test_faulty_queries_are_rejected(quick_client: Client, query: str) -> None:
    problem_of(quick_client.get(f"/v1/search{query}"), 400)


def test_wrong_type_is_rejected_with_a_suggestion(quick_client: Client) -> None:
    for given, meant in (("person", "people"), ("mision", "missions")):
        response = quick_client.get(f"/v1/search?q=a&type={given}")
        [fault] = problem_of(response, 400)["errors"]
        assert (fault["name"], fault["did_you_mean"]) == ("type", meant)
        assert fault["allowed"] == list(SEARCHABLE)


def test_types_are_a_list_however_they_are_written(quick_client: Client) -> None:
    expected = quick_client.json("/v1/search?q=mir&type=stations,people")
    assert quick_client.json("/v1/search?q=mir&type=stations&type=people") == expected
