"""Limits and time-outs of `deploy/nginx.conf`: what never reaches the application.

A server that records its requests stands behind a real nginx, whose time-outs are made
short. Every test has client addresses of its own, since limits count per client.
"""

import re
import socket
import time
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import httpx
import pytest

from app.problems import PROBLEM_TYPES
from tests.deployment.test_nginx import (
    CONFIG,
    client_at,
    proxied,
    proxy_problem,
    read_all,
)
from tests.support.serving import waited_for

PATIENCE = 0.4
"""Seconds of the shortened time-outs."""
GIVE_UP = 5
"""Seconds after which a connection that is still open fails a test."""
LARGE = b"x" * 20_000_000
BALANCER = "127.0.0.200"
SHORT = {
    f"{name} {seconds}s;": f"{name} {PATIENCE * 1000:.0f}ms;"
    for name, seconds in (
        ("client_header_timeout", 10),
        ("client_body_timeout", 10),
        ("send_timeout", 30),
        ("keepalive_timeout", 30),
    )
}
FEW = {
    "rate=20r/s": "rate=1r/m",
    "burst=200": "burst=4",
    "limit_conn connections 50": "limit_conn connections 3",
    "# set_real_ip_from 192.0.2.1;": f"set_real_ip_from {BALANCER};",
    "# real_ip_header": "real_ip_header",
    "# real_ip_recursive": "real_ip_recursive",
}
pytestmark = pytest.mark.xdist_group("nginx")


def head(line: bytes, *headers: bytes) -> bytes:
    """The head of a request."""
    return b"\r\n".join([line, b"Host: localhost", *headers, b"", b""])


@dataclass
class Request:
    """A request that reached the server behind the proxy."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Origin:
    """The server behind the proxy."""

    port: int
    requests: list[Request] = field(default_factory=list)
    release: Event = field(default_factory=Event)
    sent: Event = field(default_factory=Event)
    fails: bool = False

    def paths(self) -> list[str]:
        return [request.path for request in self.requests]


@contextmanager
def recording() -> Iterator[Origin]:
    """A server that records requests. `/held…` is answered when it is released, and
    `/mcp?held` in two parts, the second when it is released.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(length)
            origin.requests.append(Request(self.command, self.path, headers, body))
            if self.path.startswith("/held"):
                origin.release.wait(30)
            content = LARGE if self.path == "/large" else b"answer"
            self.send_response(500 if origin.fails else 200)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("X-Request-ID", "from-the-origin")
            age = "max-age=1" if self.path == "/short" else "max-age=60"
            self.send_header("Cache-Control", "no-store" if origin.fails else age)
            self.send_header("ETag", '"tag"')
            self.end_headers()
            self.wfile.write(content[:3])
            if self.path == "/mcp?held":
                origin.release.wait(30)
            self.wfile.write(content[3:])
            if self.path == "/large":
                origin.sent.set()

        do_POST = do_GET  # noqa: N815 - the name that the base class calls

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        origin = Origin(server.server_port)
        serving = Thread(target=server.serve_forever, args=(0.05,))
        serving.start()
        try:
            yield origin
        finally:
            origin.release.set()
            server.shutdown()
            serving.join()


def response_on(connection: socket.socket) -> httpx.Response:
    """The next response on a connection."""
    response = HTTPResponse(connection)
    response.begin()
    headers, content = response.getheaders(), response.read()
    return httpx.Response(response.status, headers=headers, content=content)


@dataclass
class Proxy:
    """An nginx and the server behind it."""

    port: int
    origin: Origin

    def client(self, address: str) -> httpx.Client:
        return client_at(self.port, address)

    @contextmanager
    def connection(self, address: str = "127.0.0.1") -> Iterator[socket.socket]:
        """A connection from a local address, with a small buffer to receive."""
        with socket.socket() as connection:
            connection.settimeout(GIVE_UP)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
            connection.bind((address, 0))
            connection.connect(("127.0.0.1", self.port))
            yield connection

    def answer(self, raw: bytes) -> httpx.Response:
        """The response to some bytes."""
        with self.connection() as connection:
            connection.sendall(raw)
            return response_on(connection)


