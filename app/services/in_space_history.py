"""The number of people in space, or aboard each station, over time.

The numbers end at the last instant to which the crews are complete, so that a flight
without a known landing does not run on. A stay at a station counts while it is certain:
a docking that is known to the day counts from the end of that day.
"""

from collections import defaultdict
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import ClauseElement, and_, literal_column, or_, select

from app import models
from app.dates import FIRST_SECOND, Span, format_instant
from app.db.reader import Rows
from app.formats import json_bodies
from app.query.bind_parameters import parameter
from app.query.parsed_query import ParsedQuery
from app.resources.groupings import GROUPINGS, members
from app.services.envelope import Content, envelope, whole_answer_links
from app.services.in_space import (
    boundary_of,
    join_names,
    last_instant,
    rank_of,
)
from app.services.snapshot import Snapshot

Steps = list[dict[str, Any]]
MINUTE = 60


class Change(NamedTuple):
    """A second at which the number of people changes by `difference`."""

    second: int
    difference: int


@cache
def _presences(by: str | None) -> ClauseElement:
    """Returns the statement for the beginning and end of every presence, by group.

    A presence at a station is a stay, any other is a flight. The beginning of a stay
    has an earliest and a latest second. Without groups the key is empty.
    """
    crew, stay = models.Crew, models.Stay
    flown = (crew.boundary_rank >= parameter("rank"), crew.launched_earliest <= _END)
    if by == "station":
        began = (stay.began_earliest, stay.began_latest)
        return (
            select(*began, stay.ended_earliest, stay.station_id)
            .join(crew)
            .where(*flown, stay.station_id.is_not(None), _is_timed())
        )
    columns = (crew.launched_earliest, crew.launched_earliest, crew.landed_latest)
    if by is None:
        return select(*columns, literal_column("''")).where(*flown)
    group = members(by).subquery()
    return select(*columns, group.c.key).join(group).where(*flown)


_END = parameter("end")


def _is_timed() -> Any:
    """Returns the condition that a stay has its times, unless it lasts."""
    stay, crew = models.Stay, models.Crew
    is_ended = or_(stay.ended_latest.is_not(None), crew.landed_latest.is_(None))
    return and_(stay.began_earliest.is_not(None), is_ended)


def _uncertain_stays() -> ClauseElement:
    """Returns the statement for the flights with stays that are uncertain in a time.

    Their times are unknown, or are not known to the minute.
    """
    stay, crew = models.Stay, models.Crew
    earliest, latest = parameter("earliest"), parameter("latest")

    def is_vague(first: Any, last: Any) -> Any:
        return and_(last - first >= MINUTE, first <= latest, last >= earliest)

    untimed = and_(
        ~_is_timed(), or_(crew.landed_latest.is_(None), crew.landed_latest >= earliest)
    )
    vague = (
        is_vague(stay.began_earliest, stay.began_latest),
        is_vague(stay.ended_earliest, stay.ended_latest),
    )
    return (
        select(stay.crew_id)
        .join(crew)
        .where(
            stay.station_id.is_not(None),
            crew.boundary_rank >= parameter("rank"),
            crew.launched_earliest <= latest,
            or_(untimed, *vague),
        )
        .order_by(stay.crew_id)
    )


_UNCERTAIN = _uncertain_stays()


async def history(
    snapshot: Snapshot, query: ParsedQuery, span: Span, url: str
) -> Content:
    """Returns the number of people as steps, for each group if grouped."""
    by = query.parameters.get("by")
    end = last_instant(snapshot.reference_data)
    values = {"rank": rank_of(query), "end": end.latest}
    changes = _changes_by_group(await snapshot.reader.rows(_presences(by), values))
    first, last = span.earliest, min(span.latest, end.latest)
    data = [
        {"group": _group(snapshot, by, key), "steps": _steps(changes[key], first, last)}
        for key in sorted(changes)
    ]
    hints = []
    if span.latest > end.latest:
        hints.append(f"The crews are complete to {end.text}, so the numbers end there.")
    if by == "station":
        bounds = {"earliest": first, "latest": last}
        hints += _hints(await snapshot.reader.rows(_UNCERTAIN, values | bounds))
    meta = snapshot.meta(
        total=len(data),
        returned=len(data),
        query=f"number of people {boundary_of(query)} over {span.text}",
        completeness=snapshot.completeness_of("crew", complete=not hints),
        hints=hints,
    )
    return Content(
        envelope(json_bodies.encode_json(data), meta, whole_answer_links(url))
    )


def _changes_by_group(rows: Rows) -> dict[str, list[Change]]:
    """Returns the changes of each group from beginnings and ends of presences."""
    changes: dict[str, list[Change]] = defaultdict(list)
    for earliest, latest, ended, key in rows:
        began = earliest if latest - earliest < MINUTE else latest
        if ended is None:
            changes[key].append(Change(began, 1))
        elif began < ended:
            changes[key] += (Change(began, 1), Change(ended, -1))
    return changes


def _hints(rows: Rows) -> list[str]:
    """Returns a hint that names the flights whose stays are uncertain."""
    flights = join_names(list(dict.fromkeys(crew_id for (crew_id,) in rows)))
    detail = "Counted only while certain, because a docking is not known to the minute"
    return [f"{detail}: the stays of {flights}."] if flights else []


def _group(snapshot: Snapshot, by: str | None, key: str) -> dict[str, Any] | None:
    if by is None:
        return None
    resource = GROUPINGS[by]
    name = snapshot.reference_data.ids[resource][key]
    return {by: {"id": key, "name": name, "url": f"/v1/{resource}/{key}"}}


def _steps(changes: list[Change], first: int, last: int) -> Steps:
    """Returns the number at the first second, and at each change until the last."""
    if first > last:
        return []
    steps: Steps = []
    total = before = 0
    for second, same in groupby(sorted(changes), key=lambda change: change.second):
        total += sum(change.difference for change in same)
        if second <= first:
            before = total
        elif second <= last:
            steps.append({"at": format_instant(second), "count": total})
    if first > FIRST_SECOND:
        steps.insert(0, {"at": format_instant(first), "count": before})
    return steps
