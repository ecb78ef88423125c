"""Whoever holds the documents can check every passage that a claim points to."""

from pathlib import Path

import pytest

from app.ingest.claims.passages import check_passages, digest, read_documents
from app.ingest.files.provenance import Claim
from app.ingest.files.read import read_seed
from app.settings import ROOT, Settings

DOCUMENTS = ROOT.parent / "shared" / "documents"


def claim(start: int, end: int, passage: str) -> Claim:
    cells = dict.fromkeys(
        ("record", "field", "asks", "pointer", "compare", "stated", "note"), ""
    )
    return Claim.model_validate(
        {
            "line": 2,
            "id": "s007-001",
            "source": "007-letter",
            "paragraph": 1,
            "start": start,
            "end": end,
            "sha256": digest(passage),
            "says": "Tells of a launch.",
            **cells,
        }
    )


def test_a_passage_in_its_place_is_silent() -> None:
    documents = {"007": "Launched in März."}
    assert list(check_passages([claim(12, 16, "März")], documents)) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It was launched in März.", "begins at 19 now"),
        ("Launched in spring.", "is nowhere in it"),
    ],
)
def test_a_passage_that_moved_is_told(text: str, told: str) -> None:
    found = list(check_passages([claim(12, 16, "März")], {"007": text}))
    assert told in found[0][1]


def test_a_document_that_is_missing_is_told() -> None:
    found = list(check_passages([claim(0, 2, "ab")], {}))
    assert "007-letter is not in the folder" in found[0][1]


def test_documents_are_found_by_their_number(tmp_path: Path) -> None:
    (tmp_path / "007_abc.txt").write_text("seven", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("other", encoding="utf-8")
    assert read_documents(tmp_path) == {"007": "seven"}


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the documents are not beside us")
def test_every_passage_of_the_documents_is_in_place() -> None:
    claims = read_seed(Settings().seed_data).tables["claims"]
    assert len(claims) > 900
    assert list(check_passages(claims, read_documents(DOCUMENTS))) == []
