"""`/v1/search`: all resources at once, while typing."""

from functools import partial

from fastapi import APIRouter, Request, Response

from app.api.openapi_responses import QUERY_PROBLEMS, json_schema
from app.api.routing import add_endpoint
from app.api.tables import FILE_HEADERS, PAGED, Question
from app.query.grammar import Grammar
from app.resources import PEOPLE
from app.resources.formats import formats_of
from app.schemas.answers import Found
from app.services.search import search
from app.services.snapshot import Snapshot

SEARCH = Question(
    "/v1/search",
    Found,
    "a result",
    Grammar(
        reserved={"q": (), "type": (), **PAGED},
        required={"q": "words to search for"},
        max_limit=100,
        default_limit=10,
    ),
)
COMMON = {"q": "interkosmos", "limit": "5"}
"""The parameters that are used most, with an example of each."""


def add_routes(router: APIRouter) -> None:
    about, formats = "Matching records, best match first", formats_of("table")
    add_endpoint(
        router,
        SEARCH.path,
        search_everything,
        operation_id="search",
        summary="Search in all lists",
        description="Records that match words of their names and texts, best match"
        " first. Words may be in any script, without accents, incomplete or misspelt.",
        tags=["search"],
        responses={
            200: json_schema("SearchPage", about, formats, FILE_HEADERS),
            **QUERY_PROBLEMS,
        },
        openapi_extra={"parameters": SEARCH.parameters(PEOPLE, COMMON)},
    )


async def search_everything(request: Request, snapshot: Snapshot) -> Response:
    """Returns the records that fit best, best first."""
    query = await SEARCH.parse(request, snapshot)
    compute = partial(search, snapshot, query)
    return await SEARCH.respond(request, snapshot, query, compute)
