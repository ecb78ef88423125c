"""`make growth`: how much slower each answer gets as the catalogue grows.

Every question is put to synthetic catalogues of several sizes, in process, and the
least time of repeated calls is compared: of SQLite the processor time, so that other
work on the machine does not count, of PostgreSQL the time that passes. Start and memory
are those of a server that answers its first question.

The aims: a new question of the group `aims`, and any page of any sorted list, takes at
most `BOUND` times as long as at the smallest size; a question that reads all data grows
with it and leaves the event loop to others; nothing else takes a second.
"""

import argparse
import asyncio
import json
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import URL

from app.db.urls import file_url, normal_url
from app.main import create_app
from app.settings import Settings
from tests.benchmarks.asking import SECOND, Clock, Timing, longest_gap, timed
from tests.benchmarks.building import database, on_server
from tests.benchmarks.processes import Memory, memory, processor
from tests.benchmarks.questions import questions
from tests.benchmarks.servers import PYTHON, UVICORN, Server, running

SIZES = {"SQLite": [1000, 100_000, 1_000_000], "PostgreSQL": [1000, 100_000]}
BOUND = 1.5
FLAT = ("aims", "sorts, first page", "sorts, deepest page")
"""Groups whose times must not grow with the data."""
LINEAR = "linear"
"""The group of questions that read all data."""
MAX_GAP = 100.0
"""Milliseconds for which a question may hold the event loop."""
LIMITS = {"start, ms": 2000.0, "start, processor ms": 2000.0, "start, MB": 150.0}
PATIENCE = 300.0
"""Seconds for a statement, so long that slow ones are measured and not interrupted."""
SHOWN = 6
"""The number of worst lines that are printed of a large group."""
RESULT = Path("var")
FIRST = "/v1/missions?limit=20"
SERVED = Server(
    "growth",
    (*UVICORN, "--factory", "tests.benchmarks.served:served"),
    {"list": FIRST},
    {"SERVED_URL": "{url}"},
    PYTHON,
)


class Key(NamedTuple):
    """The name of a question, whatever its values in a catalogue."""

    group: str
    name: str


Timings = dict[Key, Timing]


class Subject(NamedTuple):
    """A database with a catalogue of some size."""

    kind: str
    missions: int
    url: str

    @property
    def clock(self) -> Clock:
        """The clock of the process itself, if all work is done in it."""
        return time.process_time if self.kind == "SQLite" else time.perf_counter


def subjects(
    kind: str, sizes: list[int], stack: ExitStack, *, claims: bool
) -> Iterator[Subject]:
    """Yields the databases of a kind, built unless they exist."""
    for size in sorted(sizes):
        url: URL = file_url(database(size, claims=claims))
        if kind == "PostgreSQL":
            url = on_server(stack, size, claims=claims)
        yield Subject(kind, size, url.render_as_string(hide_password=False))


def started(subject: Subject) -> Timings:
    """Starts a server; returns its start and memory as lines of the table."""
    with running(SERVED, {"url": subject.url}) as server:
        used: Memory = memory(server.process)
        values = {
            "start, ms": server.seconds_to_start * 1000,
            "start, processor ms": processor(server.process) * 1000,
            "start, MB": used.resident,
        }
    return {
        Key("start", name): Timing(value, value, 0, 200)
        for name, value in values.items()
    }


