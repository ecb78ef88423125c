"""What the contract tests ask of every resource, taken from its declaration."""

import json
from typing import Any

import pytest

from app.main import app_for
from app.resources import RESOURCES, Resource
from tests.support.client import Client

DOCUMENT = app_for("sqlite:///none").openapi()

each_resource = pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: one.name)


def each_filter(*kinds: str) -> pytest.MarkDecorator:
    """A case for every filter of every resource, or for those of some kinds."""
    cases = [
        pytest.param(resource, name, found, id=f"{resource.name}-{name}")
        for resource in RESOURCES
        for name, found in resource.filters.items()
        if not kinds or found.kind in kinds
    ]
    return pytest.mark.parametrize(("resource", "name", "found"), cases)


def examples(path: str) -> dict[str, Any]:
    """The parameters of an address with their examples, from the OpenAPI file."""
    found = {}
    for one in DOCUMENT["paths"][path]["get"]["parameters"]:
        told = [one.get("example"), *one["schema"].get("examples", [])]
        found[one["name"]] = next((each for each in told if each is not None), None)
    return found


def resolved(told: dict[str, Any]) -> dict[str, Any]:
    """What the OpenAPI file tells here, or what a reference leads to."""
    found: dict[str, Any] = DOCUMENT
    if "$ref" not in told:
        return told
    for part in told["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return found


def as_query(value: Any) -> str:
    """A value as a query holds it."""
    return value if isinstance(value, str) else json.dumps(value)


def total(client: Client, resource: Resource, /, **query: str) -> int:
    """How many records fit a query."""
    response = client.get(resource.path, params={**query, "limit": "0"})
    assert response.status_code == 200, f"{query}: {response.text[:500]}"
    count: int = response.json()["meta"]["total"]
    return count


def records(
    client: Client, resource: Resource, /, **query: str
) -> list[dict[str, Any]]:
    """The records of one page, by default the largest possible."""
    response = client.get(resource.path, params={"limit": "1000", **query})
    assert response.status_code == 200, f"{query}: {response.text[:500]}"
    found: list[dict[str, Any]] = response.json()["data"]
    return found
