"""What there is: the index of the API, the data set, health, pages about problems."""

import json
from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from app.asking import understand
from app.bodies import encoded
from app.openapi import json_schema, problem_responses
from app.pages.problem import explain
from app.problems import KINDS, NotFound, Unavailable
from app.query.grammar import Grammar
from app.resources import RESOURCES
from app.responses import question, respond
from app.routes.records import CurrentService
from app.service import Made, envelope, links_of

CREDIT = (
    "Rendezvous, CC BY 4.0; with data of J. McDowell, General Catalog of Artificial"
    " Space Objects (GCAT), planet4589.org, CC BY 4.0"
)
QUESTIONS = {
    "firsts": "/v1/firsts?country=vietnam",
    "in_space": "/v1/in-space?at=1975-07-17T16:30:00Z",
    "in_space_history": "/v1/in-space/history?by=station",
    "records": "/v1/records?sex=female",
    "search": "/v1/search?q=interkosmos",
    "dataset": "/v1/dataset",
    "download": "/v1/dataset/download",
}

router = APIRouter()


@router.get(
    "/v1",
    operation_id="get_index",
    summary="What can be asked",
    description="Every list and question of the API.",
    tags=["dataset"],
    response_model=None,
    responses={
        200: json_schema("Index", "Addresses"),
        **problem_responses(400),
    },
)
async def index(request: Request, service: CurrentService) -> Response:
    understand(service, request.query_params.multi_items(), Grammar())
    body = {
        "resources": {one.name: one.path for one in RESOURCES},
        "questions": QUESTIONS,
        "openapi": "/openapi.json",
        "docs": "/docs",
        "dataset": service.dataset,
    }
    return await respond(request, question(service, "/v1", _made(encoded(body))))


@router.get(
    "/v1/dataset",
    operation_id="get_dataset",
    summary="What the data holds",
    description="Version, revision, counts, licence, coverage, and what is missing.",
    tags=["dataset"],
    response_model=None,
    responses={
        200: json_schema("DatasetAnswer", "What the data holds"),
        **problem_responses(400),
    },
)
async def dataset(request: Request, service: CurrentService) -> Response:
    understand(service, request.query_params.multi_items(), Grammar())
    about = json.loads(service.vocabulary.about)
    counts = about["counts"] | {"claims": len(service.vocabulary.ids["claims"])}
    data = service.dataset | {"credit": CREDIT} | about | {"counts": counts}
    meta = service.meta(total=1, returned=1, query="the data set")
    links = links_of("/v1/dataset")
    body = envelope(encoded(data), meta, links)
    return await respond(request, question(service, "/v1/dataset", _made(body)))


@router.get("/healthz", operation_id="get_health", include_in_schema=False)
async def health() -> JSONResponse:
    return JSONResponse({"status": "up"}, headers={"Cache-Control": "no-store"})


@router.get("/readyz", operation_id="get_readiness", include_in_schema=False)
async def ready(request: Request, service: CurrentService) -> JSONResponse:
    if not await request.app.state.is_readable():
        raise Unavailable(retry_after=2)
    body = {"status": "ready", "revision": service.dataset["revision"]}
    return JSONResponse(body, headers={"Cache-Control": "no-store"})


@router.get("/problems/{slug}", include_in_schema=False)
async def about_problem(request: Request, slug: str) -> Response:
    """The page that the `type` of a problem leads to."""
    for kind in KINDS:
        if kind.slug == slug:
            return explain(request, kind)
    kinds = ", ".join(kind.slug for kind in KINDS)
    detail = f"There is no problem {slug[:100]!r}; there are {kinds}"
    raise NotFound.in_path("slug", slug[:100], detail)


def _made(body: bytes) -> Callable[[], Awaitable[Made]]:
    async def make() -> Made:
        return Made(body)

    return make
