"""Answers to "who was first?" in words: sentences, groups and other definitions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from app.api.firsts import GRAMMAR
from app.web.labels import ACHIEVED, BIRTH, HEIGHTS, LINEAGES
from app.web.record_names import name_from_id
from app.web.wording import (
    CHANGES,
    Piece,
    capitalise,
    page_path,
    prose,
    with_article,
)

Json = dict[str, Any]
_NOUNS = {
    ("sex", "female"): ("woman", "women"),
    ("sex", "male"): ("man", "men"),
    ("guest", "true"): ("guest", "guests"),
}
"""Words for those who are first, for one and for several, by parameter and value."""
_FLIGHTS = {"programmes": "on a flight of", "stations": "on a flight to"}
"""Words before the name of what a filter selects flights by."""


def opening(first: Json, meta: Json, parameters: Mapping[str, str]) -> str:
    """Returns the sentence of a first up to the names: `The first woman in space was`.

    If nobody was first, it is the whole sentence. A query with filters that have no
    words here is written as `meta.query` has it.
    """
    subject = _subject(first, meta["definition"], parameters)
    if subject is None:
        query = capitalise(prose(meta["query"]))
        return f"{query}:" if first["first"] else f"{query}: nobody"
    (singular, plural), place = subject
    if not first["first"]:
        return f"No {singular} has been {place}"
    is_one = len(first_people(first)) == 1
    return (
        f"The first {singular if is_one else plural} {place}"
        f" {'was' if is_one else 'were'}"
    )


def sentence(first: Json, meta: Json, parameters: Mapping[str, str]) -> str:
    """Returns who was first as a sentence without links and without a full stop."""
    names = in_a_row([piece.text for piece in first_people(first)])
    return f"{opening(first, meta, parameters)} {names}".strip()


def is_single(main: Json, parameters: Mapping[str, str]) -> bool:
    """Returns whether an answer is one first, also if it is that of one country."""
    return len(main["data"]) == 1 and parameters.get("by") in (None, "country")


def title(main: Json, parameters: Mapping[str, str]) -> str:
    """Returns the title of an answer: its sentence, or what its groups are."""
    if is_single(main, parameters):
        return sentence(main["data"][0], main["meta"], parameters)
    place = f"First {_place(main['meta']['definition'])}"
    return f"{place}, by {parameters['by']}" if "by" in parameters else place


def in_a_row(texts: list[str]) -> str:
    """Returns texts joined as in a sentence: `A, B and C`."""
    return " and ".join(filter(None, (", ".join(texts[:-1]), *texts[-1:])))


def day_of(first: Json) -> str | None:
    """Returns the day of a first in EDTF, `None` if it is not known."""
    at: str | None = first["at"]
    return at and at.partition("T")[0]


def _subject(
    first: Json, definition: Json, parameters: Mapping[str, str]
) -> tuple[tuple[str, str], str] | None:
    """Returns the words for those who were first, and where they were.

    `None` means that a filter has no words.
    """
    filters = {
        name: value
        for name, value in parameters.items()
        if name not in GRAMMAR.reserved
    }
    state = (first["group"] or {}).get("country")
    if state:
        filters.pop("countries", None)
    nouns = [_NOUNS[part] for part in filters.items() if part in _NOUNS]
    places = [_flight(*part) for part in filters.items() if part not in _NOUNS]
    if len(nouns) + bool(state) > 1 or not all(places):
        return None
    people = (
        _citizens(with_article(state["name"]), definition)
        if state
        else ("person", "people")
    )
    place = " ".join(filter(None, (_place(definition), *places)))
    return (nouns[0] if nouns else people), place


def _flight(name: str, value: str) -> str | None:
    """Returns the words for a filter by one related record, `None` for any other."""
    if name not in _FLIGHTS or "," in value:
        return None
    return f"{_FLIGHTS[name]} {with_article(name_from_id(f'{name}/{value}'))}"


def _citizens(state: str, definition: Json) -> tuple[str, str]:
    lineage = LINEAGES[definition["lineage"]]
    if definition["basis"] == BIRTH:
        born = f"born in what is now {state}{lineage}"
        return f"person {born}", f"people {born}"
    return f"citizen of {state}{lineage}", f"citizens of {state}{lineage}"


def _place(definition: Json) -> str:
    achievement = definition["achievement"]
    return ACHIEVED.get(achievement) or HEIGHTS[definition["boundary"]]


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
