"""The reverse proxy of `deploy/nginx.conf`: a real nginx in front of a real server.

Its limits and time-outs are in `test_nginx_limits.py`.
"""

import csv
import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from sqlalchemy import URL

from app.db.urls import file_url
from app.settings import ROOT
from tests.conftest import problem_of
from tests.support.factories import changed, load_seed
from tests.support.programs import program
from tests.support.serving import free_port, served

CONFIG = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
NAMED = "/v1/missions/soyuz-28?fields=name"
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
EXPECTED_ERRORS = (
    "while connecting to upstream",
    "client intended to send too large",
    "client sent invalid chunked body",
)

pytestmark = pytest.mark.xdist_group("nginx")


def config_for(
    folder: Path,
    port: int,
    origin: int,
    changes: Mapping[str, str] | None = None,
    text: str = CONFIG,
) -> str:
    """A configuration with the folders and ports of a test; `changes` replaces
    texts, each of which must occur once.
    """
    temporary = "".join(f"{name}_temp_path {folder}/{name};\n" for name in TEMPORARY)
    local = {
        "http {\n": f"http {{\n{temporary}",
        "/var/cache/nginx/rendezvous": f"{folder}/cache",
        "app:8000": f"127.0.0.1:{origin}",
        "listen 8080;": f"listen 127.0.0.1:{port};",
        # A machine that runs tests may have no IPv6
        "listen [::]:8080;": "",
    }
    for old, new in (local | dict(changes or {})).items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@contextmanager
def proxied(
    folder: Path,
    origin: int,
    changes: Mapping[str, str] | None = None,
    *,
    config: str = CONFIG,
    port: int | None = None,
    expected: tuple[str, ...] = EXPECTED_ERRORS,
) -> Iterator[int]:
    """The port of an nginx in front of a port; it must log no unexpected error."""
    nginx = program("nginx")
    port, file, log = port or free_port(), folder / "nginx.conf", folder / "errors"
    file.write_text(config_for(folder, port, origin, changes, config), encoding="utf-8")
    directives = f"daemon off; pid {folder}/pid; error_log {log} error;"
    if os.geteuid() == 0:
        directives += " user root;"
    files = ("-p", str(folder), "-e", str(log), "-c", str(file))
    command = [nginx, *files, "-g", directives]
    with subprocess.Popen(command) as process:
        try:
            yield port
        finally:
            process.terminate()
    lines = log.read_text(encoding="utf-8").splitlines()
    unexpected = [line for line in lines if not any(text in line for text in expected)]
    assert unexpected == []


def client_at(port: int, address: str = "127.0.0.1") -> httpx.Client:
    """A client that connects from a local address."""
    patient = httpx.HTTPTransport(retries=7, local_address=address)
    return httpx.Client(transport=patient, base_url=f"http://127.0.0.1:{port}")


@contextmanager
def cached(folder: Path, origin: int) -> Iterator[httpx.Client]:
    """A client of an nginx in front of a port."""
    with proxied(folder, origin) as port, client_at(port) as client:
        yield client


