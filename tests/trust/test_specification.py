"""Every answer is as the OpenAPI file says.

Schemathesis sends a running server requests that the file allows and requests that it
forbids. One list, one record and the addresses that are neither are tested in every
run, the others in `make trust`.
"""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import strategies as st
from schemathesis import Case
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import Failure
from schemathesis.engine import from_schema
from schemathesis.engine.events import FatalError, NonFatalError, ScenarioFinished
from schemathesis.hooks import HookContext
from schemathesis.openapi.checks import UndefinedContentType
from schemathesis.schemas import BaseSchema
from sqlalchemy import URL

from app.query.limits import MAX_WITH_CLAIMS
from app.resources import RESOURCES
from app.resources.formats import FORMATS
from tests.support.contract import DOCUMENT, OPERATIONS
from tests.support.serving import served
from tests.trust.conftest import Tried

ERRORS = (NonFatalError, FatalError)
DATES = ["1978", "1978-03", "198X", "1978-03-02T15:28:10Z", "1961/1978-03", "../1965"]


def known_values(parameter: dict[str, Any]) -> list[str]:
    """Returns values of a parameter that are valid for this data."""
    schema = parameter["schema"]
    examples = [
        value
        for example in schema.get("examples", ["none"])
        for value in (example if isinstance(example, list) else [example])
    ]
    more = {"path": ["no-such-id"], "edtf": DATES}
    reasons = (parameter["in"], schema.get("items", schema).get("format"))
    return [*examples, *(value for reason in reasons for value in more.get(reason, []))]


def one_of_each(parameters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Returns one of all parameters that differ in nothing but their column.

    All would take minutes; each is tested by itself in `api/test_contract.py`.
    """
    unlike: dict[str, dict[str, Any]] = {}
    for parameter in parameters:
        plain = {
            name: value
            for name, value in parameter["schema"].items()
            if name != "examples"
        }
        is_filter = "x-operator" in parameter or plain.get("type") == "array"
        own = parameter.get("x-operator") if is_filter else parameter["name"]
        unlike.setdefault(json.dumps([own, plain]), parameter)
    return list(unlike.values())


def with_known_values() -> dict[str, Any]:
    """Returns the document with formats for free texts that have known values.

    The document says only in words that an id must exist or a name have letters.
    """
    document = copy.deepcopy(DOCUMENT)
    for path, methods in document["paths"].items():
        parameters = copy.deepcopy(one_of_each(OPERATIONS[path]["parameters"]))
        methods["get"]["parameters"] = parameters
        for parameter in parameters:
            schema = parameter["schema"].get("items", parameter["schema"])
            if schema.get("type") == "string" and "enum" not in schema:
                values = st.sampled_from(known_values(parameter))
                schema["format"] = f"{path} {parameter['name']}"
                # Schemathesis would ask for known values of every length
                schema.pop("minLength", None)
                schemathesis.openapi.format(schema["format"], values)
    return document


CONFIG = {
    "generation": {
        "deterministic": True,
        "max-examples": 6,
        # Databases hold no NUL: it is rejected in every value
        "allow-x00": False,
    },
    "phases": {
        # Each example is tested by itself in `api/test_openapi.py`
        "examples": {"enabled": False},
        # No operation creates data that another one reads
        "stateful": {"enabled": False},
    },
}
PROBED = r"WARNING:  Invalid HTTP request received\."
"""What the server logs when Schemathesis probes what it can send."""


def possible(query: dict[str, Any]) -> dict[str, Any]:
    """Returns the query without parameters that its other parameters exclude.

    OpenAPI cannot express that parameters exclude each other, nor that a cursor comes
    from an answer.
    """
    counted = "group_by" in query
    unfit = {"facet", "limit", "fields", "include", "format"} if counted else set()
    form = "json" if counted else query.get("format", "json")
    unfit |= {"cursor", *FORMATS[form].unsupported}
    query = {name: value for name, value in query.items() if name not in unfit}
    if int(query.get("limit", 0)) > MAX_WITH_CLAIMS:
        query.pop("include", None)
    if "sort" in query:
        # A key and the same key descending are the same key
        sort = query["sort"]
        texts = sort.split(",") if isinstance(sort, str) else sort
        keys = {key.removeprefix("-"): key for key in texts}
        query["sort"] = ",".join(keys.values())
    return query


def map_case(_context: HookContext, case: Case[Any]) -> Case[Any]:
    """Makes requests that are meant to be accepted acceptable."""
    if case.meta is not None and case.meta.generation.mode.is_positive:
        case.query = possible(case.query)
    return case


def filter_failure(
    _context: HookContext, failure: Failure, case: Case[Any], _response: Any
) -> bool:
    """Ignores that forms other than JSON are described in words."""
    is_form = isinstance(failure, UndefinedContentType)
    return not (is_form and case.query.get("format", "json") != "json")


@pytest.fixture(scope="module")
def specification(sqlite_url: URL) -> Iterator[BaseSchema]:
    """The specification as Schemathesis reads it, and a server that it describes."""
    settings = {"RENDEZVOUS_DATABASE_URL": str(sqlite_url)}
    with served(settings, expected=PROBED) as client:
        assert client.get("/readyz").status_code == 200
        base = {"base-url": str(client.base_url)}
        config = SchemathesisConfig.from_dict(CONFIG | base)
        schema = schemathesis.openapi.from_dict(with_known_values(), config=config)
        schema.hook(map_case)
        schema.hook(filter_failure)
        yield schema


def paths() -> list[Any]:
    """Every path of the document, with those that are like others left to trust."""
    alike = {
        path
        for resource in RESOURCES
        if resource.name != "missions"
        for path in (resource.path, f"{resource.path}/{{id}}")
    }
    return [
        pytest.param(path, marks=[pytest.mark.trust] if path in alike else [])
        for path in DOCUMENT["paths"]
    ]


@pytest.mark.parametrize("path", paths())
def test_answers_are_as_the_specification_says(
    specification: BaseSchema, tried: Tried, path: str
) -> None:
    events = list(from_schema(specification.include(path=path)).execute())
    assert [event for event in events if isinstance(event, ERRORS)] == []
    cases = sum(
        len(event.recorder.cases)
        for event in events
        if isinstance(event, ScenarioFinished)
    )
    checks = [
        check
        for event in events
        if isinstance(event, ScenarioFinished)
        for checked in event.recorder.checks.values()
        for check in checked
    ]
    assert {"positive_data_acceptance", "negative_data_rejection"} <= {
        check.name for check in checks
    }
    failed = [check.failure_info for check in checks if check.failure_info]
    failures = [f"{failure.failure}: {failure.code_sample}" for failure in failed]
    tried("answers are as the OpenAPI file says", cases, failures)
