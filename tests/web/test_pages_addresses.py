"""Addresses of pages, their other forms, and what machines that visit are told."""

import json
import re
from xml.etree import ElementTree as ET

import pytest

from app.settings import ROOT
from app.web.pages import PAGES
from tests.conftest import problem_of
from tests.support.client import Client
from tests.support.markup import BROWSER


def test_a_record_named_by_a_code_says_its_one_address(public_client: Client) -> None:
    html = public_client.get("/countries/DDR", headers=BROWSER).text
    address = "https://rendezvous.example/countries/east-germany"
    assert f'<link rel="canonical" href="{address}">' in html
    assert f'<meta property="og:url" content="{address}">' in html
    card = "https://rendezvous.example/static/card.png"
    assert f'<meta property="og:image" content="{card}">' in html


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ("/people", "/people"),
        ("/people?sort=name&sex=female", "/people?sex=female&sort=name"),
        ("/firsts", "/firsts?by=country"),
        ("/search", "/search"),
    ],
)
def test_a_query_has_one_address(public_client: Client, asked: str, path: str) -> None:
    html = public_client.get(asked).text.replace("&amp;", "&")
    assert f'rel="canonical" href="https://rendezvous.example{path}"' in html


def test_no_absolute_address_is_made_of_the_host_header(quick_client: Client) -> None:
    html = quick_client.get("/people/sigmund-jahn", headers={"Host": "evil.example"})
    assert "evil" not in html.text
    assert "canonical" not in html.text


# Other forms


@pytest.mark.parametrize(
    ("path", "twin"),
    [
        ("/", "/index.md"),
        ("/people", "/people.md"),
        ("/people/sigmund-jahn", "/people/sigmund-jahn.md"),
        ("/sources/000-essay", "/sources/000-essay.md"),
        ("/missions/soyuz-28", "/missions/soyuz-28.md"),
        ("/claims/s000-027", "/claims/s000-027.md"),
        ("/firsts", "/firsts.md"),
        ("/firsts?country=CZE", "/firsts.md?country=CZE"),
        ("/in-space", "/in-space.md"),
        ("/search?q=jahn", "/search.md?q=jahn"),
        ("/search", "/search.md"),
    ],
)
def test_a_page_has_a_markdown_twin(quick_client: Client, path: str, twin: str) -> None:
    response = quick_client.get(twin)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/markdown; charset=utf-8"
    assert response.text.lstrip().startswith("# ")
    assert "curl 'http" in response.text or twin == "/search.md"
    accepted = quick_client.get(path, headers={"Accept": "text/markdown"})
    assert accepted.text == response.text
    assert accepted.headers["etag"] == response.headers["etag"]


def test_a_twin_says_what_the_page_says(quick_client: Client) -> None:
    text = quick_client.get("/missions/soyuz-28.md").text
    assert "- **Station**: [Salyut 6](/stations/salyut-6)" in text
    assert "  - disagrees: Soviets in Space" in text
    rows = [line for line in text.split("\n") if line.startswith("| [Alexei Gubarev]")]
    assert len(rows) == 1
    text = quick_client.get("/countries.md").text
    assert "12 April 1961, 06:07:00 UTC" in text, "no reader of it can point at a day"


def test_another_form_of_a_page_is_refused(quick_client: Client) -> None:
    response = quick_client.get("/people", headers={"Accept": "image/png"})
    assert "text/html" in problem_of(response, 406)["detail"]


@pytest.mark.parametrize("path", ["/", "/people", "/people/sigmund-jahn", "/firsts.md"])
def test_a_page_that_is_known_is_not_sent_again(
    quick_client: Client, path: str
) -> None:
    first = quick_client.get(path)
    assert first.headers["cache-control"].startswith("public, max-age=300")
    known = {"If-None-Match": first.headers["etag"]}
    assert quick_client.get(path, headers=known).status_code == 304
    other = quick_client.get(f"{path.removesuffix('.md')}", headers={"Accept": "*/*"})
    assert (other.headers["etag"] == first.headers["etag"]) == (".md" not in path)


def test_a_record_that_is_not_there_is_never_known(quick_client: Client) -> None:
    known = {"If-None-Match": "*"}
    assert quick_client.get("/people/nobody", headers=known).status_code == 404


# What machines that visit are told


def test_robots_and_sitemap_name_the_public_address(public_client: Client) -> None:
    robots = public_client.get("/robots.txt").text
    assert "Sitemap: https://rendezvous.example/sitemap.xml" in robots
    response = public_client.get("/sitemap.xml")
    assert response.headers["content-type"] == "application/xml"
    root = ET.fromstring(response.content)
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert root.tag == f"{space}urlset"
    found = [one.text or "" for one in root.iter(f"{space}loc")]
    assert "https://rendezvous.example/people/sigmund-jahn" in found
    assert "https://rendezvous.example/" in found
    assert 2000 < len(found) == len(set(found)) < 50_000


def test_without_a_public_address_none_is_named(quick_client: Client) -> None:
    assert "Sitemap" not in quick_client.get("/robots.txt").text
    text = quick_client.get("/sitemap.xml").text
    assert "<loc>/people/sigmund-jahn</loc>" in text


def test_every_page_of_the_sitemap_is_of_a_declared_kind(quick_client: Client) -> None:
    text = quick_client.get("/sitemap.xml").text
    kinds = {one.split("/")[1] for one in re.findall(r"<loc>(.+?)</loc>", text)}
    declared = {page.address.split("/")[1] for page in PAGES}
    assert kinds <= declared
    assert {"people", "missions", "sources", "firsts"} <= kinds


@pytest.mark.parametrize(
    ("path", "media"),
    [
        ("/static/style.css", "text/css; charset=utf-8"),
        ("/static/app.js", "text/javascript; charset=utf-8"),
        ("/static/favicon.svg", "image/svg+xml"),
        ("/static/card.png", "image/png"),
        ("/favicon.ico", "image/svg+xml"),
    ],
)
def test_what_pages_load_is_ours(quick_client: Client, path: str, media: str) -> None:
    response = quick_client.get(path)
    assert response.headers["content-type"] == media
    assert len(response.content) < 20_000
    assert "max-age" in response.headers.get("cache-control", "max-age")


def test_the_map_names_where_its_outlines_are_from() -> None:
    world = json.loads((ROOT / "app" / "web" / "world.json").read_text("utf-8"))
    assert "Natural Earth" in world["about"]
    assert len(world["outlines"]) > 150


def test_a_page_says_the_same_each_time(quick_client: Client) -> None:
    pages = [quick_client.get("/people/alan-shepard") for _ in range(3)]
    assert len({page.text for page in pages}) == 1
    assert len({page.headers["content-security-policy"] for page in pages}) == 1
