"""Connections to a PostgreSQL server that a reader shares among its requests.

A request that needs a connection opens it itself, within its own time limit. A pool
that connects in the background would keep requests waiting for its own attempts, and
would trust connections that died in silence: to a server that vanished without a
reset, or behind a firewall that forgot them.
"""

import asyncio
import os
import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

from app.db.reader import Rows, Values

MAX_CONNECTIONS = 8
MAX_ATTEMPTS = 3
"""Connections on which a statement is tried, while those before turn out broken."""
MAX_LIFETIME = 1800.0
"""Seconds after which a connection is replaced: the server may have moved."""
WAIT_SECONDS = 1.5
"""Seconds that a statement waits for a connection of another request."""
TRUSTED_SECONDS = 1.0
"""Seconds without use after which a connection is checked before it is used."""
CHECK_SECONDS = 0.5
"""Seconds in which a connection must pass its check."""
CANCEL_SECONDS = 0.5
"""Seconds in which a server must react to a cancellation."""

_Driver = psycopg.AsyncConnection[tuple[Any, ...]]


@dataclass
class _Connection:
    """A connection with the instants of its life, of `time.monotonic()`."""

    driver: _Driver
    opened: float = field(default_factory=monotonic)
    used: float = field(default_factory=monotonic)
    is_cancelled: bool = False

    def is_usable(self) -> bool:
        # A cancellation that arrives late would end the next statement
        return (
            not self.is_cancelled
            and self.driver.pgconn.transaction_status == TransactionStatus.IDLE
            and monotonic() - self.opened < MAX_LIFETIME
        )


class Connections:
    """Up to `MAX_CONNECTIONS` connections, opened when needed and checked after a rest.

    `options` are those of libpq. With `prepares`, statements are prepared, which a
    pooler in transaction mode does not support: it may run each on another session.
    """

    def __init__(self, options: Mapping[str, Any]) -> None:
        self.prepares = False
        self._options = options
        self._idle: list[_Connection] = []
        self._places = asyncio.Semaphore(MAX_CONNECTIONS)
        self._cancelling: set[asyncio.Task[None]] = set()
        self._is_closed = False

    async def rows(self, text: str, values: Values, deadline: float) -> Rows:
        """Runs a statement until a deadline, an instant of `time.monotonic()`.

        Raises psycopg.Error, and TimeoutError if no connection is free in time.
        """
        async with asyncio.timeout(min(WAIT_SECONDS, deadline - monotonic())):
            await self._places.acquire()
        try:
            return await self._try(text, values, deadline)
        finally:
            self._places.release()

    async def _try(self, text: str, values: Values, deadline: float) -> Rows:
        left = MAX_ATTEMPTS
        while True:
            connection = await self._take(deadline)
            left -= 1
            try:
                return await self._run(connection, text, values, deadline)
            except psycopg.OperationalError:
                if not (left and connection.driver.broken and monotonic() < deadline):
                    raise
                # What broke one, such as a restart of the server, broke the others
                await self._close_idle()
            finally:
                await self._give_back(connection)

    async def _run(
        self, connection: _Connection, text: str, values: Values, deadline: float
    ) -> Rows:
        seconds = deadline - monotonic()
        timer = asyncio.get_running_loop().call_later(seconds, self._end, connection)
        try:
            cursor = connection.driver.cursor(binary=True)
            await cursor.execute(text, values, prepare=self.prepares)
            return await cursor.fetchall()
        finally:
            timer.cancel()

    def _end(self, connection: _Connection) -> None:
        """Cancels the running statement; gives up a server that does not react."""
        connection.is_cancelled = True
        loop = asyncio.get_running_loop()
        loop.call_later(CANCEL_SECONDS, _abort, connection.driver)
        task = loop.create_task(_cancel(connection.driver))
        self._cancelling.add(task)
        task.add_done_callback(self._cancelling.discard)

    async def _take(self, deadline: float) -> _Connection:
        while self._idle:
            connection = self._idle.pop()
            if await _is_alive(connection):
                return connection
            await connection.driver.close()
            # The others have rested at least as long
            await self._close_idle()
        try:
            async with asyncio.timeout(deadline - monotonic()):
                driver = await _Driver.connect(autocommit=True, **self._options)
        except TimeoutError as error:
            raise psycopg.errors.ConnectionTimeout from error
        return _Connection(driver)

    async def _give_back(self, connection: _Connection) -> None:
        if self._is_closed or not connection.is_usable():
            await connection.driver.close()
        else:
            connection.used = monotonic()
            self._idle.append(connection)

    async def _close_idle(self) -> None:
        connections, self._idle = self._idle, []
        for connection in connections:
            await connection.driver.close()

    async def close(self) -> None:
        """Closes the connections; those in use are closed after their statement."""
        self._is_closed = True
        await self._close_idle()


async def _is_alive(connection: _Connection) -> bool:
    """Returns whether a connection can be used, asking the server after a rest."""
    if not connection.is_usable():
        return False
    if monotonic() - connection.used < TRUSTED_SECONDS:
        return True
    loop = asyncio.get_running_loop()
    timer = loop.call_later(CHECK_SECONDS, _abort, connection.driver)
    try:
        await connection.driver.execute("")
    except psycopg.Error:
        return False
    finally:
        timer.cancel()
    return True


async def _cancel(driver: _Driver) -> None:
    with suppress(psycopg.Error):
        await driver.cancel_safe(timeout=CANCEL_SECONDS)


def _abort(driver: _Driver) -> None:
    """Ends the wait for a server, as if the server had closed the connection."""
    if not driver.closed:
        with socket.socket(fileno=os.dup(driver.fileno())) as copy:
            copy.shutdown(socket.SHUT_RDWR)
