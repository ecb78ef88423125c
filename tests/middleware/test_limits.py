"""Requests beyond a limit are refused, and slow clients hold back nobody else."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import Any

import anyio
import pytest
from fastapi import FastAPI
from sqlalchemy import URL

from app.middleware import unsent
from app.middleware.limits import UNLIMITED, AllowedHosts, ConcurrencyLimit
from app.middleware.unsent import PART_BYTES, UnsentLimit
from tests.conftest import problem_of
from tests.middleware.conftest import small_app
from tests.middleware.exchange import HOST, Exchanged, exchange
from tests.support.client import Client, client_of

PATH = "/v1/missions"
HEALTH = ("/healthz", "/readyz")
START = {"type": "http.response.start", "status": 200, "headers": []}


class Waiting:
    """A route that answers when it is allowed to."""

    def __init__(self, app: FastAPI) -> None:
        self.begun, self.allowed = anyio.Event(), anyio.Event()

        @app.get("/v1/waiting")
        async def wait() -> dict[str, str]:
            self.begun.set()
            await self.allowed.wait()
            return {}


@pytest.fixture
def narrow(small_url: URL) -> FastAPI:
    """An application that works on one request at a time."""
    return small_app(small_url, concurrency_limit=1)


@pytest.fixture
def client(narrow: FastAPI) -> Iterator[Client]:
    with client_of(narrow) as client:
        yield client


@pytest.fixture
def busy(narrow: FastAPI, client: Client) -> Iterator[Client]:
    """A client of an application that is at its limit and has one response cached."""
    assert client.get(PATH).status_code == 200
    waiting = Waiting(narrow)
    response = client.portal.start_task_soon(client.http.get, "/v1/waiting")
    client.portal.call(waiting.begun.wait)
    yield client
    client.portal.call(waiting.allowed.set)
    assert response.result(timeout=30).status_code == 200
    assert client.get("/v1/people").status_code == 200


def test_busy_server_refuses_new_requests_and_answers_cached_ones(busy: Client) -> None:
    for method in ("GET", "HEAD"):
        response = busy.request(method, "/v1/people?limit=1")
        assert response.status_code == 503
        assert response.headers["retry-after"] == "1"
        assert response.headers["access-control-allow-origin"] == "*"
        assert response.headers["cache-control"] == "no-store"
    problem = problem_of(busy.get("/v1/people?limit=1"), 503)
    assert problem["type"] == "/problems/unavailable"
    assert "The server is answering 1 requests" in problem["detail"]
    assert busy.get(PATH).status_code == 200
    for path in HEALTH:
        assert path in UNLIMITED
        assert busy.get(path).status_code == 200


def test_page_and_the_requests_behind_it_take_one_place(client: Client) -> None:
    for path in ("/", "/people"):
        response = client.get(path, headers={"Accept": "text/html"})
        assert response.status_code == 200


def test_failed_request_releases_its_place(narrow: FastAPI, client: Client) -> None:
    @narrow.get("/v1/broken")
    async def broken() -> None:
        raise RuntimeError

    for _ in range(3):
        assert client.get("/v1/broken").status_code == 500
    assert client.get(PATH).status_code == 200


def test_client_that_sends_or_reads_slowly_holds_no_place() -> None:
    during_work: list[int] = []
    while_waiting: list[int] = []
    messages = iter(
        [
            {"type": "http.request", "body": b"a", "more_body": True},
            {"type": "http.request", "body": b"b", "more_body": False},
            {"type": "http.disconnect"},
        ]
    )

    async def work(_scope: Any, receive: Any, send: Any) -> None:
        during_work.append(limit.working)
        while (await receive())["more_body"]:
            during_work.append(limit.working)
        # A listener for the end of the connection waits beside the work
        assert (await receive())["type"] == "http.disconnect"
        during_work.append(limit.working)
        await send(START)
        await send({"type": "http.response.body", "body": b""})

    async def receive() -> Any:
        while_waiting.append(limit.working)
        return next(messages)

    async def send(_message: Any) -> None:
        while_waiting.append(limit.working)

    limit = ConcurrencyLimit(work, 1)
    scope = {"type": "http", "method": "POST", "path": "/mcp"}
    anyio.run(limit, scope, receive, send)
    assert during_work == [1, 1, 1]
    assert while_waiting == [0, 0, 1, 0, 0]
    assert limit.working == 0


# -- Bytes that wait to be read

Send = Callable[[Any], Awaitable[None]]


def responding(*parts: bytes, **headers: str) -> Any:
    """An application that sends a body in these parts."""
    lines = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def respond(_scope: Any, _receive: Any, send: Send) -> None:
        await send({**START, "headers": lines})
        for number, part in enumerate(parts, 1):
            more = number < len(parts)
            await send({"type": "http.response.body", "body": part, "more_body": more})

    return respond


class Reader:
    """A client that reads when it is allowed to."""

    def __init__(self) -> None:
        self.allowed = asyncio.Event()
        self.messages: list[Any] = []

    async def send(self, message: Any) -> None:
        await self.allowed.wait()
        self.messages.append(message)

    async def request(self, limit: UnsentLimit, version: str = "1.1") -> None:
        scope = {"type": "http", "path": PATH, "http_version": version}
        await limit(scope, None, self.send)  # type: ignore[arg-type]

    @property
    def status(self) -> int:
        return int(self.messages[0]["status"])

    @property
    def body(self) -> bytes:
        return b"".join(message["body"] for message in self.messages[1:])


def test_large_body_is_sent_in_parts() -> None:
    body = bytes(range(256)) * 1000
    for parts in ((body,), (b"first", body, b"", body), (b"small",)):
        limit, reader = UnsentLimit(responding(*parts), 10**6), Reader()
        reader.allowed.set()
        anyio.run(reader.request, limit)
        assert reader.body == b"".join(parts)
        assert all(len(part["body"]) <= PART_BYTES for part in reader.messages[1:])
        more = [part["more_body"] for part in reader.messages[1:]]
        assert more == [True] * (len(more) - 1) + [False]
        assert limit.unsent == 0


@pytest.mark.parametrize("version", ["1.1", "1.0"])
def test_large_responses_are_refused_while_too_many_bytes_wait(version: str) -> None:
    async def check() -> None:
        large = (b"x" * 300_000,) if version == "1.1" else (b"x" * 200_000,) * 2
        limit = UnsentLimit(responding(*large), 500_000)
        first, second, third, small = (Reader() for _ in range(4))
        reading = asyncio.create_task(first.request(limit, version))
        await asyncio.sleep(0)
        assert limit.unsent == sum(map(len, large))
        second.allowed.set()
        await second.request(limit, version)
        assert second.status == 503
        assert b"Try again" in second.body
        headers = dict(second.messages[0]["headers"])
        assert headers[b"retry-after"] == b"5"
        assert len(second.messages) == 2
        limit.app = responding(b"x" * 100)
        small.allowed.set()
        await small.request(limit)
        assert small.status == 200
        first.allowed.set()
        await reading
        assert (first.status, len(first.body)) == (200, sum(map(len, large)))
        # A response that is larger than the limit is sent when nothing else waits
        limit.app = responding(b"x" * 600_000)
        third.allowed.set()
        await third.request(limit, version)
        assert len(third.body) == 600_000
        assert limit.unsent == 0

    anyio.run(check)


@pytest.mark.parametrize(
    "parts", [(b"x" * 200_000,), (b"small", b"parts"), (b"x" * 100_000, b"last")]
)
def test_client_that_reads_nothing_is_disconnected(
    monkeypatch: pytest.MonkeyPatch, parts: tuple[bytes, ...]
) -> None:
    monkeypatch.setattr(unsent, "UNSENT_SECONDS", 0.05)

    async def check() -> None:
        limit, reader = UnsentLimit(responding(*parts), 10**6), Reader()
        reader.allowed.set()

        async def send(message: Any) -> None:
            await reader.send(message)
            if message["type"] == "http.response.body":
                reader.allowed.clear()

        with anyio.fail_after(10):
            # Servers end the connection of a response that is not complete
            scope = {"type": "http", "path": PATH}
            await limit(scope, None, send)  # type: ignore[arg-type]
        assert reader.messages[-1]["more_body"]
        assert limit.unsent == 0

    anyio.run(check)


def test_bytes_of_a_client_that_leaves_are_forgotten() -> None:
    async def check() -> None:
        limit, reader = UnsentLimit(responding(b"x" * 300_000), 10**6), Reader()
        with anyio.move_on_after(0.01):
            await reader.request(limit)
        assert limit.unsent == 0

    anyio.run(check)


def test_http_1_0_gets_no_chunks(small_url: URL) -> None:
    """RFC 9112, 6.1: a body without a length would be sent in chunks."""
    app = small_app(small_url)
    with client_of(app) as client:

        def send(url: str, version: str, *lines: tuple[str, str]) -> Exchanged:
            request = partial(exchange, app.state.served, url, [HOST, *lines])
            return client.portal.call(partial(request, version=version))

        paths = (f"{PATH}?format=csv", f"{PATH}?format=ndjson", PATH, "/people")
        for path in paths:
            for encoding in ("identity", "gzip"):
                line = ("accept-encoding", encoding)
                new, old = (send(path, version, line) for version in ("1.1", "1.0"))
                assert (old.status, old.body) == (200, new.body)
                assert old.headers["content-length"] == str(len(old.body))
        tag = ("if-none-match", old.headers["etag"])
        unchanged = send(path, "1.0", tag)
        assert unchanged.status == 304
        assert "content-length" not in unchanged.headers


# -- Names of the server


@pytest.mark.parametrize(
    ("hosts", "status"),
    [
        (["api.example"], 200),
        (["API.example:8000"], 200),
        (["[::1]:80"], 200),
        (["[::1]"], 200),
        (["elsewhere.example"], 421),
        (["api.example.elsewhere.example"], 421),
        (["api.example:80:80"], 421),
        ([""], 421),
        ([], 421),
        (["api.example", "elsewhere.example"], 421),
    ],
)
def test_only_allowed_host_names_are_answered(hosts: list[str], status: int) -> None:
    app = AllowedHosts(responding(b""), ("Api.example", "[::1]"))
    lines = [("host", host) for host in hosts]
    refused = anyio.run(partial(exchange, app, PATH, lines))
    assert refused.status == status
    if status == 421:
        assert b'"/problems/misdirected"' in refused.body
    for path in HEALTH:
        assert anyio.run(partial(exchange, app, path, lines)).status == 200


def test_messages_that_are_not_requests_pass_the_limits() -> None:
    passed = []

    async def app(scope: Any, _receive: Any, _send: Any) -> None:
        passed.append(scope["type"])

    concurrency = ConcurrencyLimit(app, 1)
    concurrency.working = 1
    layers: list[Any] = [AllowedHosts(app, ("a",)), UnsentLimit(app, 0), concurrency]
    for layer in layers:
        anyio.run(layer, {"type": "lifespan"}, None, None)
    assert passed == ["lifespan"] * 3
