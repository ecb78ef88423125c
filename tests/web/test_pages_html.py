"""Pages as HTML: their facts, well-formed markup, links and linked data."""

import json
import re
from typing import Any

import pytest

from app.web.layouts import LAYOUTS
from app.web.pages import PAGES
from tests.support.client import Client
from tests.support.markup import BROWSER, page_of

MAX_BYTES = 100_000
FACTS = {
    "/": (
        "The first citizens of",
        "people in space on ",
        "Sigmund Jähn",
        "Not every source agrees",
    ),
    "/people": ("Yuri Gagarin", "By name"),
    "/people/sigmund-jahn": ("13 February 1937", "7 days 20 h 49 min", "Soyuz 29"),
    "/people/yuri-gagarin": ("Юрий", "Vostok 1", "12 April 1961"),
    "/people/tim-peake": ("Expedition 46", "4 h 43 min", "ESA 2009"),
    "/people/john-young": ("Gemini 10", "Apollo 16", "STS-1"),
    "/people/vladimir-remek": ("Czechoslovakia", "Salyut 6"),
    "/missions": ("Sputnik 1", "Vostok 1"),
    "/missions/soyuz-28": ("Salyut 4", "Salyut 6", "Alexei Gubarev", "Where sources"),
    "/missions/interkosmos-1": ("1969-088A", "14 October 1969"),
    "/missions/vostok-1": ("Yuri Gagarin", "12 April 1961, 06:07:00 UTC"),
    "/missions/soyuz-23": ("Lake Tengiz, Kazakhstan", "Soyuz (11A511)", "NORAD 9477"),
    "/missions/progress-7": ("cargo", "Salyut 6", "Baikonur Cosmodrome"),
    "/missions/soyuz-tm-31": ("Expedition 1",),
    "/missions/sts-74": ("Delivered modules", "Mir Docking Module"),
    "/stations/salyut-6": ("29 July 1982", "Crews, spacecraft and modules"),
    "/stations/iss": (
        "Crews, spacecraft and modules",
        "Show all 128",
        "Expedition 1",
        "Zarya",
    ),
    "/stations/mir": ("Kvant-1", "Mir EO-1", "Spacecraft and modules without a crew"),
    "/modules": ("Joined the station",),
    "/modules/mir-kvant-1": ("Mir", "9 April 1987", "Observatory"),
    "/expeditions": ("Resident crew (", "Visiting crew ("),
    "/expeditions/iss-expedition-1": ("William Shepherd", "Soyuz TM-31", "136 d"),
    "/dockings?at=1978-03-05": ("2 dockings", "Soyuz 27", "Soyuz 28"),
    "/dockings/soyuz-28-1": ("Soyuz 28 with Salyut 6, 3 March 1978", "Undocked"),
    "/sites": ("From north to south", "launch pad"),
    "/sites/baikonur": ("46° N", "NIIP-5 (from 1956 to 1989)", "Site 31/6"),
    "/sites/baikonur-lc1": ("Launches from this pad", "Vostok 1"),
    "/sites/kennedy-shuttle-landing-facility": ("Landings a year",),
    "/spacecraft/saturn-v": ("Launches of this rocket a year", "Apollo 11"),
    "/organisations/esa": ("People sent into space", "Ulf Merbold"),
    "/countries": ("Soviet Union", "Czechoslovakia"),
    "/countries/czechoslovakia": ("Vladimír Remek", "15 June 1993", "31 December 1992"),
    "/countries/germany": ("Ulf Merbold", "East Germany (accession, 3 October 1990)"),
    "/programmes/interkosmos": ("April 1967", "Soyuz 28", "Interkosmos satellites"),
    "/spacecraft/soyuz-t": ("Three-seat model", "Soyuz T-6"),
    "/organisations/nasa": ("29 July 1958", "Not known, or does not apply: dissolved."),
    "/events/kennedy-state-of-the-union-1961": (
        "after Russian cosmonaut Yuri Gagarin",
        "Kennedy",
    ),
    "/events/apollo-soyuz-first-docking": ("17 July 1975, 16:09:09 UTC", "Stafford"),
    "/sources/000-essay": ("not comparable", "World History Threads"),
    "/sources/gcat": ("McDowell",),
    "/sources/andrews-2011-cosmos": ("Into the Cosmos",),
    "/people/allie-kuehner": ("Blue Origin NS-33", "born"),
    "/claims": ("agrees",),
    "/claims?agreement=disagrees&source=nasa-eva": (
        "Spacewalk of 18 March 1965, Voskhod 2",
        "12 min 9 s",
    ),
    "/claims/s000-027": ("Salyut 4", "Salyut 6", "paragraph 4", "disagrees"),
    "/claims/people.sigmund-jahn.born.gcat": ("Our value was taken from this source",),
    "/claims/events.apollo-soyuz-soyuz-launch.summary.russianspaceweb": (
        "Our data has no value to compare this with",
    ),
    "/claims/people.alexei-leonov.born.wikidata": ("The source agrees with our value",),
    "/errata?source=gcat&resource=people": ("certain", "Alexander Gerst"),
    "/errata": ("Errata", "certain"),
    "/errata/people.alexander-gerst.born.gcat": (
        "3 May 1976",
        "3 May 1977",
        "Astronaut and Spaceflight Participant Archive",
    ),
    "/changes": ("Facts that each release", "2026.11.1"),
    "/changes/2026.11.1.missions.soyuz-19.apogee_km": (
        "Soyuz 19, apogee (km)",
        "Release 2026.11.1 of 28 November 2026 changed the fact",
        "231",
        "28 November 2026",
    ),
    "/crew/soyuz-31-sigmund-jahn": (
        "Sigmund Jähn on Soyuz 31",
        "Soyuz 29",
        "Where the person was",
    ),
    "/firsts": ("Vladimír Remek", "Yang Liwei", "above 100 km"),
    "/firsts?by=decade": ("1960s", "Yuri Gagarin"),
    "/firsts?country=vietnam": ("Phạm Tuân", "Soyuz 37", "less precise"),
    "/firsts?country=CZE": (
        "No citizen of Czechia has been in space",
        "by place of birth or with its predecessors or",
        "Vladimír Remek",
    ),
    "/firsts?programme=apollo-soyuz": (
        "The first people in space on a flight of Apollo Soyuz were",
        "Valery Kubasov",
    ),
    "/firsts?country=poland": ("Under another definition", "by place of birth"),
    "/in-space": ("10 people in space on 28 September 2026", "7 aboard the"),
    "/in-space?at=2026-10-20": ("Perhaps in space", "no landing is known"),
    "/in-space?at=1975-07-17T16:30Z": (
        "7 people in space at 17 July 1975, 16:30 UTC",
        "2 aboard Salyut 4",
        "Deke Slayton",
        "15 July 1975, 12:20 UTC",
    ),
    "/in-space?at=1964-01-01": ("Nobody in space",),
    "/in-space?at=1961/1962": (
        "from 1961 to 1962",
        "Perhaps in space",
        "Gherman Titov",
    ),
    "/in-space?at=../1961-04": ("Up to 1 person in space until April 1961",),
    "/people?born=1700": ("No record matches all filters",),
    "/missions?group_by=kind": ("Crewed suborbital 47",),
    "/in-space?at=1961-04-12T06:30Z": ("1 person in space", "Yuri Gagarin"),
    "/search": ("Search people, missions",),
    "/search?q=jahn": ("Sigmund Jähn", "Soyuz 31, 1978"),
    "/search?q=xqzvbnm": ("Nothing was found",),
    "/superlatives": ("Valery Polyakov", "437 days 17 h 59 min", "2 people are tied"),
    "/superlatives?category=longest-flight": ("Ranking", "Frank Rubio"),
    "/superlatives?category=oldest&boundary=orbit": ("A ranking is not available",),
    "/on-this-day?date=04-12": ("Vostok 1", "06:07", "Igor Volk", "STS-1"),
    "/on-this-day?date=02-29": ("29 February in space history",),
    "/compare": ("Two to four people", "Soyuz 28"),
    "/compare?records=people/valentina-tereshkova,people/sally-ride": (
        "Valentina Tereshkova and Sally Ride",
        "2 days 22 h 50 min",
        "14 days 7 h 48 min",
    ),
    "/launch-vehicles": ("Soyuz-U", "Saturn V", "Redstone"),
    "/data": ("How complete it is", "28 September 2026", "SHA-256"),
    "/about": ("Licence and citation", "no cookies"),
    "/report": ("Which record is wrong?",),
    "/report?record=people/yuri-gagarin&field=born": (
        "Our value: 9 March 1934",
        "Right value:",
    ),
}
SAMPLE = [path for path in FACTS if "xqz" not in path]


