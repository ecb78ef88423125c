"""Records are found by name, in any script, abbreviated or misspelt, best first."""

import pytest

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


def test_unknown_word_has_no_results(client: Client) -> None:
    assert client.json("/v1/search?q=zzzzqqqq")["data"] == []


def test_limit_is_kept(client: Client) -> None:
    assert len(client.json("/v1/search?q=s&limit=3")["data"]) == 3


@pytest.mark.parametrize("query", ["", "?q=!!", "?q=a&limit=101", "?q=a&kind=b"])
def test_faulty_queries_are_rejected(quick_client: Client, query: str) -> None:
    problem_of(quick_client.get(f"/v1/search{query}"), 400)
