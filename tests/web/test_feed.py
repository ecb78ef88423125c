"""The feed of releases, read by an XML parser and compared with RFC 4287."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import URL

from app.main import app_for
from app.web.feeds.atom import FEED, PATH
from tests.conftest import app_on
from tests.support.client import Client, client_of
from tests.support.factories import changed, load_seed

ATOM = "{http://www.w3.org/2005/Atom}"
PUBLIC = "https://rendezvous.example"
INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
Element = ET.Element


def read_feed(client: Client) -> Element:
    response = client.get(PATH)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/atom+xml"
    return ET.fromstring(response.content)


def texts(element: Element, name: str) -> list[str]:
    return [child.text or "" for child in element.findall(ATOM + name)]


def links(element: Element) -> dict[str, str]:
    return {
        link.get("rel", "alternate"): link.get("href", "")
        for link in element.findall(f"{ATOM}link")
    }


@pytest.fixture(scope="module")
def public_client(sqlite_url: URL) -> Iterator[Client]:
    with client_of(app_on(sqlite_url, public_url=f"{PUBLIC}/")) as client:
        yield client


def test_feed_and_entries_have_what_the_standard_requires(client: Client) -> None:
    feed = read_feed(client)
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        [identity], [title] = texts(element, "id"), texts(element, "title")
        [updated] = texts(element, "updated")
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", identity)
        assert title
        assert re.fullmatch(INSTANT, updated)
        assert links(element)["alternate"]
    assert links(feed)["self"].endswith(PATH)


def test_every_release_is_an_entry_latest_first(quick_client: Client) -> None:
    feed = read_feed(quick_client)
    releases = quick_client.json("/v1/dataset")["data"]["releases"]
    entries = feed.findall(f"{ATOM}entry")
    titles = [text for entry in entries for text in texts(entry, "title")]
    assert titles == [f"Release {release['version']}" for release in releases]
    assert texts(feed, "updated") == texts(entries[0], "updated")
    assert len({text for entry in entries for text in texts(entry, "id")}) == len(
        entries
    )
    for entry, release in zip(entries, releases, strict=True):
        [summary] = texts(entry, "summary")
        assert summary.startswith(release["note"])
        assert (f"{release['added']:,} added" in summary) == bool(release["added"])


def test_links_of_the_feed_answer(quick_client: Client, public_client: Client) -> None:
    here, there = read_feed(quick_client), read_feed(public_client)
    for element, other in zip(here.iter(), there.iter(), strict=True):
        assert element.text == other.text
        if element.tag == f"{ATOM}link":
            path = element.get("href", "")
            assert other.get("href") == PUBLIC + path
            assert not urlsplit(path).netloc
            assert quick_client.get(path).status_code == 200


def test_unchanged_feed_is_not_sent_again(
    quick_client: Client, public_client: Client
) -> None:
    tag = {"If-None-Match": quick_client.get(PATH).headers["etag"]}
    assert quick_client.get(PATH, headers=tag).status_code == 304
    assert public_client.get(PATH, headers=tag).status_code == 200


def test_ids_follow_from_versions_alone(tmp_path: Path) -> None:
    url = load_seed(tmp_path)
    with client_of(app_for(str(url))) as client:
        before = [element.text for element in read_feed(client).iter(f"{ATOM}id")]
    note = "Ärger & <Freude>, \"so\" 'so'"
    url = load_seed(tmp_path / "x", releases=changed("releases", "1978.3.9", note=note))
    with client_of(app_for(str(url))) as client:
        feed = read_feed(client)
    assert [element.text for element in feed.iter(f"{ATOM}id")] == before
    assert before[0] == f"urn:uuid:{FEED}"
    assert [element.text for element in feed.iter(f"{ATOM}summary")][-1] == note


def test_feed_without_releases_is_valid(tmp_path: Path) -> None:
    with client_of(
        app_for(str(load_seed(tmp_path, releases=[], changes=[])))
    ) as client:
        feed = read_feed(client)
    assert feed.findall(f"{ATOM}entry") == []
    assert texts(feed, "updated") == ["1970-01-01T00:00:00Z"]


def test_pages_link_to_the_feed(quick_client: Client) -> None:
    for path in ("/", "/people/sigmund-jahn", "/guide", "/changes"):
        html = quick_client.get(path, headers={"Accept": "text/html"}).text
        [link] = re.findall(
            r'<link rel="alternate" type="application/atom\+xml".+?>', html
        )
        assert f'href="{PATH}"' in link
