"""The OpenAPI file is valid, committed, and true of the answers."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from fastapi.routing import iter_route_contexts
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from pydantic import BaseModel

from app.main import app_for
from app.resources import RESOURCES, Resource
from app.resources.formats import FORMATS, JSON
from app.schemas.answers import FirstsAnswer, SearchPage
from app.schemas.dataset import DatasetAnswer, DownloadPage, Index
from app.schemas.in_space import HistoryAnswer, PresentPage
from app.schemas.superlatives import SuperlativePage
from tests.support.client import Client
from tests.support.contract import (
    DOCUMENT,
    OPERATIONS,
    PARAMETERS,
    as_query,
    resolved,
    values_in,
)
from tests.support.markup import page_of

COMMITTED = Path(__file__).parent.parent / "openapi.json"
every_path = pytest.mark.parametrize("path", OPERATIONS)


def values_of(parameter: dict[str, Any]) -> list[str]:
    """Returns the examples of a parameter as they stand in a query."""
    return [as_query(example) for example in parameter["schema"].get("examples", [])]


def address_of(path: str) -> str:
    """Returns the path with the examples of required parameters."""
    required = []
    for parameter in OPERATIONS[path].get("parameters", []):
        if parameter.get("required"):
            [example] = values_of(parameter)
            if parameter["in"] == "path":
                path = path.replace(f"{{{parameter['name']}}}", example)
            else:
                required.append(f"{parameter['name']}={example}")
    return "?".join(filter(None, [path, "&".join(required)]))


def query_of(path: str, parameter: dict[str, Any]) -> str:
    """Returns a query of the example of a parameter and of required ones."""
    needed = urlsplit(address_of(path)).query
    [example] = values_of(parameter)
    return urlencode(dict(parse_qsl(needed)) | {parameter["name"]: example})


def address_with(path: str, query: str) -> str:
    """Returns the address with required parameters and a query."""
    address = address_of(path)
    return f"{address}{'&' if '?' in address else '?'}{query}"


def faults_of(answer: Any, schema: dict[str, Any]) -> list[str]:
    """Returns how an answer differs from its schema."""
    whole = {**schema, "components": DOCUMENT["components"]}
    errors = OAS31Validator(whole).iter_errors(answer)
    return [
        f"{'/'.join(map(str, error.path))}: {error.message[:200]}" for error in errors
    ]


def test_document_is_valid() -> None:
    assert DOCUMENT["openapi"].startswith("3.1")
    errors = OpenAPIV31SpecValidator(json.loads(json.dumps(DOCUMENT))).iter_errors()
    assert [error.message for error in errors] == []


def test_document_is_served(quick_client: Client) -> None:
    assert quick_client.json("/openapi.json") == json.loads(json.dumps(DOCUMENT))


def test_committed_file_is_the_document() -> None:
    committed = json.loads(COMMITTED.read_text(encoding="utf-8"))
    assert committed == json.loads(json.dumps(DOCUMENT)), "run `make openapi`"


CONTENTS = {"/v1/firsts": "first", "/v1/in-space/history": "steps"}
"""The field that holds an answer, where `data` is never empty."""


@every_path
def test_examples_of_an_operation_have_an_answer_together(
    client: Client, path: str
) -> None:
    """Swagger UI fills its form with them and sends all of them."""
    address, query = path, {}
    for parameter in OPERATIONS[path]["parameters"]:
        if parameter["in"] == "path":
            address = address.replace(f"{{{parameter['name']}}}", parameter["example"])
        elif "example" in parameter:
            query[parameter["name"]] = as_query(parameter["example"])
    response = client.get(f"{address}?{urlencode(query)}")
    assert response.status_code == 200, response.text[:500]
    if path in (*CONTENTS, *(resource.path for resource in RESOURCES)):
        data = response.json()["data"]
        assert data
        assert data[0][CONTENTS.get(path, "id")]


@every_path
def test_parameters_are_in_the_order_of_their_use(path: str) -> None:
    """Words to search for come first, then common ones; operators come last."""
    kinds = [
        "operator"
        if "x-operator" in parameter
        else "common"
        if "example" in parameter
        else ""
        for parameter in OPERATIONS[path]["parameters"]
        if parameter["name"] != "q"
    ]
    assert kinds == sorted(kinds, key=["common", "", "operator"].index)
    for parameter in OPERATIONS[path]["parameters"]:
        assert ("x-operator" in parameter) == ("__" in parameter["name"])


def test_every_route_is_documented_and_read_only() -> None:
    paths = [
        str(route.path)
        for route in iter_route_contexts(app_for("sqlite:///none").routes)
    ]
    questions = {path for path in paths if path.startswith("/v1")}
    assert questions == OPERATIONS.keys()
    assert all(list(methods) == ["get"] for methods in DOCUMENT["paths"].values())


ALONE = ("cursor", "group_by", "bom", "release__not", "released__not")
"""Parameters without results of their own, or before there are two releases."""


@every_path
def test_example_of_every_parameter_has_results(
    quick_client: Client, path: str
) -> None:
    empty = []
    for parameter in OPERATIONS[path].get("parameters", []):
        if parameter["in"] == "query" and parameter["name"] not in ALONE:
            query = query_of(path, parameter)
            # One answer at a time: together they would take hundreds of megabytes
            answer = quick_client.json(f"{address_of(path).partition('?')[0]}?{query}")
            if not answer.get("data", answer):
                empty.append(query)
    assert empty == []


@every_path
def test_answers_have_the_documented_headers(quick_client: Client, path: str) -> None:
    response = quick_client.get(address_of(path))
    documented = OPERATIONS[path]["responses"]["200"]["headers"]
    needed = {
        name for name, header in documented.items() if resolved(header)["required"]
    }
    assert {name.lower() for name in needed} <= response.headers.keys()
    known = quick_client.get(
        address_of(path), headers={"If-None-Match": response.headers["etag"]}
    )
    assert known.status_code == 304
    assert known.headers["etag"] == response.headers["etag"]


def test_documented_limits_are_enforced(quick_client: Client) -> None:
    limits = [
        (
            path,
            parameter["schema"]["maximum"],
            re.search(r"by default (\d+) in JSON", parameter["description"]),
        )
        for path, parameter in PARAMETERS
        if parameter["name"] == "limit"
    ]
    assert limits
    for path, most, default in limits:
        assert quick_client.json(address_with(path, f"limit={most}"))["data"], path
        refused = quick_client.get(address_with(path, f"limit={most + 1}"))
        assert refused.status_code == 400, path
        plain = quick_client.json(address_of(path))["data"]
        # Some pages hold everything by default
        end = int(default[1]) if default else most
        limited = quick_client.json(address_with(path, f"limit={end}"))["data"]
        assert plain == limited


@every_path
def test_example_is_answered_with_the_documented_schema(
    client: Client, path: str
) -> None:
    response = client.get(address_of(path))
    documented = OPERATIONS[path]["responses"]["200"]["content"]
    media = response.headers["content-type"].split(";")[0]
    assert response.status_code == 200, response.text[:500]
    assert media in documented or "application/octet-stream" in documented
    if media == "application/json" and media in documented:
        assert faults_of(response.json(), documented[media]["schema"]) == []


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_records_have_all_documented_fields_and_no_others(
    quick_client: Client, resource: Resource
) -> None:
    """The document allows fewer, for `fields`, and more, for the future."""
    for record in quick_client.json(f"{resource.path}?limit=200")["data"]:
        resource.schema.model_validate(record, strict=True)


ANSWERS: dict[str, type[BaseModel]] = {
    "/v1/firsts?by=country": FirstsAnswer,
    "/v1/in-space": PresentPage,
    "/v1/in-space/history?by=station": HistoryAnswer,
    "/v1/superlatives": SuperlativePage,
    "/v1/search?q=mir": SearchPage,
    "/v1/dataset": DatasetAnswer,
    "/v1/dataset/download": DownloadPage,
    "/v1": Index,
}


@pytest.mark.parametrize("address", ANSWERS)
def test_answers_have_all_documented_fields_and_no_others(
    quick_client: Client, address: str
) -> None:
    ANSWERS[address].model_validate(quick_client.json(address), strict=True)


@every_path
def test_answer_is_documented_in_one_form_and_offered_in_others(
    quick_client: Client, path: str
) -> None:
    """Several forms would be a union of types in generated clients."""
    documented = OPERATIONS[path]["responses"]["200"]
    if "application/octet-stream" in documented["content"]:
        return
    assert [*documented["content"]] == ["application/json"]
    formats = [
        format_name
        for parameter in OPERATIONS[path]["parameters"]
        if parameter["name"] == "format"
        for format_name in values_in(parameter["schema"])
    ]
    for name in formats:
        response = quick_client.get(address_with(path, f"format={name}"))
        assert response.headers["content-type"] == FORMATS[name].content_type
        assert name == JSON or f"`{name}`" in documented["description"]


@every_path
def test_problems_of_an_operation_are_documented(
    quick_client: Client, path: str
) -> None:
    responses = [
        quick_client.get(address_with(path, "nonsense=1")),
        quick_client.get(address_of(path), headers={"Accept": "image/png"}),
        quick_client.get(re.sub(r"\{\w+\}", "nonsense", path)),
    ]
    for response in responses:
        if response.status_code != 200:
            documented = resolved(
                OPERATIONS[path]["responses"][str(response.status_code)]
            )
            schema = documented["content"]["application/problem+json"]["schema"]
            assert faults_of(response.json(), schema) == []


def test_interactive_page_uses_no_other_host(quick_client: Client) -> None:
    page = page_of(quick_client, "/docs")
    bundle = [f"/assets/docs/swagger-ui{end}" for end in (".css", "-bundle.js")]
    assert {*bundle} <= {*page.sources}
    assert "/openapi.json" in page.links
    for asset in page.sources:
        assert asset.startswith("/")
        assert quick_client.get(asset).status_code == 200
