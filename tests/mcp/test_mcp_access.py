"""Access to the tools over HTTP: methods, hosts, origins and sizes."""

from collections.abc import Iterator

import httpx
import pytest
from sqlalchemy import URL

from app.mcp.tools import TOOLS
from tests.conftest import app_on, problem_of
from tests.support.client import Client, client_of

PUBLIC = "https://rendezvous.example.org"
LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}


def post(client: Client, host: str, **headers: str) -> httpx.Response:
    """Lists the tools at a host name."""
    accept = "application/json, text/event-stream"
    headers = {"Host": host, "Accept": accept, **headers}
    return client.request("POST", "/mcp", json=LIST, headers=headers)


@pytest.fixture(scope="module")
def public(sqlite_url: URL) -> Iterator[Client]:
    with client_of(app_on(sqlite_url, public_url=PUBLIC)) as client:
        yield client


def test_local_and_public_hosts_are_answered(public: Client) -> None:
    for host in ("127.0.0.1:8000", "localhost", "[::1]:80", "rendezvous.example.org"):
        response = post(public, host)
        assert response.status_code == 200, host
        assert response.headers["content-type"] == "application/json"
        assert len(response.json()["result"]["tools"]) == len(TOOLS)


@pytest.mark.parametrize("name", ["elsewhere.example", "127.0.0.1.elsewhere.example"])
def test_other_hosts_and_origins_are_rejected(public: Client, name: str) -> None:
    assert post(public, name).status_code == 421
    origin = f"http://{name}"
    assert post(public, "localhost", Origin=origin).status_code == 403
    assert post(public, "localhost", Origin=PUBLIC).status_code == 200


def test_without_a_public_address_only_local_hosts_are_answered(
    quick_client: Client,
) -> None:
    assert post(quick_client, "localhost:8000").status_code == 200
    assert post(quick_client, "rendezvous.example.org").status_code == 421


def test_only_post_calls_tools(quick_client: Client) -> None:
    for method in ("GET", "PUT", "DELETE"):
        response = quick_client.request(method, "/mcp")
        assert "POST" in problem_of(response, 405)["detail"]
        assert response.headers["allow"] == "POST, OPTIONS"


def test_other_paths_reject_post(quick_client: Client) -> None:
    for path in ("/v1/missions", "/", "/mcp/"):
        assert quick_client.request("POST", path).status_code in (307, 405), path


def test_long_bodies_are_rejected(quick_client: Client) -> None:
    response = quick_client.request(
        "POST",
        "/mcp",
        content="x" * 70_000,
        headers={"Host": "localhost", "Content-Type": "application/json"},
    )
    assert response.status_code == 413


def test_body_that_is_not_json_is_a_problem(quick_client: Client) -> None:
    response = quick_client.request(
        "POST", "/mcp", content="a=b", headers={"Host": "localhost"}
    )
    assert response.status_code == 400
    assert response.json()["type"] == "/problems/invalid-request"
    assert "application/json" in response.json()["detail"]


def test_refusals_of_the_kit_are_problems(quick_client: Client) -> None:
    for headers, status in (
        ({"Host": "elsewhere.example"}, 421),
        ({"Host": "localhost", "Origin": "https://elsewhere.example"}, 403),
    ):
        response = quick_client.request(
            "POST",
            "/mcp",
            content="{}",
            headers=headers
            | {"Content-Type": "application/json", "Accept": "application/json"},
        )
        assert response.status_code == status
        assert response.headers["content-type"] == "application/problem+json"
        assert response.headers["access-control-allow-origin"] == "*"
        assert response.json()["status"] == status
