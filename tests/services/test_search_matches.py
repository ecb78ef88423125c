"""Results show where the words of a search are."""

from typing import Any

import pytest

from app.query.search_tiers import read_terms
from app.query.words import query_words
from app.services.search_matches import MAX_LENGTH, matches

BODY: dict[str, Any] = {
    "id": "soyuz-tm-12",
    "name": "Soyuz TM-12",
    "aliases": ["Союз"],
    "summary": "Helen Sharman, the first Briton in space, flew to Mir.",
    "external_ids": {"cospar": "1991-034A", "norad": None},
    "names": [{"name": "Juno", "began": "1991", "ended": None}],
    "crew": [
        {"person": {"name": "Helen Sharman", "url": "/v1/people/helen-sharman"}},
        {"person": {"name": "Sergei Krikalev", "url": "/v1/people/sergei-krikalev"}},
    ],
    "station": {"name": "Mir", "url": "/v1/stations/mir"},
    "source": {"name": "Krikalev's book", "url": "/v1/sources/book"},
}


def found(query: str, body: Any = BODY, **near: list[str]) -> list[tuple[str, Any]]:
    """Returns field and marked words of each match."""
    terms = read_terms(query_words(query), near)
    return [
        (match["field"], [match["text"][a:b] for a, b in match["ranges"]])
        for match in matches(body, terms)
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("soyuz 12", [("name", ["Soyuz", "12"])]),
        ("who was the first briton", [("summary", ["first", "Briton"])]),
        ("flying", [("summary", ["flew"])]),
        ("soy briton", [("name", ["Soyuz"]), ("summary", ["Briton"])]),
        ("krikalev", [("crew", ["Krikalev"])]),
        ("1991-034A", [("external_ids.cospar", ["1991", "034A"])]),
        ("soyuztm12", [("name", ["Soyuz TM-12"])]),
        ("juno", [("names.name", ["Juno"])]),
        ("zzz", []),
    ],
)
def test_words_are_marked_in_the_first_text_that_has_them(
    query: str, expected: list[tuple[str, list[str]]]
) -> None:
    assert found(query) == expected


def test_words_of_other_scripts_are_marked() -> None:
    only = {"aliases": ["Союз"], "name": "x"}
    assert found("Союз", only) == [("aliases", ["Союз"])]


def test_words_searched_instead_are_marked() -> None:
    assert found("sharmann", sharmann=["sharman"]) == [("summary", ["Sharman"])]


def test_as_many_texts_are_shown_as_words_need() -> None:
    body = {"name": "a", "aliases": ["ba", "bb", "bc", "bd"]}
    assert len(found("ba bb bc bd", body)) == 3


@pytest.mark.parametrize("before", [0, 10, 300])
@pytest.mark.parametrize("after", [0, 10, 300])
def test_long_text_is_cut_around_the_first_match(before: int, after: int) -> None:
    text = f"{'ab ' * before}moon{' cd' * after} moon"
    [match] = matches({"summary": text}, read_terms(["moon"]))
    shown, [[begin, end], *_] = match["text"], match["ranges"]
    assert shown[begin:end] == "moon"
    assert len(shown) <= MAX_LENGTH + 2
    assert shown.startswith("…") == (before == 300)
    assert shown.endswith("…") == (after == 300)
    assert shown.strip("…") in text


def test_long_words_are_not_lost() -> None:
    text = f"{'x' * 300}-moon{'y' * 300}"
    [match] = matches({"summary": text}, read_terms(["moon"]))
    [[begin, end]] = match["ranges"]
    assert match["text"][begin:end].startswith("moon")
