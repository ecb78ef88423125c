"""What there is: the index of the API, the data set, health, pages about problems."""

import json
from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.api.lists import CurrentService
from app.api.openapi import json_schema, problem_responses
from app.api.responses import question, respond
from app.formats.json_bodies import encode_json
from app.query.grammar import Grammar
from app.query.validation import understand
from app.resources import RESOURCES
from app.services.envelope import Content, envelope, whole_answer_links

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
async def index(request: Request, snapshot: CurrentService) -> Response:
    understand(snapshot.reference_data, request.query_params.multi_items(), Grammar())
    body = {
        "resources": {one.name: one.path for one in RESOURCES},
        "questions": QUESTIONS,
        "openapi": "/openapi.json",
        "docs": "/docs",
        "dataset": snapshot.dataset,
    }
    return await respond(request, question(snapshot, "/v1", _made(encode_json(body))))


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
async def dataset(request: Request, snapshot: CurrentService) -> Response:
    understand(snapshot.reference_data, request.query_params.multi_items(), Grammar())
    about = json.loads(snapshot.reference_data.about)
    counts = about["counts"] | {"claims": len(snapshot.reference_data.ids["claims"])}
    data = snapshot.dataset | {"credit": CREDIT} | about | {"counts": counts}
    meta = snapshot.meta(total=1, returned=1, query="the data set")
    links = whole_answer_links("/v1/dataset")
    body = envelope(encode_json(data), meta, links)
    return await respond(request, question(snapshot, "/v1/dataset", _made(body)))


def _made(body: bytes) -> Callable[[], Awaitable[Content]]:
    async def make() -> Content:
        return Content(body)

    return make
