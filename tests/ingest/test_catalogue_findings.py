"""What findings about attributions, claims and references say, word by word.

A case without faults is a seed that is valid, and next to one that is not.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.ingest.test_findings import explained, faults_of, one
from tests.support.factories import ESSAY, PASSAGE, rows_of, without

Files = dict[str, Any]
Case = tuple[Files, list[str]]
EMPTY = "only a filled field can have a source"
BOTH = "a claim with `field` or `query` needs `compare`, any other must not have it"
EACH = "`query` and `pointer` need each other"
FORMS = "write 14, 229.5, ~140, >12 or <=3"


def attributed(*cells: tuple[str, str, str]) -> Files:
    """Returns attributions by record, field and other value."""
    names = ("record", "field", "otherwise")
    rows = [dict(zip(names, row, strict=True)) | ESSAY for row in cells]
    for number, row in enumerate(rows):
        row["source"] = ("essay", "gcat", "iso-3166")[number]
    return {"attributions": rows}


def claimed(*claims: dict[str, str]) -> Files:
    blank = {"start": "0", "end": "9", "summary": "So it was."} | PASSAGE
    rows = [
        blank | {"id": f"c-{number}"} | claim for number, claim in enumerate(claims)
    ]
    return {"claims": rows}


SOYUZ = "missions/soyuz-28"
ATTRIBUTIONS: list[Case] = [
    (
        attributed(("mission/soyuz-28", "name", ""), ("missions/soyuz-29", "name", "")),
        [
            "2: record: 'mission' does not exist; did you mean 'missions'?",
            "3: record: 'soyuz-29' does not exist; did you mean 'soyuz-28'?",
        ],
    ),
    (
        attributed((SOYUZ, "lunched", ""), (SOYUZ, "dockings.0.target", "")),
        ["3: field: 'lunched' does not exist; did you mean 'launched'?"],
    ),
    (
        attributed((SOYUZ, "dockings.1.docked", "")),
        ["2: field: 'dockings.1.docked' does not exist"],
    ),
    (
        attributed(("missions/soyuz-17", "dockings.0.docked", "")),
        ["2: field: 'dockings.0.docked' does not exist"],
    ),
    (
        attributed((SOYUZ, "dockings.0.undocked", ""))
        | one("dockings", "soyuz-28/1", undocked=""),
        [f"2: field: {SOYUZ} has no dockings.0.undocked; {EMPTY}"],
    ),
    (
        attributed(("missions/soyuz-17", "cospar", "")),
        [f"2: field: missions/soyuz-17 has no cospar; {EMPTY}"],
    ),
    (
        attributed(("people/oldrich-pelcak", "aliases", "")),
        [f"2: field: people/oldrich-pelcak has no aliases; {EMPTY}"],
    ),
    (
        attributed(("countries/czechia", "sumary", "")),
        ["2: field: 'sumary' does not exist"],
    ),
    (
        attributed((SOYUZ, "sumary", "")),
        ["2: field: 'sumary' does not exist; did you mean 'summary'?"],
    ),
    (
        attributed((SOYUZ, "crew_size", "two"), (SOYUZ, "mass_kg", "heavy")),
        [
            f"2: otherwise: 'two' is not a number; {FORMS}",
            f"3: otherwise: 'heavy' is not a number; {FORMS}",
        ],
    ),
    (
        attributed((SOYUZ, "name", "A"), (SOYUZ, "name", ""), (SOYUZ, "name", "B")),
        ["4: otherwise: an earlier row gives the value of the record's source"],
    ),
    (attributed((SOYUZ, "name", "A"), (SOYUZ, "call_sign", "B")), []),
    (attributed((SOYUZ, "name", "A"), ("missions/soyuz-17", "name", "B")), []),
]
NAME = {"record": SOYUZ, "field": "name", "compare": "text", "stated_value": "x"}
COUNT = {"query": "/v1/x", "pointer": "/x", "compare": "number", "stated_value": "2"}
CLAIMS: list[Case] = [
    (
        claimed({"start": "9"}, {"start": "8"}, {"start": "10"}),
        [
            "2: end: 9 must be greater than start 9",
            "4: end: 9 must be greater than start 10",
        ],
    ),
    (
        claimed({"record": "mission/x"}, {"record": "missions/soyuz-29"}),
        [
            "2: record: 'mission' does not exist; did you mean 'missions'?",
            "3: record: 'soyuz-29' does not exist; did you mean 'soyuz-28'?",
        ],
    ),
    (
        claimed({"record": "source/gcat"}, {"record": "sources/gcta"}),
        [
            "2: record: 'source' does not exist; did you mean 'sources'?",
            "3: record: 'gcta' does not exist; did you mean 'gcat'?",
        ],
    ),
    (
        claimed(NAME | {"query": "/v1/x", "pointer": "/x"}, NAME | {"record": ""}),
        [
            "2: query: a claim has `field` or `query`, not both",
            "3: record: `field` needs `record`",
        ],
    ),
    (
        claimed(COUNT | {"pointer": ""}, {"pointer": "/x"}),
        [f"2: pointer: {EACH}", f"3: pointer: {EACH}"],
    ),
    (
        claimed(
            NAME | {"compare": ""},
            COUNT | {"compare": ""},
            {"compare": "text", "stated_value": "x"},
        ),
        [f"{line}: compare: {BOTH}" for line in (2, 3, 4)],
    ),
    (
        claimed(NAME | {"stated_value": ""}, {"compared_value": "2"}),
        [
            "2: stated_value: `compare` needs `stated_value`",
            "3: compared_value: `compared_value` needs `compare`",
        ],
    ),
    (
        claimed(COUNT | {"stated_value": "two"}, COUNT | {"compared_value": "two"}),
        [
            f"2: stated_value: 'two' is not a number; {FORMS}",
            f"3: compared_value: 'two' is not a number; {FORMS}",
        ],
    ),
    (claimed(COUNT | {"stated_value": "a pair", "compared_value": "2"}, NAME), []),
]


@pytest.mark.parametrize(
    ("file", "files", "faults"),
    [("attributions", *case) for case in ATTRIBUTIONS]
    + [("claims", *case) for case in CLAIMS],
)
def test_a_wrong_cell_is_told_with_its_line(
    tmp_path: Path, file: str, files: Files, faults: list[str]
) -> None:
    assert faults_of(tmp_path, files) == [f"{file}.csv:{fault}" for fault in faults]


NEAR = "does not exist; did you mean"
REMOVE = "'oldich pelk' is 'Oldřich Pelčák' without some letters; remove it"
LOOP = [
    {"id": name, "name": name, "kind": "crewed", "parent": parent} | ESSAY
    for name, parent in (("a", "b"), ("b", "c"), ("c", "b"))
]
OTHERS: list[Case] = [
    (
        one("people", "oldrich-pelcak", aliases="Olda;oldich pelk"),
        [f"people.csv:3: aliases: {REMOVE}"],
    ),
    (
        {"programmes": rows_of("programmes") + LOOP},
        [
            "programmes.csv:3: parent: b must not be its own ancestor",
            "programmes.csv:4: parent: c must not be its own ancestor",
        ],
    ),
    (
        one("sites", "baikonur", parent="baikonur-lc1"),
        [
            "sites.csv:2: parent: baikonur must not be its own ancestor",
            "sites.csv:3: parent: baikonur-lc1 must not be its own ancestor",
        ],
    ),
    (
        one("spacecraft", "soyuz-rocket", type="soyuz-rocket"),
        ["spacecraft.csv:4: type: soyuz-rocket must not be its own ancestor"],
    ),
    (
        {
            "successions": [
                *without("successions", "czechoslovakia/czechia"),
                {"predecessor": "russia", "successor": "russia", "kind": "dissolution"}
                | ESSAY,
            ]
        },
        ["successions.csv:2: successor: russia must not be its own successor"],
    ),
    (
        one("organisations", "interkosmos-council", founded="1993", dissolved="1992"),
        ["organisations.csv:3: dissolved: 1992 is before founded 1993"],
    ),
    (
        one("events", "salyut-6-welcome", ended="1978-03-03T19:59Z"),
        ["events.csv:3: ended: 1978-03-03T19:59Z is before at 1978-03-03T20:00Z"],
    ),
    (
        one("events", "salyut-6-welcome", at="1978-03-03T20:00:00Z")
        | {"stations": rows_of("stations")}
        | explained("events/salyut-6-welcome", "ended", {}),
        [],
    ),
    (
        {
            "coverage": [
                {"part": "a", "resource": "mission", "fields": "moon"},
                {"part": "b", "resource": "missions", "fields": "crew;lunched"},
                {"part": "c", "resource": "crew", "fields": "zzz"},
            ]
        },
        [
            f"coverage.csv:2: resource: 'mission' {NEAR} 'missions'?",
            f"coverage.csv:3: fields: 'lunched' {NEAR} 'launched'?",
            "coverage.csv:4: fields: 'zzz' does not exist",
        ],
    ),
    (
        {
            "external_ids": [
                rows_of("external_ids")[0] | {"record": "person/x"},
                rows_of("external_ids")[0] | {"record": "people/vladimir"},
            ]
        },
        [
            f"external_ids.csv:2: record: 'vladimir' {NEAR} 'vladimir-remek'?",
            "external_ids.csv:3: record: 'x' does not exist",
        ],
    ),
    (
        one("dockings", "soyuz-28/1", target="stations/salyut-7"),
        ["dockings.csv:2: target: 'salyut-7' does not exist; did you mean 'salyut-6'?"],
    ),
    (
        one("people", "vladimir-remek", source="gcta", birth_country="czech"),
        [
            "people.csv:4: source: 'gcta' does not exist; did you mean 'gcat'?",
            "people.csv:4: birth_country: 'czech' does not exist",
        ],
    ),
]


@pytest.mark.parametrize(("files", "faults"), OTHERS)
def test_a_finding_names_the_file_and_the_closest_word(
    tmp_path: Path, files: Files, faults: list[str]
) -> None:
    assert faults_of(tmp_path, files) == faults
