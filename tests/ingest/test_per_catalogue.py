"""A function of a catalogue runs once for the same arguments."""

from pathlib import Path

from app.ingest.catalogue import Catalogue
from app.ingest.files.read import read_seed
from app.ingest.per_catalogue import once_per_catalogue
from tests.support.factories import write_seed

calls: list[tuple[str, str]] = []


@once_per_catalogue
def label(catalogue: Catalogue, first: str, second: str = "b") -> str:
    """Joins two texts."""
    calls.append((first, second))
    return first + second


def test_value_is_computed_once_for_each_catalogue_and_its_arguments(
    tmp_path: Path,
) -> None:
    seed = read_seed(write_seed(tmp_path))
    one, other = Catalogue(seed), Catalogue(seed)
    calls.clear()
    assert [label(one, "a"), label(one, "a")] == ["ab", "ab"]
    assert [label(one, "a", second="c"), label(one, "a", "c")] == ["ac", "ac"]
    assert label(other, "a") == "ab"
    assert calls == [("a", "b"), ("a", "c"), ("a", "c"), ("a", "b")]
    assert label.__doc__ == "Joins two texts."
