"""Everything in the OpenAPI file is described, with unique names and units."""

import json
import re

from app.problems import PROBLEM_TYPES
from app.query.limits import MAX_PARAMETERS
from app.query.operators import EQUALS, OPERATORS
from app.resources import RESOURCES
from app.schemas.vocabularies import MissionKind, values_of
from tests.support.client import Client
from tests.support.contract import (
    DOCUMENT,
    OPERATIONS,
    PARAMETERS,
    RESPONSES,
    SCHEMAS,
    resolved,
    values_in,
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


def test_common_and_required_parameters_alone_have_examples_to_send() -> None:
    """Swagger UI fills its form with `example` and would send a hundred filters."""
    for path, operation in OPERATIONS.items():
        sent = [
            parameter["name"]
            for parameter in operation["parameters"]
            if "example" in parameter
        ]
        required = [
            parameter["name"]
            for parameter in operation["parameters"]
            if parameter.get("required")
        ]
        assert len(sent) <= 7, path
        assert {*required} <= {*sent}, path
    assert [
        parameter["name"]
        for _, parameter in PARAMETERS
        if "examples" in parameter or "example" in parameter["schema"]
    ] == []


def test_other_parameters_name_their_example() -> None:
    for path, parameter in PARAMETERS:
        is_plain = not {"example", "x-operator"} & parameter.keys()
        is_free = parameter["schema"].get("type") != "boolean"
        if is_plain and is_free and parameter["name"] != "cursor":
            assert re.search(": `[^`]+`$", parameter["description"]), path


def test_operators_are_described_once() -> None:
    described = {
        parameter["x-operator"]: parameter["description"]
        for _, parameter in PARAMETERS
        if "x-operator" in parameter
    }
    for path, parameter in PARAMETERS:
        if "x-operator" in parameter:
            assert parameter["description"] == described[parameter["x-operator"]], path
    assert described.keys() == {
        operator.suffix.strip("_") for operator in OPERATORS if operator is not EQUALS
    }
    for operator in OPERATORS:
        row = f"| `{operator.suffix or '='}` | {operator.about} | `{operator.usage}` |"
        assert operator.usage
        assert row in DOCUMENT["info"]["description"]


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
        if "x-operator" not in parameter
    ]
    measures = [
        (where, unit, text)
        for name, where, text in [*fields, *filters]
        for suffix, unit in UNITS.items()
        if name.endswith(suffix)
    ]
    assert len(measures) > 20
    assert [where for where, unit, text in measures if unit not in text] == []


def test_schemas_and_fields_are_described() -> None:
    for name, schema in SCHEMAS.items():
        assert schema.get("description"), name
        for field, inner in schema.get("properties", {}).items():
            envelope = field in ("meta", "links")
            assert envelope or inner.get("description"), f"{name}.{field}"


def test_answers_may_get_more_fields_and_values() -> None:
    closed = [
        name for name, text in TEXTS.items() if '"additionalProperties": false' in text
    ]
    values = [
        name
        for name, schema in SCHEMAS.items()
        if '"enum"' in TEXTS[name] and "properties" in schema
    ]
    assert closed == values == []
    known = SCHEMAS["Mission"]["properties"]["kind"]
    assert known["type"] == "string"
    assert known["x-extensible-enum"] == [*values_of(MissionKind)]
    assert known["examples"] == ["crewed-orbital"]


def test_fields_that_can_be_left_out_are_not_required() -> None:
    selectable = ["Mission", "Ref", "CrewMember", "Claim", "First", "Present"]
    assert [name for name in selectable if "required" in SCHEMAS[name]] == []
    for name in ("Meta", "Links", "Problem", "Fault", "Dataset", "MissionPage"):
        assert SCHEMAS[name]["required"], name


TEXTS = {name: json.dumps(schema) for name, schema in SCHEMAS.items()}


def test_objects_are_open_only_where_keys_are_data() -> None:
    """A generated client knows every field by name."""
    free = {
        f"{name}.{field}"
        for name, schema in SCHEMAS.items()
        for field, inner in schema.get("properties", {}).items()
        if "additionalProperties" in json.dumps(inner)
    }
    keyed = {"DatasetContent.counts", "Index.questions", "Index.resources"}
    groups = {"GroupCount.values", "GroupCount.labels"}
    assert free == keyed | groups | {"Meta.facets", "Source.csl"}


def test_every_component_is_used() -> None:
    text = json.dumps(DOCUMENT)
    for kind, components in DOCUMENT["components"].items():
        for name in components:
            assert f'"#/components/{kind}/{name}"' in text, name


def test_lists_are_joined_by_commas() -> None:
    for path, parameter in PARAMETERS:
        is_list = parameter["schema"].get("type") == "array"
        style = (parameter.get("style"), parameter.get("explode"))
        assert (style == ("form", False)) == is_list, (path, parameter["name"])


def test_closed_vocabularies_are_listed() -> None:
    listed = {
        (path, parameter["name"])
        for path, parameter in PARAMETERS
        if values_in(parameter["schema"])
    }
    for resource in RESOURCES:
        names = ["sort", "fields", "facet", "group_by", "format"]
        names += [name for name, field in resource.filters.items() if field.values]
        assert {(resource.path, name) for name in names} <= listed


def test_servers_and_versions_are_those_of_the_api(public_client: Client) -> None:
    assert DOCUMENT["servers"] == [{"url": "/"}]
    assert DOCUMENT["security"] == []
    assert DOCUMENT["info"]["version"] == "1.0.0"
    assert DOCUMENT["info"]["contact"] == {"name": "Rendezvous"}
    public = public_client.json("/openapi.json")
    guide = "https://rendezvous.example/guide"
    assert public["servers"] == [{"url": "https://rendezvous.example"}]
    assert public["info"]["contact"] == {"name": "Rendezvous", "url": guide}


def test_equal_enumerations_share_one_schema() -> None:
    named = [tuple(schema["enum"]) for schema in SCHEMAS.values() if "enum" in schema]
    assert len(set(named)) == len(named)
    used = {tuple(values_in(parameter["schema"])) for _, parameter in PARAMETERS}
    assert set(named) <= used


def test_values_of_enumerations_have_names_in_code() -> None:
    for schema in SCHEMAS.values():
        names = schema.get("x-enum-varnames", schema.get("enum", []))
        assert len(set(names)) == len(schema.get("enum", []))
        assert all(map(str.isidentifier, names))


def test_every_address_documents_its_problems() -> None:
    for path, operation in OPERATIONS.items():
        problems = {status for status in operation["responses"] if status >= "400"}
        assert {"400", "414", "500", "503"} <= problems, path
        assert ("404" in problems) == ("{" in path), path
        has_forms = any(
            parameter["name"] == "format" and len(values_in(parameter["schema"])) > 1
            for parameter in operation["parameters"]
        )
        assert ("406" in problems) == has_forms, path


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
