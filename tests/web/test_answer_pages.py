"""A browser that opens an address of the API gets the answer as a page."""

import json
import re
from html import unescape

import pytest

from app.web.answer_pages import MAX_SHOWN
from tests.support.client import Client
from tests.support.markup import BROWSER, Markup

PATHS = (
    "/v1",
    "/v1/dataset",
    "/v1/dataset/download",
    "/v1/missions?limit=3&programmes=interkosmos",
    "/v1/missions?group_by=kind",
    "/v1/missions/soyuz-28?include=claims",
    "/v1/firsts?countries=vietnam",
    "/v1/in-space?at=1985-10-07T12:00Z",
    "/v1/in-space/history?by=station",
    "/v1/search?q=mir",
)


def view_of(client: Client, path: str) -> tuple[str, Markup]:
    """Returns the page of an answer after checking its form."""
    response = client.get(path, headers=BROWSER)
    assert response.status_code == 200, response.text[:300]
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["vary"] == "Accept, Accept-Encoding"
    assert "script-src 'self'" in response.headers["content-security-policy"]
    markup = Markup(response.text)
    assert markup.faults == markup.styled == []
    return response.text, markup


def shown(html: str) -> str:
    """Returns the JSON that a page shows."""
    [code] = re.findall(r'<pre[^>]*label="Answer"><code>(.*?)</code>', html, re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", "", code))


@pytest.mark.parametrize("path", PATHS)
def test_browser_sees_the_answer_that_programs_get(
    quick_client: Client, path: str
) -> None:
    html, markup = view_of(quick_client, path)
    assert f"<code>GET {path}</code>".replace("&", "&amp;") in html
    separator = "&" if "?" in path else "?"
    whole = f"{path}{separator}format=json"
    assert whole in markup.links
    expected = quick_client.get(path)
    for headers in ({"Accept": "*/*"}, {"Accept": "application/json"}):
        assert quick_client.get(path, headers=headers).content == expected.content
    named = quick_client.get(whole, headers=BROWSER)
    assert named.headers["content-type"] == "application/json"
    if "All of it as JSON" not in html:
        assert json.loads(shown(html)) == expected.json()


def test_page_says_what_was_asked_with_hints_and_links(quick_client: Client) -> None:
    html, markup = view_of(quick_client, "/v1/missions?limit=1")
    meta = quick_client.json("/v1/missions?limit=1")["meta"]
    assert meta["query"] in html
    assert meta["hints"][0].partition(".")[0] in html
    assert {
        "/missions?limit=1",
        "/v1/missions?limit=1&format=csv",
        "/v1/missions/sputnik-1",
        "/docs",
    } <= {*markup.links}
    following = quick_client.json("/v1/missions?limit=1")["links"]["next"]
    assert markup.relations["next"] == following
    _, markup = view_of(quick_client, following)
    assert "prev" in markup.relations


def test_addresses_in_the_answer_are_links(quick_client: Client) -> None:
    _, markup = view_of(quick_client, "/v1/missions/soyuz-28")
    for link in {link for link in markup.links if link.startswith("/v1/")}:
        assert quick_client.get(link).status_code == 200, link
    assert "/v1/people/vladimir-remek" in markup.links
    _, markup = view_of(quick_client, "/v1/sources/gcat")
    assert any(link.startswith("https://") for link in markup.links)


def test_text_of_an_answer_is_escaped(quick_client: Client) -> None:
    html, _ = view_of(quick_client, "/v1/search?q=<b>x</b>%22/v1/%22")
    assert "<b>" not in html


def test_long_answers_are_cut_and_say_so(quick_client: Client) -> None:
    path = "/v1/missions?limit=1000"
    html, markup = view_of(quick_client, path)
    size = len(quick_client.get(path).content)
    assert f"has {size:,} bytes" in html.replace("\N{NARROW NO-BREAK SPACE}", ",")
    assert len(html) < 100_000 < size
    assert MAX_SHOWN - 1000 < len(shown(html)) <= MAX_SHOWN
    assert f"{path}&format=json" in markup.links


def test_each_form_has_its_own_tag_and_is_kept_apart(quick_client: Client) -> None:
    path = "/v1/stations/salyut-6"
    answers = [
        quick_client.get(path, headers=headers)
        for headers in ({}, BROWSER, {}, BROWSER)
    ]
    assert [answer.headers["content-type"] for answer in answers[:2]] * 2 == [
        answer.headers["content-type"] for answer in answers
    ]
    assert len({answer.headers["etag"] for answer in answers}) == 2
    tag = {"If-None-Match": answers[1].headers["etag"]}
    assert quick_client.get(path, headers=tag | BROWSER).status_code == 304
    assert quick_client.get(path, headers=tag).status_code == 200


def test_tag_of_a_page_depends_on_the_public_address(
    quick_client: Client, public_client: Client
) -> None:
    path = "/v1/stations/salyut-6"
    tags = {
        client.get(path, headers=BROWSER).headers["etag"]
        for client in (quick_client, public_client)
    }
    assert len(tags) == 2


@pytest.mark.parametrize(
    "path",
    ["/healthz", "/readyz", "/openapi.json", "/v1/dataset/download/rendezvous-csv.zip"],
)
def test_files_and_health_stay_as_they_are(quick_client: Client, path: str) -> None:
    plain = quick_client.request("HEAD", path).headers["content-type"]
    response = quick_client.request("HEAD", path, headers=BROWSER)
    assert response.headers["content-type"] == plain


def test_every_path_that_is_a_link_has_an_answer(quick_client: Client) -> None:
    html, markup = view_of(quick_client, "/v1/firsts?countries=vietnam")
    assert '"/data/' in shown(html)
    paths = {link for link in markup.links if link.startswith("/")}
    for path in sorted(paths):
        answer = quick_client.get(path, follow_redirects=True)
        assert answer.status_code == 200, path
