"""What tables of other authors state, and what of them cannot be compared."""

from pathlib import Path
from typing import Any

import pytest

from app.ingest.catalogue import Catalogue
from app.ingest.checks.catalogue_checks import check_seed
from app.ingest.checks.external_checks import check_external
from app.ingest.claims.collection import collect
from app.ingest.claims.comparison import format_error
from app.ingest.claims.external_statements import statements_of
from app.ingest.claims.statements import SourceStatement, place_locator
from app.ingest.files.external import MappingError
from app.ingest.files.read import read_seed
from app.ingest.files.row import Finding
from tests.support.factories import WORKS, rows_of, write_seed

WORK: dict[str, Any] = {"type": "dataset", "custom": {"kind": "database"}}
OF_GCAT = {"custom": {"kind": "database", "family": "gcat"}}
ALL_WORKS = [
    *WORKS,
    WORK | {"id": "list", "title": "A List of Flights"},
    WORK | {"id": "copy", "title": "A Copy of GCAT"} | OF_GCAT,
]
FLIGHTS = """tag,start,docked,kg
1978-023A,1978-03-02T18:28+03:00,1978-03-03 17:09:30Z,6800
1975-001A,,,
,,,
"""
MAPPING = """
source = "list"
resource = "missions"
locator = "no. {tag}"
match.equal = { cospar = "tag" }
values = { launched = "start", "dockings.0.docked" = "docked", mass_kg = "kg" }
tolerances = { mass_kg = 10, "dockings.0.docked" = 60 }
"""


def catalogue_with(
    folder: Path, table: str = FLIGHTS, mapping: str = MAPPING, **files: Any
) -> Catalogue:
    """Returns a seed with one table, which is not checked."""
    catalogues = {"list.csv": table, "list.toml": mapping}
    seed = write_seed(folder, works=ALL_WORKS, catalogues=catalogues, **files)
    return Catalogue(read_seed(seed))


def statement(field: str, value: str, rule: str, **others: Any) -> SourceStatement:
    return SourceStatement(
        id=f"missions.soyuz-28.{field}.list",
        source="list",
        locator=place_locator("no. 1978-023A"),
        record="missions/soyuz-28",
        field=field,
        compare=rule,
        stated_value=value,
        summary=f"Soyuz 28, {field.replace('_', ' ')}: {value}",
        **others,
    )


def test_a_cell_is_stated_with_times_in_utc(tmp_path: Path) -> None:
    catalogue = catalogue_with(tmp_path)
    stated, unusable = statements_of(catalogue, catalogue.seed.external[0])
    assert stated == [
        statement("launched", "1978-03-02T15:28Z", "date"),
        statement("dockings.0.docked", "1978-03-03T17:09:30Z", "date", tolerance=60),
        statement("mass_kg", "6800", "number", tolerance=10),
    ]
    assert [item[1:] for item in unusable] == [("", "fits no record")] * 2
    assert [item.row["row"] for item in unusable] == ["3", "4"]


def test_only_cells_in_the_wrong_form_are_left_out(tmp_path: Path) -> None:
    rows = ("tag,start,docked,kg", "1978-023A,in March,1978,7", "1978-023A,1978,,heavy")
    catalogue = catalogue_with(tmp_path, "\n".join(rows))
    stated, unusable = statements_of(catalogue, catalogue.seed.external[0])
    assert [item.field for item in stated] == [
        "dockings.0.docked",
        "mass_kg",
        "launched",
    ]
    assert [item.column for item in unusable] == ["start", "kg"]
    assert [item.detail for item in unusable] == [
        format_error("date", "in March"),
        format_error("number", "heavy"),
    ]
    assert [item.row["row"] for item in unusable] == ["2", "3"]


FIELDS = "tolerances: {!r} is no date or number of `values`"
WRONG = [
    (
        ("launched = ", "lunched = "),
        "values: 'lunched' does not exist; did you mean 'launched'?",
    ),
    (
        ("dockings.0.docked", "dockings.0.dokced"),
        "values: 'dockings.0.dokced' does not exist; did you mean 'dockings.docked'?",
    ),
    (("{ mass_kg = 10", "{ landed = 10"), FIELDS.format("landed")),
    (("launched = ", "outcome = "), None),
    (("{ mass_kg = 10", "{ launched = 10"), None),
]


@pytest.mark.parametrize(("change", "detail"), WRONG)
def test_a_mapping_compares_fields_that_exist(
    tmp_path: Path, change: tuple[str, str], detail: str | None
) -> None:
    catalogue = catalogue_with(tmp_path, mapping=MAPPING.replace(*change))
    table = catalogue.seed.external[0]
    if detail is None:
        assert statements_of(catalogue, table)[0]
    else:
        with pytest.raises(MappingError) as raised:
            statements_of(catalogue, table)
        assert str(raised.value) == f"list.csv: {detail}"


