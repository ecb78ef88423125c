"""A table of what was tried, how often, and what was lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table
from sqlalchemy import URL

from tests.support.factories import ON_BOTH, empty_database
from tests.trust.installation import Installation

Tried = Callable[..., None]
_ROWS = pytest.StashKey[list[tuple[str, int, str, int]]]()


@pytest.fixture
def tried(request: pytest.FixtureRequest) -> Tried:
    """Notes what was tried how often, and fails the test if something was lost."""

    def note(what: str, times: int, lost: list[str], seen: str = "") -> None:
        rows = request.config.stash.setdefault(_ROWS, [])
        rows.append((what, times, seen, len(lost)))
        assert not lost, lost[:3]

    return note


def pytest_terminal_summary(config: pytest.Config) -> None:
    rows = config.stash.get(_ROWS, [])
    if rows:
        table = Table("What was tried", "Times", "Meanwhile", "Lost", title="Trust")
        for what, times, seen, lost in rows:
            table.add_row(what, f"{times:,}", seen, f"{lost:,}")
        Console(width=110).print(table)


@pytest.fixture(params=ON_BOTH)
def installation(request: pytest.FixtureRequest, tmp_path: Path) -> Installation:
    """The tiny seed, not loaded yet, on a database of each kind in turn."""
    return Installation(tmp_path, empty_database(request, request.param, tmp_path))


@pytest.fixture
def on_file(tmp_path: Path) -> Installation:
    """The tiny seed, not loaded yet, with a file as its database."""
    return Installation(tmp_path, URL.create("sqlite", database=f"{tmp_path}/data.db"))
