"""What all pages share: frame, titles, metadata, sizes. No browser is needed."""

import re
from itertools import pairwise

import pytest

from app.web.navigation import GROUPS, SHORTCUTS
from app.web.rendering import STATIC
from tests.support.client import Client
from tests.support.markup import BROWSER, Markup
from tests.web.page_paths import PATHS

MAX_HTML = 120_000
WHOLE = {"/guide/dictionary": 200_000}
"""Pages that are searched in the browser, which needs all of them."""
MAX_SCRIPT = 60_000
_HEADING = re.compile(r"<h([1-6])[ >]")


def html_of(client: Client, path: str) -> str:
    return client.get(path, headers=BROWSER).text


@pytest.mark.parametrize("path", PATHS)
def test_page_is_small(quick_client: Client, path: str) -> None:
    html = html_of(quick_client, path)
    assert len(html.encode()) <= WHOLE.get(path, MAX_HTML)
    scripts = re.findall(r'<script src="/static/([\w.]+)', html)
    assert sum((STATIC / name).stat().st_size for name in scripts) <= MAX_SCRIPT


@pytest.mark.parametrize("path", [*PATHS, "/docs", "/v1/people/yuri-gagarin"])
def test_page_has_what_search_engines_and_readers_of_screens_need(
    public_client: Client, path: str
) -> None:
    html = html_of(public_client, path)
    title = re.findall("<title>([^<]+)</title>", html)
    assert len(title) >= 1
    assert "Rendezvous" in title[0]
    [description] = re.findall(r'<meta name="description" content="([^"]*)"', html)
    assert len(description) > 15
    assert '<html lang="en">' in html
    assert 'content="width=device-width, initial-scale=1"' in html
    [canonical] = re.findall(r'<link rel="canonical" href="([^"]+)"', html)
    assert canonical.startswith("https://rendezvous.example/")
    levels = [int(level) for level in _HEADING.findall(html)]
    assert levels.count(1) == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []
    assert [url for url in Markup(html).links if not url or url == "#"] == []
    assert [tag for tag in re.findall("<img[^>]*>", html) if "alt=" not in tag] == []


def test_title_of_a_record_names_it_and_its_kind(quick_client: Client) -> None:
    title = html_of(quick_client, "/people/yuri-gagarin").partition("<title>")[2]
    parts = title.partition("</title>")[0].split(" \N{EN DASH} ")
    assert parts == ["Yuri Gagarin", "Person", "Rendezvous"]


def test_navigation_marks_the_page_and_the_part_of_the_site(
    quick_client: Client,
) -> None:
    html = html_of(quick_client, "/sites")
    assert '<li><a href="/sites" aria-current="page">Sites</a></li>' in html
    html = html_of(quick_client, "/sites/baikonur")
    assert '<li><a href="/sites" aria-current="true">Sites</a></li>' in html


def test_menu_is_short_and_has_the_links_beside_it() -> None:
    links = [link for group in GROUPS for link in group.links]
    assert len(set(links)) == len(links)
    assert set(SHORTCUTS) < set(links)
    assert len(SHORTCUTS) + 1 <= 8


def test_every_link_of_the_frame_leads_to_a_page(quick_client: Client) -> None:
    html = html_of(quick_client, "/problems/not-found")
    frame = re.sub("<main.*</main>", "", html, flags=re.DOTALL)
    links = {link for link in Markup(frame).links if link.startswith("/")}
    assert {link.address for group in GROUPS for link in group.links} <= links
    for link in links:
        page = quick_client.get(link, headers=BROWSER, follow_redirects=True)
        assert page.status_code == 200, link


def test_foot_names_the_release_of_the_data(quick_client: Client) -> None:
    release = quick_client.json("/v1/dataset")["data"]["version"]
    html = html_of(quick_client, "/people")
    assert f'Release of the data: <a href="/changes">{release}</a>' in html
    assert "Edition" not in html
