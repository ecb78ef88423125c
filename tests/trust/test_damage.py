"""A damaged database file is never served: it is rebuilt from the seed, or refused."""

import logging
import shutil
import sys
import time
from pathlib import Path
from random import Random

import pytest

from app.cli import main
from app.db.checksum import is_intact
from app.main import create_app
from app.settings import Settings
from tests.support.client import client_of
from tests.trust import often
from tests.trust.conftest import Tried
from tests.trust.installation import NEW, Installation

chance = Random(1961)


@pytest.fixture
def loaded(on_file: Installation, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """A loaded installation whose commands may also run in this process."""
    for name, value in on_file.settings.items():
        monkeypatch.setenv(name, value)
    on_file.load({})
    return on_file


def flip(path: Path) -> None:
    """Changes a bit of any byte."""
    whole = bytearray(path.read_bytes())
    # Without its first bytes the file is not one of SQLite
    whole[chance.randrange(16, len(whole))] ^= 1 << chance.randrange(8)
    path.write_bytes(whole)


def cut(path: Path) -> None:
    """Cuts off the end."""
    with path.open("rb+") as file:
        file.truncate(chance.randrange(path.stat().st_size))


def blank(path: Path) -> None:
    """Overwrites a page with zeros, as a failing disk may do."""
    with path.open("rb+") as file:
        file.seek(chance.randrange(1, path.stat().st_size // 8192) * 8192)
        file.write(bytes(8192))


DAMAGE = (flip, cut, blank)


def command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[object, str]:
    """Runs a command in this process; returns its exit code and its stderr."""
    monkeypatch.setattr(sys, "argv", ["rendezvous", *words])
    with pytest.raises(SystemExit) as end:
        main()
    return end.value.code, capsys.readouterr().err


@often(quick=6, long=100)
def test_damaged_file_is_rebuilt_to_the_byte(
    loaded: Installation,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tried: Tried,
    attempts: int,
) -> None:
    # A file below the data folder, which may be rebuilt
    words = ("export", str(loaded.folder / "out"))
    command(monkeypatch, capsys, *words)
    [file] = loaded.var.glob("*.sqlite")
    whole, failures = file.read_bytes(), []
    for number in range(attempts):
        DAMAGE[number % len(DAMAGE)](file)
        code, err = command(monkeypatch, capsys, *words)
        if code or "is damaged: " not in err or file.read_bytes() != whole:
            failures.append(f"{number}: {code} {err}")
    tried("a damaged database file is rebuilt to the byte", attempts, failures)


@often(quick=6, long=100)
def test_damaged_file_is_refused_if_so_set(
    loaded: Installation,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tried: Tried,
    attempts: int,
) -> None:
    monkeypatch.setenv("RENDEZVOUS_ON_DAMAGE", "refuse")
    whole, failures = loaded.file.read_bytes(), []
    for number in range(attempts):
        DAMAGE[number % len(DAMAGE)](loaded.file)
        damaged = loaded.file.read_bytes()
        code, err = command(monkeypatch, capsys, "serve")
        is_reported = err.endswith("; run `load` to rebuild it\n")
        if code != 3 or not is_reported or loaded.file.read_bytes() != damaged:
            failures.append(f"{number}: {code} {err}")
        loaded.file.write_bytes(whole)
    tried("a damaged database file is refused, if so set", attempts, failures)


def test_damaged_header_of_a_file_in_the_data_folder_is_detected(
    loaded: Installation,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("RENDEZVOUS_DATABASE_URL")
    words = ("export", str(loaded.folder / "out"))
    assert command(monkeypatch, capsys, *words) == (0, "")
    [file] = loaded.var.glob("*.sqlite")
    file.write_bytes(b"nothing" + file.read_bytes()[7:])
    code, err = command(monkeypatch, capsys, *words)
    assert (code, "is damaged: " in err, is_intact(file)) == (0, True, True)


def test_server_starts_after_a_damaged_file_was_reloaded(loaded: Installation) -> None:
    with loaded.served() as client:
        before = client.get("/v1/missions").text
    flip(loaded.file)
    refused = loaded.run("serve", RENDEZVOUS_ON_DAMAGE="refuse")
    assert refused.returncode == 3
    assert len(refused.stderr.splitlines()) == 1
    assert loaded.run("load").returncode == 0
    with loaded.served() as client:
        assert client.get("/v1/missions").text == before


def test_damaged_file_does_not_replace_the_data_in_service(
    loaded: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(Settings(), loaded.url)
    with caplog.at_level(logging.ERROR), client_of(app) as client:
        before = client.get("/v1/missions").text
        aside = loaded.folder / "aside"
        other = Installation(aside, loaded.url.set(database=f"{aside}/data.db"))
        other.load(NEW)
        damaged = loaded.folder / "damaged.db"
        shutil.copy(other.file, damaged)
        flip(damaged)
        damaged.replace(loaded.file)
        end = time.monotonic() + 30
        while "is damaged" not in caplog.text:
            assert time.monotonic() < end
            time.sleep(0.01)
        assert client.get("/v1/missions").text == before
        other.file.replace(loaded.file)
        while client.get("/v1/missions").text == before:
            assert time.monotonic() < end
            time.sleep(0.01)
