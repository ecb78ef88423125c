"""The OpenAPI file: every answer, problem and header described.

It is written for those who read it and for those who generate a client from it: what
several addresses share is told once, under a name.
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
from app.formats.negotiation import FORMATS
from app.problems import MEDIA_TYPE, PROBLEM_TYPES
from app.query import limits
from app.query.validation import grammar_of, record_grammar
from app.resources import RESOURCES, Resource
from app.services.envelope import Content
from app.services.snapshot import Snapshot

Told = dict[str, Any]
DESCRIPTION = (
    """\
Missions, people, crews, spacecraft, stations, states and sources of human spaceflight,
asked through filtered, paged queries; every fact with the source that states it.

One grammar serves every list: `field=value`, comma is OR, different fields are AND;
`__not`, `__gte`, `__lte`, `__contains`, `__exists` after a field's name; `sort=-a,b`;
`limit` and `cursor`. Nothing unknown is ever ignored: a query that is not understood is
answered with 400 and all its faults at once, each with what would be right.

Dates are EDTF, all UTC: `1978`, `1978-03`, `1978-03-02T15:28:10Z`, or an interval such
as `1978/1981-05` or `../1965`. Every address answers GET, HEAD and OPTIONS, any other
method with 405.

"""
    + limits.DESCRIPTION
)
QUESTIONS = {
    "firsts": "Who was first, under a stated definition.",
    "in-space": "Who was in space, and how many over time.",
    "records": "The longest, the most, the oldest.",
    "search": "All resources at once.",
    "dataset": "What the data holds, and the whole of it as files.",
}
ALWAYS = (414, 429, 431, 500, 503)
"""Problems that every address can answer with."""
# A status documents one type of problem: the first that is declared with it
_TYPES = {problem.status: problem for problem in reversed(PROBLEM_TYPES)}
_PROBLEMS = {
    str(status): problem.slug.replace("-", " ").title().replace(" ", "")
    for status, problem in _TYPES.items()
}
_HEADERS: dict[str, tuple[str, Told]] = {
    "ETag": (
        "Names these bytes; as `If-None-Match` it is answered with 304 while they hold",
        {"type": "string", "pattern": '^(W/)?"[^"]+"$'},
    ),
    "Cache-Control": ("For how long it may be kept", {"type": "string"}),
    "Vary": ("Request headers that choose the form", {"type": "string"}),
    "Link": ("The pages beside this one, by `rel`", {"type": "string"}),
    "Content-Disposition": ("Name for an answer that is a file", {"type": "string"}),
    "Retry-After": (
        "Seconds after which to ask again",
        {"type": "integer", "minimum": 1},
    ),
}
_SHAPES: dict[str, Told] = {
    "csl-json": {"type": "array", "items": {"type": "object"}},
    "jsonld": {"type": "object"},
}
"""Forms that are JSON too, in shapes that are not ours."""
_BYTES = {"type": "string", "format": "binary"}
_OPTIONAL = ("Link", "Content-Disposition")
_AGAIN = {
    429: ("Retry-After",),
    503: ("Retry-After",),
}
"""Headers of problems that pass."""


def page_schema(resource: Resource) -> Told:
    """The answer of a list, in each of its forms."""
    name, about = f"{resource.schema.__name__}Page", f"A page of {resource.name}"
    forms = grammar_of(resource.name).reserved["format"]
    return json_schema(name, about, forms, ("Link", "Content-Disposition"))


def record_schema(resource: Resource) -> Told:
    """The answer about one record, in each of its forms."""
    name, about = f"{resource.schema.__name__}Answer", f"One {resource.singular}"
    return json_schema(name, about, record_grammar(resource.name).reserved["format"])


def json_schema(
    name: str,
    description: str,
    forms: Sequence[str] = ("json",),
    headers: Iterable[str] = (),
) -> Told:
    """An answer in JSON of a named shape, and perhaps in other forms."""
    shapes = _SHAPES | {"json": _ref("schemas", name)}
    content = {
        FORMATS[form].split(";")[0]: {"schema": shapes.get(form, {"type": "string"})}
        for form in forms
    }
    return {
        "description": description,
        "content": content,
        "headers": _headers("ETag", "Cache-Control", "Vary", *headers),
    }


def file_schema(description: str, media: Iterable[str]) -> Told:
    """The answer that is a file, or a part of one."""
    # Generated clients know bytes by the general name
    named = dict.fromkeys(["application/octet-stream", *media])
    content: Told = {one: {"schema": _BYTES} for one in named}
    headers = _headers("ETag", "Cache-Control", "Vary", "Content-Disposition")
    return {"description": description, "content": content, "headers": headers}


def problem_responses(*statuses: int) -> dict[int | str, Told]:
    """The problems that a route can answer with."""
    return {status: {"description": _PROBLEMS[str(status)]} for status in statuses}


def _ref(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}


def _headers(*names: str) -> Told:
    return {name: _ref("headers", name) for name in names}


QUERY_PROBLEMS = problem_responses(400, 406)
"""What every address that takes a query can answer with."""


def install(app: FastAPI) -> None:
    """Make the app answer /openapi.json with this document."""
    made: Told = {}

    def openapi() -> Told:
        if not made:
            made.update(document(app))
        return made

    app.openapi = openapi  # type: ignore[method-assign]


def add_routes(router: APIRouter) -> None:
    add_endpoint(router, "/openapi.json", get_document, include_in_schema=False)


async def get_document(request: Request, snapshot: Snapshot) -> Response:
    """Returns the OpenAPI document under an entity tag."""

    async def render() -> Content:
        return Content(encode_json(request.app.openapi()))

    return await respond(request, snapshot, "/openapi.json", render)


def document(app: FastAPI) -> Told:
    """The whole document, with the components that operations refer to."""
    found = get_openapi(
        title="Rendezvous",
        version=__version__,
        summary="An open mission database that can be asked, checked and cited.",
        description=DESCRIPTION,
        routes=app.routes,
        tags=[{"name": one.name, "description": one.about} for one in RESOURCES]
        + [{"name": name, "description": about} for name, about in QUESTIONS.items()],
        license_info={"name": "MIT (code), CC BY 4.0 (data)", "identifier": "MIT"},
        openapi_version="3.1.0",
    )
    operations = [one["get"] for one in found["paths"].values()]
    for operation in operations:
        operation["responses"] = _all_responses(operation["responses"])
    components = _shapes() | _choices(operations)
    found["components"] = {
        "schemas": dict(sorted(components.items())),
        "responses": _problems(),
        "headers": {name: _header(name) for name in _HEADERS},
    }
    return found


def _all_responses(told: Told) -> Told:
    """The responses of an operation, with those that every address has.

    304 is told with `ETag`: who does not send `If-None-Match` is never sent it, and in
    a generated client an answer without a body would make every answer untyped.
    """
    problems = {status for status in told if status in _PROBLEMS}
    problems |= {str(status) for status in ALWAYS}
    answers = {status: one for status, one in told.items() if status < "300"}
    return answers | {
        status: _ref("responses", _PROBLEMS[status]) for status in sorted(problems)
    }


def _problems() -> Told:
    """Every kind of problem as a response."""
    found = {}
    for kind in _TYPES.values():
        again = _AGAIN.get(kind.status, ())
        found[_PROBLEMS[str(kind.status)]] = {
            "description": f"{kind.title}. {kind.about}",
            "content": {MEDIA_TYPE: {"schema": _ref("schemas", "Problem")}},
            "headers": _headers("Cache-Control", "Vary", *again),
        }
    return found


def _header(name: str) -> Told:
    description, schema = _HEADERS[name]
    required = name not in _OPTIONAL
    return {"description": description, "required": required, "schema": schema}


def _choices(operations: list[Told]) -> dict[str, Told]:
    """Values that parameters of several addresses share, each under one name.

    The first address that has a name gives its values; one with others keeps its own.
    """
    found: dict[str, Told] = {}
    for operation in operations:
        for one in operation.get("parameters", []):
            schema = one["schema"]
            if "enum" in schema:
                name = schema.pop("title")
                known = found.setdefault(
                    name, _choice(one["description"], schema["enum"])
                )
                if known["enum"] == schema["enum"]:
                    one["schema"] = _ref("schemas", name)
                    one["schema"]["examples"] = schema["examples"]
    return found


def _choice(description: str, allowed: list[str]) -> Told:
    """A named choice; its values are named too, where they are no names for code."""
    found: Told = {"description": description, "type": "string", "enum": allowed}
    if any(value[0].isdigit() for value in allowed):
        turned = [re.sub("^([0-9]+)(.*)", r"\2_\1", value) for value in allowed]
        found["x-enum-varnames"] = [value.upper() for value in turned]
    return found


def _shapes() -> dict[str, Told]:
    """The shapes of records and answers."""
    models: list[type[BaseModel]] = [one.schema for one in RESOURCES]
    models += [schemas.Meta, schemas.Links, schemas.Problem, *schemas.ANSWERS]
    _, found = models_json_schema(
        [(model, "serialization") for model in models],
        ref_template="#/components/schemas/{model}",
    )
    shapes = {name: _bare(shape) for name, shape in found["$defs"].items()}
    for resource in RESOURCES:
        name = resource.schema.__name__
        record = _ref("schemas", name)
        page = {"type": "array", "items": record, "description": "The records"}
        shapes[f"{name}Page"] = _envelope(page, f"A page of {resource.name}")
        shapes[f"{name}Answer"] = _envelope(
            record | {"description": f"The {resource.singular}"},
            f"One {resource.singular}",
        )
        if resource.has_claims:
            shapes[name]["properties"]["claims"] = _INCLUDED
    return shapes


def _bare(shape: Told) -> Told:
    """A shape without defaults: clients would take what has one as always there."""
    fields = {
        name: {
            key: told for key, told in one.items() if key not in ("default", "title")
        }
        for name, one in shape["properties"].items()
    }
    return shape | {"properties": fields}


_INCLUDED = {
    "type": "array",
    "items": _ref("schemas", "Claim"),
    "description": "What sources state about it, where `include=claims` is asked",
}


def _envelope(data: Told, description: str) -> Told:
    links, meta = _ref("schemas", "Links"), _ref("schemas", "Meta")
    return {
        "type": "object",
        "description": description,
        "required": ["data", "meta", "links"],
        "properties": {"data": data, "meta": meta, "links": links},
        "additionalProperties": False,
    }
