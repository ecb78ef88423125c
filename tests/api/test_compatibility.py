"""The contract of `/v1` only grows: what clients rely on stays."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.support.compatibility import broken, committed, contract_of, record, versions
from tests.support.contract import DOCUMENT

Document = dict[str, Any]
Edit = Callable[[Document], object]
BEFORE = contract_of(DOCUMENT, "v1")


def missions(document: Document) -> Document:
    operation: Document = document["paths"]["/v1/missions"]["get"]
    return operation


def parameter(document: Document, name: str) -> Document:
    parameters = missions(document)["parameters"]
    return next(item for item in parameters if item.get("name") == name)


def shape(document: Document, name: str) -> Document:
    schema: Document = document["components"]["schemas"][name]
    return schema


def edited(edit: Edit) -> Document:
    document = deepcopy(DOCUMENT)
    edit(document)
    return document


@pytest.mark.parametrize("version", versions(DOCUMENT))
def test_committed_contract_is_kept(version: str) -> None:
    assert broken(committed(version), contract_of(DOCUMENT, version)) == []


@pytest.mark.parametrize("version", versions(DOCUMENT))
def test_additions_are_recorded(version: str) -> None:
    recorded = committed(version)
    assert contract_of(DOCUMENT, version) == recorded, "run `make openapi`"


BREAKING: dict[str, tuple[Edit, str]] = {
    "a path": (
        lambda document: document["paths"].pop("/v1/crew"),
        "get /v1/crew: was needs nothing, is gone",
    ),
    "a method": (
        lambda document: document["paths"]["/v1/crew"].update(
            post=document["paths"]["/v1/crew"].pop("get")
        ),
        "get /v1/crew: was needs nothing, is gone",
    ),
    "a parameter": (
        lambda document: missions(document)["parameters"].remove(
            parameter(document, "cospar")
        ),
        "get /v1/missions?cospar: was list of string, is gone",
    ),
    "the type of a parameter": (
        lambda document: parameter(document, "cospar")["schema"].update(type="integer"),
        "get /v1/missions?cospar: was list of string, is integer",
    ),
    "a parameter that is needed now": (
        lambda document: parameter(document, "cospar").update(required=True),
        "get /v1/missions: was needs nothing, is needs cospar",
    ),
    "a new parameter that is needed": (
        lambda document: missions(document)["parameters"].append(
            {"name": "key", "required": True, "schema": {"type": "string"}}
        ),
        "get /v1/missions: was needs nothing, is needs key",
    ),
    "a value of a parameter": (
        lambda document: shape(document, "Format")["enum"].remove("csv"),
        "Format=csv: was there, is gone",
    ),
    "a sort key": (
        lambda document: shape(document, "MissionSort")["enum"].remove("launched"),
        "MissionSort=launched: was there, is gone",
    ),
    "a form of an answer": (
        lambda document: missions(document)["responses"]["200"]["content"].pop(
            "application/json"
        ),
        "get /v1/missions 200 application/json: was MissionPage, is gone",
    ),
    "a shared parameter": (
        lambda document: document["components"]["parameters"]["limit"].update(
            schema={"type": "string"}
        ),
        "get /v1/missions?limit: was integer, is string",
    ),
    "a status": (
        lambda document: missions(document)["responses"].pop("400"),
        "get /v1/missions 400: was there, is gone",
    ),
    "the shape of an answer": (
        lambda document: missions(document)["responses"]["200"]["content"][
            "application/json"
        ].update(schema={"type": "array", "items": {"type": "string"}}),
        "get /v1/missions 200 application/json: was MissionPage, is list of string",
    ),
    "a field": (
        lambda document: shape(document, "Mission")["properties"].pop("cospar"),
        "Mission.cospar: was string or null, if any, is gone",
    ),
    "the type of a field": (
        lambda document: shape(document, "Mission")["properties"].update(
            crew_size={"type": "string"}
        ),
        "Mission.crew_size: was integer, if any, is string, if any",
    ),
    "a field that may be missing now": (
        lambda document: shape(document, "Meta")["required"].remove("total"),
        "Meta.total: was integer, is integer, if any",
    ),
}


@pytest.mark.parametrize(("edit", "fault"), BREAKING.values(), ids=list(BREAKING))
def test_breaking_changes_are_reported(edit: Edit, fault: str) -> None:
    assert fault in broken(BEFORE, contract_of(edited(edit), "v1"))


ADDING: dict[str, Edit] = {
    "a path": lambda document: document["paths"].update(
        {"/v1/new": document["paths"]["/v1/missions"]}
    ),
    "a parameter": lambda document: missions(document)["parameters"].append(
        {"name": "new", "schema": {"type": "string", "enum": ["a"]}}
    ),
    "a value": lambda document: shape(document, "Format")["enum"].append("xml"),
    "a status": lambda document: missions(document)["responses"].update(
        {"410": missions(document)["responses"]["400"]}
    ),
    "a field": lambda document: shape(document, "Mission")["properties"].update(
        new={"additionalProperties": {"type": "integer"}}
    ),
    "other words": lambda document: parameter(document, "cospar").update(
        description="New"
    ),
}


@pytest.mark.parametrize("edit", ADDING.values(), ids=list(ADDING))
def test_additions_break_nothing(edit: Edit) -> None:
    assert broken(BEFORE, contract_of(edited(edit), "v1")) == []


def test_recording_accepts_additions_and_rejects_breaking_changes(
    tmp_path: Path,
) -> None:
    path = tmp_path / "contract-v1.json"
    assert record(DOCUMENT, tmp_path) == []
    assert json.loads(path.read_text()) == BEFORE
    added = edited(ADDING["a parameter"])
    assert record(added, tmp_path) == []
    grown = json.loads(path.read_text())
    assert grown.keys() - BEFORE.keys() == {
        "get /v1/missions?new",
        "get /v1/missions?new=a",
    }
    assert "get /v1/missions?new: was string, is gone" in record(DOCUMENT, tmp_path)
    assert json.loads(path.read_text()) == grown


def test_each_version_has_its_own_contract(tmp_path: Path) -> None:
    def renamed(document: Document) -> None:
        paths = document["paths"]
        paths["/v2/missions"] = {"get": deepcopy(missions(document))}
        paths["/v2/missions"]["get"]["parameters"] = []

    assert record(edited(renamed), tmp_path) == []
    first, second = (committed(version, tmp_path) for version in ("v1", "v2"))
    assert "get /v1/missions?cospar" in first
    assert "get /v2/missions" in second
    assert "get /v1/missions" not in second
