"""Pages, whole results, facets and cited sources of the small seed, to the byte."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from app.main import create_app
from app.services import lists
from app.services.envelope import envelope, whole_answer_links
from app.settings import Settings
from tests.support.client import Client, client_of
from tests.support.factories import load_seed

BORN = "/v1/people?fields=id,born&limit=1&sort=-born"
IDS = {
    "/v1/countries": ["czechia", "czechoslovakia", "russia", "soviet-union"],
    "/v1/countries?sort=-began": [
        *("czechia", "russia", "soviet-union", "czechoslovakia"),
    ],
    "/v1/people?sort=-born": ["vladimir-remek", "alexei-gubarev", "oldrich-pelcak"],
    "/v1/people?sort=born": ["alexei-gubarev", "vladimir-remek", "oldrich-pelcak"],
    "/v1/people?sort=-flights_count,born": [
        *("alexei-gubarev", "vladimir-remek", "oldrich-pelcak"),
    ],
    "/v1/missions?programme=interkosmos": ["soyuz-28"],
    "/v1/missions?launched__gte=2000": [],
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    url = load_seed(tmp_path_factory.mktemp("lists"))
    # Answers that are kept would be the same with other sizes of pages and parts
    with client_of(create_app(Settings(cache_bytes=0), url)) as client:
        yield client


def with_query(path: str, query: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}{query}"


def ids_in(answer: dict[str, Any]) -> list[str]:
    return [record["id"] for record in answer["data"]]


def pages(served: Client, path: str, to: str) -> list[list[str]]:
    """Returns the ids on each page, by the links to the neighbours."""
    found, following = [], path
    while following:
        answer = served.json(following)
        found.append(ids_in(answer))
        following = answer["links"][to]
    return found


def last_page(served: Client, path: str) -> str:
    while following := served.json(path)["links"]["next"]:
        path = following
    return path


@pytest.mark.parametrize("path", IDS)
@pytest.mark.parametrize("size", [1, 2, 3])
def test_pages_lead_to_the_end_and_back(served: Client, path: str, size: int) -> None:
    first = with_query(path, f"limit={size}")
    expected = IDS[path]
    parts = [expected[at : at + size] for at in range(0, len(expected), size)] or [[]]
    assert pages(served, first, "next") == parts
    back = pages(served, last_page(served, first), "prev")
    assert [name for part in reversed(back) for name in part] == expected


def test_links_are_in_the_answer_and_in_a_header(served: Client) -> None:
    first = served.get("/v1/countries?limit=1&sort=-began&fields=id")
    following = first.json()["links"]["next"]
    start = "/v1/countries?fields=id&limit=1&sort=-began"
    assert first.json()["links"] == {"self": start, "next": following, "prev": None}
    assert following.startswith(f"{start}&cursor=")
    assert first.links["next"]["url"] == following
    assert "prev" not in first.links
    second = served.get(following)
    links = second.json()["links"]
    assert ids_in(served.json(links["self"])) == ids_in(second.json()) == ["russia"]
    for name in ("next", "prev"):
        assert second.links[name]["url"] == links[name]
    back = served.get(links["prev"]).json()
    assert (ids_in(back), back["links"]["prev"]) == (["czechia"], None)
    assert ids_in(served.json(back["links"]["next"])) == ["russia"]


@pytest.mark.parametrize("path", ["/v1/countries", "/v1/countries?limit=0"])
def test_a_list_without_neighbours_has_no_links_to_them(
    served: Client, path: str
) -> None:
    answer = served.get(path)
    assert not {"next", "prev"} & answer.links.keys()
    assert answer.json()["links"] == {"self": path, "next": None, "prev": None}
    assert answer.json()["meta"]["query"] == "countries, by name"
    assert "facets" not in answer.json()["meta"]
    assert len(answer.json()["data"]) == (0 if "limit" in path else 4)


def test_a_link_of_a_plain_list_has_only_its_cursor(
    served: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "DEFAULT_LIMIT", 3)
    answer = served.json("/v1/countries")
    assert answer["meta"]["returned"] == 3
    assert answer["links"]["next"].startswith("/v1/countries?cursor=")
    assert ids_in(served.json(answer["links"]["next"])) == ["soviet-union"]


@pytest.mark.parametrize("path", IDS)
@pytest.mark.parametrize("limit", [None, 1, 2, 3, 4, 5])
@pytest.mark.parametrize("chunk", [1, 2, 500])
def test_a_stream_is_read_in_parts(
    served: Client,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    limit: int | None,
    chunk: int,
) -> None:
    monkeypatch.setattr(lists, "STREAM_CHUNK", chunk)
    query = "format=ndjson&fields=id" + (f"&limit={limit}" if limit else "")
    lines = served.get(with_query(path, query)).text.splitlines()
    assert [json.loads(line) for line in lines] == [
        {"id": name} for name in IDS[path][:limit]
    ]


CLAIMS = {
    "soyuz-17": [],
    "soyuz-28": ["essay-1"],
}


@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_claims_are_sorted_by_id_in_their_record(served: Client, form: str) -> None:
    query = f"/v1/missions?include=claims&fields=id,claims&format={form}"
    text = served.get(query).text
    rows = (
        json.loads(text)["data"]
        if form == "json"
        else [json.loads(line) for line in text.splitlines()]
    )
    assert [list(row) for row in rows] == [["id", "claims"]] * 2
    for row in rows:
        ids = [claim["id"] for claim in row["claims"]]
        assert ids == sorted(ids)
        own = [name for name in ids if not name.startswith("missions.")]
        assert own == CLAIMS[row["id"]]
        assert f"missions.{row['id']}.name.gcat" in ids


def test_a_record_is_found_by_its_id(served: Client) -> None:
    for name in ("soyuz-17", "soyuz-28"):
        record = served.json(f"/v1/missions/{name}?fields=id,name")["data"]
        assert record == {"id": name, "name": name.replace("soyuz-", "Soyuz ")}


@pytest.mark.parametrize(
    ("record_id", "near"),
    [("soyuz-29", "soyuz-28"), ("x" * 120, None), ("zzz", None)],
)
def test_a_missing_record_is_told_with_the_closest_id(
    served: Client, record_id: str, near: str | None
) -> None:
    problem = served.get(f"/v1/missions/{record_id}").json()
    shown = record_id[:100]
    detail = f"There is no mission {shown!r}"
    hint = f"; did you mean {near!r}?" if near else "."
    assert problem["detail"] == detail + hint
    assert problem["errors"] == [
        {
            "in": "path",
            "name": "id",
            "value": shown,
            "detail": detail,
            "did_you_mean": near,
            "allowed": None,
        }
    ]


def test_an_envelope_holds_data_that_is_json_already() -> None:
    links = whole_answer_links("/v1/x")
    assert links == {"self": "/v1/x", "next": None, "prev": None}
    assert envelope(b"[1]", {"total": 1}, links) == (
        b'{"data":[1],"meta":{"total":1},'
        b'"links":{"self":"/v1/x","next":null,"prev":null}}'
    )
