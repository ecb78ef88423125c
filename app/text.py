"""Equal texts: normalisation, folding of case, folding of names in any script.

Texts are folded in the same way when data is loaded and when it is queried, and never
by a database, whose rules of upper and lower case depend on its locale.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import is_normalized, normalize

from anyascii import anyascii
from rapidfuzz import process
from rapidfuzz.distance import OSA

_WORD = re.compile(r"[a-z0-9]+")
# No text has more in a row (UAX #15, 13: Stream-Safe Text Format), and the time that it
# takes to sort them grows with the square of their number
_MANY_MARKS = re.compile(r"[^\w\x00-\x7f]{31}")
NFC = "Unicode normalisation form C (NFC)"

MAX_COMPARED_LENGTH = 100
"""Longer words have no closest candidate: comparing takes time with the length."""
LETTERS_PER_ERROR, MAX_ERRORS = 3, 4
"""Of a suggested spelling: one error in so many letters, and not more than so many."""
MIN_WORD = 3
"""Letters of a word that can identify a longer name."""
MAX_CACHED_LENGTH = 100
"""Longer texts are not cached, because clients can send many of them."""


def nfc(text: str) -> str:
    """Returns the text in Unicode normalisation form C (UAX #15).

    A text with more than 30 marks on a letter is returned as it is.
    """
    return text if _MANY_MARKS.search(text) else normalize("NFC", text)


def is_nfc(text: str) -> bool:
    """Returns whether `nfc` would leave a text as it is."""
    return bool(_MANY_MARKS.search(text)) or is_normalized("NFC", text)


def fold_case(text: str) -> str:
    """Returns the text without differences of case, in any script but with accents.

    Canonical caseless matching (Unicode 3.13, D145), in NFC.
    """
    has_many = _MANY_MARKS.search(text)
    return nfc((text if has_many else normalize("NFD", text)).casefold())


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

    Near is a name with all words of the other (`yuri-gagarin`), or few wrong letters.
    """
    if len(word) > MAX_COMPARED_LENGTH:
        return None
    lowered, words = word.lower(), _words(word)
    longest = max(words, key=len, default="")
    # Looking for a text is fast, and excludes most names
    longer = (
        name
        for name in candidates
        if longest in name.lower() and _contains(_words(name), words)
    )
    near = min(longer, key=len, default=None)
    if near is None:
        distance = min(len(word) // LETTERS_PER_ERROR, MAX_ERRORS)
        match = process.extractOne(
            lowered, candidates, scorer=OSA.distance, score_cutoff=distance
        )
        near = match and str(match[0])
    if near is None:
        shorter = (
            name
            for name in candidates
            if name[:MIN_WORD].lower() in lowered and _contains(words, _words(name))
        )
        near = max(shorter, key=len, default=None)
    return near


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[\W_]+", text.lower()) if word]


def _contains(longer: list[str], shorter: list[str]) -> bool:
    """Returns whether a name has all words of another, one of them not too short."""
    is_long = max(map(len, shorter), default=0) >= MIN_WORD
    return is_long and set(shorter) <= set(longer)


def describe_unknown(word: str, known: Sequence[str]) -> str:
    """Returns the message about an unknown id, with the closest known one."""
    near = closest(word, known)
    return f"{word!r} does not exist" + (f"; did you mean {near!r}?" if near else "")


def alternatives(texts: Sequence[str]) -> str:
    """Returns texts as alternatives in a sentence: `csv, json or ndjson`."""
    *others, last = texts
    return f"{', '.join(others)} or {last}" if others else last
