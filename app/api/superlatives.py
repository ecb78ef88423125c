"""`/v1/superlatives`: the longest, the most, the oldest, over the whole catalogue."""

from functools import partial

from fastapi import APIRouter, Request, Response

from app.api.openapi_responses import QUERY_PROBLEMS, json_schema
from app.api.routing import add_endpoint
from app.api.tables import WHOLE, Question
from app.dates import parse_date
from app.query.grammar import RESERVED, Grammar
from app.query.validation import raise_faults
from app.resources import CREW
from app.resources.definitions import BOUNDARIES, BOUNDARY_RANKS, DEFAULT_BOUNDARY
from app.resources.formats import formats_of
from app.schemas.superlatives import SuperlativeHeld
from app.services.snapshot import Snapshot
from app.services.superlatives import SUPERLATIVES, answer

GRAMMAR = Grammar(
    CREW.fact_filters,
    reserved={
        "category": tuple(SUPERLATIVES),
        "as_of": (),
        "boundary": tuple(BOUNDARIES),
        "lineage": RESERVED["lineage"],
        "date_match": RESERVED["date_match"],
        **WHOLE,
    },
)
QUESTION = Question("/v1/superlatives", SuperlativeHeld, "a superlative", GRAMMAR)
COMMON = {"category": "longest-flight", "sex": "female"}
"""The parameters that are used most, with an example of each."""


def add_routes(router: APIRouter) -> None:
    add_endpoint(
        router,
        QUESTION.path,
        find_superlatives,
        operation_id="find_superlatives",
        summary="Longest, shortest, most, oldest and youngest",
        description="Superlatives, such as the longest flight, over the flights that"
        " fit the filters, which are those of `/v1/crew`. Each lists all people who"
        " hold it. With `as_of`, only flights that had ended by that date count.",
        tags=["superlatives"],
        responses={
            200: json_schema(
                "SuperlativePage",
                "Superlatives",
                formats_of("table"),
                ("Content-Disposition",),
            ),
            **QUERY_PROBLEMS,
        },
        openapi_extra={"parameters": QUESTION.parameters(CREW, COMMON)},
    )


async def find_superlatives(request: Request, snapshot: Snapshot) -> Response:
    """Returns one superlative, or all of them."""
    query = await QUESTION.parse(request, snapshot)
    as_of = None
    if "as_of" in query.parameters:
        try:
            as_of = parse_date(query.parameters["as_of"])
        except ValueError as error:
            query.reject("as_of", query.parameters["as_of"], str(error))
    raise_faults(query)
    rank = BOUNDARY_RANKS[query.parameters.get("boundary", DEFAULT_BOUNDARY)]
    compute = partial(answer, snapshot, query, rank, as_of)
    return await QUESTION.respond(request, snapshot, query, compute)
