"""A loader that is killed at any moment leaves complete data, old or new."""

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
    """Clients that read again and again, and keep every incomplete answer."""

    def __init__(self, address: str, whole: dict[str, set[str]]) -> None:
        self._address = address
        self._whole = whole
        self.answers = 0
        self.failures: list[str] = []

    def asking(self, count: int = 2) -> AbstractContextManager[None]:
        return asking(self._ask, count)

    def _ask(self, stop: Event) -> None:
        with httpx.Client(base_url=self._address) as client:
            while not stop.is_set():
                for path in PATHS:
                    answer = client.get(path, timeout=60)
                    self.answers += 1
                    if answer.text not in self._whole[path]:
                        text = f"{path}: {answer.status_code} {answer.text[:300]}"
                        self.failures.append(text)


def whole_answers(installation: Installation, client: httpx.Client) -> Any:
    """Returns the complete answers of each path, one of each seed."""
    complete: dict[str, set[str]] = {path: set() for path in PATHS}
    for seed in SEEDS:
        revision = installation.load(seed)
        waited_for(partial(is_answered, client, revision))
        for path in PATHS:
            complete[path].add(client.get(path).raise_for_status().text)
    assert all(len(answers) == 2 for answers in complete.values()), (
        "seeds do not differ"
    )
    return complete


def is_answered(client: httpx.Client, revision: str) -> bool:
    dataset = client.get("/v1/missions?limit=0").json()["meta"]["dataset"]
    return bool(dataset["revision"] == f"sha256:{revision}")


def lengths_of_steps(installation: Installation) -> dict[str, float]:
    """Returns how long each step of a loader takes here, in seconds."""
    loader, began = installation.loader(), time.monotonic()
    lengths, step = {}, "starting"
    while step:
        following = loader.step()
        now = time.monotonic()
        lengths[step], began, step = now - began, now, following or ""
    assert loader.end() == 0
    return lengths


def kill(loader: Loader, step: str, seconds: float) -> int:
    """Kills a loader so long after a step began and returns its exit code."""
    if step != "starting":
        loader.reaches(step)
    time.sleep(seconds)
    loader.send(signal.SIGKILL)
    return loader.end()


@often(quick=3, long=40)
def test_killed_loader_leaves_complete_data(
    installation: Installation, tried: Tried, attempts: int
) -> None:
    installation.load(OLD)
    failures, killed = [], 0
    with installation.served() as client:
        readers = Readers(str(client.base_url), whole_answers(installation, client))
        lengths = lengths_of_steps(installation)
        revisions = [installation.write(seed) for seed in SEEDS]
        with readers.asking():
            # A loader that ended before it was killed is not counted
            while killed < attempts:
                revision = loaded_revision(installation.url)
                # Always the other seed, so that there is something to load
                wanted = SEEDS[1 - revisions.index(revision)] if revision else OLD
                installation.write(wanted)
                step, length = chance.choice(list(lengths.items()))
                code = kill(installation.loader(), step, chance.uniform(0, length))
                killed += code == -signal.SIGKILL
                if loaded_revision(installation.url) not in revisions:
                    failures.append(f"{killed}: no complete data after {step}")
                if is_file(installation) and not is_intact(installation.file):
                    failures.append(f"{killed}: the file is damaged after {step}")
            # Each removes what killed loaders have left
            installation.load(OLD)
            last = installation.load(NEW)
            waited_for(partial(is_answered, client, last))
        for file in downloads(folder_of(installation.var, last)):
            body = client.get(f"/v1/dataset/download/{file['name']}").content
            assert len(body) == file["bytes"]
    assert installation.leftovers() == []
    name = installation.url.get_backend_name()
    tried(
        f"a killed loader leaves complete data, {name}",
        killed,
        failures + readers.failures,
        f"{readers.answers:,} answers read",
    )


@pytest.mark.postgresql
@pytest.mark.xdist_group("postgresql")
@pytest.mark.parametrize("installation", ["postgresql"], indirect=True)
@often(quick=2, long=20)
def test_loader_killed_while_it_copies_leaves_complete_data(
    installation: Installation, tried: Tried, attempts: int
) -> None:
    revisions = [installation.load(seed) for seed in SEEDS]
    failures, killed = [], 0
    for number in range(attempts):
        revision = loaded_revision(installation.url)
        installation.write(SEEDS[1 - revisions.index(str(revision))])
        loader = installation.loader()
        loader.reaches("Putting the data in place")
        waited_for(partial(is_copying, installation, loader))
        time.sleep(chance.uniform(0, 0.1))
        loader.send(signal.SIGKILL)
        killed += loader.end() == -signal.SIGKILL
        if loaded_revision(installation.url) not in revisions:
            failures.append(f"{number}: no complete data")
    for seed in SEEDS:
        installation.load(seed)
    assert killed
    assert installation.leftovers() == []
    promise = "a loader killed while it copies leaves complete data, postgresql"
    tried(promise, killed, failures)


def is_copying(installation: Installation, loader: Loader) -> bool:
    """Whether a loader holds the lock of the server, or has ended already."""
    query = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    with writing(installation.url) as engine, engine.connect() as connection:
        locks = connection.execute(text(query)).scalar()
    return bool(locks) or not loader.process.is_alive()


# -- Two at the same time


def test_loader_waits_for_another_in_its_folder(
    installation: Installation,
) -> None:
    first, revision = installation.loader(), installation.write(OLD)
    first.reaches("Comparing claims with the API")
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


@often(quick=1, long=10)
def test_two_loaders_at_once_leave_complete_data_of_one(
    installation: Installation, tmp_path: Path, tried: Tried, attempts: int
) -> None:
    # Each has its own folder, as on two machines: only the server makes them wait
    other = Installation(tmp_path / "other", installation.url)
    revisions = {installation.load(OLD), other.load(NEW)}
    failures = []
    for number in range(attempts):
        codes = [loader.end() for loader in (installation.loader(), other.loader())]
        if codes != [0, 0] or loaded_revision(installation.url) not in revisions:
            failures.append(f"{number}: {codes}")
        elif is_file(installation) and not is_intact(installation.file):
            failures.append(f"{number}: the file is damaged")
    name = installation.url.get_backend_name()
    tried(
        f"two loaders at the same time leave complete data, {name}", attempts, failures
    )


class Steps:
    """Progress of a loader, step by step."""

    def __init__(self) -> None:
        self.steps: list[str] = []

    def step(self, what: str) -> None:
        self.steps.append(what)


def test_loader_that_waited_does_not_load_the_same_data_again(
    installation: Installation,
) -> None:
    first, progress = installation.loader(), Steps()
    first.reaches("Comparing claims with the API")
    first.send(signal.SIGSTOP)
    settings = Settings(
        seed_data=installation.folder / "seed", data_folder=installation.var
    )
    again = {"again": False}
    arguments = (settings, installation.url, app_for, progress)
    second = Thread(target=load, args=arguments, kwargs=again)
    second.start()
    waited_for(lambda: bool(progress.steps))
    first.send(signal.SIGCONT)
    assert first.end() == 0
    second.join()
    assert progress.steps == ["Reading seed files"]


def is_file(installation: Installation) -> bool:
    return installation.url.get_backend_name() == "sqlite"


def files_below(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))
