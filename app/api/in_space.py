"""Who was in space at an instant, and how many over time."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.api.lists import CurrentService
from app.api.openapi import QUERY_PROBLEMS, json_schema
from app.api.parameters import list_parameters
from app.api.responses import question, request_parts, respond
from app.dates import FIRST_SECOND, LAST_SECOND, Span, parse_interval
from app.formats.negotiation import negotiate_format
from app.middleware.response_cache import Question
from app.problems import InvalidQuery
from app.query.grammar import Grammar, ParsedQuery
from app.query.validation import Pairs
from app.resources import CREW
from app.resources.definitions import BOUNDARIES
from app.services.in_space import NOW, _history, _present
from app.services.snapshot import Snapshot

PATH = "/v1/in-space"
HISTORY = f"{PATH}/history"
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
async def in_space(request: Request, snapshot: CurrentService) -> Response:
    return await respond(request, ask(snapshot, *request_parts(request)))


def ask(snapshot: Snapshot, _path: str, pairs: Pairs, accept: str) -> Question:
    """How the question about an instant is understood, and answered."""
    asked, span = _understand(snapshot, pairs, accept, AT_INSTANT)
    url = f"{PATH}?{asked.canonical()}"
    return question(snapshot, url, lambda: _present(snapshot, asked, span, url))


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
async def history(request: Request, snapshot: CurrentService) -> Response:
    return await respond(request, ask_history(snapshot, *request_parts(request)))


def ask_history(snapshot: Snapshot, _path: str, pairs: Pairs, accept: str) -> Question:
    """How the question about a time is understood, and answered."""
    asked, span = _understand(snapshot, pairs, accept, OVER_TIME)
    query = asked.canonical()
    url = f"{HISTORY}?{query}" if query else HISTORY
    return question(snapshot, url, lambda: _history(snapshot, asked, span, url))


def _understand(
    snapshot: Snapshot, pairs: Pairs, accept: str, grammar: Grammar
) -> tuple[ParsedQuery, Span]:
    """The query and the time that it asks about."""
    asked = grammar.parse(pairs, snapshot.reference_data)
    at = asked.parameters.get("at")
    span = Span(FIRST_SECOND, LAST_SECOND, "all time")
    if at == NOW:
        span = Span(LAST_SECOND, LAST_SECOND, "the end of the data")
    elif at is not None:
        try:
            span = parse_interval(at)
        except ValueError as error:
            asked.add_fault("at", at, str(error))
    if asked.faults:
        raise InvalidQuery("See `errors` for what would be right.", asked.faults)
    negotiate_format(accept, None)
    return asked, span
