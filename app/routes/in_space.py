"""Who was in space at an instant, and how many over time."""

import json
from collections import defaultdict
from functools import cache
from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import ClauseElement, and_, null, or_, select

from app import bodies, models
from app.asking import Pairs
from app.dates import FIRST_SECOND, LAST_SECOND, Span, format_instant, parse_interval
from app.firsts import BOUNDARIES, RANKS
from app.front import Question
from app.groups import BY, members
from app.openapi import QUERY_PROBLEMS, json_schema
from app.parameters import list_parameters
from app.problems import InvalidQuery
from app.query.grammar import Asked, Grammar
from app.query.slots import slot
from app.resources import CREW
from app.responses import asked_by, chosen_form, question, respond
from app.routes.records import CurrentService
from app.service import Made, Service, envelope, links_of

PATH = "/v1/in-space"
HISTORY = f"{PATH}/history"
NOW = "now"
EVERYBODY = "80km"
CONTROLS: dict[str, tuple[str, ...]] = {"at": (), "boundary": tuple(BOUNDARIES)}
AT_INSTANT = Grammar(
    controls=CONTROLS, needed={"at": "an instant such as 1985-10-07T12:00Z, or now"}
)
OVER_TIME = Grammar(controls={**CONTROLS, "by": ("country", "station")})

router = APIRouter(tags=["in-space"])


@router.get(
    PATH,
    operation_id="find_in_space",
    summary="Who was in space?",
    description="Everybody above 80 km, or above another boundary, at an instant,"
    " earliest launch first. Of a time that is not known to the second, everybody who"
    " may have been is named. `at=now` is the end of the data.",
    response_model=None,
    responses={
        200: json_schema("PresentPage", "Who was in space"),
        **QUERY_PROBLEMS,
    },
    openapi_extra={"parameters": list_parameters(CREW, AT_INSTANT)},
)
async def in_space(request: Request, service: CurrentService) -> Response:
    return await respond(request, ask(service, *asked_by(request)))


def ask(service: Service, _path: str, pairs: Pairs, accept: str) -> Question:
    """How the question about an instant is understood, and answered."""
    asked, span = _understand(service, pairs, accept, AT_INSTANT)
    url = f"{PATH}?{asked.canonical()}"
    return question(service, url, lambda: _present(service, asked, span, url))


@router.get(
    HISTORY,
    operation_id="find_in_space_history",
    summary="How many people were in space over time",
    description="The number of people in space as steps, each holding until the next;"
    " by state or by station of the flight on demand, within an interval or for ever.",
    response_model=None,
    responses={
        200: json_schema("HistoryAnswer", "Steps"),
        **QUERY_PROBLEMS,
    },
    openapi_extra={"parameters": list_parameters(CREW, OVER_TIME)},
)
async def history(request: Request, service: CurrentService) -> Response:
    return await respond(request, ask_history(service, *asked_by(request)))


def ask_history(service: Service, _path: str, pairs: Pairs, accept: str) -> Question:
    """How the question about a time is understood, and answered."""
    asked, span = _understand(service, pairs, accept, OVER_TIME)
    query = asked.canonical()
    url = f"{HISTORY}?{query}" if query else HISTORY
    return question(service, url, lambda: _history(service, asked, span, url))


def _understand(
    service: Service, pairs: Pairs, accept: str, grammar: Grammar
) -> tuple[Asked, Span]:
    """The query and the time that it asks about."""
    asked = grammar.parse(pairs, service.vocabulary)
    at = asked.given.get("at")
    span = Span(FIRST_SECOND, LAST_SECOND, "all time")
    if at == NOW:
        span = Span(LAST_SECOND, LAST_SECOND, "the end of the data")
    elif at is not None:
        try:
            span = parse_interval(at)
        except ValueError as error:
            asked.fault("at", at, str(error))
    if asked.faults:
        raise InvalidQuery("See `errors` for what would be right.", asked.faults)
    chosen_form(accept, None)
    return asked, span


def _rank(asked: Asked) -> int:
    return RANKS[asked.given.get("boundary", EVERYBODY)]


def _above(asked: Asked) -> str:
    return BOUNDARIES[asked.given.get("boundary", EVERYBODY)]


def _up() -> ClauseElement:
    """Bodies of the flights that were above a boundary within a time."""
    crew = models.Crew
    earliest, rank = slot("earliest"), slot("rank")
    # Who came down later was not launched earlier than the longest flight lasts, so
    # that not every flight before the instant need be looked at
    launched_since = crew.launched_earliest >= slot("since")
    landed = and_(crew.landed_latest > earliest, launched_since)
    return (
        select(crew.body)
        .where(
            crew.boundary_rank >= rank,
            crew.launched_earliest <= slot("latest"),
            or_(crew.landed_latest.is_(None), landed),
        )
        .order_by(crew.launched_earliest, crew.id)
    )


UP = _up()


async def _present(service: Service, asked: Asked, span: Span, url: str) -> Made:
    values = {
        "earliest": span.earliest,
        "latest": span.latest,
        "since": span.earliest - service.vocabulary.longest_flight,
        "rank": _rank(asked),
    }
    rows = await service.reader.rows(UP, values)
    people = [_person(json.loads(body)) for (body,) in rows]
    meta = service.meta(
        total=len(people),
        returned=len(people),
        query=f"people {_above(asked)} at {span.text}",
        hints=_hints(service, span),
    )
    return Made(envelope(bodies.encoded(people), meta, links_of(url)))


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


def _hints(service: Service, span: Span) -> list[str]:
    """That the data ends before the time asked for."""
    about = json.loads(service.vocabulary.about)
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
    flown = (crew.boundary_rank >= slot("rank"), columns[0].is_not(None))
    if by is None:
        return select(*columns, null()).where(*flown)
    group = members(by).subquery()
    joined = select(*columns, group.c.key).join(group, group.c.crew_id == crew.id)
    return joined.where(*flown)


async def _history(service: Service, asked: Asked, span: Span, url: str) -> Made:
    by = asked.given.get("by")
    changes: dict[str | None, list[tuple[int, int]]] = defaultdict(list)
    values = {"rank": _rank(asked)}
    rows = await service.reader.rows(_ups_and_downs(by), values)
    for launched, landed, key in rows:
        changes[key].append((launched, 1))
        if landed is not None:
            changes[key].append((landed, -1))
    data = [
        {"group": _group(service, by, key), "steps": _steps(changes[key], span)}
        for key in sorted(changes, key=lambda key: key or "")
    ]
    meta = service.meta(
        total=len(data),
        returned=len(data),
        query=f"number of people {_above(asked)} over {span.text}",
        hints=_hints(service, span),
    )
    return Made(envelope(bodies.encoded(data), meta, links_of(url)))


def _group(service: Service, by: str | None, key: str | None) -> dict[str, Any] | None:
    if by is None or key is None:
        return None
    to = BY[by]
    name = service.vocabulary.ids[to][key]
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
