"""Loads the seed data where it is not loaded yet."""

from time import monotonic, sleep

import typer
from rich.console import Console
from sqlalchemy import URL

from app.db.checksum import is_intact, may_be_sqlite
from app.db.urls import file_url, normal_url, sqlite_path
from app.ingest.load import load as load_seed
from app.ingest.load import loaded_revision, revision_of
from app.main import app_for
from app.settings import ConfigurationError, Settings

STANDBY_SECONDS = 60


class Steps:
    """Progress on a terminal, silence in a log."""

    def __init__(self) -> None:
        self.console = Console(stderr=True)
        self.status = self.console.status("")

    def step(self, what: str) -> None:
        if self.console.is_terminal:
            self.status.start()
            self.status.update(f"{what} …")

    def done(self) -> None:
        self.status.stop()


def database_url(settings: Settings, revision: str) -> URL:
    """The database of the settings; by default a file named by the revision."""
    if settings.database_url:
        return normal_url(settings.database_url)
    name = f"rendezvous-{revision[:16]}.sqlite"
    return file_url(settings.data_folder.absolute() / name)


def ensure_loaded(settings: Settings) -> URL:
    """Where to answer from, with the seed files loaded as they are now."""
    revision = revision_of(settings.seed_data)
    url = database_url(settings, revision)
    if _is_damaged(settings, url):
        load_with_progress(settings, url)
    read = normal_url(settings.read_url) if settings.read_url else url
    if loaded_revision(read) != revision:
        if loaded_revision(url) != revision:
            load_with_progress(settings, url, again=False)
        _wait_for(revision, read)
    return read


def _wait_for(revision: str, url: URL) -> None:
    """Wait until what was loaded has reached a standby."""
    end = monotonic() + STANDBY_SECONDS
    while loaded_revision(url) != revision:
        if monotonic() > end:
            detail = f"what was loaded did not reach it in {STANDBY_SECONDS} s"
            raise ConfigurationError(f"RENDEZVOUS_READ_URL cannot be used: {detail}")
        sleep(0.1)


def _is_damaged(settings: Settings, url: URL) -> bool:
    """Whether a database file must be built anew; UnusableError if it may not be."""
    path = sqlite_path(url)
    if path is None or not path.is_file() or is_intact(path):
        return False
    told = f"{path} is damaged: it is not, to the byte, what was written"
    if settings.on_damage == "refuse":
        raise ConfigurationError(f"{told}; `load` builds it anew")
    # A file that was never ours is left alone
    if settings.database_url and not may_be_sqlite(path):
        return False
    typer.echo(f"{told}; building it anew from the seed files", err=True)
    return True


def load_with_progress(settings: Settings, url: URL, *, again: bool = True) -> None:
    steps = Steps()
    try:
        load_seed(settings, url, app_for, steps, again=again)
    finally:
        steps.done()
