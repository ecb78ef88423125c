"""Words near a misspelt one, and records whose names nearly have those of a text."""

from collections.abc import Iterator
from typing import Any

import anyio
import pytest

from app.db.reader import Reader
from app.query.near import candidate_ids, near_words
from tests.services.test_firsts import mission, person
from tests.support.factories import rows_of
from tests.support.snapshots import loaded_snapshot

SEED: dict[str, Any] = {
    "people": [
        *rows_of("people"),
        person("Gerda Remek"),
        *(person(f"Kosmonauta{letter} Test") for letter in "abcdefghij"),
    ],
    "missions": [*rows_of("missions"), mission("Soyuz 77", "1978-01-02T03:04:05Z")],
}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with loaded_snapshot(tmp_path_factory.mktemp("near"), **SEED) as snapshot:
        yield snapshot.reader


@pytest.mark.parametrize(
    ("word", "nearest"),
    [
        ("gubarevv", "gubarev"),
        ("ermek", "remek"),
        ("czechoslovaka", "czechoslovakia"),
        ("gubarev", "gubarev"),
    ],
)
def test_likeliest_word_comes_first(reader: Reader, word: str, nearest: str) -> None:
    assert anyio.run(near_words, reader, word)[0] == nearest


@pytest.mark.parametrize("word", ["zzzz", "28", "so", "gubarev" * 100])
def test_some_words_have_no_near_ones(reader: Reader, word: str) -> None:
    assert anyio.run(near_words, reader, word) == []


def test_near_words_are_as_many_as_are_asked_for(reader: Reader) -> None:
    assert len(anyio.run(near_words, reader, "kosmonautx", 3)) == 3


def test_candidates_have_all_words_if_any_record_has(reader: Reader) -> None:
    assert anyio.run(candidate_ids, reader, "people", "gerda-remec") == ["gerda-remek"]
    assert anyio.run(candidate_ids, reader, "missions", "gerda-remec") == []


def test_candidates_may_have_one_digit_less(reader: Reader) -> None:
    assert anyio.run(candidate_ids, reader, "missions", "soyuz-288") == ["soyuz-28"]


def test_candidates_may_lack_words(reader: Reader) -> None:
    found = anyio.run(candidate_ids, reader, "people", "gerda gubarev zzzz")
    assert set(found) == {"gerda-remek", "alexei-gubarev"}
    assert anyio.run(candidate_ids, reader, "people", "gerda zzzz") == ["gerda-remek"]


@pytest.mark.parametrize("text", ["", "!", "zzzz", "zzzz yyyy"])
def test_text_without_known_words_has_no_candidates(reader: Reader, text: str) -> None:
    assert anyio.run(candidate_ids, reader, "people", text) == []
