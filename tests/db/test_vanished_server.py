"""A server that vanishes without closing its connections, and one that is slow.

Requests end within their time limit, and are answered soon after the server is back.
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
from app.db.location import DATA_SCHEMAS
from app.problems import Unavailable
from tests.conftest import app_on, problem_of
from tests.support.client import Client, client_of
from tests.support.factories import changed, database_on, load_seed
from tests.support.serving import free_port
from tests.support.silent_proxy import SilentProxy, silent_proxy

pytestmark = [pytest.mark.postgresql, pytest.mark.xdist_group("postgresql")]
PATH = "/v1/missions/soyuz-28"
SLOW = text("SELECT count(*), pg_sleep(20) FROM pg_class")


@pytest.fixture
def proxy(postgres: Any) -> Iterator[SilentProxy]:
    sockets = postgres.get_postmaster_info().socket_dir
    with silent_proxy(f"{sockets}/.s.PGSQL.5432") as proxy:
        yield proxy


@pytest.fixture
def url(postgres: Any, proxy: SilentProxy, tmp_path: Path) -> URL:
    """The tiny seed, behind the proxy."""
    direct = load_seed(tmp_path, database_on(postgres))
    return direct.difference_update_query(["host"]).set(
        host="127.0.0.1", port=proxy.port
    )


def statuses(client: Client, count: int) -> list[int]:
    """Returns the statuses of requests that are sent together."""
    with ThreadPoolExecutor(count) as pool:
        responses = pool.map(client.get, [PATH] * count)
        return [response.status_code for response in responses]


def test_a_server_that_vanished_is_noticed_and_found_again(
    url: URL, proxy: SilentProxy
) -> None:
    app = app_on(url, cache_bytes=0, statement_seconds=1.0, refresh_seconds=0.2)
    with client_of(app) as client:
        # All connections are in use once, and are silent afterwards
        assert set(statuses(client, 16)) == {200}
        proxy.fall_silent()
        start = time.monotonic()
        assert set(statuses(client, 16)) == {503}
        assert time.monotonic() - start < 5
        problem = problem_of(client.get("/readyz"), 503)
        assert "does not answer" in problem["detail"]
        proxy.forward_again()
        start = time.monotonic()
        while set(statuses(client, 4)) != {200}:
            assert time.monotonic() - start < 5
        assert client.get("/readyz").status_code == 200


def test_connections_that_died_while_nobody_used_them_are_replaced(
    url: URL, proxy: SilentProxy
) -> None:
    with client_of(app_on(url, cache_bytes=0)) as client:
        assert set(statuses(client, 16)) == {200}
        proxy.fall_silent()
        proxy.forward_again()
        time.sleep(1.1)
        start = time.monotonic()
        assert set(statuses(client, 16)) == {200}
        assert time.monotonic() - start < 3


def test_connection_that_the_server_ended_is_replaced(
    url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.db.connections.TRUSTED_SECONDS", 0.0)
    process = text("SELECT pg_backend_pid()")

    async def read() -> None:
        reader, other = [await open_reader(url, 5) for _ in range(2)]
        [(ended,)] = await reader.rows(process)
        await other.rows(text(f"SELECT pg_terminate_backend({ended})"))
        [(new,)] = await reader.rows(process)
        assert new != ended
        await reader.close()
        await other.close()

    asyncio.run(read())


def test_newer_data_is_found_after_the_server_was_away(
    postgres: Any, url: URL, proxy: SilentProxy, tmp_path: Path
) -> None:
    app = app_on(url, cache_bytes=0, statement_seconds=1.0, refresh_seconds=0.05)
    with client_of(app) as client:
        old = client.json(PATH)
        proxy.fall_silent()
        time.sleep(0.5)
        proxy.forward_again()
        missions = changed("missions", "soyuz-28", name="Soyuz twenty-eight")
        load_seed(tmp_path / "again", url, missions=missions)
        start = time.monotonic()
        while (found := client.get(PATH)).status_code != 200 or found.json() == old:
            assert time.monotonic() - start < 15
            time.sleep(0.05)
        assert found.json()["data"]["name"] == "Soyuz twenty-eight"


def test_a_statement_is_cancelled_at_the_deadline_of_its_request(
    url: URL, proxy: SilentProxy
) -> None:
    async def read() -> None:
        reader = await open_reader(url, 60)
        start = time.monotonic()
        with pytest.raises(Unavailable) as refusal:
            await reader.rows(SLOW, deadline=start + 0.2)
        assert "more than 60 s" in refusal.value.detail
        assert time.monotonic() - start < 1
        # The server has ended it as well
        running = text(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE query LIKE '%pg_sleep(20)%' AND pid != pg_backend_pid()"
            " AND state = 'active'"
        )
        assert await reader.rows(running) == [(0,)]
        with pytest.raises(Unavailable) as refusal:
            await reader.rows(DATA_SCHEMAS, deadline=time.monotonic() - 1)
        assert "more than 60 s" in refusal.value.detail
        # A server that does not react to being cancelled
        slow = asyncio.create_task(reader.rows(SLOW, deadline=time.monotonic() + 0.2))
        await asyncio.sleep(0.1)
        proxy.fall_silent()
        start = time.monotonic()
        with pytest.raises(Unavailable) as refusal:
            await slow
        assert "does not answer" in refusal.value.detail
        assert time.monotonic() - start < 2
        await reader.close()

    asyncio.run(read())


def test_a_statement_waits_a_moment_for_a_connection_of_others(url: URL) -> None:
    async def read() -> None:
        reader = await open_reader(url, 3)
        slow = [asyncio.create_task(reader.rows(SLOW)) for _ in range(8)]
        await asyncio.sleep(0.5)
        start = time.monotonic()
        with pytest.raises(Unavailable) as refusal:
            await reader.rows(DATA_SCHEMAS)
        assert "in use" in refusal.value.detail
        assert 1.4 < time.monotonic() - start < 2.5
        ended = await asyncio.gather(*slow, return_exceptions=True)
        assert {type(error) for error in ended} == {Unavailable}
        assert await reader.rows(DATA_SCHEMAS)
        await reader.close()

    asyncio.run(read())


def test_a_server_that_cannot_be_reached_is_an_outage(url: URL) -> None:
    async def read() -> None:
        with pytest.raises(Unavailable):
            await open_reader(url.set(port=free_port()), 1)

    asyncio.run(read())


def test_a_connection_is_replaced_at_the_end_of_its_life(
    url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = text("SELECT pg_backend_pid()")

    async def read() -> None:
        reader = await open_reader(url, 5)
        first = await reader.rows(session)
        assert await reader.rows(session) == first
        monkeypatch.setattr("app.db.connections.MAX_LIFETIME", 0.0)
        second = await reader.rows(session)
        assert second != first
        # It is not kept either
        assert await reader.rows(session) not in (first, second)
        await reader.close()

    asyncio.run(read())
