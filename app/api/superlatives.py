"""`/v1/records`: the longest, the most, the oldest, over the whole catalogue."""

from fastapi import APIRouter, Request, Response

from app.api.openapi_responses import QUERY_PROBLEMS, json_schema
from app.api.parameters import list_parameters
from app.api.responses import accepted, respond
from app.api.routing import add_endpoint
from app.dates import parse_date
from app.formats.negotiation import negotiate_format
from app.query.grammar import RESERVED, Grammar
from app.query.validation import raise_faults
from app.resources import CREW
from app.resources.definitions import BOUNDARIES, BOUNDARY_RANKS, DEFAULT_BOUNDARY
from app.services.snapshot import Snapshot
from app.services.superlatives import SUPERLATIVES, answer

PATH = "/v1/records"
GRAMMAR = Grammar(
    CREW.filters,
    reserved={
        "record": tuple(SUPERLATIVES),
        "as_of": (),
        "boundary": tuple(BOUNDARIES),
        "lineage": RESERVED["lineage"],
        "date_match": RESERVED["date_match"],
    },
)


def add_routes(router: APIRouter) -> None:
    add_endpoint(
        router,
        PATH,
        find_superlatives,
        operation_id="find_records",
        summary="Longest, most, oldest, youngest",
        description="Each superlative over the flights that fit every filter of `crew`,"
        " with all who hold it; `as_of` asks as of a date, counting ended flights.",
        tags=["records"],
        responses={
            200: json_schema("SuperlativePage", "Superlatives"),
            **QUERY_PROBLEMS,
        },
        openapi_extra={"parameters": list_parameters(CREW, GRAMMAR)},
    )


async def find_superlatives(request: Request, snapshot: Snapshot) -> Response:
    """Returns one superlative, or all of them."""
    pairs = request.query_params.multi_items()
    query = GRAMMAR.parse(pairs, snapshot.reference_data)
    as_of = None
    if "as_of" in query.parameters:
        try:
            as_of = parse_date(query.parameters["as_of"])
        except ValueError as error:
            query.reject("as_of", query.parameters["as_of"], str(error))
    raise_faults(query)
    negotiate_format(accepted(request), None)
    text = query.canonical()
    url = f"{PATH}?{text}" if text else PATH
    rank = BOUNDARY_RANKS[query.parameters.get("boundary", DEFAULT_BOUNDARY)]
    return await respond(
        request, snapshot, url, lambda: answer(snapshot, query, rank, as_of, url)
    )
