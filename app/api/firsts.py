"""`GET /v1/firsts`: the earliest flight that fits, and what would change the answer."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.api.lists import CurrentService
from app.api.openapi import QUERY_PROBLEMS, json_schema
from app.api.parameters import list_parameters
from app.api.responses import question, request_parts, respond
from app.formats.bibtex import CITATION_FORMS
from app.formats.negotiation import negotiate_format
from app.middleware.response_cache import Question as Asked
from app.query.grammar import CONTROLS, Grammar
from app.query.validation import Pairs, understand
from app.resources import CREW
from app.resources.definitions import CHOICES
from app.resources.groupings import BY
from app.services.envelope import Content
from app.services.firsts import PATH, FirstsQuery
from app.services.snapshot import Snapshot
from app.services.sources import cite

FORMS = ("json", *CITATION_FORMS)
GRAMMAR = Grammar(
    CREW.filters,
    controls={
        "by": tuple(BY),
        **CHOICES,
        "date_match": CONTROLS["date_match"],
        "format": FORMS,
    },
)

router = APIRouter(tags=["firsts"])


@router.get(
    PATH,
    operation_id="find_firsts",
    summary="Who was first?",
    description="The earliest flight that fits every filter of `crew`, for all or for"
    " each group, under a definition that is echoed and can be changed.",
    response_model=None,
    responses={
        200: json_schema("FirstsAnswer", "Who was first", FORMS),
        **QUERY_PROBLEMS,
    },
    openapi_extra={"parameters": list_parameters(CREW, GRAMMAR)},
)
async def firsts(request: Request, snapshot: CurrentService) -> Response:
    return await respond(request, ask(snapshot, *request_parts(request)))


def ask(snapshot: Snapshot, _path: str, pairs: Pairs, accept: str) -> Asked:
    """How the question is understood, and answered."""
    asked = understand(snapshot.reference_data, pairs, GRAMMAR)
    form = negotiate_format(accept, asked.parameters.get("format"), FORMS)
    query = asked.canonical()
    first = FirstsQuery(snapshot, asked, f"{PATH}?{query}" if query else PATH)

    async def make() -> Content:
        if form in CITATION_FORMS:
            return await cite(snapshot.reader, await first.sources(), form)
        return await first.answer()

    return question(snapshot, first.url, make, form)
