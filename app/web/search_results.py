"""The results of a search, the best first and the others by type."""

from typing import Any, NamedTuple

from app.web.layouts import LAYOUTS
from app.web.wording import page_path

Json = dict[str, Any]
BEST = 5
"""Results that come first, whatever their types."""
_LAYOUTS = {layout.name: layout for layout in LAYOUTS}


class Section(NamedTuple):
    """Results of one type, or the best of several."""

    title: str
    hits: list[Json]
    total: int = 0
    """All results of the type; 0 if the section has the best of several."""
    address: str = ""
    """The page with all results of the type; empty if the section has all."""


def type_title(name: str) -> str:
    """Returns the name of a type of records in the plural."""
    return _LAYOUTS[name].title


def type_word(name: str) -> str:
    """Returns the name of a type of records in the singular."""
    return _LAYOUTS[name].singular


def sections(answer: Json) -> list[Section]:
    """Returns the results of the first page by type, or all of another page together.

    Types are in the order of their best result.
    """
    hits = answer["data"]
    types = list(dict.fromkeys(hit["type"] for hit in hits))
    if len(types) == 1 or answer["links"]["prev"] or len(hits) <= BEST:
        return [Section("", hits)] if hits else []
    buckets = {each["value"]: each for each in answer["meta"]["facets"]["type"]}
    rest = hits[BEST:]
    by_type = [
        _section(buckets[name], [hit for hit in rest if hit["type"] == name])
        for name in types
    ]
    best = Section("Best matches", hits[:BEST])
    return [best, *(section for section in by_type if section.hits)]


def _section(bucket: Json, hits: list[Json]) -> Section:
    address = page_path(bucket["url"])
    return Section(type_title(bucket["value"]), hits, bucket["count"], address)
