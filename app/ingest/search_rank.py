"""The prominence of records, which orders equally good results of a search.

The rank of a record is the weight of its type, a point for each source beside
catalogues that states something about it, and the points of `BONUSES` and of
`app/ingest/search_fame.py`. Records of equal rank are sorted by type, in the order of
`WEIGHTS`, then by name.
"""

from collections.abc import Callable
from typing import Any

WEIGHTS = {
    "stations": 14,
    "people": 8,
    "missions": 8,
    "programmes": 8,
    "countries": 8,
    "spacecraft": 7,
    "organisations": 6,
    "sites": 5,
    "modules": 4,
    "expeditions": 3,
    "events": 3,
    "sources": -20,
}
"""Points of a type. Claims come after all records."""
MAX_SOURCES = 10
"""Points that sources can give."""
CATALOGUES = ("catalogue", "database", "standard")
"""Kinds of sources that give no point, because they list every record."""


def _has_flown(body: dict[str, Any]) -> bool:
    return bool(body["flights_count"])


def _is_crewed(body: dict[str, Any]) -> bool:
    return str(body["kind"]).startswith("crewed")


def _is_crewed_programme(body: dict[str, Any]) -> bool:
    return str(body["kind"]) == "crewed"


BONUSES: dict[str, tuple[tuple[Callable[[dict[str, Any]], bool], int], ...]] = {
    "people": ((_has_flown, 3),),
    "missions": ((_is_crewed, 3),),
    "programmes": ((_is_crewed_programme, 3),),
}
"""Points of records that fulfil a condition, by type."""


def points(resource: str, body: dict[str, Any]) -> int:
    """Returns the points of a record without those of its sources."""
    bonuses = BONUSES.get(resource, ())
    return WEIGHTS[resource] + sum(bonus for holds, bonus in bonuses if holds(body))
