"""What holds for every response: methods, headers, limits, and failures of the server.

Every error is a problem document (RFC 9457), whichever layer finds it.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

import anyio
import pytest
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from sqlalchemy import URL

from app.middleware.headers import joined
from app.problems import MAX_HEADERS, MAX_QUERY, PROBLEM_TYPES
from tests.conftest import problem_of
from tests.middleware.conftest import small_app
from tests.middleware.exchange import HOST, Exchanged, exchange
from tests.support.client import Client, client_of
from tests.support.markup import page_of

RESPONSES = {
    "/v1": 200,
    "/v1/missions?limit=2": 200,
    "/v1/missions?limit=2&format=csv": 200,
    "/v1/missions/soyuz-28": 200,
    "/v1/firsts?country=CSK": 200,
    "/v1/dataset/download": 200,
    "/openapi.json": 200,
    "/people": 200,
    "/docs": 200,
    "/assets/docs/swagger-ui.css": 200,
    "/healthz": 200,
    "/problems/not-found": 200,
    "/v1/missions/soyuz-28/": 307,
    "/v1/missions?programm=interkosmos": 400,
    "/nope": 404,
    "/v1/missions/nope": 404,
    "/static/nope": 404,
    "/v1/dataset/download/nope": 404,
    "/mcp": 405,
    f"/v1/missions?q={'a' * MAX_QUERY}": 414,
}
EXPOSED = {
    *("Accept-Ranges", "Cache-Status", "Content-Disposition", "Content-Range"),
    *("ETag", "Link", "Retry-After", "Server-Timing", "X-Request-Id"),
}
READING = "GET, HEAD, OPTIONS"


def send(client: Client, app: Any, *arguments: Any, **options: Any) -> Exchanged:
    """Sends header lines that HTTPX would change."""
    return client.portal.call(partial(exchange, app, *arguments, **options))


@pytest.fixture(scope="module")
def app(small_url: URL) -> FastAPI:
    return small_app(small_url)


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[Client]:
    with client_of(app) as client:
        yield client


@pytest.fixture
def broken(small_url: URL) -> Iterator[Client]:
    """A client of an application with two more routes, which fail."""
    app = small_app(small_url)

    @app.get("/v1/broken")
    async def broken() -> None:
        raise RuntimeError("secret of /var/lib/rendezvous")

    @app.get("/v1/half")
    async def half() -> StreamingResponse:
        async def lines() -> AsyncIterator[str]:
            yield "begun"
            raise RuntimeError("secret of /var/lib/rendezvous")

        return StreamingResponse(lines())

    with client_of(app) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "status"), RESPONSES.items(), ids=lambda value: str(value)[:40]
)
def test_every_kind_of_response_has_the_common_headers(
    client: Client, path: str, status: int
) -> None:
    response = client.get(path, headers={"Origin": "https://quiz.example"})
    assert response.status_code == status, response.text[:500]
    headers = response.headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["access-control-allow-origin"] == "*"
    assert set(headers["access-control-expose-headers"].split(", ")) == EXPOSED
    head = client.request("HEAD", path)
    assert (head.status_code, head.content) == (status, b"")
    expected = {**headers}
    expected.pop("cache-status", None)
    found = {**head.headers}
    found.pop("cache-status", None)
    assert found == expected
    if status >= 400:
        problem = problem_of(response, status)
        assert problem["instance"] in path
        assert headers["cache-control"] == "no-store"
        assert problem["title"] in client.get(problem["type"]).text


@pytest.mark.parametrize(
    ("path", "methods"),
    [("/v1/missions", READING), ("/nope", READING), ("/mcp", "POST, OPTIONS")],
)
def test_options_names_the_methods_of_a_path(
    client: Client, path: str, methods: str
) -> None:
    preflight = {
        "Origin": "https://quiz.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }
    response = client.request("OPTIONS", path, headers=preflight)
    assert (response.status_code, response.content) == (204, b"")
    # RFC 9110, 8.6: not with 204
    assert "content-length" not in response.headers
    assert response.headers["allow"] == methods
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["access-control-allow-methods"] == methods
    assert response.headers["access-control-allow-headers"] == "*"
    assert int(response.headers["access-control-max-age"]) > 3600


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_methods_that_change_something_are_rejected(
    client: Client, method: str
) -> None:
    for path in ("/v1/missions", "/v1/missions/soyuz-28", "/docs", "/static/style.css"):
        response = client.request(method, path)
        problem = problem_of(response, 405)
        assert response.headers["allow"] == READING
        assert method in problem["detail"]


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/v1/mission", "/v1/missions"),
        ("/v2/stations", "/v1/stations"),
        ("/v1/inspace", "/v1/in-space"),
        ("/xyz", None),
    ],
)
def test_unknown_page_is_rejected_with_suggestion(
    client: Client, path: str, meant: str | None
) -> None:
    [fault] = problem_of(client.get(path), 404)["errors"]
    assert (fault["in"], fault["value"]) == ("path", path)
    assert fault["did_you_mean"] == meant


@pytest.mark.parametrize("query", ["", "?limit=2&kind=crewed-orbital", "?fields=id"])
def test_trailing_slash_leads_to_the_same_response(client: Client, query: str) -> None:
    followed = client.get(f"/v1/missions/{query}", follow_redirects=True)
    assert followed.json() == client.json(f"/v1/missions{query}")


def test_query_may_be_long_but_not_longer(client: Client) -> None:
    longest = "id=" + "a" * (MAX_QUERY - len("id="))
    assert client.get(f"/v1/people?{longest}").status_code in (200, 400)
    problem = problem_of(client.get(f"/v1/people?{longest}a"), 414)
    assert f"{MAX_QUERY + 1:,}" in problem["detail"]
    assert problem["instance"] == "/v1/people"


def test_headers_may_be_large_but_not_larger(client: Client) -> None:
    for path in ("/healthz", "/v1/missions/soyuz-28"):
        for length, status in ((MAX_HEADERS - 1000, 200), (MAX_HEADERS, 431)):
            response = client.get(path, headers={"X-Long": "a" * length})
            assert response.status_code == status
        assert problem_of(response, 431)["type"] == "/problems/headers-too-large"


def test_request_names_one_host(client: Client, app: FastAPI) -> None:
    """RFC 9112, 3.2; HTTP/1.0 did not have the header."""
    served = app.state.served
    for lines in ([], [HOST, HOST], [HOST, ("host", "other")]):
        refused = send(client, served, "/v1/stations", lines)
        assert refused.status == 400
        assert refused.headers["content-type"] == "application/problem+json"
        assert f"has {len(lines)} headers `Host`".encode() in refused.body
    for lines, version in (([HOST], "1.1"), ([], "1.0"), ([HOST], "1.0")):
        answer = send(client, served, "/v1/stations", lines, version=version)
        assert answer.status == 200
    assert send(client, served, "/healthz", [HOST, HOST], version="1.0").status == 400


def test_lines_of_one_header_are_joined() -> None:
    """RFC 9110, 5.3."""
    lines = [
        (b"accept", b" text/csv "),
        (b"host", b"a"),
        (b"accept", b""),
        (b"etag", b"x"),
        (b"host", b"b"),
        (b"accept", b"*/*"),
    ]
    assert joined(lines) == [
        *((b"host", b"a"), (b"host", b"b")),
        *((b"accept", b"text/csv, */*"), (b"etag", b"x")),
    ]
    assert joined([(b"accept", b""), (b"accept", b"text/csv")]) == [
        (b"accept", b"text/csv")
    ]


def test_offer_to_upgrade_ends_the_connection(client: Client) -> None:
    """Servers read a body that follows such an offer as a second request."""
    for path in ("/v1/stations", "/nope", f"/v1?q={'a' * MAX_QUERY}"):
        response = client.get(path, headers={"Upgrade": "h2c"})
        assert response.headers["connection"] == "close"
        assert "connection" not in client.get(path).headers


def test_range_is_ignored_except_for_downloads(client: Client) -> None:
    """Only files to download are worth reading in parts (RFC 9110, 14.2)."""
    for path in ("/v1/stations", "/static/style.css", "/favicon.ico", "/people"):
        whole = client.get(path)
        for value in ("bytes=0-1", "bytes=99999999-", "bytes=0-1,3-4", "lines=1", "x"):
            response = client.get(path, headers={"Range": value})
            assert (response.status_code, response.content) == (200, whole.content)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_exception_is_logged_and_answered_without_its_text(
    broken: Client, caplog: pytest.LogCaptureFixture, method: str
) -> None:
    response = broken.request(method, "/v1/broken?at=1975")
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["content-type"] == "application/problem+json"
    if method == "GET":
        problem = problem_of(response, 500)
        assert problem["type"] == "/problems/internal-error"
        assert response.headers["x-request-id"] in problem["detail"]
        assert "secret" not in response.text
    else:
        assert (response.status_code, response.content) == (500, b"")
    [record] = [record for record in caplog.records if record.name == "rendezvous"]
    assert "/v1/broken" in record.getMessage()
    assert "secret of" in str(record.exc_text)


def test_response_that_fails_halfway_is_cut_off_and_logged(
    broken: Client, caplog: pytest.LogCaptureFixture
) -> None:
    assert broken.get("/v1/half").text == "begun"
    [record] = [record for record in caplog.records if record.name == "rendezvous"]
    assert "/v1/half" in record.getMessage()


CLOSED = "unable to perform operation on <TCPTransport closed=True>; handler is closed"


def fail_to_send(app: Any, text: str) -> list[str]:
    """Requests a response whose body cannot be sent; returns what was not received."""
    received = ["http.request", "http.disconnect"]

    async def receive() -> Any:
        return {"type": received.pop(0)}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.body":
            raise RuntimeError(text)

    async def request() -> None:
        async with app.router.lifespan_context(app):
            scope: Any = {"type": "http", "method": "GET", "path": "/healthz"}
            scope |= {"query_string": b"", "headers": [(b"host", b"a")]}
            with suppress(RuntimeError):
                await app.state.served(scope | {"http_version": "1.1"}, receive, send)

    anyio.run(request)
    return received


def test_client_that_leaves_during_a_response_is_no_failure(
    small_url: URL, caplog: pytest.LogCaptureFixture
) -> None:
    assert fail_to_send(small_app(small_url), CLOSED) == []
    assert caplog.records == []


def test_other_error_of_the_server_is_logged(
    small_url: URL, caplog: pytest.LogCaptureFixture
) -> None:
    fail_to_send(small_app(small_url), "Response is longer than declared")
    [record] = [record for record in caplog.records if record.name == "rendezvous"]
    assert "longer than declared" in str(record.exc_text)


def test_server_starts_and_stops_the_application_through_its_layers(
    small_url: URL,
) -> None:
    settings = {"log_requests": True, "traces": True, "allowed_hosts": "a"}
    app = small_app(small_url, **settings, trusted_proxies="::1")
    events = ("lifespan.startup", "lifespan.shutdown")
    messages = iter({"type": event} for event in events)
    sent: list[str] = []

    async def receive() -> Any:
        return next(messages)

    async def send(message: Any) -> None:
        sent.append(message["type"])

    anyio.run(app.state.served, {"type": "lifespan", "state": {}}, receive, send)
    assert sent == [f"{event}.complete" for event in events]


@pytest.mark.parametrize("kind", PROBLEM_TYPES, ids=lambda kind: kind.slug)
def test_every_problem_has_a_page(client: Client, kind: Any) -> None:
    response = client.get(f"/problems/{kind.slug}")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")
    assert str(kind.status) in response.text
    page = page_of(client, f"/problems/{kind.slug}")
    assert page.faults == []
    assert kind.title in page.text
    assert all(part.strip() in page.text for part in kind.about.split("`"))
    assert "/people" in page.links


def test_problems_are_distinct_and_an_unknown_one_names_them(client: Client) -> None:
    assert len({kind.slug for kind in PROBLEM_TYPES}) == len(PROBLEM_TYPES)
    problem = problem_of(client.get("/problems/nope"), 404)
    assert all(kind.slug in problem["detail"] for kind in PROBLEM_TYPES)


@pytest.mark.parametrize("host", ["a b", "a/b", "a, b", "user@a", "a?b", "a#b"])
def test_host_that_cannot_be_one_is_refused(quick_client: Client, host: str) -> None:
    response = quick_client.get("/v1", headers={"Host": host})
    assert response.status_code == 400
    assert response.json()["type"] == "/problems/invalid-request"


def test_path_that_ends_in_a_line_break_is_not_found(quick_client: Client) -> None:
    for path in ("/%0a", "/v1/missions%0A", "/v1/missions/soyuz-28%0a"):
        assert quick_client.get(path).status_code == 404, path
