"""Growth: catalogues are multiplied as they grow, and the aims are judged rightly."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app.db.urls import file_url
from tests.benchmarks.asking import Timing
from tests.benchmarks.building import load
from tests.benchmarks.growth import (
    BOUND,
    LINEAR,
    MAX_GAP,
    Key,
    Subject,
    compared,
    holds,
    measured,
)
from tests.benchmarks.multiplying import COPIED, multiply

MISSIONS, TIMES = 200, 3
GROUPS = ["aims", LINEAR, "in space", "search", "problems"]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A loaded catalogue, and one with three times as many records."""
    folder = tmp_path_factory.mktemp("growth")
    loaded, multiplied = folder / "loaded.sqlite", folder / "multiplied.sqlite"
    load(MISSIONS, loaded)
    multiply(loaded, multiplied, TIMES)
    return [loaded, multiplied]


@pytest.fixture(scope="module")
def databases(files: list[Path]) -> Iterator[list[sqlite3.Connection]]:
    with (
        closing(sqlite3.connect(files[0])) as smaller,
        closing(sqlite3.connect(files[1])) as larger,
    ):
        yield [smaller, larger]


def numbers(databases: list[sqlite3.Connection], statement: str) -> list[Any]:
    return [database.execute(statement).fetchone()[0] for database in databases]


@pytest.mark.parametrize("table", [*COPIED, "crew_countries", "stays", "names"])
def test_tables_that_grow_are_multiplied(
    databases: list[sqlite3.Connection], table: str
) -> None:
    where = " WHERE resource = 'people'" if table == "names" else ""
    smaller, larger = numbers(databases, f"SELECT count(*) FROM {table}{where}")
    assert larger == TIMES * smaller > 0


@pytest.mark.parametrize("table", ["countries", "stations", "sources", "release"])
def test_other_tables_stay(databases: list[sqlite3.Connection], table: str) -> None:
    smaller, larger = numbers(databases, f"SELECT count(*) FROM {table}")
    assert smaller == larger > 0


def test_rare_words_stay_in_as_many_documents(
    databases: list[sqlite3.Connection],
) -> None:
    named = "SELECT folded FROM names WHERE resource = 'people' ORDER BY folded"
    words = [row[0].split()[-1] for row in databases[0].execute(named)][::20]
    for word in words:
        query = f"SELECT count(*) FROM search_index WHERE search_index MATCH 'n{word}'"
        smaller, larger = numbers(databases, query)
        assert larger in (smaller, TIMES * smaller)
        assert smaller > 0
    known = numbers(databases, "SELECT count(*) FROM search_vocabulary")
    assert known[0] < known[1] < TIMES * known[0]


def test_numbers_of_lists_follow(databases: list[sqlite3.Connection]) -> None:
    listed = "SELECT sum(listed_count) FROM list_counts WHERE resource = 'missions'"
    smaller, larger = numbers(databases, listed)
    assert larger == TIMES * smaller > MISSIONS


def test_questions_are_answered_at_every_size(files: list[Path]) -> None:
    subjects = [Subject("SQLite", 1, str(file_url(file))) for file in files]
    timings = [
        asyncio.run(measured(subject, GROUPS, claims=False)) for subject in subjects
    ]
    assert timings[0].keys() == timings[1].keys()
    assert {key.group for key in timings[0]} == set(GROUPS)
    lines = list(compared([MISSIONS, TIMES * MISSIONS], timings))
    assert len(lines) == len(timings[0])
    assert all(line["gap_ms"] is not None for line in lines if line["group"] == LINEAR)
    present = [size[Key("aims", "presence at an instant")].size for size in timings]
    assert present[0] == pytest.approx(present[1], rel=0.2)


def timing(milliseconds: float, gap: float | None = None) -> Timing:
    return Timing(milliseconds, milliseconds, 1, 200, gap)


@pytest.mark.parametrize(
    ("group", "name", "last", "holds_aim"),
    [
        ("aims", "first page", timing(BOUND), True),
        ("aims", "first page", timing(BOUND + 0.01), False),
        ("search", "common word", timing(999), True),
        ("search", "common word", timing(1001), False),
        (LINEAR, "export", timing(1500, MAX_GAP), True),
        (LINEAR, "export", timing(1501, MAX_GAP), False),
        (LINEAR, "export", timing(1000, MAX_GAP + 1), False),
        ("start", "start, MB", timing(150), True),
        ("start", "start, MB", timing(151), False),
    ],
)
def test_aims_are_judged(
    group: str, name: str, last: Timing, *, holds_aim: bool
) -> None:
    assert holds(Key(group, name), timing(1), last, 1000) is holds_aim
