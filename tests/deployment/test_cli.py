"""The command line: each command does what it says, and what a user can mend is one
sentence on stderr and exit code 1, never a traceback.
"""

import hashlib
import importlib
import json
import runpy
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from pydantic import ValidationError

from app.cli import main
from app.ingest.load import revision_of
from app.main import app_for
from app.settings import ROOT, Settings
from tests.support.factories import changed, write_seed

UNREACHABLE = "postgresql://nobody@127.0.0.1:1/none"
Run = Callable[..., "Outcome"]


class Outcome(NamedTuple):
    """How a command ended and what it wrote."""

    code: object
    out: str
    err: str


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the tiny seed, where we are and which settings point to."""
    monkeypatch.chdir(tmp_path)
    write_seed(tmp_path / "seed")
    for name in ("DATABASE_URL", "RENDEZVOUS_DATABASE_URL", "RENDEZVOUS_MAX_AGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("RENDEZVOUS_SEED_DATA", str(tmp_path / "seed"))
    monkeypatch.setenv("RENDEZVOUS_DATA_FOLDER", str(tmp_path / "var"))
    return tmp_path


@pytest.fixture
def run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Runs a command in this process."""

    def run_command(*words: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["rendezvous", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main()
        return Outcome(end.value.code, *capsys.readouterr())

    return run_command


def refused(outcome: Outcome, sentence: str) -> None:
    """One line that says so, and nothing else."""
    assert outcome.code == 1
    assert outcome.out == ""
    assert sentence in outcome.err
    assert len(outcome.err.splitlines()) == 1


# -- Commands


def test_load_makes_a_database_named_by_its_revision(run: Run, folder: Path) -> None:
    short = revision_of(folder / "seed")[:16]
    assert run("load") == (0, f"Loaded revision {short}\n", "")
    assert (folder / "var" / f"rendezvous-{short}.sqlite").is_file()


def test_load_takes_the_database_that_is_named(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{folder}/other/data.db")
    assert run("load").code == 0
    assert (folder / "other" / "data.db").is_file()


def test_load_shows_its_progress_on_a_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    assert "Putting the data in place" in run("load").err


def test_check_counts_the_rows(run: Run, folder: Path) -> None:
    files = (folder / "seed").glob("*.csv")
    rows = sum(len(file.read_text().splitlines()) - 1 for file in files)
    assert run("check") == (0, f"{rows} rows are in order\n", "")
    assert not (folder / "var").exists()


def test_openapi_needs_no_data(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENDEZVOUS_SEED_DATA", "/nowhere")
    monkeypatch.setenv("DATABASE_URL", UNREACHABLE)
    code, out, _ = run("openapi")
    assert code == 0
    assert json.loads(out) == app_for("sqlite:///none").openapi()


def test_export_tells_the_hash_of_every_file(run: Run, folder: Path) -> None:
    for _ in range(2):
        code, out, _ = run("export", folder / "files")
        assert code == 0
        told = [line.split("  ") for line in out.splitlines()]
        assert len(told) == 3
        for digest, name in told:
            content = (folder / "files" / name).read_bytes()
            assert hashlib.sha256(content).hexdigest() == digest


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("A guest was launched.", 0, "1 of 1 passages are in place\n"),
        ("Once a guest was launched.", 1, "begins at 7 now\n0 of 1 passages"),
        ("Nobody was launched.", 1, "is nowhere in it\n0 of 1 passages"),
    ],
)
def test_verify_tells_which_passages_are_in_place(
    run: Run, folder: Path, text: str, code: int, told: str
) -> None:
    digest = hashlib.sha256(b"guest").hexdigest()
    claims = changed("claims", "essay-3", start="2", end="7", sha256=digest)[2:]
    write_seed(folder / "seed", claims=[claims[0] | {"source": "007-letter"}])
    (folder / "007_letter.txt").write_text(text, encoding="utf-8")
    outcome = run("verify", "--documents", folder)
    assert outcome.code == code
    assert told in outcome.out


def test_format_mends_what_can_be_mended(run: Run, folder: Path) -> None:
    path = folder / "seed" / "gaps.csv"
    wanted = path.read_bytes()
    path.write_bytes(wanted.replace(b"\n", b"\r\n").replace(b"stations", b'"stations"'))
    assert run("check").code == 1
    assert run("format") == (0, "gaps.csv formatted\n", "")
    assert path.read_bytes() == wanted
    assert run("format") == (0, "", "")
    assert run("check").code == 0


def test_format_mends_foreign_ends_of_lines(run: Run, folder: Path) -> None:
    path = folder / "seed" / "gaps.csv"
    wanted = path.read_bytes()
    path.write_bytes(wanted.replace(b"\n", b"\r\n"))
    assert run("format") == (0, "gaps.csv formatted\n", "")
    assert path.read_bytes() == wanted


@pytest.mark.parametrize(
    "words", [["lead"], ["serve", "--port", "65536"], ["load", "x"]]
)
def test_what_is_no_command_is_refused(run: Run, words: list[str]) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert "Usage" in err


def test_without_a_command_help_is_shown(run: Run) -> None:
    outcome = run()
    for command in ("serve", "load", "check", "format", "openapi"):
        assert command in outcome.out + outcome.err


# -- Faults of the seed


@pytest.mark.parametrize("command", ["load", "check", "serve"])
def test_a_broken_seed_is_refused_with_all_its_faults(
    run: Run, folder: Path, command: str
) -> None:
    write_seed(
        folder / "seed",
        people=changed("people", "vladimir-remek", sex="m"),
        missions=changed("missions", "soyuz-28", kind="flight"),
    )
    code, out, err = run(command)
    assert (code, out) == (1, "")
    told = err.splitlines()
    assert told[0].startswith("people.csv:4: sex: 'm': ")
    assert told[1].startswith("missions.csv:3: kind: 'flight': ")
    assert told[2:] == ["2 faults; nothing was loaded."]
    assert not (folder / "var").exists()


def test_a_seed_that_is_not_there_is_refused(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RENDEZVOUS_SEED_DATA", "/nowhere")
    code, _, err = run("load")
    assert code == 1
    assert err.startswith("sources.json:1: file: is missing")
    assert err.endswith(" faults; nothing was loaded.\n")


def test_passages_of_a_seed_that_cannot_be_read_are_not_in_place(
    run: Run, folder: Path
) -> None:
    (folder / "seed" / "claims.csv").unlink()
    outcome = run("verify", "--documents", folder)
    assert outcome.code == 1
    assert outcome.err.startswith("claims.csv:1: file: is missing")


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"id,about,words\na,b,c\n",
        b"id,about,text\na,b\n",
        b"id,about,text\na,b,c,d\n",
        b"id,about,text\na,b,\xff\n",
    ],
)
def test_format_leaves_what_it_cannot_read(run: Run, folder: Path, text: bytes) -> None:
    path = folder / "seed" / "gaps.csv"
    path.write_bytes(text)
    outcome = run("format")
    assert outcome.code == 1
    assert "gaps.csv" in outcome.err
    assert path.read_bytes() == text


# -- Faults of the place


@pytest.mark.parametrize("command", ["load", "serve"])
@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        (UNREACHABLE, "The database cannot be used: "),
        ("nonsense", "The database cannot be used: "),
        ("mysql://nobody@127.0.0.1/none", "mysql"),
        ("postgresql://nobody@127.0.0.1:port/none", "The database cannot be used: "),
        ("postgresql://a,b/none?wrong=1", 'used: invalid URI query parameter: "wrong"'),
        ("sqlite://", "sqlite://"),
    ],
)
def test_a_database_that_cannot_be_used_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str, url: str, sentence: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    refused(run(command), sentence)


