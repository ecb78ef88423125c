"""People in space at an instant, and where they were.

A flight is certain to cover an instant if its launch and landing say so. A flight
without a known landing covers the time to which the crews are complete; beyond that it
only may have lasted.
"""

import json
from datetime import UTC, datetime
from typing import Any, NamedTuple

from app.dates import Span, parse_date, parse_interval
from app.formats import json_bodies
from app.query.parsed_query import ParsedQuery
from app.query.reference_data import ReferenceData
from app.resources.definitions import BOUNDARIES, BOUNDARY_RANKS
from app.services.in_space_sql import (
    FIRST_AFTER,
    LAST_BEFORE,
    NUMBERS,
    PAGE,
    UNPLACED,
)
from app.services.snapshot import Snapshot
from app.services.tables import Items, Part

NOW = "now"
DEFAULT_BOUNDARY = "80km"
"""The lowest boundary, so that nobody is left out."""
MAX_NAMES = 12
"""Names in a hint."""
DAY = 86_400
Json = dict[str, Any]


def rank_of(query: ParsedQuery) -> int:
    """Returns the rank of the lowest boundary of space that counts."""
    return BOUNDARY_RANKS[query.parameters.get("boundary", DEFAULT_BOUNDARY)]


def boundary_of(query: ParsedQuery) -> str:
    """Returns the boundary of space that counts, in words."""
    return BOUNDARIES[query.parameters.get("boundary", DEFAULT_BOUNDARY)]


def today() -> Span:
    """Returns the current day in UTC."""
    return parse_date(f"{datetime.now(UTC):%Y-%m-%d}")


def end_of_crews(data: ReferenceData) -> Span | None:
    """Returns the day to which the crews are complete, `None` if none is declared."""
    coverage = data.coverage_of("crew")
    end = coverage and coverage.complete_to
    return parse_interval(end) if end else None


def last_instant(data: ReferenceData) -> Span:
    """Returns the last second to which the crews are complete.

    Its text is that of the day. Without a declared end it is the end of today.
    """
    end = end_of_crews(data) or today()
    return Span(end.latest, end.latest, end.text)


class Numbers(NamedTuple):
    """How many people were, or may have been, in space."""

    total: int
    certain: int
    endless: int
    """Those who are not certain only because their landing is not known."""
    unplaced: int
    """Those who were in no known place."""


async def people_present(
    snapshot: Snapshot, query: ParsedQuery, at: Span | None, part: Part
) -> Items:
    """Returns everybody who was, or may have been, in space at a time.

    Without `at` that is the last instant to which the crews are complete.
    """
    span = at or last_instant(snapshot.reference_data)
    end = end_of_crews(snapshot.reference_data)
    covered = end is None or span.latest <= end.latest
    values = _values(query, span, lasting=covered and end is not None)
    rows = snapshot.reader.rows
    numbers = Numbers(*(await rows(NUMBERS, values))[0])
    bodies = [
        json_bodies.encode_json(_person(json.loads(body), span, end))
        for (body,) in await rows(PAGE, values | _range(part, numbers.total))
    ]
    hints = _hints(query, numbers, span, end)
    hints += await _place_hints(snapshot, values, numbers, span)
    meta = snapshot.meta(
        total=numbers.total,
        returned=len(bodies),
        query=f"people {boundary_of(query)} {_time(span)}",
        completeness=snapshot.completeness_of("crew", complete=covered),
        hints=hints,
    )
    meta |= {"count_min": numbers.certain, "count_max": numbers.total}
    return Items(bodies, meta)


def _values(query: ParsedQuery, span: Span, *, lasting: bool) -> dict[str, int]:
    """Returns the values of the bind parameters, by name.

    `lasting` tells whether a flight without a known landing covers the time.
    """
    return {
        "earliest": span.earliest,
        "latest": span.latest,
        "rank": rank_of(query),
        "lasting": int(lasting),
    }


def _range(part: Part, total: int) -> dict[str, int]:
    """Returns the values of the bind parameters for a part of the people."""
    limit = total if part.limit is None else part.limit
    return {"start": part.start, "limit": limit}


def _time(span: Span) -> str:
    """Returns a time with its preposition."""
    if span.exact:
        return f"at {span.text}"
    is_day = span.latest - span.earliest < DAY
    return f"{'on' if is_day else 'in'} {span.text}"


