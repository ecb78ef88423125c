"""A release stores the fingerprints of all records, or changes nothing."""

import gzip
from pathlib import Path

import pytest

from app.ingest.files.read import SeedError, read_seed
from app.ingest.fingerprints import FILE, ChangeTracker
from tests.support.factories import changed
from tests.support.releases import CHANGED, FIRST, SECOND, release


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_fingerprints_are_the_same_for_the_same_release(tmp_path: Path) -> None:
    for name in ("once", "again"):
        release(tmp_path / name, FIRST)
        release(tmp_path / name, SECOND, **CHANGED)
    once, again = ((tmp_path / name / FILE).read_bytes() for name in ("once", "again"))
    assert once == again
    lines = gzip.decompress(once).decode().splitlines()
    assert f"events/salyut-6-welcome  {SECOND}" in lines
    assert lines == sorted(lines)


def test_release_with_errors_changes_nothing(tmp_path: Path) -> None:
    release(tmp_path, FIRST)
    before = contents(tmp_path)
    wrong = changed("claims", "essay-2", query="/v1/missions?programme=interkosmo")
    with pytest.raises(SeedError, match=r"claims\.csv: "):
        release(tmp_path, SECOND, claims=wrong)
    after = contents(tmp_path)
    assert after.pop("claims.csv") != before.pop("claims.csv")
    assert after == before


@pytest.mark.parametrize(
    "damaged",
    [b"", b"no gzip", gzip.compress(b"one")[:-1], gzip.compress(b"one two")],
    ids=["empty", "no gzip", "cut off", "other content"],
)
def test_damaged_fingerprints_are_an_error_of_the_seed(
    tmp_path: Path, damaged: bytes
) -> None:
    release(tmp_path, FIRST)
    (tmp_path / FILE).write_bytes(damaged)
    [fault] = read_seed(tmp_path).faults
    assert fault.startswith("fingerprints.gz:1: file: is damaged, ")


def test_fingerprint_of_a_release_that_is_gone_does_not_count(tmp_path: Path) -> None:
    release(tmp_path, FIRST)
    release(tmp_path, SECOND, **CHANGED)
    known = read_seed(tmp_path).fingerprints
    tracker = ChangeTracker(known, [FIRST])
    tracker.complete("people", "new-person", "{}")
    rows = {row["record_id"]: row["release_number"] for row in tracker.removed_rows()}
    # The second release is gone, so what it removed is not released
    assert rows["salyut-6-welcome"] == 2
