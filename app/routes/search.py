"""`GET /v1/search`: all resources at once, while typing."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.asking import Pairs, understand
from app.bodies import encoded
from app.finder import search
from app.front import Question
from app.openapi import QUERY_PROBLEMS, json_schema
from app.parameters import list_parameters
from app.query.grammar import Grammar
from app.resources import PEOPLE
from app.responses import asked_by, chosen_form, question, respond
from app.routes.records import CurrentService
from app.service import Made, Service, envelope, links_of

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
async def find(request: Request, service: CurrentService) -> Response:
    return await respond(request, ask(service, *asked_by(request)))


def ask(service: Service, _path: str, pairs: Pairs, accept: str) -> Question:
    """How the question is understood, and answered."""
    asked = understand(service, pairs, GRAMMAR)
    text = asked.given["q"]
    chosen_form(accept, None)
    url = f"{PATH}?{asked.canonical()}"

    async def make() -> Made:
        limit = DEFAULT_LIMIT if asked.limit is None else asked.limit
        found = await search(service, text, limit)
        told = f"records with a name like {text}"
        meta = service.meta(total=len(found), returned=len(found), query=told)
        return Made(envelope(encoded(found), meta, links_of(url)))

    return question(service, url, make)
