"""Search over all resources: the best records, how many there are, and of which types.

The ranking is declared in `app/query/search_tiers.py`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from app.db.reader import Reader
from app.formats.json_bodies import dumps
from app.query.expressions import Expression, expression_values
from app.query.near import MAX_NEAR, near
from app.query.parsed_query import ParsedQuery
from app.query.search_tiers import (
    Terms,
    in_claims,
    in_records,
    of_types,
    read_terms,
    tier_expression,
    tiers_of,
    without_a_word,
)
from app.query.words import has_near_words, stem
from app.services import search_sql
from app.services.search_results import Hit, results
from app.services.snapshot import Snapshot
from app.services.tables import Items, Part

SEARCH = "/v1/search"
MAX_RESULTS = 10_000
"""Records that are counted and returned."""
MAX_COMPARED = 2_000
"""Records in whose texts a phrase is looked for."""
MAX_MISSPELT = 4
"""Words of a query that are replaced by near ones."""
MIN_UNKNOWN = 4
"""Letters of the shortest word that is replaced, because shorter ones are near many."""
MIN_KNOWN, LETTERS_PER_KNOWN_ERROR = 5, 4
"""Fewest letters of a known word that may be misspelt, and letters for each error."""
MAX_NEAREST = 3
"""Records that are offered if none matches."""
MANY = (
    f"More than {MAX_RESULTS:,} records match; only the best"
    f" {MAX_RESULTS:,} are counted and returned. Add a word, or choose a"
    " type."
)
NONE = "No record matches these words. Try fewer or other words."
ELSEWHERE = "Records of other types match these words; `meta.facets.type` counts them."


@dataclass(frozen=True)
class _Matches:
    """The words that are searched, and the number of matching records of each type."""

    terms: Terms
    counts: dict[str, int]
    hints: list[str]


async def search(snapshot: Snapshot, query: ParsedQuery, part: Part) -> Items:
    """Returns the records that match the words of a query, best first."""
    reader, types = snapshot.reader, query.types
    matches = await _find(reader, query)
    total = sum(
        count for name, count in matches.counts.items() if not types or name in types
    )
    hits = await _page(reader, matches.terms, types, part) if total else []
    hints = list(matches.hints)
    if not total:
        hints.append(await _remedy(reader, matches, types))
    bodies = await results(reader, matches.terms, hits)
    meta = snapshot.meta(
        total=min(total, MAX_RESULTS),
        returned=len(bodies),
        query=_described(query),
        hints=hints,
    )
    meta["facets"] = {"type": _facet(query, matches.counts)}
    return Items(bodies, meta)


def _described(query: ParsedQuery) -> str:
    described = f"records with {query.parameters['q']}"
    return (
        f"{described} of type {' or '.join(query.types)}" if query.types else described
    )


def _facet(query: ParsedQuery, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Returns the types of matching records, the most frequent first."""

    def url(name: str) -> str:
        narrowed = {"q": query.parameters["q"], "type": name}
        return f"{SEARCH}?{ParsedQuery(parameters=narrowed).canonical()}"

    return [
        {
            "value": name,
            "label": name,
            "count": count,
            "url": url(name),
            "selected": name in query.types,
        }
        for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


async def _find(reader: Reader, query: ParsedQuery) -> _Matches:
    """Counts matching records; misspelt words are replaced by near ones.

    Words that occur in no record are replaced. If each word occurs in some record, near
    words are searched beside all of them.
    """
    terms = read_terms(query.words)
    matches = await _count(reader, terms, query.types)
    if matches.counts.keys() - {"claims"}:
        return matches
    misspelt = await _near(reader, terms)
    if not misspelt:
        return matches
    replaced = read_terms(query.words, misspelt)
    other = await _count(reader, replaced, query.types)
    if not other.counts.keys() - matches.counts.keys():
        return matches
    hints = [_replaced(word, meant) for word, meant in misspelt.items()]
    return _Matches(replaced, other.counts, [*hints, *other.hints])


def _replaced(word: str, meant: list[str]) -> str:
    """Returns the hint on words that were searched instead of a word, or beside it."""
    others = " or ".join(each for each in meant if each != word)
    if word in meant:
        return f"No record has all of these words; searched beside {word}: {others}."
    return f"No record has the word {word}; searched instead: {others}."


async def _count(reader: Reader, terms: Terms, types: Collection[str]) -> _Matches:
    """Counts the records that match, of all types, or of some if there are too many."""
    records, claims = in_records(terms), in_claims(terms)
    counts = await _counts(reader, records, claims)
    if sum(counts.values()) <= MAX_RESULTS:
        return _Matches(terms, counts, [])
    if types:
        counts |= await _counts(reader, of_types(records, types), claims)
    return _Matches(terms, counts, [MANY])


async def _counts(
    reader: Reader, records: Expression, claims: Expression
) -> dict[str, int]:
    values = expression_values("records", records)
    values |= expression_values("claims", claims) | {"most": MAX_RESULTS + 1}
    rows = await reader.rows(search_sql.counts(), values)
    return {resource: count for resource, count in rows if count}


async def _page(
    reader: Reader, terms: Terms, types: Collection[str], part: Part
) -> list[Hit]:
    """Returns the records of a part of all that match, best first."""
    most = MAX_RESULTS if part.limit is None else part.start + part.limit
    most = min(most, MAX_RESULTS)
    phrase = " ".join(map(stem, terms.words))
    hits: dict[int, Hit] = {}
    for tier in tiers_of(terms, types):
        values = expression_values("documents", tier_expression(tier, terms, types))
        values |= {
            "most": most,
            "compared": MAX_COMPARED,
            "phrase": tier.phrase.format(phrase),
        }
        statement = search_sql.tier(has_phrase=bool(tier.phrase))
        for number, *hit in await reader.rows(statement, values):
            hits.setdefault(number, Hit(*hit))
        if len(hits) >= most:
            break
    return list(hits.values())[part.start : most]


async def _near(reader: Reader, terms: Terms) -> dict[str, list[str]]:
    """Returns the words that misspelt ones may mean: those with fewest errors."""
    words = [
        word
        for word in terms.words
        if has_near_words(word) and len(word) >= MIN_UNKNOWN
    ]
    begun = {word: dumps(sorted({word, stem(word)})) for word in words}
    unknown = [
        word
        for word, forms in begun.items()
        if not await reader.rows(search_sql.known_words(), {"words": forms})
    ]
    meant = {}
    long = [word for word in words if len(word) >= MIN_KNOWN]
    for word in (unknown or long)[:MAX_MISSPELT]:
        most = len(word) // (1 if unknown else LETTERS_PER_KNOWN_ERROR)
        nearest = [
            each
            for each in await near(reader, word)
            if each.word != word and each.errors <= most
        ]
        if nearest:
            fewest = nearest[0].errors
            likely = [each.word for each in nearest if each.errors == fewest]
            meant[word] = likely[:MAX_NEAR] if unknown else [word, *likely[:MAX_NEAR]]
    return meant


async def _remedy(reader: Reader, matches: _Matches, types: Collection[str]) -> str:
    """Returns a hint for a search without results: the nearest records, if any."""
    if matches.counts:
        return ELSEWHERE
    for expression in without_a_word(matches.terms):
        values = expression_values("documents", of_types(expression, types))
        values["most"] = MAX_NEAREST
        if rows := await reader.rows(search_sql.tier(has_phrase=False), values):
            nearest = ", ".join(f"{name}/{key}" for _, name, key in rows)
            return f"No record has all of these words. Nearest: {nearest}."
    return NONE
