"""`rendezvous compare` finds the errors of a table, and reports what it left out."""

import csv
import io
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import URL

from app.ingest.catalogue import Catalogue
from app.ingest.checks.catalogue_checks import check_seed
from app.ingest.compare import Comparison, compare_table
from app.ingest.compare_report import as_csv, as_markdown
from app.ingest.files.external import read_table
from app.ingest.files.read import read_seed
from app.main import app_for
from app.settings import ROOT
from tests.support.factories import load_seed

TABLE = """nr,cosmonaut,birth,gender,country
1,"Gubarev, Aleksey",29.04.1932,m,Soviet Union
2,Vladimír Remek,26.09.1948,m,Czechoslovakia|CSSR
3,Remek,26 September 1948,m,
4,Vladimir Remek,1948-09-26,f,Czechoslovakia
5,Oldřich Pelčák,02.11.1943,m,Czechoslovakia
"""
MAPPING = """
source = "my table"
resource = "people"
locator = "number {nr}"
match.names = ["cosmonaut"]
values = { born = "birth", sex = "gender", countries = "country" }
formats.birth = "%d.%m.%Y"
words.gender = { m = "male", f = "female" }
"""


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    folder = tmp_path_factory.mktemp("compare")
    url = load_seed(folder)
    (folder / "mine.csv").write_text(TABLE.replace("Aleksey", "Alexei"), "utf-8")
    (folder / "mine.toml").write_text(MAPPING, "utf-8")
    table = read_table(folder / "mine.csv", folder / "mine.toml")
    return compare_table(catalogue_in(folder), table, app_for(url))


def catalogue_in(folder: Path) -> Catalogue:
    return check_seed(read_seed(folder / "seed"))


def test_each_cell_is_compared(comparison: Comparison) -> None:
    results = {(cell.place, cell.field): cell.agreement for cell in comparison.cells}
    assert results == {
        ("number 1", "born"): "disagrees",
        ("number 1", "sex"): "agrees",
        ("number 1", "countries"): "agrees",
        ("number 2", "born"): "agrees",
        ("number 2", "sex"): "agrees",
        ("number 2", "countries"): "disagrees",
        ("number 4", "sex"): "disagrees",
        ("number 4", "countries"): "agrees",
        ("number 5", "born"): "not-comparable",
        ("number 5", "sex"): "not-comparable",
        ("number 5", "countries"): "agrees",
    }


def test_a_disagreement_has_our_value_and_its_sources(comparison: Comparison) -> None:
    born = next(cell for cell in comparison.cells if cell.certainty)
    assert born._asdict() == {
        "place": "number 1",
        "record": "people/alexei-gubarev",
        "name": "Alexei Gubarev",
        "field": "born",
        "stated_value": "1932-04-29",
        "our_value": "1931-03-29",
        "agreement": "disagrees",
        "certainty": "open",
        "supporting": "gcat",
        "contradicting": "",
    }


def test_rows_and_cells_that_cannot_be_compared_are_kept(
    comparison: Comparison,
) -> None:
    assert [item[1:] for item in comparison.unusable] == [
        ("", "fits no record"),
        ("birth", "'1948-09-26' has none of the formats %d.%m.%Y"),
    ]
    assert [item.row["row"] for item in comparison.unusable] == ["4", "5"]


def test_the_csv_report_has_a_line_for_each_cell(comparison: Comparison) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(comparison))))
    assert len(rows) == len(comparison.cells)
    assert rows[0] == {**comparison.cells[0]._asdict()}
    assert [row["our_value"] for row in rows if row["field"] == "countries"] == [
        "Soviet Union",
        *["Czechoslovakia"] * 3,
    ]


