"""What callers rely on in a version of the API, and what of it another document breaks.

An OpenAPI document is read as a flat contract: a place (a path, parameter, allowed
value, status, form or field) and what is there. Whatever an old contract has must be
there as it was; what is new is recorded by `make openapi`. What breaks a contract needs
a new version, which is the first part of every path and has a contract of its own.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.main import app_for

FOLDER = Path(__file__).parent.parent
Told = dict[str, Any]
Contract = dict[str, str]
_JOINED = re.compile(r"\^(?:-\?)?\(([^)]*)\)")
"""Names of which a list joined by commas is made, in a pattern."""


def versions(document: Told) -> list[str]:
    """The versions of the API that a document tells of."""
    return sorted({path.split("/")[1] for path in document["paths"]})


def contract_of(document: Told, version: str) -> Contract:
    """Places and what is there, of a version's paths and of all shapes."""
    found: Contract = {}
    for path, methods in document["paths"].items():
        if path.split("/")[1] == version:
            for method, operation in methods.items():
                found |= dict(_operation(document, f"{method} {path}", operation))
    for name, shape in document["components"]["schemas"].items():
        found |= dict(_shape(name, shape))
    return dict(sorted(found.items()))


def broken(old: Contract, new: Contract) -> list[str]:
    """What an old contract promises and a new one does not keep."""
    return [
        f"{place}: was {was or 'there'}, is {new.get(place, 'gone')}"
        for place, was in old.items()
        if new.get(place) != was
    ]


def _operation(
    document: Told, place: str, operation: Told
) -> Iterator[tuple[str, str]]:
    parameters = operation.get("parameters", [])
    needed = sorted(one["name"] for one in parameters if one.get("required"))
    yield place, f"needs {', '.join(needed) or 'nothing'}"
    for one in parameters:
        schema = _resolved(document, one["schema"])
        name = f"{place}?{one['name']}"
        yield name, kind_of(schema)
        for value in _values(schema):
            yield f"{name}={value}", ""
    for status, told in operation["responses"].items():
        yield f"{place} {status}", ""
        for media, content in _resolved(document, told)["content"].items():
            yield f"{place} {status} {media}", kind_of(content["schema"])


def _shape(name: str, shape: Told) -> Iterator[tuple[str, str]]:
    always = shape.get("required", [])
    for field, told in shape.get("properties", {}).items():
        yield f"{name}.{field}", kind_of(told) + ("" if field in always else ", if any")
    for value in _values(shape):
        yield f"{name}={value}", ""


def kind_of(schema: Told) -> str:
    """A type in words: `string or null`, `list of Ref`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(kind_of(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {kind_of(schema['items'])}"
    if isinstance(schema.get("additionalProperties"), dict):
        return f"object of {kind_of(schema['additionalProperties'])}"
    return " ".join([schema.get("type", "any"), *filter(None, [schema.get("format")])])


def _values(schema: Told) -> list[str]:
    """The values that are allowed, if they are counted."""
    joined = _JOINED.match(schema.get("pattern", ""))
    names = re.sub(r"\\", "", joined[1]).split("|") if joined else []
    return [*map(str, schema.get("enum", [])), *names]


def _resolved(document: Told, told: Told) -> Told:
    """What is told here, or under the name that is referred to."""
    if "$ref" not in told:
        return told
    kind, name = told["$ref"].split("/")[-2:]
    found: Told = document["components"][kind][name]
    return found


def committed(version: str, folder: Path = FOLDER) -> Contract:
    """The contract that is in the repository; none of a version that is new."""
    path = folder / f"contract-{version}.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def record(document: Told, folder: Path = FOLDER) -> list[str]:
    """Write what is new into the contracts, or return what is broken and write none."""
    contracts = {one: contract_of(document, one) for one in versions(document)}
    wrong = [
        fault
        for version, contract in contracts.items()
        for fault in broken(committed(version, folder), contract)
    ]
    for version, contract in contracts.items() if not wrong else ():
        text = json.dumps(contract, ensure_ascii=False, indent=0)
        (folder / f"contract-{version}.json").write_text(f"{text}\n", "utf-8")
    return wrong


if __name__ == "__main__":
    sys.exit("\n".join(record(app_for("sqlite:///none").openapi())) or None)
