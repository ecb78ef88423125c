"""What is done to records on their way out: trimmed, with claims, as CSV or NDJSON.

The form is chosen by `format=`, then by `Accept`; nothing that is asked is ignored in
any form.
"""

import csv
import io
import json
from typing import Any

import pytest

from app.resources import BY_NAME, RESOURCES, Resource
from tests.conftest import problem_of
from tests.support.client import Client
from tests.support.contract import each_resource, records

MEDIA = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "ndjson": "application/x-ndjson",
}
LIST = "/v1/stations?limit=2"
with_claims = pytest.mark.parametrize(
    "resource",
    [one for one in RESOURCES if one.has_claims],
    ids=lambda one: one.name,
)


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@each_resource
def test_fields_leaves_only_what_is_named(client: Client, resource: Resource) -> None:
    shown = records(client, resource, fields="url,id", limit="3")
    whole = records(client, resource, limit="3")
    assert shown == [{"id": one["id"], "url": one["url"]} for one in whole]
    path = f"{resource.path}/{resource.example}"
    assert client.json(f"{path}?fields=id")["data"] == {"id": resource.example}


def test_fields_reaches_into_lists_and_related_records(client: Client) -> None:
    path = "/v1/missions/soyuz-28?fields=crew.person.id,station.name"
    crew = ("alexei-gubarev", "vladimir-remek")
    assert client.json(path)["data"] == {
        "station": {"name": "Salyut 6"},
        "crew": [{"person": {"id": one}} for one in crew],
    }


def test_fields_reaches_into_the_citation_of_a_source(client: Client) -> None:
    shown = client.json("/v1/sources/gcat?fields=csl.title")["data"]
    assert list(shown) == ["csl"]
    assert list(shown["csl"]) == ["title"]


@pytest.mark.parametrize(
    ("path", "named", "meant"),
    [
        ("/v1/missions?fields=id,lanched", "lanched", "launched"),
        ("/v1/missions/soyuz-28?fields=crew.persn", "crew.persn", "crew.person"),
        ("/v1/missions?fields=id,", "", None),
        ("/v1/missions?fields=csl.title", "csl.title", None),
        ("/v1/missions?fields=id,claims", "claims", None),
        ("/v1/missions/soyuz-28?fields=id,claims", "claims", None),
    ],
)
def test_a_field_that_cannot_be_shown_is_refused(
    quick_client: Client, path: str, named: str, meant: str | None
) -> None:
    [fault] = problem_of(quick_client.get(path), 400)["errors"]
    assert (fault["name"], fault["value"]) == ("fields", named)
    assert meant is None or fault["did_you_mean"] == meant


@with_claims
def test_claims_are_included_with_every_record(
    client: Client, resource: Resource
) -> None:
    shown = records(client, resource, include="claims", limit="20")
    plain = records(client, resource, limit="20")
    assert any(one["claims"] for one in shown)
    for record, without in zip(shown, plain, strict=True):
        claims = record.pop("claims")
        about = {claim["record"] for claim in claims}
        assert about <= {f"{resource.name}/{record['id']}"}
        assert record == without


def test_included_claims_are_all_that_sources_state(client: Client) -> None:
    asked = {"record": "missions/soyuz-28", "sort": "id"}
    stated = records(client, BY_NAME["claims"], **asked)
    shown = client.json("/v1/missions/soyuz-28?include=claims")["data"]["claims"]
    assert shown == stated
    trimmed = client.json("/v1/missions/soyuz-28?include=claims&fields=claims")
    assert trimmed["data"] == {"claims": stated}


@pytest.mark.parametrize("path", ["/v1/claims?include=claims", "/v1?include=claims"])
def test_claims_are_not_included_where_there_are_none(
    quick_client: Client, path: str
) -> None:
    [fault] = problem_of(quick_client.get(path), 400)["errors"]
    assert fault["name"] == "include"


@each_resource
def test_csv_has_a_cell_for_every_column_of_every_record(
    client: Client, resource: Resource
) -> None:
    response = client.get(f"{resource.path}?format=csv&limit=20")
    assert response.headers["content-type"] == MEDIA["csv"]
    named = f"attachment; filename={resource.name}.csv"
    assert response.headers["content-disposition"] == named
    header, *rows = rows_of(response.text)
    assert header[:2] == ["id", "url"]
    assert {len(row) for row in rows} == {len(header)}
    shown = records(client, resource, limit="20")
    assert [row[0] for row in rows] == [one["id"] for one in shown]


@each_resource
def test_ndjson_has_a_record_on_each_line(client: Client, resource: Resource) -> None:
    response = client.get(f"{resource.path}?format=ndjson&limit=20")
    assert response.headers["content-type"] == MEDIA["ndjson"]
    lines = response.text.split("\n")
    assert lines.pop() == ""
    shown = records(client, resource, limit="20")
    assert [json.loads(line) for line in lines] == shown


