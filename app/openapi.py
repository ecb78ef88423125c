"""The OpenAPI file: parameters from declarations, every answer described."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from app import __version__, schemas
from app.asking import DEFAULT_LIMIT, faceted
from app.problems import KINDS, MEDIA_TYPE
from app.query.declare import OPERATORS, Filter
from app.query.grammar import Grammar
from app.resources import RESOURCES, Resource
from app.shape_of import paths

DESCRIPTION = """\
Missions, people, crews, spacecraft, stations, states and sources of human spaceflight,
asked through filtered, paged queries; every fact with the source that states it.

One grammar serves every list: `field=value`, comma is OR, different fields are AND;
`__not`, `__gte`, `__lte`, `__contains`, `__exists` after a field's name; `sort=-a,b`;
`limit` and `cursor`. Nothing unknown is ever ignored. Dates are EDTF, all UTC.
"""
_CONTROL_TEXT: dict[str, tuple[str, str]] = {
    "q": ("Words of names, in any script, without accents, or damaged", "pham tuan"),
    "sort": ("Sort keys by comma, `-` for descending; empties last, then by id", ""),
    "limit": ("Records on a page, 0 to 1000; 50 by default, all of a CSV", "5"),
    "cursor": ("Where the page begins: from `links.next`, with the same query", ""),
    "fields": ("Only these fields, dotted, by comma", "id"),
    "include": ("`claims` adds what sources state about each record", "claims"),
    "facet": ("Counts values over the whole result, fields by comma", ""),
    "group_by": ("Counts values as `facet` does, without records", ""),
    "format": ("Form of the answer, before `Accept`", "json"),
    "lineage": ("Counts predecessors and successors of the states asked for", "none"),
    "by": ("One answer for each of these", "country"),
    "achievement": ("What was done first", "flight"),
    "boundary": ("Where space begins: `100km` by default", "100km"),
    "basis": (
        "What makes somebody of a state: `citizenship` by default",
        "citizenship",
    ),
    "at": (
        "Instant or date, EDTF in UTC; `now` for the end of the data",
        "1985-10-07T12:00Z",
    ),
    "record": ("Which record; all of them by default", "longest-flight"),
    "as_of": ("As of a date, counting flights that had ended: EDTF", "1991-12-31"),
    "date_match": ("`certain`: the whole date fits; `possible`: it may fit", "certain"),
}
QUESTIONS = {
    "firsts": "Who was first, under a stated definition.",
    "in-space": "Who was in space, and how many over time.",
    "records": "The longest, the most, the oldest.",
    "search": "All resources at once.",
    "dataset": "What the data holds, and the whole of it as files.",
}
_KIND_TEXT = {
    "text": "exact text",
    "name": "name, accents and case aside",
    "option": "one of its values",
    "id": "id",
    "country": "id, ISO 3166 code or name of a state",
    "number": "number",
    "date": "EDTF date or interval",
    "boolean": "true or false",
}


def list_parameters(resource: Resource, grammar: Grammar) -> list[dict[str, Any]]:
    """Every parameter of an address, described, with an example that answers."""
    found = []
    for name in grammar.controls:
        description, schema, example = _control(resource, grammar, name)
        found.append(_parameter(name, description, schema, example))
        if name in grammar.needed:
            found[-1]["required"] = True
    for name, declared in grammar.filters.items():
        found += _operators(name, declared)
    return found


def _operators(name: str, declared: Filter) -> list[dict[str, Any]]:
    found = []
    for operator in OPERATORS:
        if declared.kind in operator.kinds:
            yes_or_no = operator.suffix == "__exists" or declared.kind == "boolean"
            schema: dict[str, Any] = {"type": "string"}
            if yes_or_no:
                schema["enum"] = ["true", "false"]
            example = "true" if operator.suffix == "__exists" else declared.example
            text = operator.phrase.format(field=declared.about, value="…")
            description = f"{text} ({_KIND_TEXT[declared.kind]})"
            found.append(
                _parameter(name + operator.suffix, description, schema, example)
            )
    return found


def _control(
    resource: Resource, grammar: Grammar, name: str
) -> tuple[str, dict[str, Any], str]:
    """Description, schema and example of a parameter that is no filter."""
    description, example = _CONTROL_TEXT[name]
    schema: dict[str, Any] = {"type": "string"}
    if grammar.controls[name]:
        schema["enum"] = list(grammar.controls[name])
    if name == "limit":
        schema = {"type": "integer", "minimum": 0, "maximum": grammar.most}
        schema["default"] = min(DEFAULT_LIMIT, grammar.most // 10)
    elif name == "q" and "q" not in grammar.needed:
        example = resource.words
    elif name == "sort":
        description += f". Keys: {', '.join(resource.sorts)}"
        example = resource.default_sort
    elif name in ("facet", "group_by"):
        known = faceted(resource)
        description += f". Fields: {', '.join(known)}"
        example = known[0]
    elif name == "fields":
        description += f". Fields: {', '.join(sorted(paths(resource.schema)))}"
    return description, schema, example


def _parameter(
    name: str, description: str, schema: dict[str, Any], example: str
) -> dict[str, Any]:
    """Examples stand in the schema: Swagger UI would send those of the parameter."""
    if example:
        schema["examples"] = [int(example) if schema["type"] == "integer" else example]
    return {"name": name, "in": "query", "description": description, "schema": schema}


def page_schema(resource: Resource) -> dict[str, Any]:
    """The answer of a list, in its three forms."""
    return {
        "description": f"A page of {resource.name}",
        "content": {
            "application/json": {"schema": _ref(f"{resource.schema.__name__}Page")},
            "application/x-ndjson": {"schema": {"type": "string"}},
            "text/csv": {"schema": {"type": "string"}},
        },
    }


def record_schema(resource: Resource) -> dict[str, Any]:
    return {
        "description": f"One {resource.one}",
        "content": {
            "application/json": {"schema": _ref(f"{resource.schema.__name__}Answer")}
        },
    }


def json_schema(name: str, description: str) -> dict[str, Any]:
    """The answer of a route that is no list of records."""
    return {
        "description": description,
        "content": {"application/json": {"schema": _ref(name)}},
    }


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problems that a route can answer with."""
    titles = {kind.status: kind.title for kind in KINDS}
    return {
        status: {
            "description": titles[status],
            "content": {MEDIA_TYPE: {"schema": _ref("Problem")}},
        }
        for status in statuses
    }


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


