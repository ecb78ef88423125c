"""The changes of each data release are computed, stored and checked."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from app.cli import cli
from app.ingest.files.read import SeedError, read_seed
from app.ingest.files.release_log import FIRST_RELEASE, RENAMED_COLUMNS
from app.ingest.releases import (
    LOG,
    check_log,
    hash_of,
    make_release,
    state_of,
)
from app.settings import ROOT, ConfigurationError
from tests.support.factories import (
    ESSAY,
    WORKS,
    added,
    changed,
    load_seed,
    without,
    write_seed,
)

EMPTY_LOG: dict[str, Any] = {name: [] for name in LOG}


def release(folder: Path, version: str, **files: Any) -> list[Any]:
    """Releases a seed with replaced rows; returns all rows of `changes.csv`."""
    write_seed(folder / "new", **EMPTY_LOG | files)
    for path in (folder / "new").iterdir():
        if path.stem not in LOG or not (folder / path.name).exists():
            path.rename(folder / path.name)
    make_release(folder, version, "2026-12-01", "What it brings.")
    seed = read_seed(folder)
    assert seed.faults == []
    return list(seed.tables["changes"])


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A folder whose first release is the small seed."""
    assert release(tmp_path, "2026.12.0") == []
    return tmp_path


def summary(changes: list[Any]) -> list[tuple[str, str, str | None, str | None]]:
    return [
        (f"{change.file}/{change.key}", change.kind, change.field, change.source)
        for change in changes
    ]


# -- Computed


def test_first_release_is_stored_completely(first: Path) -> None:
    assert (first / FIRST_RELEASE).is_file()
    [row] = read_seed(first).tables["releases"]
    assert row.sha256 == hash_of(state_of(first))


def test_changes_are_found_with_their_sources(first: Path) -> None:
    born = {"record": "people/alexei-gubarev", "field": "born", **ESSAY}
    work = {"id": "new", "type": "book", "title": "New", "custom": {"kind": "book"}}
    changes = release(
        first,
        "2026.12.1",
        people=changed("people", "alexei-gubarev", born="1931-03", died=""),
        missions=changed("missions", "soyuz-17", mass_kg="6800"),
        attributions=added("attributions", **born),
        events=without("events", "salyut-6-welcome"),
        gaps=added("gaps", id="mir", about="stations", text="Mir is not held."),
        works=[*WORKS, work],
    )
    assert summary(changes) == [
        ("attributions/people/alexei-gubarev/born/essay", "added", None, "essay"),
        ("events/salyut-6-welcome", "removed", None, None),
        ("gaps/mir", "added", None, None),
        ("missions/soyuz-17", "changed", "mass_kg", "gcat"),
        ("people/alexei-gubarev", "changed", "born", "essay"),
        ("people/alexei-gubarev", "changed", "died", None),
        ("sources/new", "added", None, "new"),
    ]
    _, event, gap, mass, birth, death, book = changes
    assert event.parse(event.old)["at"] == "1978-03-03T20:00Z"
    assert gap.parse(gap.new)["text"] == "Mir is not held."
    assert (mass.old, mass.new) == (None, "6800")
    assert (birth.old, birth.new) == ("1931-03-29", "1931-03")
    assert (death.old, death.new) == ("2015-02-21", None)
    assert json.loads(book.parse(book.new)["custom"]) == {"kind": "book"}


def test_release_of_equal_data_has_no_changes(first: Path) -> None:
    assert release(first, "2027.1.0") == []


def test_each_release_is_compared_with_the_previous_one(first: Path) -> None:
    light = changed("missions", "soyuz-17", mass_kg="6790")
    heavy = changed("missions", "soyuz-17", mass_kg="6800")
    release(first, "2026.12.9", missions=light)
    changes = release(first, "2026.12.10", missions=heavy)
    values = [(change.release, change.old, change.new) for change in changes]
    assert sorted(values, key=str) == [
        ("2026.12.10", "6790", "6800"),
        ("2026.12.9", None, "6790"),
    ]


