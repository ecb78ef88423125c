"""Folding of names, so that accents, scripts and damaged spellings find their record.

Loading and asking fold in the same way; nothing of a database is needed for it.
"""

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

# Letters lost, added, changed or swapped, before words that only share a part
_similarity = OSA.normalized_similarity
_WORD = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Lower-case ASCII words: accents and scripts are lost."""
    return " ".join(_WORD.findall(anyascii(text).lower().replace("'", "")))


def damaged(text: str) -> str:
    """The name as it stands where every letter with a mark was lost (`phm tun`)."""
    return fold(text.encode("ascii", "ignore").decode())


def words_of(names: list[str]) -> list[str]:
    """Every folded word of the names, whole and damaged, once each."""
    spellings = [spelling for name in names for spelling in (fold(name), damaged(name))]
    return sorted({word for spelling in spellings for word in spelling.split()})


def closest(word: str, candidates: list[str]) -> str | None:
    """The candidate that a mistyped word most likely meant, if any is near."""
    for scorer, cutoff in ((_similarity, 0.65), (fuzz.WRatio, 72)):
        found = process.extractOne(
            word.lower(), candidates, scorer=scorer, score_cutoff=cutoff
        )
        if found:
            return str(found[0])
    return None


def unknown(word: str, known: list[str]) -> str:
    """The sentence about an id that does not exist, with the closest that does."""
    near = closest(word, known)
    return f"{word!r} does not exist" + (f"; did you mean {near!r}?" if near else "")
