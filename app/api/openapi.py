"""The OpenAPI document: every response, problem and header.

People read it and generators make clients from it, so what several addresses share is
described once, under a name.
"""

import re

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from app import __version__, schemas
from app.api.openapi_responses import (
    Json,
    all_responses,
    header_components,
    problem_components,
    reference,
)
from app.api.responses import respond
from app.api.routing import add_endpoint
from app.formats.json_bodies import encode_json
from app.query import limits
from app.resources import RESOURCES
from app.services.envelope import Content
from app.services.snapshot import Snapshot

DESCRIPTION = (
    """\
Missions, people, crews, spacecraft, stations, states and sources of human spaceflight,
in filtered, paged lists; every fact with the source that states it.

All lists have one grammar: `field=value`; a comma is OR, different fields are AND;
`__not`, `__gte`, `__lte`, `__contains`, `__exists` after the name of a field;
`sort=-a,b`; `limit` and `cursor`. Unknown parameters and values are rejected with 400,
all faults of a query together, each with a suggestion; they are never ignored.

Dates are EDTF in UTC: `1978`, `1978-03`, `1978-03-02T15:28:10Z`, or an interval such as
`1978/1981-05` or `../1965`. Every address answers GET, HEAD and OPTIONS, and other
methods with 405.

"""
    + limits.DESCRIPTION
)
QUESTIONS = {
    "firsts": "Who was first, under a stated definition.",
    "in-space": "Who was in space, and how many people over time.",
    "records": "The longest, the most, the oldest.",
    "search": "Search in all resources.",
    "dataset": "Version, coverage and gaps of the data, and all of it as files.",
}
_NOT_FOR_CLIENTS = ("default", "title")


def install(app: FastAPI) -> None:
    """Makes `app.openapi()` return this document, built once."""
    built: Json = {}

    def openapi() -> Json:
        if not built:
            built.update(document(app))
        return built

    app.openapi = openapi  # type: ignore[method-assign]


def add_routes(router: APIRouter) -> None:
    add_endpoint(router, "/openapi.json", get_document, include_in_schema=False)


async def get_document(request: Request, snapshot: Snapshot) -> Response:
    """Returns the OpenAPI document under an entity tag."""

    async def render() -> Content:
        return Content(encode_json(request.app.openapi()))

    return await respond(request, snapshot, "/openapi.json", render)


def document(app: FastAPI) -> Json:
    """Returns the whole document, with the components that operations refer to."""
    tags = {resource.name: resource.about for resource in RESOURCES} | QUESTIONS
    openapi: Json = get_openapi(
        title="Rendezvous",
        version=__version__,
        summary="An open database of human spaceflight missions with a REST API.",
        description=DESCRIPTION,
        routes=app.routes,
        tags=[{"name": name, "description": about} for name, about in tags.items()],
        license_info={"name": "MIT (code), CC BY 4.0 (data)", "identifier": "MIT"},
        openapi_version="3.1.0",
    )
    operations = [methods["get"] for methods in openapi["paths"].values()]
    for operation in operations:
        operation["responses"] = all_responses(operation["responses"])
    components = _schemas() | _choices(operations)
    openapi["components"] = {
        "schemas": dict(sorted(components.items())),
        "responses": problem_components(),
        "headers": header_components(),
    }
    return openapi


def _choices(operations: list[Json]) -> dict[str, Json]:
    """Moves the values that parameters of several addresses share into components.

    A name has the values of the first address that uses it; an address with other
    values keeps its own.
    """
    choices: dict[str, Json] = {}
    for operation in operations:
        for parameter in operation.get("parameters", []):
            schema = parameter["schema"]
            if "enum" in schema:
                name = schema.pop("title")
                choice = _choice(parameter["description"], schema["enum"])
                if choices.setdefault(name, choice)["enum"] == schema["enum"]:
                    examples = {"examples": schema["examples"]}
                    parameter["schema"] = reference("schemas", name) | examples
    return choices


def _choice(description: str, allowed: list[str]) -> Json:
    """Returns a choice; values that code cannot use as names get names of their own."""
    choice: Json = {"description": description, "type": "string", "enum": allowed}
    if any(value[0].isdigit() for value in allowed):
        names = [re.sub("^([0-9]+)(.*)", r"\2_\1", value) for value in allowed]
        choice["x-enum-varnames"] = [name.upper() for name in names]
    return choice


def _schemas() -> dict[str, Json]:
    """Returns the schemas of records and answers."""
    models: list[type[BaseModel]] = [resource.schema for resource in RESOURCES]
    models += [schemas.Meta, schemas.Links, schemas.Problem, *schemas.ANSWERS]
    _, generated = models_json_schema(
        [(model, "serialization") for model in models],
        ref_template="#/components/schemas/{model}",
    )
    components = {
        name: _without_defaults(schema) for name, schema in generated["$defs"].items()
    }
    for resource in RESOURCES:
        name = resource.schema.__name__
        record = reference("schemas", name)
        page = {"type": "array", "items": record, "description": "The records"}
        components[f"{name}Page"] = _envelope(page, f"A page of {resource.name}")
        components[f"{name}Answer"] = _envelope(
            record | {"description": f"The {resource.singular}"},
            f"One {resource.singular}",
        )
        if resource.has_claims:
            components[name]["properties"]["claims"] = _INCLUDED
    return components


def _without_defaults(schema: Json) -> Json:
    """Removes defaults: generated clients take a field with a default as present."""
    properties = {
        name: {
            key: value for key, value in field.items() if key not in _NOT_FOR_CLIENTS
        }
        for name, field in schema["properties"].items()
    }
    return schema | {"properties": properties}


_INCLUDED = {
    "type": "array",
    "items": reference("schemas", "Claim"),
    "description": "The claims about the record, with `include=claims`",
}


def _envelope(data: Json, description: str) -> Json:
    links, meta = reference("schemas", "Links"), reference("schemas", "Meta")
    return {
        "type": "object",
        "description": description,
        "required": ["data", "meta", "links"],
        "properties": {"data": data, "meta": meta, "links": links},
        "additionalProperties": False,
    }
