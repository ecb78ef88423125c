"""Computed lists in the grammar of lists: fields, pages, and files to download."""

import csv
import io
import json
from typing import Any

import pytest

from app.query.keyset import CursorCodec
from app.schemas.answers import First, Found
from app.schemas.fields import flat_columns
from app.schemas.in_space import Present
from app.schemas.superlatives import SuperlativeHeld
from tests.conftest import problem_of
from tests.support.client import Client

FIRSTS = "/v1/firsts?by=country"
HISTORY = "/v1/in-space/history?by=station"
CASES = {
    FIRSTS: (First, "firsts"),
    "/v1/in-space?at=1985-10-07T12:00Z": (Present, "in-space"),
    "/v1/superlatives?sex=female": (SuperlativeHeld, "superlatives"),
    "/v1/search?q=mir": (Found, "search"),
}
PAGED = [FIRSTS, HISTORY, "/v1/in-space?at=2009-07", "/v1/search?q=soyuz&limit=9"]


def rows_of(client: Client, path: str) -> list[dict[str, str]]:
    """Returns the rows of a path as CSV."""
    response = client.get(f"{path}&format=csv")
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.text, newline="")))


def lines_of(client: Client, path: str) -> list[Any]:
    """Returns the lines of a path as NDJSON."""
    response = client.get(f"{path}&format=ndjson")
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/x-ndjson"
    return [json.loads(line) for line in response.text.splitlines()]


@pytest.mark.parametrize("path", CASES)
def test_csv_has_a_row_for_each_item(quick_client: Client, path: str) -> None:
    schema, name = CASES[path]
    rows, total = rows_of(quick_client, path), quick_client.json(path)["meta"]["total"]
    assert len(rows) == total
    assert list(rows[0]) == [column for column, _ in flat_columns(schema)]
    disposition = quick_client.get(f"{path}&format=csv").headers["content-disposition"]
    assert disposition == f"attachment; filename={name}.csv"


@pytest.mark.parametrize("path", [*CASES, HISTORY])
def test_ndjson_has_a_line_for_each_item(quick_client: Client, path: str) -> None:
    limit = "&limit=100" if "search" in path else ""
    data = quick_client.json(f"{path}{limit}")["data"]
    assert lines_of(quick_client, path)[: len(data)] == data


def test_header_selects_the_format(quick_client: Client) -> None:
    response = quick_client.get(FIRSTS, headers={"Accept": "text/csv"})
    assert response.text.startswith("group.country,")
    marked = quick_client.get(f"{FIRSTS}&format=csv&bom=true").content
    assert marked == "\ufeff".encode() + response.content


def test_table_of_firsts_names_people_missions_and_changes(
    quick_client: Client,
) -> None:
    [row] = rows_of(quick_client, "/v1/firsts?country=BGR&basis=birth")
    assert row["first.person"] == "georgi-ivanov"
    assert row["first.mission"] == "soyuz-33"
    [row] = rows_of(quick_client, "/v1/firsts?country=USA")
    assert row["sensitivity.change"] == "boundary=orbit"
    assert row["runner_up.crew.person"] == "gus-grissom"
    [nobody] = rows_of(quick_client, "/v1/firsts?country=CZE")
    assert (nobody["first.person"], nobody["runner_up.crew.person"]) == ("", "")


def test_table_of_the_history_has_a_row_for_each_step(quick_client: Client) -> None:
    rows = rows_of(quick_client, f"{HISTORY}&at=1975")
    series = quick_client.json(f"{HISTORY}&at=1975")["data"]
    assert rows == [
        {
            "group": item["group"]["station"]["id"],
            "at": step["at"],
            "count": str(step["count"]),
        }
        for item in series
        for step in item["steps"]
    ]
    [first, *_] = rows_of(quick_client, "/v1/in-space/history?at=1975-07")
    assert first == {"group": "", "at": "1975-07-01T00:00:00Z", "count": "2"}


@pytest.mark.parametrize(
    ("fields", "columns"),
    [
        ("steps", ["at", "count"]),
        ("steps.count", ["count"]),
        ("group.station.name,steps.at", ["group", "at"]),
    ],
)
def test_fields_of_the_history_are_columns(
    quick_client: Client, fields: str, columns: list[str]
) -> None:
    [row, *_] = rows_of(quick_client, f"{HISTORY}&fields={fields}")
    assert list(row) == columns


@pytest.mark.parametrize(
    ("path", "item"),
    [
        (
            "/v1/firsts?country=VNM&fields=first.person.name,launched",
            {
                "first": [{"person": {"name": "Phạm Tuân"}}],
                "launched": "1980-07-23T18:33:03Z",
            },
        ),
        (
            "/v1/superlatives?category=longest-flight&fields=value_text,holders.person.id",
            {
                "value_text": "437 days 17 h 59 min",
                "holders": [{"person": {"id": "valery-polyakov"}}],
            },
        ),
        ("/v1/search?q=gagarin&limit=1&fields=id", {"id": "yuri-gagarin"}),
        (
            "/v1/in-space?at=1961-04-12T06:30Z&fields=mission.id",
            {"mission": {"id": "vostok-1"}},
        ),
        (
            "/v1/in-space/history?at=1961-04-12T06:30Z&fields=steps.count",
            {"steps": [{"count": 1}]},
        ),
    ],
)
def test_fields_trim_items(quick_client: Client, path: str, item: Any) -> None:
    assert quick_client.json(path)["data"] == [item]
    assert lines_of(quick_client, path) == [item]


def test_fields_choose_the_columns_of_a_table(quick_client: Client) -> None:
    [row, *_] = rows_of(quick_client, f"{FIRSTS}&fields=group.country,first,launched")
    assert row == {
        "group.country": "soviet-union",
        "first.person": "yuri-gagarin",
        "first.mission": "vostok-1",
        "launched": "1961-04-12T06:07:00Z",
    }


