"""`rendezvous compare` writes two reports into a folder, or says what is wrong."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli import main
from tests.support.factories import write_seed

TABLE = "name,birth\nVladimir Remek,1948-09-27\nNobody,1900\n"
MAPPING = """
source = "mine"
resource = "people"
match.names = ["name"]
values = { born = "birth" }
"""
Compare = Callable[..., int]


@pytest.fixture
def compare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Compare:
    """Compares a table in the current folder, and returns the exit code."""
    monkeypatch.chdir(tmp_path)
    write_seed(tmp_path / "seed")
    for name in ("DATABASE_URL", "RENDEZVOUS_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("RENDEZVOUS_SEED_DATA", str(tmp_path / "seed"))
    monkeypatch.setenv("RENDEZVOUS_DATA_FOLDER", str(tmp_path / "var"))

    def compare(mapping: str, *words: str) -> int:
        (tmp_path / "mine.csv").write_text(TABLE, "utf-8")
        (tmp_path / "mine.toml").write_text(mapping, "utf-8")
        command = ["rendezvous", "compare", "mine.csv", "--mapping", "mine.toml"]
        monkeypatch.setattr(sys, "argv", [*command, *words])
        with pytest.raises(SystemExit) as end:
            main()
        return int(str(end.value.code))

    return compare


def test_reports_are_written(
    compare: Compare, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert compare(MAPPING) == 0
    assert capsys.readouterr().out.splitlines() == [
        "mine-report.md written",
        "mine-report.csv written",
    ]
    text = (tmp_path / "mine-report.md").read_text("utf-8")
    assert "| born | 0 | 0 | 1 | 0 |" in text
    assert "| 3 |  | fits no record |" in text
    rows = (tmp_path / "mine-report.csv").read_text("utf-8").splitlines()
    assert rows[1].startswith("row 2,people/vladimir-remek,Vladimír Remek,born,1948-09")


def test_reports_go_into_another_folder(compare: Compare, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert compare(MAPPING, "--output", "out") == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["mine-report.csv", "mine-report.md"]


def test_errors_of_a_mapping_are_printed(
    compare: Compare, capsys: pytest.CaptureFixture[str]
) -> None:
    assert compare(MAPPING.replace('"birth"', '"birt"')) == 1
    expected = "mine.toml: values: column 'birt' does not exist; did you mean 'birth'?"
    assert capsys.readouterr().err.splitlines() == [expected]


def test_a_missing_file_is_named(
    compare: Compare, capsys: pytest.CaptureFixture[str]
) -> None:
    assert compare(MAPPING, "--mapping", "lost.toml") == 1
    assert "lost.toml" in capsys.readouterr().err
