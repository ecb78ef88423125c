"""A pooler in transaction mode stands in front of the server.

It refuses options of a connection or drops them, and each statement may meet another
session, in which nothing is prepared and no search path is set.
"""

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, text

from app.db.engines import open_reader
from app.ingest.ensure_loaded import ensure_loaded
from app.ingest.load import loaded_revision, revision_of
from app.main import app_for
from app.problems import Unavailable
from app.settings import Settings
from tests.conftest import app_on
from tests.support.client import Client, client_of
from tests.support.factories import changed, database_on, load_seed, write_seed
from tests.support.pgbouncer import pooled

pytestmark = [pytest.mark.postgresql, pytest.mark.xdist_group("postgresql")]
PATHS = [
    "/readyz",
    "/v1/missions?include=claims&facet=kind",
    "/v1/missions?format=csv",
    "/v1/missions/soyuz-28",
    "/v1/firsts?country=CSK",
    "/v1/in-space?at=1978-03-05",
    "/v1/search?q=remek",
]
REFUSES: dict[str, str] = {}
DROPS = {"ignore_startup_parameters": "options"}


@pytest.fixture
def direct(postgres: Any, tmp_path: Path) -> URL:
    """The tiny seed on the server itself."""
    return load_seed(tmp_path, database_on(postgres))


@pytest.fixture(params=[REFUSES, DROPS], ids=["refuses options", "drops options"])
def through(
    request: pytest.FixtureRequest, postgres: Any, direct: URL
) -> Iterator[URL]:
    """The same database through a pooler."""
    with pooled(postgres, direct, **request.param) as url:
        yield url


def answers(client: Client) -> list[tuple[int, bytes]]:
    responses = [client.get(path) for path in PATHS]
    return [(response.status_code, response.content) for response in responses]


def test_answers_through_a_pooler_are_the_same_bytes(direct: URL, through: URL) -> None:
    with client_of(app_on(direct)) as client:
        wanted = answers(client)
    assert {status for status, _ in wanted} == {200}
    app = app_on(through, cache_bytes=0)
    with client_of(app) as client, ThreadPoolExecutor(8) as pool:
        found = list(pool.map(answers, [client] * 16))
    assert all(each == wanted for each in found)


def test_data_is_loaded_through_a_pooler_and_taken_up_while_serving(
    through: URL, tmp_path: Path
) -> None:
    path = "/v1/missions/soyuz-28"
    app = app_on(through, cache_bytes=0, refresh_seconds=0.02)
    with client_of(app) as client:
        old = client.json(path)
        missions = changed("missions", "soyuz-28", name="Soyuz twenty-eight")
        load_seed(tmp_path / "again", through, missions=missions)
        end = time.monotonic() + 20
        while (found := client.json(path)) == old:
            assert time.monotonic() < end
            time.sleep(0.02)
    assert found["data"]["name"] == "Soyuz twenty-eight"
    assert loaded_revision(through) == revision_of(tmp_path / "again" / "seed")


def test_a_loaded_database_is_recognised_through_a_pooler(
    through: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: Any, **_options: Any) -> None:
        raise AssertionError

    monkeypatch.setattr("app.ingest.ensure_loaded.load", refuse)
    address = through.render_as_string(hide_password=False)
    seed = write_seed(tmp_path / "seed")
    settings = Settings(
        seed_data=seed, data_folder=tmp_path / "var", database_url=address
    )
    assert ensure_loaded(settings, app_for) == through


def test_a_statement_through_a_pooler_is_cancelled_at_its_deadline(
    through: URL,
) -> None:
    async def read() -> None:
        reader = await open_reader(through, 0.3)
        start = time.monotonic()
        with pytest.raises(Unavailable) as refusal:
            await reader.rows(text("SELECT pg_sleep(20)"))
        assert "more than 0.3 s" in refusal.value.detail
        assert time.monotonic() - start < 2
        assert await reader.newest_identity() == reader.identity
        await reader.close()

    asyncio.run(read())


def test_a_pooler_that_cannot_reach_the_database_is_an_outage(
    postgres: Any, direct: URL
) -> None:
    async def read(url: URL) -> None:
        with pytest.raises(Unavailable):
            await open_reader(url, 1)

    with pooled(postgres, direct, query_wait_timeout="1") as through:
        asyncio.run(read(through.set(database="missing")))
