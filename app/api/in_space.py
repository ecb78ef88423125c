"""`/v1/in-space`: the people in space at an instant, and their number over time."""

from typing import Any

from fastapi import APIRouter, Request, Response

from app.api.openapi_responses import QUERY_PROBLEMS, json_schema
from app.api.parameters import list_parameters
from app.api.responses import accepted, respond
from app.api.routing import add_endpoint
from app.dates import FIRST_SECOND, Span, parse_interval
from app.formats.negotiation import negotiate_format
from app.query.grammar import Grammar
from app.query.parsed_query import ParsedQuery
from app.query.validation import raise_faults
from app.resources import CREW
from app.resources.definitions import BOUNDARIES
from app.services.in_space import NOW, last_instant, people_present, today
from app.services.in_space_history import history
from app.services.snapshot import Snapshot

PATH = "/v1/in-space"
HISTORY = f"{PATH}/history"
RESERVED: dict[str, tuple[str, ...]] = {"at": (), "boundary": tuple(BOUNDARIES)}
AT_INSTANT = Grammar(reserved=RESERVED)
OVER_TIME = Grammar(reserved={**RESERVED, "by": ("country", "station")})


_PRESENT: dict[str, Any] = {
    "operation_id": "find_in_space",
    "summary": "Who was in space?",
    "description": "Everybody above 80 km, or above another boundary, at an instant,"
    " and where, earliest launch first. Without `at`, or with `at=now`, the instant is"
    " the end of the day to which the crews are complete (`meta.complete_to`).\n\n"
    "`perhaps` marks people who may have been in space: at an instant after that day,"
    " those whose landing is not known; in a time such as a day or a year, those who"
    " were in space for a part of it. `meta.count_min` leaves them out,"
    " `meta.count_max` counts them. An instant in the future is refused.",
    "tags": ["in-space"],
    "responses": {
        200: json_schema("PresentPage", "Who was in space"),
        **QUERY_PROBLEMS,
    },
    "openapi_extra": {"parameters": list_parameters(CREW, AT_INSTANT)},
}
_OVER_TIME: dict[str, Any] = {
    "operation_id": "find_in_space_history",
    "summary": "How many people were in space over time",
    "description": "The number of people in space as steps, each valid until the next;"
    " on request by state, or by station from docking to undocking, and within an"
    " interval. A stay whose docking is not known to the minute counts while it is"
    " certain. The steps end at `meta.complete_to`, the day to which the crews are"
    " complete.",
    "tags": ["in-space"],
    "responses": {200: json_schema("HistoryAnswer", "Steps"), **QUERY_PROBLEMS},
    "openapi_extra": {"parameters": list_parameters(CREW, OVER_TIME)},
}


def add_routes(router: APIRouter) -> None:
    add_endpoint(router, PATH, find_in_space, **_PRESENT)
    add_endpoint(router, HISTORY, find_history, **_OVER_TIME)


async def find_in_space(request: Request, snapshot: Snapshot) -> Response:
    """Returns the people who were in space at the instant or time `at`."""
    query, span = _parse(request, snapshot, AT_INSTANT)
    url = _url(PATH, query)
    return await respond(
        request, snapshot, url, lambda: people_present(snapshot, query, span, url)
    )


async def find_history(request: Request, snapshot: Snapshot) -> Response:
    """Returns the number of people in space as steps, within the time `at`."""
    query, at = _parse(request, snapshot, OVER_TIME)
    end = last_instant(snapshot.reference_data)
    whole = Span(FIRST_SECOND, end.latest, f"the time to {end.text}")
    span = at or (end if query.parameters.get("at") == NOW else whole)
    url = _url(HISTORY, query)
    return await respond(
        request, snapshot, url, lambda: history(snapshot, query, span, url)
    )


def _url(path: str, query: ParsedQuery) -> str:
    """Returns the canonical URL of a query."""
    text = query.canonical()
    return f"{path}?{text}" if text else path


def _parse(
    request: Request, snapshot: Snapshot, grammar: Grammar
) -> tuple[ParsedQuery, Span | None]:
    """Returns the query and the time in `at`, `None` without it or if it is `now`."""
    pairs = request.query_params.multi_items()
    query = grammar.parse(pairs, snapshot.reference_data)
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
    raise_faults(query)
    negotiate_format(accepted(request), None)
    return query, span
