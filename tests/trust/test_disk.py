"""Disks that are full or read-only leave the old data in service.

The disks are file systems in memory, which not every user may mount; a limit on the
size of files stands in for them.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import URL

from app.db.checksum import is_intact
from app.ingest.load import loaded_revision
from tests.trust import often
from tests.trust.conftest import Tried
from tests.trust.installation import NEW, OLD, Installation

ROOM = 32 << 20
chance = Random(1961)


def run(*words: object) -> int:
    """Runs a command of the system and returns its exit code."""
    done = subprocess.run([*map(str, words)], capture_output=True, check=False)
    return done.returncode


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk in memory."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if run("mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", folder):
        pytest.skip("no disk can be mounted here")
    yield folder
    assert run("umount", "-l", folder) == 0


@pytest.fixture
def on_disk(disk: Path) -> Installation:
    """The tiny seed, loaded on that disk."""
    url = URL.create("sqlite", database=f"{disk}/data.db")
    installation = Installation(disk, url)
    installation.load(OLD)
    return installation


def fill(disk: Path, left: int) -> Path:
    """Leaves so many bytes free on a disk; returns the file that takes the rest."""
    ballast = disk / "ballast"
    with ballast.open("wb") as file:
        file.write(bytes(shutil.disk_usage(disk).free - left))
    return ballast


def need_of(installation: Installation) -> int:
    """Bytes of disk that a loader needs at least."""
    return 2 * installation.file.stat().st_size


@often(quick=4, long=50)
def test_full_disk_leaves_the_old_data(
    on_disk: Installation, disk: Path, tried: Tried, attempts: int
) -> None:
    whole, revision = on_disk.file.read_bytes(), loaded_revision(on_disk.url)
    on_disk.write(NEW)
    failures, failed = [], 0
    for number in range(attempts):
        ballast = fill(disk, chance.randrange(need_of(on_disk)))
        code = on_disk.loader().end()
        ballast.unlink()
        if code == 0:
            # There was enough room: start again
            on_disk.load(OLD)
            on_disk.write(NEW)
        else:
            failed += 1
        if on_disk.file.read_bytes() != whole or on_disk.leftovers():
            failures.append(f"{number}: {code}")
    assert failed
    assert revision != on_disk.load(NEW) == loaded_revision(on_disk.url)
    tried("a full disk leaves the old data", failed, failures)


def test_full_disk_is_reported_and_does_not_stop_the_server(
    on_disk: Installation, disk: Path
) -> None:
    with on_disk.served(settings={"RENDEZVOUS_CACHE_BYTES": "0"}) as client:
        before = client.get("/v1/missions").text
        on_disk.write(NEW)
        ballast = fill(disk, 65_536)
        outcome = on_disk.run("load")
        assert outcome.returncode == 3
        assert "full" in outcome.stderr or "No space left" in outcome.stderr
        assert len(outcome.stderr.splitlines()) == 1
        assert client.get("/v1/missions").text == before
        ballast.unlink()
    assert on_disk.run("load").returncode == 0


@often(quick=4, long=50)
def test_limit_on_file_size_leaves_the_old_data(
    on_file: Installation, tried: Tried, attempts: int
) -> None:
    on_file.load(OLD)
    whole, failures, failed = on_file.file.read_bytes(), [], 0
    on_file.write(NEW)
    for number in range(attempts):
        # Less than the database needs
        code = on_file.loader(chance.randrange(len(whole) // 2)).end()
        failed += code != 0
        if on_file.file.read_bytes() != whole or on_file.leftovers():
            failures.append(f"{number}: {code}")
    assert failed == attempts
    assert is_intact(on_file.file)
    on_file.load(NEW)
    tried("a limit on the size of files leaves the old data", failed, failures)


# -- Read-only


@pytest.fixture
def read_only(disk: Path) -> Callable[[], None]:
    """Makes the disk read-only."""

    def make() -> None:
        assert run("mount", "-o", "remount,ro", disk) == 0

    return make


def test_read_only_disk_is_served(
    on_disk: Installation, read_only: Callable[[], None], tried: Tried
) -> None:
    read_only()
    failures, paths = [], ("/v1/missions", "/readyz", "/v1/dataset/download", "/")
    with on_disk.served(options=("--workers", "2")) as client:
        for path in paths:
            answer = client.get(path)
            if answer.status_code != 200:
                failures.append(f"{path}: {answer.text}")
    refused = on_disk.run("load")
    assert refused.returncode == 3
    assert refused.stderr.startswith(
        "The data cannot be written: Read-only file system: "
    )
    tried("a read-only disk is served", len(paths), failures)


def test_damaged_file_on_a_read_only_disk_is_reported(
    on_disk: Installation, read_only: Callable[[], None]
) -> None:
    with on_disk.file.open("rb+") as file:
        file.truncate(10_000)
    read_only()
    refused = on_disk.run("serve")
    assert refused.returncode == 3
    damaged, reason = refused.stderr.splitlines()
    assert "is damaged: " in damaged
    assert reason.startswith("The data cannot be written: Read-only file system: ")
