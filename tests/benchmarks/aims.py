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
    CEILING,
    DATASETTE,
    ON_SERVER,
    OURS,
    PLAIN,
    TUTORIAL,
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


def resident(server: str) -> Measure:
    def measure(measured: Measurements) -> float | None:
        memory = measured.memory.get(server)
        return memory and memory.resident

    return measure


AIMS = (
    Aim("list, cache: of ceiling", ratio("list", 16, OURS, CEILING), 0.90),
    Aim("record, cache: of ceiling", ratio("record", 16, OURS, CEILING), 0.90),
    Aim("new list: of ceiling", ratio("new lists", 16, PLAIN, CEILING), 0.18),
    Aim("list: times Datasette", ratio("list", 16, PLAIN, DATASETTE), 8),
    Aim("list: times tutorial FastAPI", ratio("list", 16, PLAIN, TUTORIAL), 55),
    Aim("new record: of ceiling", ratio("new records", 16, PLAIN, CEILING), 0.30),
    Aim("first: of ceiling", ratio("new firsts", 16, PLAIN, CEILING), 0.14),
    Aim("moment: of ceiling", ratio("new moments", 16, PLAIN, CEILING), 0.14),
    Aim("search: of ceiling", ratio("new searches", 16, PLAIN, CEILING), 0.10),
    Aim("PostgreSQL: of ceiling", ratio("new lists", 16, ON_SERVER, CEILING), 0.08),
    Aim("new list, 64 conn.: p99/p50", tail("new lists", 64, PLAIN), 4, at_most=True),
    Aim("MB resident at the start", resident(PLAIN), 95, at_most=True),
    Aim(
        "seconds to the first answer",
        lambda measured: measured.seconds_to_start.get(PLAIN),
        1.5,
        at_most=True,
    ),
    Aim(
        "seconds to build the data",
        lambda measured: measured.seconds_to_build,
        20,
        at_most=True,
    ),
    Aim("two workers: times one", ratio("list", 16, TWO, PLAIN), 1.5),
)
