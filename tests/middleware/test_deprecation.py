"""Nothing is deprecated; what will be is announced in headers and in OpenAPI."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from sqlalchemy import URL

from app import main
from app.api import openapi
from app.main import app_for
from app.middleware.deprecation import DEPRECATED, Deprecation, announced, mark
from tests.conftest import app_on
from tests.support.client import Client, client_of
from tests.support.compatibility import broken, contract_of
from tests.support.contract import DOCUMENT

SINCE, SUNSET = date(2027, 1, 1), date(2027, 7, 1)
DECLARED = (
    Deprecation("/v1/stations", since=SINCE),
    Deprecation("/v1/people/{id}", since=SINCE, sunset=SUNSET, instead="/guide#names"),
    Deprecation("/v1/missions", "cospar", since=SINCE),
    Deprecation(field=("Mission", "cospar")),
)


@pytest.fixture(scope="module")
def client(sqlite_url: URL) -> Iterator[Client]:
    """A client of an app in which some things are to go."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(main, "DEPRECATED", DECLARED)
        patch.setattr(openapi, "DEPRECATED", DECLARED)
        with client_of(app_on(sqlite_url)) as client:
            yield client


def test_nothing_is_deprecated_and_that_costs_nothing() -> None:
    app = app_for("sqlite:///none")
    assert DEPRECATED == ()
    assert announced(app, DEPRECATED) is app
    assert "deprecated" not in str(DOCUMENT)


@pytest.mark.parametrize(
    "path",
    [
        "/v1/stations",
        "/v1/stations?limit=1",
        "/v1/stations?format=csv",
        "/v1/stations?nonsense=1",
        "/v1/people/yuri-gagarin",
        "/v1/missions?cospar=1978-023A",
        "/v1/missions?limit=1&cospar__exists=false",
    ],
)
def test_who_uses_what_is_to_go_is_told(client: Client, path: str) -> None:
    for _ in range(3):  # by the application, and then from memory
        headers = client.get(path).headers
        assert headers["deprecation"] == "@1798761600"
        assert 'rel="deprecation"; type="text/html"' in headers["link"]
        assert "Deprecation" in headers["access-control-expose-headers"]


def test_who_is_told_when_it_will_be_gone_and_where_to_read(client: Client) -> None:
    headers = client.get("/v1/people/yuri-gagarin").headers
    assert headers["sunset"] == "Thu, 01 Jul 2027 00:00:00 GMT"
    assert headers["link"].startswith("</guide#names>;")
    assert "sunset" not in client.get("/v1/stations").headers


def test_pages_are_linked_beside_the_announcement(client: Client) -> None:
    links = client.get("/v1/stations?limit=1").headers["link"]
    assert 'rel="next"' in links
    assert 'rel="deprecation"' in links


@pytest.mark.parametrize(
    "path",
    [
        "/v1/people",
        "/v1/people?q=cospar",
        "/v1/missions",
        "/v1/missions/soyuz-28",
        "/v1/stations/mir",
        "/stations",
    ],
)
def test_who_does_not_use_it_is_told_nothing(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert not {"deprecation", "sunset"} & headers.keys()
    assert "deprecation" not in headers.get("link", "")


def test_the_openapi_file_marks_it_and_stays_valid(client: Client) -> None:
    document = client.json("/openapi.json")
    marked = deepcopy(DOCUMENT)
    mark(marked, DECLARED)
    assert contract_of(document, "v1") == contract_of(marked, "v1")
    assert document["paths"]["/v1/stations"]["get"]["deprecated"]
    assert document["components"]["schemas"]["Mission"]["properties"]["cospar"][
        "deprecated"
    ]
    parameters: list[dict[str, Any]] = document["paths"]["/v1/missions"]["get"][
        "parameters"
    ]
    assert {one["name"] for one in parameters if "deprecated" in one} == {
        "cospar",
        "cospar__not",
        "cospar__contains",
        "cospar__exists",
    }
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


def test_what_is_marked_breaks_nobody() -> None:
    marked = deepcopy(DOCUMENT)
    mark(marked, DECLARED)
    assert broken(contract_of(DOCUMENT, "v1"), contract_of(marked, "v1")) == []
