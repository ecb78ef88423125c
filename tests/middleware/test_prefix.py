"""The path of the public URL: removed from requests, and put before all links."""

import asyncio
import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from anyio import sleep_forever
from fastapi import FastAPI, Response
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import URL
from starlette.responses import FileResponse

from app.formats.json_bodies import encode_json
from app.middleware.prefix import PrefixedLinks, PrefixedRequests
from app.settings import ConfigurationError, Settings
from tests.conftest import app_on, problem_of
from tests.middleware.conftest import small_app
from tests.middleware.exchange import HOST, exchange
from tests.support.client import Client, client_of
from tests.support.markup import BROWSER

PUBLIC = "https://example.org/space"
RECORD = "/v1/missions/soyuz-28"


@pytest.fixture(scope="module")
def prefixed(small_url: URL) -> FastAPI:
    return small_app(small_url, public_url=PUBLIC)


@pytest.fixture(scope="module")
def client(prefixed: FastAPI) -> Iterator[Client]:
    """A client of a server under a prefix."""
    with client_of(prefixed) as client:
        yield client


# -- Requests


@pytest.mark.parametrize(
    ("path", "inner"),
    [
        ("/space", "/"),
        ("/space/", "/"),
        ("/space/v1/missions", "/v1/missions"),
        ("/v1/missions", "/v1/missions"),
        ("/space/v1", "/v1"),
        ("/space/space/v1", "/v1"),
        ("/space/space/v1/missions", "/v1/missions"),
        ("/space/space/v1x", "/space/v1x"),
        ("/space/space", "/space"),
        ("/spacecraft", "/spacecraft"),
    ],
)
def test_prefix_is_removed_where_a_path_begins_with_it(path: str, inner: str) -> None:
    assert inner_path("/space", path) == inner


@pytest.mark.parametrize(
    ("prefix", "path", "inner"),
    [
        ("/missions", "/missions/missions/soyuz-28", "/missions/soyuz-28"),
        ("/missions", "/missions/v1/missions", "/v1/missions"),
        ("/v1", "/v1/v1/missions", "/v1/missions"),
        ("/v1", "/v1/missions", "/missions"),
    ],
)
def test_prefix_may_be_the_beginning_of_an_address(
    prefix: str, path: str, inner: str
) -> None:
    assert inner_path(prefix, path) == inner


def inner_path(prefix: str, path: str) -> Any:
    """Returns the path that the application sees."""
    seen: list[Any] = []

    async def app(scope: Any, _receive: Any, _send: Any) -> None:
        seen.append(scope["path"])

    layer: Any = PrefixedRequests(app, prefix)
    scope = {"type": "http", "path": path}
    asyncio.run(layer(scope, sleep_forever, sleep_forever))
    return seen.pop()


def test_prefix_may_be_percent_encoded(small_url: URL) -> None:
    public = "https://example.org/r%C3%A9sum%C3%A9"
    with client_of(small_app(small_url, public_url=public)) as client:
        answer = client.json("/r%C3%A9sum%C3%A9/v1/missions?limit=1")
    assert answer["links"]["self"] == "/r%C3%A9sum%C3%A9/v1/missions?limit=1"


@pytest.mark.parametrize("prefix", ["/missions", "/v1"])
def test_pages_and_answers_have_addresses_under_such_a_prefix(
    small_url: URL, prefix: str
) -> None:
    public = f"https://example.org{prefix}"
    with client_of(small_app(small_url, public_url=public)) as client:
        answer = client.json(f"{prefix}{RECORD}")
        assert answer["data"]["url"] == f"{prefix}{RECORD}"
        page = client.get(f"{prefix}/missions/soyuz-28", headers=BROWSER)
        assert f'href="{prefix}/static/frame.css' in page.text


@pytest.mark.parametrize("layer", [PrefixedRequests, PrefixedLinks])
def test_other_messages_pass_unchanged(layer: Any) -> None:
    seen: list[Any] = []

    async def app(*message: Any) -> None:
        seen.append(message)

    sent = ({"type": "lifespan"}, sleep_forever, sleep_forever)
    asyncio.run(layer(app, "/space")(*sent))
    assert seen == [sent]


@pytest.mark.parametrize("path", ["/v1/missions?limit=1", "/missions", "/readyz"])
def test_same_answer_with_and_without_the_prefix_in_the_request(
    client: Client, path: str
) -> None:
    through, direct = client.get(f"/space{path}"), client.get(path)
    assert through.status_code == direct.status_code == 200
    assert through.content == direct.content


# -- Links


