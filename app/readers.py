"""Readers: what answering asks of a database, which it can only read.

A statement is compiled once and then goes to the driver itself: the layers between
would cost more than the query. SQLite answers inside the event loop, because a short
statement is over before a thread would have been woken.
"""

import sqlite3
from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any, NamedTuple, Protocol, TypeVar
from urllib.parse import quote

from anyio import to_thread
from sqlalchemy import URL, ClauseElement, Dialect
from sqlalchemy.dialects import sqlite

from app.db import file_identity, sqlite_path
from app.problems import Unavailable

Values = Mapping[str, Any]
"""What slots of a statement are filled with, by name."""
Rows = list[tuple[Any, ...]]
T = TypeVar("T")
NO_VALUES: Values = {}
MOST_STATEMENTS = 2000
"""Statements that a reader keeps compiled; each weighs some kilobytes."""
STEPS = 50_000
"""Steps of SQLite's machine, about a millisecond, after which the time is looked at."""
SQLITE: Dialect = sqlite.dialect(paramstyle="qmark")


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
    if path is not None:
        return SqliteReader(path, seconds)
    # Its driver weighs as much as the framework, and a file needs none
    from app.postgres import PostgresReader  # noqa: PLC0415

    return PostgresReader(url, seconds)


class _Compiled(NamedTuple):
    """A statement as a driver takes it, with the values that are part of it."""

    text: str
    known: Mapping[str, Any]
    order: tuple[str, ...]


def compiler_of(dialect: Dialect) -> Callable[[ClauseElement], _Compiled]:
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
        self.compiled = compiler_of(SQLITE)
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
                raise too_long(self._seconds) from error
            raise


def too_long(seconds: float) -> Unavailable:
    detail = f"This would take more than {seconds:g} s; ask for less of it."
    return Unavailable(retry_after=60, detail=detail)