@pytest.mark.parametrize("path", FACTS)
def test_page_is_well_formed_and_shows_its_facts(
    quick_client: Client, path: str
) -> None:
    page = page_of(quick_client, path)
    assert [fact for fact in FACTS[path] if fact not in page.text] == []
    assert page.faults == []
    assert page.elements["h1"] == 1
    assert page.elements["title"] == 1
    assert len(quick_client.get(path).content) < MAX_BYTES


def test_pages_are_the_same_on_both_databases(client: Client) -> None:
    assert "Sigmund Jähn" in page_of(client, "/people/sigmund-jahn").text
    assert "Phạm Tuân" in page_of(client, "/").text


def test_every_kind_of_page_is_in_the_sample() -> None:
    kinds = {re.sub(r"(?<=\w)/[^/?]+$", "/{id}", path.split("?")[0]) for path in FACTS}
    lists = {f"/{layout.name}" for layout in LAYOUTS}
    assert {page.address for page in PAGES} - kinds <= lists


def test_every_list_shows_the_number_of_its_records(quick_client: Client) -> None:
    for layout in LAYOUTS:
        page = page_of(quick_client, f"/{layout.name}")
        total = quick_client.json(f"/v1/{layout.name}?{layout.default_query}&limit=0")[
            "meta"
        ]["total"]
        assert f"{total:,}" in page.text, layout.name
        assert page.faults == [], layout.name


