"""The compared servers as a table, and how one is started and ended."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from app.settings import ROOT
from tests.benchmarks.processes import Memory, memory

PEERS = ROOT / "var" / "peers" / "bin" / "python"
"""The environment of the peers, which the product does not need."""
PATIENCE = 60

OURS_ASKED = {
    "list": "/v1/missions?programme=soyuz&launched=1975/1992&sort=launched&limit=20",
    "record": "/v1/missions/soyuz-28",
    "new firsts": "/v1/firsts?country=VNM",
    "new moments": "/v1/in-space?at=1985-10-07",
    "new searches": "/v1/search?q=gagrin",
}
OURS_ASKED |= {"unchanged": OURS_ASKED["list"], "new lists": OURS_ASKED["list"]}
OURS_ASKED |= {"new records": OURS_ASKED["record"]}
FIXED_ASKED = {name: "/" + name.replace(" ", "-") for name in OURS_ASKED}
PEERS_ASKED = {"list": "/missions?programme=soyuz&first=1975&last=1992&limit=20"}
DATASETTE_ASKED = {
    "list": "/catalogue/missions.json?programme=soyuz&first=1975&last=1992&limit=20"
    "&_shape=array&_json=crew&_json=programmes"
}
UVICORN = ("uvicorn", "--no-access-log", "--log-level=warning", "--port={port}")
OURS_COMMAND = ("app", "serve", "--port={port}")
GRANIAN = (
    *("granian", "--interface=asgi", "--no-ws", "--log-level=warning"),
    *("--factory", "--port={port}"),
)
GUNICORN = ("gunicorn", "--bind=127.0.0.1:{port}", "--log-level=warning")


class Server(NamedTuple):
    """A module that Python runs, and its path for each question."""

    name: str
    command: tuple[str, ...]
    paths: Mapping[str, str]
    settings: Mapping[str, str] = MappingProxyType({})
    python: Path = PEERS


CEILING = "fixed bytes"
OURS = "ours"
PLAIN = "ours, no cache"
BARE = "bare FastAPI route, fixed bytes"
TUTORIAL = "tutorial FastAPI + ORM"
DRF = "Django REST Framework"
DATASETTE = "Datasette"
UNDER_GRANIAN = "ours, no cache, granian"
ON_SERVER = "ours, no cache, PostgreSQL"
TUTORIAL_ON_SERVER = "tutorial async ORM, PostgreSQL"
TWO = "ours, no cache, two workers"

PYTHON = Path(sys.executable)
NO_CACHE = {"RENDEZVOUS_CACHE_BYTES": "0"}
TABLE = (
    Server(OURS, OURS_COMMAND, OURS_ASKED, python=PYTHON),
    Server(PLAIN, OURS_COMMAND, OURS_ASKED, NO_CACHE, PYTHON),
    Server(TWO, (*OURS_COMMAND, "--workers=2"), OURS_ASKED, NO_CACHE, PYTHON),
    Server(
        UNDER_GRANIAN,
        (*GRANIAN, "tests.benchmarks.served:served"),
        OURS_ASKED,
        NO_CACHE | {"SERVED_URL": "sqlite:///{file}"},
        PYTHON,
    ),
    Server(
        ON_SERVER,
        OURS_COMMAND,
        OURS_ASKED,
        NO_CACHE | {"DATABASE_URL": "{server}"},
        PYTHON,
    ),
    Server(
        CEILING, (*UVICORN, "tests.benchmarks.fixed:app"), FIXED_ASKED, python=PYTHON
    ),
    Server(BARE, (*UVICORN, "tests.benchmarks.peers.bare:app"), FIXED_ASKED),
    Server(TUTORIAL, (*UVICORN, "tests.benchmarks.peers.tutorial:app"), PEERS_ASKED),
    Server(
        TUTORIAL_ON_SERVER,
        (*UVICORN, "tests.benchmarks.peers.tutorial_async:app"),
        PEERS_ASKED,
    ),
    Server(
        DRF,
        (
            *GUNICORN,
            "--worker-class=gthread",
            "--threads=4",
            "tests.benchmarks.peers.drf:application",
        ),
        PEERS_ASKED,
    ),
    Server(
        DATASETTE,
        (
            "datasette",
            "serve",
            "--immutable={file}",
            "--metadata=tests/benchmarks/peers/datasette.json",
            "--port={port}",
        ),
        DATASETTE_ASKED,
    ),
)


class Running(NamedTuple):
    """A server that has started."""

    server: Server
    port: int
    process: int
    seconds_to_start: float
    memory: Memory


@contextmanager
def running(server: Server, given: Mapping[str, str]) -> Iterator[Running]:
    """Starts a server and waits for it; ends it with the block."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    filled = {**given, "port": port}
    command = [
        str(server.python),
        "-m",
        *(one.format(**filled) for one in server.command),
    ]
    settings = {name: one.format(**filled) for name, one in server.settings.items()}
    began = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}{server.paths['list']}", process)
            took = time.perf_counter() - began
            yield Running(server, port, process.pid, took, memory(process.pid))
        finally:
            process.terminate()


def wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Waits for the first answer. Raises an error if the server ends."""
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=PATIENCE).close()
        except (ConnectionError, urllib.error.URLError) as error:
            if isinstance(error, urllib.error.HTTPError):
                raise
            time.sleep(0.02)
        else:
            return
    raise TimeoutError(f"{address} is not answered")
