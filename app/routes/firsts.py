"""`GET /v1/firsts`: the earliest flight that fits, and what would change the answer."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.asking import Pairs, understand
from app.citations import CITATION_FORMS, cite
from app.first_answer import CHOICES, PATH, Question
from app.front import Question as Asked
from app.groups import BY
from app.openapi import QUERY_PROBLEMS, json_schema
from app.parameters import list_parameters
from app.query.grammar import CONTROLS, Grammar
from app.resources import CREW
from app.responses import asked_by, chosen_form, question, respond
from app.routes.records import CurrentService
from app.service import Made, Service

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
async def firsts(request: Request, service: CurrentService) -> Response:
    return await respond(request, ask(service, *asked_by(request)))


def ask(service: Service, _path: str, pairs: Pairs, accept: str) -> Asked:
    """How the question is understood, and answered."""
    asked = understand(service, pairs, GRAMMAR)
    form = chosen_form(accept, asked.given.get("format"), FORMS)
    query = asked.canonical()
    first = Question(service, asked, f"{PATH}?{query}" if query else PATH)

    async def make() -> Made:
        if form in CITATION_FORMS:
            return await cite(service.reader, await first.sources(), form)
        return await first.answer()

    return question(service, first.url, make, form)
