"""Reading seed files: every fault of every file is told at once, with its place."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.ingest.files.cell_types import Part
from app.ingest.files.read import SeedError, canonical, read_seed
from app.ingest.files.row import Sourced
from app.ingest.files.tables import FILES, columns, ids_in, refers_to
from app.text import describe_unknown
from tests.support.factories import GCAT, WORKS, added, changed, rows_of, write_seed

Edit = Callable[[str], str]


def faults_of(folder: Path, **files: Any) -> list[str]:
    return read_seed(write_seed(folder, **files)).faults


def faults_after(folder: Path, name: str, edit: Edit) -> list[str]:
    """The faults once the text of one file was edited."""
    path = write_seed(folder) / name
    path.write_bytes(edit(path.read_bytes().decode()).encode())
    return read_seed(folder).faults


def test_a_sound_seed_has_no_faults(tmp_path: Path) -> None:
    seed = read_seed(write_seed(tmp_path))
    assert seed.faults == []
    assert seed.tables.keys() == FILES.keys()
    assert all(seed.tables.values())
    assert list(seed.sources) == ["essay", "gcat", "iso-3166"]


# -- Cells become values

VALUES: list[tuple[str, int, str, Any]] = [
    ("missions", 1, "launched", "1978-03-02T15:28:10Z"),
    ("missions", 1, "mass_kg", 6800.0),
    ("missions", 1, "crew_size", 2),
    ("missions", 0, "crew_size", None),
    ("missions", 0, "mass_kg", None),
    ("missions", 0, "cospar", None),
    ("missions", 0, "station", None),
    ("missions", 0, "programmes", []),
    ("missions", 1, "programmes", ["interkosmos", "interkosmos-guests"]),
    ("missions", 0, "countries", [Part("soviet-union", "operator")]),
    (
        "events",
        0,
        "people",
        [Part("alexei-gubarev", "commander"), Part("vladimir-remek", None)],
    ),
    ("people", 1, "sex", None),
    ("people", 1, "born", None),
    ("people", 2, "occupations", ["engineer", "military pilot"]),
    ("crew", 2, "id", "soyuz-28-vladimir-remek"),
    ("dockings", 0, "sequence", 1),
]


@pytest.mark.parametrize(("name", "place", "column", "value"), VALUES)
def test_a_cell_becomes_a_value(
    tmp_path: Path, name: str, place: int, column: str, value: Any
) -> None:
    row = read_seed(write_seed(tmp_path)).tables[name][place]
    assert getattr(row, column) == value


@pytest.mark.parametrize(
    ("part", "text"),
    [(Part("mir", "host"), "mir:host"), (Part("mir", None), "mir")],
)
def test_a_part_is_written_as_in_its_cell(part: Part, text: str) -> None:
    assert str(part) == text


# -- Faults of cells

CELLS: list[tuple[str, str, dict[str, str], str]] = [
    ("countries", "russia", {"name": ""}, "countries.csv:4: name: '': String should"),
    ("countries", "russia", {"began": "1991-13"}, "4: began: '1991-13': '1991-13' is"),
    ("countries", "russia", {"began": "of old"}, "4: began: 'of old': 'of old' is no"),
    ("countries", "russia", {"aliases": "a;b;a"}, "4: aliases: 'a;b;a': a list names"),
    ("countries", "russia", {"aliases": "a;;b"}, "countries.csv:4: aliases: 'a;;b': "),
    ("countries", "russia", {"source": ""}, "countries.csv:4: source: '': String"),
    ("countries", "russia", {"locator": ""}, "countries.csv:4: locator: '': String"),
    (
        "successions",
        "soviet-union/russia",
        {"kind": "divorce"},
        "successions.csv:3: kind: 'divorce': Input should be 'continuation'",
    ),
    ("organisations", "interkosmos-council", {"kind": "The council"}, ":2: kind: 'The"),
    ("programmes", "interkosmos", {"countries": "a;a"}, ":2: countries: 'a;a': a list"),
    ("spacecraft", "soyuz-7k-t", {"kind": "ship"}, ":2: kind: 'ship': Input should be"),
    ("spacecraft", "soyuz-7k-t", {"crew_capacity": "-1"}, ":2: crew_capacity: '-1': "),
    ("spacecraft", "soyuz-7k-t", {"crew_capacity": "3.5"}, ": crew_capacity: '3.5': "),
    ("spacecraft", "soyuz-7k-t", {"crew_capacity": "six"}, ": crew_capacity: 'six': "),
    ("stations", "salyut-6", {"status": "lost"}, "stations.csv:2: status: 'lost': "),
    ("people", "vladimir-remek", {"sex": "m"}, "people.csv:4: sex: 'm': Input should"),
    ("missions", "soyuz-28", {"kind": "crewed"}, "missions.csv:3: kind: 'crewed': "),
    ("missions", "soyuz-28", {"outcome": ""}, "missions.csv:3: outcome: '': Input"),
    ("missions", "soyuz-28", {"boundary": "90km"}, "missions.csv:3: boundary: '90km'"),
    ("missions", "soyuz-28", {"mass_kg": "-5"}, "missions.csv:3: mass_kg: '-5': "),
    ("missions", "soyuz-28", {"mass_kg": "6.8 t"}, ":3: mass_kg: '6.8 t': "),
    ("missions", "soyuz-28", {"mass_kg": "inf"}, "missions.csv:3: mass_kg: 'inf': "),
    ("missions", "soyuz-28", {"countries": "a:x;a:y"}, ":3: countries: 'a:x;a:y': "),
    ("missions", "soyuz-28", {"countries": "russia"}, ":3: countries: 'russia': "),
    ("crew", "soyuz-17/alexei-gubarev", {"role": ""}, "crew.csv:2: role: '': String"),
    (
        "assignments",
        "soyuz-28/oldrich-pelcak",
        {"kind": "reserve"},
        "assignments.csv:2: kind: 'reserve': Input should be 'backup', 'rep",
    ),
    ("dockings", "soyuz-28/1", {"target": "mir"}, "dockings.csv:2: target: 'mir': "),
    ("dockings", "soyuz-28/1", {"target": "people/x"}, ":2: target: 'people/x': "),
    ("dockings", "soyuz-28/1", {"sequence": "0"}, "dockings.csv:2: sequence: '0': "),
    ("dockings", "soyuz-28/1", {"outcome": "met"}, "dockings.csv:2: outcome: 'met': "),
    ("events", "remek-launch", {"duration_seconds": "9" * 25}, ": duration_seconds: "),
    ("attributions", "people/vladimir-remek/summary/essay", {"field": ""}, ": field: "),
    ("claims", "essay-1", {"paragraph": "0"}, "claims.csv:2: paragraph: '0': Input"),
    ("claims", "essay-1", {"start": "-1"}, "claims.csv:2: start: '-1': Input should"),
    ("claims", "essay-1", {"end": "0"}, "claims.csv:2: end: '0': Input should be"),
    ("claims", "essay-1", {"sha256": "abc"}, "claims.csv:2: sha256: 'abc': String"),
    ("claims", "essay-1", {"compare": "like"}, "claims.csv:2: compare: 'like': Input"),
    ("claims", "essay-1", {"says": ""}, "claims.csv:2: says: '': String should"),
    ("gaps", "salyut-4", {"text": ""}, "gaps.csv:2: text: '': String should have"),
    ("coverage", "missions", {"complete_to": "now"}, "coverage.csv:2: complete_to: "),
]


@pytest.mark.parametrize(("name", "key", "cells", "fault"), CELLS)
def test_a_wrong_cell_is_told_with_its_place(
    tmp_path: Path, name: str, key: str, cells: dict[str, str], fault: str
) -> None:
    faults = faults_of(tmp_path, **{name: changed(name, key, **cells)})
    assert len(faults) == 1
    assert faults[0].startswith(f"{name}.csv:")
    assert fault in faults[0]


@pytest.mark.parametrize("spelling", ["Soyuz 28", "soyuz_28", "soyuz--28", "soyuz-28-"])
def test_an_id_is_a_slug(tmp_path: Path, spelling: str) -> None:
    missions = [row | {"id": spelling} for row in rows_of("missions")[1:]]
    fault = f"missions.csv:2: id: {spelling!r}: String should match pattern"
    assert faults_of(tmp_path, missions=missions)[0].startswith(fault)


# -- Faults of rows and files

TEXTS: list[tuple[str, Edit, str]] = [
    ("crew.csv", lambda _: "", "crew.csv:1: header: must be mission,person,role,"),
    ("crew.csv", lambda text: text.replace("role,", "", 1), "crew.csv:1: header: must"),
    (
        "gaps.csv",
        lambda text: text + "a,b\n",
        "gaps.csv:3: row: has 2 cells instead of",
    ),
    (
        "gaps.csv",
        lambda text: text.replace("s", "\0", 1),
        "gaps.csv:1: file: holds a NUL",
    ),
    ("gaps.csv", lambda text: text + "a,b,c,d\n", "gaps.csv:3: row: has 4 cells inst"),
    ("gaps.csv", lambda text: text + "\n", "gaps.csv:3: row: has 0 cells instead of 3"),
    (
        "gaps.csv",
        lambda text: text.replace(",sta", ',"sta"'),
        "gaps.csv:1: file: is no",
    ),
    (
        "gaps.csv",
        lambda text: text.replace("stations", '"stations"'),
        "gaps.csv:1: file",
    ),
    ("gaps.csv", lambda text: text.rstrip("\n"), "gaps.csv:1: file: is not sorted or"),
    ("gaps.csv", lambda text: text.replace("\n", "\r\n"), "gaps.csv:1: file: is not"),
    ("gaps.csv", lambda text: text + "b,c,d\na,b,c\n", "gaps.csv:1: file: is not sort"),
    (
        "gaps.csv",
        lambda text: text + text.splitlines()[1] + "\n",
        "gaps.csv:3: id: 'sal",
    ),
]


@pytest.mark.parametrize(("name", "edit", "fault"), TEXTS)
def test_a_file_out_of_order_is_told(
    tmp_path: Path, name: str, edit: Edit, fault: str
) -> None:
    faults = faults_after(tmp_path, name, edit)
    assert len(faults) == 1
    assert faults[0].startswith(fault)


@pytest.mark.parametrize("name", list(FILES))
def test_a_missing_file_is_told(tmp_path: Path, name: str) -> None:
    (write_seed(tmp_path) / f"{name}.csv").unlink()
    fault = f"{name}.csv:1: file: is missing; an empty table has its header"
    assert read_seed(tmp_path).faults == [fault]


def test_a_file_of_another_encoding_is_told(tmp_path: Path) -> None:
    path = write_seed(tmp_path) / "gaps.csv"
    path.write_bytes("id,about,text\nčas,b,c\n".encode("iso8859-2"))
    assert read_seed(tmp_path).faults == ["gaps.csv:1: file: is not UTF-8 (byte 14)"]


def test_a_fault_after_a_cell_of_two_lines_has_its_line(tmp_path: Path) -> None:
    gaps = added("gaps", id="a", about="events", text="One line\nand another")
    wrong = [row | {"about": ""} if row["id"] == "salyut-4" else row for row in gaps]
    assert faults_of(tmp_path, gaps=wrong)[0].startswith("gaps.csv:4: about: ''")


def test_a_key_of_two_columns_stands_once(tmp_path: Path) -> None:
    crew = added("crew", **rows_of("crew")[1] | {"role_title": "Commander"})
    fault = "crew.csv:4: mission: 'soyuz-28/alexei-gubarev' stands twice"
    assert faults_of(tmp_path, crew=crew) == [fault]


def test_two_flights_have_two_ids(tmp_path: Path) -> None:
    crew = added(
        "crew",
        mission="soyuz-28-vladimir",
        person="remek",
        role="pilot",
        countries="russia",
        **GCAT,
    )
    faults = faults_of(tmp_path, crew=crew)
    assert len(faults) == 1
    assert faults[0].startswith("crew.csv:5: ")
    assert "'soyuz-28-vladimir-remek' stands twice" in faults[0]


# -- Everything at once


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    write_seed(
        tmp_path,
        works=[WORKS[0] | {"custom": {"kind": "document", "cites": ["x"]}}],
        people=changed("people", "vladimir-remek", sex="m", born="1948-09-31"),
        missions=changed("missions", "soyuz-17", kind="flight"),
    )
    (tmp_path / "gaps.csv").unlink()
    assert [fault.rpartition(": ")[0] for fault in read_seed(tmp_path).faults] == [
        "sources.json:1: cites",
        "people.csv:4: sex: 'm'",
        "people.csv:4: born: '1948-09-31'",
        "missions.csv:2: kind: 'flight'",
        "gaps.csv:1: file",
    ]


def test_every_file_that_is_not_canonical_is_told(tmp_path: Path) -> None:
    write_seed(tmp_path, crew=changed("crew", "soyuz-17/alexei-gubarev", role=""))
    for name in ("gaps.csv", "coverage.csv"):
        path = tmp_path / name
        path.write_text(path.read_text(encoding="utf-8").rstrip(), encoding="utf-8")
    told = [fault.partition(":")[0] for fault in read_seed(tmp_path).faults]
    assert told == ["crew.csv", "gaps.csv", "coverage.csv"]


def test_an_error_holds_a_line_for_each_fault() -> None:
    error = SeedError(["a.csv:1: id: is wrong", "b.csv:2: id: is wrong"])
    assert str(error) == "a.csv:1: id: is wrong\nb.csv:2: id: is wrong"
    assert len(error.faults) == 2


# -- The one spelling, and what shapes tell


def test_the_canonical_form_sorts_and_quotes_only_what_must_be() -> None:
    rows = [
        {"id": "b", "about": "one, two", "text": 'He said "no"'},
        {"id": "a", "about": "plain", "text": "two\nlines"},
    ]
    assert canonical(FILES["gaps"], rows) == (
        'id,about,text\na,plain,"two\nlines"\nb,"one, two","He said ""no"""\n'
    )


@pytest.mark.parametrize("name", list(FILES))
def test_source_and_locator_come_last(name: str) -> None:
    names = columns(FILES[name].shape)
    assert "line" not in names
    if issubclass(FILES[name].shape, Sourced):
        assert names[-2:] == ["source", "locator"]


def test_a_shape_tells_what_it_refers_to() -> None:
    assert refers_to(FILES["crew"].shape) == {
        "source": "sources",
        "mission": "missions",
        "person": "people",
        "countries": "countries",
        "landed_on": "missions",
        "stations": "stations",
    }


@pytest.mark.parametrize(
    ("cell", "ids"),
    [
        (None, []),
        ("mir", ["mir"]),
        (["mir", "iss"], ["mir", "iss"]),
        ([Part("mir", "host")], ["mir"]),
    ],
)
def test_ids_are_found_in_every_kind_of_cell(cell: Any, ids: list[str]) -> None:
    assert ids_in(cell) == ids


def test_nothing_is_suggested_where_nothing_is_near() -> None:
    assert describe_unknown("mirr", ["iss", "mir"]).endswith("did you mean 'mir'?")
    assert describe_unknown("xyz", ["iss", "mir"]) == "'xyz' does not exist"