@contextmanager
def proxy_with(folder: Path, changes: dict[str, str]) -> Iterator[Proxy]:
    with recording() as origin, proxied(folder, origin.port, changes) as port:
        with client_at(port, "127.0.0.250") as client:
            assert client.get("/started").status_code == 200
        origin.requests.clear()
        yield Proxy(port, origin)


@pytest.fixture(scope="module")
def impatient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """A proxy with short time-outs."""
    with proxy_with(tmp_path_factory.mktemp("impatient"), SHORT) as proxy:
        yield proxy


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """A proxy with small limits, behind a load balancer."""
    with proxy_with(tmp_path_factory.mktemp("strict"), FEW) as proxy:
        yield proxy


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """The proxy as it is configured."""
    with proxy_with(tmp_path_factory.mktemp("proxy"), {}) as proxy:
        yield proxy


def seconds_until_closed(connection: socket.socket, trickle: bytes = b"") -> float:
    """Send a byte of `trickle` now and then until the proxy closes the connection,
    which must send nothing.
    """
    begin = time.monotonic()
    connection.settimeout(0.05)
    left = iter(trickle)
    while (elapsed := time.monotonic() - begin) < GIVE_UP:
        try:
            if (byte := next(left, None)) is not None:
                connection.sendall(bytes([byte]))
            assert connection.recv(1) == b""
        except TimeoutError:
            continue
        except (BrokenPipeError, ConnectionResetError):
            pass
        return elapsed
    raise AssertionError("the connection is still open")


@pytest.mark.parametrize(
    "begun", [b"", b"GET /slow-h", head(b"GET /slow-head HTTP/1.1")[:-2]]
)
def test_unfinished_head_is_disconnected(impatient: Proxy, begun: bytes) -> None:
    with impatient.connection() as connection:
        connection.sendall(begun)
        assert seconds_until_closed(connection) > PATIENCE / 2
    assert "/slow-head" not in impatient.origin.paths()


def test_trickled_head_is_disconnected(impatient: Proxy) -> None:
    """Each byte is in time; the whole head is not."""
    raw = head(b"GET /trickled-head HTTP/1.1", b"X: " + b"a" * 1000)
    with impatient.connection() as connection:
        elapsed = seconds_until_closed(connection, trickle=raw)
    assert PATIENCE / 2 < elapsed < GIVE_UP / 2
    assert "/trickled-head" not in impatient.origin.paths()


def test_unfinished_body_is_disconnected(impatient: Proxy) -> None:
    with impatient.connection() as connection:
        connection.sendall(
            head(b"POST /mcp?slow HTTP/1.1", b"Content-Length: 9") + b"half"
        )
        assert seconds_until_closed(connection) > PATIENCE / 2
    assert "/mcp?slow" not in impatient.origin.paths()


def test_slow_body_reaches_the_application_as_a_whole(impatient: Proxy) -> None:
    with impatient.connection() as connection:
        connection.sendall(
            head(
                b"POST /mcp?whole HTTP/1.1", b"Content-Length: 9", b"Connection: close"
            )
        )
        for part in (b"one", b"two", b"six"):
            assert "/mcp?whole" not in impatient.origin.paths()
            time.sleep(PATIENCE / 8)
            connection.sendall(part)
        assert read_all(connection).endswith(b"answer")
    [request] = [one for one in impatient.origin.requests if one.path == "/mcp?whole"]
    assert request.body == b"onetwosix"


def test_idle_connection_is_closed(impatient: Proxy) -> None:
    with impatient.connection() as connection:
        connection.sendall(head(b"GET /idle HTTP/1.1"))
        received = b""
        while not received.endswith(b"answer"):
            received += connection.recv(1000)
        assert seconds_until_closed(connection) > PATIENCE / 2