def _person(entry: Json, span: Span, end: Span | None) -> Json:
    """Returns a crew entry as a person in space, and where the person was."""
    stay = _stay_at(entry["stays"], span) or {"aboard": None, "began": None}
    is_at_station = stay["aboard"] and stay["aboard"]["url"].startswith("/v1/stations/")
    return {
        "person": entry["person"],
        "crew": {"id": entry["id"], "name": entry["id"], "url": entry["url"]},
        "mission": entry["mission"],
        "role": entry["role"],
        "role_title": entry["role_title"],
        "countries": entry["countries"],
        "perhaps": not _is_certain(entry, span, end),
        "aboard": stay["aboard"],
        "aboard_since": stay["began"],
        "station": stay["aboard"] if is_at_station else None,
        "spacecraft": stay.get("spacecraft") or entry["spacecraft"],
        "since": entry["launched"],
        "until": entry["landed"],
    }


def _is_certain(entry: Json, span: Span, end: Span | None) -> bool:
    """Returns whether a flight covers the whole of a time.

    `end` is that of the complete crews: a flight without a landing covers it.
    """
    if parse_date(entry["launched"]).latest > span.earliest:
        return False
    if entry["landed"]:
        return parse_date(entry["landed"]).earliest > span.latest
    return end is not None and span.latest <= end.latest


def _stay_at(stays: list[Json], span: Span) -> Json | None:
    """Returns the stay that covers the whole of a time, `None` if none is known to."""
    for stay in stays:
        began = stay["began"] and parse_date(stay["began"]).latest <= span.earliest
        if stay["ended"]:
            lasted = parse_date(stay["ended"]).earliest > span.latest
        else:
            lasted = stay is stays[-1]
        if began and lasted:
            return stay
    return None


def _hints(
    query: ParsedQuery, numbers: Numbers, span: Span, end: Span | None
) -> list[str]:
    """Returns what is not certain about an answer, and why."""
    hints = []
    if query.parameters.get("at") == NOW:
        hints.append(f"`now` means {span.text}, to which the crews are complete.")
    if end and span.latest > end.latest:
        later = "later launches and landings may be missing"
        hints.append(f"The crews are complete to {end.text}; {later}.")
    if perhaps := numbers.total - numbers.certain:
        marked = f"{perhaps} of {numbers.total} people are marked `perhaps`"
        reason = (
            "they were launched before, and no landing is known"
            if perhaps == numbers.endless
            else f"a launch or landing falls within {span.text}, or is not known so"
            " precisely"
        )
        hints.append(f"{marked}: {reason}.")
    return hints


async def _place_hints(
    snapshot: Snapshot, values: Json, numbers: Numbers, span: Span
) -> list[str]:
    """Returns a hint on people without a known place, or on an empty answer."""
    if not numbers.total:
        return [await _nobody_hint(snapshot, values)]
    if not numbers.unplaced:
        return []
    limit = {"limit": MAX_NAMES}
    names = [name for (name,) in await snapshot.reader.rows(UNPLACED, values | limit)]
    return [_unplaced_hint(names, numbers, span)]


def _unplaced_hint(names: list[str], numbers: Numbers, span: Span) -> str:
    """Returns why people are in no known place, with the names of the first."""
    return (
        "`aboard` and `station` are null for"
        f" {join_names(names, numbers.unplaced)}: the time of a docking is"
        f" unknown or falls within {span.text}. See `stays` of the crew entry."
    )


async def _nobody_hint(snapshot: Snapshot, values: Json) -> str:
    """Returns the landing before and the launch after a time without people."""
    texts = ["Nobody was in space."]
    for (body,) in await snapshot.reader.rows(LAST_BEFORE, values):
        entry = json.loads(body)
        craft = entry["landed_on"] or entry["mission"]
        texts.append(f"Last landing before: {craft['name']}, {entry['landed']}.")
    for (body,) in await snapshot.reader.rows(FIRST_AFTER, values):
        entry = json.loads(body)
        texts.append(f"Next launch: {entry['mission']['name']}, {entry['launched']}.")
    return " ".join(texts)


def join_names(names: list[str], total: int) -> str:
    """Returns names as a text, the first of them if there are many in total."""
    others = total - MAX_NAMES
    return ", ".join(names[:MAX_NAMES]) + (f" and {others} more" if others > 0 else "")
