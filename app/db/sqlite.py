"""Reads an SQLite file.

Short statements run in the event loop, because they are over before a thread would
have been woken. One that takes longer starts again in a thread.
"""

import os
import sqlite3
from pathlib import Path
from queue import SimpleQueue
from time import monotonic

from anyio import CapacityLimiter, fail_after, to_thread
from sqlalchemy import ClauseElement, Dialect
from sqlalchemy.dialects import sqlite

from app.db.location import FileIdentity, file_identity
from app.db.reader import (
    NO_VALUES,
    CompiledStatement,
    Rows,
    Values,
    compiler_of,
    too_long,
)
from app.problems import Unavailable

SQLITE: Dialect = sqlite.dialect(paramstyle="qmark")
LOOP_SECONDS = 0.05
"""Seconds for which a statement may hold the event loop."""
SIDE_CONNECTIONS = 4
"""Connections for threads, and so statements that run in threads at a time."""
STEPS = 50_000
"""Steps of SQLite's virtual machine, about a millisecond, between looks at the time."""
CACHE_KILOBYTES = 8_000
"""Size of the page cache of each connection."""
CHANGED = "The data file was changed while it was open; please try again."
DAMAGED = "The data file is damaged; the data has to be loaded again."
REPLACED = "The data was replaced while this was read; please try again."
_DAMAGE = (
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOTADB,
)


def open_sqlite(path: Path, seconds: float) -> "SqliteReader":
    """Opens a file. Raises LookupError if there is none."""
    while True:
        try:
            reader = SqliteReader(path, seconds)
        except FileNotFoundError as error:
            raise LookupError(path) from error
        if file_identity(path) == reader.identity:
            return reader
        # The file was replaced while its connections were opened
        reader.release()


class SqliteReader:
    """Reads one file, through connections that are all opened at the start.

    Raises Unavailable if the file is damaged, or no longer as it was opened.
    """

    missing = "The data file was deleted."

    def __init__(self, path: Path, seconds: float) -> None:
        self.seconds = seconds
        self.compiled = compiler_of(SQLITE)
        self.last_used = monotonic()
        self._path = path
        self._descriptor = os.open(path, os.O_RDONLY)
        self.identity = file_identity(self._descriptor)
        self._connection = _Connection(path)
        self._side: SimpleQueue[_Connection] = SimpleQueue()
        for _ in range(SIDE_CONNECTIONS):
            self._side.put(_Connection(path))
        self._threads = CapacityLimiter(SIDE_CONNECTIONS)
        self._is_closed = False

    async def rows(
        self,
        statement: ClauseElement,
        values: Values = NO_VALUES,
        deadline: float | None = None,
    ) -> Rows:
        compiled, deadline = self._begin(statement, deadline)
        end = min(deadline, self.last_used + LOOP_SECONDS)
        try:
            return self._read(self._connection, compiled, values, end)
        except TimeoutError:
            return await self._rows_in_thread(compiled, values, deadline)

    async def long_rows(
        self,
        statement: ClauseElement,
        values: Values = NO_VALUES,
        deadline: float | None = None,
    ) -> Rows:
        compiled, deadline = self._begin(statement, deadline)
        return await self._rows_in_thread(compiled, values, deadline)

    def _begin(
        self, statement: ClauseElement, deadline: float | None
    ) -> tuple[CompiledStatement, float]:
        if self._is_closed:
            raise Unavailable(retry_after=1, detail=REPLACED)
        compiled = self.compiled(statement)
        self.last_used = now = monotonic()
        deadline = now + self.seconds if deadline is None else deadline
        if deadline < now:
            raise too_long(self.seconds)
        return compiled, deadline

    async def _rows_in_thread(
        self, compiled: CompiledStatement, values: Values, deadline: float
    ) -> Rows:
        try:
            with fail_after(deadline - monotonic()):
                return await to_thread.run_sync(
                    self._read_aside, compiled, values, deadline, limiter=self._threads
                )
        except TimeoutError as error:
            raise too_long(self.seconds) from error

    def _read_aside(
        self, compiled: CompiledStatement, values: Values, end: float
    ) -> Rows:
        connection = self._side.get_nowait()
        try:
            return self._read(connection, compiled, values, end)
        finally:
            self._side.put(connection)

    def _read(
        self,
        connection: "_Connection",
        compiled: CompiledStatement,
        values: Values,
        end: float,
    ) -> Rows:
        """Reads rows of the file as it was opened. Raises TimeoutError at the end."""
        try:
            rows = connection.rows(compiled, values, end)
        except sqlite3.Error as error:
            if self._is_changed():
                raise Unavailable(retry_after=2, detail=CHANGED) from error
            if _is_damage(error):
                raise Unavailable(retry_after=60, detail=DAMAGED) from error
            raise
        if self._is_changed():
            raise Unavailable(retry_after=2, detail=CHANGED)
        return rows

    def _is_changed(self) -> bool:
        return file_identity(self._descriptor) != self.identity

    async def newest_identity(self) -> FileIdentity | None:
        return file_identity(self._path)

    async def close(self) -> None:
        if self._is_closed:
            return
        self._is_closed = True
        # Statements in threads end first: each holds a place
        for _ in range(SIDE_CONNECTIONS):
            await self._threads.acquire_on_behalf_of(object())
        self.release()

    def release(self) -> None:
        """Closes all connections, of which none may be in use."""
        self._is_closed = True
        self._connection.close()
        while not self._side.empty():
            self._side.get().close()
        os.close(self._descriptor)


class _Connection:
    """A connection that ends a statement when its time is over."""

    def __init__(self, path: Path) -> None:
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._end = 0.0
        self._driver = sqlite3.connect(uri, uri=True, check_same_thread=False)
        # Reading a file that is mapped into memory and was cut short kills the process
        self._driver.execute("PRAGMA mmap_size = 0")
        self._driver.execute(f"PRAGMA cache_size = -{CACHE_KILOBYTES}")
        self._driver.set_progress_handler(lambda: monotonic() > self._end, STEPS)
        self.close = self._driver.close

    def rows(self, compiled: CompiledStatement, values: Values, end: float) -> Rows:
        """Runs a statement until the end, an instant of `time.monotonic()`.

        Raises TimeoutError.
        """
        known = {**compiled.known, **values}
        self._end = end
        try:
            return self._driver.execute(
                compiled.text, [known[name] for name in compiled.order]
            ).fetchall()
        except sqlite3.OperationalError as error:
            if _code(error) == sqlite3.SQLITE_INTERRUPT:
                raise TimeoutError from error
            raise


def _is_damage(error: sqlite3.Error) -> bool:
    """Tells damage of a file from a mistake of ours."""
    return _code(error) in _DAMAGE or "Could not decode" in str(error)


def _code(error: sqlite3.Error) -> int:
    """Returns the primary result code of SQLite, 0 for an error of the driver."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
