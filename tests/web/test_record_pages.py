"""Pages of records: their order, their size, their links and older releases."""

import re

import pytest

from app.resources import BY_NAME
from app.web.layout_types import PARTS, Layout
from app.web.layouts import LAYOUTS
from app.web.pages import PAGES
from tests.conftest import problem_of
from tests.support.client import Client
from tests.support.markup import BROWSER, page_of

LARGEST = (
    "/stations/iss",
    "/stations/mir",
    "/countries/united-states",
    "/countries/soviet-union",
    "/programmes/iss",
    "/missions/apollo-astp",
    "/sources/gcat",
)
MAX_BYTES = 120_000
ORDER = ("facts", "disagree", "said", "elsewhere", "cite", "cite-page")
"""Ids of the sections after people and events, as far as a page has them."""


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_page_has_the_declared_order(quick_client: Client, layout: Layout) -> None:
    path = f"/{layout.name}/{BY_NAME[layout.name].example}"
    html = quick_client.get(path, headers=BROWSER).text
    titles = [
        f"<h2>{related.title}</h2>"
        for part in PARTS
        for related in layout.related
        if related.part == part
    ]
    sections = [f'<section class="part" id="{name}">' for name in ORDER]
    marks = ['<p class="kicker">', "<h1", '<p class="lead">', *titles, *sections]
    places = [html.index(mark) for mark in marks if mark in html]
    assert places == sorted(places)
    assert html.index("<h1") < html.index('<p class="lead">') < html.index(sections[0])


def test_pictures_come_first_and_the_timeline_after_people(
    quick_client: Client,
) -> None:
    html = quick_client.get("/missions/apollo-11", headers=BROWSER).text
    marks = ("Course of the flight</h2>", 'id="crew"', "What happened, in order</h2>")
    places = [html.index(mark) for mark in (*marks, 'id="dockings"', 'id="facts"')]
    assert places == sorted(places)
    markdown = quick_client.get("/missions/apollo-11.md").text
    heads = ("Course of the flight", "## Crew", "What happened, in order", "## Facts")
    places = [markdown.index(head) for head in heads]
    assert places == sorted(places)


def test_people_come_before_events_and_both_before_facts(
    quick_client: Client,
) -> None:
    html = quick_client.get("/missions/soyuz-28", headers=BROWSER).text
    ids = ("crew", "assigned", "dockings", "facts", "disagree", "said")
    places = [html.index(f'id="{name}"') for name in ids]
    assert places == sorted(places)


def test_related_tables_of_a_list_have_different_titles() -> None:
    for page in PAGES:
        if page.layout and page.template == "record":
            titles = [related.title for related in page.layout.related]
            assert len(titles) == len(set(titles))
            assert set(titles) <= set(page.requests)


@pytest.mark.parametrize("path", LARGEST)
def test_largest_pages_are_small(quick_client: Client, path: str) -> None:
    assert len(quick_client.get(path, headers=BROWSER).content) <= MAX_BYTES


def test_disagreement_stands_at_its_fact(quick_client: Client) -> None:
    html = quick_client.get("/missions/soyuz-28", headers=BROWSER).text
    [row] = re.findall(r"<div><dt>Station</dt>.*?</dd></div>", html, re.DOTALL)
    assert '<details class="who disputed">' in row
    assert 'states <q class="theirs">Salyut 4</q>' in row
    assert 'href="#disagree"' in row


def test_section_of_disagreements_exists_only_if_there_are_any(
    quick_client: Client,
) -> None:
    html = quick_client.get("/modules/salyut-1-core", headers=BROWSER).text
    assert 'id="disagree"' not in html
    assert html.count('class="legend"') == 1


def test_crew_has_the_number_of_each_flight(quick_client: Client) -> None:
    text = page_of(quick_client, "/missions/soyuz-28").text
    assert "Alexei Gubarev commander Soviet Union 2nd of 2" in text
    assert "Vladimír Remek research cosmonaut Czechoslovakia the only one" in text


def test_count_of_zero_is_named_below_the_facts(quick_client: Client) -> None:
    text = page_of(quick_client, "/people/yuri-gagarin").text
    assert "Total time of spacewalks" not in text
    assert "None: stations, spacewalks. Not known" in text


# -- Other sites


