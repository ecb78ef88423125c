"""Names are found in any accent, script or damage; mistyped words find their own."""

import pytest

from app.text import closest, damaged, fold, unknown, words_of


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Sigmund Jähn", "sigmund jahn"),
        ("Phạm Tuân", "pham tuan"),
        ("Arnaldo Tamayo Méndez", "arnaldo tamayo mendez"),
        ("Jean-Loup Chrétien", "jean loup chretien"),
        ("Mirosław Hermaszewski", "miroslaw hermaszewski"),
        ("Юрий Гагарин", "yuriy gagarin"),
        ("САЛЮТ-6", "salyut 6"),
        ("Луганськ", "lugansk"),  # a soft sign is an apostrophe in ASCII
        ("Rick O'Brien", "rick obrien"),
        ("Straße", "strasse"),
        ("Ægir", "aegir"),
        ("杨利伟", "yangliwei"),
        ("１９７８", "1978"),  # noqa: RUF001 - digits of another script
        ("  Soyuz\t28\n", "soyuz 28"),
        ("SOYUZ-TM", "soyuz tm"),
        ("Apollo–Soyuz", "apollo soyuz"),  # noqa: RUF001 - a dash as in the data
        ("…!", ""),
        ("", ""),
    ],
)
def test_folding_leaves_plain_words(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    "text", ["Sigmund Jähn", "Юрий Гагарин", "Phạm Tuân", "杨利伟", "O'Brien"]
)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("Vladimír Remek", "vladimr remek"),
        ("Phạm Tuân", "phm tun"),
        ("Jean-Loup Chrétien", "jean loup chrtien"),
        ("Yuri Gagarin", "yuri gagarin"),
        ("Юрий Гагарин", ""),
    ],
)
def test_a_damaged_name_has_lost_its_marked_letters(name: str, spelling: str) -> None:
    assert damaged(name) == spelling


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], []),
        (["Phạm Tuân"], ["pham", "phm", "tuan", "tun"]),
        (["Soyuz 28", "Soyuz-28", "Союз-28"], ["28", "soyuz"]),
        (["Юрий Гагарин", "Yuri Gagarin"], ["gagarin", "yuri", "yuriy"]),
    ],
)
def test_a_record_is_found_by_every_word_once(
    names: list[str], words: list[str]
) -> None:
    assert words_of(names) == words


SOME = ["launched", "landed", "station", "Asia", "soyuz-28", "czechoslovakia"]


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("lanched", "launched"),
        ("LAUNCHED", "launched"),
        ("statoin", "station"),
        ("asia", "Asia"),
        ("soyuz28", "soyuz-28"),
        ("chzechoslovakia", "czechoslovakia"),
        ("frobnicate", None),
        ("", None),
    ],
)
def test_a_mistyped_word_finds_the_one_that_was_meant(
    word: str, near: str | None
) -> None:
    assert closest(word, SOME) == near


def test_nothing_is_near_where_nothing_is() -> None:
    assert closest("launched", []) is None


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("soyuz28", "'soyuz28' does not exist; did you mean 'soyuz-28'?"),
        ("frobnicate", "'frobnicate' does not exist"),
    ],
)
def test_an_unknown_id_is_told_with_the_one_that_was_meant(
    word: str, told: str
) -> None:
    assert unknown(word, SOME) == told