def read_all(connection: socket.socket) -> bytes:
    """Everything that arrives until the server closes the connection."""
    parts = []
    try:
        while part := connection.recv(65_536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


def proxy_problem(response: httpx.Response, status: int) -> dict[str, object]:
    """The problem document of nginx itself, its headers checked."""
    problem = problem_of(response, status)
    assert response.headers.get_list("access-control-allow-origin") == ["*"]
    assert response.headers.get_list("x-content-type-options") == ["nosniff"]
    assert response.headers.get_list("cache-control") == ["no-store"]
    assert re.fullmatch("[0-9a-f]{32}", response.headers["x-request-id"])
    policy = response.headers["content-security-policy"]
    assert policy == "default-src 'none'; frame-ancestors 'none'"
    assert problem["errors"] == []
    return problem


class Both(NamedTuple):
    """Clients of the proxy and of the server behind it."""

    cache: httpx.Client
    origin: httpx.Client


@contextmanager
def both_on(folder: Path, url: URL, max_age: int) -> Iterator[Both]:
    settings = {
        "RENDEZVOUS_SEED_DATA": str(folder / "seed"),
        "RENDEZVOUS_DATA_FOLDER": str(folder / "var"),
        "RENDEZVOUS_DATABASE_URL": url.render_as_string(hide_password=False),
        "RENDEZVOUS_MAX_AGE": str(max_age),
        "RENDEZVOUS_REFRESH_SECONDS": "0.1",
        "RENDEZVOUS_METRICS": "true",
    }
    with served(settings) as origin:
        assert origin.get("/readyz").status_code == 200
        with cached(folder, origin.base_url.port or 0) as cache:
            yield Both(cache, origin)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    folder = tmp_path_factory.mktemp("nginx")
    with both_on(folder, load_seed(folder), max_age=3600) as both:
        yield both


@pytest.fixture
def connection(both: Both) -> Iterator[socket.socket]:
    """A connection to the proxy, for what no HTTP client would send."""
    assert both.cache.get("/healthz").status_code == 200
    address = ("127.0.0.1", both.cache.base_url.port or 0)
    with socket.create_connection(address, timeout=10) as connection:
        yield connection


def state(response: httpx.Response) -> str:
    """Whether a response comes from the cache."""
    name: str = response.headers["x-cache"]
    return name


def test_repeated_request_is_answered_from_the_cache(both: Both) -> None:
    first, second = (both.cache.get("/v1/missions?limit=1") for _ in range(2))
    assert (state(first), state(second)) == ("MISS", "HIT")
    direct = both.origin.get("/v1/missions?limit=1")
    for response in (first, second):
        assert response.content == direct.content
        for name in ("etag", "vary", "cache-control", "content-type", "link"):
            assert response.headers.get(name) == direct.headers.get(name)


@pytest.mark.parametrize("path", ["/v1/missions", "/missions"])
def test_variants_are_cached_by_media_type_and_encoding(both: Both, path: str) -> None:
    variants = [
        {"Accept": accept, "Accept-Encoding": encoding}
        for accept in ("*/*", "text/csv", "text/markdown")
        for encoding in ("identity", "gzip", "br", "zstd")
        if (accept, path)
        not in (("text/csv", "/missions"), ("text/markdown", "/v1/missions"))
    ]
    for wanted in ("MISS", "HIT"):
        for variant in variants:
            response = both.cache.get(path, headers=variant)
            direct = both.origin.get(path, headers=variant)
            assert state(response) == wanted, variant
            assert response.text == direct.text
            for name in ("etag", "content-encoding", "content-type"):
                assert response.headers.get(name) == direct.headers.get(name)


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_cache_answers_304_to_a_client_with_the_current_version(
    both: Both, encoding: str
) -> None:
    path, headers = "/v1/people", {"Accept-Encoding": encoding}
    etag = both.cache.get(path, headers=headers).headers["etag"]
    known = both.cache.get(path, headers=headers | {"If-None-Match": etag})
    assert (known.status_code, known.content) == (304, b"")
    assert (known.headers["etag"], state(known)) == (etag, "HIT")
    head = both.cache.head(path, headers=headers)
    assert (head.status_code, head.headers["etag"]) == (200, etag)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/missions?programm=interkosmos", 400),
        ("/v1/missions/none", 404),
        ("/nowhere", 404),
    ],
)
def test_errors_are_not_cached(both: Both, path: str, status: int) -> None:
    for _ in range(2):
        response = both.cache.get(path)
        problem_of(response, status)
        assert state(response) == "MISS"


def test_health_is_not_cached(both: Both) -> None:
    assert [state(both.cache.get("/healthz")) for _ in range(2)] == ["MISS"] * 2


@pytest.mark.parametrize(
    "path", ["/metrics", "/metrics/", "/metrics?a=1", "//metrics", "/%6detrics"]
)
def test_metrics_are_not_public(both: Both, path: str) -> None:
    assert both.origin.get("/metrics").status_code == 200
    url = both.cache.base_url.copy_with(raw_path=path.encode())
    assert proxy_problem(both.cache.get(url), 404)["instance"] == path


def test_responses_are_cached_by_host(both: Both) -> None:
    for host in ("one.example", "two.example"):
        states = [
            state(both.cache.get("/v1/stations", headers={"Host": host}))
            for _ in range(2)
        ]
        assert states == ["MISS", "HIT"]
        page = both.cache.get("/guide.md", headers={"Host": host})
        assert f"http://{host}/v1/" in page.text


def test_host_of_an_absolute_url_overrides_the_host_header(
    connection: socket.socket,
) -> None:
    connection.sendall(
        b"GET http://three.example:81/guide.md HTTP/1.1\r\n"
        b"Host: four.example\r\nConnection: close\r\n\r\n"
    )
    page = read_all(connection)
    assert b"http://three.example:81/v1/" in page
    assert b"four.example" not in page


def test_query_limit_is_that_of_the_application(both: Both) -> None:
    for length, status in ((15_000, 200), (17_000, 414)):
        path = f"/v1/missions?q={'remek,' * length}"[:length]
        direct, through = both.origin.get(path), both.cache.get(path)
        assert direct.status_code == through.status_code
        assert (through.status_code == 414) == (status == 414)
        assert through.content == direct.content


def test_ranges_are_answered_by_the_application(both: Both) -> None:
    path = next(
        file["url"]
        for file in both.origin.get("/v1/dataset/download").json()["data"]
        if file["url"].endswith(".sqlite")
    )
    whole = both.cache.get(path).content
    assert state(both.cache.get(path)) == "HIT"
    part = both.cache.get(path, headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, whole[100:200])
    beyond = both.cache.get(path, headers={"Range": f"bytes={len(whole)}-"})
    problem_of(beyond, 416)
    assert beyond.headers.get_list("access-control-allow-origin") == ["*"]
    assert beyond.headers["content-range"] == f"bytes */{len(whole)}"
    # Lists have no ranges, whether they are cached or not
    for _ in range(2):
        response = both.cache.get("/v1/countries", headers={"Range": "bytes=999999-"})
        assert response.status_code == 200
        assert response.json()["data"]


