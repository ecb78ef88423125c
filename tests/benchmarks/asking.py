"""Asks an application in process, and measures how long it takes.

A question is *new* when nothing is remembered of it, and asked *again* when it was
understood and counted before; whole answers are never kept here.
"""

import asyncio
import time
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote

from fastapi import FastAPI
from starlette.types import ASGIApp, Message

SECOND = 1000.0
FEWEST, MOST, ENOUGH = 3, 40, 0.1
"""The most calls of a question, and the seconds after which no more are made; a call
of more than a second is not repeated."""
TICK = 0.002
"""Seconds between two looks at the event loop."""
Clock = Callable[[], float]


class Timing(NamedTuple):
    """The time of a question in milliseconds, and the size of its answer."""

    new: float
    again: float
    size: int
    status: int
    gap: float | None = None
    """The longest time for which the event loop did nothing else, if measured."""


async def get(app: ASGIApp, path: str) -> tuple[int, int]:
    """Calls the app as a server does; returns status and size of the answer."""
    raw, _, query = path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(raw),
        "raw_path": raw.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"growth")],
        "client": ("127.0.0.1", 1),
        "server": ("growth", 80),
    }
    status = size = 0
    received = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> Message:
        for message in received:
            return message
        # The client stays connected
        return await asyncio.Future()

    async def send(message: Message) -> None:
        nonlocal status, size
        status = message.get("status", status)
        size += len(message.get("body", b""))

    await app(scope, receive, send)
    return status, size


async def timed(app: FastAPI, path: str, clock: Clock) -> Timing:
    """Measures a question, by as many calls as there is time for."""
    served, state = app.state.served, app.state

    def forget() -> None:
        state.response_cache.reset()
        state.snapshot.counts.clear()

    forget()
    start = clock()
    status, size = await get(served, path)
    first = (clock() - start) * 1000
    if first > SECOND:
        return Timing(first, first, size, status)
    new = min(first, await least(served, path, forget, clock))
    again = await least(served, path, lambda: None, clock)
    return Timing(new, again, size, status)


async def least(
    app: ASGIApp, path: str, before: Callable[[], None], clock: Clock
) -> float:
    """Returns the milliseconds of the fastest of several calls."""
    times: list[float] = []
    while len(times) < FEWEST or (len(times) < MOST and sum(times) < ENOUGH):
        before()
        start = clock()
        await get(app, path)
        times.append(clock() - start)
    return min(times) * 1000


async def longest_gap(app: FastAPI, path: str) -> float:
    """Returns for how many milliseconds at most a question holds the event loop."""
    longest = 0.0

    async def tick() -> None:
        nonlocal longest
        while True:
            start = time.perf_counter()
            await asyncio.sleep(TICK)
            longest = max(longest, time.perf_counter() - start - TICK)

    ticking = asyncio.create_task(tick())
    await asyncio.sleep(TICK)
    await get(app.state.served, path)
    # A last look, after an answer without a pause
    await asyncio.sleep(2 * TICK)
    ticking.cancel()
    return longest * 1000
