"""Where the words of a search are in the texts of a record, so that clients mark them.

Positions count characters (Unicode code points) from 0.
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from app.query.search_fields import (
    Searched,
    codes_in,
    names_in,
    related_in,
    texts_in,
)
from app.query.search_tiers import Terms
from app.query.words import joined, stem
from app.text import fold

MAX_LENGTH = 200
"""Characters of a text that are shown."""
MARGIN = 60
"""Characters that are shown before the first match."""
MAX_MATCHES = 3
FIELDS = (names_in, texts_in, related_in, codes_in)
"""Parts of a record in which matching words are looked for, in this order."""
CUT = "…"
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
Json = dict[str, Any]


def matches(body: Json, terms: Terms) -> Iterator[Json]:
    """Yields the texts with words of a search, each with a word that was not yet found.

    Names come first, ids last. Of a long text the part around its first match is
    returned.
    """
    missing = set(terms.words)
    count = 0
    for searched in chain(*(fields(body) for fields in FIELDS)):
        if not missing or count == MAX_MATCHES:
            return
        marked = _marked(searched.text, terms)
        if new := missing.intersection(word for word, _, _ in marked):
            missing -= new
            count += 1
            yield _match(searched, [(begin, end) for _, begin, end in marked])
        elif joined(fold(searched.text).split()) == joined(terms.all_words):
            # Written as one word, such as `soyuztm12`
            yield _match(searched, [(0, len(searched.text))])
            return


def _marked(text: str, terms: Terms) -> list[tuple[str, int, int]]:
    """Returns the words of a search in a text, each with its begin and end."""
    return [
        (word, match.start(), match.end())
        for match in _WORD.finditer(text)
        for word in _words_at(match[0], terms)
    ]


def _words_at(text: str, terms: Terms) -> list[str]:
    """Returns the first word of a search that a word of a text stands for, if any."""
    parts = fold(text).split()
    return [
        word for word in terms.words if any(_fits(part, word, terms) for part in parts)
    ][:1]


def _fits(part: str, word: str, terms: Terms) -> bool:
    return any(
        part == meant or stem(part) == stem(meant) for meant in terms.meaning(word)
    ) or part.startswith(word)


def _match(searched: Searched, ranges: list[tuple[int, int]]) -> Json:
    """Returns a text, or the part of it around the first range, with the ranges."""
    text, (first, last) = searched.text, ranges[0]
    begin, end = 0, len(text)
    if end > MAX_LENGTH:
        begin = max(0, first - MARGIN)
        # Not within a word, if there are several
        begin = max(begin, text.find(" ", begin, first) + 1) if begin else 0
    if end - begin > MAX_LENGTH:
        end = max(text.rfind(" ", begin, begin + MAX_LENGTH), last)
    before, after = CUT * (begin > 0), CUT * (end < len(text))
    shift = len(before) - begin
    return {
        "field": searched.field,
        "text": f"{before}{text[begin:end]}{after}",
        "ranges": [
            [start + shift, stop + shift] for start, stop in ranges if stop <= end
        ],
    }
