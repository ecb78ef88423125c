"""Who is over a limit is told when to come again; nobody chooses who they are."""

import re
from collections.abc import Iterator
from typing import Any

import anyio
import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response
from sqlalchemy import URL

from app.middleware.limits import (
    UNLIMITED,
    WINDOW,
    ConcurrencyLimit,
    RateLimit,
    client_network,
)
from tests.conftest import app_on, problem_of
from tests.support.client import Client, client_of
from tests.support.factories import load_seed

ASKED = "/v1/missions"
HEALTH = ("/healthz", "/readyz")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> URL:
    """The tiny seed as a file."""
    return load_seed(tmp_path_factory.mktemp("limits"))


class Held:
    """A route that answers when it is let."""

    def __init__(self, app: FastAPI) -> None:
        self.begun, self.let = anyio.Event(), anyio.Event()

        @app.get("/v1/held")
        async def held() -> dict[str, str]:
            self.begun.set()
            await self.let.wait()
            return {}


@pytest.fixture
def one_at_once(url: URL) -> FastAPI:
    """An app that works on one request at once."""
    return app_on(url, concurrency_limit=1)


@pytest.fixture
def client(one_at_once: FastAPI) -> Iterator[Client]:
    with client_of(one_at_once) as client:
        yield client


@pytest.fixture
def busy(one_at_once: FastAPI, client: Client) -> Iterator[Client]:
    """A client of an app that works on as much as it may, and knows one answer."""
    for _ in range(3):
        assert client.get(ASKED).status_code == 200
    held = Held(one_at_once)
    waiting = client.portal.start_task_soon(client.http.get, "/v1/held")
    client.portal.call(held.begun.wait)
    yield client
    client.portal.call(held.let.set)
    assert waiting.result(timeout=30).status_code == 200
    assert client.get("/v1/people").status_code == 200


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_comes_to_a_busy_server_is_told_when_to_come_again(
    busy: Client, method: str
) -> None:
    response = busy.request(method, "/v1/people?limit=1")
    assert response.status_code == 503
    assert response.headers["retry-after"] == "1"
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["cache-control"] == "no-store"
    if method == "GET":
        problem = problem_of(response, 503)
        assert problem["type"] == "/problems/unavailable"
        assert "1 requests are being answered" in problem["detail"]


def test_what_is_known_by_heart_is_answered_by_a_busy_server(busy: Client) -> None:
    assert busy.get(ASKED).status_code == 200


@pytest.mark.parametrize("path", HEALTH)
def test_a_busy_server_says_that_it_is_well(busy: Client, path: str) -> None:
    assert path in UNLIMITED
    assert busy.get(path).status_code == 200


def test_a_page_is_one_request_whatever_it_is_made_of(client: Client) -> None:
    assert client.get("/", headers={"Accept": "text/html"}).status_code == 200


def test_a_fault_takes_no_place_for_ever(one_at_once: FastAPI, client: Client) -> None:
    @one_at_once.get("/v1/broken")
    async def broken() -> None:
        raise RuntimeError

    for _ in range(3):
        assert client.get("/v1/broken").status_code == 500
    assert client.get(ASKED).status_code == 200


def test_who_came_meanwhile_is_counted_before_the_work(url: URL) -> None:
    """SQLite answers without giving way: others are refused, not kept waiting."""
    with client_of(app_on(url, concurrency_limit=3)) as client:
        answers: list[Response] = []

        async def ask(number: int) -> None:
            answers.append(await client.http.get(f"{ASKED}?crew_size={number}"))

        async def ask_all() -> None:
            async with anyio.create_task_group() as asking:
                for number in range(12):
                    asking.start_soon(ask, number)

        client.portal.call(ask_all)
        told = [one.status_code for one in answers]
        assert {200, 503} == set(told)
        assert 3 <= told.count(200) < 12