def test_new_name_of_a_column_is_not_a_change(
    first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new names of two columns are those of each other."""
    new_names = {"summary": "call_sign", "call_sign": "summary"}
    monkeypatch.setitem(RENAMED_COLUMNS, "2026.12.1", {"missions": new_names})
    longer = changed("missions", "soyuz-28", summary="The first crew of two states!")
    [old] = release(first, "2026.12.1", missions=longer)
    renamed = [
        row | {new: row.get(name, "") for name, new in new_names.items()}
        for row in longer
    ]
    assert release(first, "2026.12.2", missions=renamed) == [old]
    assert check_log(first, read_seed(first).tables) == {}
    assert old.field == "summary"
    assert old.target == ("missions/soyuz-28", "call_sign")


def test_log_has_only_the_host_of_a_replaced_address(first: Path) -> None:
    address = "https://example.org/2020/07/a-long-title"
    work = {"id": "new", "type": "book", "title": "New", "custom": {"kind": "book"}}
    release(first, "2026.12.1", works=[*WORKS, work | {"URL": address}])
    works = [*WORKS, work | {"URL": "https://example.org/2020"}]
    *_, change = release(first, "2026.12.2", works=works)
    assert change.old == "https://example.org/…"
    assert change.new == "https://example.org/2020"
    assert check_log(first, read_seed(first).tables) == {}


def test_last_release_can_be_replaced(first: Path) -> None:
    release(first, "2026.12.1", gaps=[])
    heavy = changed("missions", "soyuz-17", mass_kg="6800")
    changes = release(first, "2026.12.1", missions=heavy)
    assert summary(changes) == [("missions/soyuz-17", "changed", "mass_kg", "gcat")]


def test_replaced_release_drops_sources_that_are_gone(first: Path) -> None:
    work = {"id": "new", "type": "book", "title": "New", "custom": {"kind": "book"}}
    assert len(release(first, "2026.12.1", works=[*WORKS, work])) == 1
    assert release(first, "2026.12.1") == []


def test_release_after_a_manually_edited_one_is_rejected(
    first: Path,
) -> None:
    release(first, "2026.12.1", gaps=[])
    (first / "changes.csv").write_text("release,file,key,field,old,new,source\n")
    with pytest.raises(SeedError, match=r"the changes of 2026\.12\.1 do not"):
        release(first, "2026.12.2")


def test_seed_with_errors_is_not_released(first: Path) -> None:
    before = (first / "releases.csv").read_bytes()
    with pytest.raises(SeedError, match="sex: 'm'"):
        release(first, "2026.12.1", people=changed("people", "oldrich-pelcak", sex="m"))
    assert (first / "releases.csv").read_bytes() == before


def test_first_release_can_be_replaced_while_it_is_the_only_one(
    first: Path,
) -> None:
    assert release(first, "2026.12.0", gaps=[]) == []
    assert check_log(first, read_seed(first).tables) == {}


@pytest.mark.parametrize("version", ["2026.11.9", "2025.12.31"])
def test_version_before_the_last_release_is_rejected(first: Path, version: str) -> None:
    release(first, "2026.12.1")
    with pytest.raises(
        ConfigurationError, match=r"is older than 2026\.12\.1, the last"
    ):
        make_release(first, version, "2026-12-02", "No.")


@pytest.mark.parametrize("version", ["", "2", "2026.12", "v2026.12.2", "2026.12.x"])
def test_malformed_version_is_rejected(first: Path, version: str) -> None:
    with pytest.raises(
        ConfigurationError, match=r"is not a version; write it as 2026\.11\.1"
    ):
        make_release(first, version, "2026-12-02", "No.")


# -- Checked


def test_changes_since_the_last_release_are_counted(first: Path) -> None:
    write_seed(first, **EMPTY_LOG | {"gaps": []})
    assert check_log(first, read_seed(first).tables) == {"removed": 1}


def test_commands_make_a_release_and_count_unreleased_changes(
    tmp_path: Path,
) -> None:
    def run(*words: str) -> str:
        settings = {"RENDEZVOUS_SEED_DATA": str(tmp_path)}
        return CliRunner().invoke(cli, words, env=settings).output

    write_seed(tmp_path, **EMPTY_LOG)
    assert run("release", "1978.3.0", "The first guest.") == "1978.3.0: no changes\n"
    heavy = changed("missions", "soyuz-28", mass_kg="6801", call_sign="")
    log = {name: (tmp_path / f"{name}.csv").read_bytes() for name in LOG}
    write_seed(tmp_path, missions=heavy, gaps=[])
    for name, text in log.items():
        (tmp_path / f"{name}.csv").write_bytes(text)
    assert run("check").endswith("Not yet released: 2 changed, 1 removed\n")
    output = run("release", "1978.3.1", "Weighed again.")
    assert output == "1978.3.1: 2 changed, 1 removed\n"
    assert run("check").endswith(" rows checked, no errors\n")


def test_manually_edited_log_is_detected(first: Path) -> None:
    release(first, "2026.12.1", gaps=[])
    log = first / "changes.csv"
    text = log.read_text()
    assert check_log(first, read_seed(first).tables) == {}
    for edited in (text.splitlines()[0] + "\n", text.replace("not held", "there")):
        log.write_text(edited)
        with pytest.raises(SeedError, match=r"releases\.csv:3: sha256: the changes of"):
            check_log(first, read_seed(first).tables)


def test_file_that_a_later_release_added_is_a_change(first: Path) -> None:
    """An old release may have fewer files than the current seed."""
    release(first, "2026.12.1", gaps=[])
    (first / "gaps.csv").unlink()
    assert check_log(first, read_seed(first).tables) == {}


def test_committed_log_leads_from_each_release_to_the_next() -> None:
    folder = ROOT / "seed_data"
    tables = read_seed(folder).tables
    assert (folder / FIRST_RELEASE).is_file()
    assert len(tables["releases"]) > 1
    check_log(folder, tables)


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"old": "6800"}, "new: '6800': is the same as `old`"),
        ({"field": ""}, "new: '6800': both `old` and `new` are given; name the field"),
        ({"field": "", "old": ""}, "new: '6800': a row must be a JSON object"),
        ({"field": "", "old": "", "new": "{"}, "new: '{': Expecting"),
        ({"release": "1978.3.11"}, "release: '1978.3.11' does not exist"),
        ({"source": "gact"}, "source: 'gact' does not exist"),
    ],
)
def test_wrong_change_is_rejected(
    tmp_path: Path, cells: dict[str, str], fault: str
) -> None:
    rows = changed("changes", "1978.3.10/missions/soyuz-28/mass_kg", **cells)
    with pytest.raises(SeedError) as error:
        load_seed(tmp_path, changes=rows)
    assert error.value.faults[0].partition(": ")[2].startswith(fault)