REPORT = r"""# mine.csv, compared with Rendezvous

Rows about records of Rendezvous: 4 of 5. Cells compared: 11.

| Field | Agree | Less precise | Disagree | No value here |
| --- | --- | --- | --- | --- |
| born | 1 | 0 | 1 | 1 |
| sex | 2 | 0 | 1 | 1 |
| countries | 3 | 0 | 1 | 0 |

## Disagreements

Certain: two or more independent sources state the value of Rendezvous, and only the table contradicts it. Probable: more sources state it than another value. Open: all else; Rendezvous may be wrong.

| Row | Record | Field | Table | Rendezvous | Sure | Sources |
| --- | --- | --- | --- | --- | --- | --- |
| number 1 | Alexei Gubarev (people/alexei-gubarev) | born | 1932-04-29 | 1931-03-29 | open | gcat |
| number 2 | Vladimír Remek (people/vladimir-remek) | countries | Czechoslovakia\|CSSR | Czechoslovakia | open | gcat |
| number 4 | Vladimír Remek (people/vladimir-remek) | sex | female | male | open | gcat |

## Not compared

| Line | Column | Why |
| --- | --- | --- |
| 4 |  | fits no record |
| 5 | birth | '1948-09-26' has none of the formats %d.%m.%Y |
"""  # noqa: E501


def test_the_report_is_readable(comparison: Comparison) -> None:
    assert as_markdown(comparison) == REPORT


def test_a_table_without_errors_has_a_short_report(comparison: Comparison) -> None:
    agreeing = comparison._replace(cells=comparison.cells[1:3], unusable=[])
    report = as_markdown(agreeing)
    assert "##" not in report
    assert "| sex | 1 | 0 | 0 | 0 |" in report


REFERENCE = ROOT.parent / "shared" / "reference"
ASPA_MAPPING = """
source = "aspa"
encoding = "windows-1252"
resource = "people"
match.names = ["{PersonFName} {PersonMI} {PersonLName}"]
match.near = { born = "DOB" }
values = { born = "DOB", died = "DOD", sex = "Sex" }
formats = { DOB = "%m/%d/%Y", DOD = "%m/%d/%Y" }
words.Sex = { 0 = "female", 1 = "male" }
words.DOD = { "88/88/8888" = "" }
"""
WALKS_MAPPING = """
source = "nasa-eva"
resource = "events"
where = { kind = "spacewalk" }
match.references = { people = "crew" }
match.separator = "  "
match.on = { at = "date" }
values = { at = "date", duration_seconds = "duration" }
durations = ["duration"]
tolerances = { duration_seconds = 60 }
"""
PUBLIC = [
    ("more/aspa_tblPeople.csv", ASPA_MAPPING, 600, "people/oleg-kotov"),
    ("nasa_eva_us_russia_to_2013.csv", WALKS_MAPPING, 280, "events/spacewalk-1991-0"),
]
"""A table, its mapping, the least rows that fit, and a record that it has wrong."""


@pytest.mark.skipif(not REFERENCE.exists(), reason="the public tables are not here")
@pytest.mark.parametrize("case", PUBLIC)
def test_a_public_table_is_compared_as_it_is(
    sqlite_url: URL, tmp_path: Path, case: tuple[str, str, int, str]
) -> None:
    name, mapping, least, wrong = case
    (tmp_path / "mapping.toml").write_text(mapping, "utf-8")
    table = read_table(REFERENCE / name, tmp_path / "mapping.toml")
    catalogue = check_seed(read_seed(ROOT / "seed_data"))
    compared = compare_table(catalogue, table, app_for(sqlite_url))
    assert len({cell.place for cell in compared.cells}) > least
    certain = [cell.record for cell in compared.cells if cell.certainty == "certain"]
    assert [record for record in certain if record.startswith(wrong)]
    shares = Counter(cell.agreement for cell in compared.cells)
    assert shares["disagrees"] < 0.15 * shares.total()


def test_certain_errors_come_first_and_others_against_us_are_named(
    comparison: Comparison,
) -> None:
    first = comparison.cells[0]
    certain = first._replace(place="number 9", certainty="certain")
    disputed = first._replace(supporting="gcat;nasa", contradicting="aspa;iaa")
    changed = comparison._replace(cells=[disputed, certain])
    lines = as_markdown(changed).splitlines()
    rows = [line for line in lines if "Gubarev" in line]
    assert rows[0].startswith("| number 9 |")
    assert rows[1].endswith("| open | gcat, nasa; against: aspa, iaa |")
