"""The OpenAPI file is valid, complete, committed, and true."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from fastapi.routing import iter_route_contexts
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from app.main import app_for
from app.problems import PROBLEM_TYPES
from app.query.limits import MAX_PARAMETERS
from app.resources.formats import FORMATS
from tests.support.client import Client
from tests.support.contract import DOCUMENT, as_query, resolved

COMMITTED = Path(__file__).parent.parent / "openapi.json"
OPERATIONS: dict[str, dict[str, Any]] = {
    path: methods["get"] for path, methods in DOCUMENT["paths"].items()
}
PARAMETERS = [
    (path, parameter)
    for path, operation in OPERATIONS.items()
    for parameter in operation.get("parameters", [])
]
RESPONSES = [
    (path, status, response)
    for path, operation in OPERATIONS.items()
    for status, response in operation["responses"].items()
]
SCHEMAS: dict[str, dict[str, Any]] = DOCUMENT["components"]["schemas"]
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


def test_every_route_is_documented_and_read_only() -> None:
    paths = [
        str(route.path)
        for route in iter_route_contexts(app_for("sqlite:///none").routes)
    ]
    questions = {path for path in paths if path.startswith("/v1")}
    assert questions == OPERATIONS.keys()
    assert all(list(methods) == ["get"] for methods in DOCUMENT["paths"].values())


def test_operation_ids_are_unique() -> None:
    names = [operation["operationId"] for operation in OPERATIONS.values()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", name) for name in names)


def test_operations_are_described() -> None:
    for path, operation in OPERATIONS.items():
        assert operation["summary"], path
        assert operation["description"], path
        assert operation["tags"], path


def test_tags_are_described_in_the_order_of_operations() -> None:
    described = [tag["name"] for tag in DOCUMENT["tags"] if tag["description"]]
    used = [tag for operation in OPERATIONS.values() for tag in operation["tags"]]
    assert list(dict.fromkeys(used)) == described


def test_every_parameter_is_described() -> None:
    assert [
        (path, parameter["name"])
        for path, parameter in PARAMETERS
        if not parameter.get("description")
    ] == []


def test_parameters_of_an_operation_are_unique() -> None:
    named = [
        (path, parameter["in"], parameter["name"]) for path, parameter in PARAMETERS
    ]
    assert len(set(named)) == len(named)


def test_all_parameters_of_an_address_fit_in_one_query() -> None:
    for path, operation in OPERATIONS.items():
        assert len(operation.get("parameters", [])) <= MAX_PARAMETERS, path


def test_interactive_page_sends_no_examples_by_default() -> None:
    """Swagger UI fills its form with `example` and would send a hundred filters."""
    assert [
        (path, parameter["name"])
        for path, parameter in PARAMETERS
        if not parameter.get("required")
        and (
            "example" in parameter
            or "examples" in parameter
            or "example" in parameter["schema"]
        )
    ] == []


UNITS = {
    "_seconds": "econds",
    "_km": "ilometres",
    "_kg": "ilograms",
    "_deg": "egrees",
}
"""Words for the units of names with these endings."""


def test_measures_are_described_with_their_unit() -> None:
    fields = [
        (name, f"{where}.{name}", field.get("description", ""))
        for where, schema in SCHEMAS.items()
        for name, field in schema.get("properties", {}).items()
    ]
    filters = [
        (
            parameter["name"].partition("__")[0],
            f"{path}?{parameter['name']}",
            parameter["description"],
        )
        for path, parameter in PARAMETERS
    ]
    measures = [
        (where, unit, text)
        for name, where, text in [*fields, *filters]
        for suffix, unit in UNITS.items()
        if name.endswith(suffix)
    ]
    assert len(measures) > 30
    assert [where for where, unit, text in measures if unit not in text] == []


def test_schemas_and_fields_are_described() -> None:
    for name, schema in SCHEMAS.items():
        assert schema.get("description"), name
        for field, inner in schema.get("properties", {}).items():
            envelope = field in ("meta", "links")
            assert envelope or inner.get("description"), f"{name}.{field}"


def test_objects_are_open_only_where_keys_are_data() -> None:
    """A generated client knows every field by name."""
    free = {
        f"{name}.{field}"
        for name, schema in SCHEMAS.items()
        for field, inner in schema.get("properties", {}).items()
        if "additionalProperties" in json.dumps(inner)
    }
    keyed = {"DatasetContent.counts", "Index.questions", "Index.resources"}
    assert free == keyed | {"Meta.facets", "Source.csl"}


def test_equal_enumerations_share_one_schema() -> None:
    choices = [
        tuple(resolved(parameter["schema"])["enum"])
        for _, parameter in PARAMETERS
        if "enum" in resolved(parameter["schema"])
    ]
    named = [tuple(schema["enum"]) for schema in SCHEMAS.values() if "enum" in schema]
    assert len(set(named)) == len(named)
    assert set(named) <= set(choices)


def test_values_of_enumerations_have_names_in_code() -> None:
    for schema in SCHEMAS.values():
        for name in schema.get("x-enum-varnames", schema.get("enum", [])):
            assert re.fullmatch(r"[A-Za-z]\w*", name.replace("-", "_"))


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
            if not answer["data"]:
                empty.append(query)
    assert empty == []


def test_responses_and_headers_are_described() -> None:
    for path, status, node in RESPONSES:
        response = resolved(node)
        headers = {
            name: resolved(header) for name, header in response["headers"].items()
        }
        assert response["description"], (path, status)
        assert {"Cache-Control", "Vary"} <= headers.keys(), (path, status)
        assert ("ETag" in headers) == (status < "400"), (path, status)
        assert ("Retry-After" in headers) == (status in ("429", "503")), (path, status)
        assert all(header["description"] for header in headers.values())


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


def test_every_address_documents_its_problems() -> None:
    for path, operation in OPERATIONS.items():
        problems = {status for status in operation["responses"] if status >= "400"}
        assert {"400", "414", "500"} <= problems, path
        assert ("404" in problems) == ("{" in path), path
        takes_a_query = any(
            where == path and parameter["in"] == "query"
            for where, parameter in PARAMETERS
        )
        assert ({"406", "503"} <= problems) == takes_a_query, path


def test_documented_limits_are_enforced(quick_client: Client) -> None:
    limits = [
        (
            path,
            parameter["schema"]["maximum"],
            int(parameter["description"].split()[-1]),
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
        limited = quick_client.json(address_with(path, f"limit={default}"))["data"]
        assert plain == limited


def test_no_defaults_are_documented() -> None:
    """A default of `limit` would cut a CSV, and has no place beside `group_by`."""
    assert [
        parameter["name"]
        for _, parameter in PARAMETERS
        if "default" in parameter["schema"]
    ] == []


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


@every_path
def test_documented_formats_are_offered(quick_client: Client, path: str) -> None:
    documented = set(OPERATIONS[path]["responses"]["200"]["content"])
    known = {row.media_type for row in FORMATS.values()}
    for media in documented & known:
        response = quick_client.get(address_of(path), headers={"Accept": media})
        assert response.status_code == 200
        assert response.headers["content-type"].split(";")[0] == media


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


def test_documented_problems_are_known_types() -> None:
    ours = {str(kind.status) for kind in PROBLEM_TYPES}
    for path, status, node in RESPONSES:
        assert status < "400" or status in ours, path
        if status >= "400":
            kind = node["$ref"].rpartition("/")[2]
            assert kind in DOCUMENT["components"]["responses"]


def test_interactive_page_uses_no_other_host(quick_client: Client) -> None:
    page = quick_client.get("/docs").text
    assert re.findall(r"(?:https?:)?//[\w.-]+", page) == []
    assets = re.findall(r"(?:src|href)=\"([^\"]+)\"", page)
    bundle = [f"/assets/docs/swagger-ui{end}" for end in (".css", "-bundle.js")]
    assert {*bundle, "/openapi.json"} <= {*assets}
    for asset in assets:
        assert quick_client.get(asset).status_code == 200
