"""Engines: one that writes while loading, one that can only read while answering.

SQLite answers inside the event loop, because a short statement is over before a thread
would have been woken; PostgreSQL answers through an asynchronous pool.
"""

import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

import psycopg
from psycopg_pool import AsyncConnectionPool
from sqlalchemy import (
    URL,
    ClauseElement,
    Engine,
    Executable,
    Row,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.exc import ArgumentError, InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import StaticPool

from app.problems import Unavailable
from app.settings import UnusableError

Rows = Sequence[Row[Any]]
# Lists of values written out, so that the text is final
WHOLE = {"render_postcompile": True}
READ_ONLY = "-c default_transaction_read_only=on"
FORMS = "write sqlite:///file or postgresql://user@host/name"


Prepared = Callable[[], Awaitable[list[tuple[Any, ...]]]]
"""A statement that need only be run: its rows, as the driver gives them."""


class Reader(Protocol):
    """What answering asks of a database: rows for a statement, and an end."""

    async def rows(self, statement: Executable) -> Rows: ...

    def prepared(self, statement: ClauseElement) -> Prepared: ...

    async def close(self) -> None: ...


class SqliteReader:
    """Reads one immutable file."""

    def __init__(self, path: Path) -> None:
        uri = f"file:{quote(str(path))}?mode=ro&immutable=1"
        self._engine = create_engine(
            "sqlite://",
            creator=lambda: sqlite3.connect(uri, uri=True, check_same_thread=False),
            poolclass=StaticPool,
        )
        self._connection = self._engine.connect()
        self._connection.exec_driver_sql("PRAGMA mmap_size = 268435456")

    async def rows(self, statement: Executable) -> Rows:
        return self._connection.execute(statement).all()

    def prepared(self, statement: ClauseElement) -> Prepared:
        compiled: Any = statement.compile(self._engine, compile_kwargs=WHOLE)
        sql, known = str(compiled), compiled.construct_params()
        values = [known[name] for name in compiled.positiontup]
        driver: Any = self._connection.connection.driver_connection

        async def run() -> list[tuple[Any, ...]]:
            found: list[tuple[Any, ...]] = driver.execute(sql, values).fetchall()
            return found

        return run

    async def close(self) -> None:
        self._connection.close()
        self._engine.dispose()


class PostgresReader:
    """Reads a server, in read-only transactions."""

    def __init__(self, url: URL) -> None:
        self._engine: AsyncEngine = create_async_engine(
            url,
            connect_args={"options": READ_ONLY},
            pool_pre_ping=True,
            pool_size=8,
            isolation_level="AUTOCOMMIT",
        )
        # Statements that were prepared go to the driver itself: the layers between cost
        # more than the query
        self._pool = AsyncConnectionPool(
            url.set(drivername="postgresql").render_as_string(hide_password=False),
            kwargs={"autocommit": True, "options": READ_ONLY},
            min_size=1,
            max_size=8,
            timeout=2,
            open=False,
        )

    async def rows(self, statement: Executable) -> Rows:
        with _outages_told():
            async with self._engine.connect() as connection:
                return (await connection.execute(statement)).all()

    def prepared(self, statement: ClauseElement) -> Prepared:
        compiled = statement.compile(self._engine.sync_engine, compile_kwargs=WHOLE)
        sql, values = str(compiled), compiled.construct_params()

        async def run() -> list[tuple[Any, ...]]:
            with _outages_told():
                await self._pool.open()
                async with self._pool.connection() as connection:
                    cursor = await connection.execute(sql, values, prepare=True)
                    return await cursor.fetchall()

        return run

    async def close(self) -> None:
        await self._pool.close()
        await self._engine.dispose()


@contextmanager
def _outages_told() -> Iterator[None]:
    """A server that does not answer is a problem; any other error is a fault."""
    try:
        yield
    except (OperationalError, InterfaceError, psycopg.OperationalError) as error:
        raise Unavailable(retry_after=2) from error


def normal_url(given: str | URL) -> URL:
    """The URL with our drivers; `postgresql://` means psycopg.

    Raises UnusableError for what is no URL of a database that can be used.
    """
    try:
        url = make_url(given)
        kind = url.get_backend_name()
    except (ArgumentError, ValueError) as error:
        detail = f"{error}; {FORMS}"
        raise UnusableError(f"The database cannot be used: {detail}") from error
    if kind == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if kind != "sqlite" or url.database in (None, "", ":memory:"):
        shown = url.render_as_string()
        raise UnusableError(f"The database cannot be used: {shown}; {FORMS}")
    return url


def file_url(path: Path) -> URL:
    """The URL of an SQLite file, whatever its name."""
    return URL.create("sqlite", database=str(path))


def sqlite_path(url: URL) -> Path | None:
    """The file of an SQLite URL, `None` for a server."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def open_reader(url: URL) -> Reader:
    path = sqlite_path(url)
    return PostgresReader(url) if path is None else SqliteReader(path)


def writing_engine(url: URL) -> Engine:
    """An engine for loading and migrating, with foreign keys enforced."""
    engine = create_engine(url)
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _enforce_foreign_keys)
    return engine


@contextmanager
def writing(url: URL) -> Iterator[Engine]:
    """A writing engine whose connections are closed in the end, come what may."""
    engine = writing_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def _enforce_foreign_keys(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
