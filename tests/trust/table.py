"""A plugin of pytest that ends a run with one table of the promises that it tested.

A test notes its attempts by the fixture `tried`. Tests without it count as one attempt
each, under the first sentence of their module.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

import pytest
from rich.console import Console
from rich.table import Table

TRIAL = "trial"
MODULE = "module"


class Trial(NamedTuple):
    """Attempts to break a promise, as a test notes them in its properties."""

    promise: str
    attempts: int
    failures: int
    notes: str = ""


@dataclass
class Row:
    """What all tests of a promise found together."""

    attempts: int = 0
    failures: int = 0
    seconds: float = 0
    notes: list[str] = field(default_factory=list)

    def add(self, trial: Trial, seconds: float) -> None:
        self.attempts += trial.attempts
        self.failures += trial.failures
        self.seconds += seconds
        if trial.notes and trial.notes not in self.notes:
            self.notes.append(trial.notes)


class TrustTable:
    """Collects the reports of tests and prints the table."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}
        self._seconds: dict[str, float] = {}
        self._outcomes: dict[str, pytest.TestReport] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            module = item.getparent(pytest.Module)
            text = (module and module.obj.__doc__) or item.nodeid
            item.user_properties.append((MODULE, first_sentence(text)))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        name = report.nodeid
        self._seconds[name] = self._seconds.get(name, 0) + report.duration
        if not report.passed:
            self._outcomes[name] = report
        if report.when == "teardown":
            self._finish(name, dict(report.user_properties))

    def _finish(self, name: str, properties: dict[str, object]) -> None:
        trial = Trial(*properties.get(TRIAL, (properties.get(MODULE, name), 1, 0)))  # type: ignore[misc]
        outcome = self._outcomes.get(name)
        if outcome is not None and outcome.skipped:
            reason = str(outcome.longrepr[2]) if outcome.longrepr else ""  # type: ignore[index]
            trial = trial._replace(attempts=0, notes=reason.lower())
        elif outcome is not None:
            trial = trial._replace(failures=trial.failures or 1)
        self.rows.setdefault(trial.promise, Row()).add(trial, self._seconds[name])

    def pytest_terminal_summary(self) -> None:
        titles = ("Promise", "Attempts", "Failures", "Seconds", "Notes")
        table = Table(*titles, title="What was tried, and what failed")
        for promise, row in self.rows.items():
            numbers = (row.attempts, row.failures, round(row.seconds))
            table.add_row(promise, *(f"{n:,}" for n in numbers), "; ".join(row.notes))
        Console(width=130).print(table)


def first_sentence(text: str) -> str:
    """The first sentence of a docstring, on one line and without the stop."""
    return " ".join(text.split()).partition(". ")[0].removesuffix(".")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(TrustTable())
