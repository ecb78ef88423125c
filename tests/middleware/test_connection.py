"""Connections that send what is no request, too much, too slowly, or read nothing.

A server of its own answers here, from an app that sends bytes.
"""

import json
import socket
import time
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
import uvicorn

from app.middleware import connection as protocol
from app.middleware.connection import MOST_HEAD_BYTES, Protocol
from tests.support.serving import waited_for

LARGE = 8_000_000
SMALL = 65_536
STALL = 1.0
ASK = b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"


async def bytes_app(scope: Any, receive: Any, send: Any) -> None:
    """Sends what the path says: few bytes, many, or the body that it is sent."""
    body = b"few"
    if scope["path"] == "/many":
        body = b"x" * LARGE
    if scope["path"] == "/body":
        while (message := await receive())["type"] == "http.request":
            if not message["more_body"]:
                break
    headers = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is waited for longer than a moment."""
    monkeypatch.setattr(protocol, "REQUEST_SECONDS", 0.3)
    monkeypatch.setattr(protocol, "STALL_SECONDS", STALL)


@pytest.fixture
def server() -> Iterator[uvicorn.Server]:
    """A server in a thread."""
    config = uvicorn.Config(
        bytes_app,
        port=0,
        http=Protocol,
        ws="none",
        lifespan="off",
        log_level="error",
        timeout_keep_alive=2,
    )
    server = uvicorn.Server(config)
    running = Thread(target=server.run)
    running.start()
    waited_for(lambda: server.started)
    # So that little is under way, and what is read is soon noticed
    server.servers[0].sockets[0].setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SMALL)
    yield server
    server.should_exit = True
    running.join()


@pytest.fixture
def line(server: uvicorn.Server) -> Iterator[socket.socket]:
    """A connection to it."""
    address = server.servers[0].sockets[0].getsockname()
    with socket.socket() as line:
        line.settimeout(30)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
        line.connect(address)
        yield line


def few(line: socket.socket) -> bytes:
    """One short answer."""
    answer = line.recv(1000)
    while not answer.endswith(b"few"):
        more = line.recv(1000)
        assert more, answer
        answer += more
    return answer


def told(line: socket.socket) -> bytes:
    """All that is sent until the connection ends."""
    parts = []
    try:
        while part := line.recv(65_536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


def problem_in(answer: bytes, status: int) -> Any:
    """The problem document of an answer that was the last one."""
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status)
    assert b"content-type: application/problem+json" in head.lower()
    assert b"connection: close" in head.lower()
    return json.loads(body)


def test_requests_are_answered_one_after_the_other(line: socket.socket) -> None:
    for _ in range(3):
        line.sendall(ASK)
        assert few(line).startswith(b"HTTP/1.1 200 OK\r\n")


def test_a_request_may_come_in_pieces(line: socket.socket) -> None:
    for part in (ASK[:10], ASK[10:20], ASK[20:]):
        line.sendall(part)
    assert few(line)


def test_endless_headers_are_refused(line: socket.socket) -> None:
    line.sendall(ASK[:-2])
    sent = 0
    while sent <= MOST_HEAD_BYTES:
        sent += line.send(b"X: %s\r\n" % (b"a" * 1000))
    problem = problem_in(told(line), 431)
    assert problem["type"] == "/problems/headers-too-large"
    assert "65,536" in problem["detail"]


@pytest.mark.parametrize(
    "nonsense", [b"\x16\x03\x01\x02\x00", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n"]
)
def test_what_is_no_request_is_told_so(line: socket.socket, nonsense: bytes) -> None:
    line.sendall(nonsense)
    assert "HTTP/1.1" in problem_in(told(line), 400)["detail"]


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    "begun",
    [
        b"",
        ASK[:10],
        ASK[:-2],
        b"POST /body HTTP/1.1\r\nHost: here\r\nContent-Length: 9\r\n\r\nbegun",
    ],
    ids=["nothing", "half a line", "half a head", "half a body"],
)
def test_a_request_that_does_not_become_whole_is_let_go(
    line: socket.socket, begun: bytes
) -> None:
    line.sendall(begun)
    assert told(line) == b""


@pytest.mark.usefixtures("impatient")
def test_sending_little_by_little_wins_no_time(line: socket.socket) -> None:
    sent = 0
    try:
        while sent < 1000:
            line.settimeout(0.05)
            sent += line.send(b"G" if sent == 0 else b"ET / "[sent % 5 :][:1])
            try:
                if not line.recv(1):
                    break
            except TimeoutError:
                continue
    except (BrokenPipeError, ConnectionResetError):
        pass
    assert sent < 1000


@pytest.mark.usefixtures("impatient")
def test_blank_lines_keep_no_connection(line: socket.socket) -> None:
    line.sendall(ASK)
    assert few(line)
    line.sendall(b"\r\n")
    assert told(line) == b""


@pytest.mark.usefixtures("impatient")
def test_a_body_that_nobody_reads_is_not_taken_for_ever(line: socket.socket) -> None:
    line.sendall(b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 999999\r\n\r\nab")
    assert told(line).endswith(b"few")


def test_a_connection_that_asks_nothing_more_is_ended(line: socket.socket) -> None:
    line.sendall(ASK)
    assert few(line)
    assert told(line) == b""


@pytest.mark.usefixtures("impatient")
def test_a_client_that_takes_nothing_of_its_answer_is_let_go(
    server: uvicorn.Server, line: socket.socket
) -> None:
    line.sendall(b"GET /many HTTP/1.1\r\nHost: here\r\n\r\n")
    waited_for(lambda: bool(server.server_state.connections))
    waited_for(lambda: not server.server_state.connections)
    assert len(told(line)) < LARGE


@pytest.mark.usefixtures("impatient")
def test_a_client_that_reads_slowly_gets_everything(line: socket.socket) -> None:
    line.sendall(b"GET /many HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
    taken, end = 0, time.monotonic() + 2.5 * STALL
    while time.monotonic() < end:
        taken += len(line.recv(50_000))
        time.sleep(STALL / 50)
    assert taken < LARGE
    assert taken + len(told(line)) > LARGE
