"""`GET /v1/search`: all resources at once, while typing."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.api.lists import CurrentService
from app.api.openapi import QUERY_PROBLEMS, json_schema
from app.api.parameters import list_parameters
from app.api.responses import question, request_parts, respond
from app.formats.json_bodies import encode_json
from app.formats.negotiation import negotiate_format
from app.middleware.response_cache import Question
from app.query.grammar import Grammar
from app.query.validation import Pairs, understand
from app.resources import PEOPLE
from app.services.envelope import Content, envelope, whole_answer_links
from app.services.search import search
from app.services.snapshot import Snapshot

PATH = "/v1/search"
DEFAULT_LIMIT = 10
GRAMMAR = Grammar(
    controls={"q": (), "limit": ()}, needed={"q": "words to search for"}, most=100
)

router = APIRouter(tags=["search"])


@router.get(
    PATH,
    operation_id="search",
    summary="Search everything",
    description="Records by words of their names: in any script, without accents, from"
    " the beginning of a word, with a letter lost or swapped; best first.",
    response_model=None,
    responses={
        200: json_schema("SearchPage", "What was found, best first"),
        **QUERY_PROBLEMS,
    },
    openapi_extra={"parameters": list_parameters(PEOPLE, GRAMMAR)},
)
async def find(request: Request, snapshot: CurrentService) -> Response:
    return await respond(request, ask(snapshot, *request_parts(request)))


def ask(snapshot: Snapshot, _path: str, pairs: Pairs, accept: str) -> Question:
    """How the question is understood, and answered."""
    asked = understand(snapshot.reference_data, pairs, GRAMMAR)
    text = asked.parameters["q"]
    negotiate_format(accept, None)
    url = f"{PATH}?{asked.canonical()}"

    async def make() -> Content:
        limit = DEFAULT_LIMIT if asked.limit is None else asked.limit
        found = await search(snapshot, text, limit)
        told = f"records with a name like {text}"
        meta = snapshot.meta(total=len(found), returned=len(found), query=told)
        return Content(envelope(encode_json(found), meta, whole_answer_links(url)))

    return question(snapshot, url, make)
