"""`/v1/in-space`: the people in space at an instant, and their number over time."""

from typing import Any

from fastapi import APIRouter, Request, Response

from app.api.openapi_responses import QUERY_PROBLEMS, json_schema
from app.api.parameters import list_parameters
from app.api.responses import accepted, respond
from app.api.routing import add_endpoint
from app.dates import FIRST_SECOND, LAST_SECOND, Span, parse_interval
from app.formats.negotiation import negotiate_format
from app.query.grammar import Grammar
from app.query.parsed_query import ParsedQuery
from app.query.validation import raise_faults
from app.resources import CREW
from app.resources.definitions import BOUNDARIES
from app.services.in_space import NOW, history, people_present
from app.services.snapshot import Snapshot

PATH = "/v1/in-space"
HISTORY = f"{PATH}/history"
RESERVED: dict[str, tuple[str, ...]] = {"at": (), "boundary": tuple(BOUNDARIES)}
AT_INSTANT = Grammar(
    reserved=RESERVED, required={"at": "an instant such as 1985-10-07T12:00Z, or now"}
)
OVER_TIME = Grammar(reserved={**RESERVED, "by": ("country", "station")})


_PRESENT: dict[str, Any] = {
    "operation_id": "find_in_space",
    "summary": "Who was in space?",
    "description": "Everybody above 80 km, or above another boundary, at an instant,"
    " earliest launch first. At a time that is not exact to the second, everybody who"
    " may have been in space. `at=now` is the end of the data.",
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
    " on request by state or by station of the flight, and within an interval.",
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
    url = f"{PATH}?{query.canonical()}"
    return await respond(
        request, snapshot, url, lambda: people_present(snapshot, query, span, url)
    )


async def find_history(request: Request, snapshot: Snapshot) -> Response:
    """Returns the number of people in space as steps, within the time `at`."""
    query, span = _parse(request, snapshot, OVER_TIME)
    text = query.canonical()
    url = f"{HISTORY}?{text}" if text else HISTORY
    return await respond(
        request, snapshot, url, lambda: history(snapshot, query, span, url)
    )


def _parse(
    request: Request, snapshot: Snapshot, grammar: Grammar
) -> tuple[ParsedQuery, Span]:
    """Returns the query and the time in `at`; all time if there is none."""
    pairs = request.query_params.multi_items()
    query = grammar.parse(pairs, snapshot.reference_data)
    at = query.parameters.get("at")
    span = Span(FIRST_SECOND, LAST_SECOND, "all time")
    if at == NOW:
        span = Span(LAST_SECOND, LAST_SECOND, "the end of the data")
    elif at is not None:
        try:
            span = parse_interval(at)
        except ValueError as error:
            query.add_fault("at", at, str(error))
    raise_faults(query)
    negotiate_format(accepted(request), None)
    return query, span
