"""Loaders are killed at any instant: who reads meanwhile gets whole data, the old or
the new, and the next load succeeds as if nothing had been.
"""

import signal
import time
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from random import Random
from threading import Event, Thread
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from app.db.checksum import is_intact
from app.db.engines import writing
from app.formats.dataset_files import downloads, folder_of
from app.ingest.load import load, loaded_revision
from app.main import app_for
from app.settings import Settings
from tests.support.serving import waited_for
from tests.trust import often
from tests.trust.asking import asking
from tests.trust.conftest import Tried
from tests.trust.installation import NEW, OLD, Installation, Loader

SEEDS = (OLD, NEW)
PATHS = (
    "/v1/missions",
    "/v1/events",
    "/v1/missions/soyuz-28",
    "/v1/claims?limit=2",
    "/v1/events?format=ndjson",
    "/v1/firsts?country=CSK",
    "/v1/dataset",
)
chance = Random(1961)


class Readers:
    """Clients that ask again and again, and keep what is not whole."""

    def __init__(self, address: str, whole: dict[str, set[str]]) -> None:
        self._address = address
        self._whole = whole
        self.answers = 0
        self.lost: list[str] = []

    def asking(self, count: int = 2) -> AbstractContextManager[None]:
        return asking(self._ask, count)

    def _ask(self, stop: Event) -> None:
        with httpx.Client(base_url=self._address) as client:
            while not stop.is_set():
                for path in PATHS:
                    answer = client.get(path, timeout=60)
                    self.answers += 1
                    if answer.text not in self._whole[path]:
                        told = f"{path}: {answer.status_code} {answer.text[:300]}"
                        self.lost.append(told)


def whole_answers(installation: Installation, client: httpx.Client) -> Any:
    """What is answered from each of two seeds that are whole, for each path."""
    found: dict[str, set[str]] = {path: set() for path in PATHS}
    for seed in SEEDS:
        revision = installation.load(seed)
        waited_for(partial(is_answered, client, revision))
        for path in PATHS:
            found[path].add(client.get(path).raise_for_status().text)
    assert all(len(answers) == 2 for answers in found.values()), "seeds do not differ"
    return found


def is_answered(client: httpx.Client, revision: str) -> bool:
    dataset = client.get("/v1/missions?limit=0").json()["meta"]["dataset"]
    return bool(dataset["revision"] == f"sha256:{revision}")


def lengths_of_steps(installation: Installation) -> dict[str, float]:
    """How long each step of a loader takes here, in seconds."""
    loader, began = installation.loader(), time.monotonic()
    lengths, step = {}, "starting"
    while step:
        following = loader.step()
        now = time.monotonic()
        lengths[step], began, step = now - began, now, following or ""
    assert loader.end() == 0
    return lengths


def kill(loader: Loader, step: str, seconds: float) -> int:
    """Kill a loader so long after a step began; the exit code."""
    if step != "starting":
        loader.reaches(step)
    time.sleep(seconds)
    loader.send(signal.SIGKILL)
    return loader.end()


@often(quick=5, long=200)
def test_loaders_are_killed_while_readers_ask(
    installation: Installation, tried: Tried, times: int
) -> None:
    installation.load(OLD)
    lost, killed = [], 0
    with installation.served() as client:
        readers = Readers(str(client.base_url), whole_answers(installation, client))
        lengths = lengths_of_steps(installation)
        revisions = [installation.write(seed) for seed in SEEDS]
        with readers.asking():
            # Some are done before they are killed: those are not counted
            while killed < times:
                held = loaded_revision(installation.url)
                # Always one that is not held, so that there is something to do
                wanted = SEEDS[1 - revisions.index(held)] if held else OLD
                installation.write(wanted)
                step, length = chance.choice(list(lengths.items()))
                code = kill(installation.loader(), step, chance.uniform(0, length))
                killed += code == -signal.SIGKILL
                if loaded_revision(installation.url) not in revisions:
                    lost.append(f"{killed}: no whole data after {step}")
                if is_file(installation) and not is_intact(installation.file):
                    lost.append(f"{killed}: the file is not whole after {step}")
            # Each removes what was left of its own
            installation.load(OLD)
            last = installation.load(NEW)
            waited_for(partial(is_answered, client, last))
        for one in downloads(folder_of(installation.var, last)):
            body = client.get(f"/v1/dataset/download/{one['name']}").content
            assert len(body) == one["bytes"]
    assert installation.leftovers() == []
    name = installation.url.get_backend_name()
    tried(
        f"loader killed, {name}",
        killed,
        lost + readers.lost,
        f"{readers.answers:,} answers read",
    )


