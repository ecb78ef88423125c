"""`GET /v1/firsts`: the earliest flight that fits, and what would change the answer."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.asking import understand
from app.citations import CITATION_FORMS, cite
from app.first_answer import CHOICES, PATH, Question
from app.groups import BY
from app.openapi import QUERY_PROBLEMS, json_schema
from app.parameters import list_parameters
from app.query.grammar import CONTROLS, Grammar
from app.resources import CREW
from app.responses import chosen_form, respond
from app.routes.records import CurrentService
from app.service import Made

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
    pairs = request.query_params.multi_items()
    asked = understand(service, pairs, GRAMMAR)
    form = chosen_form(request, asked.given.get("format"), FORMS)
    query = asked.canonical()
    question = Question(service, asked, f"{PATH}?{query}" if query else PATH)

    async def make() -> Made:
        if form in CITATION_FORMS:
            return await cite(service.reader, await question.sources(), form)
        return await question.answer()

    return await respond(request, service, question.url, make, form)
