"""Requests to every resource, made from its declaration and the OpenAPI file."""

import json
from typing import Any

import pytest

from app.api import openapi_schemas
from app.main import app_for
from app.resources import RESOURCES, Resource
from tests.support.client import Client

DOCUMENT = app_for("sqlite:///none").openapi()


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    """Returns a node of the OpenAPI file, or the one that it refers to."""
    return openapi_schemas.resolved(DOCUMENT, node)


OPERATIONS: dict[str, dict[str, Any]] = {
    path: methods["get"]
    | {"parameters": [*map(resolved, methods["get"].get("parameters", []))]}
    for path, methods in DOCUMENT["paths"].items()
}
"""The operations by path, with the parameters that they share."""
PARAMETERS = [
    (path, parameter)
    for path, operation in OPERATIONS.items()
    for parameter in operation["parameters"]
]
RESPONSES = [
    (path, status, response)
    for path, operation in OPERATIONS.items()
    for status, response in operation["responses"].items()
]
SCHEMAS: dict[str, dict[str, Any]] = DOCUMENT["components"]["schemas"]

each_resource = pytest.mark.parametrize(
    "resource", RESOURCES, ids=lambda resource: resource.name
)


def each_filter(*kinds: str) -> pytest.MarkDecorator:
    """A case for every filter of every resource, or for filters of these kinds."""
    cases = [
        pytest.param(resource, name, field, id=f"{resource.name}-{name}")
        for resource in RESOURCES
        for name, field in resource.filters.items()
        if not kinds or field.kind in kinds
    ]
    return pytest.mark.parametrize(("resource", "name", "field"), cases)


def examples(path: str) -> dict[str, Any]:
    """Returns the example of each parameter of a path, `None` where there is none."""
    examples = {}
    for parameter in OPERATIONS[path]["parameters"]:
        values = [parameter.get("example"), *parameter["schema"].get("examples", [])]
        known = (value for value in values if value is not None)
        examples[parameter["name"]] = next(known, None)
    return examples


def values_in(schema: dict[str, Any]) -> list[str]:
    """Returns the values that a parameter is limited to; none if it is free."""
    values: list[str] = resolved(schema.get("items", schema)).get("enum", [])
    return values


def as_query(value: Any) -> str:
    """Returns a value as text of a query."""
    if isinstance(value, list):
        return ",".join(map(as_query, value))
    return value if isinstance(value, str) else json.dumps(value)


def total(client: Client, resource: Resource, /, **query: str) -> int:
    """Returns the number of records that a query selects."""
    response = client.get(resource.path, params={**query, "limit": "0"})
    assert response.status_code == 200, f"{query}: {response.text[:500]}"
    count: int = response.json()["meta"]["total"]
    return count


def records(
    client: Client, resource: Resource, /, **query: str
) -> list[dict[str, Any]]:
    """Returns the records of one page, by default the largest possible."""
    response = client.get(resource.path, params={"limit": "1000", **query})
    assert response.status_code == 200, f"{query}: {response.text[:500]}"
    data: list[dict[str, Any]] = response.json()["data"]
    return data


def texts_at(record: dict[str, Any], path: str) -> list[str]:
    """Returns the text at a dotted path of a record, or all texts of an object."""
    value: Any = record
    for name in path.split("."):
        value = value[name]
    texts = value.values() if isinstance(value, dict) else [value]
    return [text for text in texts if text is not None]
