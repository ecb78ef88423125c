"""`serve` in a process of its own loads new data, answers, and ends on a signal."""

import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest
from sqlalchemy import URL

from app.cli import main
from app.db.checksum import add_checksum
from app.db.urls import sqlite_path
from app.ingest.load import loaded_revision, revision_of
from tests.support.factories import ON_BOTH, empty_database, write_seed
from tests.support.serving import free_port, served

Serve = Callable[[int], object]


@pytest.fixture(params=ON_BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """An empty database of each kind in turn."""
    return empty_database(request, request.param, tmp_path)


def served_from(
    url: URL, folder: Path, end: signal.Signals = signal.SIGTERM
) -> AbstractContextManager[httpx.Client]:
    """A client of a server of the seed and the files in a folder."""
    settings = {
        "RENDEZVOUS_SEED_DATA": str(folder / "seed"),
        "RENDEZVOUS_DATA_FOLDER": str(folder / "var"),
        "RENDEZVOUS_DATABASE_URL": url.render_as_string(hide_password=False),
    }
    return served(settings, end)


def answer(client: httpx.Client, path: str) -> Any:
    return client.get(path).raise_for_status().json()


def test_server_loads_answers_and_ends_on_sigterm(url: URL, tmp_path: Path) -> None:
    revision = revision_of(write_seed(tmp_path / "seed"))
    with served_from(url, tmp_path) as client:
        ready = {"status": "ready", "revision": f"sha256:{revision}"}
        assert answer(client, "/readyz") == ready
        assert answer(client, "/v1/missions")["meta"]["total"] == 2
        assert client.get("/docs").status_code == 200
    assert loaded_revision(url) == revision


def test_server_loads_only_new_data(tmp_path: Path) -> None:
    write_seed(tmp_path / "seed")
    url = URL.create("sqlite", database=str(tmp_path / "data.sqlite"))
    path = sqlite_path(url)
    assert path is not None
    with served_from(url, tmp_path) as client:
        first, file = answer(client, "/readyz"), path.stat()
    with served_from(url, tmp_path) as client:
        assert answer(client, "/readyz") == first
        assert os.path.samestat(path.stat(), file)
    write_seed(tmp_path / "seed", gaps=[])
    with served_from(url, tmp_path) as client:
        assert answer(client, "/readyz") != first
        assert not os.path.samestat(path.stat(), file)


def test_server_ends_quietly_on_sigint(tmp_path: Path) -> None:
    write_seed(tmp_path / "seed")
    url = URL.create("sqlite", database=str(tmp_path / "data.sqlite"))
    with served_from(url, tmp_path, end=signal.SIGINT) as client:
        assert answer(client, "/healthz") == {"status": "up"}


# -- In this process, where coverage is measured


@pytest.fixture
def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Serve:
    """Serves the tiny seed in this process; the exit code when it has ended."""
    monkeypatch.setenv("RENDEZVOUS_SEED_DATA", str(write_seed(tmp_path / "seed")))
    monkeypatch.setenv("RENDEZVOUS_DATA_FOLDER", str(tmp_path / "var"))
    monkeypatch.setenv("RENDEZVOUS_DATABASE_URL", f"sqlite:///{tmp_path}/data.sqlite")

    def serve_on(port: int) -> object:
        monkeypatch.setattr(sys, "argv", ["rendezvous", "serve", "--port", str(port)])
        # A server raises the signal once more when it has ended, for its caller
        before = signal.signal(signal.SIGTERM, lambda *_: None)
        try:
            with pytest.raises(SystemExit) as end:
                main()
        finally:
            signal.signal(signal.SIGTERM, before)
        return end.value.code

    return serve_on


def test_server_in_this_process_ends_on_a_signal(
    serve: Serve,
) -> None:
    port = free_port()
    answers = []

    def ask_and_stop() -> None:
        try:
            with httpx.Client(transport=httpx.HTTPTransport(retries=7)) as client:
                answers.append(client.get(f"http://127.0.0.1:{port}/readyz"))
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    asking = Thread(target=ask_and_stop)
    asking.start()
    assert serve(port) == 0
    asking.join()
    assert [answer.status_code for answer in answers] == [200]


def test_server_that_cannot_start_fails(
    serve: Serve, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    # A database that claims the revision and lacks all else
    revision = revision_of(tmp_path / "seed")
    with closing(sqlite3.connect(tmp_path / "data.sqlite")) as connection:
        connection.execute("CREATE TABLE release (id, version, revision, body)")
        connection.execute("INSERT INTO release VALUES (1, '1', ?, '{}')", [revision])
        connection.commit()
    add_checksum(tmp_path / "data.sqlite")
    assert serve(free_port()) not in (0, None)
    assert "no such table" in capfd.readouterr().err


def test_several_workers_serve_one_file(tmp_path: Path) -> None:
    write_seed(tmp_path / "seed")
    settings = {
        "RENDEZVOUS_SEED_DATA": str(tmp_path / "seed"),
        "RENDEZVOUS_DATA_FOLDER": str(tmp_path / "var"),
    }
    with served(settings, options=("--workers", "2")) as client:
        answers = {client.get("/v1/missions").text for _ in range(20)}
    assert len(answers) == 1
    assert len(list((tmp_path / "var").glob("*.sqlite"))) == 1
