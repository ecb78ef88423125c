"""Seed is loaded where a database lacks it; damaged files are never served."""

import lzma
import shutil
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from sqlalchemy.exc import DatabaseError

from app.db.checksum import is_intact
from app.db.urls import file_url
from app.ingest.ensure_loaded import ensure_loaded
from app.ingest.load import loaded_revision, revision_of
from app.ingest.packed import pack
from app.main import app_for
from app.settings import ConfigurationError, Settings
from tests.support.factories import write_seed


def settings_of(folder: Path, **values: Any) -> Settings:
    """Settings with the tiny seed and a data folder of its own."""
    seed = write_seed(folder / "seed")
    return Settings(seed_data=seed, data_folder=folder / "var", **values)


def ensured(settings: Settings) -> Path:
    """Loads the seed where needed; returns the file of the database."""
    url = ensure_loaded(settings, app_for)
    assert loaded_revision(url) == revision_of(settings.seed_data)
    return Path(url.database or "")


def damage(file: Path) -> bytes:
    """Changes the middle of a file; returns what it held before."""
    whole = file.read_bytes()
    middle = len(whole) // 2
    file.write_bytes(whole[:middle] + b"damaged" + whole[middle + 7 :])
    return whole


def url_text(file: Path) -> str:
    return file_url(file).render_as_string()


def test_loaded_seed_is_not_loaded_again(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, database_url=url_text(tmp_path / "data.db"))
    before = ensured(settings).stat()
    after = ensured(settings).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_damaged_file_is_rebuilt_and_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_of(tmp_path, database_url=None)
    file = ensured(settings)
    whole = damage(file)
    assert not is_intact(file)
    assert ensured(settings).read_bytes() == whole
    assert "is damaged: its checksum is wrong; rebuilding it" in capsys.readouterr().err


def test_damaged_file_is_refused_if_so_set(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, database_url=url_text(tmp_path / "data.db"))
    file = ensured(settings)
    damage(file)
    damaged = file.read_bytes()
    with pytest.raises(ConfigurationError, match="run `load` to rebuild it"):
        ensured(settings.model_copy(update={"on_damage": "refuse"}))
    assert file.read_bytes() == damaged


def test_file_of_another_program_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear cosmonauts\n")
    settings = settings_of(tmp_path, database_url=url_text(file))
    with pytest.raises(DatabaseError):
        ensured(settings)
    assert file.read_text() == "Dear cosmonauts\n"


@pytest.fixture
def replicated(tmp_path: Path) -> Settings:
    """Settings with a database to write to, and another to read from."""
    return settings_of(
        tmp_path,
        database_url=url_text(tmp_path / "primary.db"),
        read_url=url_text(tmp_path / "standby.db"),
    )


def primary_and_standby(settings: Settings) -> tuple[Path, Path]:
    folder = settings.data_folder.parent
    return folder / "primary.db", folder / "standby.db"


def test_server_waits_until_the_standby_has_the_data(replicated: Settings) -> None:
    primary, standby = primary_and_standby(replicated)
    ensured(replicated.model_copy(update={"read_url": None}))
    follows = Timer(0.3, shutil.copy, (primary, standby))
    follows.start()
    assert ensured(replicated) == standby
    follows.join()


def test_standby_that_never_receives_the_data_is_an_error(
    replicated: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ingest.ensure_loaded.STANDBY_SECONDS", 0.2)
    with pytest.raises(ConfigurationError, match="did not receive the loaded data"):
        ensured(replicated)
    primary, _ = primary_and_standby(replicated)
    assert loaded_revision(file_url(primary)) == revision_of(replicated.seed_data)


# -- The packed database of a wheel


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of packed databases, with that of the tiny seed."""
    settings = settings_of(tmp_path, database_url=None)
    folder = tmp_path / "bundled"
    pack(ensured(settings), revision_of(settings.seed_data), folder)
    monkeypatch.setattr("app.ingest.packed.BUNDLED", folder)
    return folder


@pytest.fixture
def no_build(bundled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets a load fail that does more than unpacking."""
    monkeypatch.delattr("app.ingest.load.build")


@pytest.mark.usefixtures("no_build")
def test_packed_database_is_unpacked_in_place_of_a_load(
    tmp_path: Path, bundled: Path
) -> None:
    built = ensured(settings_of(tmp_path, database_url=None))
    assert [path.name for path in bundled.iterdir()] == [f"{built.name}.xz"]
    unpacked = ensured(settings_of(tmp_path / "other", database_url=None))
    assert unpacked != built
    assert unpacked.read_bytes() == built.read_bytes()
    names = {path.name for path in unpacked.parent.iterdir()}
    assert names == {path.name for path in built.parent.iterdir()}


@pytest.mark.usefixtures("no_build")
def test_damaged_file_is_replaced_by_the_packed_database(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, database_url=None)
    file = ensured(settings)
    whole = damage(file)
    assert ensured(settings).read_bytes() == whole


@pytest.mark.parametrize("kind", ["cut short", "no archive", "another content"])
def test_damaged_packed_database_is_loaded_from_the_seed(
    tmp_path: Path, bundled: Path, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    [packed] = bundled.iterdir()
    whole = packed.read_bytes()
    content = lzma.decompress(whole)
    packed.write_bytes(
        {
            "cut short": whole[: len(whole) // 2],
            "no archive": content,
            "another content": lzma.compress(content[:-100] + bytes(100)),
        }[kind]
    )
    loaded = ensured(settings_of(tmp_path / "other", database_url=None))
    assert loaded.read_bytes() == content
    assert f"{packed} is damaged; the seed files are loaded instead" in caplog.text


def test_packed_database_of_another_revision_is_not_used(
    tmp_path: Path, bundled: Path
) -> None:
    [packed] = bundled.iterdir()
    packed.write_bytes(b"not read")
    settings = settings_of(tmp_path / "other", database_url=None)
    write_seed(settings.seed_data, gaps=[])
    ensured(settings)


def test_packing_gives_the_same_bytes_and_replaces_others(
    tmp_path: Path, bundled: Path
) -> None:
    [packed] = bundled.iterdir()
    whole = packed.read_bytes()
    file = ensured(settings_of(tmp_path, database_url=None))
    assert pack(file, "f" * 64, bundled).read_bytes() == whole
    assert [path.name for path in bundled.iterdir()] == [
        "rendezvous-ffffffffffffffff.sqlite.xz"
    ]
