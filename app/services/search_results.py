"""The results of a search: label, hint, and where the words are in a record."""

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

from sqlalchemy import ClauseElement, select

from app.db.dialects import in_json_list
from app.db.reader import Reader
from app.formats.json_bodies import dumps, encode_json
from app.query.search_tiers import Terms
from app.resources import BY_NAME
from app.services.search_matches import matches


class Hit(NamedTuple):
    """A record that was found."""

    resource: str
    id: str


async def results(reader: Reader, terms: Terms, hits: Sequence[Hit]) -> list[bytes]:
    """Returns records as results, with a statement for each type."""
    ids: dict[str, list[str]] = defaultdict(list)
    for hit in hits:
        ids[hit.resource].append(hit.id)
    bodies = {
        (resource, record_id): json.loads(body)
        for resource, wanted in ids.items()
        for record_id, body in await reader.rows(
            _bodies(resource), {"ids": dumps(wanted)}
        )
    }
    return [_result(hit, bodies[hit], terms) for hit in hits]


@cache
def _bodies(resource: str) -> ClauseElement:
    """Returns the statement for the bodies of the records `ids` of a resource."""
    model = BY_NAME[resource].model
    return select(model.id, model.body).where(in_json_list(model.id, "ids"))


def _result(hit: Hit, body: dict[str, Any], terms: Terms) -> bytes:
    label = body.get("name") or body.get("title") or body["summary"]
    result = {
        "type": hit.resource,
        "id": hit.id,
        "label": label,
        "hint": HINTS.get(hit.resource, _kind)(body),
        "url": body["url"],
        "matches": list(matches(body, terms)),
    }
    return encode_json(result)


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
    count = body["citizens_flown_count"]
    return f"{life}{count} {'citizen' if count == 1 else 'citizens'} flown"


def _claim(body: dict[str, Any]) -> str:
    return f"{body['source']['name']}; {body['agreement'].replace('-', ' ')}"


HINTS: dict[str, Callable[[dict[str, Any]], str]] = {
    "people": _person,
    "missions": partial(_dated, "launched"),
    "events": partial(_dated, "at"),
    "stations": partial(_dated, "launched"),
    "countries": _country,
    "sources": partial(_dated, "issued"),
    "claims": _claim,
}
