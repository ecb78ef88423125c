"""Reads a schema of a PostgreSQL server, directly or through a pooler.

Options of a direct connection make the server refuse writes and end long statements.
A pooler in transaction mode, such as PgBouncer, refuses such options or drops them, so
tables are addressed by their schema, and the deadline of a statement is kept here too.
"""

import re
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from time import monotonic

import psycopg
from sqlalchemy import URL, ClauseElement, Dialect
from sqlalchemy.dialects.postgresql import psycopg as postgresql

from app.db.connections import Connections
from app.db.location import DATA_SCHEMAS
from app.db.reader import NO_VALUES, Rows, Values, compiler_of, too_long
from app.db.urls import with_network_limits, with_options
from app.problems import Unavailable

POSTGRESQL: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
READ_ONLY = "default_transaction_read_only=on"
OPEN_SECONDS = 10.0
"""Seconds for which opening may wait for the server."""
LEAST_SECONDS = 1.0
"""Seconds that looking for newer data may take, even if other statements have less."""
BUSY = "All connections to the database are in use; please try again."
_DIRECT = "rendezvous.direct"
"""A setting of ours: a session that has it has taken the options of its connection."""
_PROBE = f"SELECT current_setting('{_DIRECT}', true)"
# PgBouncer says the first, Amazon's RDS Proxy the second
_REFUSED = re.compile("unsupported startup parameter|command-line options")
SchemaIdentity = tuple[str, int]
"""Name and object id, which differs if the schema is made again."""


async def open_postgres(url: URL, seconds: float) -> "PostgresReader":
    """Opens the newest data set of a server. Raises LookupError if there is none."""
    deadline = monotonic() + OPEN_SECONDS
    with _outages(OPEN_SECONDS):
        async with AsyncExitStack() as on_failure:
            connections = await _connect(url, seconds, deadline, on_failure)
            schemas = await connections.rows(str(DATA_SCHEMAS), NO_VALUES, deadline)
            if not schemas:
                raise LookupError(url)
            on_failure.pop_all()
    name, number = schemas[-1]
    return PostgresReader(connections, (name, number), seconds)


async def _connect(
    url: URL, seconds: float, deadline: float, on_failure: AsyncExitStack
) -> Connections:
    """Connects with options where the server takes them, else without."""
    limit = f"statement_timeout={int(max(LEAST_SECONDS, seconds) * 1000)}"
    connections = _connections(with_options(url, READ_ONLY, limit, f"{_DIRECT}=on"))
    on_failure.push_async_callback(connections.close)
    try:
        [(value,)] = await connections.rows(_PROBE, NO_VALUES, deadline)
    except psycopg.OperationalError as error:
        if not _REFUSED.search(str(error)):
            raise
    else:
        if value == "on":
            connections.prepares = True
            return connections
    await connections.close()
    pooled = _connections(url)
    on_failure.push_async_callback(pooled.close)
    return pooled


def _connections(url: URL) -> Connections:
    _, options = POSTGRESQL.create_connect_args(with_network_limits(url))
    return Connections(options)


class PostgresReader:
    """Reads one schema. Raises Unavailable if the server does not answer in time."""

    missing = "The data was removed from the database server."

    def __init__(
        self, connections: Connections, identity: SchemaIdentity, seconds: float
    ) -> None:
        self.seconds = seconds
        self.identity = identity
        self.compiled = compiler_of(POSTGRESQL, schema=identity[0])
        self.last_used = monotonic()
        self._connections = connections

    async def rows(
        self,
        statement: ClauseElement,
        values: Values = NO_VALUES,
        deadline: float | None = None,
    ) -> Rows:
        compiled = self.compiled(statement)
        self.last_used = now = monotonic()
        deadline = now + self.seconds if deadline is None else deadline
        if deadline < now:
            raise too_long(self.seconds)
        known = {**compiled.known, **values}
        with _outages(self.seconds):
            return await self._connections.rows(compiled.text, known, deadline)

    async def long_rows(
        self,
        statement: ClauseElement,
        values: Values = NO_VALUES,
        deadline: float | None = None,
    ) -> Rows:
        return await self.rows(statement, values, deadline)

    async def newest_identity(self) -> SchemaIdentity | None:
        deadline = monotonic() + max(LEAST_SECONDS, self.seconds)
        rows = await self.rows(DATA_SCHEMAS, deadline=deadline)
        return (rows[-1][0], rows[-1][1]) if rows else None

    async def close(self) -> None:
        await self._connections.close()


@contextmanager
def _outages(seconds: float) -> Iterator[None]:
    """Turns a server that does not answer into a problem; other errors are faults."""
    try:
        yield
    except psycopg.errors.QueryCanceled as error:
        raise too_long(seconds) from error
    except TimeoutError as error:
        raise Unavailable(retry_after=2, detail=BUSY) from error
    except (
        psycopg.OperationalError,
        # After two loads in a row, or on a standby that is behind
        psycopg.errors.UndefinedTable,
    ) as error:
        raise Unavailable(retry_after=2) from error
