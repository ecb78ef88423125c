"""The words that are searched: folded, stemmed, and marked by where they come from.

All of it happens here, in the same way for documents and for queries. The databases see
only tokens of ASCII letters and digits, so they need no dictionary, stemmer or locale,
and match the same records. The first letter of a token is its kind:

    m   the main name without its blanks
    j   every name, id or code without its blanks; the id also after the type
    b   every name with its blanks as `_`; of a person the last word first, too
    n   a word of a name, an id or a code
    w   a word of a text, its stem, or the stem of a word of a name
    c   the stem of a word of a claim
    t   the type of the record, or `SUBJECT`
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from snowballstemmer import stemmer

from app.text import fold, search_words

MAIN_NAME, WHOLE_NAME, BEGINNING, NAME = "m", "j", "b", "n"
STEM, CLAIM, TYPE = "w", "c", "t"
SUBJECT = "subject"
"""The type of all records except sources and claims."""
MAX_WORD_LENGTH = 60
"""Longer words are cut; no language has such words."""
MIN_NEAR_LENGTH = 3
"""Letters of the shortest word that is compared with misspelt ones."""
STOP_WORDS = frozenset(
    {
        "a",
        "all",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "by",
        "did",
        "do",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "how",
        "in",
        "into",
        "is",
        "it",
        "its",
        "many",
        "much",
        "of",
        "on",
        "or",
        "record",
        "records",
        "that",
        "the",
        "their",
        "there",
        "this",
        "to",
        "was",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "whom",
        "whose",
        "why",
        "with",
    }
)
"""Words that are left out of texts, and of queries that have others."""
SYNONYMS = {
    "eva": "spacewalk",
    "extravehicular": "spacewalk",
    "lunar": "moon",
    "women": "woman",
    "female": "woman",
    "man": "person",
    "men": "person",
    "male": "person",
    "human": "person",
    "people": "person",
    "spaceflight": "flight",
    "untethered": "tether",
    "tourism": "tourist",
    "fatal": "death",
    "fatality": "death",
    "briton": "british",
    "dane": "danish",
    "dutchman": "dutch",
    "frenchman": "french",
    "spaniard": "spanish",
    "swede": "swedish",
    "turk": "turkish",
    "cosmonaut": "astronaut",
    "cosmonaute": "astronaut",
    "cosmonauta": "astronaut",
    "kosmonaut": "astronaut",
    "astronaute": "astronaut",
    "astronauta": "astronaut",
    "taikonaut": "astronaut",
    "spationaut": "astronaut",
    "spacefarer": "astronaut",
    "program": "programme",
    "spaceship": "spacecraft",
    "died": "death",
    "dead": "death",
    "die": "death",
    "killed": "death",
    "accident": "disaster",
    "catastrophe": "disaster",
    "tragedy": "disaster",
    "crash": "disaster",
    "explosion": "disaster",
    "explode": "disaster",
    "flown": "fly",
    "flew": "fly",
}
"""Words with the meaning of another, which stands for both in texts and queries."""
SPELLINGS = {
    **dict.fromkeys(("sojus", "sojuz", "szojuz", "soyouz"), "soyuz"),
    **dict.fromkeys(("saljut", "saliout", "szaljut"), "salyut"),
    **dict.fromkeys(("wostok", "vosztok"), "vostok"),
    **dict.fromkeys(("woschod", "voschod", "voszhod"), "voskhod"),
    **dict.fromkeys(("interkozmosz", "interkoszmosz"), "interkosmos"),
}
"""Names of series as other languages spell them."""
PHRASES = {
    "space walk": "spacewalk",
    "space walks": "spacewalks",
    "space flight": "spaceflight",
    "space flights": "spaceflights",
    "black": "african american",
}
"""Words of queries that texts write otherwise."""
_STEMMER = stemmer("english")
_LOST_LETTER = re.compile(r"(?<=\w)[?\ufffd]+(?=\w)")


def query_words(text: str) -> list[str]:
    """Returns the folded words of a query, each once.

    A question mark within a word stands for a letter that was lost (`Ph?m`).
    """
    folded = fold(_LOST_LETTER.sub("", text))
    for written, meant in PHRASES.items():
        folded = re.sub(rf"\b{written}\b", meant, folded)
    spelled = (SPELLINGS.get(word, word[:MAX_WORD_LENGTH]) for word in folded.split())
    return list(dict.fromkeys(spelled))


def meaningful(words: list[str]) -> list[str]:
    """Returns words without stop words, or all of them if there are no others."""
    return [word for word in words if word not in STOP_WORDS] or words


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """Returns what stands for all forms of a folded word, and for its synonyms."""
    stemmed: str = _STEMMER.stemWord(word)
    return _STEMS.get(stemmed, stemmed)


_STEMS: dict[str, str] = {}
_STEMS |= {stem(word): stem(meaning) for word, meaning in SYNONYMS.items()}
stem.cache_clear()


def synonyms_beginning(word: str) -> Iterator[str]:
    """Yields the stems of words whose synonyms begin with a typed word."""
    yield from (
        stem(meaning) for other, meaning in SYNONYMS.items() if other.startswith(word)
    )


def stems(text: str) -> list[str]:
    """Returns the stems of a text in their order, without stop words."""
    return [
        stem(word[:MAX_WORD_LENGTH])
        for word in fold(text).split()
        if word not in STOP_WORDS
    ]


def joined(words: Iterable[str], blank: str = "") -> str:
    """Returns folded words as one, so that `soyuztm12` is Soyuz TM-12."""
    return blank.join(words)[:MAX_WORD_LENGTH]


def name_words(names: list[str]) -> set[str]:
    """Returns the words by which names are found, intact and damaged."""
    return {word[:MAX_WORD_LENGTH] for word in search_words(names)}


def trigrams(word: str) -> set[str]:
    """Returns all three letters in a row of a word, and those of its beginning."""
    padded = f"  {word} "
    return {padded[start : start + 3] for start in range(len(padded) - 2)}


def has_near_words(word: str) -> bool:
    """Returns whether a word can be misspelt; numbers and codes cannot."""
    return word.isalpha() and MIN_NEAR_LENGTH <= len(word) <= MAX_WORD_LENGTH
