"""Search over all resources: folded words, prefixes, and misspelt words."""

import json
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process
from sqlalchemy import ClauseElement, and_, intersect, select

from app import models as m
from app.db.dialects import in_json_list
from app.db.reader import Rows
from app.formats.json_bodies import dumps
from app.query.bind_parameters import parameter
from app.query.shape import parameter_values
from app.query.statements import kept_by_shape
from app.services.lists import record_statement
from app.services.snapshot import Snapshot

MAX_CANDIDATES = 400
"""Records that are ranked; a search for fewer letters matches more."""
MAX_NEAR, NEAR = 8, 75
"""Words of names that a misspelt word may mean, and how alike they are, of 100."""
EQUAL, BEGUN, ALIKE = 100.0, 86.0, 85.0
"""How well names match: an equal one; at least, one whose words begin with those of
the query; at most, another."""
SHARE, START = 10, 2
"""What a name with such words gains: for the whole of it, and for its beginning."""
# Most readers mean people and missions by a name
WEIGHTS = Counter(people=6, missions=5, stations=5, countries=5, programmes=4)


@dataclass(frozen=True)
class Hit:
    """A record and how well it matches."""

    resource: str
    id: str
    score: float


class SearchPage(NamedTuple):
    """A part of the records that match, and the number of all."""

    data: list[dict[str, Any]]
    total: int
    is_cut: bool
    """Whether more records match than are ranked."""


async def search(
    snapshot: Snapshot, words: list[str], start: int, limit: int
) -> SearchPage:
    """Returns the records that match folded words best, with type, label and hint."""
    hits = _ranked(" ".join(words), await _named(snapshot, words))
    hits.sort(key=lambda hit: (-hit.score, hit.resource, hit.id))
    is_cut, hits = len(hits) > MAX_CANDIDATES, hits[:MAX_CANDIDATES]
    data = [await _result(snapshot, hit) for hit in hits[start : start + limit]]
    return SearchPage(data, len(hits), is_cut)


@kept_by_shape
def names_statement(prefixes: int, misspelt: int) -> ClauseElement:
    """Returns the statement for the names of records that have all words.

    The first words are prefixes of words of names, the others resemble some of them.
    """
    word, name = m.SearchWord, m.Name
    parts = []
    for number in range(prefixes + misspelt):
        begin, end = parameter(f"w{number}"), parameter(f"w{number}_end")
        matches = and_(word.word >= begin, word.word < end)
        if number >= prefixes:
            matches = in_json_list(word.word, f"near{number}")
        part = select(word.resource, word.record_id).where(matches)
        parts.append(part.distinct())
    joined = intersect(*parts) if len(parts) > 1 else parts[0]
    records = joined.limit(MAX_CANDIDATES + 1).subquery()
    same_record = and_(
        name.resource == records.c.resource, name.record_id == records.c.record_id
    )
    columns = (name.resource, name.record_id, name.folded)
    return select(*columns).join(records, same_record)


async def _named(snapshot: Snapshot, words: list[str]) -> Rows:
    """Returns resource, id and folded name of the records that may be meant."""
    prefixes = [word for word in words if _is_prefix(snapshot, word)]
    misspelt = [word for word in words if word not in prefixes]
    values = parameter_values((), [*prefixes, *misspelt])
    for number, word in enumerate(misspelt, len(prefixes)):
        values[f"near{number}"] = dumps(_near(snapshot, word))
    return await snapshot.reader.rows(
        names_statement(len(prefixes), len(misspelt)), values
    )


def _is_prefix(snapshot: Snapshot, word: str) -> bool:
    """Whether some word of a name begins with a word."""
    words = snapshot.reference_data.words
    index = bisect_left(words, word)
    return index < len(words) and words[index].startswith(word)


def _near(snapshot: Snapshot, word: str) -> list[str]:
    """Returns the words of names that a misspelt or damaged word may mean."""
    matches = process.extract(
        word,
        snapshot.reference_data.words,
        scorer=fuzz.ratio,
        score_cutoff=NEAR,
        limit=MAX_NEAR,
    )
    return [match for match, _, _ in matches]


def _ranked(folded: str, names: Rows) -> list[Hit]:
    """Returns records with how well their best name matches."""
    fits: dict[tuple[str, str], list[float]] = defaultdict(list)
    for resource, record_id, name in names:
        fits[resource, record_id].append(fit(folded, name))
    return [
        Hit(resource, record_id, max(scores) + WEIGHTS[resource])
        for (resource, record_id), scores in fits.items()
    ]


def fit(query: str, name: str) -> float:
    """Returns how well a name matches, from 0 to 100.

    An equal name is best, then one whose words begin with those of the query.
    """
    if query == name:
        return EQUAL
    words = name.split()
    if all(any(word.startswith(part) for word in words) for part in query.split()):
        share = len(query) / len(name)
        return BEGUN + SHARE * share + START * name.startswith(query)
    return min(ALIKE, max(fuzz.token_sort_ratio(query, name), fuzz.ratio(query, name)))


async def _result(snapshot: Snapshot, hit: Hit) -> dict[str, Any]:
    statement = record_statement(hit.resource)
    rows = await snapshot.reader.rows(statement, {"id": hit.id})
    body = json.loads(rows[0][0])
    return {
        "type": hit.resource,
        "id": hit.id,
        "label": body.get("name") or body["title"],
        "hint": HINTS.get(hit.resource, _kind)(body),
        "url": body["url"],
    }


def _kind(body: dict[str, Any]) -> str:
    return str(body.get("kind") or body.get("status")).replace("-", " ")


def _person(body: dict[str, Any]) -> str:
    parts = [", ".join(state["name"] for state in body["countries"] or ())]
    if first := body["first_flight"]:
        parts.append(f"{first['name']}, {first['launched'][:4]}")
    else:
        parts += body["occupations"] or ()
    return "; ".join(filter(None, parts))


def _dated(field: str, body: dict[str, Any]) -> str:
    date = body[field]
    return f"{_kind(body)}, {date[:10]}" if date else _kind(body)


def _country(body: dict[str, Any]) -> str:
    life = f"until {body['ended'][:4]}; " if body["ended"] else ""
    return f"{life}{body['citizens_flown']} citizens flown"


HINTS: dict[str, Callable[[dict[str, Any]], str]] = {
    "people": _person,
    "missions": partial(_dated, "launched"),
    "events": partial(_dated, "at"),
    "stations": partial(_dated, "launched"),
    "countries": _country,
    "sources": partial(_dated, "issued"),
}
