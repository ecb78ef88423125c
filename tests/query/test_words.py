"""Words of documents and of queries become the same tokens."""

import pytest

from app.query.words import (
    MAX_WORD_LENGTH,
    has_near_words,
    joined,
    meaningful,
    name_words,
    query_words,
    stem,
    stems,
    trigrams,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Союз 28, SOYUZ", ["soyuz", "28"]),
        ("Ph?m Tuân", ["phm", "tuan"]),
        ("Ph\ufffdm Tuân?", ["phm", "tuan"]),
        ("?tefan", ["tefan"]),
        ("soyuz-tm 12", ["soyuz", "tm", "12"]),
        ("!", []),
        ("x" * 100, ["x" * MAX_WORD_LENGTH]),
    ],
)
def test_words_of_a_query_are_folded_and_unique(text: str, words: list[str]) -> None:
    assert query_words(text) == words


def test_stop_words_are_left_out_if_there_are_others() -> None:
    assert meaningful(["who", "was", "the", "first"]) == ["first"]
    assert meaningful(["the", "who"]) == ["the", "who"]


def test_forms_and_synonyms_of_a_word_have_one_stem() -> None:
    assert stem("landings") == stem("landing") == stem("landed")
    assert stem("eva") == stem("evas") == stem("spacewalks")
    assert stems("The lunar landing of women") == stems("Moon landings, a woman")


def test_words_of_names_are_intact_and_damaged() -> None:
    assert name_words(["Phạm Tuân"]) == {"pham", "tuan", "phm", "tun"}


def test_words_are_joined_up_to_the_length_of_a_word() -> None:
    assert joined(["soyuz", "tm", "12"]) == "soyuztm12"
    assert joined(["soyuz", "tm", "12"], "_") == "soyuz_tm_12"
    assert joined(["a"] * 100) == "a" * MAX_WORD_LENGTH


def test_trigrams_know_the_beginning_of_a_word() -> None:
    assert trigrams("mir") == {"  m", " mi", "mir", "ir "}


@pytest.mark.parametrize(
    ("word", "expected"),
    [("mir", True), ("no", False), ("tm12", False), ("28", False), ("a" * 61, False)],
)
def test_only_words_without_digits_can_be_misspelt(
    word: str, *, expected: bool
) -> None:
    assert has_near_words(word) == expected
