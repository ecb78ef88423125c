"""`/v1/in-space`: the people in space at an instant, and their number over time."""

from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response

from app.api.openapi_responses import QUERY_PROBLEMS, json_schema
from app.api.routing import add_endpoint
from app.api.tables import FILE_HEADERS, PAGED, Question, Rows
from app.dates import FIRST_SECOND, Span, parse_interval
from app.query.grammar import Grammar
from app.query.parsed_query import ParsedQuery
from app.resources import CREW
from app.resources.definitions import BOUNDARIES
from app.resources.formats import formats_of
from app.schemas.in_space import History, HistoryStep, Present
from app.services.in_space import NOW, last_instant, people_present, today
from app.services.in_space_history import columns_of, history, steps_of
from app.services.snapshot import Snapshot

RESERVED: dict[str, tuple[str, ...]] = {
    "at": (),
    "boundary": tuple(BOUNDARIES),
    **PAGED,
}
AT_INSTANT = Question(
    "/v1/in-space",
    Present,
    "a person in space",
    Grammar(reserved=RESERVED, default_limit=None),
)
OVER_TIME = Question(
    "/v1/in-space/history",
    History,
    "a history",
    Grammar(
        reserved={"by": ("country", "station"), **RESERVED},
        default_limit=None,
    ),
    Rows(HistoryStep, steps_of, columns_of),
)
FORMATS = formats_of("table")


_PRESENT: dict[str, Any] = {
    "operation_id": "find_in_space",
    "summary": "People in space at a time",
    "description": "People above 80 km, or above another `boundary`, at an instant,"
    " with their location, earliest launch first. Without `at`, or with `at=now`, the"
    " instant is the end of the day to which the crews are complete"
    " (`meta.complete_to`).\n\n"
    "`perhaps` marks people whose presence is possible but not certain. At an instant"
    " after that day, they are people without a known landing. During a period, such as"
    " a day or a year, they are people who were in space for only a part of it."
    " `meta.count_min` excludes them, and `meta.count_max` includes them. An instant in"
    " the future is rejected.",
    "tags": ["in-space"],
    "responses": {
        200: json_schema("PresentPage", "People in space", FORMATS, FILE_HEADERS),
        **QUERY_PROBLEMS,
    },
    "openapi_extra": {
        "parameters": AT_INSTANT.parameters(CREW, {"at": "1985-10-07T12:00Z"})
    },
}
_OVER_TIME: dict[str, Any] = {
    "operation_id": "find_in_space_history",
    "summary": "Number of people in space over time",
    "description": "The number of people in space, as steps: each step is valid until"
    " the next. `by=country` returns the steps of each country, and `by=station` those"
    " of each station, where people count from docking to undocking. If the time of a"
    " docking is not known to the minute, a person counts only while the stay is"
    " certain. `at` selects a period. The steps end at `meta.complete_to`, the day to"
    " which the crews are complete. A CSV file has one row for each step, with its"
    " group.",
    "tags": ["in-space"],
    "responses": {
        200: json_schema(
            "HistoryAnswer",
            "Numbers of people in space, as steps",
            FORMATS,
            FILE_HEADERS,
        ),
        **QUERY_PROBLEMS,
    },
    "openapi_extra": {
        "parameters": OVER_TIME.parameters(CREW, {"by": "station", "at": "1985"})
    },
}


def add_routes(router: APIRouter) -> None:
    add_endpoint(router, AT_INSTANT.path, find_in_space, **_PRESENT)
    add_endpoint(router, OVER_TIME.path, find_history, **_OVER_TIME)


async def find_in_space(request: Request, snapshot: Snapshot) -> Response:
    """Returns the people who were in space at the instant or time `at`."""
    query, span = await _parse(request, snapshot, AT_INSTANT)
    compute = partial(people_present, snapshot, query, span)
    return await AT_INSTANT.respond(request, snapshot, query, compute)


async def find_history(request: Request, snapshot: Snapshot) -> Response:
    """Returns the number of people in space as steps, within the time `at`."""
    query, at = await _parse(request, snapshot, OVER_TIME)
    end = last_instant(snapshot.reference_data)
    whole = Span(FIRST_SECOND, end.latest, f"the time to {end.text}")
    span = at or (end if query.parameters.get("at") == NOW else whole)
    compute = partial(history, snapshot, query, span)
    return await OVER_TIME.respond(request, snapshot, query, compute)


async def _parse(
    request: Request, snapshot: Snapshot, question: Question
) -> tuple[ParsedQuery, Span | None]:
    """Returns the query and the time in `at`, `None` without it or if it is `now`."""
    query = await question.parse(request, snapshot)
    at, span = query.parameters.get("at"), None
    if at is not None and at != NOW:
        try:
            span = parse_interval(at)
        except ValueError as error:
            query.reject("at", at, str(error))
    if span and span.earliest > today().latest:
        end = last_instant(snapshot.reference_data).text
        reason = f"it is in the future: today is {today().text}, and the crews are"
        query.reject("at", str(at), f"{reason} complete to {end}")
    return query, span
