"""`/v1/search`: all resources at once, while typing."""

from fastapi import APIRouter, Request, Response

from app.api.openapi_responses import QUERY_PROBLEMS, json_schema
from app.api.parameters import list_parameters
from app.api.responses import accepted, respond
from app.api.routing import add_endpoint
from app.formats.json_bodies import encode_json
from app.formats.negotiation import negotiate_format
from app.query.grammar import Grammar
from app.query.validation import understand
from app.resources import PEOPLE
from app.services.envelope import Content, envelope, whole_answer_links
from app.services.search import search
from app.services.snapshot import Snapshot

PATH = "/v1/search"
DEFAULT_LIMIT = 10
GRAMMAR = Grammar(
    reserved={"q": (), "limit": ()},
    required={"q": "words to search for"},
    max_limit=100,
)


def add_routes(router: APIRouter) -> None:
    add_endpoint(
        router,
        PATH,
        search_everything,
        operation_id="search",
        summary="Search everything",
        description="Records by words of their names: in any script, without accents,"
        " from the beginning of a word, with a letter lost or swapped; best first.",
        tags=["search"],
        responses={
            200: json_schema("SearchPage", "What was found, best first"),
            **QUERY_PROBLEMS,
        },
        openapi_extra={"parameters": list_parameters(PEOPLE, GRAMMAR)},
    )


async def search_everything(request: Request, snapshot: Snapshot) -> Response:
    """Returns the records that fit best, best first."""
    pairs = request.query_params.multi_items()
    query = understand(snapshot.reference_data, pairs, GRAMMAR)
    text = query.parameters["q"]
    negotiate_format(accepted(request), None)
    url = f"{PATH}?{query.canonical()}"

    async def render() -> Content:
        limit = DEFAULT_LIMIT if query.limit is None else query.limit
        hits = await search(snapshot, query.words, limit)
        description = f"records with a name like {text}"
        meta = snapshot.meta(total=len(hits), returned=len(hits), query=description)
        return Content(envelope(encode_json(hits), meta, whole_answer_links(url)))

    return await respond(request, snapshot, url, render)
