"""Hints on firsts: why there is none, what would give one, and what is uncertain."""

import json
from collections.abc import Mapping

from app.query.parsed_query import ParsedQuery
from app.query.reference_data import ReferenceData
from app.resources import CREW
from app.resources.definitions import (
    ABOUT_STATES,
    ACHIEVEMENTS,
    BOUNDARIES,
    Definition,
)
from app.resources.groupings import GROUPINGS
from app.services.counts import gaps_of_filters
from app.services.firsts_query import Flight

_RELATIONS = {
    ("lineage", "predecessors"): ", a predecessor",
    ("lineage", "successors"): ", a successor",
}
"""What a change of the definition makes of the state of the first."""
MAX_NAMED = 5
"""Groups that a hint names; of more it tells the number."""


def nobody_hint(definition: Definition, states: list[str]) -> str:
    """Returns that no flight matches; `states` are the names in the query."""
    boundary = BOUNDARIES[definition.boundary]
    achievement = ACHIEVEMENTS[definition.achievement]
    subject = f"by a citizen of {' or '.join(states)}" if states else "for this query"
    return f"The data has no {achievement} {boundary} {subject}."


def alternative_hint(changes: Mapping[str, str], flights: list[Flight]) -> str:
    """Returns the answer under another definition, and how to ask for it."""
    bodies = [json.loads(flight.body) for flight in flights]
    people = " and ".join(body["person"]["name"] for body in bodies)
    states = {state["name"] for body in bodies for state in body["countries"]}
    parameters = "&".join(f"{name}={value}" for name, value in changes.items())
    relation = "".join(_RELATIONS.get(change, "") for change in changes.items())
    state = " and ".join(sorted(states)) + relation
    day = (flights[0].at or flights[0].launched)[:10]
    flight = f"{bodies[0]['mission']['name']}, {day}"
    return f"With {parameters} the answer is {people} of {state} ({flight})."


def vague_hints(achievement: str, firsts: list[list[Flight]]) -> list[str]:
    """Returns what is uncertain of firsts: their time, or whose they are."""
    action = ACHIEVEMENTS[achievement]
    unknown = [
        _missions(flights)
        for flights in firsts
        if any(flight.at is None for flight in flights)
    ]
    disputed = [
        _missions(flights)
        for flights in firsts
        if len({flight.mission for flight in flights}) > 1
    ]
    hints = []
    if unknown:
        hints.append(
            f"The time of the {action} is not known for {_some(unknown)}; it lies"
            " between `at_min` and `at_max`."
        )
    if disputed:
        hints.append(
            f"The known times do not decide which flight was first: {_some(disputed)}."
        )
    return hints


def late_hint(firsts: list[list[Flight]], end: str) -> str:
    """Returns that firsts came when the data was not complete any more."""
    missions = _some([_missions(flights) for flights in firsts])
    return (
        f"The data is complete to {end}, so an earlier flight than {missions}"
        " may be missing."
    )


def _missions(flights: list[Flight]) -> str:
    missions = (json.loads(flight.body)["mission"]["name"] for flight in flights)
    return " or ".join(dict.fromkeys(missions))


def _some(texts: list[str]) -> str:
    """Returns texts joined, the first of many with the number of the others."""
    distinct = list(dict.fromkeys(texts))
    more = len(distinct) - MAX_NAMED
    rest = f" and {more} more" if more > 0 else ""
    return ", ".join(distinct[:MAX_NAMED]) + rest


def gap_hints(
    data: ReferenceData, query: ParsedQuery, definition: Definition
) -> list[str]:
    """Returns of how many flights the fields that a first depends on are not known."""
    names = [condition.field for condition in query.conditions]
    if by := query.parameters.get("by"):
        names.append(GROUPINGS[by])
    if definition.basis == "birth" and not set(names).isdisjoint(ABOUT_STATES):
        names.append("birth_country")
    return gaps_of_filters(data, CREW, dict.fromkeys(names))
