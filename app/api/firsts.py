"""`/v1/firsts`: the earliest flight that fits, and which definitions change it."""

from fastapi import APIRouter, Request, Response

from app.api.openapi_responses import QUERY_PROBLEMS, json_schema
from app.api.responses import respond
from app.api.routing import add_endpoint
from app.api.tables import FILE_HEADERS, PAGED, Question
from app.formats.writers import CITATION_WRITERS
from app.query.grammar import RESERVED, Grammar
from app.resources import CREW
from app.resources.definitions import CHOICES
from app.resources.formats import formats_of
from app.resources.groupings import GROUPINGS
from app.schemas.answers import First
from app.services.envelope import Content
from app.services.firsts import FirstsQuery
from app.services.firsts_sql import PATH
from app.services.snapshot import Snapshot
from app.services.sources import cite

FORMATS = formats_of("firsts")
GRAMMAR = Grammar(
    CREW.fact_filters,
    reserved={
        "by": tuple(GROUPINGS),
        **CHOICES,
        "date_match": RESERVED["date_match"],
        "include": RESERVED["include"],
        **PAGED,
        "format": FORMATS,
    },
    default_limit=None,
)
FIRSTS = Question(PATH, First, "a first", GRAMMAR)
COMMON = {"countries": "vietnam", "boundary": "100km"}
"""The parameters that are used most, with an example of each."""


def add_routes(router: APIRouter) -> None:
    add_endpoint(
        router,
        PATH,
        find_firsts,
        operation_id="find_firsts",
        summary="The first person or people",
        description="The earliest flight that fits the filters, which are those of"
        " `/v1/crew`. With `by`, the earliest flight of each group. `achievement`,"
        " `boundary`, `basis` and `lineage` change the definition of first; the"
        " answer repeats it in `meta.definition`.\n\n"
        "Claims of sources are included without `by`. With `by` they are included"
        " only if the query has `include=claims`.",
        tags=["firsts"],
        responses={
            200: json_schema(
                "FirstsAnswer", "The first person or people", FORMATS, FILE_HEADERS
            ),
            **QUERY_PROBLEMS,
        },
        openapi_extra={"parameters": FIRSTS.parameters(CREW, COMMON)},
    )


async def find_firsts(request: Request, snapshot: Snapshot) -> Response:
    """Returns the first, or the sources that it is stated by."""
    query = await FIRSTS.parse(request, snapshot)
    firsts = FirstsQuery(snapshot, query)
    name = FIRSTS.negotiate(request, query)
    if name not in CITATION_WRITERS:
        return await FIRSTS.respond(request, snapshot, query, firsts.answer)

    async def render() -> Content:
        return await cite(snapshot.reader, await firsts.sources(), name)

    return await respond(request, snapshot, FIRSTS.url(query), render, name)
