"""Each fact of a record beside the claims about it: who says so, and who disagrees."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from app.pages.wording import Piece, label, page_of, pieces

_APART = frozenset(
    ("id", "url", "name", "title", "summary", "claims", "crew", "assigned", "dockings")
) | {"csl", "reference", "score", "says"}
"""Fields that a page sets in places of their own."""
_BY_DAY = ("launched", "landed")
"""Columns that tell the day alone; the record has the time."""
_ORDER = {"disagrees": 0, "agrees": 1, "less-precise": 2, "not-comparable": 3}


@dataclass(frozen=True)
class Fact:
    """A field of a record, what it says, and what sources state about it."""

    name: str
    label: str
    pieces: list[Piece]
    claims: list[dict[str, Any]] = field(default_factory=list)


def claims_by_field(record: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The claims about each field of a record, disagreements first; `` for the rest."""
    found: dict[str, list[dict[str, Any]]] = {}
    for claim in sorted(
        record.get("claims") or [], key=lambda one: _ORDER[one["agreement"]]
    ):
        name = (claim["field"] or "").partition(".")[0]
        found.setdefault(name, []).append(claim)
    return found


def facts(record: dict[str, Any], apart: Container[str] = ()) -> list[Fact]:
    """What is known of a record, field by field."""
    claims = claims_by_field(record)
    return [
        Fact(name, label(name), told, claims.get(name, []))
        for name, value in record.items()
        if name not in _APART
        and name not in apart
        and (told := list(pieces(name, value)))
    ]


def unknown(record: dict[str, Any]) -> list[str]:
    """The fields of a record that are empty, by what they are called."""
    return [
        told if (told := label(name))[1:2].isupper() else told.lower()
        for name, value in record.items()
        if name not in _APART and value in (None, [])
    ]


def cell(row: dict[str, Any], column: str) -> list[Piece]:
    """What a row of a table says in a column; its name leads to its page."""
    value: Any = row
    for part in column.split("."):
        value = (value or {}).get(part)
    if column in ("name", "title", "says") and value and "url" in row:
        return [Piece(value, page=page_of(row["url"]))]
    if column in _BY_DAY and value:
        value = value.partition("T")[0]
    return list(pieces(column, value))


def disputes(claims: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The claims that disagree with us."""
    return [one for one in claims if one["agreement"] == "disagrees"]


INNER = (
    ("crew", "Crew", ("person", "role", "role_title", "countries", "landed_on")),
    ("assigned", "Also assigned", ("person", "kind", "role")),
    ("dockings", "Dockings", ("target", "docked", "undocked", "outcome", "note")),
)
"""Rows that stand inside a record: field, heading, columns."""


def title_of(record: dict[str, Any]) -> str:
    """What a record is called."""
    if "person" in record and "mission" in record:
        return f"{record['person']['name']} on {record['mission']['name']}"
    told: str = record.get("name") or record.get("title") or record.get("says") or ""
    return told or str(record["id"])


def crew_of(mission: dict[str, Any]) -> list[Piece]:
    """The crew of a mission, by name."""
    return [
        Piece(one["person"]["name"], page=page_of(one["person"]["url"]))
        for one in mission.get("crew") or []
    ]


def citation(title: str, dataset: dict[str, str], address: str) -> str:
    """A reference to a page, with the version and revision of what it shows."""
    revision = dataset["revision"].partition(":")[2][:12]
    return (
        f"Rendezvous ({dataset['version'][:4]}) “{title}”, Rendezvous: an open mission"
        f" database of human spaceflight, data {dataset['version']}, revision"
        f" {revision}, {dataset['license']}. {address}"
    )


def group_of(first: dict[str, Any]) -> str:
    """What an answer is the first of."""
    group = first["group"] or {}
    told = [one["name"] if isinstance(one, dict) else one for one in group.values()]
    return ", ".join(told)


def narrowed(first: dict[str, Any]) -> str | None:
    """The query for this answer alone."""
    for by, one in (first["group"] or {}).items():
        if by != "decade":
            return urlencode({by: one["id"] if isinstance(one, dict) else one})
    return None


def first_people(first: dict[str, Any]) -> list[Piece]:
    """Who was first; several are tied."""
    told = {one["person"]["id"]: one["person"] for one in first["first"]}
    return [Piece(one["name"], page=page_of(one["url"])) for one in told.values()]


def first_missions(first: dict[str, Any]) -> list[Piece]:
    """On what they were."""
    told = {one["mission"]["id"]: one["mission"] for one in first["first"]}
    return [Piece(one["name"], page=page_of(one["url"])) for one in told.values()]


def one_each(claims: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first claim about a field of each record."""
    short = (one for one in claims if one["field"] and one["stated"])
    found: dict[str, dict[str, Any]] = {}
    for one in short:
        found.setdefault(one["record"], one)
    return list(found.values())


def spoken(record: str) -> str:
    """The id of a record as words."""
    return record.partition("/")[2].replace("-", " ").title()
