"""New data replaces the data in service, and no request notices."""

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from anyio import to_thread
from fastapi import FastAPI
from sqlalchemy import URL

from app.db.checksum import add_checksum
from app.ingest.load import revision_of
from app.main import create_app
from app.query.reference_data import ReferenceData, read_reference_data
from app.services.reload import activate, open_snapshot
from app.settings import Settings
from tests.conftest import app_on, problem_of
from tests.support.client import Client, client_of
from tests.support.factories import ON_BOTH, changed, empty_database, load_seed
from tests.support.serving import waited_for

NAMED = "/v1/missions/soyuz-28?fields=name"
OTHER = changed("missions", "soyuz-28", name="Soyuz twenty-eight")


@pytest.fixture(params=ON_BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """A database of each kind in turn, with the tiny seed."""
    url = empty_database(request, request.param, tmp_path)
    return load_seed(tmp_path, url)


@pytest.fixture
def app(url: URL) -> FastAPI:
    return create_app(Settings(refresh_seconds=0.02), url)


@pytest.fixture
def client(app: FastAPI) -> Iterator[Client]:
    with client_of(app) as client:
        yield client


def data_and_revision(client: Client, path: str) -> Any:
    answer = client.json(path)
    return answer["data"], answer["meta"]["dataset"]["revision"]


def until_changed(client: Client, path: str, before: Any) -> Any:
    """Returns data and revision of a path as soon as the revision is another."""
    end = time.monotonic() + 20
    while (now := data_and_revision(client, path))[1] == before[1]:
        assert time.monotonic() < end, "the old data is still served"
        time.sleep(0.005)
    return now


def test_new_data_is_served_without_a_restart(
    client: Client, url: URL, tmp_path: Path
) -> None:
    before = data_and_revision(client, NAMED)
    # From the cache of responses, which must be emptied
    assert [data_and_revision(client, NAMED) for _ in range(3)] == [before] * 3
    load_seed(tmp_path / "again", url, missions=OTHER)
    name, revision = until_changed(client, NAMED, before)
    assert before[0] == {"name": "Soyuz 28"}
    assert name == {"name": "Soyuz twenty-eight"}
    assert revision != before[1]
    assert client.json("/v1/dataset")["meta"]["dataset"]["revision"] == revision
    missions = client.json("/v1/missions?q=twenty")["data"]
    assert [mission["id"] for mission in missions] == ["soyuz-28"]


def test_unreadable_data_does_not_replace_the_data_in_service(
    request: pytest.FixtureRequest, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = load_seed(tmp_path, empty_database(request, "sqlite", tmp_path))
    with client_of(app_on(url, refresh_seconds=0.02)) as client:
        before = data_and_revision(client, NAMED)
        broken = tmp_path / "broken"
        broken.write_text("This is not a database. " * 1000, encoding="utf-8")
        add_checksum(broken)
        broken.replace(url.database or "")
        waited_for(lambda: "cannot be read" in caplog.text)
        assert data_and_revision(client, NAMED) == before
        problem = problem_of(client.get("/readyz"), 503)
        assert problem["detail"] == (
            "The data was replaced by something that cannot be read."
        )
        # A file that was removed does not replace it either
        Path(url.database or "").unlink()
        waited_for(lambda: "was deleted" in caplog.text)
        assert data_and_revision(client, NAMED) == before


def test_data_replaced_while_it_is_opened_is_opened_again(
    monkeypatch: pytest.MonkeyPatch, url: URL, tmp_path: Path
) -> None:
    waiting = [OTHER]

    async def read_and_replace(*arguments: Any) -> ReferenceData:
        words = await read_reference_data(*arguments)
        if waiting:
            load = partial(load_seed, missions=waiting.pop())
            await to_thread.run_sync(load, tmp_path / "again", url)
        return words

    monkeypatch.setattr("app.services.reload.read_reference_data", read_and_replace)
    with client_of(app_on(url)) as client:
        name, revision = data_and_revision(client, NAMED)
    assert name == {"name": "Soyuz twenty-eight"}
    assert revision == f"sha256:{revision_of(tmp_path / 'again' / 'seed')}"


@pytest.mark.postgresql
@pytest.mark.xdist_group("postgresql")
def test_app_does_not_start_on_an_empty_server(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    app = app_on(empty_database(request, "postgresql", tmp_path))
    with pytest.raises(LookupError, match="holds no data"), client_of(app):
        pass


def test_answer_begun_before_a_reload_is_not_cached_after_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = app_on(load_seed(tmp_path))
    other = load_seed(tmp_path / "other", missions=OTHER)
    path = "/v1/missions?facet=kind"
    with client_of(app) as client:
        reader = app.state.snapshot.reader
        long_rows = reader.long_rows

        async def rows_and_replace(*arguments: Any) -> Any:
            rows = await long_rows(*arguments)
            activate(app, await open_snapshot(other, 5))
            return rows

        monkeypatch.setattr(reader, "long_rows", rows_and_replace)
        begun, after = client.get(path), client.get(path)
        assert b"Soyuz twenty-eight" not in begun.content
        assert b"Soyuz twenty-eight" in after.content
        assert begun.headers["etag"] != after.headers["etag"]


@pytest.mark.parametrize("page", ["/", "/missions/soyuz-28", "/missions/soyuz-28.md"])
def test_page_is_made_of_answers_of_one_revision(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, page: str
) -> None:
    app = app_on(load_seed(tmp_path))
    other = load_seed(tmp_path / "other", missions=OTHER)
    with client_of(app) as client:
        get, paths = app.state.client.get, []

        async def get_and_replace(path: str) -> Any:
            answer = await get(path)
            paths.append(path)
            if len(paths) == 2:
                activate(app, await open_snapshot(other, 5))
            return answer

        old = client.get(page)
        app.state.response_cache.reset()
        monkeypatch.setattr(app.state.client, "get", get_and_replace)
        seen = client.get(page)
        assert len(paths) > 2
        after = client.get(page)
        assert (seen.content, seen.headers["etag"]) == (
            after.content,
            after.headers["etag"],
        )
        assert seen.headers["etag"] != old.headers["etag"]


def test_replaced_data_is_closed_when_unused(
    monkeypatch: pytest.MonkeyPatch, client: Client, url: URL, tmp_path: Path
) -> None:
    monkeypatch.setattr("app.services.reload.GRACE_SECONDS", 0.01)
    before = data_and_revision(client, NAMED)
    load_seed(tmp_path / "again", url, missions=OTHER)
    after = until_changed(client, NAMED, before)
    time.sleep(0.1)
    assert data_and_revision(client, NAMED) == after