def kind_of(link: str) -> str:
    """Returns what links to the same kind of page have in common."""
    path, _, query = link.partition("?")
    names = "&".join(sorted(part.split("=")[0] for part in query.split("&")))
    return f"{re.sub(r'(?<=[a-z])/[^/]+$', '/*', path)}?{names}"


def test_every_link_of_a_page_leads_somewhere(quick_client: Client) -> None:
    seen: dict[str, str] = {}
    for path in SAMPLE:
        for link in page_of(quick_client, path).links:
            if link.startswith("/"):
                seen.setdefault(kind_of(link), link)
    assert len(seen) > 40
    options: dict[str, Any] = {"headers": BROWSER, "follow_redirects": True}
    broken = {}
    for link in seen.values():
        # The largest download would take more memory than all tests
        method = "HEAD" if link.startswith("/v1/dataset/download/") else "GET"
        status = quick_client.request(method, link, **options).status_code
        if status != 200:
            broken[link] = status
    assert broken == {}


def test_page_loads_nothing_from_other_hosts_and_has_no_inline_script(
    quick_client: Client,
) -> None:
    for path in SAMPLE:
        page = page_of(quick_client, path)
        assert [url for url in page.sources if url and url[0] != "/"] == []
        assert page.styled == []
        assert page.elements["style"] == 0
        assert page.elements["script"] == len(page.data) + 1
        policy = quick_client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_every_page_shows_the_requests_behind_it(quick_client: Client) -> None:
    for path in SAMPLE:
        page = page_of(quick_client, path)
        for request in re.findall(r"curl '[^']*?(/v1/[^']*)'", "".join(page.words)):
            assert quick_client.get(request).status_code == 200, request
    page = page_of(quick_client, "/people/sigmund-jahn")
    assert "/v1/people/sigmund-jahn?include=claims" in page.links


def test_fact_names_its_sources_and_disagreements(quick_client: Client) -> None:
    page = page_of(quick_client, "/missions/soyuz-28")
    assert "Soviets in Space: Interkosmos and its Limits states Salyut 4" in page.text
    html = quick_client.get("/missions/soyuz-28", headers=BROWSER).text
    assert 'aria-label="Sources 2: Station, 1 disagrees"' in html
    assert "Salyut 4 had fallen into the atmosphere" in page.text
    assert "/claims/s000-027" in page.links