def in_a_process(subject: Subject, groups: list[str], *, claims: bool) -> Timings:
    """Measures in a process of its own, whose memory nothing else has used."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_measured, subject, groups, claims=claims).result()


def _measured(subject: Subject, groups: list[str], *, claims: bool) -> Timings:
    return asyncio.run(measured(subject, groups, claims=claims))


async def measured(subject: Subject, groups: list[str], *, claims: bool) -> Timings:
    """Measures every question, or those of the named groups, on one database."""
    settings = Settings(
        cache_bytes=0, statement_seconds=PATIENCE, refresh_seconds=PATIENCE
    )
    app = create_app(settings, normal_url(subject.url))
    timings: Timings = {}
    async with app.router.lifespan_context(app):
        async for question in questions(app.state.snapshot, groups, claims=claims):
            if groups and question.group not in groups:
                continue
            timing = await timed(app, question.path, subject.clock)
            if question.group == LINEAR:
                gap = await longest_gap(app, question.path)
                timing = timing._replace(gap=gap)
            timings[Key(question.group, question.name)] = timing
            if timing.status != question.status:
                raise ValueError(f"{question.path}: {timing.status}")
    return timings


def compared(sizes: list[int], timings: list[Timings]) -> Iterator[dict[str, Any]]:
    """Yields a line for each question that every size has."""
    for key in timings[0]:
        line = [size[key] for size in timings if key in size]
        if len(line) == len(sizes):
            first, last = line[0], line[-1]
            yield {
                **key._asdict(),
                "new_ms": [round(timing.new, 3) for timing in line],
                "again_ms": [round(timing.again, 3) for timing in line],
                "bytes": [timing.size for timing in line],
                "gap_ms": last.gap and round(last.gap, 1),
                "status": last.status,
                "new_ratio": round(last.new / first.new, 2),
                "again_ratio": round(last.again / first.again, 2),
                "holds": holds(key, first, last, sizes[-1] / sizes[0]),
            }


def holds(key: Key, first: Timing, last: Timing, growth: float) -> bool:
    """Whether the aim is met; `growth` is how much larger the last catalogue is."""
    if key.name in LIMITS:
        return last.new <= LIMITS[key.name]
    if key.group == LINEAR:
        is_linear = last.new <= BOUND * growth * first.new
        return is_linear and last.gap is not None and last.gap <= MAX_GAP
    return last.new < SECOND and (
        key.group not in FLAT or last.new <= BOUND * first.new
    )


def print_table(kind: str, sizes: list[int], lines: list[dict[str, Any]]) -> None:
    """Prints all of a small group and the worst of a large one."""
    heads = "".join(f"{size:>11,}" for size in sizes)
    title = f"{kind}: milliseconds of a new question"
    print(f"\n{title:50}{heads}   ratio  again       kB gap ms")
    for group in dict.fromkeys(line["group"] for line in lines):
        members = [line for line in lines if line["group"] == group]
        broken = sum(not line["holds"] for line in members)
        print(f"\n{group}: {len(members)} asked, {broken} beyond the aim")
        many = len(members) > 4 * SHOWN
        worst = sorted(members, key=lambda line: -line["new_ms"][-1])[:SHOWN]
        for line in worst if many else members:
            times = "".join(f"{number:11.2f}" for number in line["new_ms"])
            mark = " " if line["holds"] else "!"
            ratios = f"{line['new_ratio']:8.2f}{line['again_ratio']:7.2f}"
            kilobytes = line["bytes"][-1] / 1000
            gap = "" if line["gap_ms"] is None else f"{line['gap_ms']:7.1f}"
            print(f"{mark} {line['name'][:47]:47} {times}{ratios}{kilobytes:9.0f}{gap}")


def options_of(parser: argparse.ArgumentParser) -> argparse.Namespace:
    for kind, sizes in SIZES.items():
        name, about = f"--{kind.lower()}", f"missions in catalogues on {kind}"
        parser.add_argument(name, nargs="*", type=int, default=sizes, help=about)
    with_claims = "judged claims too, where they are asked for; slow to build"
    parser.add_argument("--claims", action="store_true", help=with_claims)
    parser.add_argument("--only", nargs="+", default=[], help="groups of questions")
    return parser.parse_args()


def main() -> None:
    """Measures, prints and writes the results of both databases."""
    options = options_of(argparse.ArgumentParser(description=__doc__))
    results = {}
    with ExitStack() as stack:
        for kind in SIZES:
            sizes = sorted(getattr(options, kind.lower()))
            timings = []
            for subject in subjects(kind, sizes, stack, claims=options.claims):
                print(f"Asking {kind} with {subject.missions:,} missions", flush=True)
                answer_times = in_a_process(
                    subject, options.only, claims=options.claims
                )
                timings.append(started(subject) | answer_times)
            lines = list(compared(sizes, timings)) if timings else []
            results[kind] = {"sizes": sizes, "questions": lines}
            print_table(kind, sizes, lines)
    result = RESULT / ("growth-claims.json" if options.claims else "growth.json")
    result.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
