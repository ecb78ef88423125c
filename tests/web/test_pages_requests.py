"""Requests behind pages: how often they are sent, and ids and queries of any kind."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple
from urllib.parse import unquote

import pytest
from fastapi import FastAPI
from sqlalchemy import URL

from app.web.rendering import render
from tests.conftest import app_on, problem_of
from tests.support.client import Client, client_of
from tests.support.markup import BROWSER


class Counts(NamedTuple):
    """A client of an app, with counts of requests behind pages and of templates."""

    client: Client
    requests: Counter[str]
    templates: Counter[str]


@pytest.fixture
def counts(
    sqlite_url: URL, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Counts]:
    """The app with a response cache of the size that the test names, in bytes."""
    app = app_on(sqlite_url, cache_bytes=request.param)
    requests: Counter[str] = Counter()
    templates: Counter[str] = Counter()
    get = app.state.client.get

    def count_render(request: Any, template: str, **values: Any) -> str:
        templates[template] += 1
        return render(request, template, **values)

    async def count_get(path: str) -> Any:
        requests[path] += 1
        return await get(path)

    monkeypatch.setattr("app.web.routes.render", count_render)
    monkeypatch.setattr(app.state.client, "get", count_get)
    with client_of(app) as client:
        yield Counts(client, requests, templates)


@pytest.mark.parametrize("counts", [1_000_000], indirect=True)
def test_page_is_rendered_once_for_all_visits(counts: Counts) -> None:
    pages = [counts.client.get("/stations/mir") for _ in range(3)]
    assert [page.status_code for page in pages] == [200] * 3
    assert len({page.text for page in pages}) == 1
    assert counts.templates == {"record.html": 1}
    assert set(counts.requests.values()) == {1}
    assert len(counts.requests) > 3


@pytest.mark.parametrize("counts", [0], indirect=True)
def test_known_page_is_not_rendered(counts: Counts) -> None:
    etag = counts.client.get("/stations/mir").headers["etag"]
    counts.requests.clear()
    counts.templates.clear()
    known = {"If-None-Match": etag}
    assert counts.client.get("/stations/mir", headers=known).status_code == 304
    assert counts.requests == {"/v1/stations/mir?include=claims": 1}
    assert not counts.templates


@pytest.mark.parametrize("path", ["/stations/mir", "/changes.atom"])
@pytest.mark.parametrize(("replacements", "status"), [(1, 200), (9, 503)])
def test_page_is_of_one_revision_of_the_data(
    sqlite_url: URL,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    replacements: int,
    status: int,
) -> None:
    app = app_on(sqlite_url)
    get = app.state.client.get
    left = [None] * replacements

    async def get_and_replace(path: str) -> Any:
        answer = await get(path)
        if left:
            left.pop()
            app.state.snapshot = replace(app.state.snapshot)
        return answer

    monkeypatch.setattr(app.state.client, "get", get_and_replace)
    with client_of(app) as client:
        response = client.get(path)
    assert response.status_code == status
    assert response.headers.get("retry-after") == ("1" if status == 503 else None)


STRANGE_IDS = (
    ".",
    "..",
    "...",
    "%2e%2e",
    "%252e%252e",
    ".md",
    "..md",
    "x.md.md",
    "%00",
    "a%00.md",
    ";",
    "%3Fa=1",
    "a%23b",
    "%5c..%5c",
    "%ff%fe",
    "a%0d%0ab",
    "{query}",
    "x" * 12_000,
    "%C3%A9" * 12_000,
    "%27" * 12_000,
)


QUERIES = (
    b"q=%00",
    b"q=%ff",
    b"q=\xff",
    b"\xff=1",
    b"q=" + b"\xc3\xa9" * 7_900,
    b"q=" + b"'" * 15_900,
    b";=;&x=%",
)


@pytest.fixture(scope="module")
def served(sqlite_url: URL) -> Iterator[tuple[FastAPI, Client]]:
    """An app, and a client that keeps it started."""
    app = app_on(sqlite_url)
    with client_of(app) as client:
        yield app, client


def status_of(served: tuple[FastAPI, Client], path: str, query: bytes = b"") -> int:
    """Sends a request as a server passes it on; clients would change the path."""
    app, client = served
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query,
        "headers": [(b"host", b"api"), (b"accept", b"text/html,*/*")],
        "server": ("api", 80),
    }
    client.portal.call(app.state.served, scope, receive, send)
    status: int = sent[0]["status"]
    return status


@pytest.mark.parametrize("record_id", STRANGE_IDS, ids=lambda text: text[:20])
def test_id_that_no_record_has_is_not_found(
    served: tuple[FastAPI, Client], record_id: str
) -> None:
    for resource in ("people", "claims", "changes", "countries"):
        assert status_of(served, f"/{resource}/{record_id}") == 404


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: repr(query[:20]))
def test_strange_query_is_answered_or_rejected(
    served: tuple[FastAPI, Client], query: bytes
) -> None:
    for path in ("/people", "/search", "/people/sigmund-jahn", "/v1/people", "/nope"):
        assert status_of(served, path, query) in (200, 400, 404, 414)


def test_empty_segments_of_a_path_are_not_found(
    served: tuple[FastAPI, Client],
) -> None:
    assert status_of(served, "/people//x") == 404
    assert status_of(served, "//people") == 307
    assert status_of(served, "/people/a%2Fb") == 404


def test_suggestion_is_beside_the_wrong_page(quick_client: Client) -> None:
    path = "/people/sigmund%3Fjaehn"
    problem = problem_of(quick_client.get(path), 404)
    assert problem["instance"] == "/people/sigmund?jaehn"
    html = quick_client.get(path, headers=BROWSER).text
    assert 'href="/people/sigmund-jahn"' in html
