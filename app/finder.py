"""Search over all resources at once: folded, by prefix, tolerant of slips."""

import json
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy import and_, intersect, select, tuple_

from app import models as m
from app.resources import BY_NAME
from app.service import Service
from app.text import fold

MOST_CANDIDATES = 400
NEAR = 75
# People and missions are what most readers mean by a name
WEIGHTS = {"people": 6, "missions": 5, "stations": 5, "countries": 5, "programmes": 4}


@dataclass(frozen=True)
class Hit:
    """A record that was found, and how well it fits."""

    resource: str
    id: str
    score: float


async def search(service: Service, text: str, limit: int) -> list[dict[str, Any]]:
    """The records that fit best, each with type, label, hint and address."""
    folded = fold(text)
    candidates = await _candidates(service, folded.split())
    hits = await _ranked(service, folded, candidates)
    hits.sort(key=lambda hit: (-hit.score, hit.resource, hit.id))
    return [await _shown(service, hit) for hit in hits[:limit]]


async def _candidates(service: Service, words: list[str]) -> list[tuple[str, str]]:
    """Records that have, for each word, one that begins so or is near."""
    table = m.SearchWord
    parts = []
    for word in words:
        begins = and_(table.word >= word, table.word < word + "{")
        fitting = (
            begins if _begun(service, word) else table.word.in_(_near(service, word))
        )
        part = select(table.resource, table.record_id).where(fitting)
        parts.append(part.distinct())
    joined = intersect(*parts) if len(parts) > 1 else parts[0]
    found = joined.subquery()
    rows = await service.reader.rows(select(found).limit(MOST_CANDIDATES))
    return [(row.resource, row.record_id) for row in rows]


def _begun(service: Service, word: str) -> bool:
    """Whether some word of a name begins so."""
    words = service.vocabulary.words
    place = bisect_left(words, word)
    return place < len(words) and words[place].startswith(word)


def _near(service: Service, word: str) -> list[str]:
    """Words of the data that a mistyped or damaged one may have meant."""
    found = process.extract(
        word, service.vocabulary.words, scorer=fuzz.ratio, score_cutoff=NEAR, limit=8
    )
    return [match for match, _, _ in found]


async def _names(service: Service, candidates: list[tuple[str, str]]) -> Sequence[Any]:
    table = m.Name
    key = tuple_(table.resource, table.record_id)
    statement = select(table.resource, table.record_id, table.folded).where(
        key.in_(candidates)
    )
    return await service.reader.rows(statement)


async def _ranked(
    service: Service, folded: str, candidates: list[tuple[str, str]]
) -> list[Hit]:
    """Candidates with how well their best name fits the query."""
    best: dict[tuple[str, str], float] = {}
    for row in await _names(service, candidates):
        key = (row.resource, row.record_id)
        best[key] = max(best.get(key, 0.0), _fit(folded, row.folded))
    return [
        Hit(resource, record_id, score + WEIGHTS.get(resource, 0))
        for (resource, record_id), score in best.items()
    ]


def _fit(asked: str, name: str) -> float:
    """How well a name fits, from 0 to 100: the same, its words begun, or like it."""
    if asked == name:
        return 100.0
    words = name.split()
    if all(any(word.startswith(part) for word in words) for part in asked.split()):
        return 86 + 10 * len(asked) / len(name) + 2 * name.startswith(asked)
    return min(85.0, max(fuzz.token_sort_ratio(asked, name), fuzz.ratio(asked, name)))


async def _shown(service: Service, hit: Hit) -> dict[str, Any]:
    model = BY_NAME[hit.resource].model
    rows = await service.reader.rows(select(model.body).where(model.id == hit.id))
    body = json.loads(rows[0].body)
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
    states = ", ".join(state["name"] for state in body["countries"])
    first = body["first_flight"]
    if first is None:
        return "; ".join([states, *body["occupations"]]).strip("; ")
    return f"{states}; {first['name']}, {first['launched'][:4]}"


def _dated(field: str) -> Callable[[dict[str, Any]], str]:
    def hint(body: dict[str, Any]) -> str:
        date = body[field]
        return f"{_kind(body)}, {date[:10]}" if date else _kind(body)

    return hint


def _country(body: dict[str, Any]) -> str:
    life = f"until {body['ended'][:4]}; " if body["ended"] else ""
    return f"{life}{body['citizens_flown']} citizens flown"


HINTS: dict[str, Callable[[dict[str, Any]], str]] = {
    "people": _person,
    "missions": _dated("launched"),
    "events": _dated("at"),
    "stations": _dated("launched"),
    "countries": _country,
    "sources": _dated("issued"),
}