def test_client_that_reads_nothing_is_disconnected_and_blocks_nothing(
    impatient: Proxy,
) -> None:
    with impatient.connection() as connection:
        connection.sendall(head(b"GET /large HTTP/1.1"))
        # The application has sent everything, though the client has read nothing
        assert impatient.origin.sent.wait(GIVE_UP)
        time.sleep(3 * PATIENCE)
        # Reset rather than closed: the system keeps nothing for the client
        with pytest.raises(ConnectionResetError):
            deque(iter(lambda: connection.recv(65_536), b""), maxlen=0)


def test_same_request_of_many_clients_is_sent_once(proxy: Proxy) -> None:
    proxy.origin.release.clear()
    with ExitStack() as stack:
        waiting = [stack.enter_context(proxy.connection()) for _ in range(3)]
        for connection in waiting:
            connection.sendall(head(b"GET /held HTTP/1.1", b"Connection: close"))
        time.sleep(0.2)
        assert proxy.origin.paths().count("/held") == 1
        proxy.origin.release.set()
        assert all(read_all(one).endswith(b"answer") for one in waiting)
    assert proxy.origin.paths().count("/held") == 1


def test_results_of_tools_are_streamed(proxy: Proxy) -> None:
    proxy.origin.release.clear()
    with proxy.connection() as connection:
        connection.sendall(head(b"POST /mcp?held HTTP/1.1", b"Connection: close"))
        received = b""
        while not received.endswith(b"ans"):
            received += connection.recv(1000)
        proxy.origin.release.set()
        assert read_all(connection) == b"wer"


def test_stale_response_is_sent_if_the_application_fails(proxy: Proxy) -> None:
    """For as long as it is in the cache, whatever the response says."""
    with proxy.client("127.0.0.9") as client:
        states = [client.get("/short").headers["x-cache"]]
        proxy.origin.fails = True
        try:
            while states.count("STALE") < 3:
                time.sleep(0.1)
                response = client.get("/short")
                assert (response.status_code, response.text) == (200, "answer")
                states.append(response.headers["x-cache"])
        finally:
            proxy.origin.fails = False
    assert states[:2] == ["MISS", "HIT"]
    updates = [one.headers for one in proxy.origin.requests if one.path == "/short"][1:]
    assert len(updates) > 1
    assert {headers["if-none-match"] for headers in updates} == {'"tag"'}


def test_flood_is_refused_and_other_clients_are_served(proxy: Proxy) -> None:
    with proxy.client("127.0.0.2") as flood, proxy.client("127.0.0.3") as other:
        begin = time.monotonic()
        responses = [flood.get("/flood") for _ in range(400)]
        elapsed = time.monotonic() - begin
        assert other.get("/other").status_code == 200
    served = [one for one in responses if one.status_code == 200]
    assert 200 < len(served) <= 202 + 20 * elapsed
    refused = next(one for one in responses if one.status_code != 200)
    problem = proxy_problem(refused, 429)
    assert problem["type"] == "/problems/too-many-requests"
    assert problem["instance"] == "/flood"
    assert "Retry-After" in refused.headers["access-control-expose-headers"]
    time.sleep(int(refused.headers["retry-after"]))
    with proxy.client("127.0.0.2") as flood:
        assert flood.get("/flood").status_code == 200


def test_limits_of_the_configuration_are_those_of_the_problem() -> None:
    [detail] = re.findall(r'^ *429 .*"detail":"(.*)"', CONFIG, re.MULTILINE)
    [rate] = re.findall(r"rate=(\d+)r/s", CONFIG)
    [burst] = re.findall(r"burst=(\d+)", CONFIG)
    [connections] = re.findall(r"limit_conn connections (\d+)", CONFIG)
    assert re.findall(r"\d+", detail) == [rate, burst, connections]


def statuses(strict: Proxy, network: list[str]) -> list[int]:
    """Statuses of one request from each address, as the load balancer names them."""
    with strict.client(BALANCER) as client:
        return [
            client.get("/", headers={"X-Forwarded-For": address}).status_code
            for address in network
        ]


