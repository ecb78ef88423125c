"""English phrases of summaries: numbers, lists and dates."""

import pytest

from app.ingest.summaries.phrases import (
    capitalised,
    counted,
    day,
    joined,
    number_word,
    with_article,
    year,
)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["Mir"], "Mir"),
        (["Mir", "Skylab"], "Mir and Skylab"),
        (["Mir", "Skylab", "Salyut 6"], "Mir, Skylab and Salyut 6"),
    ],
)
def test_words_are_joined_as_a_list(words: list[str], text: str) -> None:
    assert joined(words) == text


@pytest.mark.parametrize(
    ("number", "word"),
    [(0, "no"), (1, "one"), (12, "twelve"), (13, "13"), (1234, "1,234")],
)
def test_number_is_a_word_up_to_twelve(number: int, word: str) -> None:
    assert number_word(number) == word


@pytest.mark.parametrize(
    ("number", "noun", "text"),
    [
        (1, "flight", "one flight"),
        (2, "flight", "two flights"),
        (0, "guest", "no guests"),
        (1, "country", "one country"),
        (3, "country", "three countries"),
    ],
)
def test_counted_things_are_in_the_plural_unless_there_is_one(
    number: int, noun: str, text: str
) -> None:
    assert counted(number, noun) == text


@pytest.mark.parametrize(
    ("name", "text"),
    [("Soviet Union", "the Soviet Union"), ("Cuba", "Cuba"), ("Mir", "Mir")],
)
def test_only_some_names_have_an_article(name: str, text: str) -> None:
    assert with_article(name) == text


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("1978-03-02T15:28:10Z", "2 March 1978"),
        ("1978-12-31", "31 December 1978"),
        ("1978-01", "January 1978"),
        ("1978", "1978"),
    ],
)
def test_day_has_no_more_than_is_known(date: str, text: str) -> None:
    assert day(date) == text
    assert year(date) == "1978"


@pytest.mark.parametrize(
    ("text", "expected"), [("the crew", "The crew"), ("iSS", "ISS"), ("", "")]
)
def test_first_letter_is_a_capital(text: str, expected: str) -> None:
    assert capitalised(text) == expected
