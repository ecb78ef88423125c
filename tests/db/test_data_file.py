"""The file that is served is deleted, replaced, cut short, overwritten or damaged."""

import asyncio
import logging
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import URL, text

from app.db import open_reader
from app.db.location import file_identity
from app.db.sqlite import SIDE_CONNECTIONS
from app.problems import Unavailable
from tests.conftest import app_on, problem_of
from tests.support.client import Client, client_of
from tests.support.factories import changed, load_seed
from tests.support.serving import waited_for

LIST = "/v1/missions?facet=kind"
EXPORT = "/v1/claims?format=ndjson"
PATHS = (LIST, EXPORT, "/v1/missions/soyuz-28", "/v1/firsts?country=CSK", "/readyz")
NEWER: dict[str, Any] = {
    "missions": changed("missions", "soyuz-28", name="Soyuz twenty-eight"),
    "gaps": [],
}
SLOW = text(
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1e9)"
    " SELECT max(i) FROM n"
)


@pytest.fixture
def url(tmp_path: Path) -> URL:
    """The tiny seed in a file."""
    return load_seed(tmp_path, URL.create("sqlite", database=f"{tmp_path}/data.db"))


@pytest.fixture
def file(url: URL) -> Path:
    return Path(url.database or "")


@pytest.fixture
def app(url: URL) -> FastAPI:
    return app_on(url, cache_bytes=0, refresh_seconds=0.05)


@pytest.fixture
def client(app: FastAPI) -> Iterator[Client]:
    with client_of(app) as client:
        yield client


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """A file with other data, not in place yet."""
    folder = tmp_path / "newer"
    url = URL.create("sqlite", database=f"{folder}/data.db")
    return Path(load_seed(folder, url, **NEWER).database or "")


def readiness(client: Client) -> str:
    """Returns why the process is not ready, empty if it is."""
    response = client.get("/readyz")
    if response.status_code == 200:
        return ""
    detail: str = problem_of(response, 503)["detail"]
    return detail


def is_served(client: Client, file: Path) -> bool:
    """Returns whether requests are answered from the data that is in the file."""
    with sqlite3.connect(file) as connection:
        [(held,)] = connection.execute("SELECT revision FROM release")
    connection.close()
    response = client.get("/v1/dataset")
    return response.status_code == 200 and (
        response.json()["meta"]["dataset"]["revision"] == f"sha256:{held}"
    )


