"""`/v1/firsts`: the earliest flight that fits, and which definitions change it."""

from fastapi import APIRouter, Request, Response

from app.api.openapi_responses import QUERY_PROBLEMS, json_schema
from app.api.parameters import list_parameters
from app.api.responses import accepted, respond
from app.api.routing import add_endpoint
from app.formats.negotiation import negotiate_format
from app.formats.writers import CITATION_WRITERS
from app.query.grammar import RESERVED, Grammar
from app.query.validation import understand
from app.resources import CREW
from app.resources.definitions import CHOICES
from app.resources.formats import formats_of
from app.resources.groupings import GROUPINGS
from app.services.envelope import Content
from app.services.firsts import FirstsQuery
from app.services.firsts_sql import PATH
from app.services.snapshot import Snapshot
from app.services.sources import cite

FORMATS = formats_of("firsts")
GRAMMAR = Grammar(
    CREW.filters,
    reserved={
        "by": tuple(GROUPINGS),
        **CHOICES,
        "date_match": RESERVED["date_match"],
        "format": FORMATS,
    },
)


def add_routes(router: APIRouter) -> None:
    add_endpoint(
        router,
        PATH,
        find_firsts,
        operation_id="find_firsts",
        summary="Who was first?",
        description="The earliest flight that fits every filter of `crew`, for all or"
        " for each group, under a definition that is echoed and can be changed.",
        tags=["firsts"],
        responses={
            200: json_schema("FirstsAnswer", "Who was first", FORMATS),
            **QUERY_PROBLEMS,
        },
        openapi_extra={"parameters": list_parameters(CREW, GRAMMAR)},
    )


async def find_firsts(request: Request, snapshot: Snapshot) -> Response:
    """Returns the first, or the sources that it is stated by."""
    pairs = request.query_params.multi_items()
    query = understand(snapshot.reference_data, pairs, GRAMMAR)
    requested = query.parameters.get("format")
    name = negotiate_format(accepted(request), requested, FORMATS)
    text = query.canonical()
    url = f"{PATH}?{text}" if text else PATH
    firsts = FirstsQuery(snapshot, query, url)

    async def render() -> Content:
        if name in CITATION_WRITERS:
            return await cite(snapshot.reader, await firsts.sources(), name)
        return await firsts.answer()

    return await respond(request, snapshot, url, render, name)
