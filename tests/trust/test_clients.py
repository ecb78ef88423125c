"""Clients that are many, slow or send too much do not affect others."""

import http.client
import json
import resource
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from random import Random

import httpx
import pytest

from app.db.urls import file_url
from tests.trust import often
from tests.trust.conftest import Tried
from tests.trust.installation import OLD, Installation

ASK = b"GET /v1/missions HTTP/1.1\r\nHost: here\r\n"
NO_REQUEST = r"WARNING:  Invalid HTTP request received\."
"""What the server logs when it receives something else."""
chance = Random(1961)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a server without a response cache."""
    folder = tmp_path_factory.mktemp("clients")
    installation = Installation(folder, file_url(folder / "data.db"))
    installation.load(OLD)
    no_cache = {"RENDEZVOUS_CACHE_BYTES": "0"}
    with installation.served(settings=no_cache, expected=NO_REQUEST) as client:
        yield client


def connected(client: httpx.Client, sent: bytes = b"") -> socket.socket:
    """Opens a connection and sends something on it."""
    url = client.base_url
    connection = socket.create_connection((url.host, url.port or 80), timeout=60)
    connection.sendall(sent)
    return connection


# -- Slow


def half_open(client: httpx.Client) -> socket.socket:
    return connected(client)


def dripping(client: httpx.Client) -> socket.socket:
    connection = connected(client, ASK)
    connection.sendall(b"X-Slow: ")
    return connection


def not_reading(client: httpx.Client) -> socket.socket:
    connection = connected(client)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: here\r\n\r\n" * 20)
    return connection


@pytest.mark.parametrize("slow", [half_open, dripping, not_reading])
@often(quick=50, long=1000)
def test_slow_clients_do_not_delay_others(
    client: httpx.Client,
    slow: Callable[[httpx.Client], socket.socket],
    tried: Tried,
    attempts: int,
) -> None:
    spare = resource.getrlimit(resource.RLIMIT_NOFILE)[0] - 200
    failures, before = [], client.get("/v1/missions").text
    with ExitStack() as connections:
        for number in range(min(attempts, spare)):
            connection = connections.enter_context(slow(client))
            if slow is dripping:
                connection.sendall(b"x")
            if number % 10 == 0 and client.get("/v1/missions").text != before:
                failures.append(f"{number}")
    if client.get("/v1/missions").text != before:
        failures.append("in the end")
    name = slow.__name__.replace("_", " ")
    tried(f"open connections delay nobody: {name}", min(attempts, spare), failures)


# -- Many


@often(quick=400, long=20_000)
def test_flood_is_answered_or_refused_with_retry_after(
    client: httpx.Client, tried: Tried, attempts: int
) -> None:
    whole = client.get("/v1/missions").text

    def ask(number: int) -> str:
        # A connection for each request, so that none waits for another
        with connected(client, ASK + b"Connection: close\r\n\r\n") as connection:
            answer = b"".join(iter(lambda: connection.recv(65_536), b""))
        head, _, body = answer.decode().partition("\r\n\r\n")
        status = head[9:12]
        if status == "200" and body == whole:
            return status
        names = {line.split(":")[0].lower() for line in head.split("\r\n")}
        return status if status == "503" and "retry-after" in names else head[:200]

    with ThreadPoolExecutor(256) as flood:
        counted = Counter(flood.map(ask, range(attempts)))
    failures = [status for status in counted if status not in ("200", "503")]
    notes = f"{counted['200']:,} answered, {counted['503']:,} refused"
    tried("a flood of 256 connections gets 200 or 503", attempts, failures, notes)
    assert client.get("/v1/missions").text == whole


# -- Too much

HEAD = b"GET /v1/stations HTTP/1.1\r\nHost: here\r\n"
LARGE = (
    b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\nHost: here\r\n\r\n",
    b"GET /v1/missions?q=" + b"x" * 40_000 + b" HTTP/1.1\r\nHost: here\r\n\r\n",
    b"GET /v1/missions?" + b"a=1&" * 9_000 + b" HTTP/1.1\r\nHost: here\r\n\r\n",
    HEAD + b"X-Large: " + b"x" * 200_000 + b"\r\n\r\n",
    HEAD + b"".join(b"X-%d: x\r\n" % number for number in range(9_000)) + b"\r\n",
    HEAD + b"Cookie: " + b"x" * 40_000 + b"\r\n\r\n",
    b"POST /v1/missions HTTP/1.1\r\nHost: here\r\nContent-Length: 10000000\r\n\r\n"
    + b"x" * 10_000_000,
    b"POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    b"Content-Length: 10000000\r\n\r\n" + b"[" * 10_000_000,
    b"\x16\x03\x01" + bytes(chance.randrange(256) for _ in range(5_000)),
)


@often(quick=1, long=30)
def test_large_requests_do_not_affect_others(
    client: httpx.Client, tried: Tried, attempts: int
) -> None:
    failures, counted, before = [], Counter[str](), client.get("/v1/missions").text
    for sent in LARGE * attempts:
        status = refusal(client, sent)
        counted[status] += 1
        if status[0] not in "24e":
            failures.append(f"{sent[:40]!r}: {status}")
        if client.get("/v1/missions").text != before:
            failures.append(f"{sent[:40]!r}: others are not answered")
    notes = ", ".join(f"{status}: {count}" for status, count in sorted(counted.items()))
    promise = "requests that are too large or malformed affect nobody else"
    tried(promise, len(LARGE) * attempts, failures, notes)
    # Some are only large and may be answered; most of the others get a problem
    assert sum(counted[status] for status in ("400", "405", "413", "414", "431")) > (
        len(LARGE) * attempts / 2
    )


def refusal(client: httpx.Client, sent: bytes) -> str:
    """Returns the status of the answer, or `ended` if there was none."""
    with connected(client) as connection:
        # The server may take no more while this side still sends
        with suppress(OSError):
            connection.sendall(sent)
        answer = http.client.HTTPResponse(connection)
        try:
            answer.begin()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            return "ended"
    if answer.headers.get_content_type() == "application/problem+json":
        assert json.loads(body)["status"] == answer.status
    return str(answer.status)