@pytest.mark.parametrize(
    "network",
    [
        [f"2001:db8:0:1::{number}" for number in range(6)],
        [f"2001:db8:0:2:{number}:{number}::" for number in range(6)],
        # Bytes that are line breaks
        [f"2001:db8:a0a:d0a::{number}" for number in range(6)],
        ["192.0.2.77"] * 6,
        ["::ffff:192.0.2.78"] * 6,
    ],
    ids=lambda network: network[0],
)
def test_client_is_an_ipv4_address_or_an_ipv6_network(
    strict: Proxy, network: list[str]
) -> None:
    assert statuses(strict, network) == [200] * 5 + [429]


@pytest.mark.parametrize(
    "addresses",
    [
        [f"2001:db8:1:{number}::1" for number in range(8)],
        [f"198.51.100.{number}" for number in range(8)],
        [f"::ffff:203.0.113.{number}" for number in range(8)],
    ],
    ids=lambda addresses: addresses[0],
)
def test_clients_of_different_networks_do_not_share_a_limit(
    strict: Proxy, addresses: list[str]
) -> None:
    assert statuses(strict, addresses) == [200] * 8


def test_client_cannot_choose_its_address(strict: Proxy) -> None:
    with strict.client("127.0.0.4") as client:
        responses = [
            client.get("/claim", headers={"X-Forwarded-For": f"192.0.2.{number}"})
            for number in range(6)
        ]
    assert [one.status_code for one in responses] == [200] * 5 + [429]


def test_connections_of_a_client_are_limited(strict: Proxy) -> None:
    with ExitStack() as stack:
        held = [stack.enter_context(strict.connection("127.0.0.5")) for _ in range(3)]
        for number, connection in enumerate(held):
            line = f"GET /held?{number} HTTP/1.1".encode()
            connection.sendall(head(line, b"Connection: close"))
        waited_for(lambda: len([p for p in strict.origin.paths() if "held" in p]) == 3)
        client = stack.enter_context(strict.client("127.0.0.5"))
        problem = proxy_problem(client.get("/fourth"), 429)
        assert problem["type"] == "/problems/too-many-requests"
        other = stack.enter_context(strict.client("127.0.0.6"))
        assert other.get("/other").status_code == 200
        strict.origin.release.set()
        for connection in held:
            assert read_all(connection).endswith(b"answer")
        assert client.get("/fourth").status_code == 200


GET, POST = b"GET /v1 HTTP/1.1", b"POST /mcp HTTP/1.1"
CHUNKED = b"Transfer-Encoding: chunked"
MALFORMED = {
    "no host": GET + b"\r\n\r\n",
    "two hosts": head(GET, b"Host: other"),
    "no version": b"GET\r\n\r\n",
    "unknown version": head(b"GET /v1 HTTP/9.9"),
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "not encoded": head(b"GET /v1/people?q=\xc3\xa1 HTTP/1.1"),
    "not encoded, tools": head(b"GET /mcp?q=\xc3\xa1 HTTP/1.1"),
    "two lengths": head(POST, b"Content-Length: 5", CHUNKED) + b"0\r\n\r\n",
    "unknown coding": head(POST, b"Transfer-Encoding: gzip"),
    "bad chunk": head(POST, CHUNKED) + b"x\r\n",
}
TOO_LARGE = {
    "query": (414, head(b"GET /v1?q=" + b"a" * 66_000 + b" HTTP/1.1")),
    "header": (431, head(GET, b"X: " + b"a" * 21_000)),
    "headers": (431, head(GET, *[b"X: " + b"a" * 15_000] * 6)),
    "body": (413, head(POST, b"Content-Length: 65537")),
    "chunk": (413, head(POST, CHUNKED) + b"10001\r\n" + b"a" * 65_537 + b"\r\n"),
}


@pytest.mark.parametrize("raw", MALFORMED.values(), ids=MALFORMED)
def test_malformed_request_is_refused(proxy: Proxy, raw: bytes) -> None:
    proxy.origin.requests.clear()
    problem = proxy_problem(proxy.answer(raw), 400)
    assert problem["type"] == "/problems/invalid-request"
    assert proxy.origin.requests == []


