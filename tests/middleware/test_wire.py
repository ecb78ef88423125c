"""HTTP as it goes over the wire: a real server, asked through sockets."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Thread
from time import sleep

import pytest
import uvicorn
from sqlalchemy import URL

from app.server import bound_socket, run
from app.settings import Settings
from tests.support.serving import waited_for

CONCURRENCY = 5
SMUGGLED = b"GET /v1/people/smuggled HTTP/1.1\r\nHost: a\r\n\r\n"


class Reply:
    """The bytes of a response."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        head, _, self.body = content.partition(b"\r\n\r\n")
        status_line, *lines = head.decode("latin-1").split("\r\n")
        self.status = int(status_line.split()[1])
        self.headers = dict(line.split(": ", 1) for line in lines)


class Server:
    """The address of a server."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.address = address

    def send(self, *packets: bytes) -> Reply:
        """Sends packets on one connection and reads it until it is closed."""
        content = b""
        with socket.create_connection(self.address, timeout=10) as connection:
            for packet in packets:
                try:
                    connection.sendall(packet)
                except OSError:
                    break
                # Parts of a request that come together are read together
                sleep(0.05 if len(packets) > 1 else 0)
            while part := connection.recv(65_536):
                content += part
        return Reply(content)


def request(
    target: str, *lines: str, method: str = "GET", version: str = "1.1"
) -> bytes:
    """Returns a request without a body, after which the connection is closed."""
    head = [f"{method} {target} HTTP/{version}", *lines, "Connection: close", "", ""]
    return "\r\n".join(head).encode("latin-1")


@contextmanager
def running(url: URL, **settings: str) -> Iterator[Server]:
    """A server in a thread of this process."""
    started: list[uvicorn.Server] = []

    class Stoppable(uvicorn.Server):
        def __init__(self, config: uvicorn.Config) -> None:
            super().__init__(config)
            started.append(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("uvicorn.Server", Stoppable)
        for name, value in settings.items():
            patch.setenv(f"RENDEZVOUS_{name.upper()}", value)
        listening = bound_socket("127.0.0.1", 0)
        address = listening.getsockname()
        thread = Thread(target=run, args=(Settings(), url, listening, 1))
        thread.start()
        waited_for(lambda: bool(started) and started[0].started)
        yield Server(address)
        started[0].should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def server(small_url: URL) -> Iterator[Server]:
    with running(small_url, concurrency_limit=str(CONCURRENCY)) as server:
        yield server


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_http_1_0_gets_a_length_instead_of_chunks(
    server: Server, encoding: str
) -> None:
    for target in (
        "/v1/missions",
        "/v1/missions?format=csv",
        "/static/style.css",
    ):
        line = f"Accept-Encoding: {encoding}"
        reply = server.send(request(target, line, version="1.0"))
        assert reply.status == 200
        assert "transfer-encoding" not in reply.headers
        assert reply.headers["content-length"] == str(len(reply.body))


def test_options_has_neither_length_nor_chunks(server: Server) -> None:
    for target in ("*", "/v1/missions", "/mcp"):
        reply = server.send(request(target, "Host: a", method="OPTIONS"))
        assert (reply.status, reply.body) == (204, b"")
        assert not {"content-length", "transfer-encoding"} & reply.headers.keys()


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "OPTIONS"])
@pytest.mark.parametrize(
    "offer",
    [
        ["Upgrade: h2c", "Connection: Upgrade, HTTP2-Settings", "HTTP2-Settings: AAMA"],
        ["Connection: keep-alive, upgrade", "Upgrade: websocket, TLS/1.0"],
    ],
)
def test_body_after_an_offer_to_upgrade_is_not_a_request(
    server: Server, method: str, offer: list[str]
) -> None:
    lines = ["Host: a", *offer, f"Content-Length: {len(SMUGGLED)}", "", ""]
    head = "\r\n".join([f"{method} /v1/stations HTTP/1.1", *lines]).encode()
    for packets in ([head, SMUGGLED], [head + SMUGGLED[:5], SMUGGLED[5:]]):
        reply = server.send(*packets)
        assert reply.content.count(b"HTTP/1.1 ") == 1
        assert b"smuggled" not in reply.content


def test_body_of_another_request_is_not_a_request(server: Server) -> None:
    lines = ["Host: a", f"Content-Length: {len(SMUGGLED)}", "", ""]
    head = "\r\n".join(["GET /v1/stations HTTP/1.1", *lines]).encode()
    reply = server.send(head, SMUGGLED, request("/nope", "Host: a"))
    assert reply.content.count(b"HTTP/1.1 200") == 1
    assert reply.content.count(b"HTTP/1.1 404") == 1
    assert b"smuggled" not in reply.content


def test_request_without_a_host_or_with_two_is_a_problem(server: Server) -> None:
    for lines in ([], ["Host: a", "Host: a"], ["Host: a", "host: b"]):
        reply = server.send(request("/v1/stations", *lines))
        assert reply.status == 400
        assert reply.headers["content-type"] == "application/problem+json"
        assert reply.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    "line",
    [
        *("Accept-Encoding: br;q=²", "Accept-Encoding: gzip;q=\xd9\xa1, *;q=nan"),
        *("Accept-Encoding: ;;,=,", f"Accept-Encoding: {'zstd;q=9,' * 3000}"),
        *("Accept: text/csv;q=²", "Accept: ,;q", f"Accept: {'a/b,' * 7000}"),
        *("If-None-Match: \xff", "If-Match: ,", "If-Modified-Since: ²"),
        *("Range: bytes=²-", "Range: ²", "If-Range: ²", "Cookie: \xff", "X: "),
    ],
)
def test_no_header_is_an_error_of_the_server(server: Server, line: str) -> None:
    for target in ("/v1/stations", "/stations", "/static/style.css", "/nope"):
        reply = server.send(request(target, "Host: a", line))
        assert reply.status < 500, (target, reply.content[:500])


@pytest.mark.parametrize(
    "target",
    [
        *("/claims/.", "/changes/..", "/people/.md", "/people/%00", "/v1/people/%FF"),
        *("//", "/v1//people", "/v1/people/%2e%2e%2f", "/static/%00", "/static/..%2f"),
        *(
            "/problems/%ED%A0%80",
            "/v1/dataset/download/%00",
            "/v1/missions/%F0%9F%9A%80",
        ),
        *(
            f"/v1/people/{'a' * 12_000}",
            f"/people/{'%C3%A9' * 5_000}",
            "/" + "b/" * 9_000,
        ),
    ],
)
def test_no_path_is_an_error_of_the_server(server: Server, target: str) -> None:
    for accept in ("text/html", "application/json"):
        reply = server.send(request(target, "Host: a", f"Accept: {accept}"))
        assert reply.status in (307, 400, 404, 406), reply.content[:500]


def test_clients_that_send_slowly_keep_nobody_out(server: Server) -> None:
    lines = ["Host: localhost", "Content-Type: application/json", "Content-Length: 99"]
    head = "\r\n".join(["POST /mcp HTTP/1.1", *lines, "", "{"]).encode()
    # The protocol kit is imported for the first request
    server.send(head + b"}" * 98, request("/nope", "Host: a"))
    with ExitStack() as stack:
        for _ in range(CONCURRENCY):
            connection = socket.create_connection(server.address, timeout=10)
            stack.enter_context(connection).sendall(head)
        sleep(0.2)
        for limit in range(CONCURRENCY):
            reply = server.send(request(f"/v1/people?limit={limit}", "Host: a"))
            assert reply.status == 200
