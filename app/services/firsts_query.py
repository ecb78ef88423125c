"""Computes who was first: a definition becomes SQL, and rows become candidates.

No first is stored: it is the earliest flight that matches, in the whole catalogue.
Flights whose launches cannot be told apart in time are tied.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    ClauseElement,
    Select,
    func,
    literal,
    select,
    union_all,
)

from app import models as m
from app.db.dialects import in_json_list, json_members, utf8_bytes
from app.formats.json_bodies import dumps
from app.query.bind_parameters import parameter
from app.query.parsed_query import Condition, ParsedQuery
from app.query.shape import QueryShape
from app.query.sql import MAX_SHAPES, expand_lineage, filter_conditions, select_records
from app.resources import CREW
from app.resources.definitions import ABOUT_STATES, BOUNDARY_RANKS, Definition
from app.resources.groupings import GROUPINGS, OF_ALL, crew_by, grouping_of
from app.services.snapshot import Snapshot


class Candidate(NamedTuple):
    """A flight that may be a first; its achievement lies between two seconds."""

    earliest: int
    id: str
    latest: int


FirstsByGroup = dict[str | None, list[Candidate]]


class GroupLookup(NamedTuple):
    """The groups to search under a definition.

    `keys` are those of the grouping, `None` for all of them; `rank` is the lowest
    boundary of space that counts.
    """

    grouping: str
    rank: int
    keys: tuple[str, ...] | None


class LookupShape(NamedTuple):
    """A lookup without its keys."""

    grouping: str
    rank: int
    has_keys: bool


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
    answers: dict[Definition, FirstsByGroup] = {}
    for same in groups.values():
        basis, achievement = same[0].basis, same[0].achievement
        parameters = query.parameters | {"lineage": same[0].lineage}
        narrowed = replace(query, conditions=rest, parameters=parameters)
        crew = crew_by(basis, achievement)
        selection = select_records(snapshot.reference_data, crew, narrowed)
        lookups = [_lookup(snapshot, definition, by, anchor) for definition in same]
        shapes = (
            LookupShape(lookup.grouping, lookup.rank, lookup.keys is not None)
            for lookup in lookups
        )
        statement = _statement(tuple(shapes), basis, achievement, selection.shape)
        values = {**selection.values, **_key_values(lookups)}
        rows = await snapshot.reader.rows(statement, values)
        answers |= _by_definition(rows, same, is_grouped=bool(by))
    return answers


def _by_definition(
    rows: Iterable[Any], definitions: list[Definition], *, is_grouped: bool
) -> dict[Definition, FirstsByGroup]:
    """Returns rows as candidates, each once, however many groups it is in."""
    results: list[dict[str | None, set[Candidate]]] = [
        defaultdict(set) for _ in definitions
    ]
    for number, key, *candidate in rows:
        results[number][key if is_grouped else None].add(Candidate(*candidate))
    return {
        definition: {key: sorted(candidates) for key, candidates in groups.items()}
        for definition, groups in zip(definitions, results, strict=True)
    }


def _anchor(query: ParsedQuery) -> Condition | None:
    """Returns a condition that names groups; only their flights need be searched."""
    named = (
        condition
        for condition in query.conditions
        if condition.is_equality and condition.field in GROUPINGS
    )
    return next(named, None)


def _lookup(
    snapshot: Snapshot, definition: Definition, by: str | None, anchor: Condition | None
) -> GroupLookup:
    rank = BOUNDARY_RANKS[definition.boundary]
    if by:
        return GroupLookup(grouping_of(by, definition.basis), rank, None)
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


def _columns(number: int, lookup: LookupShape) -> list[Any]:
    return [
        literal(number).label("number"),
        literal(lookup.grouping).label("grouping"),
        literal(lookup.rank).label("rank"),
    ]


def _given_keys(lookups: tuple[LookupShape, ...]) -> CTE:
    """Returns the keys that are bind parameters."""
    selects = []
    for number, lookup in enumerate(lookups):
        key = json_members(f"keys{number}").c.value.label("key")
        selects.append(select(*_columns(number, lookup), key))
    return union_all(*selects).cte("keys")


def _all_keys(lookups: tuple[LookupShape, ...]) -> CTE:
    """Returns every key of the groupings, each found by one step in the index."""
    table = m.GroupAchievement
    least = select(func.min(table.key))
    rows = (select(*_columns(number, lookup)) for number, lookup in enumerate(lookups))
    start = union_all(*rows).subquery("start")

    def same(outer: Any) -> list[Any]:
        return [outer.c.number, outer.c.grouping, outer.c.rank]

    first = least.where(table.grouping == start.c.grouping).correlate(start)
    base = select(*same(start), first.scalar_subquery().label("key"))
    keys = base.cte("keys", recursive=True)
    later = least.where(table.grouping == keys.c.grouping, table.key > keys.c.key)
    following = later.correlate(keys).scalar_subquery()
    step = select(*same(keys), following).where(keys.c.key.is_not(None))
    return keys.union_all(step)


@lru_cache(maxsize=MAX_SHAPES)
def _statement(
    lookups: tuple[LookupShape, ...], basis: str, achievement: str, shape: QueryShape
) -> Select[*tuple[Any, ...]]:
    """Returns the statement for the candidates of each key: first, and next.

    The first row in order bounds the time within which the first must be; the first row
    beyond that bounds the next. Both are steps in the index of group and time.
    """
    table = m.GroupAchievement
    conditions = filter_conditions(crew_by(basis, achievement), shape)
    keys = _given_keys(lookups) if lookups[0].has_keys else _all_keys(lookups)

    def matches(outer: CTE) -> list[Any]:
        return [
            table.grouping == outer.c.grouping,
            table.key == outer.c.key,
            table.kind == achievement,
            table.boundary_rank >= outer.c.rank,
            *conditions,
        ]

    def end_of_first(outer: CTE, *beyond: Any) -> Any:
        rows = select(table.at_latest).where(*matches(outer), *beyond)
        if conditions:
            rows = rows.join(m.Crew, m.Crew.id == table.crew_id)
        ordered = rows.order_by(table.at_earliest, table.crew_id).limit(1)
        return ordered.correlate(outer).scalar_subquery()

    first = _materialized(select(keys, end_of_first(keys).label("ends")), "first")
    following = end_of_first(first, table.at_earliest > first.c.ends)
    ends = func.coalesce(following, first.c.ends)
    columns = (first.c.number, first.c.grouping, first.c.rank, first.c.key)
    within = _materialized(select(*columns, ends.label("ends")), "within")
    candidate = (table.at_earliest, table.crew_id, table.at_latest)
    rows = select(within.c.number, table.key, *candidate)
    if conditions:
        rows = rows.join(m.Crew, m.Crew.id == table.crew_id)
    return rows.where(*matches(within), table.at_earliest <= within.c.ends)


def _materialized(rows: Select[*tuple[Any, ...]], name: str) -> CTE:
    """Returns rows that are computed once, however often they are referred to."""
    return rows.cte(name).prefix_with("MATERIALIZED")


class Flight(NamedTuple):
    """A flight as an answer shows it."""

    person: str
    mission: str
    launched: str
    at: str
    body: bytes


@cache
def _flights() -> ClauseElement:
    """Returns the statement for the flights `ids` and the time of an achievement."""
    crew, done = m.Crew, m.Achievement
    columns = (crew.person_id, crew.mission_id, crew.launched, done.at)
    return (
        select(crew.id, *columns, utf8_bytes(crew.body))
        .join(done, done.crew_id == crew.id)
        .where(done.kind == parameter("achievement"), in_json_list(crew.id, "ids"))
    )


async def read_flights(
    snapshot: Snapshot, achievement: str, ids: Iterable[str]
) -> dict[str, Flight]:
    """Returns flights by id."""
    values = {"achievement": achievement, "ids": dumps(sorted(ids))}
    rows = await snapshot.reader.rows(_flights(), values)
    return {crew_id: Flight(*columns) for crew_id, *columns in rows}


def first_and_next(
    candidates: list[Candidate],
) -> tuple[list[Candidate], list[Candidate]]:
    """Returns those that may have been first, and those that came next.

    `candidates` are in the order of their earliest seconds.
    """
    first = earliest_tie(candidates)
    return first, earliest_tie(candidates[len(first) :])


def earliest_tie(candidates: list[Candidate]) -> list[Candidate]:
    """Returns the candidates that may have been the earliest of all."""
    if not candidates:
        return []
    bound = min(candidate.latest for candidate in candidates)
    return [candidate for candidate in candidates if candidate.earliest <= bound]
