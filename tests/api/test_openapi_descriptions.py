"""Everything in the OpenAPI file is described, with unique names and units."""

import json
import re

from app.problems import PROBLEM_TYPES
from app.query.limits import MAX_PARAMETERS
from tests.support.contract import (
    DOCUMENT,
    OPERATIONS,
    PARAMETERS,
    RESPONSES,
    SCHEMAS,
    resolved,
)


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


def test_no_defaults_are_documented() -> None:
    """A default of `limit` would cut a CSV, and has no place beside `group_by`."""
    assert [
        parameter["name"]
        for _, parameter in PARAMETERS
        if "default" in parameter["schema"]
    ] == []


def test_documented_problems_are_known_types() -> None:
    ours = {str(kind.status) for kind in PROBLEM_TYPES}
    for path, status, node in RESPONSES:
        assert status < "400" or status in ours, path
        if status >= "400":
            kind = node["$ref"].rpartition("/")[2]
            assert kind in DOCUMENT["components"]["responses"]
