"""What the documentation tells operators of a CDN is what the server sends."""

import re

import pytest

from app.settings import ROOT
from tests.support.client import Client
from tests.support.markup import BROWSER

OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
[SECTION] = re.findall(
    r"^### Behind a CDN\n(.*?)^##", OPERATIONS, re.MULTILINE | re.DOTALL
)
ROWS = re.findall(
    r"^\| [^|]+ \| (`/[^|]+) \| `([^|]+)` \| ([^|]+) \|$", SECTION, re.MULTILINE
)
EXAMPLES = [
    (path, caching, vary)
    for paths, caching, vary in ROWS
    for path in re.findall("`([^`]+)`", paths)
]
VARYING = [path for path, _, vary in EXAMPLES if vary == "`Accept, Accept-Encoding`"]
HTML = {"Accept": "text/html"}


def test_table_has_all_rows() -> None:
    assert len(ROWS) == len(re.findall(r"^\| ", SECTION, re.MULTILINE)) - 1
    assert len(EXAMPLES) >= 20


@pytest.mark.parametrize(("path", "caching", "vary"), EXAMPLES)
def test_examples_have_the_documented_headers(
    public_client: Client, path: str, caching: str, vary: str
) -> None:
    response = public_client.get(path, headers={"Accept-Encoding": "gzip"})
    assert response.status_code == 200
    assert response.headers["cache-control"] == caching
    assert response.headers.get("vary", "not sent") == vary.strip("`")
    if caching.startswith("public, max-age=300"):
        known = {"If-None-Match": response.headers["etag"]}
        assert public_client.get(path, headers=known).status_code == 304


@pytest.mark.parametrize("path", ["/v1/missions/none", "/nowhere", "/v1/people?a=1"])
def test_errors_are_not_kept(public_client: Client, path: str) -> None:
    response = public_client.get(path)
    assert response.status_code in (400, 404)
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["/missions/", "/missions?utm_source=a", "/missions?format=csv"]
)
def test_redirects_leave_out_the_header(public_client: Client, path: str) -> None:
    response = public_client.get(path)
    # Without the header, caches keep neither of these (RFC 9110, 15.1)
    assert response.status_code in (303, 307)
    assert "cache-control" not in response.headers


def test_answers_of_tools_leave_out_the_header(public_client: Client) -> None:
    headers = {"Accept": "application/json, text/event-stream", "Host": "localhost"}
    message = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    response = public_client.request("POST", "/mcp", json=message, headers=headers)
    assert response.status_code == 200
    assert "cache-control" not in response.headers


@pytest.mark.parametrize("path", VARYING)
def test_accept_of_browsers_can_be_replaced(public_client: Client, path: str) -> None:
    browser, replaced = (
        public_client.get(path, headers=headers) for headers in (BROWSER, HTML)
    )
    assert browser.content == replaced.content
    assert browser.headers["etag"] == replaced.headers["etag"]


@pytest.mark.parametrize("path", VARYING)
def test_missing_accept_can_be_replaced(public_client: Client, path: str) -> None:
    missing, replaced = (
        public_client.get(path, headers={"Accept": accept}) for accept in ("", "*/*")
    )
    assert missing.content == replaced.content


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/v1/missions?format=json",
            "/v1/missions?format=csv",
            "/v1/people?format=ndjson",
        ),
        *("/v1/sources/essay?format=bibtex", "/missions/soyuz-28.md", "/guide.md"),
        *(path for path, _, vary in EXAMPLES if path not in VARYING),
    ],
)
def test_format_in_the_address_needs_no_key(public_client: Client, path: str) -> None:
    accepts = ("*/*", BROWSER["Accept"], "application/json", "text/markdown")
    answers = [
        public_client.get(path, headers={"Accept": accept}) for accept in accepts
    ]
    assert len({answer.content for answer in answers}) == 1
    assert len({answer.headers["content-type"] for answer in answers}) == 1


def test_health_names_the_revision(public_client: Client) -> None:
    revision = public_client.json("/readyz")["revision"]
    assert revision == public_client.json("/v1")["dataset"]["revision"]
