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
DEFAULT_BOUNDARY = "80km"
"""The lowest boundary, so that nobody is left out."""


def _rank(query: ParsedQuery) -> int:
    return BOUNDARY_RANKS[query.parameters.get("boundary", DEFAULT_BOUNDARY)]


def _boundary(query: ParsedQuery) -> str:
    return BOUNDARIES[query.parameters.get("boundary", DEFAULT_BOUNDARY)]


def _flights_present() -> ClauseElement:
    """Returns the statement for the flights above a boundary within a time."""
    crew = models.Crew
    earliest, rank = parameter("earliest"), parameter("rank")
    # A flight that landed later was launched at most the longest flight earlier: the
    # index on launches then skips all older flights
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


_PRESENT = _flights_present()


async def people_present(
    snapshot: Snapshot, query: ParsedQuery, span: Span, url: str
) -> Content:
    """Returns everybody who was, or may have been, in space within a time."""
    values = {
        "earliest": span.earliest,
        "latest": span.latest,
        "since": span.earliest - snapshot.reference_data.longest_flight,
        "rank": _rank(query),
    }
    rows = await snapshot.reader.rows(_PRESENT, values)
    people = [_person(json.loads(body)) for (body,) in rows]
    meta = snapshot.meta(
        total=len(people),
        returned=len(people),
        query=f"people {_boundary(query)} at {span.text}",
        hints=_hints(snapshot, span),
    )
    return Content(
        envelope(json_bodies.encode_json(people), meta, whole_answer_links(url))
    )


def _person(entry: dict[str, Any]) -> dict[str, Any]:
    """Returns a crew entry as a person in space."""
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
    """Returns a hint if the data ends before the time of the query."""
    about = json.loads(snapshot.reference_data.about)
    for coverage in about["coverage"]:
        end = coverage["complete_to"]
        if (
            coverage["part"] == "crew"
            and end
            and span.latest > parse_interval(end).latest
        ):
            return [f"The crews are complete to {end}; later ones may be missing."]
    return []


@cache
def _launches_and_landings(by: str | None) -> ClauseElement:
    """Returns the statement for the times of every flight, with each of its groups."""
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
    """Returns the number of people in space as steps, for each group if grouped."""
    by = query.parameters.get("by")
    changes: dict[str | None, list[tuple[int, int]]] = defaultdict(list)
    values = {"rank": _rank(query)}
    rows = await snapshot.reader.rows(_launches_and_landings(by), values)
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
        query=f"number of people {_boundary(query)} over {span.text}",
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
    resource = GROUPINGS[by]
    name = snapshot.reference_data.ids[resource][key]
    return {by: {"id": key, "name": name, "url": f"/v1/{resource}/{key}"}}


def _steps(changes: list[tuple[int, int]], span: Span) -> list[dict[str, Any]]:
    """Returns the number at each change within a time, and at its beginning.

    `changes` are seconds, each with 1 for a launch and -1 for a landing.
    """
    steps: list[dict[str, Any]] = []
    total = before = 0
    for second, same in groupby(sorted(changes), key=lambda change: change[0]):
        total += sum(change for _, change in same)
        if second < span.earliest:
            before = total
        elif second <= span.latest:
            steps.append({"at": format_instant(second), "count": total})
    starts_there = [format_instant(span.earliest)] == [step["at"] for step in steps[:1]]
    if span.earliest > FIRST_SECOND and not starts_there:
        steps.insert(0, {"at": format_instant(span.earliest), "count": before})
    return steps
