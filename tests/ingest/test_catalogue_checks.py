"""Checking the rows together: each rule has a seed that breaks it.

A new check needs a seed in `BROKEN`; a test fails without one.
"""

from pathlib import Path
from typing import Any

import pytest

from app.ingest.catalogue import Catalogue
from app.ingest.checks.agreement_checks import AGREEMENT_CHECKS
from app.ingest.checks.catalogue_checks import CATALOGUE_CHECKS, check_seed
from app.ingest.checks.external_checks import EXTERNAL_CHECKS
from app.ingest.checks.flight_checks import FLIGHT_CHECKS
from app.ingest.checks.plausibility_checks import PLAUSIBILITY_CHECKS
from app.ingest.checks.stay_checks import STAY_CHECKS
from app.ingest.files.read import SeedError, read_seed
from app.ingest.files.tables import FILES, references_of
from tests.support.factories import (
    ESSAY,
    PASSAGE,
    Cells,
    added,
    changed,
    rows_of,
    write_seed,
)

Files = dict[str, Any]


def attribution(record: str, field: str) -> Files:
    return {"attributions": [{"record": record, "field": field} | ESSAY]}


def claim(**cells: str) -> Files:
    row = (
        {"id": "c", "start": "0", "end": "9", "summary": "It was so."} | PASSAGE | cells
    )
    return {"claims": [row]}


def first(name: str, **cells: str) -> list[dict[str, str]]:
    """Returns the rows of a file, the first one changed."""
    rows = rows_of(name)
    return [rows[0] | cells, *rows[1:]]


def faults_of(folder: Path, files: Files) -> list[str]:
    """Returns the errors of a seed, which must have some."""
    seed = read_seed(write_seed(folder, **files))
    with pytest.raises(SeedError) as error:
        check_seed(seed)
    return error.value.faults


def test_valid_seed_is_joined(tmp_path: Path) -> None:
    catalogue = check_seed(read_seed(write_seed(tmp_path)))
    assert list(catalogue.rows["missions"]) == ["soyuz-17", "soyuz-28"]


# -- References

REFERENCES = [
    (name, column)
    for name, file in FILES.items()
    for column in references_of(file.row_type)
]


@pytest.mark.parametrize(("name", "column"), REFERENCES)
def test_reference_to_a_missing_row_is_reported(
    tmp_path: Path, name: str, column: str
) -> None:
    missing = "zzz:operator" if (name, column) == ("missions", "countries") else "zzz"
    rows = first(name, **{column: missing})
    faults = faults_of(tmp_path, {name: rows})
    assert len(faults) == 1
    assert faults[0].startswith(f"{name}.csv:")
    assert faults[0].endswith(f": {column}: 'zzz' does not exist")


@pytest.mark.parametrize(
    ("target", "near"),
    [("stations/salyut-7", "salyut-6"), ("missions/soyuz-29", "soyuz-28")],
)
def test_missing_target_of_a_docking_is_reported(
    tmp_path: Path, target: str, near: str
) -> None:
    faults = faults_of(
        tmp_path, {"dockings": changed("dockings", "soyuz-28/1", target=target)}
    )
    missing = target.partition("/")[2]
    detail = f"{missing!r} does not exist; did you mean {near!r}?"
    assert faults == [f"dockings.csv:2: target: {detail}"]


@pytest.mark.parametrize(
    ("record", "detail"),
    [
        ("people/vladimir-remeck", "; did you mean 'vladimir-remek'?"),
        ("persons/vladimir-remek", ""),
    ],
)
def test_missing_record_of_an_external_id_is_reported(
    tmp_path: Path, record: str, detail: str
) -> None:
    faults = faults_of(tmp_path, {"external_ids": first("external_ids", record=record)})
    missing = record.partition("/")[2]
    fault = f"external_ids.csv:2: record: {missing!r} does not exist{detail}"
    assert faults == [fault]


# -- Rules of the catalogue, each with seeds that break it