@pytest.mark.parametrize("limit", [0, 1, 500, 501, 1000, None])
def test_a_download_has_as_many_records_as_are_asked_for(
    client: Client, limit: int | None
) -> None:
    some = "" if limit is None else f"&limit={limit}"
    total = client.json("/v1/crew?limit=0")["meta"]["total"]
    wanted = total if limit is None else limit
    _, *rows = rows_of(client.get(f"/v1/crew?format=csv{some}").text)
    ids = [row[0] for row in rows]
    assert len(ids) == len(set(ids)) == wanted
    lines = client.get(f"/v1/crew?format=ndjson{some}").text.split("\n")[:-1]
    assert [json.loads(line)["id"] for line in lines] == ids


def test_a_download_of_nothing_has_no_records(client: Client) -> None:
    nothing = "/v1/crew?person=yuri-gagarin&country=POL"
    assert client.get(f"{nothing}&format=ndjson").text == ""
    header, *rows = rows_of(client.get(f"{nothing}&format=csv").text)
    assert header[0] == "id"
    assert rows == []


def test_a_download_goes_on_where_a_page_ended(client: Client) -> None:
    page = client.json("/v1/stations?limit=5")
    cursor = page["links"]["next"].partition("cursor=")[2]
    text = client.get(f"/v1/stations?format=ndjson&cursor={cursor}").text
    rest = [json.loads(line) for line in text.split("\n")[:-1]]
    assert page["data"] + rest == records(client, BY_NAME["stations"])


@pytest.mark.parametrize("form", ["json", "csv", "ndjson"])
def test_a_foreign_cursor_is_refused_in_every_form(client: Client, form: str) -> None:
    response = client.get(f"/v1/stations?format={form}&cursor=abc")
    [fault] = problem_of(response, 400)["errors"]
    assert (fault["name"], fault["value"]) == ("cursor", "abc")


def test_csv_has_the_columns_that_fields_names(client: Client) -> None:
    text = client.get("/v1/stations?format=csv&id=mir&fields=id,name").text
    assert rows_of(text) == [["id", "name"], ["mir", "Mir"]]


def test_claims_do_not_get_lost_in_csv(client: Client) -> None:
    response = client.get("/v1/stations?format=csv&id=mir&include=claims")
    assert response.status_code == 400 or "claims" in rows_of(response.text)[0]


def test_no_cell_is_a_formula_to_a_spreadsheet(client: Client) -> None:
    for name in ("people", "missions", "countries"):
        rows = rows_of(client.get(f"/v1/{name}?format=csv").text)
        assert not [one for row in rows for one in row if one[:1] in tuple("=+@\t\r")]


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("*/*", "json"),
        ("application/*", "json"),
        ("application/json", "json"),
        ("APPLICATION/JSON", "json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "json"),
        ("text/csv", "csv"),
        ("text/*", "csv"),
        ("application/x-ndjson", "ndjson"),
        ("image/png, text/csv", "csv"),
        ("application/json;q=0.1, text/csv", "csv"),
        ("text/csv;q=0.5, application/json", "json"),
        ("text/csv; q=0, */*", "json"),
        ("application/json;q=0.0, text/csv;q=0.1", "csv"),
        ("text/csv;q=much, application/json;q=0.1", "json"),
        ("", "json"),
    ],
)
def test_accept_chooses_the_form(quick_client: Client, accept: str, form: str) -> None:
    response = quick_client.get(LIST, headers={"Accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"] == MEDIA[form]


@pytest.mark.parametrize("form", MEDIA)
def test_format_comes_before_accept(quick_client: Client, form: str) -> None:
    asked = quick_client.get(f"{LIST}&format={form}", headers={"Accept": "image/png"})
    assert asked.headers["content-type"] == MEDIA[form]
    accepted = quick_client.get(LIST, headers={"Accept": MEDIA[form].split(";")[0]})
    assert accepted.content == asked.content or form == "json"


@pytest.mark.parametrize(
    ("path", "accept", "offered"),
    [
        (LIST, "image/png", "text/csv"),
        (LIST, "application/json;q=0", "application/x-ndjson"),
        (LIST, "text/csv;q=much", "text/csv"),
        ("/v1/stations/mir", "text/csv", "application/json"),
        ("/v1/firsts", "text/csv", "application/json"),
        ("/v1/in-space?at=1975-07-17", "text/csv", "application/json"),
    ],
)
def test_a_form_that_is_not_offered_is_refused_with_those_that_are(
    quick_client: Client, path: str, accept: str, offered: str
) -> None:
    problem = problem_of(quick_client.get(path, headers={"Accept": accept}), 406)
    assert problem["type"] == "/problems/not-acceptable"
    assert offered in problem["detail"]


def test_an_unknown_format_is_refused_with_those_that_exist(
    quick_client: Client,
) -> None:
    problem = problem_of(quick_client.get("/v1/stations?format=xml"), 400)
    fault: dict[str, Any] = problem["errors"][0]
    assert fault["name"] == "format"
    assert set(MEDIA) <= set(fault["allowed"])
