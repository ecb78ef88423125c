"""Computes who was first: a definition becomes SQL, and rows become candidates.

No first is stored: it is the earliest flight that matches, in the whole catalogue.
Flights whose launches cannot be told apart in time are tied.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ClauseElement,
    select,
)

from app import models as m
from app.db.dialects import in_json_list, utf8_bytes
from app.db.reader import Rows
from app.formats.json_bodies import dumps, trim
from app.query.parsed_query import Condition, ParsedQuery
from app.query.sql import expand_lineage, select_records
from app.resources import CREW
from app.resources.definitions import ABOUT_STATES, BOUNDARY_RANKS, Definition
from app.resources.groupings import GROUPINGS, OF_ALL, grouping_of
from app.schemas.answers import FirstFlight
from app.schemas.fields import leaf_paths
from app.services.firsts_sql import LookupShape, candidates_statement
from app.services.snapshot import Snapshot


class Candidate(NamedTuple):
    """A flight that may be a first; its achievement lies between two seconds."""

    earliest: int
    id: str
    latest: int
    person: str
    at: str | None = None
    """When it was achieved in the group, `None` if unknown."""


FirstsByGroup = dict[str, list[Candidate]]
OF_ALL_GROUPS = ""
"""The key of an answer without groups."""


class GroupLookup(NamedTuple):
    """The groups to search under a definition.

    `keys` are those of the grouping, `None` for all of them; `rank` is the lowest
    boundary of space that counts.
    """

    grouping: str
    rank: int
    keys: tuple[str, ...] | None


async def find_firsts(
    snapshot: Snapshot,
    query: ParsedQuery,
    by: str | None,
    definitions: list[Definition],
) -> dict[Definition, FirstsByGroup]:
    """Returns the flights that came first and next under each definition, by group.

    One statement answers all definitions that lead to the same conditions.
    """
    anchor = None if by else _anchor(query)
    rest = [condition for condition in query.conditions if condition is not anchor]
    about_states = any(condition.field in ABOUT_STATES for condition in rest)
    groups: dict[Any, list[Definition]] = defaultdict(list)
    for definition in definitions:
        key = (definition.basis, definition.lineage) if about_states else None
        groups[key].append(definition)
    narrowed = replace(query, conditions=rest)
    answers: dict[Definition, FirstsByGroup] = {}
    for same in groups.values():
        lookups = [_lookup(snapshot, definition, by, anchor) for definition in same]
        rows = await _read_candidates(snapshot, narrowed, same[0], lookups)
        answers |= _by_definition(rows, same, is_grouped=bool(by))
    return answers


async def _read_candidates(
    snapshot: Snapshot,
    query: ParsedQuery,
    definition: Definition,
    lookups: list[GroupLookup],
) -> Rows:
    """Returns the candidates of all lookups, which share basis and lineage."""
    basis, achievement = definition.basis, definition.achievement
    parameters = query.parameters | {"lineage": definition.lineage}
    selection = select_records(
        snapshot.reference_data, CREW, replace(query, parameters=parameters)
    )
    shapes = (
        LookupShape(lookup.grouping, lookup.rank, lookup.keys is not None)
        for lookup in lookups
    )
    statement = candidates_statement(tuple(shapes), basis, achievement, selection.shape)
    values = {**selection.values, **_key_values(lookups)}
    return await snapshot.reader.rows(statement, values)


def _by_definition(
    rows: Iterable[Any], definitions: list[Definition], *, is_grouped: bool
) -> dict[Definition, FirstsByGroup]:
    """Returns rows as candidates, each once, however many groups it is in."""
    results: dict[Definition, dict[str, set[Candidate]]] = {
        definition: defaultdict(set) for definition in definitions
    }
    for number, key, *candidate in rows:
        groups = results[definitions[number]]
        groups[key if is_grouped else OF_ALL_GROUPS].add(Candidate(*candidate))
    return {
        definition: {key: sorted(candidates) for key, candidates in groups.items()}
        for definition, groups in results.items()
    }


def _anchor(query: ParsedQuery) -> Condition | None:
    """Returns a condition that names groups; only their flights need be searched.

    A station comes first, because it determines which docking of a flight is meant.
    """
    named = (
        condition
        for condition in query.conditions
        if condition.is_equality and condition.field in GROUPINGS.values()
    )
    return min(named, key=lambda condition: condition.field != "stations", default=None)


def _lookup(
    snapshot: Snapshot, definition: Definition, by: str | None, anchor: Condition | None
) -> GroupLookup:
    rank = BOUNDARY_RANKS[definition.boundary]
    if by:
        return GroupLookup(grouping_of(GROUPINGS[by], definition.basis), rank, None)
    if anchor is None:
        return GroupLookup(OF_ALL, rank, ("",))
    expanded = expand_lineage(snapshot.reference_data, CREW, anchor, definition.lineage)
    grouping = grouping_of(anchor.field, definition.basis)
    return GroupLookup(grouping, rank, expanded.values)


def _key_values(lookups: list[GroupLookup]) -> dict[str, str]:
    """Returns the bind parameters for the keys of lookups."""
    return {
        f"keys{number}": dumps(lookup.keys)
        for number, lookup in enumerate(lookups)
        if lookup.keys is not None
    }


class Flight(NamedTuple):
    """A flight as an answer shows it."""

    person: str
    mission: str
    launched: str
    body: bytes
    at: str | None = None
    """When the achievement of a candidate was made."""


@cache
def _flights() -> ClauseElement:
    """Returns the statement for the flights `ids`."""
    crew = m.Crew
    columns = (crew.person_id, crew.mission_id, crew.launched, utf8_bytes(crew.body))
    return select(crew.id, *columns).where(in_json_list(crew.id, "ids"))


async def read_flights(snapshot: Snapshot, ids: Iterable[str]) -> dict[str, Flight]:
    """Returns flights in brief, by id."""
    values = {"ids": dumps(sorted(ids))}
    rows = await snapshot.reader.rows(_flights(), values)
    paths = leaf_paths(FirstFlight)
    return {
        crew_id: Flight(person, mission, launched, trim(body, paths))
        for crew_id, person, mission, launched, body in rows
    }


def first_and_next(
    candidates: list[Candidate],
) -> tuple[list[Candidate], list[Candidate]]:
    """Returns those that may have been first, and other people who came next.

    `candidates` are in the order of their earliest seconds.
    """
    first = earliest_tie(candidates)
    people = {candidate.person for candidate in first}
    others = [
        candidate
        for candidate in candidates[len(first) :]
        if candidate.person not in people
    ]
    return first, earliest_tie(others)


def earliest_tie(candidates: list[Candidate]) -> list[Candidate]:
    """Returns the candidates that may have been the earliest of all."""
    if not candidates:
        return []
    bound = min(candidate.latest for candidate in candidates)
    return [candidate for candidate in candidates if candidate.earliest <= bound]


def shared(values: list[Any]) -> Any:
    """Returns the value that all have, `None` if there are none or they differ."""
    return values[0] if len(set(values)) == 1 else None
