"""`serve` in a process of its own: it loads what is not loaded, answers, and ends when
it is told to.
"""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import URL

from app.db import sqlite_path
from app.seed.load import loaded_revision, revision_of
from app.settings import ROOT
from tests.factories import ON_BOTH, empty_database, write_seed


@pytest.fixture(params=ON_BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """An empty database of each kind in turn."""
    return empty_database(request, request.param, tmp_path)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


@contextmanager
def served(url: URL, folder: Path) -> Iterator[httpx.Client]:
    """A client of the server, which must end quietly when it is told to."""
    port = free_port()
    named = {
        "RENDEZVOUS_SEED_DATA": str(folder / "seed"),
        "RENDEZVOUS_DATA_FOLDER": str(folder / "var"),
        "RENDEZVOUS_DATABASE_URL": url.render_as_string(hide_password=False),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "serve", "--port", str(port)],
        cwd=ROOT,
        env=os.environ | named,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    with process:
        try:
            said = process.stderr.readline()
            assert said.startswith(f"Rendezvous answers at http://127.0.0.1:{port}/v1 ")
            # The port opens a moment after it is announced: connecting is tried again
            patient = httpx.HTTPTransport(retries=6)
            address = f"http://127.0.0.1:{port}"
            with httpx.Client(transport=patient, base_url=address) as client:
                yield client
        finally:
            process.terminate()
            out, err = process.communicate(timeout=30)
    assert (out, err) == ("", "")
    assert process.returncode in (0, -signal.SIGTERM)


def answer(client: httpx.Client, path: str) -> Any:
    return client.get(path).raise_for_status().json()


def test_a_server_loads_answers_and_ends_when_told(url: URL, tmp_path: Path) -> None:
    revision = revision_of(write_seed(tmp_path / "seed"))
    with served(url, tmp_path) as client:
        ready = {"status": "ready", "revision": f"sha256:{revision}"}
        assert answer(client, "/readyz") == ready
        assert answer(client, "/v1/missions")["meta"]["total"] == 2
        assert client.get("/docs").status_code == 200
    assert loaded_revision(url) == revision


def test_a_server_loads_only_what_is_new(tmp_path: Path) -> None:
    write_seed(tmp_path / "seed")
    url = URL.create("sqlite", database=str(tmp_path / "data.sqlite"))
    path = sqlite_path(url)
    assert path is not None
    with served(url, tmp_path) as client:
        first, file = answer(client, "/readyz"), path.stat()
    with served(url, tmp_path) as client:
        assert answer(client, "/readyz") == first
        assert os.path.samestat(path.stat(), file)
    write_seed(tmp_path / "seed", gaps=[])
    with served(url, tmp_path) as client:
        assert answer(client, "/readyz") != first
        assert not os.path.samestat(path.stat(), file)