@pytest.mark.parametrize(
    "url",
    ["postgresql://me:secret@host:port/none", "mysql://me:secret@host/none"],
)
def test_a_password_is_never_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    outcome = run("load")
    assert outcome.code == 1
    assert "secret" not in outcome.err


def test_a_file_that_is_no_database_is_told(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{folder}/seed/gaps.csv")
    refused(run("serve"), "The database cannot be used: file is not a database")


@pytest.mark.parametrize("command", [["load"], ["serve"], ["export", "/dev/null/x"]])
def test_a_folder_that_cannot_be_written_is_told(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    (folder / "file").touch()
    monkeypatch.setenv("RENDEZVOUS_DATA_FOLDER", str(folder / "file" / "var"))
    refused(run(*command), f"Not a directory: {folder / 'file' / 'var'}")


def test_a_missing_file_is_told_by_name(run: Run, folder: Path) -> None:
    path = folder / "seed" / "gaps.csv"
    path.unlink()
    refused(run("format"), f"No such file or directory: {path}")


@pytest.mark.parametrize(
    ("name", "value"), [("MAX_AGE", "soon"), ("TRUSTED_PROXIES", "::1,the-proxy")]
)
def test_a_setting_of_another_kind_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"RENDEZVOUS_{name}", value)
    outcome = run("check")
    assert outcome.code == 1
    assert f"The setting {name} cannot be used: " in outcome.err


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def test_a_port_in_use_is_told(run: Run, taken_port: int) -> None:
    refused(run("serve", "--port", taken_port), str(taken_port))


# -- Settings, and the module as a command


def test_settings_have_defaults(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RENDEZVOUS_SEED_DATA")
    monkeypatch.delenv("RENDEZVOUS_DATA_FOLDER")
    settings = Settings()
    assert settings.database_url is None
    assert (settings.seed_data, settings.data_folder) == (
        ROOT / "seed_data",
        ROOT / "var",
    )


def test_our_own_name_of_the_database_comes_first(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///common")
    assert Settings().database_url == "sqlite:///common"
    monkeypatch.setenv("RENDEZVOUS_DATABASE_URL", "sqlite:///own")
    assert Settings().database_url == "sqlite:///own"


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().max_age = 1  # type: ignore[misc]


def test_the_package_is_a_command(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "app.__main__", raising=False)
    importlib.import_module("app.__main__")
    monkeypatch.delitem(sys.modules, "app.__main__")
    monkeypatch.setattr(sys, "argv", ["app", "check"])
    with pytest.raises(SystemExit) as end:
        runpy.run_module("app", run_name="__main__")
    assert end.value.code == 0
    assert capsys.readouterr().out.endswith(" rows are in order\n")
