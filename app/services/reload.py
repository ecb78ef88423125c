"""Opens the data set being served, and replaces it by a newer one without downtime.

A request ends on the data set on which it began. The cache of responses is emptied.
"""

import asyncio
import logging
from collections.abc import Hashable
from contextlib import AsyncExitStack
from pathlib import Path
from time import monotonic

from anyio import to_thread
from fastapi import FastAPI
from sqlalchemy import URL

from app.db import DataReader, open_reader
from app.db.checksum import is_intact
from app.db.location import FileIdentity
from app.db.reader import RequestReader
from app.problems import Unavailable
from app.query.reference_data import read_reference_data
from app.services.snapshot import Rejected, Snapshot

START_SECONDS = 30.0
"""Seconds for reading the reference data, even if responses have less."""
GRACE_SECONDS = 300
"""Seconds without a statement after which a replaced data set is closed."""
UNREADABLE = "The data was replaced by something that cannot be read."
_log = logging.getLogger("rendezvous")


class UnusableDataError(Exception):
    """Data in place that cannot be served; its text is a sentence for `/readyz`."""


async def open_snapshot(url: URL, seconds: float, max_age: int = 300) -> Snapshot:
    """Opens the data set of a database; a statement may take so many seconds.

    Raises LookupError if there is none.
    """
    while True:
        try:
            data = await open_reader(url, seconds)
        except LookupError as error:
            detail = f"{url} holds no data; `rendezvous load` puts it there"
            raise LookupError(detail) from error
        async with AsyncExitStack() as on_failure:
            on_failure.push_async_callback(data.close)
            reader = RequestReader(data, START_SECONDS)
            reference_data = await read_reference_data(reader)
            # Otherwise the data was replaced meanwhile
            if data.identity == await data.newest_identity():
                on_failure.pop_all()
                return Snapshot(data, data, reference_data, max_age)


def activate(app: FastAPI, snapshot: Snapshot) -> None:
    """Serves a snapshot from now on."""
    app.state.snapshot = snapshot
    app.state.response_cache.reset()


async def watch_for_new_data(app: FastAPI, url: URL) -> None:
    """Serves newer data soon after it was put in place; runs until it is cancelled."""
    closing: set[asyncio.Task[None]] = set()
    try:
        while True:
            await asyncio.sleep(app.state.settings.refresh_seconds)
            replaced: Snapshot = app.state.snapshot
            if await _activate_newer(app, url):
                task = asyncio.create_task(_close_later(replaced.data))
                closing.add(task)
                task.add_done_callback(closing.discard)
    finally:
        for task in closing:
            task.cancel()
        if closing:
            await asyncio.wait(closing)


async def _activate_newer(app: FastAPI, url: URL) -> bool:
    """Returns whether newer data was in place and is now served."""
    snapshot: Snapshot = app.state.snapshot
    newest: Hashable = None
    try:
        newest = await snapshot.data.newest_identity()
        if newest == snapshot.identity or snapshot.has_rejected(newest):
            return False
        await _check(snapshot, newest, url)
        settings = app.state.settings
        seconds, max_age = settings.statement_seconds, settings.max_age
        activate(app, await open_snapshot(url, seconds, max_age))
    except Unavailable:
        # The server does not answer; requests get the same problem
        return False
    except UnusableDataError as error:
        snapshot.rejected = Rejected(newest, str(error))
        _log.error("%s The previous data is served.", error)
        return False
    except Exception:  # noqa: BLE001 - there is data to serve, whatever is in place
        snapshot.rejected = Rejected(newest, UNREADABLE)
        _log.exception("%s The previous data is served.", UNREADABLE)
        return False
    _log.info("serving revision %s", app.state.snapshot.reference_data.revision)
    return True


async def _check(snapshot: Snapshot, newest: Hashable, url: URL) -> None:
    """Raises UnusableDataError if there is no data in place, or a damaged file."""
    if newest is None:
        raise UnusableDataError(snapshot.data.missing)
    if not isinstance(newest, FileIdentity):
        return
    if not await to_thread.run_sync(is_intact, Path(url.database or "")):
        change = newest.change_since(snapshot.identity)
        raise UnusableDataError(f"The data file {change} and is damaged.")


async def _close_later(data: DataReader) -> None:
    """Closes a data set when no request has read from it for a while."""
    try:
        while (left := data.last_used + GRACE_SECONDS - monotonic()) > 0:  # noqa: ASYNC110
            await asyncio.sleep(left)
    finally:
        await data.close()
