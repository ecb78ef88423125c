"""Pages of lists: headings that sort, conditions that can be removed, neighbours."""

import re
from html import unescape
from urllib.parse import parse_qsl, quote, urlsplit

import pytest

from app.query.keyset import CursorCodec, first_place
from app.resources import BY_NAME
from app.web.layouts import LAYOUTS
from app.web.tables import sort_key
from tests.support.client import Client
from tests.support.markup import page_of

NAMES = [layout.name for layout in LAYOUTS]
CHIP = re.compile(
    r'<li><a href="([^"]*)" title="Remove this filter">'
    r'<span class="unseen">Remove filter: </span>(.*?) <span'
)
HEADING = re.compile(
    r'<th scope="col"[^>]*?(?: aria-sort="(\w+)")?><a href="([^"]*)">(.*?)</a></th>'
)


def chips_of(client: Client, path: str) -> dict[str, str]:
    """Returns the address of each chip of a page, by its text."""
    html = client.get(path).text
    return {unescape(text): unescape(address) for address, text in CHIP.findall(html)}


def query_of(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def headings_of(client: Client, path: str) -> list[tuple[str, str, str]]:
    """Returns order, address and text of the headings that sort a list."""
    html = client.get(path).text
    return [
        (order, unescape(address), text)
        for order, address, text in HEADING.findall(html)
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_heading_sorts_the_list(quick_client: Client, name: str) -> None:
    headings = headings_of(quick_client, f"/{name}")
    layout, sorts = BY_NAME[name], BY_NAME[name].sorts
    columns = next(each.columns for each in LAYOUTS if each.name == name)
    assert len(headings) >= sum(bool(sort_key(each, sorts)) for each in columns) > 0
    for _, address, text in headings:
        key = query_of(address)["sort"]
        assert key.removeprefix("-") in layout.sorts
        order = "descending" if key.startswith("-") else "ascending"
        sorted_by = {
            label: (shown, back)
            for shown, back, label in headings_of(quick_client, address)
        }
        shown, back = sorted_by[text]
        assert shown == order, address
        # Another click turns the order round
        turned = key.removeprefix("-") if order == "descending" else f"-{key}"
        assert query_of(back)["sort"] == turned


def test_numbers_are_sorted_from_the_largest_first(quick_client: Client) -> None:
    addresses = {
        text: query_of(address)["sort"]
        for _, address, text in headings_of(quick_client, "/people")
    }
    assert addresses["Flights"] == "-flights_count"
    assert addresses["Time in space"] == "-time_in_space_seconds"
    assert addresses["First flight"] == "-first_flight.launched"
    assert addresses["Name"] == "name"


def test_sort_key_of_no_column_adds_its_column(quick_client: Client) -> None:
    html = quick_client.get("/people?flown=true&sort=-spacewalks_count").text
    assert 'aria-sort="descending"><a' in html
    assert '<td data-label="Spacewalks" class="number labelled">' in html
    assert "Spacewalks" not in quick_client.get("/people").text.split("<table")[1]
    assert 'data-label="Id"' not in quick_client.get("/people?sort=id").text


def test_heading_keeps_the_conditions_and_begins_at_the_first_page(
    quick_client: Client,
) -> None:
    links = quick_client.json("/v1/people?sex=female&sort=name&limit=5")["links"]
    path = links["next"].removeprefix("/v1")
    for _, address, _ in headings_of(quick_client, path):
        query = query_of(address)
        assert (query["sex"], query["limit"]) == ("female", "5")
        assert "cursor" not in query


CHIPS = {
    "/people": {"flown": "Who flew in space"},
    "/people?flown=false": {"flown": "Who did not fly in space"},
    "/people?countries=DDR,VNM": {"countries": "Country: East Germany or Vietnam"},
    "/people?countries__not=soviet-union&stations__all=mir,iss": {
        "countries__not": "Country: not Soviet Union",
        "stations__all": "Station: Mir and International Space Station",
    },
    "/people?first_flight.launched=1978/1981&died__exists=false": {
        "first_flight.launched": "First flight: 1978 to 1981",
        "died__exists": "Died: not recorded",
    },
    "/people?died__exists=true&born=1930": {
        "died__exists": "Died: recorded",
        "born": "Born: 1930",
    },
    "/people?flights_count__gte=3&time_in_space_seconds__lte=8640000": {
        "flights_count__gte": "Flights: 3 or more",
        "time_in_space_seconds__lte": "Time in space: 100 days or less",
    },
    "/people?name__contains=ann&q=s": {
        "name__contains": "Name: contains “ann”",
        "q": "Name or text: “s”",
    },
    "/people?countries=CZE&lineage=predecessors": {
        "countries": "Country: Czechia",
        "lineage": "With its predecessors",
    },
    "/people?born=1930&date_match=possible": {
        "born": "Born: 1930",
        "date_match": "Dates: certain and possible matches",
    },
    "/missions?launched__gte=1978&launched__lte=1981-03": {
        "launched__gte": "Launched: 1978 or later",
        "launched__lte": "Launched: March 1981 or earlier",
    },
    "/missions?launched=XXXX-11-29": {"launched": "Launched: 29 November of any year"},
    "/missions?launched=XXXX-04": {"launched": "Launched: April of any year"},
    "/missions?launched=1978/..": {"launched": "Launched: from 1978"},
    "/missions?launched.decade=197X&launched.year=1975": {
        "launched.decade": "Launched (decade): 1970s",
        "launched.year": "Launched (year): 1975",
    },
    "/missions?programme=interkosmos&kind=crewed-orbital": {
        "programmes": "Programme: Interkosmos",
        "kind": "Kind: Crewed orbital",
    },
    "/missions?counted=false": {"counted": "That did not lift off"},
    "/missions?counted=all": {"counted": "Including those that did not lift off"},
    "/missions?crew.person=sigmund-jahn&mass_kg__gte=6800.5": {
        "crew.person": "Crew member: Sigmund Jähn",
        "mass_kg__gte": "Mass (kg): 6,800.5 or more",
    },
    "/missions?group_by=kind": {"group_by": "Counted by: kind"},
    "/missions?facet=kind,countries": {"facet": "Counted by: kind, country"},
    "/crew?guest=true&role=research-cosmonaut": {
        "guest": "Who flew as guests",
        "role": "Role: Research cosmonaut",
    },
    "/claims": {"agreement": "That disagree with our data"},
    "/claims?agreement=agrees,less-precise&resource=missions": {
        "agreement": "Agreement: Agrees or Less precise",
        "resource": "Kind of record: Missions",
    },
    "/claims?record=missions/soyuz-28&field=station": {
        "record": "Record: Soyuz 28",
        "field": "Fact: Station",
    },
    "/changes?since=2026.11.0&resource=dataset": {
        "since": "Changed since: 2026.11.0",
        "resource": "Kind of record: Dataset",
    },
    "/changes?record=dataset": {"record": "Record: dataset"},
    "/people?id=Q7327": {"id": "Person: Yuri Gagarin"},
    "/organisations?country__not=united-states": {
        "country__not": "Country: not United States"
    },
}


CANONICAL = {"country": "countries", "programme": "programmes"}
"""Parameters of the paths above that are written in the singular."""


@pytest.mark.parametrize("path", CHIPS)
def test_every_condition_is_a_chip_that_removes_it_alone(
    quick_client: Client, path: str
) -> None:
    chips = chips_of(quick_client, path)
    assert sorted(chips) == sorted(CHIPS[path].values())
    defaults = {f"/{layout.name}": layout.default_query for layout in LAYOUTS}
    given = query_of(path) or dict(parse_qsl(defaults[path]))
    conditions = {CANONICAL.get(name, name): value for name, value in given.items()}
    for parameter, text in CHIPS[path].items():
        left = query_of(chips[text])
        kept = {name: value for name, value in conditions.items() if name != parameter}
        # A list with a default query has an order in the address if nothing else
        assert left == kept or (not kept and [*left] == ["sort"]), chips[text]
        assert quick_client.get(chips[text]).status_code == 200


def test_hints_have_labels_instead_of_names_of_fields(quick_client: Client) -> None:
    text = page_of(quick_client, "/missions?sort=-duration_seconds").text
    assert "Duration: not known for " in text
    assert "duration_seconds is" not in text.lower()


def test_hint_about_left_out_records_links_to_the_list_with_them(
    quick_client: Client,
) -> None:
    page = page_of(quick_client, "/missions")
    assert "Missions that did not lift off are left out: 18. Include these" in page.text
    assert "/missions?counted=all" in page.links
    page = page_of(quick_client, "/people?countries=vietnam")
    included = "People who did not fly above 80 km are included: 1. Leave these out"
    assert included in page.text
    assert "/people?countries=vietnam&flown=true" in page.links
    assert "flown=true" not in page.text.partition("The request behind")[0]


def test_clear_all_leads_to_the_whole_list(quick_client: Client) -> None:
    html = quick_client.get("/missions?kind=cargo").text
    assert '<li class="clear"><a href="/missions">Clear all</a></li>' in html
    assert "Clear all" not in quick_client.get("/people").text
    assert 'class="chips"' not in quick_client.get("/missions").text


def test_number_of_records_is_in_words(quick_client: Client) -> None:
    for path, words in {
        "/people": "787 people who flew in space",
        "/people?flown=false": "people who did not fly in space",
        "/people?id=yuri-gagarin": "1 person",
        "/claims": "claims that disagree with our data · all claims",
        "/crew?guest=true": "by flight who flew as guests",
        "/people?guest=true&flown=true": "who flew as guests and who",
    }.items():
        assert words in page_of(quick_client, path).text, path
    markdown = quick_client.get(
        "/missions.md?programme=interkosmos&kind=crewed-orbital"
    ).text
    assert "15 missions · Programme: Interkosmos · Kind: Crewed orbital" in markdown
    assert "787 people who flew in space (1\N{EN DASH}50 of 787)" in (
        quick_client.get("/people.md").text
    )


def test_pages_of_a_list_say_which_records_they_show(quick_client: Client) -> None:
    first = page_of(quick_client, "/people?sex=female&limit=40&sort=-born")
    total = quick_client.json("/v1/people?sex=female&limit=0")["meta"]["total"]
    assert f"1\N{EN DASH}40 of {total} Next" in first.text
    second = page_of(quick_client, first.relations["next"])
    assert f"Previous 41\N{EN DASH}80 of {total} Next" in second.text
    third = page_of(quick_client, second.relations["next"])
    assert f"81\N{EN DASH}120 of {total}" in third.text
    back = page_of(quick_client, third.relations["prev"])
    assert f"41\N{EN DASH}80 of {total}" in back.text
    again = page_of(quick_client, back.relations["next"])
    assert f"81\N{EN DASH}120 of {total}" in again.text


def test_page_after_a_cursor_without_a_place_has_neighbours_alone(
    quick_client: Client,
) -> None:
    answer = quick_client.json("/v1/stations?limit=5")
    revision = answer["meta"]["dataset"]["revision"].removeprefix("sha256:")
    codec = CursorCodec("/v1/stations?", revision)
    cursor = query_of(answer["links"]["next"])["cursor"]
    content = codec.decode(cursor)
    assert content[3] == 5
    older = codec.encode(tuple(content[:3]))
    page = page_of(quick_client, f"/stations?limit=5&cursor={older}")
    assert "Previous Next" in page.text.replace("← ", "").replace(" →", "")
    assert first_place(older, 5) is None
    following = query_of(page.relations["next"])["cursor"]
    assert len(codec.decode(following)) == 3
    assert first_place(cursor, 5) == 6


def test_list_has_its_files_above_the_table(quick_client: Client) -> None:
    html = quick_client.get("/people?sex=female&sort=born").text
    files = html[html.index('class="downloads"') : html.index("<table")]
    links = re.findall(r'href="([^"]*)"', files)[:2]
    assert [unescape(link) for link in links] == [
        "/v1/people?sex=female&sort=born&format=csv",
        "/v1/people?sex=female&sort=born",
    ]
    for link in links:
        assert quick_client.get(unescape(link)).status_code == 200


def test_form_offers_filters_in_words(quick_client: Client) -> None:
    html = quick_client.get("/missions?kind=crewed-orbital&countries__not=russia").text
    assert '<option value="">any kind</option>' in html
    assert '<option value="crewed-orbital" selected>Crewed orbital (' in html
    assert '<option value="">any country</option>' in html
    assert '<label for="f-countries__not">Not country</label>' in html
    assert '<option value="russia" selected>not Russia</option>' in html
    assert '<label for="f-guests_count__gte">Guests, at least</label>' in html
    assert '<details class="more-filters" open>' in html
    assert '<option value="orbit">Orbit</option>' in html
    assert '<details class="more-filters"><summary>' in (
        quick_client.get("/missions?kind=cargo").text
    )


def test_form_keeps_several_values_of_a_filter(quick_client: Client) -> None:
    html = quick_client.get("/people?countries=cuba,poland&lineage=all").text
    assert '<option value="cuba,poland" selected>Cuba or Poland</option>' in html
    assert '<option value="all" selected>with predecessors and successors<' in html


def test_query_of_many_bytes_has_no_values_to_choose_from(
    quick_client: Client,
) -> None:
    words = quote("ä" * 400)
    html = quick_client.get(f"/people?name__contains={words}").text
    assert '<input id="f-countries" name="countries" value="">' in html


def test_cards_have_the_facts_that_matter(quick_client: Client) -> None:
    html = quick_client.get("/people").text
    assert '<td data-label="Born" class="labelled extra">' in html
    assert '<td data-label="Countries">' in html
    record = quick_client.get("/people/yuri-gagarin").text
    assert " extra" not in record


def test_values_are_counted_in_words(quick_client: Client) -> None:
    html = quick_client.get("/people?group_by=flown&sort=name").text
    assert (
        '<a href="/people?flown=false&amp;sort=name">Did not fly in space</a>' in html
    )
    html = quick_client.get("/missions?facet=stations,kind").text
    assert "<h2>Station</h2>" in html
    assert "<h2>Kind</h2>" in html
    markdown = quick_client.get("/missions.md?group_by=kind").text
    assert (
        "[Crewed suborbital](/missions?kind=crewed-suborbital&sort=launched) 47"
        in markdown
    )
    assert ">not known</a>" in quick_client.get("/people?group_by=sex").text


def test_groups_of_two_fields_are_counted_in_words(quick_client: Client) -> None:
    page = page_of(quick_client, "/missions?group_by=launched.year,kind")
    assert "Launched (year), Kind" in page.text
    assert "1961 · Crewed suborbital 2" in page.text
    address = "/missions?kind=crewed-suborbital&launched.year=1961&sort=launched"
    assert address in page.links
    by_state = page_of(quick_client, "/missions?facet=country")
    assert re.search(r" Country United States \d+", by_state.text)


def test_changes_begin_with_a_summary_of_each_release(quick_client: Client) -> None:
    page = page_of(quick_client, "/changes")
    groups = quick_client.json("/v1/changes?kind=removed&group_by=release,resource")
    for group in groups["meta"]["groups"]:
        assert group["url"].removeprefix("/v1") in page.links
    summary = page.text.index("Release 2026.12.0"), page.text.index("Release 2026.11.1")
    total = quick_client.json("/v1/changes?limit=0")["meta"]["total"]
    assert sorted(summary) == [*summary]
    assert max(summary) < page.text.index(f"{total:,} changes")
    assert page.faults == []
    other = page_of(quick_client, "/changes?kind=added")
    assert "Release 2026.12.0 Kind of record" not in other.text


def test_search_shows_the_best_results_and_then_each_type(
    quick_client: Client,
) -> None:
    page = page_of(quick_client, "/search?q=moon+landing")
    assert page.faults == []
    assert "114 results for “moon landing”" in page.text
    order = ("Best matches", "Apollo 11 mission", "All 17 missions", "1{} of 114")
    places = [page.text.index(text.format("\N{EN DASH}10")) for text in order]
    assert places == sorted(places)
    assert "/search?q=moon%20landing&type=missions" in page.links
    of_one_type = page_of(quick_client, "/search?q=moon+landing&type=events")
    assert "Best matches" not in of_one_type.text
    assert "Events 9" in of_one_type.text
    markdown = quick_client.get("/search.md?q=moon+landing").text
    assert "## Best matches" in markdown


def test_further_pages_of_a_search_go_back_and_on(quick_client: Client) -> None:
    first = page_of(quick_client, "/search?q=soyuz")
    second = page_of(quick_client, first.relations["next"])
    assert "Best matches" not in second.text
    assert "Previous 11\N{EN DASH}20 of " in second.text
    assert "Previous" in page_of(quick_client, second.relations["next"]).text
    markdown = quick_client.get(
        first.relations["next"].replace("/search", "/search.md")
    ).text
    assert "[next page](" in markdown
    assert "results for “soyuz”" in markdown


def test_search_without_results_suggests_others(quick_client: Client) -> None:
    page = page_of(quick_client, "/search?q=xqzvbnm")
    assert "Nothing was found for “xqzvbnm”" in page.text
    assert "/search?q=moon+landing" in page.links
    assert "0 results" in quick_client.get("/search.md?q=xqzvbnm").text
