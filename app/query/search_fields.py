"""Which texts of a record are searched, read from its body.

Loading makes the documents of them, and answers show where the words of a query are.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

NAMES = ("name", "title", "native_name", "official_name", "aliases", "names")
"""Fields with names, the best known first."""
CODES = ("iso_alpha2", "iso_alpha3", "iso_alpha4", "codes", "external_ids", "id")
"""Fields with codes and ids, which are found as names are."""
TEXTS = (
    "summary",
    "note",
    "kind",
    "outcome",
    "sex",
    "place",
    "call_sign",
    "occupations",
    "selection_group",
    "reference",
)
"""Fields with texts, in which phrases are found too."""
NOT_RELATED = frozenset(
    {
        *NAMES,
        *CODES,
        *TEXTS,
        "agencies",
        "cited_by",
        "cites",
        "dockings",
        "landing_place",
        "launch_pad",
        "launch_site",
        "modules",
        "predecessors",
        "source",
        "successors",
    }
)
"""Fields whose records say little about the subject of a record."""


class Searched(NamedTuple):
    """A text of a record, and its field."""

    field: str
    text: str


def names_in(body: dict[str, Any]) -> Iterator[Searched]:
    """Yields the names of a record."""
    for field in NAMES:
        yield from _texts(field, body.get(field))


def codes_in(body: dict[str, Any]) -> Iterator[Searched]:
    """Yields the codes and ids of a record."""
    for field in CODES:
        yield from _texts(field, body.get(field))


def texts_in(body: dict[str, Any]) -> Iterator[Searched]:
    """Yields the texts of a record."""
    for field in TEXTS:
        yield from _texts(field, body.get(field))


def related_in(body: dict[str, Any]) -> Iterator[Searched]:
    """Yields the names of the records that a record refers to, each once."""
    known = set()
    for field, value in body.items():
        if field not in NOT_RELATED:
            for name in _related(value):
                if name not in known:
                    known.add(name)
                    yield Searched(field, name)


def _texts(field: str, value: Any) -> Iterator[Searched]:
    """Yields a text, those of a list, or those of the members of an object."""
    if isinstance(value, str):
        yield Searched(field, value)
    elif isinstance(value, list):
        for member in value:
            yield from _texts(field, member)
    elif isinstance(value, dict):
        for name, member in value.items():
            if name not in ("began", "ended"):
                yield from _texts(f"{field}.{name}", member)


def _related(value: Any) -> Iterator[str]:
    """Yields the names of the records in a value."""
    if isinstance(value, list):
        for member in value:
            yield from _related(member)
    elif isinstance(value, dict):
        if "url" in value:
            yield value["name"]
        else:
            for member in value.values():
                yield from _related(member)