def test_page_links_to_other_sites_and_says_so(quick_client: Client) -> None:
    html = quick_client.get("/missions/soyuz-19", headers=BROWSER).text
    for address in (
        "https://www.wikidata.org/wiki/Q1724109",
        "https://nssdc.gsfc.nasa.gov/nmc/spacecraft/display.action?id=1975-065A",
    ):
        assert f'<a class="outside" href="{address}" rel="external">' in html
    assert "Sources on the web" in html


def test_source_links_to_its_own_address(quick_client: Client) -> None:
    links = page_of(quick_client, "/sources/000-essay").links
    address = "https://www.worldhistorythreads.com/p/soviets-in-space-interkosmos-and"
    assert links.count(address) > 1, "as a fact and elsewhere"


def test_claim_names_the_address_of_its_source(quick_client: Client) -> None:
    page = page_of(quick_client, "/claims/s000-027")
    assert "paragraph 4, characters 1292 to 1342" in page.text
    assert "/missions/soyuz-28" in page.links
    assert any(link.startswith("https://www.worldhistory") for link in page.links)


# -- Permanent links


def test_citation_has_the_release(public_client: Client) -> None:
    text = page_of(public_client, "/people/yuri-gagarin").text
    address = "https://rendezvous.example/people/yuri-gagarin?release=2026.12.0"
    assert address in text
    markdown = public_client.get("/people/yuri-gagarin.md").text
    assert address in markdown


def test_permanent_link_lists_what_changed_since(quick_client: Client) -> None:
    page = page_of(quick_client, "/missions/soyuz-19?release=2026.11.0")
    assert "Your link names release 2026.11.0 of 22 November 2026" in page.text
    assert "Apogee (km): was not known , is 231" in page.text
    assert "/v1/dataset/download/rendezvous-2026.11.0-facts.zip" in page.links
    assert "/missions/soyuz-19" in page.links
    assert page.faults == []


def test_permanent_link_to_a_record_without_listed_changes(
    quick_client: Client,
) -> None:
    """Computed fields and claims change without a change of a fact."""
    record = quick_client.json("/v1/programmes/aktivny")["data"]
    changed_in = record["changed_in"]
    page = page_of(quick_client, f"/programmes/aktivny?release={changed_in}")
    assert "is the same as in release" in page.text
    page = page_of(quick_client, "/programmes/aktivny?release=2026.11.1")
    assert "No changed fact is listed" in page.text


def test_permanent_link_has_an_entity_tag_of_its_own(quick_client: Client) -> None:
    tags = {
        quick_client.get(f"/people/yuri-gagarin{query}").headers["etag"]
        for query in ("", "?release=2026.11.1", "?release=2026.11.0")
    }
    assert len(tags) == 3


@pytest.mark.parametrize(
    ("version", "near"), [("2026.11.9", "2026.11.1"), ("yesterday", None)]
)
def test_unknown_release_is_rejected_with_suggestion(
    quick_client: Client, version: str, near: str | None
) -> None:
    path = f"/people/yuri-gagarin?release={version}"
    [fault] = problem_of(quick_client.get(path), 400)["errors"]
    assert fault["name"] == "release"
    assert "2026.11.0" in fault["allowed"]
    if near:
        assert fault["did_you_mean"].startswith("2026.11.")
        html = quick_client.get(path, headers=BROWSER).text
        suggestion = f"/people/yuri-gagarin?release={fault['did_you_mean']}"
        assert f'href="{suggestion}"' in html


def test_misspelled_parameter_of_a_permanent_link_is_rejected(
    quick_client: Client,
) -> None:
    response = quick_client.get(
        "/people/yuri-gagarin?relase=2026.11.1", headers=BROWSER
    )
    assert response.status_code == 400
    assert 'href="/people/yuri-gagarin?release=2026.11.1"' in response.text


def test_page_requested_by_a_code_shows_the_requests_of_its_record(
    quick_client: Client,
) -> None:
    html = quick_client.get("/countries/DDR", headers=BROWSER).text
    assert "/v1/organisations?country=east-germany" in html
    assert "country=DDR" not in html


def test_added_record_is_shown_with_its_facts(quick_client: Client) -> None:
    text = page_of(quick_client, "/changes/2026.11.1.claims.s004-050-gas").text
    assert "Claim s004-050-gas" in text
    assert "added the record. Soyuz had nitrogen and oxygen for air." in text
    assert "nitrogen and oxygen (stated)" in text
