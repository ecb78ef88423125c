"""Words near a misspelt one, and records whose names nearly have the words of a text.

Candidates are words that share sequences of three letters, which both databases find
through the same table, so that none needs an extension and both suggest the same.
"""

import json
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import OSA
from sqlalchemy import ClauseElement, Integer, func, select

from app.db.dialects import in_json_list, matching_documents
from app.db.reader import Reader
from app.models import SearchDocument, SearchTrigram, VocabularyWord
from app.query.bind_parameters import parameter
from app.query.expressions import (
    Expression,
    Token,
    every,
    expression_values,
    some,
)
from app.query.words import NAME, TYPE, has_near_words, query_words, trigrams
from app.text import LETTERS_PER_ERROR, MAX_ERRORS

MAX_COMPARED = 200
"""Words that share most with a misspelt one, and are compared with it."""
MAX_NEAR = 8
MAX_CANDIDATES = 200
MAX_CANDIDATE_WORDS = 8
"""Words of a text for which records are suggested."""


class Near(NamedTuple):
    """A word near a misspelt one; they sort by how likely it is meant."""

    errors: int
    begins_otherwise: bool
    rarity: int
    word: str


@cache
def _similar() -> ClauseElement:
    """Returns the statement for the words that share most trigrams with another."""
    table, known = SearchTrigram, VocabularyWord
    word, shared = table.word, func.count()
    distance = func.abs(func.length(word) - parameter("length", Integer))
    most = (
        select(word)
        .where(in_json_list(table.trigram, "trigrams"))
        .group_by(word)
        .order_by(shared.desc(), distance, word)
        .limit(MAX_COMPARED)
        .subquery()
    )
    return select(known.word, known.documents).join(most, most.c.word == known.word)


async def near(reader: Reader, word: str) -> list[Near]:
    """Returns the known words that a misspelt one may mean, the likeliest first."""
    if not has_near_words(word):
        return []
    values = {"trigrams": json.dumps(sorted(trigrams(word))), "length": len(word)}
    most = min(max(1, len(word) // LETTERS_PER_ERROR), MAX_ERRORS)
    return sorted(
        Near(errors, known[0] != word[0], -documents, known)
        for known, documents in await reader.rows(_similar(), values)
        if (errors := OSA.distance(word, known, score_cutoff=most)) <= most
    )


async def near_words(reader: Reader, word: str, limit: int = MAX_NEAR) -> list[str]:
    """Returns the words that a misspelt, folded word may mean, the likeliest first."""
    return [similar.word for similar in (await near(reader, word))[:limit]]


@cache
def _records() -> ClauseElement:
    """Returns the statement for the ids of documents that match, best first."""
    document, matching = SearchDocument, matching_documents("names")
    return (
        select(document.record_id)
        .join(matching, matching.c.number == document.number)
        .order_by(document.number)
        .limit(parameter("limit", Integer))
    )


async def candidate_ids(
    reader: Reader, resource: str, text: str, limit: int = MAX_CANDIDATES
) -> list[str]:
    """Returns ids of records of a resource whose names nearly have the words of a text.

    Those with all words, if there are any; else those with all but one, or with any.
    """
    words = query_words(text)[:MAX_CANDIDATE_WORDS]
    if not words:
        return []
    known = [await _spellings(reader, word) for word in words]
    of_type = Token(TYPE + resource)
    without_one = some(
        every([*known[:index], *known[index + 1 :]]) for index in range(len(known))
    )
    attempts = [every(known)]
    if len(known) > 1:
        attempts += [without_one, some(known)]
    for attempt in attempts:
        values = expression_values("names", every([of_type, attempt]))
        rows = await reader.rows(_records(), values | {"limit": limit})
        if rows:
            return [record_id for (record_id,) in rows]
    return []


async def _spellings(reader: Reader, word: str) -> Expression:
    """Returns the expression of names with a word that begins with it or is near it."""
    words = await near_words(reader, word)
    if word.isdecimal():
        # One digit too much
        words = [word[:index] + word[index + 1 :] for index in range(len(word))]
    near = (Token(NAME + other) for other in words if other)
    return some([Token(NAME + word, is_prefix=True), *near])
