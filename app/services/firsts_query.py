"""The question "who was first?": a definition becomes SQL, and rows become an answer.

Never a stored answer: the earliest flight that fits, over the whole catalogue. Flights
whose launches cannot be told apart in time are tied, and the tie is the answer.
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
    String,
    func,
    literal,
    select,
    union_all,
)

from app import models as m
from app.db.dialects import in_json_list, utf8_bytes
from app.formats.json_bodies import dumps
from app.query.bind_parameters import parameter
from app.query.grammar import Condition, ParsedQuery
from app.query.shape import QueryShape
from app.query.sql import MAX_SHAPES, expand_lineage, filter_conditions, select_records
from app.resources import CREW
from app.resources.definitions import ABOUT_STATES, BOUNDARY_RANKS, Definition
from app.resources.groupings import GROUPINGS, OF_ALL, crew_by, grouping_of
from app.services.snapshot import Snapshot


class Candidate(NamedTuple):
    """A flight that may be a first: between which seconds its achievement was."""

    earliest: int
    id: str
    latest: int


FirstsByGroup = dict[str | None, list[Candidate]]


async def find_firsts(
    snapshot: Snapshot,
    asked: ParsedQuery,
    by: str | None,
    definitions: list[Definition],
) -> dict[Definition, FirstsByGroup]:
    """Under each definition, the flights that came first and next, by group, in order.

    Definitions that put the same conditions are answered by one statement.
    """
    anchor = None if by else _anchor(asked)
    rest = [one for one in asked.conditions if one is not anchor]
    about_states = any(one.field in ABOUT_STATES for one in rest)
    alike: dict[Any, list[Definition]] = defaultdict(list)
    for one in definitions:
        alike[(one.basis, one.lineage) if about_states else None].append(one)
    answers: dict[Definition, FirstsByGroup] = {}
    for same in alike.values():
        given = asked.parameters | {"lineage": same[0].lineage}
        narrowed = replace(asked, conditions=rest, parameters=given)
        fits = select_records(
            snapshot.reference_data,
            crew_by(same[0].basis, same[0].achievement),
            narrowed,
        )
        places = [_place(snapshot, one, by, anchor) for one in same]
        statement = _statement(
            tuple(place.shape(grouped=bool(by)) for place in places),
            same[0].basis,
            same[0].achievement,
            fits.shape,
        )
        values = {**fits.values, **_keys_of(places)}
        rows = await snapshot.reader.rows(statement, values)
        answers |= _by_definition(rows, same, grouped=bool(by))
    return answers


def _by_definition(
    rows: Iterable[Any], definitions: list[Definition], *, grouped: bool
) -> dict[Definition, FirstsByGroup]:
    """Rows as candidates, each once, however many of the asked groups it is in."""
    found: list[dict[str | None, set[Candidate]]] = [
        defaultdict(set) for _ in definitions
    ]
    for place, key, *candidate in rows:
        found[place][key if grouped else None].add(Candidate(*candidate))
    return {
        definition: {key: sorted(them) for key, them in groups.items()}
        for definition, groups in zip(definitions, found, strict=True)
    }


def _anchor(asked: ParsedQuery) -> Condition | None:
    """A condition that names groups, whose flights need then be looked at alone."""
    named = (
        one for one in asked.conditions if one.is_equality and one.field in GROUPINGS
    )
    return next(named, None)


class LookupShape(NamedTuple):
    """A grouping, a rank, and how many of its keys; none for all of them."""

    grouping: str
    rank: int
    keys: int | None


class GroupLookup(NamedTuple):
    """Where to look under a definition: a grouping, its keys (if chosen), a rank."""

    grouping: str
    rank: int
    keys: tuple[str, ...] = ()

    def shape(self, *, grouped: bool) -> LookupShape:
        return LookupShape(
            self.grouping, self.rank, None if grouped else len(self.keys)
        )


def _keys_of(places: list[GroupLookup]) -> dict[str, str]:
    """What fills the slots for keys."""
    return {
        f"k{number}_{place}": key
        for number, one in enumerate(places)
        for place, key in enumerate(one.keys)
    }


def _place(
    snapshot: Snapshot, definition: Definition, by: str | None, anchor: Condition | None
) -> GroupLookup:
    rank = BOUNDARY_RANKS[definition.boundary]
    if by:
        return GroupLookup(grouping_of(by, definition.basis), rank)
    if anchor is None:
        return GroupLookup(OF_ALL, rank, ("",))
    widened = expand_lineage(snapshot.reference_data, CREW, anchor, definition.lineage)
    return GroupLookup(
        grouping_of(anchor.field, definition.basis), rank, widened.values
    )


def _row(number: int, place: LookupShape) -> list[Any]:
    return [
        literal(number).label("place"),
        literal(place.grouping).label("grouping"),
        literal(place.rank).label("rank"),
    ]


def _these_keys(places: tuple[LookupShape, ...]) -> CTE:
    return union_all(
        *(
            select(*_row(number, one), _key(number, place).label("key"))
            for number, one in enumerate(places)
            for place in range(one.keys or 0)
        )
    ).cte("keys")


def _key(number: int, place: int) -> Any:
    return parameter(f"k{number}_{place}", String)


def _all_keys(places: tuple[LookupShape, ...]) -> CTE:
    """Every key of the groupings, each found by one step in the index."""
    table = m.GroupAchievement
    least = select(func.min(table.key))
    rows = (select(*_row(number, place)) for number, place in enumerate(places))
    start = union_all(*rows).subquery("start")

    def same(outer: Any) -> list[Any]:
        return [outer.c.place, outer.c.grouping, outer.c.rank]

    first = least.where(table.grouping == start.c.grouping).correlate(start)
    keys = select(*same(start), first.scalar_subquery().label("key"))
    found = keys.cte("keys", recursive=True)
    within = least.where(table.grouping == found.c.grouping, table.key > found.c.key)
    following = within.correlate(found).scalar_subquery()
    known = found.c.key.is_not(None)
    return found.union_all(select(*same(found), following).where(known))


@lru_cache(maxsize=MAX_SHAPES)
def _statement(
    places: tuple[LookupShape, ...], basis: str, achievement: str, shape: QueryShape
) -> Select[*tuple[Any, ...]]:
    """For each key: who may have been first, and who came next.

    The first row in order bounds the time within which the first must be; the first row
    beyond that bounds the next. Both are steps in the index of group and time.
    """
    table = m.GroupAchievement
    conditions = filter_conditions(crew_by(basis, achievement), shape)
    keys = _all_keys(places) if places[0].keys is None else _these_keys(places)

    def fits(outer: CTE) -> list[Any]:
        return [
            table.grouping == outer.c.grouping,
            table.key == outer.c.key,
            table.kind == achievement,
            table.boundary_rank >= outer.c.rank,
            *conditions,
        ]

    def end_of_first(outer: CTE, *beyond: Any) -> Any:
        rows = select(table.at_latest).where(*fits(outer), *beyond)
        if conditions:
            rows = rows.join(m.Crew, m.Crew.id == table.crew_id)
        ordered = rows.order_by(table.at_earliest, table.crew_id).limit(1)
        return ordered.correlate(outer).scalar_subquery()

    first = _kept(select(keys, end_of_first(keys).label("ends")), "first")
    following = end_of_first(first, table.at_earliest > first.c.ends)
    ends = func.coalesce(following, first.c.ends)
    columns = (first.c.place, first.c.grouping, first.c.rank, first.c.key)
    within = _kept(select(*columns, ends.label("ends")), "within")
    shown = (table.at_earliest, table.crew_id, table.at_latest)
    found = select(within.c.place, table.key, *shown)
    if conditions:
        found = found.join(m.Crew, m.Crew.id == table.crew_id)
    return found.where(*fits(within), table.at_earliest <= within.c.ends)


def _kept(rows: Select[*tuple[Any, ...]], name: str) -> CTE:
    """Rows that are computed once, however often they are referred to."""
    return rows.cte(name).prefix_with("MATERIALIZED")


class Flight(NamedTuple):
    """A flight that an answer shows."""

    person: str
    mission: str
    launched: str
    at: str
    body: bytes


@cache
def _flights() -> ClauseElement:
    """What an answer shows of the flights among `ids`, by what was achieved on them."""
    crew, done = m.Crew, m.Achievement
    shown = (crew.person_id, crew.mission_id, crew.launched, done.at)
    return (
        select(crew.id, *shown, utf8_bytes(crew.body))
        .join(done, done.crew_id == crew.id)
        .where(done.kind == parameter("achievement"), in_json_list(crew.id, "ids"))
    )


async def flights(
    snapshot: Snapshot, achievement: str, ids: Iterable[str]
) -> dict[str, Flight]:
    """What an answer shows of each flight, by id."""
    values = {"achievement": achievement, "ids": dumps(sorted(ids))}
    rows = await snapshot.reader.rows(_flights(), values)
    return {crew_id: Flight(*shown) for crew_id, *shown in rows}


def first_and_next(
    candidates: list[Candidate],
) -> tuple[list[Candidate], list[Candidate]]:
    """Those that may have been first, and those that came next."""
    first = earliest_tie(candidates)
    return first, earliest_tie(candidates[len(first) :])


def earliest_tie(candidates: Iterable[Candidate]) -> list[Candidate]:
    ordered = list(candidates)
    if not ordered:
        return []
    bound = min(one.latest for one in ordered)
    return [one for one in ordered if one.earliest <= bound]
