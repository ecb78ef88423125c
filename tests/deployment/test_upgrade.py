"""Two processes behind nginx are replaced by a newer version, and no request fails."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event
from typing import NamedTuple

import httpx
import pytest

from app.settings import ROOT
from tests.deployment.test_nginx import proxied
from tests.support.factories import ON_BOTH, empty_database, write_seed
from tests.support.serving import free_port, served
from tests.support.versions import write_newer_version

CLIENTS = 4
PATHS = ("/v1/missions/soyuz-28", "/v1/firsts?country=CSK", "/v1/missions?limit=1")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
UPSTREAMS = re.findall(r"^ +(server 127\.0\.0\.1:)\d+(.*;)$", OPERATIONS, re.MULTILINE)
UNLIMITED = {
    "rate=20r/s": "rate=10000r/s",
    "limit_conn connections 50;": "limit_conn connections 1000;",
}
RETRIED = ("while connecting to upstream", "while reading response header")
"""Errors of nginx after which it sends the request to the other process."""
pytestmark = pytest.mark.xdist_group("nginx")


class Seen(NamedTuple):
    """An answer of the proxy."""

    status: int
    cache: str
    revision: str


def ask_until(ended: Event, port: int, seen: list[Seen]) -> None:
    """Sends requests without a pause, and notes their answers."""
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
        while not ended.is_set():
            for path in PATHS:
                response = client.get(path)
                cache = response.headers.get("x-cache", "")
                body = response.json()
                revision = body["meta"]["dataset"]["revision"] if "meta" in body else ""
                seen.append(Seen(response.status_code, cache, revision))


@contextmanager
def asked(port: int) -> Iterator[list[Seen]]:
    """The answers to clients that send requests until the context ends."""
    ended, seen = Event(), list[Seen]()
    with ThreadPoolExecutor(CLIENTS) as pool:
        clients = [pool.submit(ask_until, ended, port, seen) for _ in range(CLIENTS)]
        try:
            yield seen
            # Also after the last process was replaced
            time.sleep(1)
        finally:
            ended.set()
    for client in clients:
        client.result()


@pytest.fixture(params=ON_BOTH)
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The environment of all processes; a file is named by its revision."""
    settings = {
        "RENDEZVOUS_SEED_DATA": str(write_seed(tmp_path / "seed")),
        "RENDEZVOUS_DATA_FOLDER": str(tmp_path / "var"),
        # Every request reaches a process
        "RENDEZVOUS_MAX_AGE": "0",
    }
    if request.param != "sqlite":
        url = empty_database(request, request.param, tmp_path)
        settings["DATABASE_URL"] = url.render_as_string(hide_password=False)
    return settings


def load(settings: dict[str, str], version: Path) -> None:
    command = [sys.executable, "-m", "app", "load"]
    subprocess.run(command, cwd=version, env=os.environ | settings, check=True)


def changes_for(ports: list[int]) -> dict[str, str]:
    """The changes of the configuration of nginx that the documentation names."""
    lines = [
        f"{start}{port}{end}"
        for port, (start, end) in zip(ports, UPSTREAMS, strict=True)
    ]
    return UNLIMITED | {f"server 127.0.0.1:{ports[0]};": "\n".join(lines)}


def test_no_request_fails_while_a_version_replaces_another(
    settings: dict[str, str], tmp_path: Path
) -> None:
    newer = write_newer_version(tmp_path / "newer")
    ports = [free_port(), free_port()]
    with ExitStack() as first, ExitStack() as second, ExitStack() as proxy:
        slots = [*zip((first, second), ports, strict=True)]

        def start(version: Path, slot: ExitStack, port: int) -> None:
            server = served(settings, version=version, port=port)
            slot.enter_context(server).get("/readyz").raise_for_status()

        for slot, port in slots:
            start(ROOT, slot, port)
        nginx = proxied(tmp_path, ports[0], changes_for(ports), expected=RETRIED)
        port = proxy.enter_context(nginx)
        seen = proxy.enter_context(asked(port))
        # Then a restart takes seconds, less than nginx would avoid a failed server
        load(settings, newer)
        for slot, port in slots:
            slot.close()
            start(newer, slot, port)
        proxy.close()
    assert {answer.status for answer in seen} == {200}
    assert {answer.cache for answer in seen} == {"MISS"}
    assert len({answer.revision for answer in seen}) == 2
    assert len(seen) > 100
