"""The command line: results of each command, and errors without a traceback.

An error that the user can fix is one sentence on stderr, and an exit code.
"""

import hashlib
import importlib
import json
import lzma
import re
import runpy
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.main import get_command

from app import __version__
from app.cli import cli, main
from app.cli.program import ExitCode
from app.ingest.load import revision_of
from app.main import app_for
from tests.support.factories import changed, write_seed

COMMANDS: Mapping[str, object] = get_command(cli).commands  # type: ignore[attr-defined]
UNREACHABLE = "postgresql://nobody@127.0.0.1:1/none"
Run = Callable[..., "Outcome"]


class Outcome(NamedTuple):
    """The exit code of a command and its output."""

    code: object
    out: str
    err: str


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the small seed, to which the settings point."""
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


def check_failed(outcome: Outcome, code: ExitCode, sentence: str) -> None:
    """Checks that a command failed with one line, which contains a sentence."""
    assert outcome.code == code
    assert outcome.out == ""
    assert sentence in outcome.err
    assert len(outcome.err.splitlines()) == 1


# -- Commands


def test_load_creates_a_database_named_by_its_revision(run: Run, folder: Path) -> None:
    short = revision_of(folder / "seed")[:16]
    assert run("load") == (0, f"Loaded revision {short}\n", "")
    assert (folder / "var" / f"rendezvous-{short}.sqlite").is_file()


def test_load_uses_the_configured_database(
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


def test_check_counts_rows(run: Run, folder: Path) -> None:
    files = (folder / "seed").glob("*.csv")
    rows = sum(len(file.read_text().splitlines()) - 1 for file in files)
    assert run("check") == (0, f"{rows} rows checked, no errors\n", "")
    assert not (folder / "var").exists()


def test_openapi_works_without_data(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENDEZVOUS_SEED_DATA", "/nowhere")
    monkeypatch.setenv("DATABASE_URL", UNREACHABLE)
    code, out, _ = run("openapi")
    assert code == 0
    assert json.loads(out) == app_for("sqlite:///none").openapi()


def test_export_prints_the_hash_of_every_file(run: Run, folder: Path) -> None:
    for _ in range(2):
        code, out, _ = run("export", folder / "files")
        assert code == 0
        lines = [line.split("  ") for line in out.splitlines()]
        assert len(lines) == 3
        for sha256, name in lines:
            content = (folder / "files" / name).read_bytes()
            assert hashlib.sha256(content).hexdigest() == sha256


def test_pack_writes_the_loaded_database(run: Run, folder: Path) -> None:
    code, out, err = run("pack", folder / "bundled")
    assert (code, err) == (0, "")
    [database] = (folder / "var").glob("*.sqlite")
    packed = folder / "bundled" / f"{database.name}.xz"
    assert lzma.decompress(packed.read_bytes()) == database.read_bytes()
    assert out == f"{packed} written, {packed.stat().st_size:,} bytes\n"


@pytest.mark.parametrize(
    ("text", "code", "output"),
    [
        ("A guest was launched.", 0, "1 of 1 passages are in place\n"),
        ("Once a guest was launched.", 1, "now begins at 7\n0 of 1 passages"),
        ("Nobody was launched.", 1, "was not found\n0 of 1 passages"),
    ],
)
def test_verify_reports_passages_that_are_not_in_place(
    run: Run, folder: Path, text: str, code: int, output: str
) -> None:
    digest = hashlib.sha256(b"guest").hexdigest()
    claims = changed("claims", "essay-3", start="2", end="7", sha256=digest)[2:]
    write_seed(folder / "seed", claims=[claims[0] | {"source": "007-letter"}])
    (folder / "007_letter.txt").write_text(text, encoding="utf-8")
    outcome = run("verify", "--documents", folder)
    assert outcome.code == code
    assert output in outcome.out


def test_format_restores_the_canonical_form(run: Run, folder: Path) -> None:
    path = folder / "seed" / "gaps.csv"
    canonical = path.read_bytes()
    path.write_bytes(
        canonical.replace(b"\n", b"\r\n").replace(b"stations", b'"stations"')
    )
    assert run("check").code == 1
    assert run("format") == (0, "gaps.csv formatted\n", "")
    assert path.read_bytes() == canonical
    assert run("format") == (0, "", "")
    assert run("check").code == 0
    # A file that differs only in how it writes a letter
    path.write_bytes(canonical.replace(b"station", "é".encode()))
    assert run("format") == (0, "", "")
    path.write_bytes(path.read_bytes().replace("é".encode(), b"e\xcc\x81"))
    assert run("format") == (0, "gaps.csv formatted\n", "")
    assert path.read_bytes() == canonical.replace(b"station", "é".encode())
    # A file that differs only in its line breaks
    path.write_bytes(canonical.replace(b"\n", b"\r\n"))
    assert run("format") == (0, "gaps.csv formatted\n", "")
    assert path.read_bytes() == canonical


@pytest.mark.parametrize(
    "words", [["lead"], ["serve", "--port", "65536"], ["load", "x"]]
)
def test_unknown_command_or_argument_is_rejected(run: Run, words: list[str]) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert "Usage" in err


def test_help_is_shown_without_a_command(run: Run) -> None:
    outcome = run()
    text = outcome.out + outcome.err
    for command in COMMANDS:
        assert command in text
    for code in ExitCode:
        assert f" {code} " in text


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_is_a_sentence_and_an_example(run: Run, command: str) -> None:
    outcome = run(command, "--help")
    assert outcome.code == 0
    lines = [line.strip() for line in outcome.out.splitlines()]
    words = " ".join(lines).split("Options")[0]
    [example] = [line for line in lines if line.startswith("Example: ")]
    assert re.search(rf"[A-Z].*\. .*{re.escape(example)}", words)
    assert f"rendezvous {command}" in example


def test_version_of_software_and_data_is_printed(run: Run, folder: Path) -> None:
    """The data is the newest release, wherever its row stands."""
    (folder / "seed" / "releases.csv").write_text(
        "version\n2026.9.1\n2026.10.1\n2026.9.2\n"
    )
    software = f"Rendezvous {__version__}, data release"
    assert run("--version") == (0, f"{software} 2026.10.1\n", "")
    (folder / "seed" / "releases.csv").write_text("version\n")
    assert run("--version") == (0, f"{software} unreleased\n", "")


# -- Errors in the seed


@pytest.mark.parametrize("command", ["load", "check", "serve"])
def test_seed_with_errors_is_rejected_with_all_of_them(
    run: Run, folder: Path, command: str
) -> None:
    write_seed(
        folder / "seed",
        people=changed("people", "vladimir-remek", sex="m"),
        missions=changed("missions", "soyuz-28", kind="flight"),
    )
    code, out, err = run(command)
    assert (code, out) == (1, "")
    lines = err.splitlines()
    assert lines[0].startswith("people.csv:4: sex: 'm': ")
    assert lines[1].startswith("missions.csv:3: kind: 'flight': ")
    assert lines[2:] == ["2 errors; nothing was loaded."]
    assert not (folder / "var").exists()


def test_missing_seed_is_reported(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENDEZVOUS_SEED_DATA", "/nowhere")
    code, _, err = run("load")
    assert code == 1
    assert err.startswith("sources.json:1: file: is missing")
    assert err.endswith(" errors; nothing was loaded.\n")


def test_verify_rejects_a_seed_with_errors(run: Run, folder: Path) -> None:
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
def test_format_does_not_change_a_malformed_file(
    run: Run, folder: Path, text: bytes
) -> None:
    path = folder / "seed" / "gaps.csv"
    path.write_bytes(text)
    outcome = run("format")
    assert outcome.code == 1
    assert "gaps.csv" in outcome.err
    assert path.read_bytes() == text


# -- Errors in the environment


@pytest.mark.parametrize("command", ["load", "serve"])
def test_database_that_cannot_be_reached_is_reported(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", UNREACHABLE)
    check_failed(run(command), ExitCode.UNAVAILABLE, "The database cannot be used: ")


@pytest.mark.parametrize("command", ["load", "serve"])
@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("nonsense", ""),
        ("mysql://nobody@127.0.0.1/none", "mysql"),
        ("postgresql://nobody@127.0.0.1:port/none", ""),
        ("postgresql://a,b/none?wrong=1", 'invalid URI query parameter: "wrong"'),
        ("sqlite://", "sqlite://"),
    ],
)
def test_malformed_url_of_a_database_is_reported(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str, url: str, reason: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    sentence = f"The URL of the database cannot be used: {reason}"
    check_failed(run(command), ExitCode.WRONG_USAGE, sentence)


@pytest.mark.parametrize(
    "url",
    ["postgresql://me:secret@host:port/none", "mysql://me:secret@host/none"],
)
def test_password_is_never_printed(
    run: Run, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    outcome = run("load")
    assert outcome.code == ExitCode.WRONG_USAGE
    assert "secret" not in outcome.err


def test_file_that_is_not_a_database_is_reported(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{folder}/seed/gaps.csv")
    sentence = "The database cannot be used: file is not a database"
    check_failed(run("serve"), ExitCode.UNAVAILABLE, sentence)


@pytest.mark.parametrize("command", [["load"], ["serve"], ["export", "/dev/null/x"]])
def test_unwritable_folder_is_reported(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    (folder / "file").touch()
    monkeypatch.setenv("RENDEZVOUS_DATA_FOLDER", str(folder / "file" / "var"))
    place = folder / "file" / "var"
    sentence = f"The data cannot be written: Not a directory: {place}; RENDEZVOUS_DATA_"
    check_failed(run(*command), ExitCode.UNAVAILABLE, sentence)


def test_missing_file_is_reported_by_name(run: Run, folder: Path) -> None:
    path = folder / "seed" / "gaps.csv"
    path.unlink()
    check_failed(
        run("format"), ExitCode.WRONG_DATA, f"No such file or directory: {path}"
    )


@pytest.mark.parametrize("command", [["check"], ["openapi"], ["--version"]])
def test_every_wrong_setting_is_reported(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setenv("RENDEZVOUS_MAX_AGE", "-5")
    monkeypatch.setenv("RENDEZVOUS_MAXAGE", "5")
    unknown = "RENDEZVOUS_MAXAGE is not a setting; did you mean RENDEZVOUS_MAX_AGE?"
    wrong = "RENDEZVOUS_MAX_AGE must be at least 0; it is -5"
    assert run(*command) == (
        ExitCode.WRONG_USAGE,
        "",
        f"{unknown}\n{wrong}\n",
    )


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def test_port_in_use_is_reported(run: Run, taken_port: int) -> None:
    outcome = run("serve", "--port", taken_port)
    check_failed(outcome, ExitCode.UNAVAILABLE, str(taken_port))


# -- `python -m app`


def test_package_can_be_run_as_a_module(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "app.__main__", raising=False)
    importlib.import_module("app.__main__")
    monkeypatch.delitem(sys.modules, "app.__main__")
    monkeypatch.setattr(sys, "argv", ["app", "check"])
    with pytest.raises(SystemExit) as end:
        runpy.run_module("app", run_name="__main__")
    assert end.value.code == 0
    assert capsys.readouterr().out.endswith(" rows checked, no errors\n")
