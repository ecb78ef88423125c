"""Reading seed files: all errors are reported together, each with its position."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.ingest.files.cell_types import DatedName, Participant
from app.ingest.files.read import SeedError, canonical_text, read_seed
from app.ingest.files.row import SourcedRow
from app.ingest.files.rows import Records
from app.ingest.files.tables import FILES, column_names, ids_in, references_of
from tests.support.factories import GCAT, WORKS, added, changed, rows_of, write_seed

Edit = Callable[[str], str]


def faults_of(folder: Path, **files: Any) -> list[str]:
    """Returns the errors of a seed with replaced rows."""
    return read_seed(write_seed(folder, **files)).faults


def faults_after(folder: Path, name: str, edit: Edit) -> list[str]:
    """Returns the errors of a seed after an edit of the text of one file."""
    path = write_seed(folder) / name
    path.write_bytes(edit(path.read_bytes().decode()).encode())
    return read_seed(folder).faults


def test_valid_seed_is_read_without_errors(tmp_path: Path) -> None:
    seed = read_seed(write_seed(tmp_path))
    assert seed.faults == []
    assert seed.tables.keys() == FILES.keys()
    assert all(seed.tables.values())
    assert list(seed.sources) == ["essay", "gcat", "iso-3166"]


# -- Values of cells

VALUES: list[tuple[str, int, str, Any]] = [
    ("missions", 1, "launched", "1978-03-02T15:28:10Z"),
    ("missions", 1, "mass_kg", 6800.0),
    ("missions", 1, "crew_size", 2),
    ("missions", 0, "crew_size", None),
    ("missions", 0, "mass_kg", None),
    ("missions", 0, "cospar", None),
    ("missions", 0, "destination", None),
    ("missions", 0, "programmes", []),
    ("missions", 1, "programmes", ["interkosmos", "interkosmos-guests"]),
    ("missions", 0, "countries", [Participant("soviet-union", "operator")]),
    (
        "events",
        0,
        "people",
        [
            Participant("alexei-gubarev", "commander"),
            Participant("vladimir-remek", None),
        ],
    ),
    ("people", 1, "sex", None),
    ("people", 1, "born", None),
    ("people", 2, "occupations", ["engineer", "military pilot"]),
    ("crew", 2, "id", "soyuz-28-vladimir-remek"),
    ("dockings", 0, "sequence", 1),
    ("dockings", 0, "id", "soyuz-28-1"),
    ("landings", 0, "latitude", 51.18),
    ("sites", 0, "codes", ["NIIP-5", "GIK-5"]),
    (
        "sites",
        0,
        "names",
        [DatedName("NIIP-5", "1956", "1989"), DatedName("GIK-5", "1989", None)],
    ),
]


def test_cells_are_converted_to_values(tmp_path: Path) -> None:
    tables = read_seed(write_seed(tmp_path)).tables
    for name, position, column, value in VALUES:
        assert getattr(list(tables[name])[position], column) == value, column


def test_rows_are_found_by_their_ids(tmp_path: Path) -> None:
    people = Records(read_seed(write_seed(tmp_path)).tables["people"])
    assert list(people) == [row.id for row in people.values()]
    assert [person in people for person in ("vladimir-remek", "nobody")] == [
        True,
        False,
    ]
    assert people["vladimir-remek"].sex == "male"
    with pytest.raises(KeyError, match="nobody"):
        people["nobody"]


@pytest.mark.parametrize(
    ("participant", "text"),
    [(Participant("mir", "host"), "mir:host"), (Participant("mir", None), "mir")],
)
def test_participant_is_written_as_in_its_cell(
    participant: Participant, text: str
) -> None:
    assert str(participant) == text


# -- Wrong cells

CELLS: list[tuple[str, str, dict[str, str], str]] = [
    (
        "countries",
        "czechia",
        {"aliases": "C\u030cesko"},
        "countries.csv:2: aliases: 'C\u030cesko': is not in Unicode normalisation for",
    ),
    ("countries", "russia", {"name": ""}, "countries.csv:4: name: '': String should"),
    ("countries", "russia", {"began": "1991-13"}, "4: began: '1991-13': '1991-13' is"),
    ("countries", "russia", {"began": "of old"}, "4: began: 'of old': 'of old' is no"),
    ("countries", "russia", {"aliases": "a;b;a"}, "4: aliases: 'a;b;a': a value is"),
    ("countries", "russia", {"aliases": "a;;b"}, "4: aliases: 'a;;b': a value is em"),
    ("countries", "russia", {"source": ""}, "countries.csv:4: source: '': String"),
    ("countries", "russia", {"locator": ""}, "countries.csv:4: locator: '': String"),
    (
        "successions",
        "soviet-union/russia",
        {"kind": "divorce"},
        "successions.csv:3: kind: 'divorce': Input should be 'continuation'",
    ),
    ("organisations", "interkosmos-council", {"kind": "The council"}, ":3: kind: 'The"),
    (
        "programmes",
        "interkosmos",
        {"countries": "a;a"},
        ":2: countries: 'a;a': a value",
    ),
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
    ("crew", "soyuz-17/alexei-gubarev", {"role": ""}, "crew.csv:2: role: '': Input"),
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
    ("dockings", "soyuz-28/1", {"method": ""}, "dockings.csv:2: method: '': Input"),
    ("sites", "baikonur", {"latitude": "181"}, "sites.csv:2: latitude: '181': "),
    ("sites", "baikonur", {"names": "NIIP-5@soon/"}, "names: 'NIIP-5@soon/': "),
    ("landings", "soyuz-28", {"kind": "moon"}, "landings.csv:2: kind: 'moon': "),
    (
        "external_ids",
        "people/vladimir-remek/wikidata/Q314324",
        {"scheme": "isni"},
        "external_ids.csv:2: scheme: 'isni': ",
    ),
    ("events", "remek-launch", {"duration_seconds": "9" * 25}, ": duration_seconds: "),
    ("attributions", "people/vladimir-remek/summary/essay", {"field": ""}, ": field: "),
    ("claims", "essay-1", {"paragraph": "0"}, "claims.csv:2: paragraph: '0': Input"),
    ("claims", "essay-1", {"start": "-1"}, "claims.csv:2: start: '-1': Input should"),
    ("claims", "essay-1", {"end": "0"}, "claims.csv:2: end: '0': Input should be"),
    ("claims", "essay-1", {"sha256": "abc"}, "claims.csv:2: sha256: 'abc': String"),
    ("claims", "essay-1", {"compare": "like"}, "claims.csv:2: compare: 'like': Input"),
    ("claims", "essay-1", {"summary": ""}, "claims.csv:2: summary: '': String should"),
    ("gaps", "salyut-4", {"text": ""}, "gaps.csv:2: text: '': String should have"),
    ("coverage", "missions", {"complete_to": "now"}, "coverage.csv:2: complete_to: "),
]


@pytest.mark.parametrize(("name", "key", "cells", "fault"), CELLS)
def test_wrong_cell_is_reported_with_its_position(
    tmp_path: Path, name: str, key: str, cells: dict[str, str], fault: str
) -> None:
    faults = faults_of(tmp_path, **{name: changed(name, key, **cells)})
    assert len(faults) == 1
    assert faults[0].startswith(f"{name}.csv:")
    assert fault in faults[0]


@pytest.mark.parametrize("spelling", ["Soyuz 28", "soyuz_28", "soyuz--28", "soyuz-28-"])
def test_id_that_is_not_a_slug_is_rejected(tmp_path: Path, spelling: str) -> None:
    missions = [row | {"id": spelling} for row in rows_of("missions")[1:]]
    fault = f"missions.csv:2: id: {spelling!r}: String should match pattern"
    assert faults_of(tmp_path, missions=missions)[0].startswith(fault)


# -- Wrong rows and files

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
        "gaps.csv:1: file: contains a NUL",
    ),
    ("gaps.csv", lambda text: text + "a,b,c,d\n", "gaps.csv:3: row: has 4 cells inst"),
    ("gaps.csv", lambda text: text + "\n", "gaps.csv:3: row: has 0 cells instead of 3"),
    (
        "gaps.csv",
        lambda text: text.replace(",sta", ',"sta"'),
        "gaps.csv:1: file: is not sorted",
    ),
    (
        "gaps.csv",
        lambda text: text.replace("stations", '"stations"'),
        "gaps.csv:1: file: is not sorted",
    ),
    ("gaps.csv", lambda text: text.rstrip("\n"), "gaps.csv:1: file: is not sorted or"),
    ("gaps.csv", lambda text: text.replace("\n", "\r\n"), "gaps.csv:1: file: is not"),
    ("gaps.csv", lambda text: text + "b,c,d\na,b,c\n", "gaps.csv:1: file: is not sort"),
    (
        "gaps.csv",
        lambda text: text + text.splitlines()[1] + "\n",
        "gaps.csv:3: id: 'salyut-4' is used more than once",
    ),
]


@pytest.mark.parametrize(("name", "edit", "fault"), TEXTS)
def test_malformed_file_is_reported(
    tmp_path: Path, name: str, edit: Edit, fault: str
) -> None:
    faults = faults_after(tmp_path, name, edit)
    assert len(faults) == 1
    assert faults[0].startswith(fault)


def test_missing_files_are_reported(tmp_path: Path) -> None:
    for path in write_seed(tmp_path).glob("*.csv"):
        path.unlink()
    detail = "is missing; a file without rows needs its header"
    wanted = [f"{name}.csv:1: file: {detail}" for name in FILES]
    assert read_seed(tmp_path).faults == wanted


def test_file_in_another_encoding_is_reported(tmp_path: Path) -> None:
    path = write_seed(tmp_path) / "gaps.csv"
    path.write_bytes("id,about,text\nčas,b,c\n".encode("iso8859-2"))
    assert read_seed(tmp_path).faults == ["gaps.csv:1: file: is not UTF-8 (byte 14)"]


def test_line_number_counts_line_breaks_inside_cells(tmp_path: Path) -> None:
    gaps = added("gaps", id="a", about="events", text="One line\nand another")
    wrong = [row | {"about": ""} if row["id"] == "salyut-4" else row for row in gaps]
    assert faults_of(tmp_path, gaps=wrong)[0].startswith("gaps.csv:4: about: ''")


def test_repeated_key_of_two_columns_is_reported(tmp_path: Path) -> None:
    crew = added("crew", **rows_of("crew")[1] | {"role_title": "Commander"})
    fault = "crew.csv:4: mission: 'soyuz-28/alexei-gubarev' is used more than once"
    assert faults_of(tmp_path, crew=crew) == [fault]


def test_flights_with_equal_ids_are_reported(tmp_path: Path) -> None:
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
    assert "'soyuz-28-vladimir-remek' is used more than once" in faults[0]


# -- Several errors


def test_errors_of_all_files_are_reported_together(tmp_path: Path) -> None:
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


def test_every_non_canonical_file_is_reported(tmp_path: Path) -> None:
    write_seed(tmp_path, crew=changed("crew", "soyuz-17/alexei-gubarev", role=""))
    for name in ("gaps.csv", "coverage.csv"):
        path = tmp_path / name
        path.write_text(path.read_text(encoding="utf-8").rstrip(), encoding="utf-8")
    files = [fault.partition(":")[0] for fault in read_seed(tmp_path).faults]
    assert files == ["crew.csv", "gaps.csv", "coverage.csv"]


def test_seed_error_has_a_line_for_each_fault() -> None:
    error = SeedError(["a.csv:1: id: is wrong", "b.csv:2: id: is wrong"])
    assert str(error) == "a.csv:1: id: is wrong\nb.csv:2: id: is wrong"
    assert len(error.faults) == 2


# -- Canonical form and row types


def test_canonical_form_is_sorted_and_has_minimal_quotes() -> None:
    rows = [
        {"id": "b", "about": "one, two", "text": 'He said "no"'},
        {"id": "a", "about": "plain", "text": "two\nlines"},
    ]
    assert canonical_text(FILES["gaps"], rows) == (
        'id,about,text\na,plain,"two\nlines"\nb,"one, two","He said ""no"""\n'
    )


def test_source_and_locator_are_the_last_columns() -> None:
    for file in FILES.values():
        names = column_names(file.row_type)
        assert "line" not in names
        if issubclass(file.row_type, SourcedRow):
            assert names[-2:] == ["source", "locator"]


def test_references_of_a_row_type_are_its_columns_of_ids() -> None:
    assert references_of(FILES["crew"].row_type) == {
        "source": "sources",
        "mission": "missions",
        "person": "people",
        "countries": "countries",
        "landed_on": "missions",
        "stations": "stations",
        "agencies": "organisations",
        "employers": "organisations",
    }


@pytest.mark.parametrize(
    ("cell", "ids"),
    [
        (None, []),
        ("mir", ["mir"]),
        (["mir", "iss"], ["mir", "iss"]),
        ([Participant("mir", "host")], ["mir"]),
    ],
)
def test_ids_are_found_in_each_kind_of_cell(cell: Any, ids: list[str]) -> None:
    assert ids_in(cell) == ids
