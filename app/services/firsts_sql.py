"""The SQL that finds firsts, by steps in the index of group and time, and claims."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    ClauseElement,
    ColumnElement,
    Select,
    and_,
    func,
    join,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from app import models as m
from app.db.dialects import in_json_list, json_members, utf8_bytes
from app.query.shape import QueryShape
from app.query.sql import filter_conditions
from app.query.statements import kept_by_shape
from app.resources.groupings import crew_by

PATH = "/v1/firsts"
Rows = Select[*tuple[Any, ...]]
Matching = Callable[..., Rows]
"""Returns columns of the achievements that match a key of a CTE and all conditions."""


class LookupShape(NamedTuple):
    """A lookup without its keys."""

    grouping: str
    rank: int
    has_keys: bool


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


@kept_by_shape
def candidates_statement(
    lookups: tuple[LookupShape, ...], basis: str, achievement: str, shape: QueryShape
) -> Rows:
    """Returns the statement for the candidates of each key: first, and next.

    The first row in order bounds the time within which the first must be; the first row
    of another person beyond that bounds the next. Both are steps in the index of group
    and time.
    """
    table = m.GroupAchievement
    conditions = filter_conditions(crew_by(basis, achievement), shape)
    matching = partial(_matching, achievement, conditions)
    keys = _given_keys(lookups) if lookups[0].has_keys else _all_keys(lookups)
    first_end = _end_of_first(matching(keys, table.at_latest), keys)
    first = _materialized(select(keys, first_end.label("ends")), "first")
    later = _of_others(matching, first).where(table.at_earliest > first.c.ends)
    ends = func.coalesce(_end_of_first(later, first), first.c.ends)
    columns = (first.c.number, first.c.grouping, first.c.rank, first.c.key)
    within = _materialized(select(*columns, ends.label("ends")), "within")
    bounds = (table.at_earliest, table.crew_id, table.at_latest)
    candidate = (*bounds, m.Crew.person_id, table.at)
    rows = matching(within, within.c.number, table.key, *candidate)
    return rows.where(table.at_earliest <= within.c.ends)


def _of_others(matching: Matching, first: CTE) -> Rows:
    """Returns the rows of people who are not among those that may be first."""
    table, person = m.GroupAchievement, aliased(m.Crew)
    own = matching(first, table.crew_id).where(
        table.at_earliest <= first.c.ends, m.Crew.person_id == person.person_id
    )
    rows = matching(first, table.at_latest).join(person)
    return rows.where(~own.correlate(first, person).exists())


def _matching(
    achievement: str,
    conditions: list[ColumnElement[bool]],
    keys: CTE,
    *columns: Any,
) -> Rows:
    """Returns columns of the achievements that match a key and all conditions."""
    table = m.GroupAchievement
    flights = join(table, m.Crew)
    return (
        select(*columns)
        .select_from(flights)
        .where(
            table.grouping == keys.c.grouping,
            table.key == keys.c.key,
            table.kind == achievement,
            table.boundary_rank >= keys.c.rank,
            *conditions,
        )
    )


def _end_of_first(rows: Rows, keys: CTE) -> Any:
    """Returns the latest second of the first row in order, for each key."""
    table = m.GroupAchievement
    ordered = rows.order_by(table.at_earliest).limit(1)
    return ordered.correlate(keys).scalar_subquery()


def _materialized(rows: Rows, name: str) -> CTE:
    """Returns rows that are computed once, however often they are referred to."""
    return rows.cte(name).prefix_with("MATERIALIZED")


STATES = select(m.Country.body).where(in_json_list(m.Country.id, "states"))


@cache
def claims_about_firsts() -> ClauseElement:
    """Returns the statement for claims about `records`: who was first, or when."""
    claim = m.Claim
    entries = and_(claim.resource == "crew", claim.field.in_(("countries", "person")))
    return (
        select(claim.record, utf8_bytes(claim.body))
        .where(in_json_list(claim.record, "records"))
        .where(or_(claim.query.startswith(PATH), claim.field == "launched", entries))
        .order_by(claim.id)
    )