def unprefixed(body: str) -> str:
    return body.replace("/space/", "/").replace('"/space"', '"/"')


@pytest.mark.parametrize("accept", ["*/*", BROWSER["Accept"], "text/csv"])
@pytest.mark.parametrize(
    "path",
    [RECORD, "/v1/missions?limit=1", "/v1", "/v1/changes?limit=5", "/v1/search?q=a"],
)
def test_only_links_differ(
    client: Client, small_client: Client, path: str, accept: str
) -> None:
    """Pages of a public server have absolute addresses too, so a program compares."""
    answer = client.get(f"/space{path}", headers={"Accept": accept})
    plain = small_client.get(path, headers={"Accept": accept})
    assert answer.status_code == plain.status_code
    if accept != BROWSER["Accept"] and answer.status_code == 200:
        assert answer.text != plain.text
        assert unprefixed(answer.text) == plain.text
        assert answer.headers["etag"] != plain.headers["etag"]
    if "html" in answer.headers["content-type"]:
        targets = re.findall(r'\s(?:href|src|action)="(/[^"]*)"', answer.text)
        assert targets
        assert not [target for target in targets if target[:7] != "/space/"]


def test_length_is_that_of_the_body_that_is_sent(prefixed: FastAPI) -> None:
    for path in (RECORD, "/v1", "/nowhere", "/guide"):
        whole = asyncio.run(exchange(prefixed.state.served, f"/space{path}"))
        assert int(whole.headers["content-length"]) == len(whole.body), path


def test_links_in_headers_have_the_prefix(client: Client) -> None:
    links = client.get("/space/v1/missions?limit=1").headers["link"]
    targets = re.findall("<([^>]+)>", links)
    assert len(targets) > 5
    assert all(re.match("/space/|https://", target) for target in targets)
    redirect = client.get("/space/missions/")
    assert redirect.headers["location"] == "/space/missions"
    formatted = client.get("/space/missions?format=csv&limit=1")
    assert formatted.headers["location"] == "/space/v1/missions?format=csv&limit=1"


def test_problems_of_every_layer_have_the_prefix(prefixed: FastAPI) -> None:
    layers = prefixed.state.served
    problems = [
        asyncio.run(exchange(layers, "/space/nowhere")),
        asyncio.run(exchange(layers, f"/space/v1/missions?{'a' * 17_000}")),
        asyncio.run(exchange(layers, "/space/v1/missions", [HOST, HOST])),
    ]
    assert [problem.status for problem in problems] == [404, 414, 400]
    for problem in problems:
        document = json.loads(problem.body)
        assert document["type"].startswith("/space/problems/")
        assert re.match("/space/(v1/missions|nowhere)$", document["instance"])


def test_paths_in_texts_stay_as_they_are(client: Client) -> None:
    problem = problem_of(client.get("/space/v1/mission?a=/v1/b"), 404)
    assert problem["instance"] == "/space/v1/mission?a=/v1/b"
    [fault] = problem["errors"]
    assert (fault["value"], fault["did_you_mean"]) == ("/v1/mission", "/v1/missions")


def test_values_of_the_data_stay_as_they_are(sqlite_url: URL) -> None:
    """Some changes are those of the field `query`, whose values are paths."""
    query = "/v1/changes?field=query"
    with client_of(app_on(sqlite_url, public_url=PUBLIC)) as client:
        changes = client.json(f"{query}&limit=1000")["data"]
        rows = client.get(f"{query}&format=csv").text
        page = client.get(query, headers=BROWSER).text
    values = [change[name] for change in changes for name in ("old", "new")]
    paths = [value for value in values if isinstance(value, str) and value[0] == "/"]
    assert paths
    assert all(path.startswith("/v1/") for path in paths)
    assert all(change["url"].startswith("/space/v1/") for change in changes)
    assert len(re.findall(r'[,"]/v1/', rows)) == len(paths)
    assert len(re.findall(r"^[^,]+,/space/v1/changes/", rows, re.MULTILINE)) == len(
        changes
    )
    assert '"old": "<a href="/space/v1/' in page
    assert '"url": "<a href="/space/v1/' in page
    assert re.search('"(?:old|new)": "<a href="[^"]+">/space/', page) is None
    assert re.search('"url": "<a href="[^"]+">/v1/', page) is None


def test_streams_have_the_prefix_in_every_part(sqlite_url: URL) -> None:
    with client_of(app_on(sqlite_url, public_url=PUBLIC)) as client:
        lines = client.get("/space/v1/people?format=ndjson").text.splitlines()
        rows = client.get("/space/v1/people?format=csv").text
    assert len(lines) > 800
    assert all(json.loads(line)["url"][:17] == "/space/v1/people/" for line in lines)
    assert rows.count(",/space/v1/people/") == len(lines)


