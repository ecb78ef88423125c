"""Readers: what answering asks of a database, which it can only read.

A statement is compiled once and then goes to the driver itself: the layers between
would cost more than the query. SQLite answers inside the event loop, because a short
statement is over before a thread would have been woken; PostgreSQL answers through an
asynchronous pool.
"""

import sqlite3
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any, NamedTuple, Protocol, TypeVar
from urllib.parse import quote

import psycopg
from anyio import to_thread
from psycopg_pool import AsyncConnectionPool
from sqlalchemy import URL, ClauseElement, Dialect
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import psycopg as postgresql

from app.db import SCHEMAS, file_identity, sqlite_path, with_options
from app.problems import Unavailable

Values = Mapping[str, Any]
"""What slots of a statement are filled with, by name."""
Rows = list[tuple[Any, ...]]
T = TypeVar("T")
NO_VALUES: Values = {}
DRIVER_ERRORS = (sqlite3.Error, psycopg.Error)
MOST_STATEMENTS = 2000
"""Statements that a reader keeps compiled; each weighs some kilobytes."""
STEPS = 50_000
"""Steps of SQLite's machine, about a millisecond, after which the time is looked at."""
SQLITE: Dialect = sqlite.dialect(paramstyle="qmark")
POSTGRESQL: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
READ_ONLY = "default_transaction_read_only=on"
MOST_CONNECTIONS = 8
WAIT_SECONDS = 2.0
"""How long a question waits for a connection to a server."""


class Reader(Protocol):
    """Rows for a statement whose slots are filled by name, as the driver gives them.

    `long_rows` is for what grows with the data; it does not keep others waiting.
    `identity` is another when other data is in place, `None` while there is none.
    """

    async def rows(
        self, statement: ClauseElement, values: Values = NO_VALUES
    ) -> Rows: ...

    async def long_rows(
        self, statement: ClauseElement, values: Values = NO_VALUES
    ) -> Rows: ...

    async def identity(self) -> Hashable: ...

    async def close(self) -> None: ...


def open_reader(url: URL, seconds: float) -> Reader:
    """A reader whose statements take no longer than this many seconds."""
    path = sqlite_path(url)
    return PostgresReader(url, seconds) if path is None else SqliteReader(path, seconds)


class _Compiled(NamedTuple):
    """A statement as a driver takes it, with the values that are part of it."""

    text: str
    known: Mapping[str, Any]
    order: tuple[str, ...]


def _compiler(dialect: Dialect) -> Callable[[ClauseElement], _Compiled]:
    """Compiles for one kind of database, each statement once."""

    @lru_cache(maxsize=MOST_STATEMENTS)
    def compiled(statement: ClauseElement) -> _Compiled:
        # Lists of values are written out, so that the text is final
        whole: Any = statement.compile(
            dialect=dialect, compile_kwargs={"render_postcompile": True}
        )
        order = tuple(whole.positiontup or ())
        return _Compiled(str(whole), whole.construct_params(), order)

    return compiled


class SqliteReader:
    """Reads one immutable file."""

    def __init__(self, path: Path, seconds: float) -> None:
        self._path = path
        self.compiled = _compiler(SQLITE)
        self._open = partial(_Connection, path, seconds)
        self._connection = self._open()
        # What may take long has connections of its own, in threads
        self._idle: SimpleQueue[_Connection] = SimpleQueue()

    async def rows(self, statement: ClauseElement, values: Values = NO_VALUES) -> Rows:
        return self._connection.rows(self.compiled(statement), values)

    async def long_rows(
        self, statement: ClauseElement, values: Values = NO_VALUES
    ) -> Rows:
        return await to_thread.run_sync(self._rows_aside, statement, values)

    def _rows_aside(self, statement: ClauseElement, values: Values) -> Rows:
        try:
            connection = self._idle.get_nowait()
        except Empty:
            connection = self._open()
        try:
            return connection.rows(self.compiled(statement), values)
        finally:
            self._idle.put(connection)

    async def identity(self) -> Hashable:
        """The file that lies at the path now."""
        return file_identity(self._path)

    async def close(self) -> None:
        self._connection.close()
        while not self._idle.empty():
            self._idle.get().close()


class _Connection:
    """A connection to an immutable file, which ends a statement that runs too long."""

    def __init__(self, path: Path, seconds: float) -> None:
        uri = f"file:{quote(str(path))}?mode=ro&immutable=1"
        self._seconds = seconds
        self._end = 0.0
        self._driver = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._driver.execute("PRAGMA mmap_size = 268435456")
        self._driver.set_progress_handler(lambda: monotonic() > self._end, STEPS)
        self.close = self._driver.close

    def rows(self, compiled: _Compiled, values: Values) -> Rows:
        known = {**compiled.known, **values}
        self._end = monotonic() + self._seconds
        try:
            return self._driver.execute(
                compiled.text, [known[name] for name in compiled.order]
            ).fetchall()
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                raise _too_long(self._seconds) from error
            raise


def _too_long(seconds: float) -> Unavailable:
    detail = f"This would take more than {seconds:g} s; ask for less of it."
    return Unavailable(retry_after=60, detail=detail)


class PostgresReader:
    """Reads a server, in read-only transactions."""

    def __init__(self, url: URL, seconds: float) -> None:
        self._seconds = seconds
        self.compiled = _compiler(POSTGRESQL)
        limit = f"statement_timeout={max(1, int(seconds * 1000))}"
        _, where = POSTGRESQL.create_connect_args(with_options(url, READ_ONLY, limit))
        self._pool = AsyncConnectionPool(
            kwargs={"autocommit": True, **where},
            min_size=0,
            max_size=MOST_CONNECTIONS,
            timeout=WAIT_SECONDS,
            # Who asks next tries again, instead of a pool that waits ever longer
            reconnect_timeout=0,
            open=False,
        )

    async def rows(self, statement: ClauseElement, values: Values = NO_VALUES) -> Rows:
        compiled = self.compiled(statement)
        known = {**compiled.known, **values}
        with self._outages_told():
            await self._pool.open()
            # Each connection that a restart of the server broke is met at most once
            for _ in range(MOST_CONNECTIONS):
                async with self._pool.connection() as connection:
                    try:
                        return await _rows_over(connection, compiled.text, known)
                    except psycopg.OperationalError:
                        if not connection.broken:
                            raise
            raise Unavailable(retry_after=2)

    async def long_rows(
        self, statement: ClauseElement, values: Values = NO_VALUES
    ) -> Rows:
        return await self.rows(statement, values)

    async def identity(self) -> Hashable:
        """The schema that is the newest now."""
        rows = await self.rows(SCHEMAS)
        return rows[-1][0] if rows else None

    async def close(self) -> None:
        await self._pool.close()

    @contextmanager
    def _outages_told(self) -> Iterator[None]:
        """A server that does not answer is a problem; any other error is a fault."""
        try:
            yield
        except psycopg.errors.QueryCanceled as error:
            raise _too_long(self._seconds) from error
        except (psycopg.OperationalError, psycopg.errors.UndefinedTable) as error:
            # No table: after two loads in a row, or on a standby that is behind
            raise Unavailable(retry_after=2) from error


async def _rows_over(
    connection: psycopg.AsyncConnection[tuple[Any, ...]], text: str, values: Values
) -> Rows:
    # A statement of ours, whose values go beside it
    cursor = connection.cursor(binary=True)
    await cursor.execute(text, values, prepare=True)
    return await cursor.fetchall()
