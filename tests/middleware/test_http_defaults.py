"""What holds for every answer: methods, any web page may read it, limits, our faults.

Every error is a problem document (RFC 9457), whoever finds it: a route, the framework
or the outermost layer.
"""

from collections.abc import AsyncIterator, Iterator
from functools import partial
from typing import Any

import anyio
import pytest
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from sqlalchemy import URL

from app.middleware.headers import MAX_HEADERS
from app.middleware.http_defaults import MAX_QUERY
from app.problems import PROBLEM_TYPES
from tests.conftest import app_on, problem_of
from tests.support.client import Client, client_of
from tests.support.markup import page_of

ANSWERS = {
    "/v1": 200,
    "/v1/missions?limit=2": 200,
    "/v1/missions?limit=2&format=csv": 200,
    "/v1/missions/soyuz-28": 200,
    "/v1/firsts?country=POL": 200,
    "/v1/in-space?at=1975-07-17": 200,
    "/v1/dataset": 200,
    "/v1/dataset/download": 200,
    "/openapi.json": 200,
    "/docs": 200,
    "/assets/docs/swagger-ui.css": 200,
    "/favicon.ico": 200,
    "/healthz": 200,
    "/readyz": 200,
    "/problems/not-found": 200,
    "/v1/missions/soyuz-28/": 307,
    "/v1/missions?programm=interkosmos": 400,
    "/nope": 404,
    "/v1/missions/nope": 404,
    "/problems/nope": 404,
    "/v1/dataset/download/nope": 404,
    f"/v1/missions?q={'a' * MAX_QUERY}": 414,
}
every_path = pytest.mark.parametrize(
    ("path", "status"), ANSWERS.items(), ids=lambda one: str(one)[:40]
)
READING = "GET, HEAD, OPTIONS"


def raw(app: FastAPI, scope: dict[str, Any], *told: str) -> list[Any]:
    """What the app sends for a scope that no HTTP client would make."""
    sent: list[Any] = []
    asked = iter([{"type": one} for one in told])

    async def receive() -> Any:
        return next(asked)

    async def send(message: Any) -> None:
        sent.append(message)

    anyio.run(partial(app, scope, receive, send))
    return sent


@pytest.fixture
def broken(sqlite_url: URL) -> Iterator[Client]:
    """A client of an app with two more routes, which break."""
    app = app_on(sqlite_url)

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


@every_path
def test_every_kind_of_answer_has_its_status(
    client: Client, path: str, status: int
) -> None:
    response = client.get(path)
    assert response.status_code == status, response.text[:500]
    assert response.headers["x-content-type-options"] == "nosniff"
    if status >= 400:
        problem = problem_of(response, status)
        assert problem["instance"] in path
        assert response.headers["cache-control"] == "no-store"
        page = client.get(problem["type"])
        assert problem["title"] in page.text


@every_path
def test_any_web_page_may_read_every_answer(
    quick_client: Client, path: str, status: int
) -> None:
    response = quick_client.get(path, headers={"Origin": "https://quiz.example"})
    assert response.status_code == status
    assert response.headers["access-control-allow-origin"] == "*"
    exposed = response.headers["access-control-expose-headers"]
    assert {"ETag", "Link"} <= set(exposed.split(", "))


@every_path
def test_head_is_get_without_a_body(
    quick_client: Client, path: str, status: int
) -> None:
    full, head = (quick_client.request(one, path) for one in ("GET", "HEAD"))
    assert head.status_code == full.status_code == status
    assert head.headers == full.headers
    assert head.content == b""


@every_path
def test_options_says_what_is_possible(
    quick_client: Client, path: str, status: int
) -> None:
    wanted = {
        "Origin": "https://quiz.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }
    response = quick_client.request("OPTIONS", path, headers=wanted)
    assert response.status_code == 204
    assert response.content == b""
    assert response.headers["allow"] == READING
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["access-control-allow-methods"] == READING
    assert response.headers["access-control-allow-headers"] == "*"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
@pytest.mark.parametrize(
    "path",
    [
        "/v1",
        "/v1/missions",
        "/v1/missions/soyuz-28",
        "/v1/firsts",
        "/v1/in-space",
        "/v1/dataset",
        "/openapi.json",
        "/docs",
        "/assets/docs/swagger-ui.css",
        "/healthz",
    ],
)
def test_nothing_but_reading_is_possible(
    quick_client: Client, method: str, path: str
) -> None:
    response = quick_client.request(method, path)
    problem = problem_of(response, 405)
    assert response.headers["allow"] == READING
    assert method in problem["detail"]


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/v1/mission", "/v1/missions"),
        ("/v1/poeple", "/v1/people"),
        ("/v2/stations", "/v1/stations"),
        ("/v1/frists", "/v1/firsts"),
        ("/v1/inspace", "/v1/in-space"),
        ("/xyz", None),
    ],
)
def test_an_unknown_page_is_refused_with_the_one_that_was_meant(
    quick_client: Client, path: str, meant: str | None
) -> None:
    [fault] = problem_of(quick_client.get(path), 404)["errors"]
    assert (fault["in"], fault["value"]) == ("path", path)
    assert fault["did_you_mean"] == meant


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/v1", ""),
        ("/v1/missions", "?limit=2&kind=satellite"),
        ("/v1/missions/soyuz-28", "?fields=id"),
        ("/v1/firsts", "?country=POL"),
        ("/v1/dataset", ""),
    ],
)
def test_a_trailing_slash_leads_to_the_same_answer(
    quick_client: Client, path: str, query: str
) -> None:
    led = quick_client.get(f"{path}/{query}", follow_redirects=True)
    assert led.json() == quick_client.json(f"{path}{query}")


