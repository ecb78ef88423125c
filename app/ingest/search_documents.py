"""Inserts a search document for each record, and the vocabulary of all records.

Documents are made from the finished bodies, a few at a time, and sorted by the
database, so that memory does not grow with the data.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, groupby
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select, text

from app import models as m
from app.ingest.catalogue import Catalogue
from app.ingest.insert import insert_all
from app.ingest.rows_to_tables import Values
from app.ingest.scratch import batches
from app.ingest.search_fame import fame
from app.ingest.search_phrases import search_phrases
from app.ingest.search_rank import CATALOGUES, MAX_SOURCES, WEIGHTS, points
from app.ingest.spellings import foreign_spellings, short_names
from app.models.search import FIRST_CLAIM
from app.query.search_fields import (
    Searched,
    codes_in,
    names_in,
    related_in,
    texts_in,
)
from app.query.words import (
    BEGINNING,
    CLAIM,
    MAIN_NAME,
    MAX_WORD_LENGTH,
    NAME,
    STEM,
    STOP_WORDS,
    SUBJECT,
    TYPE,
    WHOLE_NAME,
    has_near_words,
    joined,
    name_words,
    stem,
    stems,
    trigrams,
)
from app.resources import BY_NAME, Resource
from app.text import fold

SEPARATOR = " | "
"""Around the texts of a document: no phrase goes from one into the next."""


KINDS = {
    "programmes": ("programme", "program"),
    "spacecraft": ("rocket", "spacecraft"),
    "stations": ("station", "spacestation"),
}
"""Words that people add to names of these types, without blanks."""
DATES = ("launched", "at")
"""Fields with the date of a mission or an event, whose year is searched."""


class _Known(NamedTuple):
    """Texts and points of records that are not part of their bodies, by type/id."""

    phrases: Mapping[str, list[str]]
    fame: Counter[str]


def insert_search(connection: Connection, catalogue: Catalogue) -> None:
    """Inserts the documents of all records, then those of claims, and the words."""
    known = _Known(search_phrases(catalogue), fame(catalogue))
    vocabulary: Counter[str] = Counter()
    connection.execute(text(_STAGED))
    for name in WEIGHTS:
        documents = _documents(connection, BY_NAME[name], vocabulary, known)
        for batch in batches(documents):
            connection.execute(text(_STAGE), batch)
            _count_words(connection, vocabulary)
    sources = {"kinds": json.dumps(CATALOGUES), "most": MAX_SOURCES}
    connection.execute(text(_RANK), sources)
    connection.execute(text("DROP TABLE staged"))
    _insert_claims(connection)
    rebuild_index(connection)
    _insert_trigrams(connection)


def rebuild_index(connection: Connection) -> None:
    """Builds the full-text index of SQLite from the documents."""
    for command in ("rebuild", "optimize"):
        connection.execute(text(_COMMAND), {"command": command})


def _count_words(connection: Connection, vocabulary: Counter[str]) -> None:
    """Adds the words of some documents to the vocabulary, and clears them."""
    connection.execute(text(_COUNT), {"counts": json.dumps(vocabulary)})
    vocabulary.clear()


def _insert_trigrams(connection: Connection) -> None:
    """Inserts the letters by which the words of all records are found."""
    connection.execute(text("CREATE TEMP TABLE parts (trigram TEXT, word TEXT)"))
    words = connection.scalars(select(m.VocabularyWord.word))
    parts = (
        {"trigram": part, "word": word} for word in words for part in trigrams(word)
    )
    for batch in batches(parts):
        connection.execute(text("INSERT INTO parts VALUES (:trigram, :word)"), batch)
    # A large table is filled faster in the order of its key
    connection.execute(text(_TRIGRAMS))
    connection.execute(text("DROP TABLE parts"))


_COMMAND = "INSERT INTO search_index(search_index) VALUES (:command)"
_COUNT = """
INSERT INTO search_vocabulary (word, documents)
SELECT key, value FROM json_each(:counts) WHERE true
ON CONFLICT (word) DO UPDATE SET documents = documents + excluded.documents
"""
_TRIGRAMS = """
INSERT INTO search_trigrams (trigram, word)
SELECT trigram, word FROM parts ORDER BY trigram, word
"""
_STAGED = """
CREATE TEMP TABLE staged (
    resource TEXT, record_id TEXT, place INTEGER, points INTEGER, name TEXT,
    tokens TEXT, text TEXT
)
"""
_STAGE = """
INSERT INTO staged VALUES (
    :resource, :record_id, :place, :points, :name, :tokens, :text
)
"""
_RANK = """
INSERT INTO search_documents (number, resource, record_id, tokens, text)
SELECT row_number() OVER (
        ORDER BY points + min(coalesce(stated.sources, 0), :most) DESC,
            place, staged.name, record_id
    ),
    resource, record_id, tokens, text
