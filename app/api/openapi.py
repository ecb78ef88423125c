"""The OpenAPI document: every response, problem and header.

People read it and generators make clients from it, so what several addresses share is
described once, under a name.
"""

import json
import re
from collections import Counter

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi

from app.api.openapi_responses import (
    Json,
    all_responses,
    header_components,
    problem_components,
    reference,
)
from app.api.openapi_schemas import names_in, record_and_answer_schemas
from app.api.responses import respond
from app.api.routing import add_endpoint
from app.formats.json_bodies import encode_json
from app.query import limits
from app.query.operators import OPERATORS
from app.resources import RESOURCES
from app.schemas.meanings import meanings_of
from app.services.envelope import Content
from app.services.snapshot import Snapshot

API_VERSION = "1.0.0"
"""The version of `/v1`, which grows with it; that of the data is in each answer."""
_OPERATORS = "\n".join(
    f"| `{operator.suffix or '='}` | {operator.about} | `{operator.usage}` |"
    for operator in OPERATORS
)
DESCRIPTION = f"""\
Missions, people, crews, spacecraft, stations, countries and sources of human
spaceflight, in lists that can be filtered and paged. Every fact names the source that
states it. The [guide](/guide) has examples.

## Lists

All lists have the same grammar. Different parameters are combined with AND. Several
values of one parameter are combined with OR: join them with commas
(`kind=cargo,module`) or repeat the parameter (`kind=cargo&kind=module`). A comma inside
a value is written `\\,`. An operator follows the name of a field:

| Operator | Condition | Example |
|---|---|---|
{_OPERATORS}

Name a country by its id, its ISO 3166 code or its name, and any other record by its id.
Dates are EDTF in UTC: `1978`, `1978-03`, `1978-03-02T15:28:10Z`, or an interval such as
`1978/1981-05` or `../1965`. `XXXX-11-29` is a day of every year.

`sort=-launched,name` sorts a list: by `launched`, descending, then by `name`. `limit`
and `cursor` divide it into pages. `fields` selects the fields of the records. `facet`
and `group_by` count values. `group_by` accepts one field or two. Dates are counted by
year, decade or month: `group_by=launched.year`.

Unknown parameters and values are rejected with status 400. The response lists all
faults of the query, each with a suggestion if there is one.

{limits.DESCRIPTION}
## Formats

This document describes answers in JSON. The parameter `format` or the header `Accept`
selects another format: CSV and NDJSON for lists, JSON-LD for records, and BibTeX and
CSL-JSON for the sources of an answer. Every address accepts GET, HEAD and OPTIONS;
other methods get status 405.

New fields and values may be added without a new version of the API. Programs should
ignore unknown fields, and accept values that `x-extensible-enum` does not list.
"""
QUESTIONS = {
    "firsts": (
        "The first person or people to reach an achievement, under a stated definition."
    ),
    "in-space": "The people in space at a given time, and their number over time.",
    "superlatives": (
        "The longest and shortest flights, the oldest and"
        " youngest people, the largest numbers."
    ),
    "search": "Full-text search in all lists.",
    "dataset": (
        "Release, completeness and gaps of the data, and the whole data as files."
    ),
}


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
    public_url: str = (app.state.settings.public_url or "").rstrip("/")
    prefix: str = app.state.settings.prefix
    openapi: Json = get_openapi(
        title="Rendezvous",
        version=API_VERSION,
        summary="An open database of human spaceflight missions with a REST API.",
        description=DESCRIPTION.replace("(/guide)", f"({prefix}/guide)"),
        routes=app.routes,
        tags=[{"name": name, "description": about} for name, about in tags.items()],
        servers=[{"url": public_url or "/"}],
        contact=_contact(public_url),
        license_info={"name": "MIT (code), CC BY 4.0 (data)", "identifier": "MIT"},
        openapi_version="3.1.0",
    )
    openapi["security"] = []
    operations = [methods["get"] for methods in openapi["paths"].values()]
    for operation in operations:
        operation["responses"] = all_responses(operation["responses"])
    components = record_and_answer_schemas() | _choices(operations)
    openapi["components"] = {
        "schemas": dict(sorted(components.items())),
        "parameters": _shared_parameters(operations),
        "responses": problem_components(),
        "headers": header_components(),
    }
    _remove_unused(openapi)
    return openapi


def _contact(public_url: str) -> Json:
    """Returns the contact; its address must be absolute, so it may have none."""
    url = {"url": f"{public_url}/guide"} if public_url else {}
    return {"name": "Rendezvous"} | url


def _shared_parameters(operations: list[Json]) -> dict[str, Json]:
    """Moves parameters that several addresses share into components.

    A name is that of the first parameter that is shared under it; others of the same
    name stay where they are.
    """
    parameters = [
        parameter for operation in operations for parameter in operation["parameters"]
    ]
    counts = Counter(map(_identity, parameters))
    shared: dict[str, Json] = {}
    for parameter in parameters:
        if counts[_identity(parameter)] > 1:
            shared.setdefault(parameter["name"], parameter)
    for operation in operations:
        operation["parameters"] = [
            reference("parameters", parameter["name"])
            if shared.get(parameter["name"]) == parameter
            else parameter
            for parameter in operation["parameters"]
        ]
    return shared


def _identity(parameter: Json) -> str:
    return json.dumps(parameter, sort_keys=True)


def _remove_unused(openapi: Json) -> None:
    """Removes components that nothing refers to."""
    components = openapi["components"]
    while True:
        unused = [
            (kind, name)
            for kind, named in components.items()
            for name in named.keys() - set(names_in(openapi, kind))
        ]
        if not unused:
            return
        for kind, name in unused:
            del components[kind][name]


def _choices(operations: list[Json]) -> dict[str, Json]:
    """Moves the values that parameters of several addresses share into components.

    A name has the values of the first address that uses it; an address with other
    values keeps its own.
    """
    choices: dict[str, Json] = {}
    for operation in operations:
        for parameter in operation["parameters"]:
            schema = parameter["schema"]
            of_items = schema.get("items", schema)
            if "enum" in of_items:
                name = of_items.pop("title")
                choice = _choice(of_items["enum"])
                if choices.setdefault(name, choice) == choice:
                    for key in ("type", "enum"):
                        del of_items[key]
                    of_items |= reference("schemas", name)
    return choices


def _choice(allowed: list[str]) -> Json:
    """Returns a choice; values that code cannot use as names get names of their own."""
    choice: Json = {
        "description": f"Accepted values, such as `{allowed[0]}`",
        "type": "string",
        "enum": allowed,
    }
    if not all(map(str.isidentifier, allowed)):
        choice["x-enum-varnames"] = list(map(_name_in_code, allowed))
    if meanings := meanings_of(tuple(allowed)):
        choice["x-enum-descriptions"] = [*meanings.values()]
    return choice


def _name_in_code(value: str) -> str:
    """Returns `KM_100` for `100km`, and `BORN_DESCENDING` for `-born`."""
    name = re.sub("^-(.*)", r"\1_descending", value)
    name = re.sub("^([0-9]+)(.*)", r"\2_\1", name)
    return re.sub(r"\W", "_", name).upper()
