"""Russian names are found by the spellings of other languages."""

import pytest

from app.ingest.spellings import foreign_spellings


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("Терешкова", {"tereschkowa", "terechkova", "tereskova", "tierieszkowa"}),
        ("Юрий", {"juri", "youri", "jurij"}),
        ("Алексей", {"alexei", "alexej", "aleksiej", "alekszej"}),
        ("Гагарин", {"gagarin", "gagarine"}),
        ("Джанибеков", {"dschanibekow", "djanibekov", "dzanibekov"}),
        ("СОЮЗ", {"sojus", "soyouz", "sojuz", "szojuz"}),
        ("Ильич", {"ilitsch", "ilitch", "ilic"}),
    ],
)
def test_word_is_spelled_as_in_other_languages(name: str, spellings: set[str]) -> None:
    assert spellings <= foreign_spellings([name])


@pytest.mark.parametrize("name", ["Gagarin", "Сергій", "杨利伟", "Soyuz 28", ""])
def test_words_in_other_letters_have_no_spellings(name: str) -> None:
    assert foreign_spellings([name]) == set()


def test_all_words_of_all_names_are_spelled() -> None:
    found = foreign_spellings(["Юрий Гагарин", "Союз — Аполлон"])
    assert {"juri", "gagarine", "sojus", "apollon"} <= found
