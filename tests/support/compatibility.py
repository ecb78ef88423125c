"""The contract of a version of the API, and how another document breaks it.

An OpenAPI document is read as a flat contract: a place (a path, parameter, allowed
value, status, media type or field) and what is there. Everything in an old contract
must be unchanged in a new one; additions are recorded by `make openapi`. A breaking
change needs a new version, which is the first part of every path and has its own
contract.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.api.openapi_schemas import resolved
from app.main import app_for

FOLDER = Path(__file__).parent.parent
Json = dict[str, Any]
Contract = dict[str, str]


def versions(document: Json) -> list[str]:
    """Returns the versions of the API that a document describes."""
    return sorted({path.split("/")[1] for path in document["paths"]})


def contract_of(document: Json, version: str) -> Contract:
    """Returns the contract of a version: its paths, and all schemas."""
    contract: Contract = {}
    for path, methods in document["paths"].items():
        if path.split("/")[1] == version:
            for method, operation in methods.items():
                contract |= dict(_operation(document, f"{method} {path}", operation))
    for name, schema in document["components"]["schemas"].items():
        contract |= dict(_schema(name, schema))
    return dict(sorted(contract.items()))


def broken(old: Contract, new: Contract) -> list[str]:
    """Returns the places of an old contract that a new one changes."""
    return [
        f"{place}: was {was or 'there'}, is {new.get(place, 'gone')}"
        for place, was in old.items()
        if new.get(place) != was
    ]


def _operation(
    document: Json, place: str, operation: Json
) -> Iterator[tuple[str, str]]:
    parameters = [
        resolved(document, parameter) for parameter in operation.get("parameters", [])
    ]
    needed = sorted(one["name"] for one in parameters if one.get("required"))
    yield place, f"needs {', '.join(needed) or 'nothing'}"
    for parameter in parameters:
        schema = parameter["schema"]
        name = f"{place}?{parameter['name']}"
        yield name, kind_of(schema)
        for value in schema.get("items", schema).get("enum", []):
            yield f"{name}={value}", ""
    for status, response in operation["responses"].items():
        yield f"{place} {status}", ""
        for media, content in resolved(document, response)["content"].items():
            yield f"{place} {status} {media}", kind_of(content["schema"])


def _schema(name: str, schema: Json) -> Iterator[tuple[str, str]]:
    required = schema.get("required", [])
    for field, inner in schema.get("properties", {}).items():
        optional = "" if field in required else ", if any"
        yield f"{name}.{field}", kind_of(inner) + optional
    for value in schema.get("enum", []):
        yield f"{name}={value}", ""


def kind_of(schema: Json) -> str:
    """Returns a type in words: `string or null`, `list of Ref`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(kind_of(inner) for inner in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {kind_of(schema['items'])}"
    if isinstance(schema.get("additionalProperties"), dict):
        return f"object of {kind_of(schema['additionalProperties'])}"
    return " ".join([schema.get("type", "any"), *filter(None, [schema.get("format")])])


def committed(version: str, folder: Path = FOLDER) -> Contract:
    """Returns the contract in the repository, an empty one for a new version."""
    path = folder / f"contract-{version}.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def record(document: Json, folder: Path = FOLDER) -> list[str]:
    """Writes additions into the contracts, unless a contract is broken.

    Returns the broken places.
    """
    contracts = {
        version: contract_of(document, version) for version in versions(document)
    }
    faults = [
        fault
        for version, contract in contracts.items()
        for fault in broken(committed(version, folder), contract)
    ]
    for version, contract in contracts.items() if not faults else ():
        text = json.dumps(contract, ensure_ascii=False, indent=0)
        (folder / f"contract-{version}.json").write_text(f"{text}\n", "utf-8")
    return faults


if __name__ == "__main__":
    sys.exit("\n".join(record(app_for("sqlite:///none").openapi())) or None)
