"""`make bench`: ours beside peers and beside an app that sends the same fixed bytes.

Servers are asked in turn, in interleaved rounds, so that whatever else the machine does
falls on all of them alike. Growth is another matter: `make growth`.
"""

import json
import os
from contextlib import ExitStack, suppress
from typing import NamedTuple

from app.settings import ROOT
from tests.benchmarks import prepare, report
from tests.benchmarks.aims import Key, Measurements
from tests.benchmarks.load import WRK, Target, measure
from tests.benchmarks.servers import (
    BARE,
    CEILING,
    DATASETTE,
    DRF,
    ON_SERVER,
    OURS,
    PLAIN,
    TABLE,
    TUTORIAL,
    TUTORIAL_ON_SERVER,
    TWO,
    UNDER_GRANIAN,
    Running,
    running,
)

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
SECONDS = 1
RESULT = ROOT / "var" / "bench.json"


class Case(NamedTuple):
    """A question, the servers that answer it, and numbers of connections."""

    question: str
    servers: tuple[str, ...]
    connections: tuple[int, ...]


BOTH = (CEILING, OURS, PLAIN)
PEERS = (BARE, DATASETTE, TUTORIAL, DRF, ON_SERVER, TUTORIAL_ON_SERVER)
CASES = (
    Case("list", (*BOTH, TWO, UNDER_GRANIAN, *PEERS), (1, 16, 64)),
    Case("record", BOTH, (1, 16)),
    Case("unchanged", BOTH, (1, 16)),
    Case("new lists", (CEILING, PLAIN, UNDER_GRANIAN, ON_SERVER), (1, 16, 64)),
    Case("new records", (CEILING, PLAIN), (16,)),
    Case("new firsts", (CEILING, PLAIN), (16,)),
    Case("new moments", (CEILING, PLAIN), (16,)),
    Case("new searches", (CEILING, PLAIN), (16,)),
)


def start_all(stack: ExitStack, measured: Measurements) -> dict[str, Running]:
    """Starts every available server; ours first, whose bodies the ceiling sends."""
    url = prepare.on_server(stack)
    given = {
        "file": str(prepare.FILE),
        "server": url.render_as_string(hide_password=False),
    }
    started: dict[str, Running] = {}
    for server in TABLE:
        if lacks := prepare.missing(server):
            print(f"Left out: {server.name}, because this is missing: {lacks}")
            continue
        one = stack.enter_context(running(server, given))
        if not started:
            prepare.keep_bodies(one)
        started[server.name] = one
        measured.seconds_to_start[server.name] = one.seconds_to_start
        measured.memory[server.name] = one.memory
    return started


def target(one: Running, question: str) -> Target:
    """Returns the request of a question, conditional for `unchanged`."""
    headers = {}
    if question == "unchanged":
        headers["If-None-Match"] = prepare.answer(one, question)[1]
    is_new = question.startswith("new ") and one.server.name != CEILING
    paths = prepare.file_of(question) if is_new else None
    return Target(one.port, one.process, one.server.paths[question], headers, paths)


def ask(case: Case, started: dict[str, Running], measured: Measurements) -> None:
    """Sends one question to its servers in turn, round by round."""
    asked = {name: started[name] for name in case.servers if name in started}
    targets = {name: target(one, case.question) for name, one in asked.items()}
    for connections in case.connections:
        for turn in range(ROUNDS):
            for name, one in asked.items():
                begin = (2 * turn + (connections > 1)) * prepare.DAYS // ROUNDS
                sample = measure(targets[name], connections, SECONDS, begin)
                key = Key(case.question, connections, name)
                measured.samples.setdefault(key, []).append(sample)
                # Answers that are still being sent must not slow down the next server
                with suppress(OSError):
                    prepare.answer(one, case.question)


def main() -> None:
    """Measures, prints and writes the result."""
    measured = Measurements(seconds_to_build=prepare.build())
    with ExitStack() as stack:
        started = start_all(stack, measured)
        print(f"{ROUNDS} rounds; load by {WRK or 'Python, for there is no wrk'}\n")
        for case in CASES:
            ask(case, started, measured)
    RESULT.write_text(json.dumps(report.as_json(measured), indent=1), encoding="utf-8")
    for table in (report.speeds, report.sizes, report.aims):
        print("\n".join(table(measured)), end="\n\n")


if __name__ == "__main__":
    main()
