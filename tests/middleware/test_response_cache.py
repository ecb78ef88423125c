"""Cached responses: the same bytes without the application, within a size in bytes."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import anyio
import pytest
from fastapi import FastAPI
from sqlalchemy import URL

from app.middleware.response_cache import ENTRY_BYTES, MAX_SHARE, ResponseCache
from tests.conftest import problem_of
from tests.middleware.conftest import small_app
from tests.middleware.exchange import HOST, Exchanged, Line, exchange
from tests.support.client import Client, client_of
from tests.support.recorded_statements import sent

PATHS = [
    "/v1/missions?limit=3&sort=-launched",
    "/v1/stations?include=claims",
    "/v1/missions?facet=kind&limit=0",
    "/v1/missions/soyuz-28?include=claims",
    "/v1/missions/soyuz-28?format=jsonld",
    "/v1/sources/essay?format=bibtex",
    "/v1/firsts?by=country",
    "/v1/in-space?at=1978-03-04",
    "/v1/superlatives",
    "/v1/search?q=gubarev",
    "/v1/dataset",
    "/openapi.json",
    "/missions/soyuz-28",
    "/missions/soyuz-28.md",
    "/static/style.css",
]
HIT = "rendezvous; hit"


@pytest.fixture
def app(small_url: URL) -> FastAPI:
    return small_app(small_url)


@pytest.fixture
def client(app: FastAPI) -> Iterator[Client]:
    with client_of(app) as client:
        yield client


@pytest.mark.parametrize("path", PATHS)
def test_second_response_comes_from_the_cache_and_is_the_same(
    client: Client, path: str
) -> None:
    first = client.get(path)
    assert first.status_code == 200
    assert "cache-status" not in first.headers
    with sent() as statements:
        second = client.get(path)
        known = {"If-None-Match": f'"x", {second.headers["etag"]}'}
        third = client.get(path, headers=known)
    assert statements == []
    assert (second.status_code, second.content) == (200, first.content)
    assert {**second.headers} == {**first.headers, "cache-status": HIT}
    assert (third.status_code, third.content) == (304, b"")
    assert third.headers["cache-status"] == HIT
    assert third.headers["etag"] == first.headers["etag"]
    assert "content-length" not in third.headers


def test_responses_that_are_not_whole_or_not_public_are_not_stored(
    app: FastAPI, client: Client
) -> None:
    [file] = [
        file["url"]
        for file in client.json("/v1/dataset/download")["data"]
        if file["url"].endswith("csv.zip")
    ]
    app.state.response_cache.reset()
    requests: list[tuple[str, dict[str, str], int]] = [
        ("/v1/missions?limit=x", {}, 400),
        ("/v1/missions/nope", {}, 404),
        ("/v1/missions", {"Accept": "image/png"}, 406),
        ("/v1/missions", {"If-Match": '"x"'}, 412),
        ("/v1/missions", {"If-None-Match": "*"}, 304),
        ("/missions/", {}, 307),
        ("/healthz", {}, 200),
        ("/v1/missions?format=csv", {"Accept-Encoding": "identity"}, 200),
        (file, {"Range": "bytes=0-9"}, 206),
    ]
    for path, headers, status in requests:
        for _ in range(2):
            response = client.get(path, headers=headers)
            assert response.status_code == status, path
            assert "cache-status" not in response.headers
    assert len(app.state.response_cache.responses) == 0
    assert client.request("POST", "/v1/missions").status_code == 405


def test_one_path_has_a_response_for_each_format(client: Client) -> None:
    path = "/v1/sources/essay"
    for _ in range(3):
        for media in ("application/json", "application/ld+json"):
            content_type = client.get(path, headers={"Accept": media}).headers
            assert content_type["content-type"].startswith(media)
        problem_of(client.get(path, headers={"Accept": "image/png"}), 406)


def test_equal_preferences_share_a_response(app: FastAPI, client: Client) -> None:
    for accept, encoding in (
        ("text/html, application/json;q=0.9", "gzip, br"),
        ("TEXT/HTML,application/json; q=0.9", "br"),
        ("text/html ,application/json;q=0.9", "br;q=0.1, deflate"),
    ):
        headers = {"Accept": accept, "Accept-Encoding": encoding}
        assert client.get("/people", headers=headers).status_code == 200
    assert len(app.state.response_cache.responses) == 1


def test_replaced_data_is_not_answered_from_the_cache(
    app: FastAPI, client: Client
) -> None:
    path = "/v1/missions/soyuz-28"
    client.json(path)
    app.state.response_cache.reset()
    with sent() as statements:
        client.json(path)
    assert len(statements) == 1


# -- The cache alone, around an application of a few lines


def responding(size: int = 1000, headers: dict[str, str] | None = None) -> Any:
    """An application that keeps its requests in `requests`."""
    cacheable = {"etag": 'W/"1"', "cache-control": "public, max-age=1"}
    headers = cacheable | (headers or {})
    lines = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def respond(scope: Any, _receive: Any, send: Any) -> None:
        respond.requests.append(scope)  # type: ignore[attr-defined]
        await send({"type": "http.response.start", "status": 200, "headers": lines})
        await send({"type": "http.response.body", "body": b"x" * size})

    respond.requests = []  # type: ignore[attr-defined]
    return respond


def get(cache: Any, url: str, *lines: Line) -> Exchanged:
    return anyio.run(partial(exchange, cache, url, [HOST, *lines]))


def test_cache_is_bounded_in_bytes_and_forgets_the_least_recent() -> None:
    entry = ENTRY_BYTES + 1000 + 4 * len("/10")
    cache = ResponseCache(responding(), 10 * entry)
    for number in range(10, 20):
        get(cache, f"/{number}")
    assert len(cache.responses) == 10
    assert "cache-status" in get(cache, "/10").headers
    get(cache, "/20")
    assert cache.responses.currsize <= 10 * entry
    assert "cache-status" in get(cache, "/10").headers
    assert "cache-status" not in get(cache, "/11").headers
    # Long keys count too
    get(cache, f"/10?{'q' * 10_000}")
    get(cache, "/10", ("accept", "a" * 10_000))
    get(cache, f"/{'p' * 3000}")
    assert cache.responses.currsize <= 10 * entry
    assert len(cache.responses) <= 10


@pytest.mark.parametrize("max_bytes", [0, MAX_SHARE * (ENTRY_BYTES + 1000)])
def test_response_that_takes_too_much_of_the_cache_is_not_stored(
    max_bytes: int,
) -> None:
    cache = ResponseCache(responding(), max_bytes)
    for _ in range(2):
        assert "cache-status" not in get(cache, "/1").headers
    assert len(cache.responses) == 0


@pytest.mark.parametrize(
    "headers",
    [{"cache-control": "private"}, {"cache-control": "no-store"}, {"etag": ""}],
)
def test_response_that_may_not_be_stored_is_not(headers: dict[str, str]) -> None:
    cache = ResponseCache(responding(headers=headers), 10**6)
    for _ in range(2):
        assert "cache-status" not in get(cache, "/1").headers


def test_application_sees_no_header_beside_the_key() -> None:
    """So nothing else in a request can decide the response that others get."""
    respond = responding()
    cache = ResponseCache(respond, 10**6)
    conditions = [
        *(("if-none-match", '"x"'), ("if-modified-since", "now"), ("if-range", "y")),
        *(("if-match", '"x"'), ("if-unmodified-since", "now"), ("range", "bytes=0-")),
    ]
    others = [("accept-language", "cs"), ("cookie", "a=b"), ("x-forwarded-for", "::1")]
    preferences = [("accept", "Text/CSV , */*"), ("accept-encoding", "br;q=²,gzip")]
    get(cache, "/1", *preferences, *conditions, *others)
    [scope] = respond.requests
    assert {(name.decode(), value.decode()) for name, value in scope["headers"]} == {
        *(HOST, ("accept", "text/csv,*/*"), ("accept-encoding", "gzip")),
        *conditions,
    }


def test_response_of_replaced_data_is_not_stored_late() -> None:
    async def respond_after_reset(scope: Any, receive: Any, send: Any) -> None:
        cache.reset()
        await responding()(scope, receive, send)

    cache = ResponseCache(respond_after_reset, 10**6)
    get(cache, "/1")
    assert len(cache.responses) == 0


def test_stored_headers_are_not_those_that_outer_layers_change() -> None:
    async def outer(scope: Any, receive: Any, send: Any) -> None:
        async def send_changed(message: Any) -> None:
            if "headers" in message:
                message["headers"].append((b"x-request-id", b"1"))
            await send(message)

        await cache(scope, receive, send_changed)

    cache = ResponseCache(responding(), 10**6)
    for _ in range(3):
        names = [name for name, _ in get(outer, "/1").lines]
        assert names.count("x-request-id") == 1


def test_messages_that_are_not_gets_pass() -> None:
    respond = responding()
    cache: Any = ResponseCache(respond, 10**6)
    for _ in range(2):
        anyio.run(partial(exchange, cache, "/1", method="POST"))
    assert len(respond.requests) == 2
    passed = []

    async def app(scope: Any, _receive: Any, _send: Any) -> None:
        passed.append(scope["type"])

    layer: Any = ResponseCache(app, 10**6)
    anyio.run(layer, {"type": "lifespan"}, None, None)
    assert passed == ["lifespan"]
