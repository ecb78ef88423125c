"""The pages: facts for readers, correct to the letter, and safe whatever is asked."""

import json
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import URL

from app.main import create_app
from app.pages.addresses import PAGES
from app.pages.kinds import KINDS
from app.settings import ROOT, Settings
from tests.client import Client, client_of
from tests.conftest import problem_of
from tests.markup import BROWSER, page_of

MOST_BYTES = 100_000
FACTS = {
    "/": (
        "The first citizens of",
        "people are in space",
        "Sigmund Jähn",
        "Not every source agrees",
    ),
    "/people": ("Aaron Newman", "By name"),
    "/people/sigmund-jahn": ("13 February 1937", "7 d 20 h 49 min 4 s", "Soyuz 29"),
    "/people/yuri-gagarin": ("Юрий", "Vostok 1", "12 April 1961"),
    "/people/john-young": ("Gemini 10", "Apollo 16", "STS-1"),
    "/people/vladimir-remek": ("Czechoslovakia", "Salyut 6"),
    "/missions": ("Sputnik 1", "Vostok 1"),
    "/missions/soyuz-28": ("Salyut 4", "Salyut 6", "Alexei Gubarev", "Where sources"),
    "/missions/interkosmos-1": ("1969-088A", "14 October 1969"),
    "/missions/vostok-1": ("Yuri Gagarin", "12 April 1961, 06:07:00 UTC"),
    "/stations/salyut-6": ("29 July 1982", "Launches a year"),
    "/countries": ("Soviet Union", "Czechoslovakia"),
    "/countries/czechoslovakia": ("Vladimír Remek", "15 June 1993", "31 December 1992"),
    "/countries/germany": ("Ulf Merbold", "East Germany (accession, 3 October 1990)"),
    "/programmes/interkosmos": ("April 1967", "Soyuz 28", "Interkosmos satellites"),
    "/spacecraft/soyuz-t": ("Three-seat model", "Soyuz T-6"),
    "/organisations/nasa": ("29 July 1958",),
    "/events/kennedy-state-of-the-union-1961": ("from 12 April 1961", "Kennedy"),
    "/events/apollo-soyuz-first-docking": ("17 July 1975, 16:09:09 UTC", "Stafford"),
    "/sources/000-essay": ("not comparable", "World History Threads"),
    "/sources/gcat": ("McDowell",),
    "/sources/andrews-2011-cosmos": ("Into the Cosmos",),
    "/people/allie-kuehner": ("Blue Origin NS-33", "born"),
    "/claims": ("agrees",),
    "/claims/s000-027": ("Salyut 4", "Salyut 6", "paragraph 4", "disagrees"),
    "/claims/people.sigmund-jahn.born.gcat": ("agrees with what we hold",),
    "/claims/events.apollo-soyuz-soyuz-launch.summary.russianspaceweb": (
        "no question of ours can answer it",
    ),
    "/changes": ("What each release", "2026.11.1"),
    "/changes/2026.11.1.missions.soyuz-19.apogee_km": ("231", "28 November 2026"),
    "/crew/soyuz-31-sigmund-jahn": ("Sigmund Jähn on Soyuz 31", "Soyuz 29"),
    "/firsts": ("Vladimír Remek", "Yang Liwei", "above 100 km"),
    "/firsts?by=decade": ("1960", "Yuri Gagarin"),
    "/firsts?country=vietnam": ("Phạm Tuân", "Soyuz 37", "less precise"),
    "/firsts?country=CZE": ("Nobody", "Vladimír Remek"),
    "/firsts?country=poland": ("Under another definition", "basis birth"),
    "/in-space": ("people in space", "complete to"),
    "/in-space?at=1975-07-17T16:30Z": ("Deke Slayton", "Alexei Leonov"),
    "/in-space?at=1961-04-12T06:30Z": ("1 person in space", "Yuri Gagarin"),
    "/search": ("Search people, missions",),
    "/search?q=jahn": ("Sigmund Jähn", "Soyuz 31, 1978"),
    "/search?q=xqzvbnm": ("Nothing has a name like this",),
}
SAMPLE = [path for path in FACTS if "xqz" not in path]


@pytest.fixture(scope="module")
def public_client(sqlite_url: URL) -> Iterator[Client]:
    """A client of an installation that knows its public address."""
    settings = Settings(public_url="https://rendezvous.example/")
    with client_of(create_app(settings, sqlite_url)) as client:
        yield client


