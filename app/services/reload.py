"""The data that is answered from, and how other data takes its place while answering.

Requests that began on the old data end on it; what was remembered is forgotten.
"""

import asyncio
import logging
from collections.abc import Hashable
from dataclasses import dataclass, replace

from anyio import to_thread
from fastapi import FastAPI
from sqlalchemy import URL, select

from app import models
from app.db.checksum import is_intact
from app.db.engines import open_reader
from app.db.location import locate_data
from app.db.urls import sqlite_path
from app.problems import Problem
from app.query.reference_data import ReferenceData, read_reference_data
from app.services.snapshot import Snapshot

# Reading all words takes longer than any question may
START_SECONDS = 300
# For requests that began before the data was replaced; exports take longest
GRACE_SECONDS = 60
_log = logging.getLogger("rendezvous")


@dataclass(frozen=True)
class Current:
    """Opened data, and by what one knows that it was replaced."""

    snapshot: Snapshot
    identity: Hashable

    async def is_readable(self) -> bool:
        rows = await self.snapshot.reader.rows(select(models.Release.id))
        return bool(rows)


async def open_snapshot(url: URL, seconds: float) -> Current:
    """The data at a URL with its words; a statement may take so many seconds.

    Raises LookupError where there is none.
    """
    while True:
        place = await to_thread.run_sync(locate_data, url)
        if place is None:
            raise LookupError(f"{url} holds no data; `rendezvous load` puts it there")
        words = await _words(place.url)
        reader = open_reader(place.url, seconds)
        if await to_thread.run_sync(locate_data, url) == place:
            return Current(Snapshot(reader, words), place.identity)
        # Replaced while it was read: the words may be of the data of before
        await reader.close()


async def _words(url: URL) -> ReferenceData:
    reader = open_reader(url, START_SECONDS)
    try:
        return await read_reference_data(reader)
    finally:
        await reader.close()


def activate(app: FastAPI, current: Current) -> None:
    """Answer from this data from now on."""
    app.state.current = current
    max_age = app.state.settings.max_age
    app.state.snapshot = snapshot = replace(current.snapshot, max_age=max_age)
    app.state.is_readable = current.is_readable
    app.state.response_cache.reset()


async def watch_for_new_data(app: FastAPI, url: URL) -> None:
    """Look again and again whether other data was put in place, and take it up."""
    settings = app.state.settings
    leaving: set[asyncio.Task[None]] = set()
    try:
        while True:
            await asyncio.sleep(settings.refresh_seconds)
            before: Current = app.state.current
            if await _replaced(app, url):
                task = asyncio.create_task(_close_later(before))
                leaving.add(task)
                task.add_done_callback(leaving.discard)
    finally:
        for task in leaving:
            task.cancel()
        if leaving:
            await asyncio.wait(leaving)


async def _replaced(app: FastAPI, url: URL) -> bool:
    """Whether other data was found and put in place."""
    before: Current = app.state.current
    try:
        identity = await before.snapshot.reader.identity()
        if identity in (None, before.identity):
            return False
        path = sqlite_path(url)
        if path and not await to_thread.run_sync(is_intact, path):
            _log.error("%s is damaged; answering from what was there before", path)
            return False
        activate(app, await open_snapshot(url, app.state.settings.statement_seconds))
    except Problem:
        # The server is away; who asks is told so
        return False
    except Exception:  # noqa: BLE001 - there is data to answer from, whatever is wrong
        _log.exception("the data that was put in place cannot be read")
        return False
    _log.info("answering from revision %s", app.state.snapshot.reference_data.revision)
    return True


async def _close_later(before: Current) -> None:
    try:
        await asyncio.sleep(GRACE_SECONDS)
    finally:
        await before.snapshot.reader.close()