def test_who_sends_or_reads_slowly_keeps_nobody_out() -> None:
    gate = ConcurrencyLimit(1)
    inside: list[int] = []

    async def work(scope: Any, receive: Any, send: Any) -> None:
        inside.append(gate.inside)
        while (await receive())["more_body"]:
            inside.append(gate.inside)
        assert (await receive())["type"] == "http.disconnect"
        await send({"type": "http.response.start", "status": 200, "headers": []})
        inside.append(gate.inside)

    messages = iter(
        [
            {"type": "http.request", "body": b"a", "more_body": True},
            {"type": "http.request", "body": b"b", "more_body": False},
            {"type": "http.disconnect"},
        ]
    )
    waited: list[int] = []

    async def receive() -> Any:
        waited.append(gate.inside)
        return next(messages)

    async def send(_: Any) -> None:
        waited.append(gate.inside)

    asked: Any = gate
    scope = {"type": "http", "method": "POST", "path": "/mcp"}
    anyio.run(asked, work, scope, receive, send)
    assert inside == [1, 1, 1]
    # While the body came, and while the answer went, but not while listening only
    assert waited == [0, 0, 1, 0]
    assert gate.inside == 0


# -- So many requests of a client in a minute


class Clock:
    """A clock that is set."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


async def nothing(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def asked(app: Any, client: str, path: str = ASKED, **headers: str) -> Response:
    """The answer to a client of this address."""

    async def ask() -> Response:
        transport = ASGITransport(app, client=(client, 5000))
        async with AsyncClient(transport=transport, base_url="http://api") as http:
            return await http.get(path, headers=headers)

    return anyio.run(ask)


def left(response: Response) -> tuple[int, int]:
    """What an answer says is left, and for how many seconds."""
    found = re.fullmatch(r'"default";r=(\d+);t=(\d+)', response.headers["ratelimit"])
    assert found
    return int(found[1]), int(found[2])


def test_a_client_may_ask_so_often_and_is_told_what_is_left() -> None:
    clock = Clock()
    app = RateLimit(nothing, 3, clock)
    for count in (2, 1, 0):
        response = asked(app, "192.0.2.1")
        assert response.status_code == 200
        assert response.headers["ratelimit-policy"] == f'"default";q=3;w={WINDOW}'
        assert left(response) == (count, WINDOW - 2 + count)
        assert "RateLimit" in response.headers["access-control-expose-headers"]
        clock.now += 1
    for _ in range(2):
        refused = asked(app, "192.0.2.1")
        problem = problem_of(refused, 429)
        assert problem["type"] == "/problems/too-many-requests"
        assert "3 times in 60 seconds" in problem["detail"]
        assert refused.headers["retry-after"] == "57"
        assert refused.headers["access-control-allow-origin"] == "*"
        assert left(refused) == (0, 57)
    assert asked(app, "192.0.2.2").status_code == 200
    clock.now += 57
    assert left(asked(app, "192.0.2.1")) == (2, 60)


def test_what_is_remembered_of_clients_goes_with_the_minute() -> None:
    clock = Clock()
    app = RateLimit(nothing, 3, clock)
    for number in range(50):
        asked(app, f"192.0.2.{number}")
    assert len(app.asked) == 50
    clock.now += WINDOW
    asked(app, "192.0.2.1")
    assert app.asked == {"192.0.2.1": 1}


@pytest.mark.parametrize("path", sorted(UNLIMITED))
def test_who_watches_the_server_may_ask_at_will(path: str) -> None:
    app = RateLimit(nothing, 1)
    for _ in range(3):
        response = asked(app, "192.0.2.1", path)
        assert response.status_code == 200
        assert "ratelimit" not in response.headers


@pytest.mark.parametrize(
    ("host", "client"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("unknown" * 100, ("unknown" * 100)[:100]),
    ],
)
def test_clients_are_told_apart_as_far_as_their_address_tells(
    host: str, client: str
) -> None:
    assert client_network(host) == client


def test_a_client_without_an_address_is_limited_too() -> None:
    app: Any = RateLimit(nothing, 1)
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": ASKED, "client": None}
    for _ in range(2):
        anyio.run(app, scope, None, send)
    assert [one["status"] for one in sent if "status" in one] == [200, 429]


def test_without_a_setting_nobody_is_limited(url: URL) -> None:
    with client_of(app_on(url)) as client:
        for _ in range(5):
            assert "ratelimit" not in client.get(ASKED).headers
