"""People in space at an instant, and where they were.

A flight is certain to cover an instant if its launch and landing say so. A flight
without a known landing covers the time to which the crews are complete; beyond that it
only may have lasted.
"""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ClauseElement, and_, or_, select

from app import models
from app.dates import Span, parse_date, parse_interval
from app.formats import json_bodies
from app.query.bind_parameters import parameter
from app.query.parsed_query import ParsedQuery
from app.query.reference_data import ReferenceData
from app.resources.definitions import BOUNDARIES, BOUNDARY_RANKS
from app.services.envelope import Content, envelope, whole_answer_links
from app.services.snapshot import Snapshot

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
_CREW = models.Crew
_COUNTS = _CREW.boundary_rank >= parameter("rank")
_BEFORE = (
    select(_CREW.body)
    .where(_COUNTS, _CREW.landed_earliest <= parameter("earliest"))
    .order_by(_CREW.landed_earliest.desc())
    .limit(1)
)
_AFTER = (
    select(_CREW.body)
    .where(_COUNTS, _CREW.launched_earliest > parameter("latest"))
    .order_by(_CREW.launched_earliest)
    .limit(1)
)


async def people_present(
    snapshot: Snapshot, query: ParsedQuery, at: Span | None, url: str
) -> Content:
    """Returns everybody who was, or may have been, in space at a time.

    Without `at` that is the last instant to which the crews are complete.
    """
    span = at or last_instant(snapshot.reference_data)
    values = _values(snapshot.reference_data, query, span)
    rows = await snapshot.reader.rows(_PRESENT, values)
    end = end_of_crews(snapshot.reference_data)
    people = [_person(json.loads(body), span, end) for (body,) in rows]
    hints = _hints(query, people, span, end)
    if not people:
        hints.append(await _nobody_hint(snapshot, values))
    covered = end is None or span.latest <= end.latest
    certain = sum(not person["perhaps"] for person in people)
    meta = snapshot.meta(
        total=len(people),
        returned=len(people),
        query=f"people {boundary_of(query)} {_time(span)}",
        completeness=snapshot.completeness_of("crew", complete=covered),
        hints=hints,
    )
    meta |= {"count_min": certain, "count_max": len(people)}
    return Content(
        envelope(json_bodies.encode_json(people), meta, whole_answer_links(url))
    )


def _values(data: ReferenceData, query: ParsedQuery, span: Span) -> dict[str, int]:
    """Returns the values of the bind parameters, by name."""
    return {
        "earliest": span.earliest,
        "latest": span.latest,
        "since": span.earliest - data.longest_flight,
        "rank": rank_of(query),
    }


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
    query: ParsedQuery, people: list[Json], span: Span, end: Span | None
) -> list[str]:
    """Returns what is not certain about an answer, and why."""
    hints = []
    if query.parameters.get("at") == NOW:
        hints.append(f"`now` means {span.text}, to which the crews are complete.")
    if end and span.latest > end.latest:
        later = "later launches and landings may be missing"
        hints.append(f"The crews are complete to {end.text}; {later}.")
    if perhaps := [person for person in people if person["perhaps"]]:
        marked = f"{len(perhaps)} of {len(people)} people are marked `perhaps`"
        hints.append(f"{marked}: {_reason(perhaps, span)}.")
    unplaced = [person["person"]["name"] for person in people if not person["aboard"]]
    if unplaced:
        hints.append(
            "`aboard` and `station` are null if the time of a docking is unknown or"
            f" falls within {span.text}: {join_names(unplaced)}. See `stays` of `crew`."
        )
    return hints


async def _nobody_hint(snapshot: Snapshot, values: Json) -> str:
    """Returns the landing before and the launch after a time without people."""
    texts = ["Nobody was in space."]
    for (body,) in await snapshot.reader.rows(_BEFORE, values):
        entry = json.loads(body)
        craft = entry["landed_on"] or entry["mission"]
        texts.append(f"Last landing before: {craft['name']}, {entry['landed']}.")
    for (body,) in await snapshot.reader.rows(_AFTER, values):
        entry = json.loads(body)
        texts.append(f"Next launch: {entry['mission']['name']}, {entry['launched']}.")
    return " ".join(texts)


def _reason(perhaps: list[Json], span: Span) -> str:
    """Returns why people are only perhaps in space."""
    if all(
        person["until"] is None and parse_date(person["since"]).latest <= span.earliest
        for person in perhaps
    ):
        return "they were launched before, and no landing is known"
    return f"a launch or landing falls within {span.text}, or is not known so precisely"


def join_names(names: list[str]) -> str:
    """Returns names as a text, the first of them if there are many."""
    others = len(names) - MAX_NAMES
    return ", ".join(names[:MAX_NAMES]) + (f" and {others} more" if others > 0 else "")
