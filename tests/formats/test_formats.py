"""Records in each format: trimmed, with claims, as CSV or NDJSON.

`format` selects the format, then `Accept`. No format ignores a parameter.
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
    [resource for resource in RESOURCES if resource.has_claims],
    ids=lambda resource: resource.name,
)


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@each_resource
def test_fields_selects_the_named_fields(client: Client, resource: Resource) -> None:
    shown = records(client, resource, fields="url,id", limit="3")
    whole = records(client, resource, limit="3")
    assert shown == [{"id": record["id"], "url": record["url"]} for record in whole]
    path = f"{resource.path}/{resource.example}"
    assert client.json(f"{path}?fields=id")["data"] == {"id": resource.example}


def test_fields_selects_inside_lists_and_related_records(client: Client) -> None:
    path = "/v1/missions/soyuz-28?fields=crew.person.id,station.name"
    crew = ("alexei-gubarev", "vladimir-remek")
    assert client.json(path)["data"] == {
        "station": {"name": "Salyut 6"},
        "crew": [{"person": {"id": person}} for person in crew],
    }


def test_fields_selects_inside_the_citation_of_a_source(client: Client) -> None:
    shown = client.json("/v1/sources/gcat?fields=csl.title")["data"]
    assert list(shown) == ["csl"]
    assert list(shown["csl"]) == ["title"]


@pytest.mark.parametrize(
    ("path", "field", "near"),
    [
        ("/v1/missions?fields=id,lanched", "lanched", "launched"),
        ("/v1/missions/soyuz-28?fields=crew.persn", "crew.persn", "crew.person"),
        ("/v1/missions?fields=id,", "", None),
        ("/v1/missions?fields=csl.title", "csl.title", None),
        ("/v1/missions?fields=id,claims", "claims", None),
        ("/v1/missions/soyuz-28?fields=id,claims", "claims", None),
    ],
)
def test_unknown_field_is_rejected_with_a_suggestion(
    quick_client: Client, path: str, field: str, near: str | None
) -> None:
    [fault] = problem_of(quick_client.get(path), 400)["errors"]
    assert (fault["name"], fault["value"]) == ("fields", field)
    assert near is None or fault["did_you_mean"] == near


@with_claims
def test_claims_are_included_with_every_record(
    client: Client, resource: Resource
) -> None:
    shown = records(client, resource, include="claims", limit="20")
    plain = records(client, resource, limit="20")
    assert any(record["claims"] for record in shown)
    for record, without in zip(shown, plain, strict=True):
        claims = record.pop("claims")
        about = {claim["record"] for claim in claims}
        assert about <= {f"{resource.name}/{record['id']}"}
        assert record == without


def test_all_claims_of_a_record_are_included(client: Client) -> None:
    query = {"record": "missions/soyuz-28", "sort": "id"}
    claims = records(client, BY_NAME["claims"], **query)
    included = client.json("/v1/missions/soyuz-28?include=claims")["data"]["claims"]
    assert included == claims
    trimmed = client.json("/v1/missions/soyuz-28?include=claims&fields=claims")
    assert trimmed["data"] == {"claims": claims}


@pytest.mark.parametrize("path", ["/v1/claims?include=claims", "/v1?include=claims"])
def test_include_is_rejected_where_there_are_no_claims(
    quick_client: Client, path: str
) -> None:
    [fault] = problem_of(quick_client.get(path), 400)["errors"]
    assert fault["name"] == "include"


@each_resource
def test_csv_has_a_row_for_every_record(client: Client, resource: Resource) -> None:
    response = client.get(f"{resource.path}?format=csv&limit=20")
    assert response.headers["content-type"] == MEDIA["csv"]
    disposition = f"attachment; filename={resource.name}.csv"
    assert response.headers["content-disposition"] == disposition
    header, *rows = rows_of(response.text)
    assert header[:2] == ["id", "url"]
    assert {len(row) for row in rows} == {len(header)}
    shown = records(client, resource, limit="20")
    assert [row[0] for row in rows] == [record["id"] for record in shown]


@each_resource
def test_ndjson_has_a_line_for_every_record(client: Client, resource: Resource) -> None:
    response = client.get(f"{resource.path}?format=ndjson&limit=20")
    assert response.headers["content-type"] == MEDIA["ndjson"]
    lines = response.text.split("\n")
    assert lines.pop() == ""
    shown = records(client, resource, limit="20")
    assert [json.loads(line) for line in lines] == shown


@pytest.mark.parametrize("limit", [0, 1, 500, 501, 1000, None])
def test_streamed_result_has_limit_records(client: Client, limit: int | None) -> None:
    query = "" if limit is None else f"&limit={limit}"
    total = client.json("/v1/crew?limit=0")["meta"]["total"]
    count = total if limit is None else limit
    _, *rows = rows_of(client.get(f"/v1/crew?format=csv{query}").text)
    ids = [row[0] for row in rows]
    assert len(ids) == len(set(ids)) == count
    lines = client.get(f"/v1/crew?format=ndjson{query}").text.split("\n")[:-1]
    assert [json.loads(line)["id"] for line in lines] == ids


def test_empty_streamed_result_has_no_records(client: Client) -> None:
    path = "/v1/crew?person=yuri-gagarin&country=POL"
    assert client.get(f"{path}&format=ndjson").text == ""
    header, *rows = rows_of(client.get(f"{path}&format=csv").text)
    assert header[0] == "id"
    assert rows == []


def test_streamed_result_continues_after_a_cursor(client: Client) -> None:
    page = client.json("/v1/stations?limit=5")
    cursor = page["links"]["next"].partition("cursor=")[2]
    text = client.get(f"/v1/stations?format=ndjson&cursor={cursor}").text
    rest = [json.loads(line) for line in text.split("\n")[:-1]]
    assert page["data"] + rest == records(client, BY_NAME["stations"])


@pytest.mark.parametrize("name", ["json", "csv", "ndjson"])
def test_invalid_cursor_is_rejected_in_every_format(client: Client, name: str) -> None:
    response = client.get(f"/v1/stations?format={name}&cursor=abc")
    [fault] = problem_of(response, 400)["errors"]
    assert (fault["name"], fault["value"]) == ("cursor", "abc")


def test_csv_has_the_columns_named_in_fields(client: Client) -> None:
    text = client.get("/v1/stations?format=csv&id=mir&fields=id,name").text
    assert rows_of(text) == [["id", "name"], ["mir", "Mir"]]


def test_include_is_rejected_in_csv(client: Client) -> None:
    response = client.get("/v1/stations?format=csv&id=mir&include=claims")
    [fault] = problem_of(response, 400)["errors"]
    assert fault["name"] == "include"


def test_no_cell_is_a_formula(client: Client) -> None:
    for name in ("people", "missions", "countries"):
        rows = rows_of(client.get(f"/v1/{name}?format=csv").text)
        starts = {cell[:1] for row in rows for cell in row}
        assert not starts & set("=+@\t\r"), name


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("*/*", "json"),
        ("application/*", "json"),
        ("application/json", "json"),
        ("APPLICATION/JSON", "json"),
        ("text/html;q=0.8, application/json", "json"),
        ("text/html, application/json", "json"),
        ("text/html;q=0.5, text/csv;q=0.6", "csv"),
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
def test_accept_selects_the_format(
    quick_client: Client, accept: str, name: str
) -> None:
    response = quick_client.get(LIST, headers={"Accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"] == MEDIA[name]


@pytest.mark.parametrize("name", MEDIA)
def test_format_has_precedence_over_accept(quick_client: Client, name: str) -> None:
    headers = {"Accept": "image/png"}
    by_parameter = quick_client.get(f"{LIST}&format={name}", headers=headers)
    assert by_parameter.headers["content-type"] == MEDIA[name]
    headers = {"Accept": MEDIA[name].split(";")[0]}
    by_header = quick_client.get(LIST, headers=headers)
    # The links of a JSON page repeat the query
    assert by_header.content == by_parameter.content or name == "json"


@pytest.mark.parametrize(
    ("path", "accept", "offered"),
    [
        (LIST, "image/png", "text/csv"),
        (LIST, "application/json;q=0", "application/x-ndjson"),
        (LIST, "text/csv;q=much", "text/csv"),
        ("/v1/stations/mir", "text/csv", "application/json"),
        ("/v1/firsts", "text/markdown", "application/x-bibtex"),
        ("/v1/in-space?at=1975-07-17", "application/x-bibtex", "text/csv"),
    ],
)
def test_unavailable_format_is_rejected_with_the_available_ones(
    quick_client: Client, path: str, accept: str, offered: str
) -> None:
    problem = problem_of(quick_client.get(path, headers={"Accept": accept}), 406)
    assert problem["type"] == "/problems/not-acceptable"
    assert offered in problem["detail"]


def test_unknown_format_is_rejected_with_the_known_ones(
    quick_client: Client,
) -> None:
    problem = problem_of(quick_client.get("/v1/stations?format=xml"), 400)
    fault: dict[str, Any] = problem["errors"][0]
    assert fault["name"] == "format"
    assert set(MEDIA) <= set(fault["allowed"])
