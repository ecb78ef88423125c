"""Loads the seed data unless the database has it already."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, sleep

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.progress import Progress as Bar
from sqlalchemy import URL

from app.db.checksum import is_intact, may_be_sqlite
from app.db.urls import file_url, normal_url, sqlite_path
from app.ingest.load import MakeApp, load, loaded_revision, revision_of
from app.ingest.packed import packed_database
from app.settings import Settings, StorageError

STANDBY_SECONDS = 60
"""How long loaded data may take to reach the database of `RENDEZVOUS_READ_URL`."""


LOADING_STEPS, UNPACKING_STEPS = 6, 3
"""Numbers of steps that `load` reports, without and with a packed database."""


class TerminalProgress:
    """Shows the steps of a task on a terminal; prints nothing into a log."""

    def __init__(self, steps: int) -> None:
        console = Console(stderr=True)
        columns = (SpinnerColumn(), BarColumn(), MofNCompleteColumn())
        self._bar = Bar(
            *columns,
            TimeElapsedColumn(),
            TextColumn("{task.description}"),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task("", total=steps)
        self._begun = 0

    def step(self, description: str) -> None:
        self._bar.start()
        self._bar.update(self._task, completed=self._begun, description=description)
        self._begun += 1

    def stop(self) -> None:
        self._bar.stop()


def database_url(settings: Settings, revision: str) -> URL:
    """Returns the database of the settings; by default a file named by the revision."""
    if settings.database_url:
        return normal_url(settings.database_url)
    name = f"rendezvous-{revision[:16]}.sqlite"
    return file_url(settings.data_folder.absolute() / name)


def ensure_loaded(settings: Settings, make_app: MakeApp) -> URL:
    """Loads the current seed files where needed; returns the database to serve from."""
    revision = revision_of(settings.seed_data)
    url = database_url(settings, revision)
    if _must_rebuild(settings, url):
        load_with_progress(settings, url, make_app, revision)
    read_url = normal_url(settings.read_url) if settings.read_url else url
    if loaded_revision(read_url) != revision:
        if loaded_revision(url) != revision:
            load_with_progress(settings, url, make_app, revision, again=False)
        if settings.read_url:
            _wait_for(revision, read_url)
    return read_url


def load_with_progress(
    settings: Settings,
    url: URL,
    make_app: MakeApp,
    revision: str,
    *,
    again: bool = True,
) -> None:
    """Loads the seed files, showing the steps on a terminal; see `load`."""
    steps = UNPACKING_STEPS if packed_database(revision) else LOADING_STEPS
    with terminal_progress(steps) as progress:
        load(settings, url, make_app, progress, again=again)


@contextmanager
def terminal_progress(steps: int) -> Iterator[TerminalProgress]:
    """Yields a progress of so many steps; it vanishes from the terminal at the end."""
    progress = TerminalProgress(steps)
    try:
        yield progress
    finally:
        progress.stop()


def _wait_for(revision: str, url: URL) -> None:
    """Waits until a standby has the loaded data."""
    end = monotonic() + STANDBY_SECONDS
    while loaded_revision(url) != revision:
        if monotonic() > end:
            detail = f"it did not receive the loaded data within {STANDBY_SECONDS} s"
            raise StorageError(f"RENDEZVOUS_READ_URL cannot be used: {detail}")
        sleep(0.1)


def _must_rebuild(settings: Settings, url: URL) -> bool:
    """Returns whether the database file is damaged and must be rebuilt.

    Raises `StorageError` if it is damaged and the settings forbid rebuilding it.
    """
    path = sqlite_path(url)
    if path is None or not path.is_file() or is_intact(path):
        return False
    problem = f"{path} is damaged: its checksum is wrong"
    if settings.on_damage == "refuse":
        raise StorageError(f"{problem}; run `load` to rebuild it")
    # A file of another program is never overwritten
    if settings.database_url and not may_be_sqlite(path):
        return False
    typer.echo(f"{problem}; rebuilding it", err=True)
    return True
