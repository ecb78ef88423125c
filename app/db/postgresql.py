"""Reads a PostgreSQL server, through an asynchronous pool of connections."""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg_pool import AsyncConnectionPool
from sqlalchemy import URL, ClauseElement, Dialect
from sqlalchemy.dialects.postgresql import psycopg as postgresql

from app.db.location import SCHEMAS
from app.db.reader import NO_VALUES, Rows, Values, compiler_of, too_long
from app.db.urls import with_options
from app.problems import Unavailable

POSTGRESQL: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
READ_ONLY = "default_transaction_read_only=on"
MOST_CONNECTIONS = 8
WAIT_SECONDS = 1.0
"""How long a question waits for a connection to a server."""


class PostgresReader:
    """Reads a server, in read-only transactions."""

    def __init__(self, url: URL, seconds: float) -> None:
        self._seconds = seconds
        self.compiled = compiler_of(POSTGRESQL)
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
            left = MOST_CONNECTIONS
            while True:
                async with self._pool.connection() as connection:
                    try:
                        return await _rows_over(connection, compiled.text, known)
                    except psycopg.OperationalError:
                        left -= 1
                        if not (left and connection.broken):
                            raise

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
            raise too_long(self._seconds) from error
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
