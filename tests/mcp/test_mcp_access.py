"""Who may call the tools over HTTP, and how."""

from collections.abc import Iterator

import httpx
import pytest
from sqlalchemy import URL

from app.mcp.tools import TOOLS
from tests.conftest import app_on, problem_of
from tests.support.client import Client, client_of

PUBLIC = "https://rendezvous.example.org"
LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}


def posted(client: Client, host: str, **headers: str) -> httpx.Response:
    wanted = {
        "Host": host,
        "Accept": "application/json, text/event-stream",
        **headers,
    }
    return client.request("POST", "/mcp", json=LIST, headers=wanted)


@pytest.fixture(scope="module")
def public(sqlite_url: URL) -> Iterator[Client]:
    with client_of(app_on(sqlite_url, public_url=PUBLIC)) as client:
        yield client


def test_this_machine_and_the_public_address_are_answered(public: Client) -> None:
    for host in ("127.0.0.1:8000", "localhost", "[::1]:80", "rendezvous.example.org"):
        response = posted(public, host)
        assert response.status_code == 200, host
        assert response.headers["content-type"] == "application/json"
        assert len(response.json()["result"]["tools"]) == len(TOOLS)


@pytest.mark.parametrize("name", ["elsewhere.example", "127.0.0.1.elsewhere.example"])
def test_a_name_that_is_not_ours_is_not_answered(public: Client, name: str) -> None:
    assert posted(public, name).status_code == 421
    origin = f"http://{name}"
    assert posted(public, "localhost", Origin=origin).status_code == 403
    assert posted(public, "localhost", Origin=PUBLIC).status_code == 200


def test_without_a_public_address_only_this_machine_is_answered(
    quick_client: Client,
) -> None:
    assert posted(quick_client, "localhost:8000").status_code == 200
    assert posted(quick_client, "rendezvous.example.org").status_code == 421


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_tools_are_called_by_post_alone(quick_client: Client, method: str) -> None:
    response = quick_client.request(method, "/mcp")
    assert "POST" in problem_of(response, 405)["detail"]
    assert response.headers["allow"] == "POST"


def test_nothing_else_may_be_posted_to(quick_client: Client) -> None:
    for path in ("/v1/missions", "/", "/mcp/"):
        assert quick_client.request("POST", path).status_code in (307, 405), path


def test_what_is_too_long_is_not_read(quick_client: Client) -> None:
    response = quick_client.request(
        "POST", "/mcp", content="x" * 70_000, headers={"Host": "localhost"}
    )
    assert response.status_code == 413
