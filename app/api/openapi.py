"""The OpenAPI document: every response, problem and header.

People read it and generators make clients from it, so what several addresses share is
described once, under a name.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from app import __version__, schemas
from app.api.responses import respond
from app.api.routing import add_endpoint
from app.formats.json_bodies import encode_json
from app.problems import MEDIA_TYPE, PROBLEM_TYPES
from app.query import limits
from app.query.validation import grammar_of, record_grammar
from app.resources import RESOURCES, Resource
from app.resources.formats import FORMATS, JSON
from app.services.envelope import Content
from app.services.snapshot import Snapshot

Json = dict[str, Any]
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
ALWAYS = (414, 429, 431, 500, 503)
"""Statuses of problems that every address can answer with."""
# A status documents one type of problem: the first that is declared with it
_TYPES = {problem.status: problem for problem in reversed(PROBLEM_TYPES)}
_PROBLEMS = {
    str(status): problem.slug.replace("-", " ").title().replace(" ", "")
    for status, problem in _TYPES.items()
}
_HEADERS: dict[str, tuple[str, Json]] = {
    "ETag": (
        "Identifies the content; sent as `If-None-Match` it gets 304 while unchanged",
        {"type": "string", "pattern": '^(W/)?"[^"]+"$'},
    ),
    "Cache-Control": ("How long the response may be reused", {"type": "string"}),
    "Vary": ("Request headers that select the format", {"type": "string"}),
    "Link": ("The next and previous page, by `rel`", {"type": "string"}),
    "Content-Disposition": ("File name of a download", {"type": "string"}),
    "Retry-After": (
        "Seconds after which to try again",
        {"type": "integer", "minimum": 1},
    ),
}
_BYTES = {"type": "string", "format": "binary"}
_OPTIONAL = ("Link", "Content-Disposition")
_NOT_FOR_CLIENTS = ("default", "title")
_RETRY = (429, 503)
"""Statuses of problems with `Retry-After`."""


def page_schema(resource: Resource) -> Json:
    """Returns the response of a list, in each of its formats."""
    name, about = f"{resource.schema.__name__}Page", f"A page of {resource.name}"
    formats = grammar_of(resource.name).reserved["format"]
    return json_schema(name, about, formats, ("Link", "Content-Disposition"))


def record_schema(resource: Resource) -> Json:
    """Returns the response of one record, in each of its formats."""
    name, about = f"{resource.schema.__name__}Answer", f"One {resource.singular}"
    return json_schema(name, about, record_grammar(resource.name).reserved["format"])


def json_schema(
    name: str,
    description: str,
    formats: Sequence[str] = (JSON,),
    headers: Iterable[str] = (),
) -> Json:
    """Returns a response in JSON with a named schema, and in other formats."""
    own_schema = _ref("schemas", name)
    content = {
        row.media_type: {"schema": row.schema or own_schema}
        for row in map(FORMATS.__getitem__, formats)
    }
    return {
        "description": description,
        "content": content,
        "headers": _headers("ETag", "Cache-Control", "Vary", *headers),
    }


def file_schema(description: str, media: Iterable[str]) -> Json:
    """Returns the response that is a file, or a part of one."""
    # Generated clients recognise bytes by the general media type
    types = dict.fromkeys(["application/octet-stream", *media])
    content: Json = {media_type: {"schema": _BYTES} for media_type in types}
    headers = _headers("ETag", "Cache-Control", "Vary", "Content-Disposition")
    return {"description": description, "content": content, "headers": headers}


def problem_responses(*statuses: int) -> dict[int | str, Json]:
    """Returns the problems that a route can answer with."""
    return {status: {"description": _PROBLEMS[str(status)]} for status in statuses}


def _ref(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}


def _headers(*names: str) -> Json:
    return {name: _ref("headers", name) for name in names}


QUERY_PROBLEMS = problem_responses(400, 406)
"""Problems of every address that takes a query."""


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
        operation["responses"] = _all_responses(operation["responses"])
    components = _schemas() | _choices(operations)
    openapi["components"] = {
        "schemas": dict(sorted(components.items())),
        "responses": _problems(),
        "headers": {name: _header(name) for name in _HEADERS},
    }
    return openapi


def _all_responses(responses: Json) -> Json:
    """Returns the responses of an operation, with those of every address.

    304 is described with `ETag`: only clients that send `If-None-Match` get it, and in
    generated clients a response without a body would make every response untyped.
    """
    problems = {status for status in responses if status in _PROBLEMS}
    problems |= {str(status) for status in ALWAYS}
    answers = {
        status: response for status, response in responses.items() if status < "300"
    }
    return answers | {
        status: _ref("responses", _PROBLEMS[status]) for status in sorted(problems)
    }


def _problems() -> Json:
    """Returns the documented types of problems as responses."""
    responses = {}
    for problem in _TYPES.values():
        retry = ("Retry-After",) if problem.status in _RETRY else ()
        responses[_PROBLEMS[str(problem.status)]] = {
            "description": f"{problem.title}. {problem.about}",
            "content": {MEDIA_TYPE: {"schema": _ref("schemas", "Problem")}},
            "headers": _headers("Cache-Control", "Vary", *retry),
        }
    return responses


def _header(name: str) -> Json:
    description, schema = _HEADERS[name]
    required = name not in _OPTIONAL
    return {"description": description, "required": required, "schema": schema}


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
                    parameter["schema"] = _ref("schemas", name) | examples
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
        record = _ref("schemas", name)
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
    "items": _ref("schemas", "Claim"),
    "description": "The claims about the record, with `include=claims`",
}


def _envelope(data: Json, description: str) -> Json:
    links, meta = _ref("schemas", "Links"), _ref("schemas", "Meta")
    return {
        "type": "object",
        "description": description,
        "required": ["data", "meta", "links"],
        "properties": {"data": data, "meta": meta, "links": links},
        "additionalProperties": False,
    }
