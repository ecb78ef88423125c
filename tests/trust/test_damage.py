"""A database file whose bytes are not those that were written is never answered from:
it is built anew from the seed, or refused, as set.
"""

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
    """An installation whose commands may also run in this process."""
    for name, value in on_file.settings.items():
        monkeypatch.setenv(name, value)
    on_file.load({})
    return on_file


def flip(path: Path) -> None:
    """Change a byte, wherever it is."""
    whole = bytearray(path.read_bytes())
    # The first bytes say that this is SQLite: without them it is some other file
    whole[chance.randrange(16, len(whole))] ^= 1 << chance.randrange(8)
    path.write_bytes(whole)


def cut(path: Path) -> None:
    """Lose the end."""
    with path.open("rb+") as file:
        file.truncate(chance.randrange(path.stat().st_size))


def blank(path: Path) -> None:
    """Overwrite some pages with zeros, as a disk may do."""
    with path.open("rb+") as file:
        file.seek(chance.randrange(1, path.stat().st_size // 8192) * 8192)
        file.write(bytes(8192))


DAMAGE = (flip, cut, blank)


def command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[object, str]:
    """Run a command in this process; its exit code and what it said on stderr."""
    monkeypatch.setattr(sys, "argv", ["rendezvous", *words])
    with pytest.raises(SystemExit) as end:
        main()
    return end.value.code, capsys.readouterr().err


@often(quick=6, long=100)
def test_a_damaged_file_is_built_anew_to_the_byte(
    loaded: Installation,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tried: Tried,
    times: int,
) -> None:
    # The file that is exported is the one of our own name
    words = ("export", str(loaded.folder / "out"))
    command(monkeypatch, capsys, *words)
    [file] = loaded.var.glob("*.sqlite")
    whole, lost = file.read_bytes(), []
    for number in range(times):
        DAMAGE[number % len(DAMAGE)](file)
        code, err = command(monkeypatch, capsys, *words)
        if code or "is damaged: " not in err or file.read_bytes() != whole:
            lost.append(f"{number}: {code} {err}")
    tried("database file damaged or cut: built anew", times, lost)


@often(quick=6, long=100)
def test_a_damaged_file_is_refused_if_that_is_set(
    loaded: Installation,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tried: Tried,
    times: int,
) -> None:
    monkeypatch.setenv("RENDEZVOUS_ON_DAMAGE", "refuse")
    whole, lost = loaded.file.read_bytes(), []
    for number in range(times):
        DAMAGE[number % len(DAMAGE)](loaded.file)
        damaged = loaded.file.read_bytes()
        code, err = command(monkeypatch, capsys, "serve")
        told = err.endswith("was written; `load` builds it anew\n")
        if code != 1 or not told or loaded.file.read_bytes() != damaged:
            lost.append(f"{number}: {code} {err}")
        loaded.file.write_bytes(whole)
    tried("database file damaged or cut: refused", times, lost)


def test_a_damaged_file_of_our_own_name_is_known_even_without_its_beginning(
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


def test_a_server_starts_on_a_file_that_was_damaged(loaded: Installation) -> None:
    with loaded.served() as client:
        before = client.get("/v1/missions").text
    flip(loaded.file)
    refused = loaded.run("serve", RENDEZVOUS_ON_DAMAGE="refuse")
    assert refused.returncode == 1
    assert len(refused.stderr.splitlines()) == 1
    assert loaded.run("load").returncode == 0
    with loaded.served() as client:
        assert client.get("/v1/missions").text == before


def test_a_damaged_file_does_not_take_the_place_of_what_is_answered_from(
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
