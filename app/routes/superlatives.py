"""`GET /v1/records`: the longest, the most, the oldest, over the whole catalogue."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.asking import Pairs
from app.dates import parse_date
from app.firsts import BOUNDARIES, DEFAULT_BOUNDARY, RANKS
from app.front import Question
from app.openapi import QUERY_PROBLEMS, json_schema
from app.parameters import list_parameters
from app.problems import InvalidQuery
from app.query.grammar import CONTROLS, Grammar
from app.resources import CREW
from app.responses import asked_by, chosen_form, question, respond
from app.routes.records import CurrentService
from app.service import Service
from app.superlatives import SUPERLATIVES, answer

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
async def records(request: Request, service: CurrentService) -> Response:
    return await respond(request, ask(service, *asked_by(request)))


def ask(service: Service, _path: str, pairs: Pairs, accept: str) -> Question:
    """How the question is understood, and answered."""
    asked = GRAMMAR.parse(pairs, service.vocabulary)
    as_of = None
    if "as_of" in asked.given:
        try:
            as_of = parse_date(asked.given["as_of"])
        except ValueError as error:
            asked.fault("as_of", asked.given["as_of"], str(error))
    if asked.faults:
        raise InvalidQuery("See `errors` for what would be right.", asked.faults)
    chosen_form(accept, None)
    query = asked.canonical()
    url = f"{PATH}?{query}" if query else PATH
    rank = RANKS[asked.given.get("boundary", DEFAULT_BOUNDARY)]
    return question(service, url, lambda: answer(service, asked, rank, as_of, url))
