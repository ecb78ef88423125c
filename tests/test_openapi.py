"""The OpenAPI file is valid, complete, committed, and true of the answers."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import iter_route_contexts
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from app.cli import app_for
from app.problems import KINDS
from app.responses import FORMS
from tests.client import Client
from tests.contract import DOCUMENT

COMMITTED = Path(__file__).parent / "openapi.json"
OPERATIONS: dict[str, dict[str, Any]] = {
    path: methods["get"] for path, methods in DOCUMENT["paths"].items()
}
PARAMETERS = [
    (path, one)
    for path, operation in OPERATIONS.items()
    for one in operation.get("parameters", [])
]
every_path = pytest.mark.parametrize("path", OPERATIONS)


def address_of(path: str) -> str:
    """The path with the examples of what must be told."""
    told = []
    for one in OPERATIONS[path].get("parameters", []):
        if one.get("required"):
            examples = [*one.get("examples", []), *one["schema"].get("examples", [])]
            assert examples, f"{path}: {one['name']} has no example"
            if one["in"] == "path":
                path = path.replace(f"{{{one['name']}}}", examples[0])
            else:
                told.append(f"{one['name']}={examples[0]}")
    return "?".join(filter(None, [path, "&".join(told)]))


def faults_of(answer: Any, schema: dict[str, Any]) -> list[str]:
    """What keeps an answer from being as the document says."""
    whole = {**schema, "components": DOCUMENT["components"]}
    found = OAS31Validator(whole).iter_errors(answer)
    return [f"{'/'.join(map(str, one.path))}: {one.message[:200]}" for one in found]


def test_the_document_is_valid() -> None:
    assert DOCUMENT["openapi"].startswith("3.1")
    found = OpenAPIV31SpecValidator(json.loads(json.dumps(DOCUMENT))).iter_errors()
    assert [one.message for one in found] == []


def test_the_document_is_served(quick_client: Client) -> None:
    assert quick_client.json("/openapi.json") == json.loads(json.dumps(DOCUMENT))


def test_the_committed_file_is_the_document() -> None:
    committed = json.loads(COMMITTED.read_text(encoding="utf-8"))
    assert committed == json.loads(json.dumps(DOCUMENT)), "run `make openapi`"


def test_every_route_is_documented_and_only_reads() -> None:
    paths = [
        str(one.path) for one in iter_route_contexts(app_for("sqlite:///none").routes)
    ]
    questions = {path for path in paths if path.startswith("/v1")}
    assert questions == OPERATIONS.keys()
    assert all(list(one) == ["get"] for one in DOCUMENT["paths"].values())


def test_operations_have_names_of_their_own() -> None:
    names = [one["operationId"] for one in OPERATIONS.values()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", name) for name in names)


def test_operations_are_told_in_words() -> None:
    for path, operation in OPERATIONS.items():
        assert operation["summary"], path
        assert operation["description"], path
        assert operation["tags"], path


def test_every_tag_is_described() -> None:
    described = {one["name"] for one in DOCUMENT["tags"] if one["description"]}
    used = {tag for one in OPERATIONS.values() for tag in one["tags"]}
    assert used == described


def test_every_parameter_is_described() -> None:
    assert [
        (path, one["name"]) for path, one in PARAMETERS if not one.get("description")
    ] == []


def test_no_operation_has_a_parameter_twice() -> None:
    named = [(path, one["in"], one["name"]) for path, one in PARAMETERS]
    assert len(set(named)) == len(named)


def test_the_interactive_page_sends_no_example_unasked() -> None:
    """Swagger UI fills its form with `example`, and would send a hundred filters."""
    assert [
        (path, one["name"])
        for path, one in PARAMETERS
        if not one.get("required")
        and ("example" in one or "examples" in one or "example" in one["schema"])
    ] == []


def test_every_field_of_every_record_is_described_or_typed() -> None:
    for name, schema in DOCUMENT["components"]["schemas"].items():
        assert schema.get("description"), name


def test_the_documented_limit_is_the_limit(quick_client: Client) -> None:
    limits = [
        (path, one["schema"]) for path, one in PARAMETERS if one["name"] == "limit"
    ]
    assert limits
    for path, schema in limits:
        address = address_of(path)
        mark = "&" if "?" in address else "?"
        most, default = schema["maximum"], schema["default"]
        assert quick_client.json(f"{address}{mark}limit={most}")["data"], path
        refused = quick_client.get(f"{address}{mark}limit={most + 1}")
        assert refused.status_code == 400, path
        plain = quick_client.json(address)["data"]
        assert plain == quick_client.json(f"{address}{mark}limit={default}")["data"]


@every_path
def test_the_example_answers_as_the_document_says(client: Client, path: str) -> None:
    response = client.get(address_of(path))
    documented = OPERATIONS[path]["responses"]["200"]["content"]
    media = response.headers["content-type"].split(";")[0]
    assert response.status_code == 200, response.text[:500]
    assert media in documented or "application/octet-stream" in documented
    if media == "application/json" and media in documented:
        assert faults_of(response.json(), documented[media]["schema"]) == []


@every_path
def test_a_list_answers_in_every_form_that_is_documented(
    quick_client: Client, path: str
) -> None:
    documented = set(OPERATIONS[path]["responses"]["200"]["content"])
    known = {media.split(";")[0]: form for form, media in FORMS.items()}
    for media in documented & known.keys():
        headers = {"Accept": media}
        response = quick_client.get(address_of(path), headers=headers)
        assert response.headers["content-type"].split(";")[0] == media


@every_path
def test_the_problems_of_an_operation_are_documented(
    quick_client: Client, path: str
) -> None:
    address = address_of(path)
    asked = [
        quick_client.get(f"{address}{'&' if '?' in address else '?'}nonsense=1"),
        quick_client.get(address, headers={"Accept": "image/png"}),
        quick_client.get(re.sub(r"\{\w+\}", "nonsense", path)),
    ]
    for response in asked:
        if response.status_code != 200:
            told = OPERATIONS[path]["responses"][str(response.status_code)]
            schema = told["content"]["application/problem+json"]["schema"]
            assert faults_of(response.json(), schema) == []


def test_every_documented_problem_is_one_of_ours() -> None:
    ours = {str(kind.status) for kind in KINDS}
    for path, operation in OPERATIONS.items():
        assert set(operation["responses"]) - {"200"} <= ours, path


def test_the_interactive_page_needs_no_other_host(quick_client: Client) -> None:
    page = quick_client.get("/docs").text
    assert re.findall(r"(?:https?:)?//[\w.-]+", page) == []
    assets = re.findall(r"(?:src|href)=\"([^\"]+)\"", page)
    assert len(assets) == 3
    for asset in [*assets, "/openapi.json"]:
        assert asset in page
        assert quick_client.get(asset).status_code == 200
