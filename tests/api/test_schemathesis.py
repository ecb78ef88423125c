"""The specification is true: Schemathesis asks a running server what the OpenAPI file
allows and what it forbids, and every answer must be as the file says.
"""

import copy
import json
import re
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
from schemathesis.openapi.checks import JsonSchemaError
from schemathesis.schemas import BaseSchema
from sqlalchemy import URL

from app.query.validation import UNSUPPORTED
from tests.support.contract import DOCUMENT, as_query
from tests.support.serving import served

DATES = ["1978", "1978-03", "198X", "1978-03-02T15:28:10Z", "1961/1978-03", "../1965"]


def known_values(one: dict[str, Any]) -> list[str]:
    """Values of a parameter of which the data alone can say that they are right."""
    examples = [as_query(each) for each in one["schema"].get("examples", ["none"])]
    more = {
        "path": ["no-such-id"],
        "edtf": DATES,
        "sort": [f"-{examples[0]}"],
    }
    reasons = (one["in"], one["name"], one["schema"].get("format"))
    return [*examples, *(value for reason in reasons for value in more.get(reason, []))]


def one_of_each(parameters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The parameters without filters that differ from another in their column alone.

    All would take minutes; each is asked by itself in the tests of the contract.
    """
    found: dict[str, dict[str, Any]] = {}
    for one in parameters:
        plain = {
            name: told for name, told in one["schema"].items() if name != "examples"
        }
        asks = re.sub("^[^.]+: ", "", one["description"])
        found.setdefault(json.dumps([one["in"], asks, plain]), one)
    return list(found.values())


def with_known_values() -> dict[str, Any]:
    """The document, in which a free text is of a format that has known values.

    That an id must exist, or a name have letters, the document says in words.
    """
    document = copy.deepcopy(DOCUMENT)
    for path, methods in document["paths"].items():
        parameters = one_of_each(methods["get"].get("parameters", []))
        methods["get"]["parameters"] = parameters
        for one in parameters:
            if one["schema"].get("type") == "string" and "enum" not in one["schema"]:
                values = st.sampled_from(known_values(one))
                one["schema"]["format"] = f"{path} {one['name']}"
                # It would be asked for known values of every length
                one["schema"].pop("minLength", None)
                schemathesis.openapi.format(one["schema"]["format"], values)
    return document


CONFIG = {
    "generation": {
        "deterministic": True,
        "max-examples": 6,
        # A NUL is no text that a database can hold: it is refused in every value
        "allow-x00": False,
    },
    "phases": {
        # Each example is asked by itself in the tests of the document
        "examples": {"enabled": False},
        # No operation makes what another one reads
        "stateful": {"enabled": False},
    },
}
PROBED = r"WARNING:  Invalid HTTP request received\."
"""What the server says when Schemathesis tries what it can send at all."""


def possible(query: dict[str, Any]) -> dict[str, Any]:
    """The query without what its other parameters leave no place for.

    OpenAPI has no words for parameters that exclude each other, nor for a cursor, which
    only an answer gives.
    """
    counted = "group_by" in query
    unfit = {"facet", "limit", "fields", "include", "format"} if counted else set()
    form = "json" if counted else query.get("format", "json")
    unfit |= {"cursor", *UNSUPPORTED[form]}
    return {name: value for name, value in query.items() if name not in unfit}


def map_case(_context: HookContext, case: Case[Any]) -> Case[Any]:
    """What is meant to be accepted can be."""
    if case.meta is not None and case.meta.generation.mode.is_positive:
        case.query = possible(case.query)
    return case


def filter_failure(
    _context: HookContext, failure: Failure, case: Case[Any], _response: Any
) -> bool:
    """With `fields` a record holds what was asked; the schema is that of whole ones."""
    return not (isinstance(failure, JsonSchemaError) and "fields" in case.query)


@pytest.fixture(scope="module")
def specification(sqlite_url: URL) -> Iterator[BaseSchema]:
    """The specification as Schemathesis reads it, of a server that listens."""
    settings = {"RENDEZVOUS_DATABASE_URL": str(sqlite_url)}
    with served(settings, expected=PROBED) as client:
        assert client.get("/readyz").status_code == 200
        base = {"base-url": str(client.base_url)}
        config = SchemathesisConfig.from_dict(CONFIG | base)
        schema = schemathesis.openapi.from_dict(with_known_values(), config=config)
        schema.hook(map_case)
        schema.hook(filter_failure)
        yield schema


@pytest.mark.parametrize("path", DOCUMENT["paths"])
def test_every_answer_is_as_the_specification_says(
    specification: BaseSchema, path: str
) -> None:
    found = list(from_schema(specification.include(path=path)).execute())
    assert [one for one in found if isinstance(one, (NonFatalError, FatalError))] == []
    checks = [
        check
        for event in found
        if isinstance(event, ScenarioFinished)
        for checked in event.recorder.checks.values()
        for check in checked
    ]
    assert {"positive_data_acceptance", "negative_data_rejection"} <= {
        check.name for check in checks
    }
    failed = [check.failure_info for check in checks if check.failure_info]
    assert [f"{one.failure}: {one.code_sample}" for one in failed] == []
