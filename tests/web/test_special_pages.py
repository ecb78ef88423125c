"""Pages with parameters of their own: days, comparisons, reports, superlatives."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from urllib.parse import parse_qsl

import pytest
from sqlalchemy import URL

from app.problems import InvalidQuery
from app.web.special import (
    compare,
    coverage,
    launch_vehicles,
    on_this_day,
    report,
    superlatives,
)
from tests.conftest import app_on, problem_of
from tests.support.client import Client, client_of
from tests.support.markup import BROWSER, page_of

WOMEN = "people/valentina-tereshkova,people/sally-ride"


def location_of(client: Client, path: str) -> str:
    response = client.get(path, headers=BROWSER)
    assert response.status_code == 303, path
    return response.headers["location"]


# -- On this day


def test_today_is_the_day_without_a_date(quick_client: Client) -> None:
    before = datetime.now(UTC)
    location = location_of(quick_client, "/on-this-day")
    days = {f"/on-this-day?date={day:%m-%d}" for day in (before, datetime.now(UTC))}
    assert location in days


@pytest.mark.parametrize(
    "query", ["date=4-12", "date=1961-04-12", "month=4&day=12", "day=12&month=04"]
)
def test_day_has_one_address(quick_client: Client, query: str) -> None:
    location = location_of(quick_client, f"/on-this-day?{query}")
    assert location == "/on-this-day?date=04-12"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("02-30", "February has the days 1 to 29, not 30"),
        ("4-0", "April has the days 1 to 30, not 0"),
        ("13-01", "months are 01 to 12"),
        ("april", "write month and day, as in 04-12"),
    ],
)
def test_day_that_does_not_exist_is_rejected(
    quick_client: Client, text: str, words: str
) -> None:
    response = quick_client.get(f"/on-this-day?date={text}", headers=BROWSER)
    assert response.status_code == 400
    assert words in response.text


def test_years_are_in_order_and_name_what_happened(quick_client: Client) -> None:
    page = page_of(quick_client, "/on-this-day?date=07-17")
    assert page.text.index("1962") < page.text.index("1975")
    assert "16:09" in page.text
    assert {"/on-this-day?date=07-16", "/on-this-day?date=07-18"} <= {*page.links}


def test_neighbours_of_the_ends_of_a_year() -> None:
    assert dict(on_this_day.neighbours(date(2000, 1, 1)))["prev"].month == 12
    assert dict(on_this_day.neighbours(date(2000, 12, 31)))["next"].day == 1


# -- Comparison


def test_comparison_shows_what_differs_and_what_is_the_same(
    quick_client: Client,
) -> None:
    page = page_of(quick_client, f"/compare?records={WOMEN}")
    differs, _, same = page.text.partition("What is the same")
    assert "6 March 1937" in differs
    assert "26 May 1951" in differs
    assert "female" in same.split("Cite this page")[0]
    assert "6 days 2 h" in differs, "the length of each flight"


def test_disagreements_are_marked_in_a_comparison(quick_client: Client) -> None:
    page = page_of(
        quick_client, "/compare?records=people/yuri-gagarin,people/alan-shepard"
    )
    link = "/claims?record=people/alan-shepard&field=died&agreement=disagrees"
    assert link in page.links


def test_form_of_a_comparison_has_names_that_lead_to_the_same_records(
    quick_client: Client,
) -> None:
    html = quick_client.get(f"/compare?records={WOMEN}").text
    assert 'value="Valentina Tereshkova"' in html
    assert 'value="Sally Ride"' in html
    html = quick_client.get("/compare?records=stations/iss,stations/salyut-6").text
    assert 'value="iss"' in html
    assert 'value="Salyut 6"' in html


@pytest.mark.parametrize("example", compare.EXAMPLES)
def test_every_type_can_be_compared(quick_client: Client, example: str) -> None:
    page = page_of(quick_client, f"/compare?records={example}")
    assert page.faults == []
    assert {f"/{record}" for record in example.split(",")} <= {*page.links}


@pytest.mark.parametrize(
    "query",
    [
        "type=people&records=Valentina+Tereshkova&records=Sally+Ride",
        f"records={WOMEN}&type=people",
    ],
)
def test_comparison_has_one_address(quick_client: Client, query: str) -> None:
    assert location_of(quick_client, f"/compare?{query}") == f"/compare?records={WOMEN}"


def test_single_record_fills_the_form(quick_client: Client) -> None:
    html = quick_client.get("/compare?records=missions/soyuz-28", headers=BROWSER).text
    assert 'value="soyuz-28"' in html
    assert '<option value="missions" selected>' in html


def test_ids_of_other_catalogues_can_be_compared(quick_client: Client) -> None:
    page = page_of(quick_client, "/compare?records=people/Q7327,people/sally-ride")
    assert "Yuri Gagarin" in page.text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("records=people/sally-ride,missions/sts-7", "records of several types"),
        ("records=sources/gcat,sources/satcat", "cannot be compared"),
        ("records=people/sally-ride,people/sally-ride", "names a record twice"),
        ("records=a,b,c,d,e", "takes two to 4"),
        ("people=a", "is not a parameter of this page"),
        ("type=planets", "`type` cannot be 'planets'; it must be one of people"),
        ("type=people&type=missions", "is repeated; give it once"),
    ],
)
def test_comparison_that_cannot_be_made_is_explained(query: str, words: str) -> None:
    with pytest.raises(InvalidQuery, match=words):
        compare.plan(parse_qsl(query))


def test_two_ids_of_a_record_are_not_compared(quick_client: Client) -> None:
    path = "/compare?records=people/Q7327,people/yuri-gagarin"
    [fault] = problem_of(quick_client.get(path), 400)["errors"]
    assert fault["detail"] == "`records` names a record twice"


def test_unknown_record_of_a_comparison_has_a_suggestion(quick_client: Client) -> None:
    path = "/compare?records=people/sally-rode,people/yuri-gagarin"
    response = quick_client.get(path, headers=BROWSER)
    assert response.status_code == 400
    assert "people/sally-ride" in response.text


# -- Report an error


def test_report_has_our_value_and_its_sources(quick_client: Client) -> None:
    page = page_of(quick_client, "/report?record=people/alan-shepard&field=died")
    assert "Our value: 21 July 1998" in page.text
    assert "General Catalog of Artificial Space Objects: 22 July 1998" in page.text


@pytest.mark.parametrize(
    "query",
    [
        "record=people/yuri-gagarin",
        "record=missions/soyuz-28&field=landing_place.latitude",
        "record=dockings/soyuz-28-1&field=method",
        "record=/stations/mir&field=modules",
    ],
)
def test_report_of_any_record_is_well_formed(quick_client: Client, query: str) -> None:
    page = page_of(quick_client, f"/report?{query}")
    assert page.faults == []
    assert "Right value" in page.text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("record=person/x", "people/x"),
        ("record=people", "is not a record"),
        ("record=people/yuri-gagrin", "yuri-gagarin"),
        ("record=people/yuri-gagarin&field=birn", "born"),
        ("field=born", "needs a"),
        ("record=people//", "is not a record"),
        (
            "record=people/yuri-gagarin&record=people/sally-ride",
            "is repeated; give it once",
        ),
        ("records=x", "record"),
    ],
)
def test_report_of_an_unknown_record_or_field_is_rejected(
    quick_client: Client, query: str, words: str
) -> None:
    response = quick_client.get(f"/report?{query}", headers=BROWSER)
    assert response.status_code in (400, 404)
    assert words in response.text


def test_slash_after_an_id_is_left_out(quick_client: Client) -> None:
    page = page_of(quick_client, "/report?record=people/yuri-gagarin/")
    assert page.text.startswith("Report an error in Yuri Gagarin")


def test_mail_has_the_report_in_it() -> None:
    link = report.mail_link("mailto:data@example.org", "Error in x", "a b")
    assert link == "mailto:data@example.org?subject=Error%20in%20x&body=a%20b"
    assert report.mail_link("https://example.org", "t", "b") == "https://example.org"


def test_every_record_page_links_to_its_report(quick_client: Client) -> None:
    links = page_of(quick_client, "/people/yuri-gagarin").links
    assert "/report?record=people/yuri-gagarin" in links
    assert "/compare?records=people/yuri-gagarin" in links
    assert "/report?record=sources/gcat" in page_of(quick_client, "/sources/gcat").links


# -- Superlatives


def test_superlatives_are_those_of_the_api(quick_client: Client) -> None:
    answer = quick_client.json("/v1/superlatives")["data"]
    page = page_of(quick_client, "/superlatives")
    assert {held["category"] for held in answer} == {*superlatives.CATEGORIES}
    for held in answer:
        for holder in (held["holders"] or held["perhaps"])[: superlatives.SHOWN]:
            assert holder["person"]["name"] in page.text


@pytest.mark.parametrize("boundary", ["80km", "100km"])
@pytest.mark.parametrize("category", superlatives.CATEGORIES)
def test_ranking_begins_with_who_holds_the_superlative(
    quick_client: Client, category: str, boundary: str
) -> None:
    path = f"/superlatives?category={category}&boundary={boundary}"
    [held] = quick_client.json(f"/v1{path}")["data"]
    query = [("category", category), ("boundary", boundary)]
    requests = superlatives.plan(query).requests.values()
    for request in requests:
        rows = quick_client.json(request)["data"]
        listed = [(row.get("person") or row)["id"] for row in rows]
        for holder in held["holders"]:
            assert holder["person"]["id"] in listed[:2]
        people = [row["person"]["id"] for row in held["holders"] + held["perhaps"]]
        assert held["holders"] or listed[0] in people
    assert requests or "80 km" in page_of(quick_client, path).text


@pytest.mark.parametrize(
    ("query", "requests"),
    [
        ([("category", "oldest"), ("sex", "female")], 1),
        ([("category", "oldest"), ("as_of", "1990")], 0),
        ([("category", "oldest"), ("boundary", "orbit")], 0),
        ([("category", "most-flights")], 0),
        ([("category", "most-flights"), ("boundary", "80km")], 1),
        ([("category", "most-spacewalks"), ("role", "pilot")], 0),
        ([], 0),
    ],
)
def test_ranking_exists_where_a_list_can_give_it(
    query: list[tuple[str, str]], requests: int
) -> None:
    assert len(superlatives.plan(query).requests) == requests


def test_ranking_keeps_every_value_of_a_repeated_filter() -> None:
    query = [("category", "oldest"), ("countries", "cuba"), ("countries", "vietnam")]
    [request] = superlatives.plan(query).requests.values()
    assert "&countries=cuba&countries=vietnam" in request


def test_nobody_holds_a_superlative_of_a_state_without_flights(
    quick_client: Client,
) -> None:
    page = page_of(quick_client, "/superlatives?countries=chad")
    assert "Nobody" in page.text


def test_wrong_filter_of_superlatives_is_explained(quick_client: Client) -> None:
    problem = problem_of(quick_client.get("/v1/superlatives?sexx=female"), 400)
    page = quick_client.get("/superlatives?sexx=female", headers=BROWSER)
    assert page.status_code == problem["status"] == 400
    assert "sex" in page.text


# -- Data, launch vehicles


def test_page_of_the_data_has_every_gap_and_download(quick_client: Client) -> None:
    page = page_of(quick_client, "/data")
    data = quick_client.json("/v1/dataset")["data"]
    assert {f"gap-{gap['id']}" for gap in data["gaps"]} <= {*page.ids}
    files = quick_client.json("/v1/dataset/download")["data"]
    assert {file["url"] for file in files} <= {*page.links}
    assert page.faults == []


def test_releases_lead_to_their_changes_if_they_have_any(quick_client: Client) -> None:
    releases = quick_client.json("/v1/dataset")["data"]["releases"]
    changed = {
        f"/changes?release={release['version']}"
        for release in releases
        if release["added"] or release["changed"] or release["removed"]
    }
    links = page_of(quick_client, "/data").links
    assert {link for link in links if link.startswith("/changes?release=")} == changed
    assert 0 < len(changed) < len(releases)
    for link in changed:
        assert quick_client.get(link).status_code == 200


def test_part_of_the_data_has_the_title_of_its_list() -> None:
    parts = {
        "crew": "Crew members by flight",
        "crew (suborbital)": "Crew members by flight (suborbital)",
        "crew (list)": "Crew members by flight",
        "spacewalks": "Spacewalks",
    }
    for part, title in parts.items():
        assert coverage.part_title({"resource": "crew", "part": part}) == title


def test_beginning_of_a_long_gap_ends_with_an_ellipsis() -> None:
    assert coverage.beginning("Of these: a, b") == "Of these: …"
    assert coverage.beginning("x" * 300) == "x" * coverage.LONG + "…"


def test_families_of_rockets_are_in_order_of_age_with_their_models(
    quick_client: Client,
) -> None:
    request = "/v1/spacecraft?kind=launch-vehicle&limit=1000&sort=first_launched"
    records = quick_client.json(request)["data"]
    families = launch_vehicles.families(records)
    assert sum(map(len, families)) == len(records)
    oldest = families[0]
    assert oldest[0].record["id"] == "r-7-rocket", "Sputnik 1 flew on its first model"
    depths = {model.record["id"]: model.depth for model in oldest}
    assert depths["r-7-rocket"] == 0
    assert depths["soyuz-rocket"] == 1
    assert max(depths.values()) == 2


@pytest.fixture(scope="module")
def contact_client(sqlite_url: URL) -> Iterator[Client]:
    """A client of an installation with a contact."""
    with client_of(app_on(sqlite_url, contact="mailto:data@example.org")) as client:
        yield client


def test_contact_is_named_if_it_is_set(contact_client: Client) -> None:
    about = page_of(contact_client, "/about")
    assert "data@example.org" in about.text
    page = page_of(contact_client, "/report?record=people/yuri-gagarin")
    mail = "mailto:data@example.org?subject="
    assert any(link.startswith(mail) for link in page.links)
