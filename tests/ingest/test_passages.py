"""Checking the passages of claims against the documents."""

from pathlib import Path

import pytest

from app.ingest.claims.passages import check_passages, passage_hash, read_documents
from app.ingest.files.provenance import Claim
from app.ingest.files.read import read_seed
from app.settings import ROOT, Settings

DOCUMENTS = ROOT.parent / "shared" / "documents"

BLANK = (
    *("record", "field", "query", "pointer", "compare"),
    *("stated_value", "compared_value", "note"),
)


def claim(start: int, end: int, passage: str) -> Claim:
    cells = dict.fromkeys(BLANK, "")
    return Claim.model_validate(
        {
            "line": 2,
            "id": "s007-001",
            "source": "007-letter",
            "paragraph": 1,
            "start": start,
            "end": end,
            "sha256": passage_hash(passage),
            "summary": "Tells of a launch.",
            **cells,
        }
    )


def test_passage_in_place_is_not_reported() -> None:
    documents = {"007": "Launched in März."}
    assert list(check_passages([claim(12, 16, "März")], documents)) == []


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("It was launched in März.", "now begins at 19"),
        ("Launched in spring.", "was not found"),
    ],
)
def test_moved_passage_is_reported(text: str, detail: str) -> None:
    [error] = check_passages([claim(12, 16, "März")], {"007": text})
    assert error[1] == f"the passage at 12 of 007-letter {detail}"


def test_missing_document_is_reported() -> None:
    [error] = check_passages([claim(0, 2, "ab")], {})
    assert "007-letter is not in the folder" in error[1]


def test_documents_are_read_by_their_number(tmp_path: Path) -> None:
    (tmp_path / "007_abc.txt").write_text("seven", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("other", encoding="utf-8")
    assert read_documents(tmp_path) == {"007": "seven"}


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the documents are not beside us")
def test_all_passages_of_the_documents_are_in_place() -> None:
    claims = read_seed(Settings().seed_data).tables["claims"]
    assert len(claims) > 900
    assert list(check_passages(claims, read_documents(DOCUMENTS))) == []


@pytest.mark.parametrize("text", ["März", "xMärz", "It was in März"])
def test_a_passage_of_another_length_is_not_found(text: str) -> None:
    wrong = claim(12, 17, "März")
    [error] = check_passages([wrong], {"007": text})
    assert error == (wrong, "the passage at 12 of 007-letter was not found")