@pytest.mark.parametrize("path", PAGED)
def test_pages_have_all_items_in_both_directions(
    quick_client: Client, path: str
) -> None:
    limit = "" if "limit" in path else "&limit=5"
    pages, url = [], f"{path}{limit}"
    while url:
        body = quick_client.json(url)
        pages.append(body["data"])
        assert body["meta"]["returned"] == len(body["data"])
        last, url = body, body["links"]["next"]
    items = [item for page in pages for item in page]
    assert len(pages) > 2
    assert items == lines_of(quick_client, path.replace("&limit=9", ""))
    assert last["meta"]["total"] == len(items)
    back = []
    while last["links"]["prev"]:
        last = quick_client.json(last["links"]["prev"])
        back.append(last["data"])
    assert back == pages[-2::-1]


def test_page_links_to_its_neighbours_in_the_header(quick_client: Client) -> None:
    second = quick_client.json(f"{FIRSTS}&limit=2")["links"]["next"]
    response = quick_client.get(second)
    links = response.json()["links"]
    assert links["self"] == second
    assert response.headers["link"].startswith(
        f'<{links["next"]}>; rel="next", <{links["prev"]}>; rel="prev", '
    )


def test_file_continues_from_a_cursor_and_ends_at_a_limit(
    quick_client: Client,
) -> None:
    second = quick_client.json(f"{FIRSTS}&limit=2")["links"]["next"]
    states = [row["group.country"] for row in rows_of(quick_client, second)]
    assert states == ["czechoslovakia", "poland"]


def test_page_without_items_has_no_next(quick_client: Client) -> None:
    body = quick_client.json(f"{FIRSTS}&limit=0")
    assert (body["data"], body["links"]["next"], body["links"]["prev"]) == (
        [],
        None,
        None,
    )
    assert body["meta"]["total"] > 50


def test_cursor_leads_back_to_the_start_without_a_limit(quick_client: Client) -> None:
    second = quick_client.json(f"{FIRSTS}&limit=2")["links"]["next"]
    rest = quick_client.json(second.replace("&limit=2", ""))
    assert rest["meta"]["returned"] == rest["meta"]["total"] - 2
    whole = quick_client.json(rest["links"]["prev"])
    assert whole["meta"]["returned"] == whole["meta"]["total"]


@pytest.mark.parametrize("path", [*CASES, HISTORY])
@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ("fields=nothing", "fields"),
        ("bom=true", "bom"),
        ("bom=true&format=ndjson", "bom"),
        ("format=xml", "format"),
        ("limit=1001", "limit"),
        ("cursor=AAAA", "cursor"),
    ],
)
def test_wrong_parameter_is_rejected_by_its_name(
    quick_client: Client, path: str, parameters: str, name: str
) -> None:
    problem = problem_of(quick_client.get(f"{path}&{parameters}"), 400)
    [fault] = problem["errors"]
    assert fault["name"] == name
    assert fault["detail"].startswith(f"`{name}` ")


@pytest.mark.parametrize("path", [FIRSTS, HISTORY, "/v1/search?q=soyuz"])
def test_cursor_of_another_query_is_rejected(quick_client: Client, path: str) -> None:
    url = quick_client.json(f"{path}&limit=2")["links"]["next"]
    other = url.replace("country", "sex").replace("station", "country")
    other = other.replace("soyuz", "mir")
    [fault] = problem_of(quick_client.get(other), 400)["errors"]
    assert fault["detail"].startswith("`cursor` belongs to another query")


@pytest.mark.parametrize(
    "content",
    [[[-1], "", False], [["1"], "", False], [[1], "x", False], [[1], "", True]],
)
def test_forged_cursor_is_rejected(quick_client: Client, content: Any) -> None:
    """The key of a cursor is public, so anyone can sign any content."""
    revision = quick_client.json("/v1/dataset")["data"]["revision"]
    codec = CursorCodec(FIRSTS, revision.removeprefix("sha256:"))
    problem_of(quick_client.get(f"{FIRSTS}&cursor={codec.encode(content)}"), 400)


def test_text_about_the_mark_of_a_csv_names_csv(quick_client: Client) -> None:
    [fault] = problem_of(quick_client.get(f"{FIRSTS}&bom=true"), 400)["errors"]
    assert fault["detail"] == ("`bom` cannot be combined with the format json; use csv")


def test_claims_of_groups_are_included_on_demand(quick_client: Client) -> None:
    path = "/v1/firsts?by=sex"
    assert [first["claims"] for first in quick_client.json(path)["data"]] == [None] * 2
    included = quick_client.json(f"{path}&include=claims")["data"]
    assert all(first["claims"] for first in included)
    assert lines_of(quick_client, f"{path}&include=claims") == included
    [single] = quick_client.json("/v1/firsts?sex=female")["data"]
    assert single["claims"] == included[1]["claims"]
    problem_of(quick_client.get(f"{path}&include=claims&format=csv"), 400)


def test_table_of_first_citizens_is_below_60_kb(quick_client: Client) -> None:
    assert len(quick_client.get(FIRSTS).content) < 60_000


@pytest.mark.parametrize("form", ["csv", "ndjson"])
def test_errata_are_an_ordinary_list(quick_client: Client, form: str) -> None:
    path = "/v1/errata?certainty=certain&fields=id,our_value"
    total = quick_client.json(f"{path}&limit=1")["meta"]["total"]
    rows = rows_of if form == "csv" else lines_of
    assert [list(row) for row in rows(quick_client, path)] == [
        ["id", "our_value"]
    ] * total
    second = quick_client.json(quick_client.json(f"{path}&limit=1")["links"]["next"])
    assert second["meta"]["total"] == total > 1