FROM staged LEFT JOIN (
    SELECT claims.record, count(DISTINCT claims.source_id) AS sources
    FROM claims JOIN sources ON sources.id = claims.source_id
    WHERE claims.record IS NOT NULL
        AND sources.kind NOT IN (SELECT value FROM json_each(:kinds))
    GROUP BY claims.record
) AS stated ON stated.record = staged.resource || '/' || staged.record_id
ORDER BY 1
"""


def _documents(
    connection: Connection,
    resource: Resource,
    vocabulary: Counter[str],
    known: _Known,
) -> Iterator[Values]:
    """Yields the documents of a resource, and counts their words."""
    for record_id, body, others in _bodies_with_names(connection, resource):
        record = f"{resource.name}/{record_id}"
        names = [*others, *_plain(names_in(body)), *_plain(codes_in(body))]
        texts = _texts(body, known.phrases.get(record, []))
        words = name_words(names) | foreign_spellings(names)
        if resource.name == "people":
            words |= short_names(words)
        main = body.get("name") or body["title"]
        yield {
            "resource": resource.name,
            "record_id": record_id,
            "place": list(WEIGHTS).index(resource.name),
            "points": points(resource.name, body) + known.fame[record],
            "name": fold(main),
            "tokens": _tokens(
                _type_tokens(resource),
                _whole_tokens(resource.name, record_id, main, names),
                _word_tokens(words, names, texts),
            ),
            "text": SEPARATOR.join(["", *filter(None, map(_stemmed, texts)), ""]),
        }
        vocabulary.update(filter(has_near_words, words | _words(texts)))


def _texts(body: dict[str, Any], phrases: list[str]) -> list[str]:
    """Returns the texts of a record, the most important ones first."""
    own, related = _plain([*names_in(body), *texts_in(body)]), _plain(related_in(body))
    return [*own, *_years(body), *phrases, *related]


def _years(body: dict[str, Any]) -> list[str]:
    return [date[:4] for field in DATES if (date := body.get(field))]


def _plain(searched: Iterable[Searched]) -> list[str]:
    return [each.text for each in searched]


def _stemmed(text: str) -> str:
    return " ".join(stems(text))


def _bodies_with_names(
    connection: Connection, resource: Resource
) -> Iterator[tuple[str, dict[str, Any], list[str]]]:
    """Yields id, body and names of all records, in the order of ids."""
    model, name = resource.model, m.Name
    bodies = connection.execute(select(model.id, model.body).order_by(model.id))
    named = (
        select(name.record_id, name.name)
        .where(name.resource == resource.name)
        .order_by(name.record_id)
    )
    groups = groupby(connection.execute(named), key=lambda row: row.record_id)
    for record_id, body in bodies:
        # Every record has a name
        _, rows = next(groups)
        yield record_id, json.loads(body), [row.name for row in rows]


def _type_tokens(resource: Resource) -> Iterator[str]:
    """Yields the tokens that all records of a type have."""
    yield TYPE + resource.name
    if resource.name != "sources":
        yield TYPE + SUBJECT
    for word in stems(f"{resource.name} {resource.singular}"):
        yield STEM + word


def _whole_tokens(
    resource: str, record_id: str, main: str, names: list[str]
) -> Iterator[str]:
    """Yields the tokens of whole names."""
    yield MAIN_NAME + joined(fold(main).split())
    yield WHOLE_NAME + joined(fold(f"{resource} {record_id}").split())
    for name in names:
        words = fold(name).split()
        yield WHOLE_NAME + joined(words)
        for kind in KINDS.get(resource, ()):
            yield WHOLE_NAME + joined([*words, kind])
        yield BEGINNING + joined(words, "_")
        if resource == "people":
            # Gagarin, Yuri; Chang Díaz, Franklin
            for start in range(1, len(words)):
                yield BEGINNING + joined([*words[start:], *words[:start]], "_")


def _word_tokens(words: set[str], names: list[str], texts: list[str]) -> Iterator[str]:
    """Yields the tokens of the words of names and texts."""
    for word in words:
        yield NAME + word
    for name in names:
        for word in stems(name):
            yield STEM + word
    for word in _words(texts) - STOP_WORDS:
        yield STEM + word
        yield STEM + stem(word)


def _words(texts: list[str]) -> set[str]:
    return {word[:MAX_WORD_LENGTH] for text in texts for word in fold(text).split()}


def _tokens(*tokens: Iterable[str]) -> str:
    return " ".join(sorted(set(chain(*tokens))))


def _insert_claims(connection: Connection) -> None:
    """Inserts the documents of claims, in the order of their ids, after all others."""
    document, claim = m.SearchDocument, m.Claim
    note = func.json_extract(claim.body, "$.note")
    claims = select(claim.id, claim.number, claim.summary_folded, note)
    rows = (
        {
            "number": FIRST_CLAIM + number,
            "resource": "claims",
            "record_id": claim_id,
            "tokens": _tokens(
                (CLAIM + word for word in (*stems(summary), *stems(about or ""))),
            ),
            "text": "",
        }
        for claim_id, number, summary, about in connection.execute(
            claims.order_by(claim.number)
        )
    )
    for batch in batches(rows):
        insert_all(connection, document, batch)