def test_body_that_is_too_large_is_refused_if_it_is_cut_off(proxy: Proxy) -> None:
    with proxy.connection() as connection:
        # The end arrives together with the head
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 1)
        connection.sendall(head(POST, b"Content-Length: 65537"))
        connection.shutdown(socket.SHUT_WR)
        response = response_on(connection)
    proxy_problem(response, 413)


def test_instance_of_a_problem_is_valid_json(proxy: Proxy) -> None:
    for path, instance in (
        ("/v1?q=\\'~", "/"),
        ('/v1?q="', "/"),
        ("/v1?'[]", "/v1?'[]"),
    ):
        raw = head(f"DELETE {path} HTTP/1.1".encode())
        assert proxy_problem(proxy.answer(raw), 405)["instance"] == instance


@pytest.mark.parametrize(("status", "raw"), TOO_LARGE.values(), ids=TOO_LARGE)
def test_request_that_is_too_large_is_refused(
    proxy: Proxy, status: int, raw: bytes
) -> None:
    proxy.origin.requests.clear()
    proxy_problem(proxy.answer(raw), status)
    assert proxy.origin.requests == []


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "ODD"])
@pytest.mark.parametrize(
    ("path", "allowed"), [("/v1", "GET, HEAD, OPTIONS"), ("/mcp", "POST, OPTIONS")]
)
def test_method_that_writes_is_refused(
    proxy: Proxy, method: str, path: str, allowed: str
) -> None:
    proxy.origin.requests.clear()
    with proxy.client("127.0.0.7") as client:
        response = client.request(method, path)
    if (method, path) == ("POST", "/mcp"):
        assert response.status_code == 200
        return
    assert proxy_problem(response, 405)["instance"] == path
    assert response.headers["allow"] == allowed
    assert proxy.origin.requests == []


PROBLEMS = re.findall(
    r'^ *(\d+|default) \'"type":"/problems/(.*?)","title":"(.*?)"', CONFIG, re.MULTILINE
)


@pytest.mark.parametrize(
    ("status", "slug", "title"), PROBLEMS, ids=[slug for _, slug, _ in PROBLEMS]
)
def test_type_of_a_problem_is_described_by_the_application(
    status: str, slug: str, title: str
) -> None:
    [kind] = [kind for kind in PROBLEM_TYPES if kind.slug == slug]
    assert kind.title == title
    assert str(kind.status) == status.replace("default", "500")


def test_headers_that_the_application_gets(proxy: Proxy) -> None:
    proxy.origin.requests.clear()
    claims = {
        "X-Forwarded-For": "192.0.2.7",
        "X-Forwarded-Proto": "https",
        "X-Request-ID": "chosen-by-the-client",
        "Connection": "Upgrade, HTTP2-Settings",
        "Upgrade": "h2c",
        "HTTP2-Settings": "AAMAAABkAAQAoAAAAAIAAAAA",
    }
    with proxy.client("127.0.0.8") as client:
        miss, hit = (client.get("/headers", headers=claims) for _ in range(2))
    [request] = proxy.origin.requests
    assert request.headers["x-forwarded-for"] == "127.0.0.8"
    assert request.headers["x-forwarded-proto"] == "http"
    assert request.headers["host"] == f"127.0.0.1:{proxy.port}"
    assert request.headers.keys().isdisjoint(
        ("upgrade", "http2-settings", "connection")
    )
    # The id in the log of the application is that of the response
    assert miss.headers.get_list("x-request-id") == [request.headers["x-request-id"]]
    assert re.fullmatch("[0-9a-f]{32}", miss.headers["x-request-id"])
    # A response from the cache has an id of its own
    assert hit.headers["x-cache"] == "HIT"
    assert hit.headers["x-request-id"] != miss.headers["x-request-id"]


def test_http_1_0_request_without_host_gets_one(proxy: Proxy) -> None:
    proxy.origin.requests.clear()
    response = proxy.answer(b"GET /without-host HTTP/1.0\r\n\r\n")
    assert response.status_code == 200
    [request] = proxy.origin.requests
    assert request.headers["host"] == "localhost"