@pytest.mark.postgresql
@pytest.mark.xdist_group("postgresql")
@pytest.mark.parametrize("installation", ["postgresql"], indirect=True)
@often(quick=3, long=100)
def test_loaders_are_killed_while_they_copy_into_a_server(
    installation: Installation, tried: Tried, times: int
) -> None:
    revisions = [installation.load(seed) for seed in SEEDS]
    lost, killed = [], 0
    for number in range(times):
        held = loaded_revision(installation.url)
        installation.write(SEEDS[1 - revisions.index(str(held))])
        loader = installation.loader()
        loader.reaches("Putting the data in place")
        waited_for(partial(is_copying, installation, loader))
        time.sleep(chance.uniform(0, 0.1))
        loader.send(signal.SIGKILL)
        killed += loader.end() == -signal.SIGKILL
        if loaded_revision(installation.url) not in revisions:
            lost.append(f"{number}: no whole data")
    for seed in SEEDS:
        installation.load(seed)
    assert killed
    assert installation.leftovers() == []
    tried("loader killed while it copies, postgresql", killed, lost)


def is_copying(installation: Installation, loader: Loader) -> bool:
    """Whether a loader holds the lock of the server, or has ended already."""
    held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    with writing(installation.url) as engine, engine.connect() as connection:
        locks = connection.execute(text(held)).scalar()
    return bool(locks) or not loader.process.is_alive()


# -- Two at once


def test_a_loader_waits_for_another_that_works_in_its_folder(
    installation: Installation,
) -> None:
    first, revision = installation.loader(), installation.write(OLD)
    first.reaches("Asking the API every claim")
    first.send(signal.SIGSTOP)
    scratch = installation.file.parent if is_file(installation) else installation.var
    before = files_below(scratch / ".loading")
    second = installation.loader()
    second.reaches("Reading seed files")
    time.sleep(0.5)
    assert files_below(scratch / ".loading") == before != []
    first.send(signal.SIGCONT)
    assert [first.end(), second.end()] == [0, 0]
    assert loaded_revision(installation.url) == revision
    assert installation.leftovers() == []


@often(quick=2, long=50)
def test_loaders_of_different_seeds_at_once_leave_one_of_them_whole(
    installation: Installation, tmp_path: Path, tried: Tried, times: int
) -> None:
    # Each has its own folder, as on two machines: a server keeps them apart
    other = Installation(tmp_path / "other", installation.url)
    revisions = {installation.load(OLD), other.load(NEW)}
    lost = []
    for number in range(times):
        codes = [one.end() for one in (installation.loader(), other.loader())]
        if codes != [0, 0] or loaded_revision(installation.url) not in revisions:
            lost.append(f"{number}: {codes}")
        elif is_file(installation) and not is_intact(installation.file):
            lost.append(f"{number}: the file is not whole")
    name = installation.url.get_backend_name()
    tried(f"two loaders at once, {name}", times, lost)


class Told:
    """Progress that remembers what it was told."""

    def __init__(self) -> None:
        self.steps: list[str] = []

    def step(self, what: str) -> None:
        self.steps.append(what)


def test_who_waited_for_the_same_data_does_not_load_it_again(
    installation: Installation,
) -> None:
    first, told = installation.loader(), Told()
    first.reaches("Asking the API every claim")
    first.send(signal.SIGSTOP)
    settings = Settings(
        seed_data=installation.folder / "seed", data_folder=installation.var
    )
    again = {"again": False}
    arguments = (settings, installation.url, app_for, told)
    second = Thread(target=load, args=arguments, kwargs=again)
    second.start()
    waited_for(lambda: bool(told.steps))
    first.send(signal.SIGCONT)
    assert first.end() == 0
    second.join()
    assert told.steps == ["Reading seed files"]


def is_file(installation: Installation) -> bool:
    return installation.url.get_backend_name() == "sqlite"


def files_below(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))
