"""Documents at well-known addresses: catalogue of the API, search, security."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import URL

from app.settings import ConfigurationError, Settings
from tests.conftest import app_on, problem_of
from tests.support.client import Client, client_of
from tests.support.markup import BROWSER

CATALOG = "/.well-known/api-catalog"
PROFILE = "https://www.rfc-editor.org/info/rfc9727"
SECURITY = "/.well-known/security.txt"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
ORIGIN = "https://rendezvous.example"


def test_catalogue_names_the_api_and_its_documents(public_client: Client) -> None:
    response = public_client.get(CATALOG)
    assert (
        response.headers["content-type"]
        == f'application/linkset+json; profile="{PROFILE}"'
    )
    catalogue, api, tools = response.json()["linkset"]
    assert catalogue["anchor"] == ORIGIN + CATALOG
    assert [item["href"] for item in catalogue["item"]] == [
        api["anchor"],
        tools["anchor"],
    ]
    assert (api["anchor"], tools["anchor"]) == (f"{ORIGIN}/v1", f"{ORIGIN}/mcp")
    relations = {"service-desc", "service-doc", "service-meta", "status", "license"}
    assert api.keys() == {"anchor", *relations}
    targets = [target for name in relations for target in api[name]]
    for target in targets:
        address = urlsplit(target["href"])
        if target["href"].startswith(ORIGIN):
            answer = public_client.get(f"{address.path}?{address.query}")
            assert answer.status_code == 200
            assert answer.headers["content-type"].startswith(target["type"])


def test_catalogue_answers_head_with_its_link(quick_client: Client) -> None:
    response = quick_client.request("HEAD", CATALOG)
    assert response.status_code == 200
    assert response.content == b""
    assert response.links["api-catalog"]["url"] == CATALOG


def test_catalogue_names_the_host_of_the_request(quick_client: Client) -> None:
    response = quick_client.get(CATALOG, headers={"Host": "api.example.org"})
    assert response.json()["linkset"][1]["anchor"] == "http://api.example.org/v1"
    assert response.headers["cache-control"].startswith("private")


def test_browsers_can_search_here(quick_client: Client) -> None:
    response = quick_client.get("/opensearch.xml")
    media_type = "application/opensearchdescription+xml"
    assert response.headers["content-type"] == media_type
    root = ET.fromstring(response.content)
    assert len(root.findtext(f"{OPENSEARCH}ShortName") or "") <= 16
    urls = {
        (url.get("type"), url.get("rel")): url.get("template") or ""
        for url in root.iter(f"{OPENSEARCH}Url")
    }
    assert urls.keys() == {
        ("text/html", None),
        ("application/json", None),
        (media_type, "self"),
    }
    for (expected, _), template in urls.items():
        path = template.removeprefix("http://api").replace("{searchTerms}", "Гагарин")
        answer = quick_client.get(path)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(expected or "")
    assert quick_client.get("/static/favicon.svg").status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/missions/soyuz-28", "/guide", "/docs", "/v1/missions?limit=1"]
)
def test_every_page_links_to_the_search(quick_client: Client, path: str) -> None:
    html = quick_client.get(path, headers=BROWSER).text
    [search] = re.findall(r'<link rel="search" type="([^"]+)" href="([^"]+)"', html)
    assert search == ("application/opensearchdescription+xml", "/opensearch.xml")


# -- security.txt


@pytest.fixture(scope="module")
def reachable(sqlite_url: URL) -> Iterator[Client]:
    """A client of an installation that names a contact."""
    contact = "mailto:security@rendezvous.example"
    app = app_on(sqlite_url, public_url=f"{ORIGIN}/", security_contact=contact)
    with client_of(app) as client:
        yield client


def test_security_txt_names_the_contact(reachable: Client) -> None:
    response = reachable.get(SECURITY)
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in response.text.splitlines())
    assert fields["Contact"] == "mailto:security@rendezvous.example"
    assert fields["Canonical"] == ORIGIN + SECURITY
    expires = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=150) < expires < timedelta(days=365)


def test_security_txt_without_a_public_address_has_no_canonical_one(
    sqlite_url: URL,
) -> None:
    app = app_on(sqlite_url, security_contact="https://example.org/report")
    with client_of(app) as client:
        text = client.get(SECURITY).text
    assert text.startswith("Contact: https://example.org/report\nExpires: ")
    assert "Canonical" not in text


def test_without_a_contact_there_is_no_security_txt(quick_client: Client) -> None:
    problem = problem_of(quick_client.get(SECURITY), 404)
    assert "RENDEZVOUS_SECURITY_CONTACT" in problem["detail"]


@pytest.mark.parametrize(
    "contact", ["me", "http://x.example", "mailto:", "mailto:a\nb"]
)
def test_contact_must_be_an_address(contact: str) -> None:
    with pytest.raises(ConfigurationError, match="RENDEZVOUS_SECURITY_CONTACT"):
        Settings(security_contact=contact)
