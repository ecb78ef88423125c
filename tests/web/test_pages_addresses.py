"""Addresses of pages, their Markdown forms, and files for crawlers."""

import json
import re
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import URL

from app.settings import ROOT
from app.web.feeds import sitemap
from app.web.pages import PAGES
from tests.conftest import app_on, problem_of
from tests.support.client import Client, client_of
from tests.support.markup import BROWSER


def test_record_requested_by_a_code_names_its_canonical_address(
    public_client: Client,
) -> None:
    html = public_client.get("/countries/DDR", headers=BROWSER).text
    address = "https://rendezvous.example/countries/east-germany"
    assert f'<link rel="canonical" href="{address}">' in html
    assert f'<meta property="og:url" content="{address}">' in html
    card = "https://rendezvous.example/static/card.png"
    assert f'<meta property="og:image" content="{card}">' in html


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("/people", "/people?flown=true"),
        ("/missions", "/missions"),
        ("/people?sort=name&sex=female", "/people?sex=female&sort=name"),
        ("/firsts", "/firsts?by=country"),
        ("/search", "/search"),
    ],
)
def test_query_has_one_canonical_address(
    public_client: Client, path: str, canonical: str
) -> None:
    html = public_client.get(path).text.replace("&amp;", "&")
    assert f'rel="canonical" href="https://rendezvous.example{canonical}"' in html


def test_host_header_does_not_become_an_absolute_address(quick_client: Client) -> None:
    html = quick_client.get("/people/sigmund-jahn", headers={"Host": "evil.example"})
    assert "evil" not in html.text
    assert "canonical" not in html.text


# -- Markdown and other forms


@pytest.mark.parametrize(
    ("path", "markdown_path"),
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
def test_page_has_a_markdown_form(
    quick_client: Client, path: str, markdown_path: str
) -> None:
    response = quick_client.get(markdown_path)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/markdown; charset=utf-8"
    assert response.text.lstrip().startswith("# ")
    assert "curl 'http" in response.text or markdown_path == "/search.md"
    accepted = quick_client.get(path, headers={"Accept": "text/markdown"})
    assert accepted.text == response.text
    assert accepted.headers["etag"] == response.headers["etag"]


def test_markdown_says_what_the_page_says(quick_client: Client) -> None:
    text = quick_client.get("/missions/soyuz-28.md").text
    assert "- **Station**: [Salyut 6](/stations/salyut-6)" in text
    assert "  - disagrees: Soviets in Space" in text
    rows = [line for line in text.split("\n") if line.startswith("| [Alexei Gubarev]")]
    assert len(rows) == 1
    text = quick_client.get("/missions.md?id=vostok-1").text
    assert "12 April 1961, 06:07:00 UTC" in text, "no reader of it can point at a day"


def test_unknown_form_of_a_page_is_rejected(quick_client: Client) -> None:
    response = quick_client.get("/people", headers={"Accept": "image/png"})
    assert "text/html" in problem_of(response, 406)["detail"]


@pytest.mark.parametrize("path", ["/", "/people", "/people/sigmund-jahn", "/firsts.md"])
def test_unchanged_page_is_not_sent_again(quick_client: Client, path: str) -> None:
    first = quick_client.get(path)
    assert first.headers["cache-control"].startswith("public, max-age=300")
    known = {"If-None-Match": first.headers["etag"]}
    assert quick_client.get(path, headers=known).status_code == 304
    other = quick_client.get(f"{path.removesuffix('.md')}", headers={"Accept": "*/*"})
    assert (other.headers["etag"] == first.headers["etag"]) == (".md" not in path)


def test_unknown_record_is_never_unchanged(quick_client: Client) -> None:
    known = {"If-None-Match": "*"}
    assert quick_client.get("/people/nobody", headers=known).status_code == 404


# -- Files for crawlers, and static files


def test_robots_and_sitemap_name_the_public_address(public_client: Client) -> None:
    robots = public_client.get("/robots.txt").text
    assert "Sitemap: https://rendezvous.example/sitemap.xml" in robots
    response = public_client.get("/sitemap.xml")
    assert response.headers["content-type"] == "application/xml"
    root = ET.fromstring(response.content)
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert root.tag == f"{space}urlset"
    addresses = [element.text or "" for element in root.iter(f"{space}loc")]
    assert "https://rendezvous.example/people/sigmund-jahn" in addresses
    assert "https://rendezvous.example/" in addresses
    assert 2000 < len(addresses) == len(set(addresses)) < 50_000


def test_without_a_public_address_the_sitemap_lists_paths(quick_client: Client) -> None:
    assert "Sitemap" not in quick_client.get("/robots.txt").text
    text = quick_client.get("/sitemap.xml").text
    assert "<loc>/people/sigmund-jahn</loc>" in text


def test_sitemap_lists_declared_pages(quick_client: Client) -> None:
    text = quick_client.get("/sitemap.xml").text
    kinds = {path.split("/")[1] for path in re.findall(r"<loc>(.+?)</loc>", text)}
    declared = {page.address.split("/")[1] for page in PAGES}
    assert kinds <= {*declared, "guide"}
    assert "<loc>/guide/claims</loc>" in text
    assert {"people", "missions", "sources", "firsts"} <= kinds
    for path in ("/modules/mir-kvant-1", "/expeditions/iss-expedition-1"):
        assert f"<loc>{path}</loc>" in text
    assert "<loc>/sites/baikonur</loc>" in text
    assert "<loc>/dockings</loc>" in text


def test_long_sitemap_is_an_index_of_parts_that_have_every_page_once(
    quick_client: Client, sqlite_url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = re.compile(r"<loc>(.+?)</loc>").findall
    whole = found(quick_client.get("/sitemap.xml").text)
    monkeypatch.setattr(sitemap, "MAX_URLS", 100)
    with client_of(app_on(sqlite_url)) as client:
        index = client.get("/sitemap.xml").text
        assert "<sitemapindex " in index
        parts = [found(client.get(path).text) for path in found(index)]
        assert max(map(len, parts)) == 100
        assert sorted(path for part in parts for path in part) == sorted(whole)
        for part in (
            "people-0",
            "people-99",
            "crew-1",
            "pages-2",
            "people",
            "a-1" * 99,
        ):
            problem = problem_of(client.get(f"/sitemap/{part}.xml"), 404)
            assert "see /sitemap.xml" in problem["detail"]


def test_static_files_are_served_and_small(quick_client: Client) -> None:
    media = {
        "/static/style.css": "text/css; charset=utf-8",
        "/static/app.js": "text/javascript; charset=utf-8",
        "/static/favicon.svg": "image/svg+xml",
        "/static/card.png": "image/png",
        "/favicon.ico": "image/svg+xml",
    }
    for path, media_type in media.items():
        response = quick_client.get(path)
        assert response.headers["content-type"] == media_type
        assert len(response.content) < 20_000
        assert "max-age" in response.headers.get("cache-control", "max-age")


def test_map_names_the_source_of_its_outlines() -> None:
    world = json.loads((ROOT / "app" / "web" / "world.json").read_text("utf-8"))
    assert "Natural Earth" in world["about"]
    assert len(world["outlines"]) > 150