@pytest.mark.parametrize(
    "condition",
    [
        {"If-Match": '"other"'},
        {"If-Match": "0"},
        {"If-Unmodified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ],
)
def test_preconditions_are_checked_by_the_application(
    both: Both, condition: dict[str, str]
) -> None:
    direct = both.origin.get("/v1/spacecraft", headers=condition)
    for _ in range(2):
        response = both.cache.get("/v1/spacecraft", headers=condition)
        assert (response.status_code, response.text) == (
            direct.status_code,
            direct.text,
        )
        assert both.cache.get("/v1/spacecraft").status_code == 200


def test_post_reaches_the_tools(both: Both) -> None:
    message = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    headers = {"Accept": "application/json, text/event-stream", "Host": "localhost"}
    through, direct = (
        client.post("/mcp", json=message, headers=headers) for client in both
    )
    assert direct.status_code == through.status_code == 200
    assert direct.content == through.content


def test_preflight_request_reaches_the_application(both: Both) -> None:
    for path in ("/v1/missions", "/mcp"):
        through, direct = (client.options(path) for client in both)
        assert through.status_code == direct.status_code == 204
        for name in ("allow", "access-control-allow-methods"):
            assert through.headers[name] == direct.headers[name]


def test_http_1_0_client_gets_no_chunks(both: Both, connection: socket.socket) -> None:
    path = "/v1/missions?format=csv"
    with both.origin.stream("GET", path) as direct:
        assert direct.headers["transfer-encoding"] == "chunked"
        expected = direct.read()
    # Neither is Host required of it
    connection.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode())
    head, _, body = read_all(connection).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 ")
    assert b"transfer-encoding" not in head.lower()
    assert body == expected
    assert len([*csv.DictReader(body.decode().splitlines())]) == 2


def test_upgrade_to_h2c_with_a_body_is_answered_once(
    connection: socket.socket,
) -> None:
    hidden = b"GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n"
    connection.sendall(
        b"GET /v1/missions?limit=2 HTTP/1.1\r\nHost: localhost\r\n"
        b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
        b"HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n"
        b"Content-Length: %d\r\n\r\n" % len(hidden)
    )
    time.sleep(0.1)
    connection.sendall(hidden)
    # The connection stays in step: the next response is that of the next request
    connection.sendall(
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )
    received = read_all(connection)
    first, second = re.split(rb"HTTP/1.1 200 OK\r\n", received)[1:]
    assert received.count(b"HTTP/1.1 ") == 2
    assert b'"data":[' in first
    assert b'"status":"' in second


def test_new_data_replaces_stale_responses_without_delay(tmp_path: Path) -> None:
    url = file_url(tmp_path / "data.sqlite")
    load_seed(tmp_path, url)
    with both_on(tmp_path, url, max_age=1) as both:
        before = both.cache.get(NAMED)
        missions = changed("missions", "soyuz-28", name="Soyuz twenty-eight")
        load_seed(tmp_path, url, missions=missions)
        seen, end = [before], time.monotonic() + 30
        while seen[-1].json()["data"]["name"] != "Soyuz twenty-eight":
            assert time.monotonic() < end, "the old data is still shown"
            time.sleep(0.05)
            seen.append(both.cache.get(NAMED))
        assert {response.status_code for response in seen} == {200}
        # The stale response is sent while the new one is fetched
        assert {state(response) for response in seen[1:-1]} & {"STALE", "UPDATING"}
        assert {response.content for response in seen[:-1]} == {before.content}
        assert len({response.headers["etag"] for response in seen}) == 2


def test_stale_responses_are_served_while_the_server_is_down(tmp_path: Path) -> None:
    with both_on(tmp_path, load_seed(tmp_path), max_age=1) as both:
        before = both.cache.get(NAMED)
        port = both.origin.base_url.port or 0
    with cached(tmp_path, port) as cache:
        same_host = {"Host": before.request.headers["host"]}
        stale, end = before, time.monotonic() + 30
        while state(stale) != "STALE":
            assert time.monotonic() < end, "the response does not become stale"
            stale = cache.get(NAMED, headers=same_host)
            assert (stale.status_code, stale.content) == (200, before.content)
            time.sleep(0.05)
        response = cache.get("/v1/missions?q=a")
        problem = proxy_problem(response, 503)
        assert problem["type"] == "/problems/unavailable"
        assert problem["instance"] == "/v1/missions?q=a"
        assert response.headers["retry-after"] == "5"
