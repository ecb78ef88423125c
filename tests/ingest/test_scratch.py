"""The temporary database of a load returns what was stored, however much it is."""

import pytest

from app.ingest import scratch
from app.ingest.scratch import KeySet, Lookup, Scratch, Stored, batches

WORDS = ["mir", "salyut", "skylab", "mir"]


def stored(words: list[str]) -> Stored[str]:
    values = Stored[str](Scratch(), pack=str, unpack=str)
    values.fill((word[:1], word) for word in words)
    return values


@pytest.fixture(params=[2, 2048], ids=["more than are kept", "fewer than are kept"])
def words(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Stored[str]:
    monkeypatch.setattr(scratch, "KEPT", request.param)
    return stored(WORDS)


def test_values_keep_their_order_and_numbers(words: Stored[str]) -> None:
    assert (list(words), len(words)) == (WORDS, 4)
    assert list(words) == WORDS
    assert list(words.ids()) == ["m", "s", "s", "m"]
    assert [words.at(number) for number in (3, 1)] == ["skylab", "mir"]


def test_last_value_with_an_id_is_found(words: Stored[str]) -> None:
    assert [words.number_of(key) for key in ("m", "s", "x")] == [4, 3, None]


def test_values_are_grouped_by_each_of_their_keys(words: Stored[str]) -> None:
    letters = words.group("letters", set)
    assert letters.get("y") == list(letters.each("y")) == ["salyut", "skylab"]
    assert letters.get("x") == []
    assert letters.get("x", ["none"]) == ["none"]
    assert ("b" in letters, "x" in letters) == (True, False)
    assert sorted(letters.keys()) == sorted(set("".join(WORDS)))
    assert words.group("letters", list) is letters


def test_rows_are_sorted_by_code_points_and_each_is_there_once() -> None:
    rows = [("é", 2), ("z", 10), ("z", 9), ("é", 2), ("Z", 1)]
    ordered = Scratch().sort(rows, 2)
    assert list(ordered) == list(ordered) == sorted(set(rows))


def test_different_values_are_counted_by_key() -> None:
    pairs = [("mir", "remek"), ("mir", "remek"), ("mir", "tito"), ("iss", "tito")]
    assert Scratch().count_distinct(pairs) == {"mir": 2, "iss": 1}


def test_set_of_texts_has_what_was_added() -> None:
    texts = KeySet(Scratch())
    texts.update(["a", "b"])
    texts.update(["b"])
    assert [text in texts for text in ("a", "b", "c")] == [True, True, False]


def test_looked_up_values_are_computed_once_and_may_be_empty() -> None:
    calls: list[str] = []

    def letters(word: str) -> list[str]:
        calls.append(word)
        return list(word)

    lookup = Lookup(letters)
    assert (lookup["ab"], lookup["ab"]) == (["a", "b"], ["a", "b"])
    assert (lookup.get("", ["none"]), "" in lookup, "ab" in lookup) == (
        ["none"],
        False,
        True,
    )
    assert calls == ["ab", ""]


def test_last_batch_may_be_shorter() -> None:
    assert list(batches("abcde", 2)) == [["a", "b"], ["c", "d"], ["e"]]
    assert list(batches("")) == []
