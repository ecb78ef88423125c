"""Search in a small catalogue: which records match, in which order, and their hints.

Each test builds its statements.
"""

from collections.abc import Iterator
from inspect import unwrap
from itertools import pairwise
from typing import Any

import anyio
import pytest

from app.services.search import (
    ALIKE,
    EQUAL,
    MAX_NEAR,
    SearchPage,
    fit,
    names_statement,
    search,
)
from app.services.snapshot import Snapshot
from app.text import fold
from tests.services.test_firsts import mission, person
from tests.support.factories import GCAT, rows_of
from tests.support.snapshots import loaded_snapshot

SEED: dict[str, Any] = {
    "people": [
        *rows_of("people"),
        person("Jana Vega", countries="", occupations="engineer;pilot"),
        person("Jan Novy", countries="czechoslovakia;soviet-union"),
        person("Luch", aliases="Orb"),
        *(person(f"Kosmonauta{letter} Test") for letter in "abcdefghij"),
    ],
    "missions": [
        *rows_of("missions"),
        mission("Vega 1", "1978-01-02T03:04:05Z"),
        mission("Laboratory Luch in Orbit", "1978-01-02T03:04:05Z"),
    ],
    "programmes": [
        *rows_of("programmes"),
        {"id": "vega", "name": "Vega", "kind": "crewed", **GCAT},
    ],
    "organisations": [
        *rows_of("organisations"),
        {"id": "a-vega", "name": "Vega", "kind": "space-agency", **GCAT},
    ],
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with loaded_snapshot(tmp_path_factory.mktemp("search"), **SEED) as snapshot:
        yield snapshot


@pytest.fixture(autouse=True)
def build_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    build = unwrap(names_statement)
    monkeypatch.setattr("app.services.search.names_statement", build)


def found(snapshot: Snapshot, query: str, limit: int = 100) -> SearchPage:
    return anyio.run(search, snapshot, fold(query).split(), 0, limit)


def ids(page: SearchPage) -> list[str]:
    return [hit["id"] for hit in page.data]


@pytest.mark.parametrize(
    "query", ["Gubarev", "Губарев", "Gubarew", "alexei gubarew", "gubarew alexei"]
)
def test_all_words_are_found_by_beginnings_or_misspelt(
    snapshot: Snapshot, query: str
) -> None:
    assert ids(found(snapshot, query)) == ["alexei-gubarev"]


@pytest.mark.parametrize("query", ["zzz", "gubarev" * 4, "gubarev" * 1_000])
def test_word_unlike_all_words_of_names_finds_nothing(
    snapshot: Snapshot, query: str
) -> None:
    assert found(snapshot, query) == ([], 0, False)


def test_misspelt_word_means_a_few_words_of_names(snapshot: Snapshot) -> None:
    assert found(snapshot, "kosmonautx").total == MAX_NEAR


def test_best_matches_come_first(snapshot: Snapshot) -> None:
    """Equal names, programmes before organisations; then the one that begins so."""
    assert [(hit["type"], hit["id"]) for hit in found(snapshot, "vega").data] == [
        ("programmes", "vega"),
        ("organisations", "a-vega"),
        ("missions", "vega-1"),
        ("people", "jana-vega"),
    ]


def test_name_with_all_words_is_better_than_several_names(snapshot: Snapshot) -> None:
    assert ids(found(snapshot, "orb luch")) == ["laboratory-luch-in-orbit", "luch"]


@pytest.mark.parametrize("number", [3, 4, 5])
def test_search_says_whether_more_records_match_than_are_ranked(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr("app.services.search.MAX_CANDIDATES", number)
    page = found(snapshot, "vega", limit=0)
    assert page == ([], min(number, 4), number < 4)


def test_better_names_come_first() -> None:
    """Equal; all words, with more of the name, from its beginning; then alike."""
    query = "nova ship"
    names = (
        "nova ship",
        "nova shipyard",
        "nova and its ship",
        "one nova ship in orbit",
        "shiq nova",
        "mova ship of the great fleet",
    )
    fits = [fit(query, name) for name in names]
    assert all(better > worse for better, worse in pairwise(fits)), fits
    assert fits[0] == EQUAL


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("remek vladimis", "vladimir remek"),
        # In the order of their letters these words would change places
        ("aladimir remek", "vladimir remek"),
    ],
)
def test_misspelt_names_are_compared_in_any_order_of_words(
    query: str, name: str
) -> None:
    assert 80 < fit(query, name) <= ALIKE


@pytest.mark.parametrize(
    ("query", "record_id", "hint"),
    [
        ("remek", "vladimir-remek", "Czechoslovakia; Soyuz 28, 1978"),
        ("pelcak", "oldrich-pelcak", "Czechoslovakia"),
        ("jana", "jana-vega", "engineer; pilot"),
        ("jan novy", "jan-novy", "Czechoslovakia, Soviet Union"),
        ("soyuz 28", "soyuz-28", "crewed orbital, 1978-03-02"),
        ("salyut 6", "salyut-6", "ended, 1977-09-29"),
        ("welcome", "salyut-6-welcome", "meeting, 1978-03-03"),
        ("czechoslovakia", "czechoslovakia", "until 1992; 1 citizens flown"),
        ("czechia", "czechia", "0 citizens flown"),
        ("vega", "a-vega", "space agency"),
        ("guests in orbit", "essay", "document, 2021-04"),
        ("gcat", "gcat", "catalogue"),
    ],
)
def test_result_has_a_hint(
    snapshot: Snapshot, query: str, record_id: str, hint: str
) -> None:
    hints = {hit["id"]: hit["hint"] for hit in found(snapshot, query).data}
    assert hints[record_id] == hint


def test_result_is_labelled_by_its_name_or_title(snapshot: Snapshot) -> None:
    assert found(snapshot, "jan novy").data == [
        {
            "type": "people",
            "id": "jan-novy",
            "label": "Jan Novy",
            "hint": "Czechoslovakia, Soviet Union",
            "url": "/v1/people/jan-novy",
        }
    ]
    [work] = found(snapshot, "guests in orbit").data
    assert (work["type"], work["label"]) == ("sources", "Guests in Orbit")