def test_all_wrong_fields_are_told(tmp_path: Path) -> None:
    mapping = MAPPING.replace("launched = ", "zzz = ").replace("mass_kg = ", "qqq = ")
    catalogue = catalogue_with(tmp_path, mapping=mapping)
    with pytest.raises(MappingError) as raised:
        statements_of(catalogue, catalogue.seed.external[0])
    assert str(raised.value) == (
        "list.csv: values: 'zzz' does not exist\nlist.csv: values: 'qqq' does not exist"
    )


def test_a_tolerance_is_for_a_date_or_a_number(tmp_path: Path) -> None:
    mapping = MAPPING.replace("launched = ", "outcome = ")
    mapping = mapping.replace("{ mass_kg = 10", "{ outcome = 10")
    catalogue = catalogue_with(tmp_path, mapping=mapping)
    findings = list(check_external(catalogue))
    detail = "list.csv: tolerances: 'outcome' is no date or number of `values`"
    assert findings == [Finding("list.csv", 1, "mapping", detail)]


TWICE = """who,tag,start,kg
list,1978-023A,1978-03-02,6800
list,1978-023A,1978-03-03,heavy
list,1975-001A,,
"""
FINDINGS = [
    ("list", 3, "kg", "'heavy' is not a number; write 14, 229.5, ~140, >12 or <=3"),
    ("list", 4, "row", "fits no record"),
    ("list", 1, "row", "2 rows give a value for missions.soyuz-28.launched.list"),
]
UNKNOWN = [
    ("list", 1, "source", "'aaa' does not exist"),
    ("list", 1, "source", "'lizt' does not exist; did you mean 'list'?"),
]


@pytest.mark.parametrize(
    ("table", "findings"),
    [
        (TWICE, FINDINGS),
        (TWICE + "lizt,,,\naaa,,,\n", UNKNOWN),
    ],
)
def test_each_row_that_cannot_be_used_is_reported(
    tmp_path: Path, table: str, findings: list[tuple[str, int, str, str]]
) -> None:
    mapping = MAPPING.replace('"list"', '"{who}"').replace('= "docked"', '= "start"')
    catalogue = catalogue_with(
        tmp_path,
        table,
        mapping.replace('"dockings.0.docked" = "start", ', "").replace(
            ', "dockings.0.docked" = 60', ""
        ),
    )
    assert list(check_external(catalogue)) == [
        Finding(f"{name}.csv", line, column, detail)
        for name, line, column, detail in findings
    ]


def test_after_a_table_that_cannot_be_used_others_are_checked(tmp_path: Path) -> None:
    bad = {"a.toml": MAPPING.replace('"list"', '"lizt"'), "a.csv": FLIGHTS}
    worse = {"b.toml": MAPPING.replace("launched", "lunched"), "b.csv": FLIGHTS}
    last = {"c.toml": MAPPING, "c.csv": FLIGHTS}
    folder = write_seed(tmp_path, works=ALL_WORKS, catalogues=bad | worse | last)
    findings = check_external(Catalogue(read_seed(folder)))
    assert [finding[:3] for finding in findings] == [
        ("a.csv", 1, "source"),
        ("b.csv", 1, "mapping"),
        ("c.csv", 3, "row"),
        ("c.csv", 4, "row"),
    ]


LAUNCH = {"record": "missions/soyuz-28", "field": "launched"}
COPIED = MAPPING.replace('"list"', '"copy"')


def test_all_statements_are_sorted_and_each_is_there_once(tmp_path: Path) -> None:
    attribution = LAUNCH | {"source": "list", "locator": "again"}
    attributions = [*rows_of("attributions"), attribution]
    catalogue = catalogue_with(tmp_path, attributions=attributions)
    statements = collect(catalogue)
    ids = [statement.id for statement in statements]
    assert ids == sorted(set(ids))
    by_id = {statement.id: statement for statement in statements}
    launched = by_id["missions.soyuz-28.launched.list"]
    assert (launched.locator.place, launched.origin) == ("again", "derived")
    mass = by_id["missions.soyuz-28.mass_kg.list"]
    assert (mass.locator.place, mass.origin) == ("no. 1978-023A", "independent")


def test_statements_of_the_family_of_our_source_are_derived(tmp_path: Path) -> None:
    attribution = LAUNCH | {"source": "essay", "locator": "p1"}
    attributions = [*rows_of("attributions"), attribution]
    catalogue = catalogue_with(tmp_path, mapping=COPIED, attributions=attributions)
    origins = {
        statement.field: statement.origin
        for statement in collect(catalogue)
        if statement.source == "copy"
    }
    assert origins == {
        "dockings.0.docked": "derived",
        "launched": "independent",
        "mass_kg": "derived",
    }


def test_a_table_of_the_small_seed_has_no_findings(tmp_path: Path) -> None:
    table = FLIGHTS.replace("1975-001A,,,\n,,,\n", "")
    catalogues = {"list.csv": table, "list.toml": MAPPING}
    seed = write_seed(tmp_path, works=ALL_WORKS, catalogues=catalogues)
    assert check_seed(read_seed(seed)).seed.faults == []