ATTRIBUTIONS: list[tuple[str, str, str]] = [
    ("mission/soyuz-28", "name", "record: 'mission' does not exist; did you mean 'm"),
    ("missions/soyuz-29", "name", "record: 'soyuz-29' does not exist; did you mean 's"),
    ("missions", "name", "record: "),
    (
        "missions/soyuz-28",
        "lunched",
        "field: 'lunched' does not exist; did you mean",
    ),
    (
        "missions/soyuz-28",
        "dockings.1.docked",
        "field: 'dockings.1.docked' does no",
    ),
    ("missions/soyuz-28", "crew", "field: 'crew' does not exist"),
    ("stations/salyut-6", "gcat_name", "field: 'gcat_name' does not exist; did you me"),
    ("crew/soyuz-28-vladimir-remek", "summary", "field: 'summary' does not exist"),
    ("countries/czechia", "summary", "field: 'summary' does not exist"),
    ("missions/soyuz-17", "cospar", "field: missions/soyuz-17 has no cospar; only a f"),
    ("missions/soyuz-17", "programmes", "field: missions/soyuz-17 has no programmes;"),
    ("people/oldrich-pelcak", "summary", "field: people/oldrich-pelcak has no summary"),
]
MISSION = {"record": "missions/soyuz-28"}
NAME = MISSION | {"field": "name", "compare": "text", "stated_value": "Soyuz 28"}
TOTAL = {"query": "/v1/missions", "pointer": "/meta/total"}
COUNTED = TOTAL | {"compare": "number", "stated_value": "2"}
CLAIMS: list[tuple[Cells, str]] = [
    ({"start": "9"}, "end: 9 must be greater than start 9"),
    ({"record": "claims/essay-1"}, "record: 'claims' does not exist"),
    ({"record": "sources/gcta"}, "record: 'gcta' does not exist; did you mean 'gcat'?"),
    (NAME | TOTAL, "query: a claim has `field` or `query`, not both"),
    (NAME | {"record": ""}, "record: `field` needs `record`"),
    (COUNTED | {"pointer": ""}, "pointer: `query` and `pointer` need each other"),
    ({"pointer": "/meta/total"}, "pointer: `query` and `pointer` need each other"),
    (MISSION | {"field": "name"}, "compare: a claim with `field` or `query` needs `c"),
    (TOTAL, "compare: a claim with `field` or `query` needs `compare`, any other"),
    (
        {"compare": "text", "stated_value": "x"},
        "compare: a claim with `field` or `query` nee",
    ),
    (NAME | {"stated_value": ""}, "stated_value: `compare` needs `stated_value`"),
    (
        COUNTED | {"stated_value": "two"},
        "stated_value: 'two' is not a number; write 14, 229.5",
    ),
    (NAME | {"compare": "date"}, "stated_value: 'Soyuz 28' is "),
    (COUNTED | {"compared_value": "two"}, "compared_value: 'two' is not a number"),
    (MISSION | {"compared_value": "2"}, "compared_value: `compared_value` needs `com"),
]
REPEATED = [
    attribution("missions/soyuz-28", "name")["attributions"][0] | source
    for source in (
        {"source": "essay", "otherwise": "Soyuz-28"},
        {"source": "iso-3166", "otherwise": "SOYUZ 28"},
    )
]
ORDERED = [
    ("countries", "began", "ended"),
    ("organisations", "founded", "dissolved"),
    ("programmes", "began", "ended"),
    ("stations", "launched", "ended"),
    ("sites", "began", "ended"),
    ("people", "born", "died"),
    ("missions", "launched", "landed"),
    ("crew", "launched", "landed"),
    ("modules", "launched", "ended"),
    ("modules", "attached", "detached"),
    ("expeditions", "began", "ended"),
    ("dockings", "docked", "undocked"),
    ("stays", "began", "ended"),
    ("events", "at", "ended"),
]
BROKEN: list[tuple[Files, str]] = [
    *(
        (attribution(record, field), f"attributions.csv:2: {fault}")
        for record, field, fault in ATTRIBUTIONS
    ),
    (
        attribution("missions/soyuz-28", "dockings.0.undocked")
        | {"dockings": first("dockings", undocked="")},
        "attributions.csv:2: field: ",
    ),
    ({"attributions": REPEATED}, "attributions.csv:3: otherwise: "),
    *(
        (
            {
                "attributions": [
                    attribution("missions/soyuz-28", field)["attributions"][0]
                    | {"otherwise": "soon"}
                ]
            },
            "attributions.csv:2: otherwise: 'soon' is ",
        )
        for field in ("launched", "dockings.0.docked")
    ),
    *((claim(**cells), f"claims.csv:2: {fault}") for cells, fault in CLAIMS),
    *(
        (
            {name: first(name, **{start: "1980", end: "1979-12-31"})},
            f"{name}.csv:2: {end}: 1979-12-31 is before {start} 1980",
        )
        for name, start, end in ORDERED
    ),
    (
        {"people": changed("people", "oldrich-pelcak", aliases="oldich pelk")},
        "people.csv:3: aliases: 'oldich pelk' is 'Oldřich Pelčák' without some letters",
    ),
    (
        {
            "missions": [
                row | {"gcat_id": gcat_id}
                for row, gcat_id in zip(rows_of("missions"), "hH", strict=False)
            ]
        },
        "missions.csv:3: gcat: 'H' differs from 'h' of missions/soyuz-17 only in case",
    ),
    # Rows that a database could not store
    (
        {"successions": first("successions", successor="czechoslovakia")},
        "successions.csv:2: successor: ",
    ),
    ({"programmes": first("programmes", parent="interkosmos")}, "programmes.csv:2: "),
    (
        {"programmes": first("programmes", parent="interkosmos-guests")},
        "programmes.csv:2: parent: ",
    ),
    ({"spacecraft": first("spacecraft", type="soyuz-no-45")}, "spacecraft.csv:2: type"),
    ({"sites": first("sites", parent="baikonur-lc1")}, "sites.csv:2: parent: "),
    ({"coverage": first("coverage", resource="mission")}, "coverage.csv:2: resource: "),
    ({"coverage": first("coverage", fields="crew;moon")}, "coverage.csv:2: fields: "),
]


