"""Queries of pages: filters, forms, faults, and text that would be script."""

import re
from urllib.parse import quote

import pytest

from app.problems import PROBLEM_TYPES
from tests.conftest import problem_of
from tests.support.client import Client
from tests.support.markup import BROWSER, Markup, page_of


def test_list_has_every_filter_of_the_api(quick_client: Client) -> None:
    query = "programme=interkosmos&kind=crewed-orbital&crew.country=cuba"
    page = page_of(quick_client, f"/missions?{query}")
    assert "Soyuz 38" in page.text
    assert "Arnaldo Tamayo Méndez" in page.text
    html = quick_client.get(f"/missions?{query}").text
    assert '<input type="hidden" name="crew.countries" value="cuba">' in html
    assert '<label for="f-programmes">Programme</label>' in html
    assert '<option value="interkosmos" selected>' in html


def test_list_can_be_paged_to_its_end(quick_client: Client) -> None:
    path, pages, names = "/stations?limit=5&sort=name", 0, []
    while path:
        page = page_of(quick_client, path)
        names += [link for link in page.links if re.match(r"/stations/[a-z]", link)]
        assert ("prev" in page.relations) == (pages > 0)
        path, pages = page.relations.get("next", ""), pages + 1
        assert "facet" not in path
    assert pages == 4
    assert len(set(names)) == quick_client.json("/v1/stations?limit=0")["meta"]["total"]


def test_empty_fields_of_a_form_are_left_out(quick_client: Client) -> None:
    response = quick_client.get("/missions?q=&programme=interkosmos&kind=")
    assert response.status_code == 303
    assert response.headers["location"] == "/missions?programme=interkosmos"
    assert quick_client.get("/missions?q=").headers["location"] == "/missions"


def test_format_of_a_list_redirects_to_the_api(quick_client: Client) -> None:
    response = quick_client.get("/people?flown=true&format=csv")
    assert response.status_code == 303
    assert response.headers["location"] == "/v1/people?flown=true&format=csv"


def test_format_of_a_record_redirects_to_the_api(quick_client: Client) -> None:
    response = quick_client.get("/people/yuri-gagarin.md?format=bibtex")
    assert response.status_code == 303
    assert response.headers["location"] == "/v1/people/yuri-gagarin?format=bibtex"


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/about?x=1", "/about"),
        ("/?fbclid=x", "/"),
        ("/people/yuri-gagarin?utm_source=letter", "/people/yuri-gagarin"),
        ("/missions?kind=cargo&fbclid=x", "/missions?kind=cargo"),
        ("/on-this-day?date=04-12&gclid=x", "/on-this-day?date=04-12"),
    ],
)
def test_parameters_without_a_meaning_are_left_out_by_a_redirect(
    quick_client: Client, path: str, location: str
) -> None:
    response = quick_client.get(path, headers=BROWSER)
    assert (response.status_code, response.headers["location"]) == (303, location)


def test_counts_without_records_are_a_page(quick_client: Client) -> None:
    assert page_of(quick_client, "/missions?group_by=kind").faults == []


def test_unknown_page_suggests_a_page(quick_client: Client) -> None:
    response = quick_client.get("/peeple", headers=BROWSER)
    assert response.status_code == 404
    page = Markup(response.text)
    assert page.faults == []
    assert "/people" in page.links
    assert 'value="peeple"' in response.text
    assert page.text.count("There is no page") == 1
    assert response.headers["cache-control"] == "no-store"
    page = Markup(quick_client.get("/people/a/b", headers=BROWSER).text)
    assert "/people" in page.links
    assert "/v1/people" not in page.links


def test_unknown_page_is_a_problem_document_for_programs(
    quick_client: Client,
) -> None:
    problem = problem_of(quick_client.get("/people/sigmund-jaehn"), 404)
    assert problem["instance"] == "/people/sigmund-jaehn"
    assert problem["errors"][0]["did_you_mean"] == "sigmund-jahn"


def test_every_type_of_problem_has_a_page(quick_client: Client) -> None:
    for problem in PROBLEM_TYPES:
        page = page_of(quick_client, f"/problems/{problem.slug}")
        assert problem.title in page.text
        assert page.faults == []


def test_unknown_type_of_problem_is_not_found(quick_client: Client) -> None:
    problem = problem_of(quick_client.get("/problems/nope"), 404)
    assert "invalid-query" in problem["detail"]


def test_other_methods_are_rejected(quick_client: Client) -> None:
    response = quick_client.request("POST", "/people")
    assert "POST" in problem_of(response, 405)["detail"]
    assert "GET" in response.headers["allow"]


