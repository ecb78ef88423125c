"""The aims as a table, and the measurements that they are compared with.

Shares are medians over rounds in which the compared servers were asked in turn: only
such ratios mean anything on a machine that does other work.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf
from statistics import median
from typing import NamedTuple

from tests.benchmarks.load import Sample
from tests.benchmarks.processes import Memory
from tests.benchmarks.servers import (
    BARE,
    CEILING,
    DATASETTE,
    DRF,
    ON_SERVER,
    OURS,
    PLAIN,
    TUTORIAL,
    TUTORIAL_ON_SERVER,
    TWO,
)


class Key(NamedTuple):
    """The server, the question and the number of connections of a measurement."""

    question: str
    connections: int
    server: str


@dataclass
class Measurements:
    """All measurements; samples are in order of rounds."""

    samples: dict[Key, list[Sample]] = field(default_factory=dict)
    seconds_to_start: dict[str, float] = field(default_factory=dict)
    memory: dict[str, Memory] = field(default_factory=dict)
    seconds_to_build: float | None = None

    def ratio(self, key: Key, other: str) -> float | None:
        """Returns the median ratio of answers per second to another server."""
        theirs = self.samples.get(key._replace(server=other))
        if theirs is None or key not in self.samples:
            return None
        pairs = zip(self.samples[key], theirs, strict=True)
        # A server may be too slow for any answer while it is asked
        return median(
            ours.per_second / other.per_second if other.per_second else inf
            for ours, other in pairs
        )

    def typical(self, key: Key) -> Sample | None:
        """Returns the median of each figure; failures are added up."""
        samples = self.samples.get(key)
        if samples is None:
            return None
        figures = Sample(*map(median, zip(*samples, strict=True)))
        return figures._replace(failed=sum(sample.failed for sample in samples))


Measure = Callable[[Measurements], float | None]


class Aim(NamedTuple):
    """A limit that a measurement must reach, or must not exceed."""

    name: str
    what: str
    measure: Measure
    bar: float
    at_most: bool = False

    def is_met(self, value: float) -> bool:
        return value <= self.bar if self.at_most else value >= self.bar


def ratio(question: str, connections: int, server: str, other: str) -> Measure:
    return lambda measured: measured.ratio(Key(question, connections, server), other)


def tail(question: str, connections: int, server: str) -> Measure:
    """The ratio of the 99th percentile of times to the median."""

    def measure(measured: Measurements) -> float | None:
        typical = measured.typical(Key(question, connections, server))
        return typical and typical.p99 / typical.p50

    return measure


def p99(question: str, connections: int, server: str) -> Measure:
    def measure(measured: Measurements) -> float | None:
        typical = measured.typical(Key(question, connections, server))
        return typical and typical.p99

    return measure


def resident(server: str) -> Measure:
    def measure(measured: Measurements) -> float | None:
        memory = measured.memory.get(server)
        return memory and memory.resident

    return measure


AIMS = (
    Aim("P1", "list, cache: of ceiling", ratio("list", 16, OURS, CEILING), 0.90),
    Aim("P1", "record, cache: of ceiling", ratio("record", 16, OURS, CEILING), 0.90),
    Aim("P1", "list, cache: times Datasette", ratio("list", 16, OURS, DATASETTE), 30),
    Aim("P2", "list: of ceiling", ratio("list", 16, PLAIN, CEILING), 0.35),
    Aim("P2", "list, 1 conn.: of ceiling", ratio("list", 1, PLAIN, CEILING), 0.55),
    Aim("P2", "list: times bare FastAPI route", ratio("list", 16, PLAIN, BARE), 1),
    Aim("P2", "list: times Datasette", ratio("list", 16, PLAIN, DATASETTE), 15),
    Aim("P2", "list: times tutorial FastAPI", ratio("list", 16, PLAIN, TUTORIAL), 50),
    Aim("P2", "list: times Django REST", ratio("list", 16, PLAIN, DRF), 70),
    Aim("P3", "record: of ceiling", ratio("record", 16, PLAIN, CEILING), 0.55),
    Aim("P4", "304: of ceiling", ratio("unchanged", 16, OURS, CEILING), 1.15),
    Aim("P5", "list: p99 / p50", tail("list", 16, PLAIN), 3, at_most=True),
    Aim("P5", "list, 64 conn.: p99 ms", p99("list", 64, PLAIN), 10, at_most=True),
    Aim("P7", "MB resident at the start", resident(PLAIN), 90, at_most=True),
    Aim(
        "P7",
        "seconds to the first answer",
        lambda measured: measured.seconds_to_start.get(PLAIN),
        1.5,
        at_most=True,
    ),
    Aim(
        "P7",
        "seconds to build the data",
        lambda measured: measured.seconds_to_build,
        20,
        at_most=True,
    ),
    Aim("P8", "PostgreSQL: of ceiling", ratio("list", 16, ON_SERVER, CEILING), 0.15),
    Aim(
        "P8",
        "PostgreSQL: times tutorial on it",
        ratio("list", 16, ON_SERVER, TUTORIAL_ON_SERVER),
        15,
    ),
    Aim("P9", "two workers: times one", ratio("list", 16, TWO, PLAIN), 1.5),
)
