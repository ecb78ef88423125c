"""`/v1`, the index of the API, and `/v1/dataset`, the description of the data set."""

import json
from typing import Any

from fastapi import APIRouter, Request, Response

from app.api.openapi_responses import json_schema, problem_responses
from app.api.parameters import list_parameters
from app.api.responses import accepted, respond
from app.api.routing import add_endpoint
from app.formats.dataset_files import download_files
from app.formats.dataset_jsonld import dataset_as_jsonld
from app.formats.json_bodies import encode_json
from app.formats.negotiation import negotiate_format
from app.query.grammar import Grammar
from app.query.validation import understand
from app.resources import CREW, RESOURCES
from app.resources.formats import JSON, formats_of
from app.services.envelope import Content, envelope, whole_answer_links
from app.services.snapshot import Snapshot

TITLE = "an open database of human spaceflight missions"
CREDIT = (
    "Rendezvous, CC BY 4.0; with data of J. McDowell, General Catalog of Artificial"
    " Space Objects (GCAT), planet4589.org, CC BY 4.0"
)
FORMATS = formats_of("dataset")
INDEX_GRAMMAR = Grammar(reserved={"format": (JSON,)})
DATASET_GRAMMAR = Grammar(reserved={"format": FORMATS})
QUESTIONS = {
    "firsts": "/v1/firsts?countries=vietnam",
    "in_space": "/v1/in-space?at=1975-07-17T16:30:00Z",
    "in_space_history": "/v1/in-space/history?by=station",
    "superlatives": "/v1/superlatives?sex=female",
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
        summary="Index of the API",
        description="Paths of all lists, and an example of every other query.",
        tags=["dataset"],
        responses={
            200: json_schema("Index", "Paths of the API"),
            **problem_responses(400),
        },
        openapi_extra={"parameters": list_parameters(CREW, INDEX_GRAMMAR)},
    )
    add_endpoint(
        router,
        "/v1/dataset",
        get_dataset,
        operation_id="get_dataset",
        summary="Description of the data set",
        description="Release, revision, licence, number of records, completeness and"
        " known gaps of the data, and its releases.",
        tags=["dataset"],
        responses={
            200: json_schema("DatasetAnswer", "Description of the data set", FORMATS),
            **problem_responses(400, 406),
        },
        openapi_extra={"parameters": list_parameters(CREW, DATASET_GRAMMAR)},
    )


def cite_dataset(about: dict[str, Any], origin: str) -> str:
    """Returns a reference to the data that names its release and where to fetch it."""
    if not about["releases"]:
        return f"Rendezvous: {TITLE}, unreleased data. CC BY 4.0."
    release = about["releases"][0]
    later = " with later changes" if about["unreleased_count"] else ""
    address = f" {origin}{release['download']}" if release["download"] else ""
    return (
        f"Rendezvous ({release['released'][:4]}): {TITLE}, release"
        f" {release['version']}{later}. CC BY 4.0.{address}"
    )


async def get_index(request: Request, snapshot: Snapshot) -> Response:
    """Returns the addresses of all lists and questions."""
    pairs = request.query_params.multi_items()
    await understand(snapshot.lookups, pairs, INDEX_GRAMMAR)

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
    pairs = request.query_params.multi_items()
    query = await understand(snapshot.lookups, pairs, DATASET_GRAMMAR)
    requested = query.parameters.get("format")
    name = negotiate_format(accepted(request), requested, FORMATS)
    settings = request.app.state.settings

    async def render() -> Content:
        body = _description(snapshot, settings.origin)
        if name != JSON:
            files = download_files(settings.data_folder, data.revision)
            return Content(encode_json(dataset_as_jsonld(body, files, settings.origin)))
        meta = snapshot.meta(total=1, returned=1, query="the data set")
        return Content(
            envelope(encode_json(body), meta, whole_answer_links("/v1/dataset"))
        )

    return await respond(request, snapshot, "/v1/dataset", render, name)


def _description(snapshot: Snapshot, origin: str | None) -> dict[str, Any]:
    """Returns the description of the data set."""
    about: dict[str, Any] = json.loads(snapshot.reference_data.about)
    said = {"credit": CREDIT, "citation": cite_dataset(about, origin or "")}
    return snapshot.dataset | said | about