def test_problem_of_the_api_is_a_page_for_browsers_alone(quick_client: Client) -> None:
    response = quick_client.get("/v1/people?contry=VNM", headers=BROWSER)
    assert response.status_code == 400
    assert "/v1/people?country=VNM" in Markup(response.text).links
    response = quick_client.get("/v1/people/sigmund-jaehn", headers=BROWSER)
    assert response.status_code == 404
    assert "/v1/people/sigmund-jahn" in Markup(response.text).links
    for headers in ({}, {"Accept": "*/*"}, {"Accept": "application/json"}):
        problem_of(quick_client.get("/v1/people/nobody", headers=headers), 404)
    named = quick_client.get("/v1/people/nobody?format=json", headers=BROWSER)
    problem_of(named, 404)


def test_unknown_record_suggests_a_near_one(quick_client: Client) -> None:
    page = Markup(quick_client.get("/people/sigmund-jaehn", headers=BROWSER).text)
    assert "/people/sigmund-jahn" in page.links


def test_unknown_record_without_a_near_one_fills_the_search(
    quick_client: Client,
) -> None:
    response = quick_client.get("/people/qqqqqqqqqqqq", headers=BROWSER)
    assert 'value="qqqqqqqqqqqq"' in response.text


def test_unknown_record_is_searched_by_its_words(quick_client: Client) -> None:
    response = quick_client.get("/people/gagrin", headers=BROWSER)
    page = Markup(response.text)
    assert response.status_code == 404
    assert page.faults == []
    assert "/people/yuri-gagarin" in page.links
    assert "Yuri Gagarin Person" in page.text
    assert "/v1/search?limit=5&q=gagrin" in page.links


def test_unknown_page_without_words_is_not_searched(quick_client: Client) -> None:
    response = quick_client.get("/people/-", headers=BROWSER)
    assert response.status_code == 404
    assert "/v1/search" not in response.text


def test_every_fault_of_a_query_has_its_suggestion(quick_client: Client) -> None:
    path = "/missions?programm=interkosmos&limit=x&kind=crewed-orbital,satelite"
    response = quick_client.get(path, headers=BROWSER)
    assert response.status_code == 400
    page = Markup(response.text)
    assert page.faults == []
    words = " limit cannot be 'x': it must be a whole number from 0 to 1000."
    assert page.text.count(words) == 1
    assert "limit limit" not in page.text
    rest = "limit=x&kind=crewed-orbital"
    assert f"/missions?programme=interkosmos&{rest},satelite" in page.links
    assert f"/missions?programm=interkosmos&{rest},satellite" in page.links


@pytest.mark.parametrize(
    ("path", "suggested"),
    [
        ("/missions?launched__foo=1978", "/missions?launched=1978"),
        ("/missions?sort=lanuched,name", "/missions?sort=launched,name"),
        (
            "/missions?kind=crewed-orbital,+satelite",
            "/missions?kind=crewed-orbital,satellite",
        ),
        ("/missions.md?statoin=mir", "/missions.md?station=mir"),
        ("/firsts?boundry=orbit", "/firsts?boundary=orbit"),
        ("/search?query=mir", "/search?q=mir"),
    ],
)
def test_suggestion_replaces_the_wrong_name_or_value(
    quick_client: Client, path: str, suggested: str
) -> None:
    response = quick_client.get(path, headers=BROWSER)
    assert response.status_code == 400
    assert suggested in Markup(response.text).links


@pytest.mark.parametrize(
    "path",
    [
        "/search?q={}",
        "/people?q={}",
        "/people?{}=1",
        "/people/{}",
        "/{}",
        "/firsts?country={}",
        "/in-space?at={}",
        "/people?name__contains={}",
        "/people.md?name__contains={}",
    ],
)
def test_script_in_a_query_is_text(quick_client: Client, path: str) -> None:
    script = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    response = quick_client.get(path.format(quote(script, safe="")), headers=BROWSER)
    assert response.status_code in (200, 400, 404)
    assert not re.search(r"(?<!\\)<(?:img|script>)", response.text)
    assert "charset=utf-8" in response.headers["content-type"]
    assert ".md" in path or Markup(response.text).styled == []


@pytest.mark.parametrize(
    "path",
    ["/claims", "/errata", "/firsts", "/people?flown=true", "/people/yuri-gagarin"],
)
def test_page_shows_its_columns_whatever_fields_are_asked_for(
    quick_client: Client, path: str
) -> None:
    mark = "&" if "?" in path else "?"
    trimmed = quick_client.get(f"{path}{mark}fields=id")
    assert trimmed.status_code == 200
    assert trimmed.text.count("<tr>") == quick_client.get(path).text.count("<tr>")
