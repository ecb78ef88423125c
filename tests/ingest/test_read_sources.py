"""Reading the list of sources: each error is reported with the number of its item."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.ingest.files.read import read_seed
from tests.support.factories import WORKS, write_seed


def faults_of(folder: Path, works: list[dict[str, Any]]) -> list[str]:
    return read_seed(write_seed(folder, works=works)).faults


ESSAY, CATALOGUE, STANDARD = WORKS
SOURCES: list[tuple[str, str]] = [
    (
        # The escapes of JSON hide it
        json.dumps([CATALOGUE, ESSAY | {"title": "Le\u0301onov"}]),
        "sources.json:2: item: is not in Unicode normalisation form C (NFC)",
    ),
    ("[\n{,}]", "sources.json:2: file: is not JSON: "),
    ("{}", "sources.json:1: file: must be a list"),
    ('["gcat"]', "sources.json:1: item: must be an object"),
    ("7", "sources.json:1: file: must be a list"),
    (
        json.dumps([{"id": "gcat", "type": "dataset"}]),
        "sources.json:1: item: has no custom, title",
    ),
    (
        json.dumps([*WORKS, CATALOGUE]),
        "sources.json:4: id: 'gcat' is used more than once",
    ),
    (
        json.dumps([ESSAY | {"custom": {"kind": "document", "cites": ["gcta"]}}]),
        "sources.json:1: cites: 'gcta' does not exist",
    ),
    (json.dumps([ESSAY | {"custom": {}}]), "sources.json:1: custom.kind: "),
    (json.dumps([ESSAY | {"custom": "document"}]), "sources.json:1: custom: "),
    (
        json.dumps([STANDARD, ESSAY | {"issued": {"date-parts": [[2021, 13]]}}]),
        "sources.json:2: issued: ",
    ),
]


@pytest.mark.parametrize(("text", "fault"), SOURCES)
def test_wrong_source_is_reported(tmp_path: Path, text: str, fault: str) -> None:
    (write_seed(tmp_path) / "sources.json").write_text(text, encoding="utf-8")
    faults = read_seed(tmp_path).faults
    assert any(line.startswith(fault) for line in faults), faults


def test_missing_list_of_sources_is_reported(tmp_path: Path) -> None:
    (write_seed(tmp_path) / "sources.json").unlink()
    fault = "sources.json:1: file: is missing; it must be a list in CSL-JSON"
    assert read_seed(tmp_path).faults == [fault]


def test_list_of_sources_in_another_encoding_is_reported(tmp_path: Path) -> None:
    (write_seed(tmp_path) / "sources.json").write_bytes('["é"]'.encode("latin-1"))
    assert (
        read_seed(tmp_path).faults[0].startswith("sources.json:1: file: is not UTF-8")
    )


def test_mistyped_citation_is_reported_with_a_suggestion(tmp_path: Path) -> None:
    works = [ESSAY | {"custom": {"kind": "document", "cites": ["gcatt"]}}, CATALOGUE]
    fault = "sources.json:1: cites: 'gcatt' does not exist; did you mean 'gcat'?"
    assert faults_of(tmp_path, works) == [fault]


def test_number_of_an_item_counts_wrong_items_too(tmp_path: Path) -> None:
    citing = ESSAY | {"custom": {"kind": "document", "cites": ["nothing-like-it"]}}
    works = [{"id": "half"}, citing]
    assert faults_of(tmp_path, works) == [
        "sources.json:1: item: has no custom, title, type",
        "sources.json:2: cites: 'nothing-like-it' does not exist",
    ]