@pytest.mark.parametrize(("files", "fault"), BROKEN)
def test_broken_rule_is_reported(tmp_path: Path, files: Files, fault: str) -> None:
    faults = faults_of(tmp_path, files)
    assert len([line for line in faults if line.startswith(fault)]) == 1, faults


def test_every_check_has_a_seed_that_breaks_it(tmp_path: Path) -> None:
    elsewhere = {*FLIGHT_CHECKS, *STAY_CHECKS, *AGREEMENT_CHECKS}
    elsewhere |= {*PLAUSIBILITY_CHECKS, *EXTERNAL_CHECKS}
    unbroken = set(CATALOGUE_CHECKS) - elsewhere
    for files, _ in BROKEN:
        catalogue = Catalogue(read_seed(write_seed(tmp_path, **files)))
        unbroken -= {check for check in unbroken if any(check(catalogue))}
    assert not unbroken, "these need a row in BROKEN"


# -- Valid rows that resemble wrong ones

VALID: list[Files] = [
    attribution("missions/soyuz-28", "dockings.0.docked"),
    attribution("missions/soyuz-28", "summary"),
    attribution("crew/soyuz-28-vladimir-remek", "role"),
    claim(record="sources/gcat"),
    {"people": changed("people", "oldrich-pelcak", aliases="Oldrich Pelcak")},
    {
        "people": changed(
            "people", "oldrich-pelcak", name="Oldich Pelk", aliases="Oldřich Pelčák"
        )
    },
    claim(record="crew/soyuz-28-vladimir-remek"),
    claim(**NAME),
    claim(**COUNTED),
    {"organisations": first("organisations", founded="1992", dissolved="1992-05")},
    {"organisations": first("organisations", founded="1992-05", dissolved="1992")},
]


@pytest.mark.parametrize("files", VALID)
def test_valid_row_is_not_reported(tmp_path: Path, files: Files) -> None:
    assert check_seed(read_seed(write_seed(tmp_path, **files))).seed.faults == []


# -- Several errors


def test_errors_of_all_checks_are_reported_together(tmp_path: Path) -> None:
    files = attribution("missions/soyuz-17", "cospar") | claim(start="9", pointer="/a")
    files |= {"events": changed("events", "salyut-6-welcome", ended="1978-03-02")}
    assert [":".join(fault.split(":")[:3]) for fault in faults_of(tmp_path, files)] == [
        "attributions.csv:2: field",
        "claims.csv:2: end",
        "claims.csv:2: pointer",
        "events.csv:3: ended",
    ]


def test_all_missing_references_are_reported_together(tmp_path: Path) -> None:
    files = {
        "missions": changed("missions", "soyuz-28", programmes="a;b", destination="c"),
        "gaps": added("gaps", id="b", about="c", text="d"),
        "events": changed("events", "remek-launch", people="d:pilot;vladimir-remek"),
    }
    assert faults_of(tmp_path, files) == [
        "missions.csv:3: programmes: 'a' does not exist",
        "missions.csv:3: programmes: 'b' does not exist",
        "missions.csv:3: destination: 'c' does not exist",
        "events.csv:2: people: 'd' does not exist",
    ]


def test_seed_with_wrong_cells_is_rejected(tmp_path: Path) -> None:
    files = {"people": changed("people", "vladimir-remek", sex="m")}
    assert faults_of(tmp_path, files)[0].startswith("people.csv:4: sex: 'm'")