def test_a_deleted_file_is_still_read_and_reported(
    client: Client, file: Path, newer: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = {path: client.get(path).content for path in PATHS[:-1]}
    file.unlink()
    assert readiness(client) == "The data file was deleted."
    assert {path: client.get(path).content for path in before} == before
    waited_for(lambda: "The data file was deleted." in caplog.text)
    time.sleep(0.2)
    assert caplog.text.count("was deleted") == 1, "said once"
    shutil.copy(newer, file)
    waited_for(lambda: is_served(client, newer))
    assert readiness(client) == ""


def test_a_file_that_is_moved_away_and_back_is_served_as_before(
    client: Client, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    aside = file.with_suffix(".aside")
    file.rename(aside)
    waited_for(lambda: "was deleted" in caplog.text)
    aside.rename(file)
    assert readiness(client) == ""


@pytest.mark.parametrize("size", [0, 100, 8192, 50_000])
def test_a_file_that_is_cut_short_is_an_outage_until_data_is_loaded(
    client: Client, file: Path, newer: Path, size: int
) -> None:
    for path in PATHS:
        assert client.get(path).status_code == 200
    os.truncate(file, size)
    for path in PATHS:
        problem = problem_of(client.get(path), 503)
        assert problem["type"] == "/problems/unavailable"
    assert client.get("/healthz").status_code == 200
    waited_for(lambda: "was cut short and is damaged" in readiness(client))
    newer.replace(file)
    waited_for(lambda: is_served(client, file))
    assert readiness(client) == ""


def test_a_file_that_is_overwritten_in_place_never_mixes_two_data_sets(
    client: Client, file: Path, newer: Path
) -> None:
    before = {path: client.get(path).content for path in PATHS}
    data, last = newer.read_bytes()[:-64], newer.read_bytes()[-64:]
    with file.open("rb+") as opened:
        for start in range(0, len(data), 50_000):
            opened.write(data[start : start + 50_000])
            opened.flush()
            for path in PATHS:
                assert client.get(path).status_code == 503
        waited_for(lambda: "was overwritten and is damaged" in readiness(client))
        opened.write(last)
        opened.truncate()
    waited_for(lambda: is_served(client, newer))
    assert client.get(LIST).content != before[LIST]
    assert readiness(client) == ""


def test_damage_that_nothing_announces_is_an_outage_and_no_fault_of_ours(
    client: Client, file: Path
) -> None:
    status, size = file.stat(), file.stat().st_size
    with file.open("rb+") as opened:
        opened.seek(8192)
        opened.write(bytes(size - 8192))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert file_identity(file) == (status.st_ino, size, status.st_mtime_ns)
    for path in ("/v1/missions?sort=-name&facet=kind", EXPORT, "/v1/people?q=remek"):
        problem = problem_of(client.get(path), 503)
        assert problem["detail"] == (
            "The data file is damaged; the data has to be loaded again."
        )


def test_text_that_was_damaged_is_an_outage(url: URL) -> None:
    async def read() -> None:
        reader = await open_reader(url, 5)
        with pytest.raises(Unavailable):
            await reader.rows(text("SELECT CAST(x'ff' AS TEXT)"))
        # A mistake of ours is not taken for one
        with pytest.raises(sqlite3.OperationalError, match="no such column"):
            await reader.rows(text("SELECT missing FROM missions"))
        await reader.close()

    asyncio.run(read())


def test_what_replaces_the_file_and_cannot_be_served_is_reported(
    client: Client, file: Path, newer: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = client.get(LIST).content
    damaged = newer.with_suffix(".damaged")
    damaged.write_bytes(newer.read_bytes()[:-1] + b"?")
    with caplog.at_level(logging.ERROR):
        damaged.replace(file)
        waited_for(lambda: "was replaced and is damaged" in readiness(client))
        time.sleep(0.2)
    assert caplog.text.count("damaged") == 1
    assert client.get(LIST).content == before
    newer.replace(file)
    waited_for(lambda: is_served(client, file))


def test_an_export_and_a_facet_end_on_the_data_on_which_they_began(
    app: FastAPI,
    client: Client,
    file: Path,
    newer: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.services.lists.STREAM_CHUNK", 1)
    monkeypatch.setattr("app.services.reload.GRACE_SECONDS", 0.5)
    before = {path: client.get(path).content for path in (EXPORT, LIST)}
    is_replaced = asyncio.Event()
    reader = app.state.snapshot.data
    long_rows = reader.long_rows

    async def wait_and_read(*arguments: Any) -> Any:
        await is_replaced.wait()
        # All chunks together take longer than a data set without requests is kept
        await asyncio.sleep(0.02)
        return await long_rows(*arguments)

    monkeypatch.setattr(reader, "long_rows", wait_and_read)
    found: dict[str, bytes] = {}

    def ask(path: str) -> None:
        found[path] = client.get(path).content

    threads = [threading.Thread(target=ask, args=(path,)) for path in before]
    for thread in threads:
        thread.start()
    newer.replace(file)
    waited_for(lambda: is_served(client, file))
    client.portal.call(is_replaced.set)
    for thread in threads:
        thread.join()
    assert found == before
    after = {path: client.get(path).content for path in before}
    assert after[LIST] != before[LIST]


def test_a_replaced_data_set_is_closed_when_no_request_reads_it(
    app: FastAPI,
    client: Client,
    file: Path,
    newer: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.services.reload.GRACE_SECONDS", 0.1)
    old = app.state.snapshot
    newer.replace(file)
    waited_for(lambda: is_served(client, file))
    time.sleep(0.3)
    with pytest.raises(Unavailable) as refusal:
        client.portal.call(old.reader.rows, text("SELECT 1"))
    assert "was replaced" in refusal.value.detail


def test_a_file_that_is_replaced_while_it_is_opened_is_opened_again(
    file: Path, url: URL, newer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect, count = sqlite3.connect, 0

    def connect_and_replace(*arguments: Any, **options: Any) -> Any:
        nonlocal count
        count += 1
        if count == 2:
            newer.replace(file)
        return connect(*arguments, **options)

    async def read() -> list[Any]:
        monkeypatch.setattr("sqlite3.connect", connect_and_replace)
        reader = await open_reader(url, 5)
        monkeypatch.undo()
        name = text("SELECT name FROM missions WHERE id = 'soyuz-28'")
        rows = [await reader.rows(name)]
        rows += [await reader.long_rows(name) for _ in range(2 * SIDE_CONNECTIONS)]
        assert reader.identity == await reader.newest_identity() == file_identity(file)
        await reader.close()
        return rows

    rows = asyncio.run(read())
    assert rows == [[("Soyuz twenty-eight",)]] * len(rows)
    assert count == 2 * (1 + SIDE_CONNECTIONS)


def test_a_long_statement_leaves_the_event_loop(url: URL) -> None:
    async def read() -> float:
        reader = await open_reader(url, 0.5)
        slow = asyncio.create_task(reader.rows(SLOW))
        longest, last = 0.0, time.monotonic()
        while not slow.done():
            await asyncio.sleep(0.01)
            now = time.monotonic()
            longest, last = max(longest, now - last), now
        with pytest.raises(Unavailable) as refusal:
            await slow
        assert "more than 0.5 s" in refusal.value.detail
        await reader.close()
        return longest

    assert asyncio.run(read()) < 0.3


def test_statements_that_wait_for_a_thread_end_at_their_deadline(url: URL) -> None:
    async def read() -> None:
        reader = await open_reader(url, 1)
        start = time.monotonic()
        many = [reader.long_rows(SLOW) for _ in range(3 * SIDE_CONNECTIONS)]
        ended = await asyncio.gather(*many, return_exceptions=True)
        assert {type(error) for error in ended} == {Unavailable}
        assert time.monotonic() - start < 2
        running = asyncio.create_task(reader.long_rows(SLOW))
        await asyncio.sleep(0.1)
        await reader.close()
        assert running.done(), "closing waits for it"
        with pytest.raises(Unavailable):
            await running

    asyncio.run(read())
