"""The number of people in space, or aboard each station, over time.

The numbers end at the last instant to which the crews are complete, so that a flight
without a known landing does not run on. A stay at a station counts while it is certain:
a docking that is known to the day counts from the end of that day.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ClauseElement,
    Integer,
    Select,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)

from app import models
from app.dates import FIRST_SECOND, Span, format_instant
from app.db.reader import Rows
from app.formats import json_bodies
from app.query.bind_parameters import parameter
from app.query.parsed_query import ParsedQuery
from app.resources.groupings import GROUPINGS, members
from app.services.in_space import (
    MAX_NAMES,
    boundary_of,
    join_names,
    last_instant,
    rank_of,
)
from app.services.snapshot import Snapshot
from app.services.tables import Items, Part

Steps = list[dict[str, Any]]
MINUTE = 60
MAX_STEPS = 10_000
"""Steps of all series together; more are refused or cut, as they take too long."""
Changes = list[tuple[int, int]]
"""Seconds in order, each with the change of the number of people at it."""


@cache
def _changes(by: str | None) -> ClauseElement:
    """Returns the statement for the changes of the number of people, by group.

    Changes before `first` count as changes at that second, and those after `last` in
    the second after it, so that a group has all of its people, whatever the time.
    """
    presence = _presences(by).subquery()
    columns = presence.c
    counts = or_(columns.ended.is_(None), columns.began < columns.ended)
    begins = select(columns.key, columns.began.label("at"), literal(1).label("by"))
    ends = select(columns.key, columns.ended, literal(-1))
    ends = ends.where(columns.began < columns.ended)
    change = union_all(begins.where(counts), ends).subquery()
    first, last = parameter("first", BigInteger), parameter("last", BigInteger)
    second = case(
        (change.c.at < first, first), (change.c.at > last, last + 1), else_=change.c.at
    )
    within = select(change.c.key, second.label("second"), change.c.by).subquery()
    key = (within.c.key, within.c.second)
    rows = select(*key, func.sum(within.c.by)).group_by(*key).order_by(*key)
    return rows.limit(parameter("limit", Integer))


def _presences(by: str | None) -> Select[*tuple[Any, ...]]:
    """Selects key, beginning and end of every presence.

    A presence at a station is a stay, which counts from the last second of its
    beginning if that is not known to the minute; any other is a flight. Without groups
    the key is empty.
    """
    crew, stay = models.Crew, models.Stay
    flown = (crew.boundary_rank >= parameter("rank"), crew.launched_earliest <= _END)
    if by == "station":
        is_known = stay.began_latest - stay.began_earliest < MINUTE
        began = case((is_known, stay.began_earliest), else_=stay.began_latest)
        return (
            select(
                stay.station_id.label("key"),
                began.label("began"),
                stay.ended_earliest.label("ended"),
            )
            .join(crew)
            .where(*flown, stay.station_id.is_not(None), _is_timed())
        )
    columns = (crew.launched_earliest.label("began"), crew.landed_latest.label("ended"))
    if by is None:
        return select(literal("").label("key"), *columns).where(*flown)
    group = members(GROUPINGS[by]).subquery()
    return select(group.c.key, *columns).join(group).where(*flown)


_END = parameter("end")


def _is_timed() -> Any:
    """Returns the condition that a stay has its times, unless it lasts."""
    stay, crew = models.Stay, models.Crew
    is_ended = or_(stay.ended_latest.is_not(None), crew.landed_latest.is_(None))
    return and_(stay.began_earliest.is_not(None), is_ended)


def _uncertain_stays() -> ClauseElement:
    """Returns the statement for the flights with stays that are uncertain in a time.

    Their times are unknown, or are not known to the minute. Each of the first has the
    number of all.
    """
    stay, crew = models.Stay, models.Crew
    landed_later = crew.landed_latest >= parameter("earliest")
    untimed = and_(~_is_timed(), or_(crew.landed_latest.is_(None), landed_later))
    began = _is_vague(stay.began_earliest, stay.began_latest)
    ended = _is_vague(stay.ended_earliest, stay.ended_latest)
    uncertain = select(stay.crew_id).join(crew).distinct()
    uncertain = uncertain.where(
        stay.station_id.is_not(None),
        crew.boundary_rank >= parameter("rank"),
        crew.launched_earliest <= parameter("latest"),
        or_(untimed, began, ended),
    )
    flights = uncertain.subquery()
    columns = (flights.c.crew_id, func.count().over())
    return select(*columns).order_by(flights.c.crew_id).limit(MAX_NAMES)


def _is_vague(first: Any, last: Any) -> Any:
    """Returns the condition that a time in question is not known to the minute."""
    earliest, latest = parameter("earliest"), parameter("latest")
    return and_(last - first >= MINUTE, first <= latest, last >= earliest)


_UNCERTAIN = _uncertain_stays()


async def history(
    snapshot: Snapshot, query: ParsedQuery, span: Span, part: Part
) -> Items:
    """Returns the number of people as steps, for each group if grouped."""
    by = query.parameters.get("by")
    end = last_instant(snapshot.reference_data)
    first, last = span.earliest, min(span.latest, end.latest)
    values = {"rank": rank_of(query), "end": end.latest, "first": first, "last": last}
    rows = await snapshot.reader.long_rows(
        _changes(by), values | {"limit": MAX_STEPS + 1}
    )
    changes = _changes_by_group(rows[:MAX_STEPS])
    keys = part.of(sorted(changes))
    groups = await _groups(snapshot, by, keys)
    data = [
        {"group": groups[key], "steps": _steps(changes[key], first, last)}
        for key in keys
    ]
    hints = _limits(len(rows), span, end)
    if by == "station":
        bounds = {"earliest": first, "latest": last}
        hints += _hints(await snapshot.reader.long_rows(_UNCERTAIN, values | bounds))
    meta = snapshot.meta(
        total=len(changes),
        returned=len(data),
        query=f"number of people {boundary_of(query)} over {span.text}",
        completeness=snapshot.completeness_of("crew", complete=not hints),
        hints=hints,
    )
    return Items([json_bodies.encode_json(series) for series in data], meta)


def _limits(steps: int, span: Span, end: Span) -> list[str]:
    """Returns which steps are left out, of so many."""
    hints = []
    if steps > MAX_STEPS:
        hints.append(
            f"Only {MAX_STEPS:,} steps are listed; request a shorter time with `at`."
        )
    if span.latest > end.latest:
        hints.append(f"The crews are complete to {end.text}, so the numbers end there.")
    return hints


def steps_of(series: bytes) -> Iterator[bytes]:
    """Yields the steps of a series as rows with their group."""
    item = json.loads(series)
    group = next(iter((item["group"] or {}).values()), None)
    for step in item["steps"]:
        yield json_bodies.encode_json({"group": group, **step})


def columns_of(fields: str) -> str:
    """Returns the columns of the rows of steps that fields of a series mean."""
    paths = fields.replace("steps.", "").split(",")
    return ",".join("at,count" if path == "steps" else path for path in paths)


def _changes_by_group(rows: Rows) -> dict[str, Changes]:
    changes: dict[str, Changes] = defaultdict(list)
    for key, second, difference in rows:
        changes[key].append((second, difference))
    return changes


def _hints(rows: Rows) -> list[str]:
    """Returns a hint that names the first flights whose stays are uncertain."""
    if not rows:
        return []
    flights = join_names([crew_id for crew_id, _ in rows], rows[0][1])
    detail = (
        "These stays are counted only while they are certain, because the time"
        " of a docking is not known to the minute"
    )
    return [f"{detail}: the stays of {flights}."]


async def _groups(
    snapshot: Snapshot, by: str | None, keys: Sequence[str]
) -> dict[str, dict[str, Any] | None]:
    """Returns groups as references, by key; without a grouping there is one, `None`."""
    if by is None:
        return dict.fromkeys(keys)
    resource = GROUPINGS[by]
    names = await snapshot.lookups.names(resource, keys)
    return {
        key: {by: {"id": key, "name": names[key], "url": f"/v1/{resource}/{key}"}}
        for key in keys
    }


def _steps(changes: Changes, first: int, last: int) -> Steps:
    """Returns the number at the first second, and at each change until the last."""
    if first > last:
        return []
    steps: Steps = []
    total = before = 0
    for second, difference in changes:
        total += difference
        if second <= first:
            before = total
        elif second <= last:
            steps.append({"at": format_instant(second), "count": total})
    if first > FIRST_SECOND:
        steps.insert(0, {"at": format_instant(first), "count": before})
    return steps