def test_a_query_may_be_long_but_not_longer(quick_client: Client) -> None:
    longest = "q=" + "a" * (MAX_QUERY - len("q="))
    assert quick_client.json(f"/v1/people?{longest}")["meta"]["total"] == 0
    problem = problem_of(quick_client.get(f"/v1/people?{longest}a"), 414)
    assert str(MAX_QUERY + 1) in problem["detail"]
    assert problem["instance"] == "/v1/people"


@pytest.mark.parametrize("path", ["/healthz", "/v1/missions/soyuz-28"])
def test_headers_may_be_large_but_not_larger(quick_client: Client, path: str) -> None:
    for length, status in ((MAX_HEADERS - 1000, 200), (MAX_HEADERS, 431)):
        response = quick_client.get(path, headers={"X-Long": "a" * length})
        assert response.status_code == status
    assert problem_of(response, 431)["type"] == "/problems/headers-too-large"


def test_an_endless_query_is_refused_before_it_is_read(sqlite_url: URL) -> None:
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/v1/missions",
        "query_string": b"q=" + b"a" * 100_000,
        "headers": [],
    }
    start, body = raw(app_on(sqlite_url), scope, "http.request")
    assert start["status"] == 414
    assert (b"access-control-allow-origin", b"*") in start["headers"]
    assert len(body["body"]) < 1_000


def test_a_server_starts_and_stops_the_app(sqlite_url: URL) -> None:
    told = ("lifespan.startup", "lifespan.shutdown")
    sent = raw(app_on(sqlite_url), {"type": "lifespan", "state": {}}, *told)
    assert [one["type"] for one in sent] == [f"{one}.complete" for one in told]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_fault_of_ours_is_recorded_and_tells_nothing_of_the_inside(
    broken: Client, caplog: pytest.LogCaptureFixture, method: str
) -> None:
    response = broken.request(method, "/v1/broken?at=1975")
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["cache-control"] == "no-store"
    if method == "GET":
        problem = problem_of(response, 500)
        assert problem["type"] == "/problems/internal-error"
        assert "secret" not in response.text
        assert "RuntimeError" not in response.text
    else:
        assert response.content == b""
    [record] = [one for one in caplog.records if one.name == "rendezvous"]
    assert "/v1/broken" in record.getMessage()
    assert record.exc_text is not None
    assert "secret of" in record.exc_text


def test_an_answer_that_breaks_halfway_is_cut_off_and_recorded(
    broken: Client, caplog: pytest.LogCaptureFixture
) -> None:
    assert broken.get("/v1/half").text == "begun"
    [record] = [one for one in caplog.records if one.name == "rendezvous"]
    assert "/v1/half" in record.getMessage()


@pytest.mark.parametrize("kind", PROBLEM_TYPES, ids=lambda one: one.slug)
def test_every_problem_has_a_page(quick_client: Client, kind: Any) -> None:
    response = quick_client.get(f"/problems/{kind.slug}")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")
    assert kind.title in response.text
    assert str(kind.status) in response.text
    page = page_of(quick_client, f"/problems/{kind.slug}")
    assert page.faults == []
    assert all(part.strip() in page.text for part in kind.about.split("`"))
    assert "/people" in page.links


def test_problems_are_told_apart() -> None:
    assert len({kind.slug for kind in PROBLEM_TYPES}) == len(PROBLEM_TYPES)
    assert len({kind.status for kind in PROBLEM_TYPES}) == len(PROBLEM_TYPES)


def test_an_unknown_problem_is_refused_with_those_that_exist(
    quick_client: Client,
) -> None:
    problem = problem_of(quick_client.get("/problems/nope"), 404)
    assert all(kind.slug in problem["detail"] for kind in PROBLEM_TYPES)
