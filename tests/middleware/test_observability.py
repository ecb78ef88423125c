"""What is seen of requests where a setting asks for it, and nothing where none does."""

import io
import json
import logging
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import anyio
import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response
from sqlalchemy import URL

from app.middleware.json_logs import JSON_LINES, JsonLines
from app.middleware.observability import UNKNOWN
from tests.conftest import app_on, problem_of
from tests.middleware.test_http_defaults import raw
from tests.support.client import Client, client_of
from tests.support.factories import load_seed
from tests.support.serving import served

OURS = re.compile(r"[0-9a-f]{32}")
GIVEN = "proxy-0000-1111"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> URL:
    """The tiny seed as a file."""
    return load_seed(tmp_path_factory.mktemp("observe"))


def breaking(app: FastAPI) -> FastAPI:
    """The app with a route that breaks."""

    @app.get("/v1/broken")
    async def broken() -> None:
        raise RuntimeError("secret")

    return app


@pytest.fixture
def logged(url: URL, caplog: pytest.LogCaptureFixture) -> Iterator[Client]:
    """A client of an app that logs requests."""
    caplog.set_level("INFO", "rendezvous")
    with client_of(breaking(app_on(url, log_requests=True))) as client:
        yield client


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """What was logged of requests."""
    found = [one for one in caplog.records if one.name == "rendezvous.requests"]
    return [vars(one)["fields"] for one in found]


def test_without_a_setting_nothing_is_seen(
    url: URL, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "rendezvous")
    with client_of(app_on(url)) as client:
        for path in ("/v1/missions", "/v1/missions", "/nothing", "/metrics"):
            response = client.get(path)
            assert response.status_code == (200 if path[:3] == "/v1" else 404)
            assert "x-request-id" not in response.headers
            assert "server-timing" not in response.headers
    assert lines(caplog) == []


@pytest.mark.parametrize("settings", [{}, {"log_requests": True}])
def test_a_fault_is_found_by_the_id_that_its_client_was_told(
    url: URL, caplog: pytest.LogCaptureFixture, settings: dict[str, bool]
) -> None:
    with client_of(breaking(app_on(url, **settings))) as client:
        first, second = (client.get("/v1/broken") for _ in range(2))
    told = first.headers["x-request-id"]
    assert OURS.fullmatch(told)
    assert told in problem_of(first, 500)["detail"]
    assert told != second.headers["x-request-id"]
    [found] = [one for one in caplog.records if told in one.getMessage()]
    assert found.exc_text
    assert "secret" in found.exc_text
    assert vars(found)["fields"] == {"request_id": told, "path": "/v1/broken"}


def test_no_path_begins_a_line_of_the_log(
    url: URL, caplog: pytest.LogCaptureFixture
) -> None:
    app = app_on(url)

    @app.get("/v1/broken/{name}")
    async def broken(name: str) -> None:
        raise RuntimeError(name)

    with client_of(app) as client:
        assert client.get("/v1/broken/a%0AERROR%1B[0m").status_code == 500
    [found] = [one for one in caplog.records if "v1/broken" in one.getMessage()]
    assert re.fullmatch(r"[ -~]+", found.getMessage())


ASKED = [
    ("GET /v1/missions?limit=1", 200, "/v1/missions"),
    ("HEAD /v1/missions?limit=1", 200, "/v1/missions"),
    ("GET /v1/missions/soyuz-28", 200, "/v1/missions/{id}"),
    ("GET /v1/missions/nobody", 404, "/v1/missions/{id}"),
    ("GET /v1/missions?x=1", 400, "/v1/missions"),
    ("POST /v1/missions", 405, "/v1/missions"),
    ("GET /people", 200, "/people"),
    ("GET /static/style.css", 200, "/static/{path}"),
    ("GET /docs", 200, "/docs"),
    ("GET /healthz", 200, "/healthz"),
    ("GET /v1/nothing/at/all", 404, UNKNOWN),
    ("GET /v1/broken", 500, UNKNOWN),
]


@pytest.mark.parametrize(("asked", "status", "route"), ASKED)
def test_every_request_is_one_line(
    logged: Client,
    caplog: pytest.LogCaptureFixture,
    asked: str,
    status: int,
    route: str,
) -> None:
    method, path = asked.split()
    response = logged.request(method, path, headers={"Accept-Encoding": "identity"})
    assert response.status_code == status
    [line] = lines(caplog)
    assert OURS.fullmatch(line["request_id"])
    assert response.headers["x-request-id"] == line["request_id"]
    named, _, query = path.partition("?")
    assert (line["method"], line["path"], line["query"]) == (method, named, query)
    assert (line["route"], line["status"]) == (route, status)
    assert line["bytes"] == len(response.content)
    assert 0 < line["seconds"] < 60
    assert not line["from_memory"]


