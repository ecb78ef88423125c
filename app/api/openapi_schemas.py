"""The schemas of records and answers in the OpenAPI document.

They are open, so that a new field or value breaks no client: no object forbids more
fields, and a value of a vocabulary is a string whose known values are listed as
`x-extensible-enum`. Fields that `fields` can leave out are not required.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from app import schemas
from app.api.openapi_responses import Json, reference
from app.resources import RESOURCES

_NOT_FOR_CLIENTS = ("default", "title")
"""Generated clients take a field with a default as present."""


def record_and_answer_schemas() -> dict[str, Json]:
    """Returns the schemas of records, pages and other answers, by name."""
    models: list[type[BaseModel]] = [resource.schema for resource in RESOURCES]
    models += [schemas.Meta, schemas.Links, schemas.Problem, *schemas.ANSWERS]
    _, generated = models_json_schema(
        [(model, "serialization") for model in models],
        ref_template="#/components/schemas/{model}",
    )
    components = {name: _opened(schema) for name, schema in generated["$defs"].items()}
    for name in _selectable(components):
        del components[name]["required"]
    for resource in RESOURCES:
        name = resource.schema.__name__
        record = reference("schemas", name)
        page = {"type": "array", "items": record, "description": "Records of the page"}
        components[f"{name}Page"] = _envelope(page, f"A page of {resource.name}")
        components[f"{name}Answer"] = _envelope(
            record | {"description": f"The {resource.singular}"},
            f"One {resource.singular}",
        )
        if resource.has_claims:
            components[name]["properties"]["claims"] = _INCLUDED
    return components


_INCLUDED = {
    "type": "array",
    "items": reference("schemas", "Claim"),
    "description": "Claims of sources about the record; only with `include=claims`",
}


def _envelope(data: Json, description: str) -> Json:
    links, meta = reference("schemas", "Links"), reference("schemas", "Meta")
    return {
        "type": "object",
        "description": description,
        "required": ["data", "meta", "links"],
        "properties": {"data": data, "meta": meta, "links": links},
    }


def _opened(schema: Json) -> Json:
    """Returns a schema that allows more fields and more values."""
    properties = {
        name: {
            key: _open_value(value)
            for key, value in field.items()
            if key not in _NOT_FOR_CLIENTS
        }
        for name, field in schema["properties"].items()
    }
    kept = {key: value for key, value in schema.items() if key != "title"}
    kept.pop("additionalProperties", None)
    opened: Json = _open_value(kept | {"properties": properties})
    return opened


def _open_value(node: Any) -> Any:
    """Replaces closed enumerations at any depth of a schema."""
    if isinstance(node, list):
        return [_open_value(inner) for inner in node]
    if not isinstance(node, dict):
        return node
    opened = {key: _open_value(value) for key, value in node.items()}
    if isinstance(values := opened.pop("enum", None), list):
        opened |= {"x-extensible-enum": values, "examples": values[:1]}
    return opened


def _selectable(components: Mapping[str, Json]) -> set[str]:
    """Returns the schemas of records, and of all objects inside them."""
    names = {resource.schema.__name__ for resource in RESOURCES}
    for answer in schemas.SELECTABLE:
        data = components[answer.__name__]["properties"]["data"]
        names |= set(names_in(data, "schemas"))
    pending = list(names)
    while pending:
        inner = set(names_in(components[pending.pop()], "schemas")) - names
        names |= inner
        pending += inner
    return {name for name in names if "required" in components[name]}


def resolved(document: Json, node: Json) -> Json:
    """Returns a node, or the component that it refers to."""
    if "$ref" not in node:
        return node
    kind, name = node["$ref"].split("/")[-2:]
    component: Json = document["components"][kind][name]
    return component


def names_in(node: Any, kind: str) -> Iterator[str]:
    """Yields the names of the components of a kind that a node refers to."""
    if isinstance(node, list):
        for inner in node:
            yield from names_in(inner, kind)
    elif isinstance(node, dict):
        prefix = f"#/components/{kind}/"
        if isinstance(target := node.get("$ref"), str) and target.startswith(prefix):
            yield target.removeprefix(prefix)
        for inner in node.values():
            yield from names_in(inner, kind)
