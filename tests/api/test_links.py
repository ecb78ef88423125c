"""The header `Link` names documents about the API and other forms of an answer."""

import re
from typing import Any

import pytest

from app.api.links import MAX_URL, other_forms
from app.resources import Resource
from app.web.pages import PAGES
from tests.support.client import Client
from tests.support.contract import each_resource

LINK = re.compile(r'<([^>]+)>; rel="([a-z-]+)"(?:; type="([^"]+)")?')
EVERYWHERE = {"service-desc", "service-doc", "describedby", "license"}
CREDIT = "https://creativecommons.org/licenses/by/4.0/"


def links_of(client: Client, path: str) -> dict[str, list[str]]:
    """Returns the targets of each relation, after following them."""
    header = client.get(path).headers["link"]
    links: dict[str, list[str]] = {}
    for target, relation, media_type in LINK.findall(header):
        links.setdefault(relation, []).append(target)
        if target != CREDIT:
            answer = client.get(target.partition("#")[0])
            assert answer.status_code == 200, target
            assert answer.headers["content-type"].startswith(media_type)
    assert ", ".join(match[0] for match in LINK.finditer(header)) == header
    assert len(header) < 2000
    return links


def pointed(document: Any, pointer: str) -> Any:
    """Returns what a JSON pointer names."""
    for name in pointer.split("/")[1:]:
        document = document[name]
    return document


@each_resource
def test_lists_and_records_name_their_schema_and_their_forms(
    quick_client: Client, resource: Resource
) -> None:
    of_list = links_of(quick_client, f"{resource.path}?limit=1")
    of_record = links_of(quick_client, f"{resource.path}/{resource.example}")
    for links in (of_list, of_record):
        assert EVERYWHERE | {"cite-as", "alternate"} <= links.keys()
        [schema] = links["describedby"]
        path, _, pointer = schema.partition("#")
        described = pointed(quick_client.json(path), pointer)
        assert described["properties"].keys() >= {"id", "url"}
    page = f"/{resource.name}/{resource.example}"
    assert of_record["cite-as"] == [page]
    assert of_record["alternate"] == [page, f"/v1{page}?format=jsonld"]
    assert of_list["alternate"] == [
        f"/{resource.name}?limit=1",
        f"{resource.path}?limit=1&format=csv",
        f"{resource.path}?limit=1&format=ndjson",
    ]


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/v1", None),
        ("/v1/dataset", None),
        ("/v1/in-space/history", None),
        ("/v1/in-space?at=1985-10-07T12:00Z", "/in-space?at=1985-10-07T12:00Z"),
        ("/v1/firsts?countries=VNM", "/firsts?countries=VNM"),
        ("/v1/search?q=mir", "/search?q=mir"),
    ],
)
def test_questions_name_their_page_if_they_have_one(
    quick_client: Client, path: str, page: str | None
) -> None:
    links = links_of(quick_client, path)
    assert links.keys() >= EVERYWHERE
    assert links.get("cite-as", []) == ([page] if page else [])


def test_forms_of_a_page_exist_and_every_page_of_an_answer_is_named() -> None:
    requests = {
        page.main.partition("?")[0]: page.address for page in PAGES if page.main
    }
    for path, address in requests.items():
        [form, *_] = other_forms(path, "json")
        assert form == (address, "html")


def test_forms_that_a_parameter_excludes_are_left_out(quick_client: Client) -> None:
    links = links_of(quick_client, "/v1/missions?facet=kind&limit=1")
    assert links["alternate"] == ["/missions?facet=kind&limit=1"]


def test_other_form_names_json_and_the_neighbours(quick_client: Client) -> None:
    links = links_of(quick_client, "/v1/missions?limit=1&format=csv")
    assert "/v1/missions?limit=1&format=json" in links["alternate"]
    links = links_of(quick_client, "/v1/missions?limit=1")
    assert len(links["next"]) == 1


def test_long_urls_are_not_repeated(quick_client: Client) -> None:
    links = links_of(quick_client, f"/v1/people?q={'a' * MAX_URL}")
    assert links.keys() == EVERYWHERE


def test_citation_is_absolute_if_the_public_address_is_known(
    public_client: Client,
) -> None:
    links = public_client.get("/v1/missions/soyuz-28").links
    assert links["cite-as"]["url"] == "https://rendezvous.example/missions/soyuz-28"


def test_answers_from_memory_have_the_same_links(quick_client: Client) -> None:
    first, second = (quick_client.get("/v1/missions/soyuz-29") for _ in range(2))
    assert "cache-status" in second.headers
    assert second.headers["link"] == first.headers["link"]
    tag = {"If-None-Match": first.headers["etag"]}
    unchanged = quick_client.get("/v1/missions/soyuz-29", headers=tag)
    assert (unchanged.status_code, unchanged.content) == (304, b"")


def test_pages_have_no_links_of_answers(quick_client: Client) -> None:
    assert "link" not in quick_client.get("/missions/soyuz-28").headers


@pytest.mark.parametrize(
    "path",
    [
        "/v1/firsts?by=sex",
        "/v1/in-space?at=1985",
        "/v1/in-space/history?by=station",
        "/v1/superlatives?category=oldest",
        "/v1/search?q=mir",
    ],
)
def test_questions_name_their_tables(quick_client: Client, path: str) -> None:
    links = links_of(quick_client, path)
    [canonical] = {quick_client.json(path)["links"]["self"]}
    assert set(links["alternate"]) >= {
        f"{canonical}&format=csv",
        f"{canonical}&format=ndjson",
    }