def test_an_answer_tells_how_long_it_took_and_whether_it_was_known(
    logged: Client, caplog: pytest.LogCaptureFixture
) -> None:
    told = []
    for _ in range(3):
        response = logged.get("/v1/stations", headers={"Origin": "https://a.example"})
        told.append(response.headers["server-timing"])
        exposed = response.headers["access-control-expose-headers"]
        assert "X-Request-Id, Server-Timing" in exposed
    known = {"If-None-Match": response.headers["etag"]}
    assert logged.get("/v1/stations", headers=known).status_code == 304
    assert re.fullmatch(r"total;dur=\d+\.\d{3}", told[0])
    assert re.fullmatch(r'cache;desc="hit", total;dur=\d+\.\d{3}', told[-1])
    assert [one["from_memory"] for one in lines(caplog)[-2:]] == [True, True]
    assert lines(caplog)[-1]["bytes"] == 0


def asked(app: FastAPI, peer: str, request_id: str) -> Response:
    async def ask() -> Response:
        transport = ASGITransport(app.state.served, client=(peer, 1))
        async with AsyncClient(transport=transport, base_url="http://api") as http:
            return await http.get("/nothing", headers={"X-Request-Id": request_id})

    return anyio.run(ask)


@pytest.mark.parametrize(
    ("peer", "given", "is_taken"),
    [
        ("10.0.0.1", GIVEN, True),
        ("10.0.0.1", "short", False),
        ("10.0.0.1", "a" * 65, False),
        ("10.0.0.1", 'quoted"and\\', False),
        ("192.0.2.1", GIVEN, False),
    ],
)
def test_an_id_is_taken_from_a_trusted_proxy_alone(
    url: URL, peer: str, given: str, *, is_taken: bool
) -> None:
    app = app_on(url, log_requests=True, trusted_proxies="10.0.0.0/8")
    told = asked(app, peer, given).headers["x-request-id"]
    assert (told == given) == is_taken
    assert is_taken or OURS.fullmatch(told)


def test_who_is_refused_is_seen_too(url: URL, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "rendezvous")
    app = app_on(url, log_requests=True, rate_limit=1)
    with client_of(app) as client:
        answers = [client.get("/v1/missions") for _ in range(2)]
    assert [one["status"] for one in lines(caplog)] == [200, 429]
    assert [one.headers["x-request-id"] for one in answers] == [
        one["request_id"] for one in lines(caplog)
    ]


def test_a_client_that_goes_away_is_seen(
    url: URL, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "rendezvous")
    app = app_on(url, log_requests=True)

    @app.get("/v1/endless")
    async def endless() -> None:
        await anyio.sleep_forever()

    async def leave() -> None:
        with anyio.move_on_after(0.05):
            await http.get("/v1/endless")

    with client_of(app) as client:
        http = client.http
        client.portal.call(leave)
    [line] = lines(caplog)
    assert (line["status"], line["bytes"], line["route"]) == (499, 0, UNKNOWN)


def test_lines_are_json_and_hold_what_went_wrong() -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("test_observe")
    logger.addHandler(handler)
    logger.warning("žluť %s\n", 1, extra={"fields": {"status": 200}})
    try:
        raise RuntimeError("secret")  # noqa: TRY301 - a fault to be logged
    except RuntimeError:
        logger.exception("failed")
    plain, failed = map(json.loads, written.getvalue().splitlines())
    assert datetime.fromisoformat(plain.pop("time")).tzinfo is not None
    assert plain == {
        "level": "WARNING",
        "logger": "test_observe",
        "message": "žluť 1\n",
        "status": 200,
    }
    assert failed["exception"].endswith("RuntimeError: secret")


def test_a_server_writes_a_line_for_each_request(url: URL) -> None:
    settings = {
        "DATABASE_URL": str(url),
        "RENDEZVOUS_SEED_DATA": str(Path(url.database or "").parent.parent / "seed"),
        "RENDEZVOUS_LOG_REQUESTS": "true",
    }
    said: list[str] = []
    with served(settings, said=said) as client:
        ids = [client.get(path).headers["x-request-id"] for path in ("/v1", "/nope")]
    told = [json.loads(line) for line in said]
    assert [one["request_id"] for one in told] == ids
    assert [one["message"] for one in told] == ["GET /v1 200", "GET /nope 404"]
    assert JSON_LINES["root"]["level"] == "WARNING"


def test_a_server_starts_the_app_through_what_watches_it(url: URL) -> None:
    told = ("lifespan.startup", "lifespan.shutdown")
    app = app_on(url, log_requests=True, traces=True)
    sent = raw(app.state.served, {"type": "lifespan", "state": {}}, *told)
    assert [one["type"] for one in sent] == [f"{one}.complete" for one in told]
