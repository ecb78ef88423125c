"""Requests are logged if a setting enables it; by default nothing is observed."""

import io
import json
import logging
import re
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import pytest
from fastapi import FastAPI
from sqlalchemy import URL

from app.middleware.json_logs import JSON_LINES, JsonLines
from app.middleware.observability import UNKNOWN
from tests.conftest import problem_of
from tests.middleware.conftest import small_app
from tests.middleware.exchange import HOST, exchange
from tests.support.client import Client, client_of
from tests.support.serving import served

OWN_ID = re.compile(r"[0-9a-f]{32}")
PROXY_ID = "proxy-0000-1111"


def with_failing_route(app: FastAPI) -> FastAPI:
    @app.get("/v1/broken/{name}")
    async def broken(name: str) -> None:
        raise RuntimeError(name)

    return app


@pytest.fixture
def logged(small_url: URL, caplog: pytest.LogCaptureFixture) -> Iterator[Client]:
    """A client of an application that logs requests."""
    caplog.set_level("INFO", "rendezvous")
    app = with_failing_route(small_app(small_url, log_requests=True))
    with client_of(app) as client:
        yield client


def lines_of(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """Returns the fields of each request that was logged."""
    return [
        vars(record)["fields"]
        for record in caplog.records
        if record.name == "rendezvous.requests"
    ]


def test_by_default_nothing_is_observed(
    small_client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "rendezvous")
    for path in ("/v1/missions", "/v1/missions", "/nothing", "/metrics"):
        response = small_client.get(path)
        assert response.status_code == (200 if path[:3] == "/v1" else 404)
        assert "x-request-id" not in response.headers
        assert "server-timing" not in response.headers
    assert lines_of(caplog) == []


@pytest.mark.parametrize("log_requests", [False, True])
def test_failure_is_found_in_the_log_by_its_id(
    small_url: URL, caplog: pytest.LogCaptureFixture, *, log_requests: bool
) -> None:
    app = with_failing_route(small_app(small_url, log_requests=log_requests))
    with client_of(app) as client:
        # The path must not begin a line of the log
        path = "/v1/broken/a%0AERROR%1B[0m"
        first, second = (client.get(path) for _ in range(2))
    failed_id = first.headers["x-request-id"]
    assert OWN_ID.fullmatch(failed_id)
    assert failed_id in problem_of(first, 500)["detail"]
    assert failed_id != second.headers["x-request-id"]
    [record] = [record for record in caplog.records if failed_id in record.getMessage()]
    assert "RuntimeError" in str(record.exc_text)
    fields = {"request_id": failed_id, "path": "/v1/broken/a\nERROR\x1b[0m"}
    assert vars(record)["fields"] == fields
    assert re.fullmatch(r"[ -~]+", record.getMessage())


@pytest.mark.parametrize(
    ("request_line", "status", "route"),
    [
        ("GET /v1/missions?limit=1", 200, "/v1/missions"),
        ("HEAD /v1/missions?limit=1", 200, "/v1/missions"),
        ("GET /v1/missions/nobody", 404, "/v1/missions/{id}"),
        ("GET /v1/missions?x=1", 400, "/v1/missions"),
        ("POST /v1/missions", 405, "/v1/missions"),
        ("OPTIONS /v1/missions", 204, "/v1/missions"),
        ("GET /static/style.css", 200, "/static/{path}"),
        ("GET /healthz", 200, "/healthz"),
        ("GET /v1/nothing/at/all", 404, UNKNOWN),
        ("GET /v1/broken/x", 500, "/v1/broken/{name}"),
    ],
)
def test_every_request_is_one_line(
    logged: Client,
    caplog: pytest.LogCaptureFixture,
    request_line: str,
    status: int,
    route: str,
) -> None:
    method, url = request_line.split()
    response = logged.request(method, url, headers={"Accept-Encoding": "identity"})
    assert response.status_code == status
    [line] = lines_of(caplog)
    assert OWN_ID.fullmatch(line["request_id"])
    assert response.headers["x-request-id"] == line["request_id"]
    path, _, query = url.partition("?")
    assert (line["method"], line["path"], line["query"]) == (method, path, query)
    assert (line["route"], line["status"]) == (route, status)
    assert line["bytes"] == len(response.content)
    assert 0 < line["seconds"] < 60
    assert not line["from_memory"]


def test_response_tells_its_time_and_whether_it_was_cached(
    logged: Client, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = (logged.get("/v1/stations") for _ in range(2))
    known = {"If-None-Match": second.headers["etag"]}
    third = logged.get("/v1/stations", headers=known)
    assert third.status_code == 304
    assert re.fullmatch(r"total;dur=\d+\.\d{3}", first.headers["server-timing"])
    for hit in (second, third):
        timing = hit.headers["server-timing"]
        assert re.fullmatch(r'cache;desc="hit", total;dur=\d+\.\d{3}', timing)
    assert [line["from_memory"] for line in lines_of(caplog)] == [False, True, True]
    assert lines_of(caplog)[-1]["bytes"] == 0
    # Ids and times of an earlier request are not part of what is cached
    ids = [response.headers.get_list("x-request-id") for response in (first, second)]
    assert [len(values) for values in ids] == [1, 1]
    assert ids[0] != ids[1]


@pytest.mark.parametrize(
    ("peer", "values", "is_taken"),
    [
        ("10.0.0.1", [PROXY_ID], True),
        ("10.0.0.1", ["short"], False),
        ("10.0.0.1", ["a" * 65], False),
        ("10.0.0.1", ['quoted"and\\'], False),
        ("192.0.2.1", [PROXY_ID], False),
    ],
)
def test_id_is_taken_from_trusted_proxies_alone(
    small_url: URL, peer: str, values: list[str], *, is_taken: bool
) -> None:
    app = small_app(small_url, log_requests=True, trusted_proxies="10.0.0.0/8")
    lines = [HOST, *(("x-request-id", value) for value in values)]
    with client_of(app) as client:
        request = partial(exchange, app.state.served, "/nothing", lines, peer=peer)
        chosen = client.portal.call(request).headers["x-request-id"]
    assert (chosen == PROXY_ID) == is_taken
    assert is_taken or OWN_ID.fullmatch(chosen)


def test_refused_request_is_logged_too(
    small_url: URL, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "rendezvous")
    app = small_app(small_url, log_requests=True, allowed_hosts="elsewhere.example")
    with client_of(app) as client:
        response = client.get("/v1/missions")
    [line] = lines_of(caplog)
    assert line["status"] == response.status_code == 421
    assert line["request_id"] == response.headers["x-request-id"]


def test_request_whose_client_leaves_is_logged(
    small_url: URL, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "rendezvous")
    app = small_app(small_url, log_requests=True)

    @app.get("/v1/endless")
    async def endless() -> None:
        await anyio.sleep_forever()

    async def leave() -> None:
        with anyio.move_on_after(0.05):
            await http.get("/v1/endless")

    with client_of(app) as client:
        http = client.http
        client.portal.call(leave)
    [line] = lines_of(caplog)
    assert (line["status"], line["bytes"], line["route"]) == (499, 0, "/v1/endless")


def test_log_lines_are_json_and_hold_exceptions() -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("test_json_lines")
    logger.addHandler(handler)
    logger.warning("žluť %s\n", 1, extra={"fields": {"status": 200}})
    try:
        raise RuntimeError("secret")  # noqa: TRY301 - an exception to be logged
    except RuntimeError:
        logger.exception("failed")
    plain, failed = map(json.loads, written.getvalue().splitlines())
    assert datetime.fromisoformat(plain.pop("time")).tzinfo is not None
    assert plain == {
        "level": "WARNING",
        "logger": "test_json_lines",
        "message": "žluť 1\n",
        "status": 200,
    }
    assert failed["exception"].endswith("RuntimeError: secret")


def test_server_writes_a_line_for_each_request(small_url: URL) -> None:
    folder = Path(small_url.database or "").parent.parent
    settings = {
        "DATABASE_URL": str(small_url),
        "RENDEZVOUS_SEED_DATA": str(folder / "seed"),
        "RENDEZVOUS_LOG_REQUESTS": "true",
    }
    log: list[str] = []
    with served(settings, said=log) as client:
        ids = [client.get(path).headers["x-request-id"] for path in ("/v1", "/nope")]
    lines = [json.loads(line) for line in log]
    assert [line["request_id"] for line in lines] == ids
    assert [line["message"] for line in lines] == ["GET /v1 200", "GET /nope 404"]
    assert JSON_LINES["root"]["level"] == "WARNING"
