"""A server under a path of its host, behind a real nginx that keeps or strips it."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import URL

from app.settings import ROOT
from tests.deployment.test_nginx import CONFIG, client_at, proxied, proxy_problem
from tests.support.crawler import Crawler
from tests.support.serving import served

ORIGIN = "https://example.org"
PREFIX = "/space"
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
# The crawler is one client, and asks as fast as it can
QUICK = {"rate=20r/s": "rate=5000r/s", "burst=200": "burst=5000"}
STARTS = ("/", "/robots.txt", "/llms.txt", "/.well-known/api-catalog")
DOCUMENTED = {PREFIX: 301, f"{PREFIX}/mcp": 405, f"{PREFIX}/v1/search": 400}
"""Statuses of the base without its slash, of POST alone, of a required parameter."""

pytestmark = pytest.mark.xdist_group("nginx")


def documented_config() -> str:
    """Runs the documented command that puts the configuration under a path."""
    [command] = re.findall(r"^(sed .*deploy/nginx\.conf) > ", OPERATIONS, re.MULTILINE)
    result = subprocess.run(
        shlex.split(command), cwd=ROOT, capture_output=True, text=True, check=True
    )
    return result.stdout


@contextmanager
def site(
    folder: Path,
    url: URL,
    changes: dict[str, str],
    *,
    public: str = ORIGIN + PREFIX,
    port: int | None = None,
) -> Iterator[httpx.Client]:
    """A client of an nginx before a server that is public under the prefix."""
    settings = {
        "DATABASE_URL": url.render_as_string(hide_password=False),
        "RENDEZVOUS_PUBLIC_URL": public,
    }
    with served(settings) as server:
        assert server.get("/readyz").status_code == 200
        origin, config = server.base_url.port or 0, documented_config()
        changes = QUICK | changes
        with (
            proxied(folder, origin, changes, config=config, port=port) as listening,
            client_at(listening) as client,
        ):
            yield client


@pytest.fixture(scope="module")
def keeping(
    tmp_path_factory: pytest.TempPathFactory, sqlite_url: URL
) -> Iterator[httpx.Client]:
    """A client of a proxy that passes paths on as they are."""
    with site(tmp_path_factory.mktemp("keeping"), sqlite_url, {}) as client:
        yield client


def crawled(client: httpx.Client, each: int, most: int) -> Crawler:
    """Follows the links from the first page, and checks where they lead."""
    crawler = Crawler(client, ORIGIN, PREFIX)
    crawler.crawl([PREFIX + path for path in STARTS], each, most)
    assert crawler.outside == set()
    wrong = {
        path: status
        for path, status in crawler.statuses.items()
        if status != DOCUMENTED.get(path, 200) and status not in (303, 307)
    }
    assert wrong == {}
    return crawler


def test_no_link_leaves_the_prefix_and_each_is_answered(keeping: httpx.Client) -> None:
    crawler = crawled(keeping, each=4, most=800)
    assert len(crawler.statuses) >= 300
    forms = {"text/html", "text/markdown", "application/json", "text/csv"}
    forms |= {"application/x-ndjson", "application/ld+json", "application/atom+xml"}
    forms |= {"application/linkset+json", "application/xml", "text/plain"}
    assert crawler.media_types.keys() >= forms


def test_proxy_may_strip_the_prefix(tmp_path: Path, sqlite_url: URL) -> None:
    strip = {
        f"location {PREFIX}/ {{": f"location {PREFIX}/ {{\n"
        f"            rewrite ^{PREFIX}(/.*)$ $1 break;",
        f"location = {PREFIX}/mcp {{": f"location = {PREFIX}/mcp {{\n"
        "            rewrite ^ /mcp break;",
    }
    with site(tmp_path, sqlite_url, strip) as client:
        assert len(crawled(client, each=2, most=300).statuses) >= 200
        assert call_tool(client).status_code == 200


def call_tool(client: httpx.Client) -> httpx.Response:
    """Calls a tool under the prefix."""
    message = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": "search", "arguments": {"q": "jahn"}},
    }
    accept = "application/json, text/event-stream"
    headers = {"Accept": accept, "Host": "example.org", "Origin": ORIGIN}
    return client.post(f"{PREFIX}/mcp", json=message, headers=headers)


def test_tools_answer_under_the_prefix(keeping: httpx.Client) -> None:
    result = call_tool(keeping).json()["result"]["structuredContent"]
    assert result["asked"].startswith(f"{ORIGIN}{PREFIX}/v1/search?")
    [found, *_] = result["data"]
    assert found["url"].startswith(f"{ORIGIN}{PREFIX}/v1/people/")


def test_next_page_is_found_as_urls_are_joined(keeping: httpx.Client) -> None:
    response = keeping.get(f"{PREFIX}/v1/missions?limit=1")
    following = keeping.get(response.url.join(response.json()["links"]["next"]))
    assert following.status_code == 200
    assert following.url.path == f"{PREFIX}/v1/missions"
    assert response.links["next"]["url"] == response.json()["links"]["next"]


def test_copy_is_made_by_a_client_with_a_base_url(
    keeping: httpx.Client, tmp_path: Path
) -> None:
    """The example appends links to the address that it is given."""
    address = str(keeping.base_url.copy_with(path=PREFIX))
    copy = [sys.executable, "docs/examples/mirror.py", str(tmp_path), address]
    subprocess.run(copy, cwd=ROOT, check=True, capture_output=True)
    stations = (tmp_path / "stations.ndjson").read_text(encoding="utf-8")
    assert f'"url":"{PREFIX}/v1/stations/mir"' in stations.replace(": ", ":")


def test_pages_are_followed_by_a_client_with_a_base_url(keeping: httpx.Client) -> None:
    address = str(keeping.base_url.copy_with(path=PREFIX))
    path: str | None = "/v1/stations?limit=5"
    names: list[str] = []
    with httpx.Client(base_url=address) as client:
        while path:
            answer = client.get(path).raise_for_status().json()
            names += [station["name"] for station in answer["data"]]
            path = answer["links"]["next"]
    assert len(names) == len(set(names)) == answer["meta"]["total"]


def test_problems_of_the_proxy_are_under_the_prefix(keeping: httpx.Client) -> None:
    refused = keeping.delete(f"{PREFIX}/v1/missions")
    problem = proxy_problem(refused, 405)
    assert problem["type"] == f"{PREFIX}/problems/method-not-allowed"
    assert problem["instance"] == f"{PREFIX}/v1/missions"
    assert keeping.get(f"{PREFIX}/problems/method-not-allowed").status_code == 200
    assert keeping.delete(f"{PREFIX}/mcp").headers["allow"] == "POST, OPTIONS"


def test_metrics_are_not_public(keeping: httpx.Client) -> None:
    path = f"{PREFIX}/metrics"
    assert proxy_problem(keeping.get(path), 404)["instance"] == path


def test_documented_command_changes_what_names_paths() -> None:
    pairs = zip(CONFIG.splitlines(), documented_config().splitlines(), strict=True)
    changed = [new.strip() for old, new in pairs if old != new]
    assert len([line for line in changed if "/problems/" in line]) == 9
    assert [line for line in changed if "/problems/" not in line] == [
        f'"~^405 {PREFIX}/mcp(\\?|$)" "POST, OPTIONS";',
        f"location {PREFIX}/ {{",
        f"location = {PREFIX}/mcp {{",
        f"location {PREFIX}/metrics {{",
    ]
