"""`GET /v1/records`: the longest, the most, the oldest, over the whole catalogue."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.api.lists import CurrentService
from app.api.openapi import QUERY_PROBLEMS, json_schema
from app.api.parameters import list_parameters
from app.api.responses import question, request_parts, respond
from app.dates import parse_date
from app.formats.negotiation import negotiate_format
from app.middleware.response_cache import Question
from app.problems import InvalidQuery
from app.query.grammar import CONTROLS, Grammar
from app.query.validation import Pairs
from app.resources import CREW
from app.resources.definitions import BOUNDARIES, DEFAULT_BOUNDARY, RANKS
from app.services.snapshot import Snapshot
from app.services.superlatives import SUPERLATIVES, answer

PATH = "/v1/records"
GRAMMAR = Grammar(
    CREW.filters,
    controls={
        "record": tuple(SUPERLATIVES),
        "as_of": (),
        "boundary": tuple(BOUNDARIES),
        "lineage": CONTROLS["lineage"],
        "date_match": CONTROLS["date_match"],
    },
)

router = APIRouter(tags=["records"])


@router.get(
    PATH,
    operation_id="find_records",
    summary="Longest, most, oldest, youngest",
    description="Each superlative over the flights that fit every filter of `crew`,"
    " with all who hold it; `as_of` asks as of a date, counting ended flights.",
    response_model=None,
    responses={
        200: json_schema("SuperlativePage", "Superlatives"),
        **QUERY_PROBLEMS,
    },
    openapi_extra={"parameters": list_parameters(CREW, GRAMMAR)},
)
async def records(request: Request, snapshot: CurrentService) -> Response:
    return await respond(request, ask(snapshot, *request_parts(request)))


def ask(snapshot: Snapshot, _path: str, pairs: Pairs, accept: str) -> Question:
    """How the question is understood, and answered."""
    asked = GRAMMAR.parse(pairs, snapshot.reference_data)
    as_of = None
    if "as_of" in asked.parameters:
        try:
            as_of = parse_date(asked.parameters["as_of"])
        except ValueError as error:
            asked.add_fault("as_of", asked.parameters["as_of"], str(error))
    if asked.faults:
        raise InvalidQuery("See `errors` for what would be right.", asked.faults)
    negotiate_format(accept, None)
    query = asked.canonical()
    url = f"{PATH}?{query}" if query else PATH
    rank = RANKS[asked.parameters.get("boundary", DEFAULT_BOUNDARY)]
    return question(snapshot, url, lambda: answer(snapshot, asked, rank, as_of, url))
