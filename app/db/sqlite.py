"""Reads an SQLite file."""

import sqlite3
from collections.abc import Hashable
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from urllib.parse import quote

from anyio import to_thread
from sqlalchemy import ClauseElement, Dialect
from sqlalchemy.dialects import sqlite

from app.db.location import file_identity
from app.db.reader import NO_VALUES, Rows, Values, _Compiled, compiler_of, too_long

STEPS = 50_000
"""Steps of SQLite's machine, about a millisecond, after which the time is looked at."""


SQLITE: Dialect = sqlite.dialect(paramstyle="qmark")


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