def test_landing_place_is_one_line_whose_sources_name_the_part(
    quick_client: Client,
) -> None:
    text = page_of(quick_client, "/missions/apollo-11").text
    assert "Pacific Ocean, south-west of Hawaii, 13.32° N, 169.15° W (sea)" in text
    assert "Latitude of landing 13.32° N Chariots for Apollo" in text
    links = page_of(quick_client, "/missions/sts-71").links
    assert "/sites/kennedy-shuttle-landing-facility" in links


def test_ids_in_other_catalogues_link_to_their_pages(public_client: Client) -> None:
    page = page_of(public_client, "/missions/apollo-11")
    assert "COSPAR designation 1969-059A" in page.text
    assert "Wikidata Q43653 , NORAD 4039 , GCAT H00046" in page.text
    assert {
        "https://www.wikidata.org/wiki/Q43653",
        "https://nssdc.gsfc.nasa.gov/nmc/spacecraft/display.action?id=1969-059A",
    } <= set(page.links)
    markdown = public_client.get("/missions/apollo-11.md").text
    assert "[Wikidata Q43653](https://www.wikidata.org/wiki/Q43653), [NORAD" in markdown


def test_list_of_dockings_links_to_each_of_them(quick_client: Client) -> None:
    links = page_of(quick_client, "/dockings?mission=soyuz-28").links
    assert {"/dockings/soyuz-28-1", "/missions/soyuz-28", "/stations/salyut-6"} <= {
        *links
    }


def test_navigation_leads_to_expeditions_dockings_and_sites(
    quick_client: Client,
) -> None:
    html = quick_client.get("/sites", headers=BROWSER).text
    assert '<li><a href="/sites" aria-current="page">Sites</a></li>' in html
    assert '<li><a href="/expeditions">' in html
    assert '<li><a href="/dockings">' in html


def test_identifiers_come_after_other_facts(quick_client: Client) -> None:
    text = page_of(quick_client, "/countries/soviet-union").text
    order = ("First citizens", "Began", "Successors", "Other names", "ISO 3166 alpha-2")
    facts = text[text.index("is the number of sources") :]
    places = [facts.index(name) for name in order]
    assert places == sorted(places)
    assert (
        "None: predecessors, guest flights. Not known, or does not apply: code" in text
    )


def test_table_shows_days_with_the_time_as_title(quick_client: Client) -> None:
    html = quick_client.get("/missions?id=vostok-1", headers=BROWSER).text
    exact = '"1961-04-12T06:07:00Z" title="12 April 1961, 06:07:00 UTC"'
    assert f"<time datetime={exact}>12 April 1961</time>" in html
    html = quick_client.get("/people?q=young", headers=BROWSER).text
    assert '<span title="34 days 19 h 42 min">34 days 19 h</span>' in html


def test_plot_counts_rows_that_the_table_leaves_out(
    quick_client: Client,
) -> None:
    html = quick_client.get("/countries/united-states", headers=BROWSER).text
    assert "Flights of its citizens a year" in html
    assert html.count('<rect class="west"') > 50


def test_page_links_to_every_list(quick_client: Client) -> None:
    links = page_of(quick_client, "/search").links
    assert {f"/{layout.name}" for layout in LAYOUTS} <= set(links)


def test_form_of_firsts_shows_the_definition_in_use(
    quick_client: Client,
) -> None:
    html = quick_client.get("/firsts?country=vietnam", headers=BROWSER).text
    for label in (
        "100 km",
        "citizenship",
        "first flight",
        "no others",
        "no groups",
    ):
        assert f'<option value="" selected>{label}</option>' in html
    assert 'name="countries" list="countries" value="vietnam"' in html
    html = quick_client.get("/firsts?by=sex&boundary=orbit", headers=BROWSER).text
    assert '<option value="orbit" selected>an orbit around the Earth</option>' in html
    assert '<option value="sex" selected>sex</option>' in html


def test_citation_names_the_page_and_its_address(public_client: Client) -> None:
    text = page_of(public_client, "/firsts?country=vietnam").text
    assert "“The first citizen of Vietnam in space was Phạm Tuân”" in text
    assert "CC-BY-4.0. https://rendezvous.example/firsts?countries=vietnam" in text


def test_linked_data_is_valid_json(quick_client: Client) -> None:
    [about] = page_of(quick_client, "/people/sigmund-jahn").data
    person = json.loads(about)
    assert (person["@type"], person["birthDate"]) == ("Person", "1937-02-13")
