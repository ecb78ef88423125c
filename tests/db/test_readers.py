"""Readers of both databases: time limits, and statements that are compiled once."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, ClauseElement, Select, func, literal, select, text

from app import models as m
from app.db import DataReader, RequestReader, open_reader
from app.db import reader as readers
from app.db.reader import compiler_of
from app.db.sqlite import SQLITE
from app.problems import Unavailable
from app.query.counting import Counts
from app.services.snapshot import MAX_COUNTS, MAX_FILTER, KnownCounts
from tests.conftest import app_on, problem_of
from tests.support.client import client_of
from tests.support.factories import ON_BOTH, empty_database, load_seed

SLOW = text(
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1e9)"
    " SELECT max(i) FROM n"
)


@pytest.fixture(params=ON_BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """The tiny seed on each database in turn."""
    return load_seed(tmp_path, empty_database(request, request.param, tmp_path))


def with_reader(
    url: URL, seconds: float, use: Callable[[DataReader], Awaitable[None]]
) -> None:
    async def run() -> None:
        reader = await open_reader(url, seconds)
        try:
            await use(reader)
        finally:
            await reader.close()

    asyncio.run(run())


def missions() -> Select[Any]:
    return select(func.count()).select_from(m.Mission)


def test_rows_are_those_of_the_newest_data_set(url: URL) -> None:
    async def use(reader: DataReader) -> None:
        assert await reader.rows(missions()) == [(2,)]
        assert await reader.long_rows(missions()) == [(2,)]
        assert await reader.newest_identity() == reader.identity
        assert time.monotonic() - reader.last_used < 5

    with_reader(url, 5, use)


@pytest.mark.parametrize("method", ["rows", "long_rows"])
def test_statements_of_a_request_have_one_deadline_together(
    url: URL, method: str
) -> None:
    async def use(data: DataReader) -> None:
        request = RequestReader(data)
        read: Callable[..., Awaitable[Any]] = getattr(request, method)
        assert await read(missions()) == [(2,)]
        start = time.monotonic()
        with pytest.raises(Unavailable) as refusal:
            await read(SLOW)
        assert "more than 0.5 s" in refusal.value.detail
        assert time.monotonic() - start < 1.5
        # Nothing of the request runs any more, and others are not concerned
        with pytest.raises(Unavailable):
            await read(missions())
        assert await data.rows(missions()) == [(2,)]
        # A deadline of its own
        assert await read(missions(), deadline=time.monotonic() + 5) == [(2,)]

    with_reader(url, 0.5, use)


def test_a_request_that_takes_too_long_is_answered_with_a_problem(
    url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_on(url, statement_seconds=0.3)
    with client_of(app) as client:
        data: DataReader = app.state.snapshot.data
        read = data.long_rows

        async def read_slowly(_statement: Any, _values: Any, *rest: Any) -> Any:
            return await read(SLOW, {}, *rest)

        monkeypatch.setattr(data, "long_rows", read_slowly)
        start = time.monotonic()
        problem = problem_of(client.get("/v1/missions?facet=kind"), 503)
        assert "more than 0.3 s" in problem["detail"]
        assert time.monotonic() - start < 2
        assert client.get("/v1/missions").status_code == 200


def test_a_request_has_one_deadline_and_a_stream_one_for_each_statement(
    url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.lists.STREAM_CHUNK", 1)
    app = app_on(url, statement_seconds=1)
    with client_of(app) as client:
        data: DataReader = app.state.snapshot.data
        read = data.long_rows

        async def wait_and_read(*arguments: Any) -> Any:
            await asyncio.sleep(0.6)
            return await read(*arguments)

        monkeypatch.setattr(data, "long_rows", wait_and_read)
        assert client.get("/v1/missions?facet=kind").status_code == 200
        facets = client.get("/v1/missions?facet=kind,outcome,boundary")
        assert "more than 1 s" in problem_of(facets, 503)["detail"]
        stream = client.get("/v1/missions?format=ndjson")
        assert (stream.status_code, len(stream.text.splitlines())) == (200, 2)


def test_a_data_set_has_no_more_rows_after_it_was_closed(url: URL) -> None:
    async def read() -> None:
        reader = await open_reader(url, 5)
        await reader.rows(missions())
        await reader.close()
        await reader.close()

    asyncio.run(read())


def test_a_database_without_data_is_not_opened(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    async def read(url: URL) -> None:
        with pytest.raises(LookupError):
            await open_reader(url, 5)

    asyncio.run(read(empty_database(request, "sqlite", tmp_path)))


def test_a_statement_is_compiled_once_and_addressed_by_schema() -> None:
    compiled = compiler_of(SQLITE, schema="rendezvous_3")
    statement = missions()
    assert compiled(statement) is compiled(statement)
    assert compiled(statement).text.endswith("FROM rendezvous_3.missions")
    assert compiler_of(SQLITE)(statement).text.endswith("FROM missions")


def test_compiled_statements_are_bounded_in_bytes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(readers, "MAX_COMPILED_BYTES", 2000)
    compiled = compiler_of(SQLITE)

    def statement(size: int) -> ClauseElement:
        return select(literal(1).label("x" * size))

    statements = [statement(size) for size in (900, 901, 902)]
    texts = [compiled(each) for each in statements]
    assert compiled(statements[2]) is texts[2]
    assert compiled(statements[0]) is not texts[0], "the oldest was forgotten"
    too_large = statement(3000)
    assert compiled(too_large) is not compiled(too_large)


def test_counts_are_kept_in_bounded_memory() -> None:
    known = KnownCounts()
    known["missions", "x" * (MAX_FILTER + 1)] = Counts(1, 0)
    assert not known
    for number in range(MAX_COUNTS + 10):
        known["missions", str(number)] = Counts(number, 0)
    assert len(known) == MAX_COUNTS
    assert known.get(("missions", "0")) is None
