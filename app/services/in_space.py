"""People in space at an instant, and their number over time."""

import json
from collections import defaultdict
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import ClauseElement, and_, null, or_, select

from app import models
from app.dates import FIRST_SECOND, Span, format_instant, parse_interval
from app.formats import json_bodies
from app.query.bind_parameters import parameter
from app.query.parsed_query import ParsedQuery
from app.resources.definitions import BOUNDARIES, BOUNDARY_RANKS
from app.resources.groupings import GROUPINGS, members
from app.services.envelope import Content, envelope, whole_answer_links
from app.services.snapshot import Snapshot

NOW = "now"


EVERYBODY = "80km"


def _rank(query: ParsedQuery) -> int:
    return BOUNDARY_RANKS[query.parameters.get("boundary", EVERYBODY)]


def _above(query: ParsedQuery) -> str:
    return BOUNDARIES[query.parameters.get("boundary", EVERYBODY)]


def _up() -> ClauseElement:
    """Bodies of the flights that were above a boundary within a time."""
    crew = models.Crew
    earliest, rank = parameter("earliest"), parameter("rank")
    # Who came down later was not launched earlier than the longest flight lasts, so
    # that not every flight before the instant need be looked at
    launched_since = crew.launched_earliest >= parameter("since")
    landed = and_(crew.landed_latest > earliest, launched_since)
    return (
        select(crew.body)
        .where(
            crew.boundary_rank >= rank,
            crew.launched_earliest <= parameter("latest"),
            or_(crew.landed_latest.is_(None), landed),
        )
        .order_by(crew.launched_earliest, crew.id)
    )


UP = _up()


async def people_present(
    snapshot: Snapshot, query: ParsedQuery, span: Span, url: str
) -> Content:
    values = {
        "earliest": span.earliest,
        "latest": span.latest,
        "since": span.earliest - snapshot.reference_data.longest_flight,
        "rank": _rank(query),
    }
    rows = await snapshot.reader.rows(UP, values)
    people = [_person(json.loads(body)) for (body,) in rows]
    meta = snapshot.meta(
        total=len(people),
        returned=len(people),
        query=f"people {_above(query)} at {span.text}",
        hints=_hints(snapshot, span),
    )
    return Content(
        envelope(json_bodies.encode_json(people), meta, whole_answer_links(url))
    )


def _person(entry: dict[str, Any]) -> dict[str, Any]:
    """A crew entry as somebody in space."""
    stations = entry["stations"]
    return {
        "person": entry["person"],
        "crew": {"id": entry["id"], "name": entry["id"], "url": entry["url"]},
        "mission": entry["mission"],
        "countries": entry["countries"],
        "station": stations[0] if stations else None,
        "since": entry["launched"],
        "until": entry["landed"],
    }


def _hints(snapshot: Snapshot, span: Span) -> list[str]:
    """That the data ends before the time query for."""
    about = json.loads(snapshot.reference_data.about)
    for one in about["coverage"]:
        end = one["complete_to"]
        if one["part"] == "crew" and end and span.latest > parse_interval(end).latest:
            return [f"The crews are complete to {end}; later ones may be missing."]
    return []


@cache
def _ups_and_downs(by: str | None) -> ClauseElement:
    """Launch and landing of every flight above a boundary, with each of its groups."""
    crew = models.Crew
    columns = (crew.launched_earliest, crew.landed_latest)
    flown = (crew.boundary_rank >= parameter("rank"), columns[0].is_not(None))
    if by is None:
        return select(*columns, null()).where(*flown)
    group = members(by).subquery()
    joined = select(*columns, group.c.key).join(group, group.c.crew_id == crew.id)
    return joined.where(*flown)


async def history(
    snapshot: Snapshot, query: ParsedQuery, span: Span, url: str
) -> Content:
    by = query.parameters.get("by")
    changes: dict[str | None, list[tuple[int, int]]] = defaultdict(list)
    values = {"rank": _rank(query)}
    rows = await snapshot.reader.rows(_ups_and_downs(by), values)
    for launched, landed, key in rows:
        changes[key].append((launched, 1))
        if landed is not None:
            changes[key].append((landed, -1))
    data = [
        {"group": _group(snapshot, by, key), "steps": _steps(changes[key], span)}
        for key in sorted(changes, key=lambda key: key or "")
    ]
    meta = snapshot.meta(
        total=len(data),
        returned=len(data),
        query=f"number of people {_above(query)} over {span.text}",
        hints=_hints(snapshot, span),
    )
    return Content(
        envelope(json_bodies.encode_json(data), meta, whole_answer_links(url))
    )


def _group(
    snapshot: Snapshot, by: str | None, key: str | None
) -> dict[str, Any] | None:
    if by is None or key is None:
        return None
    to = GROUPINGS[by]
    name = snapshot.reference_data.ids[to][key]
    return {by: {"id": key, "name": name, "url": f"/v1/{to}/{key}"}}


def _steps(changes: list[tuple[int, int]], span: Span) -> list[dict[str, Any]]:
    """The running total at each change within the span, and at the span's beginning."""
    found: list[dict[str, Any]] = []
    total = before = 0
    for second, same in groupby(sorted(changes), key=lambda change: change[0]):
        total += sum(change for _, change in same)
        if second < span.earliest:
            before = total
        elif second <= span.latest:
            found.append({"at": format_instant(second), "count": total})
    begun = [format_instant(span.earliest)] == [step["at"] for step in found[:1]]
    if span.earliest > FIRST_SECOND and not begun:
        found.insert(0, {"at": format_instant(span.earliest), "count": before})
    return found
