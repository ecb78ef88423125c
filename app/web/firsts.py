"""Answers to "who was first?" in words: groups, people, and other definitions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from app.web.wording import CHANGES, Piece, page_path

Json = dict[str, Any]


def group_of(first: Json) -> str:
    """Returns the name of the group of a first: a state, a decade, a sex."""
    names = [
        value["name"]
        if isinstance(value, dict)
        else f"{value}s"
        if by == "decade"
        else value
        for by, value in (first["group"] or {}).items()
    ]
    return ", ".join(names)


def query_of_group(first: Json) -> str | None:
    """Returns the query for the first of this group alone, `None` for decades."""
    for by, value in (first["group"] or {}).items():
        if by != "decade":
            return urlencode({by: value["id"] if isinstance(value, dict) else value})
    return None


def first_people(first: Json) -> list[Piece]:
    """Returns the people who were first; several are tied."""
    return _names(flight["person"] for flight in first["first"])


def first_missions(first: Json) -> list[Piece]:
    """Returns the missions of the people who were first."""
    return _names(flight["mission"] for flight in first["first"])


def _names(records: Iterable[Json]) -> list[Piece]:
    unique = {record["id"]: record for record in records}
    return [
        Piece(record["name"], link=page_path(record["url"]))
        for record in unique.values()
    ]


class Change(NamedTuple):
    """A change of a definition: in words, and as a parameter with its value."""

    words: str
    name: str
    value: str


@dataclass(frozen=True)
class Alternative:
    """Changes of a definition that have the same answer."""

    changes: list[Change]
    people: list[Piece]


def alternatives(first: Json) -> list[Alternative]:
    """Returns the answers under other definitions, each answer once."""
    answers: dict[tuple[Piece, ...], Alternative] = {}
    for other in first["sensitivity"]:
        people = first_people(other)
        answer = answers.setdefault(tuple(people), Alternative([], people))
        answer.changes.extend(
            Change(CHANGES[name, value], name, value)
            for name, value in other["change"].items()
        )
    return list(answers.values())
