"""Folding of names, so that a record is found in any script or damaged spelling.

Names are folded in the same way when data is loaded and when it is queried.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

_similarity = OSA.normalized_similarity
_WORD = re.compile(r"[a-z0-9]+")


MAX_COMPARED_LENGTH = 100
"""Longer words have no closest candidate: comparing takes time with the length."""
MIN_SIMILARITY = 0.65
"""Of a suggested spelling: the part of its letters that a mistyped word has right."""
MIN_WORD = 3
"""Letters of a word that can identify a longer name."""
MAX_CACHED_LENGTH = 100
"""Longer texts are not cached, because clients can send many of them."""


def fold(text: str) -> str:
    """Returns the text as lower-case ASCII words, without accents."""
    return _cached_fold(text) if len(text) <= MAX_CACHED_LENGTH else _fold(text)


def _fold(text: str) -> str:
    return " ".join(_WORD.findall(anyascii(text).lower().replace("'", "")))


_cached_fold = lru_cache(maxsize=1 << 14)(_fold)


def fold_damaged(text: str) -> str:
    """Folds the text as it looks after letters with marks were lost (`phm tun`)."""
    return fold(text.encode("ascii", "ignore").decode())


def search_words(names: list[str]) -> list[str]:
    """Returns the folded words of names, intact and damaged, sorted."""
    spellings = [
        spelling for name in names for spelling in (fold(name), fold_damaged(name))
    ]
    return sorted({word for spelling in spellings for word in spelling.split()})


def closest(word: str, candidates: Sequence[str]) -> str | None:
    """Returns the candidate that a mistyped word most likely meant, if any is near.

    Near is a spelling with at most about a third of the letters lost, added, changed
    or swapped; then a name of several words that has all words of the other
    (`gagarin`, `yuri-gagarin`).
    """
    if len(word) > MAX_COMPARED_LENGTH:
        return None
    match = process.extractOne(
        word.lower(), candidates, scorer=_similarity, score_cutoff=MIN_SIMILARITY
    )
    # The score 100 means that one set of words contains the other
    match = match or process.extractOne(
        word,
        candidates,
        scorer=fuzz.token_set_ratio,
        processor=_words,
        score_cutoff=100,
    )
    return str(match[0]) if match else None


def _words(text: str) -> str:
    """Returns the words of a name that are long enough to identify it."""
    words = re.split(r"[\W_]+", text.lower())
    return " ".join(word for word in words if len(word) >= MIN_WORD)


def describe_unknown(word: str, known: Sequence[str]) -> str:
    """Returns the message about an unknown id, with the closest known one."""
    near = closest(word, known)
    return f"{word!r} does not exist" + (f"; did you mean {near!r}?" if near else "")
