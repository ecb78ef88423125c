"""Load on a server: by wrk where it is installed, else by Python.

wrk leaves more of the machine to the server; within a run all are asked alike.
"""

import asyncio
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple, cast

import httptools
import uvloop

from tests.benchmarks.processes import processor

SCRIPT = Path(__file__).with_name("wrk.lua")
WRK = shutil.which("wrk")
FOUND = re.compile(r"^found (\d+) (\d+) (\d+) (\d+) (\d+)$", re.MULTILINE)


class Sample(NamedTuple):
    """The performance of one server for a moment; times in milliseconds.

    Its processor time for each answer in microseconds does not depend on what else the
    machine does; that of a database server beside it is not in it.
    """

    per_second: float
    p50: float
    p99: float
    failed: int = 0
    processor: float = 0


class Target(NamedTuple):
    """The requests to a server: one path, or those of a file in turn."""

    port: int
    process: int
    path: str
    headers: dict[str, str]
    varied: Path | None = None


def measure(target: Target, connections: int, seconds: int, begin: int) -> Sample:
    """Sends requests for some seconds; a file of paths is begun at `begin`."""
    before = processor(target.process)
    if WRK:
        sample = by_wrk(target, connections, seconds, begin)
    else:
        sample = uvloop.run(by_python(target, connections, seconds, begin))
    used = processor(target.process) - before
    return sample._replace(processor=used / max(sample.per_second * seconds, 1) * 1e6)


def by_wrk(target: Target, connections: int, seconds: int, begin: int) -> Sample:
    """Makes load with wrk, in one thread."""
    command = [str(WRK), "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout=60s"]
    command += ["-s", str(SCRIPT)]
    command += [f"-H{name}: {value}" for name, value in target.headers.items()]
    command += [f"http://127.0.0.1:{target.port}{target.path}", "--"]
    command += [str(target.varied), str(begin)] if target.varied else []
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    return parsed(run.stdout)


def parsed(output: str) -> Sample:
    """Parses the line that our script adds to the output of wrk."""
    match = FOUND.search(output)
    if match is None:
        raise ValueError(output)
    requests, lasted, p50, p99, failed = map(int, match.groups())
    return Sample(requests / lasted * 1e6, p50 / 1000, p99 / 1000, failed)


def summed(times: list[float], lasted: float, failed: int) -> Sample:
    """Returns the sample of single times, all in seconds."""
    times = sorted(times) or [0.0]
    p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    return Sample(len(times) / lasted, p50 * 1000, p99 * 1000, failed)


async def by_python(
    target: Target, connections: int, seconds: float, begin: int
) -> Sample:
    """Makes load on connections that send requests without a pause."""
    sent_paths = (
        target.varied.read_text("utf-8").split() if target.varied else [target.path]
    )
    paths = islice(cycle(sent_paths), begin % len(sent_paths), None)
    lines = "".join(f"{name}: {value}\r\n" for name, value in target.headers.items())
    requests = (
        f"GET {path} HTTP/1.1\r\nHost: bench\r\n{lines}\r\n".encode() for path in paths
    )
    loop = asyncio.get_running_loop()
    started = time.perf_counter()
    made = [
        await loop.create_connection(lambda: _Asker(requests), "127.0.0.1", target.port)
        for _ in range(connections)
    ]
    await asyncio.sleep(seconds)
    askers = [asker for _, asker in made]
    for transport, _ in made:
        transport.close()
    times = [took for asker in askers for took in asker.times]
    failed = sum(asker.failed for asker in askers)
    return summed(times, time.perf_counter() - started, failed)


class _Asker(asyncio.Protocol):
    """A connection that sends its next request after each answer."""

    def __init__(self, requests: Iterator[bytes]) -> None:
        self.requests = requests
        self.times: list[float] = []
        self.failed = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self._ask()

    def _ask(self) -> None:
        self.parser = httptools.HttpResponseParser(self)
        self.began = time.perf_counter()
        self.transport.write(next(self.requests))

    def data_received(self, data: bytes) -> None:
        self.parser.feed_data(data)

    def on_message_complete(self) -> None:
        self.times.append(time.perf_counter() - self.began)
        self.failed += self.parser.get_status_code() >= 400
        self._ask()
