"""Each fact of a record beside the claims about it: who says so, and who disagrees."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from app.web.layout_types import Layout
from app.web.wording import (
    CHANGES,
    Piece,
    format_date,
    format_duration,
    label,
    lower_first,
    page_of,
    pieces,
    prose,
    to_minute,
)

_APART = frozenset(
    ("id", "url", "name", "title", "summary", "claims", "crew", "assigned", "dockings")
) | {"csl", "reference", "score", "says"}
"""Fields that a page sets in places of their own."""
_LAST = (
    "aliases",
    "iso_alpha2",
    "iso_alpha3",
    "iso_alpha4",
    "iso_numeric",
    "gcat_code",
    "gcat_id",
)
"""Facts that identify and do not tell."""
_BY_MINUTE = frozenset(("at", "docked", "undocked", "since", "until"))
"""Dates of which a table tells the time; of others the day, and the record the rest."""
_NUMBERS = frozenset(
    ("flights", "citizens_flown", "guest_flights", "crew_capacity")
) | {"score.claims", "score.disagrees"}
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_VOWEL = re.compile("[aeiouy]")
_SMALL = frozenset(("and", "at", "for", "in", "of", "on", "the", "to"))
_ORDER = {"disagrees": 0, "agrees": 1, "less-precise": 2, "not-comparable": 3}


@dataclass(frozen=True)
class Fact:
    """A field of a record, what it says, and what sources state about it."""

    name: str
    label: str
    pieces: list[Piece]
    claims: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_list(self) -> bool:
        """Whether it says so much of several things that each needs a line."""
        return len(self.pieces) > 2 and any(one.note for one in self.pieces)


def claims_by_field(record: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The claims about each field of a record, disagreements first; `` for the rest."""
    found: dict[str, list[dict[str, Any]]] = {}
    for claim in sorted(
        record.get("claims") or [], key=lambda one: _ORDER[one["agreement"]]
    ):
        name = (claim["field"] or "").partition(".")[0]
        found.setdefault(name, []).append(claim)
    return found


def facts(record: dict[str, Any], kind: Layout) -> list[Fact]:
    """What is known of a record, field by field: what its kind is about first."""
    claims = claims_by_field(record)
    found = [
        Fact(name, label(name), told, claims.get(name, []))
        for name, value in record.items()
        if name not in _APART
        and name not in kind.apart
        and (told := list(pieces(name, value)))
    ]
    order = {
        name: place for place, name in enumerate(kind.foremost, -len(kind.foremost))
    }
    order |= {name: place for place, name in enumerate(_LAST, 1)}
    return sorted(found, key=lambda fact: order.get(fact.name, 0))


def unknown(record: dict[str, Any]) -> list[str]:
    """The fields of a record that are empty, by what they are called."""
    return [
        lower_first(label(name))
        for name, value in record.items()
        if name not in _APART and value in (None, [])
    ]


def cell(row: dict[str, Any], column: str) -> list[Piece]:
    """What a row of a table says in a column; its name leads to its page."""
    value: Any = row
    for part in column.split("."):
        value = (value or {}).get(part)
    if column in ("name", "title", "says") and value and "url" in row:
        text = prose(value) if column == "says" else value
        return [Piece(text, page=page_of(row["url"]))]
    if column == "stated":
        return source_value(row)
    if column == "actual":
        return our_value(row)
    return [_short(column, one, value) for one in pieces(column, value)]


def _short(column: str, piece: Piece, value: Any) -> Piece:
    """A date or a span of time as precise as a table needs it."""
    if piece.at:
        edtf = to_minute(piece.at)
        text = format_date(edtf if column in _BY_MINUTE else edtf.partition("T")[0])
    elif column.endswith("_seconds"):
        text = format_duration(value, 2)
    else:
        return piece
    return piece._replace(text=text, exact=None if text == piece.text else piece.text)


def is_number(column: str) -> bool:
    """Whether a column holds counts, which are read from the right."""
    return column in _NUMBERS or column.endswith("_count")


def source_value(claim: dict[str, Any]) -> list[Piece]:
    """What a source states, in the words of the field that it states it of."""
    name, value = _field(claim), claim["stated"]
    if claim["compare"] == "set" and value:
        value = value.replace(";", ", ")
    is_span = name.endswith("_seconds") and (value or "").isdigit()
    told = list(pieces(name, int(value) if is_span else value))
    if (
        claim["compare"] in ("name", "set")
        and len(told) == 1
        and _ID.fullmatch(told[0].text)
    ):
        return [Piece(told[0].text.replace("-", " ").title())]
    return told


def our_value(claim: dict[str, Any]) -> list[Piece]:
    """What we hold of what a source states."""
    return list(pieces(_field(claim), claim["actual"]))


def _field(claim: dict[str, Any]) -> str:
    return claim["field"] or ("date" if claim["compare"] == "date" else "")


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
    told = record.get("name") or record.get("title") or prose(record.get("says") or "")
    about = filter(None, [record.get("record"), record.get("field")])
    return str(told or ", ".join(about) or record["id"])


def crew_of(mission: dict[str, Any]) -> list[Piece]:
    """The crew of a mission, by name."""
    return [
        Piece(one["person"]["name"], page=page_of(one["person"]["url"]))
        for one in mission.get("crew") or []
    ]


def citation(title: str, dataset: dict[str, str]) -> str:
    """A reference to a page, with the version and revision of what it shows; its
    address is to follow.
    """
    revision = dataset["revision"].partition(":")[2][:12]
    return (
        f"Rendezvous ({dataset['version'][:4]}) “{title}”, Rendezvous: an open mission"
        f" database of human spaceflight, data {dataset['version']}, revision"
        f" {revision}, {dataset['license']}."
    )


def group_of(first: dict[str, Any]) -> str:
    """What an answer is the first of."""
    group = first["group"] or {}
    told = [
        one["name"] if isinstance(one, dict) else f"{one}s" if by == "decade" else one
        for by, one in group.items()
    ]
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


@dataclass(frozen=True)
class Otherwise:
    """An answer under other definitions: each in words, as a parameter and value."""

    changes: list[tuple[str, str, str]]
    people: list[Piece]


def otherwise(first: dict[str, Any]) -> list[Otherwise]:
    """What other definitions would answer; those that answer alike together."""
    found: dict[tuple[Piece, ...], Otherwise] = {}
    for other in first["sensitivity"]:
        people = first_people(other)
        same = found.setdefault(tuple(people), Otherwise([], people))
        same.changes.extend(
            (CHANGES[name, value], name, value)
            for name, value in other["change"].items()
        )
    return list(found.values())


def hints(answer: dict[str, Any]) -> list[str]:
    """Returns the hints of an answer that the links of its page do not replace.

    A page of firsts links to each definition that would change its answer, so it leaves
    out the hints that name such a definition by its parameter.
    """
    linked = {
        f"{name}={value}"
        for row in answer["data"]
        for other in row.get("sensitivity", ())
        for name, value in other["change"].items()
    }
    return [
        prose(hint)
        for hint in answer["meta"]["hints"]
        if not any(parameter in hint for parameter in linked)
    ]


def one_each(claims: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first claim about a field of each record."""
    short = (one for one in claims if one["field"] and one["stated"])
    found: dict[str, dict[str, Any]] = {}
    for one in short:
        found.setdefault(one["record"], one)
    return list(found.values())


def spoken(record: str) -> str:
    """The id of a record as words; those without a vowel are abbreviations."""
    words = record.partition("/")[2].split("-")
    return " ".join(
        one if one in _SMALL else one.title() if _VOWEL.search(one) else one.upper()
        for one in words
    )
