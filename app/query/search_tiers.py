"""How well a document matches the words of a search: the ranking, and its expressions.

`TIERS` is the whole ranking: documents of an earlier tier come first, those of one tier
in the order of their numbers (`app/ingest/search_rank.py`). Documents match if they are
in one of the last two tiers, or if the query is one of their names.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from app.query.expressions import Expression, Token, every, some
from app.query.words import (
    BEGINNING,
    CLAIM,
    MAIN_NAME,
    NAME,
    STEM,
    SUBJECT,
    TYPE,
    WHOLE_NAME,
    joined,
    meaningful,
    stem,
    synonyms_beginning,
)

MIN_PREFIX = 3
"""Letters of the shortest beginning of a word that is looked for in texts."""
_PARTS = re.compile("[a-z]+|[0-9]+")


@dataclass(frozen=True)
class Terms:
    """The words of a search, and what misspelt ones may mean."""

    all_words: tuple[str, ...]
    """All words of the query, the likeliest of each that is misspelt."""
    words: tuple[str, ...]
    """Those that are looked for; the last one may be the beginning of a word."""
    near: Mapping[str, Collection[str]] = field(default_factory=dict)
    """The words that are looked for instead of misspelt ones, the likeliest first."""

    def meaning(self, word: str) -> Collection[str]:
        """Returns the words that a word stands for."""
        return self.near.get(word, (word,))


class Tier(NamedTuple):
    """Documents that match in one way."""

    about: str
    expression: Callable[[Terms], Expression]
    of_subjects: bool = True
    """Without sources and claims, which come after their subjects."""
    phrase: str = ""
    """The pattern of the texts of those that match, with the words at `{}`."""
    min_words: int = 1
    """Words of a query from which on the tier differs from others."""


def read_terms(
    words: list[str], near: Mapping[str, Collection[str]] | None = None
) -> Terms:
    """Returns the terms of a query with these folded words."""
    near = near or {}
    likeliest = (next(iter(near.get(word, (word,)))) for word in words)
    return Terms(tuple(likeliest), tuple(meaningful(words)), near)


def _main_name(terms: Terms) -> Expression:
    return Token(MAIN_NAME + joined(terms.all_words))


def _whole_name(terms: Terms) -> Expression:
    return Token(WHOLE_NAME + joined(terms.all_words))


def _first_words_of_name(terms: Terms) -> Expression:
    return Token(f"{BEGINNING}{joined(terms.all_words, '_')}_", is_prefix=True)


def _beginning_of_name(terms: Terms) -> Expression:
    return Token(BEGINNING + joined(terms.all_words, "_"), is_prefix=True)


def _words_of_names(terms: Terms) -> Expression:
    return every(some(_in_names(terms, word, is_prefix=False)) for word in terms.words)


def _beginnings_in_names(terms: Terms) -> Expression:
    return every(some(_in_names(terms, word, is_prefix=True)) for word in terms.words)


def _anywhere(terms: Terms) -> Expression:
    return every(
        some(_in_names_or_texts(terms, word, is_last=word == terms.words[-1]))
        for word in terms.words
    )


def in_claims(terms: Terms) -> Expression:
    """Returns the claims with all words; there are too many for beginnings of words."""
    return every(
        some(Token(CLAIM + stem(meant)) for meant in terms.meaning(word))
        for word in terms.words
    )


def _in_names(terms: Terms, word: str, *, is_prefix: bool) -> Iterator[Expression]:
    if word in terms.near:
        yield from (Token(NAME + meant) for meant in terms.near[word])
        return
    yield Token(NAME + word, is_prefix)
    # Hermaszewsky for Hermaszewski, stations for Station
    yield Token(NAME + stem(word))
    parts = _PARTS.findall(word)
    if len(parts) > 1:
        # Soyuz `tm12` and Soyuz TM-12
        yield every(Token(NAME + part, is_prefix and len(part) > 1) for part in parts)


def _in_names_or_texts(
    terms: Terms, word: str, *, is_last: bool
) -> Iterator[Expression]:
    yield from _in_names(terms, word, is_prefix=True)
    yield from (Token(STEM + stem(meant)) for meant in terms.meaning(word))
    if is_last and word not in terms.near and len(word) >= MIN_PREFIX:
        yield Token(STEM + word, is_prefix=True)
        yield from (Token(STEM + meant) for meant in synonyms_beginning(word))


TIERS = (
    Tier("The main name is the query", _main_name),
    Tier("Another name, an id or a code is the query", _whole_name),
    Tier("A name begins with the words of the query", _first_words_of_name),
    Tier("A name begins with the query", _beginning_of_name),
    Tier(
        "The title of a source is the query, of some words",
        _whole_name,
        of_subjects=False,
        min_words=3,
    ),
    Tier(
        "The title of a source begins with the words of the query",
        _first_words_of_name,
        of_subjects=False,
        min_words=3,
    ),
    Tier("A text is the words", _anywhere, phrase="%| {} |%", min_words=2),
    Tier("A text begins with the words", _anywhere, phrase="%| {} %", min_words=2),
    Tier("All words are words of names", _words_of_names),
    Tier("All words begin words of names", _beginnings_in_names),
    Tier("The title of a source is the query", _whole_name, of_subjects=False),
    Tier(
        "The words are side by side in a text", _anywhere, phrase="% {} %", min_words=2
    ),
    Tier("All words are in names or texts", _anywhere, of_subjects=False),
    Tier("All words are in a claim", in_claims, of_subjects=False),
)
"""The ways in which a document matches, from the best to the weakest."""


def tiers_of(terms: Terms, types: Collection[str] = ()) -> list[Tier]:
    """Returns the tiers that can differ, such as those of order from two words on."""
    return [
        tier
        for tier in TIERS
        if len(terms.all_words) >= tier.min_words
        and (tier.expression is not in_claims or not types or "claims" in types)
    ]


def tier_expression(
    tier: Tier, terms: Terms, types: Collection[str] = ()
) -> Expression:
    """Returns the expression of the documents of a tier, of some types or of all."""
    expression = tier.expression(terms)
    if tier.of_subjects:
        expression = every([Token(TYPE + SUBJECT), expression])
    # Claims have no token of their type: their words tell them apart
    return expression if tier.expression is in_claims else of_types(expression, types)


def in_records(terms: Terms) -> Expression:
    """Returns all records that match, without claims."""
    return some([_anywhere(terms), _whole_name(terms)])


def in_list(terms: Terms, resource: str) -> Expression:
    """Returns the records that the words of a list are found in, by their names.

    A list is not ordered by how well a record matches, so texts are not looked at. Only
    claims, which have no names, have the words in their texts.
    """
    if resource == "claims":
        return in_claims(terms)
    words = (some(_in_names(terms, word, is_prefix=True)) for word in terms.all_words)
    return of_types(some([every(words), _whole_name(terms)]), [resource])


def without_a_word(terms: Terms) -> Iterator[Expression]:
    """Yields expressions of documents that nearly match, the nearest first."""
    parts = [
        some(_in_names_or_texts(terms, word, is_last=False)) for word in terms.words
    ]
    if len(parts) > 1:
        yield some(
            every([*parts[:index], *parts[index + 1 :]]) for index in range(len(parts))
        )
    yield some(parts)


def of_types(expression: Expression, types: Collection[str]) -> Expression:
    """Returns the documents of an expression that are of some types, or all."""
    if not types:
        return expression
    return every([some(Token(TYPE + name) for name in types), expression])
