"""Engines: one that writes while loading, one that can only read while answering.

SQLite answers inside the event loop, because a short statement is over before a thread
would have been woken; PostgreSQL answers through an asynchronous pool.
"""

import sqlite3
from collections.abc import Awaitable, Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any, Protocol
from urllib.parse import quote

import psycopg
from anyio import to_thread
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
    select,
)
from sqlalchemy.exc import ArgumentError, InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import QueuePool, StaticPool

from app.models import Release
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
    """What answering asks of a database: rows for a statement, and an end.

    `long_rows` is for what grows with the data; it does not keep others waiting.
    `identity` is another when other data is in place, `None` while there is none.
    """

    async def rows(self, statement: Executable) -> Rows: ...

    async def long_rows(self, statement: Executable) -> Rows: ...

    async def identity(self) -> Hashable: ...

    def prepared(self, statement: ClauseElement) -> Prepared: ...

    async def close(self) -> None: ...


class SqliteReader:
    """Reads one immutable file."""

    def __init__(self, path: Path, seconds: float) -> None:
        self._path = path
        self._limit = _Limit(seconds)
        uri = f"file:{quote(str(path))}?mode=ro&immutable=1"

        def connect() -> sqlite3.Connection:
            connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            connection.execute("PRAGMA mmap_size = 268435456")
            return connection

        self._engine = create_engine("sqlite://", creator=connect, poolclass=StaticPool)
        self._connection = self._engine.connect()
        self._driver: Any = self._connection.connection.driver_connection
        # What may take long has connections of its own, in threads
        self._aside = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    async def rows(self, statement: Executable) -> Rows:
        with self._limit.on(self._driver):
            return self._connection.execute(statement).all()

    async def long_rows(self, statement: Executable) -> Rows:
        return await to_thread.run_sync(self._rows_aside, statement)

    def _rows_aside(self, statement: Executable) -> Rows:
        with (
            self._aside.connect() as connection,
            self._limit.on(connection.connection.driver_connection),
        ):
            return connection.execute(statement).all()

    def prepared(self, statement: ClauseElement) -> Prepared:
        compiled: Any = statement.compile(self._engine, compile_kwargs=WHOLE)
        sql, known = str(compiled), compiled.construct_params()
        values = [known[name] for name in compiled.positiontup]
        driver = self._driver

        async def run() -> list[tuple[Any, ...]]:
            found: list[tuple[Any, ...]] = driver.execute(sql, values).fetchall()
            return found

        return run

    async def identity(self) -> Hashable:
        """The file that lies at the path now."""
        return _identity(self._path)

    async def close(self) -> None:
        self._connection.close()
        self._engine.dispose()
        self._aside.dispose()


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


class _Limit:
    """Ends an SQLite statement that runs for too long."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    @contextmanager
    def on(self, connection: Any) -> Iterator[None]:
        end = monotonic() + self.seconds
        connection.set_progress_handler(lambda: monotonic() > end, 50_000)
        try:
            yield
        except OperationalError as error:
            if "interrupted" in str(error.orig):
                raise _too_long(self.seconds) from error
            raise
        finally:
            connection.set_progress_handler(None, 0)


def _too_long(seconds: float) -> Unavailable:
    detail = f"This would take more than {seconds:g} s; ask for less of it."
    return Unavailable(retry_after=60, detail=detail)


class PostgresReader:
    """Reads a server, in read-only transactions."""

    def __init__(self, url: URL, seconds: float) -> None:
        self._seconds = seconds
        options = f"{READ_ONLY} -c statement_timeout={max(1, int(seconds * 1000))}"
        self._engine: AsyncEngine = create_async_engine(
            url,
            connect_args={"options": options},
            pool_pre_ping=True,
            pool_size=8,
            isolation_level="AUTOCOMMIT",
        )
        # Statements that were prepared go to the driver itself: the layers between cost
        # more than the query
        self._pool = AsyncConnectionPool(
            url.set(drivername="postgresql").render_as_string(hide_password=False),
            kwargs={"autocommit": True, "options": options},
            min_size=1,
            max_size=8,
            timeout=2,
            open=False,
        )

    async def rows(self, statement: Executable) -> Rows:
        with self._outages_told():
            async with self._engine.connect() as connection:
                return (await connection.execute(statement)).all()

    async def long_rows(self, statement: Executable) -> Rows:
        return await self.rows(statement)

    def prepared(self, statement: ClauseElement) -> Prepared:
        compiled = statement.compile(self._engine.sync_engine, compile_kwargs=WHOLE)
        sql, values = str(compiled), compiled.construct_params()

        async def run() -> list[tuple[Any, ...]]:
            with self._outages_told():
                await self._pool.open()
                async with self._pool.connection() as connection:
                    cursor = await connection.execute(sql, values, prepare=True)
                    return await cursor.fetchall()

        return run

    async def identity(self) -> Hashable:
        """The revision that the tables hold now."""
        rows = await self.rows(select(Release.revision))
        return rows[0].revision if rows else None

    async def close(self) -> None:
        await self._pool.close()
        await self._engine.dispose()

    @contextmanager
    def _outages_told(self) -> Iterator[None]:
        """A server that does not answer is a problem; any other error is a fault."""
        try:
            yield
        except (OperationalError, InterfaceError, psycopg.OperationalError) as error:
            cause = getattr(error, "orig", error)
            if isinstance(cause, psycopg.errors.QueryCanceled):
                raise _too_long(self._seconds) from error
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


def open_reader(url: URL, seconds: float) -> Reader:
    """A reader whose statements take no longer than this many seconds."""
    path = sqlite_path(url)
    return PostgresReader(url, seconds) if path is None else SqliteReader(path, seconds)


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
