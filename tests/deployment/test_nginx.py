"""A cache in front, as `deploy/nginx.conf` has it: a real nginx, a real server."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import httpx
import pytest
from sqlalchemy import URL

from app.db.urls import file_url
from app.settings import ROOT
from tests.conftest import problem_of
from tests.support.factories import changed, load_seed
from tests.support.serving import free_port, served

CONFIG = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
PROGRAM = shutil.which("nginx", path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")
NAMED = "/v1/missions/soyuz-28?fields=name"
SCRATCH = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")

pytestmark = [
    pytest.mark.skipif(PROGRAM is None, reason="not installed here: nginx"),
    pytest.mark.xdist_group("nginx"),
]


def config_for(folder: Path, port: int, origin: int) -> str:
    """The configuration with the places of a test."""
    text = CONFIG
    scratch = "".join(f"{one}_temp_path {folder}/{one};\n" for one in SCRATCH)
    for ours, here in (
        ("http {\n", f"http {{\n{scratch}"),
        ("/var/cache/nginx/rendezvous", f"{folder}/cache"),
        ("app:8000", f"127.0.0.1:{origin}"),
        ("listen 8080", f"listen 127.0.0.1:{port}"),
    ):
        assert text.count(ours) == 1, ours
        text = text.replace(ours, here)
    return text


@contextmanager
def cached(folder: Path, origin: int) -> Iterator[httpx.Client]:
    """A client of nginx in front of a port; nginx may complain of nothing."""
    port, file, log = free_port(), folder / "nginx.conf", folder / "errors"
    file.write_text(config_for(folder, port, origin), encoding="utf-8")
    directives = f"daemon off; pid {folder}/pid; error_log {log} error;"
    if os.geteuid() == 0:
        directives += " user root;"
    process = subprocess.Popen(
        [str(PROGRAM), "-p", folder, "-e", log, "-c", file, "-g", directives]
    )
    with process:
        try:
            patient = httpx.HTTPTransport(retries=7)
            base = f"http://127.0.0.1:{port}"
            with httpx.Client(transport=patient, base_url=base) as client:
                yield client
        finally:
            process.send_signal(signal.SIGQUIT)
    told = log.read_text(encoding="utf-8").splitlines()
    # That the server behind it is away is told, and nothing else
    assert [line for line in told if "while connecting to upstream" not in line] == []


class Both(NamedTuple):
    """Clients of the cache and of the server behind it."""

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


def state(response: httpx.Response) -> str:
    """Whether an answer came from the cache."""
    told: str = response.headers["x-cache"]
    return told


def test_what_was_asked_before_comes_from_the_cache(both: Both) -> None:
    first, second = (both.cache.get("/v1/missions?limit=1") for _ in range(2))
    assert (state(first), state(second)) == ("MISS", "HIT")
    direct = both.origin.get("/v1/missions?limit=1")
    for answer in (first, second):
        assert answer.content == direct.content
        for name in ("etag", "vary", "cache-control", "content-type", "link"):
            assert answer.headers.get(name) == direct.headers.get(name)


@pytest.mark.parametrize("path", ["/v1/missions", "/missions"])
def test_variants_are_kept_apart(both: Both, path: str) -> None:
    variants = [
        {"Accept": accept, "Accept-Encoding": encoding}
        for accept in ("*/*", "text/csv", "text/markdown")
        for encoding in ("identity", "gzip", "br", "zstd")
        if (accept, path)
        not in (("text/csv", "/missions"), ("text/markdown", "/v1/missions"))
    ]
    for wanted in ("MISS", "HIT"):
        for variant in variants:
            answer = both.cache.get(path, headers=variant)
            direct = both.origin.get(path, headers=variant)
            assert state(answer) == wanted, variant
            assert answer.text == direct.text
            for name in ("etag", "content-encoding", "content-type"):
                assert answer.headers.get(name) == direct.headers.get(name)


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_whoever_has_an_answer_is_told_so_by_the_cache(
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
def test_errors_are_not_kept(both: Both, path: str, status: int) -> None:
    for _ in range(2):
        response = both.cache.get(path)
        problem_of(response, status)
        assert state(response) == "MISS"


def test_health_is_never_kept(both: Both) -> None:
    assert [state(both.cache.get("/healthz")) for _ in range(2)] == ["MISS"] * 2


def test_what_is_told_of_the_processes_stays_inside(both: Both) -> None:
    assert both.origin.get("/metrics").status_code == 200
    problem_of(both.cache.get("/metrics"), 404)


def test_a_page_that_names_its_host_is_kept_for_that_host(both: Both) -> None:
    for host in ("one.example", "two.example"):
        for _ in range(2):
            page = both.cache.get("/guide.md", headers={"Host": host})
            assert f"http://{host}/v1/" in page.text


def test_a_query_may_be_as_long_as_the_server_takes_it(both: Both) -> None:
    for length, status in ((15_000, 200), (17_000, 414)):
        path = f"/v1/missions?q={'remek,' * length}"[:length]
        direct, through = both.origin.get(path), both.cache.get(path)
        assert direct.status_code == through.status_code
        assert (through.status_code == 414) == (status == 414)
        assert through.content == direct.content


def test_tools_of_agents_pass(both: Both) -> None:
    asked = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    kinds = {"Accept": "application/json, text/event-stream"}
    answers = [
        client.post("/mcp", json=asked, headers=kinds | {"Host": "localhost"})
        for client in both
    ]
    assert answers[0].status_code == answers[1].status_code
    assert answers[0].content == answers[1].content


def test_new_data_is_shown_when_the_age_is_over_and_nobody_waits_for_it(
    tmp_path: Path,
) -> None:
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
        assert {answer.status_code for answer in seen} == {200}
        # What is old is sent while what is new is fetched
        assert {state(answer) for answer in seen[1:-1]} & {"STALE", "UPDATING"}
        assert {answer.content for answer in seen[:-1]} == {before.content}
        assert len({answer.headers["etag"] for answer in seen}) == 2


def test_what_is_old_is_shown_while_the_server_is_away(tmp_path: Path) -> None:
    with both_on(tmp_path, load_seed(tmp_path), max_age=1) as both:
        before = both.cache.get(NAMED)
        port = both.origin.base_url.port or 0
    with cached(tmp_path, port) as cache:
        same_host = {"Host": before.request.headers["host"]}
        old, end = before, time.monotonic() + 30
        while state(old) != "STALE":
            assert time.monotonic() < end, "it is never too old"
            old = cache.get(NAMED, headers=same_host)
            assert (old.status_code, old.content) == (200, before.content)
            time.sleep(0.05)
        away = cache.get('/v1/missions?q="')
        problem = problem_of(away, 503)
        assert problem["type"] == "/problems/unavailable"
        assert int(away.headers["retry-after"]) > 0
        assert away.headers["cache-control"] == "no-store"


def test_the_server_is_told_who_asks(tmp_path: Path) -> None:
    seen: list[dict[str, str]] = []

    class Origin(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append({name.lower(): value for name, value in self.headers.items()})
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Origin) as origin:
        serving = Thread(target=origin.serve_forever)
        serving.start()
        try:
            with cached(tmp_path, origin.server_port) as cache:
                cache.get("/", headers={"X-Forwarded-For": "192.0.2.7"})
        finally:
            origin.shutdown()
            serving.join()
    [headers] = seen
    assert headers["x-forwarded-for"] == "192.0.2.7, 127.0.0.1"
    assert headers["x-forwarded-proto"] == "http"
    assert headers["host"] == f"127.0.0.1:{cache.base_url.port}"
