"""Search in a small catalogue: which records match, in which order, and their hints."""

import json
from collections.abc import Iterator
from typing import Any

import anyio
import pytest

from app.query.parsed_query import ParsedQuery
from app.query.words import query_words
from app.services.search import ELSEWHERE, MANY, NONE, search
from app.services.snapshot import Snapshot
from app.services.tables import Part
from tests.services.test_firsts import mission, person
from tests.support.factories import GCAT, rows_of
from tests.support.snapshots import answered, loaded_snapshot

SEED: dict[str, Any] = {
    "people": [
        *rows_of("people"),
        person("Jana Vega", countries="", occupations="engineer;pilot"),
        person("Jan Novy", countries="czechoslovakia;soviet-union"),
        person("Vera Luch", aliases="Orb"),
        person("Lai Ka Ying"),
        *(person(f"Kosmonauta{letter} Test") for letter in "abcdefghij"),
    ],
    "missions": [
        *rows_of("missions"),
        mission("Vega 1", "1978-01-02T03:04:05Z"),
        mission("Laboratory Luch in Orbit", "1978-01-02T03:04:05Z"),
        mission(
            "Test TM-12",
            "1978-01-02T03:04:05Z",
            summary="Quiet landing on the moon after a long flight.",
        ),
        mission(
            "Test 13", "1979-01-02T03:04:05Z", summary="Landed quiet on a new moon."
        ),
        mission("Test 14", "1979-02-02T03:04:05Z", summary="A lunar landing, quiet."),
    ],
    "programmes": [
        *rows_of("programmes"),
        {"id": "vega", "name": "Vega", "kind": "crewed", **GCAT},
    ],
    "organisations": [
        *rows_of("organisations"),
        {"id": "a-vega", "name": "Vega", "kind": "agency", **GCAT},
    ],
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with loaded_snapshot(tmp_path_factory.mktemp("search"), **SEED) as snapshot:
        yield snapshot


def found(
    snapshot: Snapshot, words: str, part: Part | None = None, types: str = ""
) -> Any:
    parameters = {"q": words} | ({"type": types} if types else {})
    query = ParsedQuery(
        words=query_words(words),
        types=tuple(types.split(",")) if types else (),
        parameters=parameters,
    )
    return answered(anyio.run(search, snapshot, query, part or Part(0, 50)))


def ids(answer: Any) -> list[str]:
    return [hit["id"] for hit in answer["data"]]


def records(answer: Any) -> list[str]:
    """Returns what was found without claims, which come last."""
    found = [f"{hit['type']}/{hit['id']}" for hit in answer["data"]]
    kept = [record for record in found if not record.startswith("claims/")]
    assert found[: len(kept)] == kept
    return kept


@pytest.mark.parametrize(
    "query",
    ["Gubarev", "Губарев", "Gubarew", "alexei gubarew", "gubarew alexei", "a gubarev"],
)
def test_all_words_are_found_by_beginnings_or_misspelt(
    snapshot: Snapshot, query: str
) -> None:
    assert records(found(snapshot, query))[0] == "people/alexei-gubarev"


@pytest.mark.parametrize("query", ["zzz", "gubarev" * 4, "gubarev" * 1_000, "vega 77"])
def test_words_of_no_record_find_nothing(snapshot: Snapshot, query: str) -> None:
    answer = found(snapshot, query)
    assert (answer["data"], answer["meta"]["total"]) == ([], 0)
    assert answer["meta"]["facets"] == {"type": []}


def test_nothing_found_offers_the_nearest_records(snapshot: Snapshot) -> None:
    assert found(snapshot, "zzz")["meta"]["hints"] == [NONE]
    [hint] = found(snapshot, "jana vega 77")["meta"]["hints"]
    assert hint == "No record has all of these words. Nearest: people/jana-vega."


def test_misspelt_word_means_the_nearest_words(snapshot: Snapshot) -> None:
    answer = found(snapshot, "kosmonautx")
    assert len(records(answer)) == 8
    [hint] = answer["meta"]["hints"]
    assert hint.startswith("No record has the word kosmonautx; searched instead: kosm")


def test_words_in_no_record_together_are_not_replaced(snapshot: Snapshot) -> None:
    [hint] = found(snapshot, "gubarew vega")["meta"]["hints"]
    assert hint.startswith("No record has all of these words. Nearest: ")


def test_known_word_may_be_misspelt_if_no_record_has_all(snapshot: Snapshot) -> None:
    answer = found(snapshot, "kosmonautaa kosmonautab")
    assert "people/kosmonautaa-test" in records(answer)
    hints = answer["meta"]["hints"]
    start = "No record has all of these words; searched beside kosmonaut"
    assert len(hints) == 2
    assert all(hint.startswith(start) for hint in hints)


def test_best_matches_come_first(snapshot: Snapshot) -> None:
    """Main names, programmes before organisations; then names that begin so."""
    assert records(found(snapshot, "vega"))[:4] == [
        "programmes/vega",
        "organisations/a-vega",
        "missions/vega-1",
        "people/jana-vega",
    ]


def test_main_name_is_better_than_words_of_names(snapshot: Snapshot) -> None:
    first, second = records(found(snapshot, "orb luch"))[:2]
    assert (first, second) == ("people/vera-luch", "missions/laboratory-luch-in-orbit")
    assert records(found(snapshot, "orb"))[0] == "people/vera-luch"


def test_texts_that_begin_so_come_before_phrases_before_words(
    snapshot: Snapshot,
) -> None:
    """Synonyms and forms of a word are equal, and stop words do not count."""
    assert records(found(snapshot, "lunar landings")) == [
        "missions/test-14",
        "missions/test-13",
        "missions/test-tm-12",
    ]
    phrase = records(found(snapshot, "the quiet landing on the moon"))
    assert phrase[0] == "missions/test-tm-12"


@pytest.mark.parametrize("query", ["testtm12", "test tm12", "TEST-TM 12", "tm12"])
def test_names_are_found_however_their_words_are_separated(
    snapshot: Snapshot, query: str
) -> None:
    assert records(found(snapshot, query))[0] == "missions/test-tm-12"


def test_beginning_of_a_name_ends_between_its_words(snapshot: Snapshot) -> None:
    assert records(found(snapshot, "lai ka")) == ["people/lai-ka-ying"]
    assert records(found(snapshot, "laika")) == []


@pytest.mark.parametrize(
    "query", ["missions/soyuz-28", "Soyuz 28", "1978-023A", "Союз-28"]
)
def test_ids_and_codes_are_names(snapshot: Snapshot, query: str) -> None:
    assert records(found(snapshot, query))[0] == "missions/soyuz-28"


def test_sources_come_after_their_subjects_and_claims_last(snapshot: Snapshot) -> None:
    types = [hit["type"] for hit in found(snapshot, "soyuz")["data"]]
    assert types[0] != "claims"
    assert types[-1] == "claims"
    titled = found(snapshot, "guests in orbit")["data"]
    assert titled[0]["id"] == "essay"


@pytest.mark.parametrize("query", ['"', "* OR", "NEAR(a b)", "tokens : a", "-vega ^"])
def test_syntax_of_the_engines_is_data(snapshot: Snapshot, query: str) -> None:
    words = query_words(f"vega {query}")
    assert words[0] == "vega"
    assert found(snapshot, f"vega {query}")["meta"]["total"] >= 0


def test_types_are_counted_and_chosen(snapshot: Snapshot) -> None:
    answer = found(snapshot, "vega")
    counts = {row["value"]: row["count"] for row in answer["meta"]["facets"]["type"]}
    assert counts["programmes"] == counts["people"] == 1
    assert sum(counts.values()) == answer["meta"]["total"] == len(answer["data"])
    chosen = found(snapshot, "vega", types="people,programmes")
    assert records(chosen) == ["programmes/vega", "people/jana-vega"]
    facet = chosen["meta"]["facets"]["type"]
    assert {row["value"]: row["count"] for row in facet} == counts
    assert {row["value"] for row in facet if row["selected"]} == {
        "people",
        "programmes",
    }
    assert facet[-1]["url"] == f"/v1/search?q=vega&type={facet[-1]['value']}"
    assert (chosen["meta"]["total"], chosen["meta"]["query"]) == (
        2,
        "records with vega of type people or programmes",
    )


def test_claims_can_be_chosen_alone(snapshot: Snapshot) -> None:
    answer = found(snapshot, "vega", types="claims")
    assert {hit["type"] for hit in answer["data"]} == {"claims"}
    assert answer["meta"]["total"] == len(answer["data"]) > 0


def test_nothing_of_a_type_says_that_others_match(snapshot: Snapshot) -> None:
    answer = found(snapshot, "vega", types="stations")
    assert (answer["data"], answer["meta"]["hints"]) == ([], [ELSEWHERE])


def test_pages_continue_each_other(snapshot: Snapshot) -> None:
    whole = ids(found(snapshot, "test", Part()))
    assert len(whole) == found(snapshot, "test", Part(0, 0))["meta"]["total"] > 10
    pages = [ids(found(snapshot, "test", Part(start, 4))) for start in range(0, 99, 4)]
    assert [record for page in pages for record in page] == whole


@pytest.mark.parametrize("number", [3, 4, 50])
def test_more_matches_than_are_counted_are_said(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    total = found(snapshot, "vega", Part(0, 0))["meta"]["total"]
    monkeypatch.setattr("app.services.search.MAX_RESULTS", number)
    answer = found(snapshot, "vega", Part())
    assert answer["meta"]["total"] == len(answer["data"]) == min(number, total)
    assert answer["meta"]["hints"] == [MANY] * (number < total)
    typed = found(snapshot, "vega", Part(), "organisations")
    assert ids(typed) == ["a-vega"]
    assert typed["meta"]["total"] == 1


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
        ("czechoslovakia", "czechoslovakia", "until 1992; 1 citizen flown"),
        ("czechia", "czechia", "0 citizens flown"),
        ("vega", "a-vega", "agency"),
        ("guests in orbit", "essay", "document, 2021-04"),
        ("gcat", "gcat", "catalogue"),
    ],
)
def test_result_has_a_hint(
    snapshot: Snapshot, query: str, record_id: str, hint: str
) -> None:
    hints = {hit["id"]: hit["hint"] for hit in found(snapshot, query)["data"]}
    assert hints[record_id] == hint


def test_result_is_labelled_by_its_name_title_or_text(snapshot: Snapshot) -> None:
    [person] = found(snapshot, "jan novy", types="people")["data"]
    assert person == {
        "type": "people",
        "id": "jan-novy",
        "label": "Jan Novy",
        "hint": "Czechoslovakia, Soviet Union",
        "url": "/v1/people/jan-novy",
        "matches": [{"field": "name", "text": "Jan Novy", "ranges": [[0, 3], [4, 8]]}],
    }
    work = found(snapshot, "guests in orbit", types="sources")["data"][0]
    assert (work["type"], work["label"]) == ("sources", "Guests in Orbit")
    claim = found(snapshot, "novy", types="claims")["data"][0]
    assert claim["label"].startswith("Jan Novy, ")
    assert claim["hint"] == "General Catalog of Artificial Space Objects; agrees"
    assert json.dumps(claim["matches"][0]["ranges"]) == "[[4, 8]]"