QUERY_PROBLEMS = problem_responses(400, 406, 414, 503)
"""What every address that takes a query can answer with."""


def install(app: FastAPI) -> None:
    """Make the app answer /openapi.json with this document."""
    made: dict[str, Any] = {}

    def openapi() -> dict[str, Any]:
        if not made:
            made.update(document(app))
        return made

    app.openapi = openapi  # type: ignore[method-assign]


def document(app: FastAPI) -> dict[str, Any]:
    """The whole document, with the components that responses refer to."""
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
    found["components"] = {"schemas": _components()}
    for path in found["paths"].values():
        for operation in path.values():
            operation["responses"].pop("422", None)
    return found


def _components() -> dict[str, Any]:
    models: list[type[BaseModel]] = [one.schema for one in RESOURCES]
    models += [schemas.Meta, schemas.Links, schemas.Problem, *schemas.ANSWERS]
    _, found = models_json_schema(
        [(model, "serialization") for model in models],
        ref_template="#/components/schemas/{model}",
    )
    components = dict(found["$defs"])
    for resource in RESOURCES:
        name = resource.schema.__name__
        components[f"{name}Page"] = _envelope(
            {"type": "array", "items": _ref(name)}, f"A page of {resource.name}"
        )
        components[f"{name}Answer"] = _envelope(_ref(name), f"One {resource.one}")
    return dict(sorted(components.items()))


def _envelope(data: dict[str, Any], description: str) -> dict[str, Any]:
    return {
        "type": "object",
        "description": description,
        "required": ["data", "meta", "links"],
        "properties": {"data": data, "meta": _ref("Meta"), "links": _ref("Links")},
        "additionalProperties": False,
    }
