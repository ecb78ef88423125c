"""An installation in a folder of its own: seed, database and processes.

Loaders are forked from a process that has imported everything, so that hundreds of them
can be started and killed; what they run is what the command runs.
"""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import URL

from app.db.urls import normal_url
from app.ingest.load import load, revision_of
from app.main import app_for
from app.settings import ROOT, Settings
from tests.support.factories import changed, rows_of, write_seed
from tests.support.serving import served

OLD: Mapping[str, Any] = {}
NEW: Mapping[str, Any] = {
    "missions": changed("missions", "soyuz-28", name="Soyuz twenty-eight"),
    "events": rows_of("events")[:1],
    "gaps": [],
}
"""Two seeds that differ in a name and in the number of records."""

_fork = get_context("forkserver")
_fork.set_forkserver_preload([__name__])


class Loader:
    """A loader in a process that reports each of its steps."""

    def __init__(self, folder: Path, url: URL, most_bytes: int | None = None) -> None:
        self._steps, sender = _fork.Pipe(duplex=False)
        text = url.render_as_string(hide_password=False)
        self.process = _fork.Process(
            target=_run, args=(folder, text, sender, most_bytes)
        )
        self.process.start()
        sender.close()

    def step(self) -> str | None:
        """Returns the next step when it begins, `None` when the loader has ended."""
        try:
            step: str = self._steps.recv()
        except EOFError:
            return None
        return step

    def reaches(self, wanted: str) -> None:
        """Waits until a step begins."""
        while (step := self.step()) != wanted:
            assert step is not None, "the loader has ended"

    def send(self, sent: signal.Signals) -> None:
        """Sends a signal if the process still runs."""
        if self.process.pid and self.process.is_alive():
            os.kill(self.process.pid, sent)

    def end(self) -> int:
        """Waits for the end and returns the exit code."""
        while self.step():
            pass
        self.process.join()
        code = self.process.exitcode
        self.process.close()
        self._steps.close()
        assert code is not None
        return code


class _Progress:
    def __init__(self, sender: Connection) -> None:
        self._sender = sender

    def step(self, what: str) -> None:
        self._sender.send(what)


def _run(folder: Path, url: str, sender: Connection, most_bytes: int | None) -> None:
    if most_bytes is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    settings = Settings(seed_data=folder / "seed", data_folder=folder / "var")
    load(settings, normal_url(url), app_for, _Progress(sender))


class Installation:
    """A seed, the database that it is loaded into, and commands that run there."""

    def __init__(self, folder: Path, url: URL) -> None:
        self.folder = folder
        self.url = url
        self.var = folder / "var"
        self.write(OLD)

    @property
    def settings(self) -> dict[str, str]:
        """The environment of its processes."""
        return {
            "RENDEZVOUS_SEED_DATA": str(self.folder / "seed"),
            "RENDEZVOUS_DATA_FOLDER": str(self.var),
            "RENDEZVOUS_DATABASE_URL": self.url.render_as_string(hide_password=False),
            "RENDEZVOUS_REFRESH_SECONDS": "0.02",
        }

    @property
    def file(self) -> Path:
        """The path of the database file."""
        return Path(self.url.database or "")

    def write(self, seed: Mapping[str, Any]) -> str:
        """Writes a seed and returns its revision."""
        return revision_of(write_seed(self.folder / "seed", **seed))

    def loader(self, most_bytes: int | None = None) -> Loader:
        """Starts a loader, which may write files of at most so many bytes."""
        return Loader(self.folder, self.url, most_bytes)

    def load(self, seed: Mapping[str, Any]) -> str:
        """Writes a seed, loads it and returns its revision."""
        revision = self.write(seed)
        assert self.loader().end() == 0
        return revision

    def served(self, **options: Any) -> AbstractContextManager[httpx.Client]:
        """Starts a server in a process of its own and returns a client of it."""
        more = options.pop("settings", {})
        return served(self.settings | more, **options)

    def run(self, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """Runs a command as from a terminal."""
        return subprocess.run(
            [sys.executable, "-m", "app", *words],
            cwd=ROOT,
            env=os.environ | self.settings | more,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def leftovers(self) -> list[str]:
        """Hidden files that loaders have left behind."""
        return [
            str(path.relative_to(self.folder))
            for path in self.folder.rglob(".*")
            if path.name != ".loading.lock"
        ]