@pytest.mark.parametrize("path", FACTS)
def test_a_page_tells_its_facts(quick_client: Client, path: str) -> None:
    page = page_of(quick_client, path)
    assert [fact for fact in FACTS[path] if fact not in page.text] == []


@pytest.mark.parametrize("path", FACTS)
def test_a_page_is_well_formed_and_small(quick_client: Client, path: str) -> None:
    page = page_of(quick_client, path)
    assert page.faults == []
    assert page.elements["h1"] == 1
    assert page.elements["title"] == 1
    assert len(quick_client.get(path).content) < MOST_BYTES


def test_pages_are_the_same_on_both_databases(client: Client) -> None:
    assert "Sigmund Jähn" in page_of(client, "/people/sigmund-jahn").text
    assert "Phạm Tuân" in page_of(client, "/").text


def test_every_kind_of_page_is_in_the_sample() -> None:
    kinds = {re.sub(r"(?<=\w)/[^/?]+$", "/{id}", path.split("?")[0]) for path in FACTS}
    lists = {f"/{kind.name}" for kind in KINDS}
    assert {page.address for page in PAGES} - kinds <= lists


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_every_list_shows_its_records(quick_client: Client, kind: str) -> None:
    page = page_of(quick_client, f"/{kind}")
    total = quick_client.json(f"/v1/{kind}?limit=0")["meta"]["total"]
    assert f"{total:,}" in page.text
    assert page.faults == []


def kind_of(link: str) -> str:
    """Links of one kind lead to one kind of page."""
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
    broken = {
        link: status
        for link in seen.values()
        if (status := quick_client.get(link, headers=BROWSER).status_code) != 200
    }
    assert broken == {}


def test_a_page_asks_no_other_host_and_has_no_script_within(
    quick_client: Client,
) -> None:
    for path in SAMPLE:
        page = page_of(quick_client, path)
        assert [one for one in page.sources if one and one[0] != "/"] == []
        assert page.styled == []
        assert page.elements["style"] == 0
        assert page.elements["script"] == len(page.data) + 1
        policy = quick_client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_every_page_shows_the_request_behind_it(quick_client: Client) -> None:
    for path in SAMPLE:
        page = page_of(quick_client, path)
        for asked in re.findall(r"curl '[^']*?(/v1/[^']*)'", "".join(page.words)):
            assert quick_client.get(asked).status_code == 200, asked
    page = page_of(quick_client, "/people/sigmund-jahn")
    assert "/v1/people/sigmund-jahn?include=claims" in page.links


def test_a_fact_says_who_states_it_and_who_disagrees(quick_client: Client) -> None:
    page = page_of(quick_client, "/missions/soyuz-28")
    assert "2 sources, 1 disagrees" in page.text
    assert "Salyut 4 had fallen into the atmosphere" in page.text
    assert "/claims/s000-027" in page.links


def test_linked_data_can_be_read(quick_client: Client) -> None:
    [about] = page_of(quick_client, "/people/sigmund-jahn").data
    person = json.loads(about)
    assert (person["@type"], person["birthDate"]) == ("Person", "1937-02-13")
    [about] = page_of(quick_client, "/").data
    assert json.loads(about)["@type"] == "Dataset"


# Addresses


def test_a_record_named_by_a_code_says_its_one_address(public_client: Client) -> None:
    html = public_client.get("/countries/DDR", headers=BROWSER).text
    address = "https://rendezvous.example/countries/east-germany"
    assert f'<link rel="canonical" href="{address}">' in html
    assert f'<meta property="og:url" content="{address}">' in html


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
        ("/favicon.ico", "image/svg+xml"),
    ],
)
def test_what_pages_load_is_ours(quick_client: Client, path: str, media: str) -> None:
    response = quick_client.get(path)
    assert response.headers["content-type"] == media
    assert len(response.content) < 20_000
    assert "max-age" in response.headers.get("cache-control", "max-age")


def test_the_map_names_where_its_outlines_are_from() -> None:
    world = json.loads((ROOT / "app" / "pages" / "world.json").read_text("utf-8"))
    assert "Natural Earth" in world["about"]
    assert len(world["outlines"]) > 150


def test_a_page_says_the_same_each_time(quick_client: Client) -> None:
    pages = [quick_client.get("/people/alan-shepard") for _ in range(3)]
    assert len({page.text for page in pages}) == 1
    assert len({page.headers["content-security-policy"] for page in pages}) == 1
