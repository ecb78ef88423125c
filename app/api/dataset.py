"""`/v1`, the index of the API, and `/v1/dataset`, the description of the data set."""

import json

from fastapi import APIRouter, Request, Response

from app.api.openapi_responses import json_schema, problem_responses
from app.api.responses import respond
from app.api.routing import add_endpoint
from app.formats.json_bodies import encode_json
from app.query.grammar import Grammar
from app.query.validation import understand
from app.resources import RESOURCES
from app.services.envelope import Content, envelope, whole_answer_links
from app.services.snapshot import Snapshot

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


def add_routes(router: APIRouter) -> None:
    add_endpoint(
        router,
        "/v1",
        get_index,
        operation_id="get_index",
        summary="What can be asked",
        description="Every list and question of the API.",
        tags=["dataset"],
        responses={200: json_schema("Index", "Addresses"), **problem_responses(400)},
    )
    add_endpoint(
        router,
        "/v1/dataset",
        get_dataset,
        operation_id="get_dataset",
        summary="What the data holds",
        description="Version, revision, counts, licence, coverage, and what is"
        " missing.",
        tags=["dataset"],
        responses={
            200: json_schema("DatasetAnswer", "What the data holds"),
            **problem_responses(400),
        },
    )


async def get_index(request: Request, snapshot: Snapshot) -> Response:
    """Returns the addresses of all lists and questions."""
    understand(snapshot.reference_data, request.query_params.multi_items(), Grammar())

    async def render() -> Content:
        body = {
            "resources": {resource.name: resource.path for resource in RESOURCES},
            "questions": QUESTIONS,
            "openapi": "/openapi.json",
            "docs": "/docs",
            "dataset": snapshot.dataset,
        }
        return Content(encode_json(body))

    return await respond(request, snapshot, "/v1", render)


async def get_dataset(request: Request, snapshot: Snapshot) -> Response:
    """Returns version, licence, counts, coverage, gaps and releases of the data."""
    data = snapshot.reference_data
    understand(data, request.query_params.multi_items(), Grammar())

    async def render() -> Content:
        about = json.loads(data.about)
        judged = {name: len(data.ids[name]) for name in ("claims", "errata")}
        counts = about["counts"] | judged
        body = snapshot.dataset | {"credit": CREDIT} | about | {"counts": counts}
        meta = snapshot.meta(total=1, returned=1, query="the data set")
        links = whole_answer_links("/v1/dataset")
        return Content(envelope(encode_json(body), meta, links))

    return await respond(request, snapshot, "/v1/dataset", render)