def test_files_to_download_stay_as_they_are(client: Client) -> None:
    files = client.json("/space/v1/dataset/download")["data"]
    for file in files:
        assert file["url"].startswith("/space/v1/dataset/download/")
        content = client.get(file["url"])
        assert len(content.content) == file["bytes"]


def test_file_of_a_media_type_with_links_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b'{"url":"/v1/missions"}')
    file = FileResponse(tmp_path / "file", media_type="application/json")
    sent = asyncio.run(exchange(PrefixedLinks(file, "/space"), "/"))
    assert sent.body == b'{"url":"/v1/missions"}'


def test_markdown_and_crawlers_get_the_prefix(client: Client) -> None:
    guide = client.get("/space/guide.md").text
    assert re.findall(r"\]\(/(?!space/)", guide) == []
    assert f"{PUBLIC}/v1/" in guide
    rules = client.get("/space/robots.txt").text
    assert "Disallow: /space/v1/\nAllow: /space/\n" in rules


def test_openapi_document_names_the_prefix_in_its_server(client: Client) -> None:
    document = client.json("/space/openapi.json")
    assert document["servers"] == [{"url": PUBLIC}]
    assert "[guide](/space/guide)" in document["info"]["description"]
    assert "/v1/missions" in document["paths"]


# -- Texts that look like links

PIECES = ("/v1/a", "/v1", "/x", '":"', '"', "\\", ":", ",", "\r\n", "](/a)", ' href="/')
TEXTS = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
NAMES = st.sampled_from(("url", "query", "old", "value", "instance", "name"))
BODIES = st.recursive(
    TEXTS | st.none() | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner),
    max_leaves=8,
)


def rewritten(body: bytes, media_type: str) -> bytes:
    """Sends a body of a media type through the layer."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await Response(body, media_type=media_type)(scope, receive, send)

    return asyncio.run(exchange(PrefixedLinks(app, "/space"), "/")).body


def with_prefix(name: str, value: Any) -> Any:
    """Returns what a member of JSON should become."""
    if isinstance(value, dict):
        return {key: with_prefix(key, member) for key, member in value.items()}
    if isinstance(value, list):
        return [with_prefix("", entry) for entry in value]
    is_path = isinstance(value, str) and re.match(r"/v1\b", value)
    is_link = is_path and name not in ("", "old", "value")
    is_instance = name == "instance" and isinstance(value, str) and value[:1] == "/"
    return f"/space{value}" if is_link or is_instance else value


@given(st.dictionaries(NAMES, BODIES))
def test_json_gets_the_prefix_where_its_structure_has_links(body: Any) -> None:
    sent = rewritten(encode_json(body), "application/json")
    assert json.loads(sent) == with_prefix("", body)


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=4))
def test_csv_gets_the_prefix_in_cells_that_are_paths(rows: Any) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([("url", "old", "query"), *rows])
    sent = rewritten(out.getvalue().encode(), "text/csv; charset=utf-8").decode()
    [_, *cells] = csv.reader(io.StringIO(sent, newline=""))
    added = [
        [
            f"/space{cell}" if cell[:4] == "/v1/" and column != 1 else cell
            for column, cell in enumerate(row)
        ]
        for row in rows
    ]
    assert cells == added


# -- The setting


@pytest.mark.parametrize(
    ("url", "prefix"),
    [
        (None, ""),
        ("https://example.org", ""),
        ("https://example.org/", ""),
        ("http://[::1]:8000/a/b/", "/a/b"),
    ],
)
def test_prefix_is_the_path_of_the_public_url(url: str | None, prefix: str) -> None:
    assert Settings(public_url=url).prefix == prefix


@pytest.mark.parametrize(
    "url",
    [
        "example.org",
        "ftp://example.org",
        "https:///space",
        "https://example.org/a?b",
        "https://example.org/a#b",
        "https://example.org/a b",
        'https://example.org/"',
        "https://example.org//a",
        "https://example.org/<b>",
    ],
)
def test_other_public_urls_are_rejected(url: str) -> None:
    with pytest.raises(ConfigurationError, match="RENDEZVOUS_PUBLIC_URL"):
        Settings(public_url=url)


def test_server_without_a_prefix_has_no_layer_for_it(small_client: Client) -> None:
    assert small_client.get("/space/v1").status_code == 404
