"""`make growth`: how much slower each answer gets as the catalogue grows.

Every question is put to synthetic catalogues of several sizes, in process, and the
least processor time of repeated calls is compared, so that other work on the machine
does not count. A question is *new* when nothing is remembered of it, and asked *again*
when it was understood and counted before; whole answers are never kept here.

The aims: a new question of the group `aims`, and any page of any sorted list, takes at
most `BOUND` times as long as at the smallest size, and nothing takes a second.
"""

import argparse
import asyncio
import json
import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from fastapi import FastAPI
from starlette.types import ASGIApp, Message

from app.db.urls import file_url
from app.main import create_app
from app.settings import Settings
from tests.benchmarks.building import database
from tests.benchmarks.questions import questions

SIZES = [1000, 10_000, 100_000]
BOUND = 1.5
FLAT = ("aims", "sorts, first page", "sorts, deepest page")
"""Groups whose times must not grow with the data."""
SECOND = 1000.0
PATIENCE = 300.0
"""Seconds for a statement, so long that slow ones are measured and not interrupted."""
SHOWN = 6
"""The number of worst lines that are printed of a large group."""
FEWEST, MOST, ENOUGH = 3, 40, 0.1
"""The most calls of a question, and the seconds after which no more are made; a call
of more than a second is not repeated."""
RESULT = Path("var")


class Key(NamedTuple):
    """The name of a question, whatever its values in a catalogue."""

    group: str
    name: str


class Timing(NamedTuple):
    """Processor time of a question in milliseconds, and the size of its answer."""

    new: float
    again: float
    size: int
    status: int


Timings = dict[Key, Timing]


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

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status, size
        status = message.get("status", status)
        size += len(message.get("body", b""))

    await app(scope, receive, send)
    return status, size


async def timed(app: FastAPI, path: str) -> Timing:
    """Measures a question, by as many calls as there is time for."""
    front, totals = app.state.front, app.state.snapshot.counts

    def forget() -> None:
        front.take_up(app.state.snapshot)
        totals.clear()

    forget()
    start = time.process_time()
    status, size = await get(front, path)
    first = (time.process_time() - start) * 1000
    if first > SECOND:
        return Timing(first, first, size, status)
    new = min(first, await least(front, path, forget))
    return Timing(new, await least(front, path, lambda: None), size, status)


async def least(app: ASGIApp, path: str, before: Callable[[], None]) -> float:
    """Returns the milliseconds of the fastest of several calls."""
    times: list[float] = []
    while len(times) < FEWEST or (len(times) < MOST and sum(times) < ENOUGH):
        before()
        start = time.process_time()
        await get(app, path)
        times.append(time.process_time() - start)
    return min(times) * 1000


def in_a_process(path: Path, groups: list[str], *, claims: bool) -> Timings:
    """Measures in a process of its own, whose memory nothing else has used."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_measured, path, groups, claims=claims).result()


def _measured(path: Path, groups: list[str], *, claims: bool) -> Timings:
    return asyncio.run(measured(path, groups, claims=claims))


async def measured(path: Path, groups: list[str], *, claims: bool) -> Timings:
    """Measures every question, or those of the named groups, on one database."""
    settings = Settings(
        cache_bytes=0, statement_seconds=PATIENCE, refresh_seconds=PATIENCE
    )
    app = create_app(settings, file_url(path))
    timings: Timings = {}
    start = time.process_time()
    async with app.router.lifespan_context(app):
        began = (time.process_time() - start) * 1000
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        key = Key("start", "until it answers, and memory")
        timings[key] = Timing(began, began, memory, 200)
        async for question in questions(app.state.snapshot, claims=claims):
            if groups and question.group not in groups:
                continue
            timing = await timed(app, question.path)
            timings[Key(question.group, question.name)] = timing
            if timing.status != question.status:
                raise ValueError(f"{question.path}: {timing.status}")
    return timings


def compared(sizes: list[Timings]) -> Iterator[dict[str, Any]]:
    """Yields a line for each question that every size has."""
    for key in sizes[0]:
        timings = [size[key] for size in sizes if key in size]
        if len(timings) == len(sizes):
            first, last = timings[0], timings[-1]
            yield {
                **key._asdict(),
                "new_ms": [round(timing.new, 3) for timing in timings],
                "again_ms": [round(timing.again, 3) for timing in timings],
                "bytes": [timing.size for timing in timings],
                "status": last.status,
                "new_ratio": round(last.new / first.new, 2),
                "again_ratio": round(last.again / first.again, 2),
                "holds": holds(key.group, first.new, last.new),
            }


def holds(group: str, first: float, last: float) -> bool:
    """Whether the aim is met: no growth where none is allowed, and never a second."""
    return last < SECOND and (group not in FLAT or last <= BOUND * first)


def print_table(sizes: list[int], lines: list[dict[str, Any]]) -> None:
    """Prints all of a small group and the worst of a large one."""
    heads = "".join(f"{size:>10,}" for size in sizes)
    print(f"{'milliseconds of a new question':50}{heads}   ratio  again       kB")
    for group in dict.fromkeys(line["group"] for line in lines):
        members = [line for line in lines if line["group"] == group]
        broken = sum(not line["holds"] for line in members)
        print(f"\n{group}: {len(members)} asked, {broken} beyond the aim")
        many = len(members) > 4 * SHOWN
        worst = sorted(members, key=lambda line: -line["new_ms"][-1])[:SHOWN]
        for line in worst if many else members:
            times = "".join(f"{number:10.2f}" for number in line["new_ms"])
            mark = " " if line["holds"] else "!"
            ratios = f"{line['new_ratio']:8.2f}{line['again_ratio']:7.2f}"
            kilobytes = line["bytes"][-1] / 1000
            print(f"{mark} {line['name'][:47]:47} {times}{ratios}{kilobytes:9.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="missions")
    with_claims = "judged claims too, where they are asked for; slow to build"
    parser.add_argument("--claims", action="store_true", help=with_claims)
    parser.add_argument("--only", nargs="+", default=[], help="groups of questions")
    options = parser.parse_args()
    sizes, timings = sorted(options.sizes), []
    for size in sizes:
        path = database(size, claims=options.claims)
        print(f"Asking {path.name}", flush=True)
        timings.append(in_a_process(path, options.only, claims=options.claims))
    lines = list(compared(timings))
    result = RESULT / ("growth-claims.json" if options.claims else "growth.json")
    shown = {"sizes": sizes, "questions": lines}
    result.write_text(json.dumps(shown, indent=1) + "\n", encoding="utf-8")
    print_table(sizes, lines)


if __name__ == "__main__":
    main()
