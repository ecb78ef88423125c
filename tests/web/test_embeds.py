"""Answers can be shown in a frame on a page of any site, and only these pages."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pytest
from playwright.sync_api import expect, sync_playwright
from sqlalchemy import URL

from tests.support.client import Client
from tests.support.markup import BROWSER, page_of
from tests.support.programs import program
from tests.support.serving import served

FIRSTS = "/embed/firsts?countries=vietnam"
PATHS = (FIRSTS, "/embed/firsts", "/embed/in-space", "/embed/in-space?at=1961/2026")


@pytest.mark.parametrize("path", PATHS)
def test_embedded_page_is_small_and_has_no_script(
    quick_client: Client, path: str
) -> None:
    page = page_of(quick_client, path)
    assert page.faults == []
    assert page.elements["script"] == page.elements["form"] == 0
    assert page.elements["h1"] == 1
    response = quick_client.get(path)
    assert len(response.content) < 15_000
    policy = response.headers["content-security-policy"]
    assert "frame-ancestors" not in policy
    assert "default-src 'none'" in policy


def test_links_lead_to_full_pages_in_a_new_tab(quick_client: Client) -> None:
    page = page_of(quick_client, FIRSTS)
    assert page.links == ["/people/pham-tuan", "/firsts?countries=vietnam"]
    html = quick_client.get(FIRSTS).text
    assert html.count('target="_blank" rel="noopener"') == html.count("<a ")
    assert page_of(quick_client, "/embed/in-space").links[-1] == "/in-space"


def test_answer_is_that_of_the_full_page(quick_client: Client) -> None:
    text = page_of(quick_client, FIRSTS).text
    assert "The first citizen of Vietnam in space was Phạm Tuân" in text
    assert "Soyuz 37, 23 July 1980" in text
    assert "No citizen of Czechia has been in space" in (
        page_of(quick_client, "/embed/firsts?countries=CZE").text
    )
    text = page_of(quick_client, "/embed/in-space?at=1975-07-17T16:30Z").text
    assert "7 people in space at 17 July 1975, 16:30 UTC" in text
    assert "Alexei Leonov Soviet Union; Soyuz 19" in text


def test_long_answers_are_cut(quick_client: Client) -> None:
    assert "And 23 more." in page_of(quick_client, "/embed/in-space?at=1985").text
    assert "perhaps" in page_of(quick_client, "/embed/in-space?at=1985").text
    total = quick_client.json("/v1/firsts?by=spacecraft&boundary=80km")["meta"]["total"]
    text = page_of(quick_client, "/embed/firsts?by=spacecraft&boundary=80km").text
    assert f"And {total - 60} more." in text or total <= 60


def test_mistake_is_shown_in_the_frame(quick_client: Client) -> None:
    response = quick_client.get("/embed/firsts?countrys=vietnam", headers=BROWSER)
    assert response.status_code == 400
    assert "frame-ancestors" not in response.headers["content-security-policy"]
    assert "Did you mean <code>country</code>?" in response.text


def test_format_of_a_frame_cannot_be_chosen(quick_client: Client) -> None:
    text = quick_client.get(f"{FIRSTS}&format=csv").text
    assert text == quick_client.get(FIRSTS).text


def test_address_of_the_full_page_is_the_canonical_one(public_client: Client) -> None:
    html = public_client.get(FIRSTS).text
    canonical = "https://rendezvous.example/firsts?countries=vietnam"
    assert f'<link rel="canonical" href="{canonical}">' in html


@pytest.mark.parametrize("path", ["/firsts?countries=vietnam", "/in-space"])
def test_page_shows_the_tag_that_embeds_it(public_client: Client, path: str) -> None:
    text = page_of(public_client, path).text
    assert f'<iframe src="https://rendezvous.example/embed{path}" title="' in text


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Keeps the output of the tests free of requests."""


@pytest.fixture(scope="module")
def api(sqlite_url: URL) -> Iterator[httpx.Client]:
    """A running server with the catalogue."""
    database = sqlite_url.render_as_string(hide_password=False)
    with served({"RENDEZVOUS_DATABASE_URL": database}) as client:
        assert client.get("/readyz").status_code == 200
        yield client


@pytest.mark.browser
def test_frame_on_another_site_shows_the_answer(
    api: httpx.Client, tmp_path: Path
) -> None:
    base = str(api.base_url).rstrip("/")
    frames = "".join(
        f'<iframe src="{base}{path}"></iframe>'
        for path in (FIRSTS, "/embed/firsts?countrys=x", "/firsts?countries=vietnam")
    )
    (tmp_path / "page.html").write_text(frames, encoding="utf-8")
    files = partial(Quiet, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), files) as other:
        Thread(target=other.serve_forever, daemon=True).start()
        with sync_playwright() as kit:
            browser = kit.chromium.launch(executable_path=program("chromium"))
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{other.server_port}/page.html")
            frame = page.frame_locator("iframe >> nth=0")
            expect(frame.locator(".answer")).to_have_text("Phạm Tuân")
            faulty = page.frame_locator("iframe >> nth=1")
            expect(faulty.locator("h1")).to_have_text("The query is invalid")
            refused = page.frame_locator("iframe >> nth=2")
            expect(refused.locator("h1.long")).to_have_count(0)
            browser.close()
        other.shutdown()
