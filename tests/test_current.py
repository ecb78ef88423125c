"""Other data takes the place of what is answered from, and nobody who asks notices."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import URL

from app.main import create_app
from app.settings import Settings
from tests.client import Client, client_of
from tests.conftest import app_on, problem_of
from tests.factories import ON_BOTH, changed, empty_database, load_seed

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


def told(client: Client, path: str) -> Any:
    answer = client.json(path)
    return answer["data"], answer["meta"]["dataset"]["revision"]


def until_changed(client: Client, path: str, before: Any) -> Any:
    """What is told of a path as soon as the revision is another.

    A server's tables change at once, and are looked at a moment later.
    """
    end = time.monotonic() + 20
    while (now := told(client, path))[1] == before[1]:
        assert time.monotonic() < end, "the old data is still answered from"
        time.sleep(0.005)
    return now


def test_new_data_is_answered_from_without_a_restart(
    client: Client, url: URL, tmp_path: Path
) -> None:
    before = told(client, NAMED)
    # From memory, which must be forgotten
    assert [told(client, NAMED) for _ in range(3)] == [before] * 3
    load_seed(tmp_path / "again", url, missions=OTHER)
    name, revision = until_changed(client, NAMED, before)
    assert before[0] == {"name": "Soyuz 28"}
    assert name == {"name": "Soyuz twenty-eight"}
    assert revision != before[1]
    assert client.json("/v1/dataset")["meta"]["dataset"]["revision"] == revision
    found = client.json("/v1/missions?q=twenty")["data"]
    assert [one["id"] for one in found] == ["soyuz-28"]


def test_what_cannot_be_read_does_not_take_the_place_of_what_can(
    request: pytest.FixtureRequest, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = load_seed(tmp_path, empty_database(request, "sqlite", tmp_path))
    with client_of(create_app(Settings(refresh_seconds=0.02), url)) as client:
        before = told(client, NAMED)
        broken = tmp_path / "broken"
        broken.write_text("This is no database. " * 1000, encoding="utf-8")
        broken.replace(url.database or "")
        end = time.monotonic() + 20
        while not caplog.records and time.monotonic() < end:
            assert told(client, NAMED) == before
        assert "cannot be read" in caplog.text
        # Nor does a file that was taken away
        Path(url.database or "").unlink()
        time.sleep(0.1)
        assert told(client, NAMED) == before


def test_the_data_of_before_is_closed_when_nobody_needs_it(
    monkeypatch: pytest.MonkeyPatch, client: Client, url: URL, tmp_path: Path
) -> None:
    monkeypatch.setattr("app.current.GRACE_SECONDS", 0.01)
    before = told(client, NAMED)
    load_seed(tmp_path / "again", url, missions=OTHER)
    after = until_changed(client, NAMED, before)
    time.sleep(0.1)
    assert told(client, NAMED) == after


@pytest.mark.parametrize(
    "kind",
    [
        "sqlite_url",
        pytest.param(
            "postgres_url",
            marks=[pytest.mark.postgresql, pytest.mark.xdist_group("postgresql")],
        ),
    ],
)
def test_a_question_that_takes_too_long_is_given_up_and_said_so(
    request: pytest.FixtureRequest, kind: str
) -> None:
    app = app_on(request.getfixturevalue(kind), statement_seconds=0.001)
    with client_of(app) as client:
        problem = problem_of(client.get("/v1/claims?group_by=source"), 503)
        assert "more than 0.001 s" in problem["detail"]
        assert client.get("/healthz").status_code == 200
