"""Counts by time, age and pairs of fields; each URL returns what was counted."""

import csv
import io
import json
from typing import Any

import pytest

from app.formats.csv_rows import BYTE_ORDER_MARK
from app.query.limits import MAX_ALL
from app.services import facets
from tests.conftest import problem_of
from tests.support.client import Client

TABLES = [
    "missions?group_by=launched.year,countries&kind=crewed-orbital",
    "missions?group_by=launched.decade,launch_site",
    "missions?group_by=launch_vehicle,outcome&launched=1975/1985&countries=USA,RUS",
    "crew?group_by=age_at_launch,sex&launched=201X",
    "crew?group_by=agencies,launched.decade&guest=true",
    "people?group_by=born.decade,countries&flown=false",
    "events?group_by=at.month,programmes&at=1975",
    "dockings?group_by=docked.year,method&station=mir",
]


def groups(client: Client, query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.json(f"/v1/{query}")["meta"]["groups"]
    return found


@pytest.mark.parametrize("query", TABLES)
def test_url_of_a_group_returns_the_records_that_were_counted(
    client: Client, query: str
) -> None:
    rows = groups(client, query)
    assert len(rows) > 3
    for row in rows[:: len(rows) // 4]:
        assert client.json(row["url"])["meta"]["total"] == row["count"], row


def test_groups_are_in_the_order_of_their_values(client: Client) -> None:
    rows = groups(client, "crew?group_by=age_at_launch,guest")
    ages = [row["values"]["age_at_launch"] for row in rows]
    known = [int(age) for age in ages if age is not None]
    assert known == sorted(known)
    assert ages[: len(known)] == [str(age) for age in known]


def test_groups_name_their_values(client: Client) -> None:
    rows = groups(client, "crew?group_by=launched.year,country&country=VNM")
    assert rows == [
        {
            "values": {"launched.year": "1980", "country": "vietnam"},
            "labels": {"launched.year": "1980", "country": "Vietnam"},
            "count": 1,
            "url": "/v1/crew?countries=VNM&countries__all=vietnam&launched.year=1980",
        }
    ]


def test_every_record_without_several_values_is_in_one_group(client: Client) -> None:
    answer = client.json("/v1/missions?group_by=launched.year,kind&counted=all")
    counts = [row["count"] for row in answer["meta"]["groups"]]
    assert sum(counts) == answer["meta"]["total"]
    assert answer["data"] == []


def test_groups_as_csv_have_a_row_each(client: Client) -> None:
    query = "group_by=launched.decade,country&country=CUB,MNG"
    response = client.get(f"/v1/crew?{query}&format=csv")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"].endswith("crew-counts.csv")
    assert list(csv.DictReader(io.StringIO(response.text))) == [
        {
            "launched.decade": decade,
            "country": state,
            "country.label": name,
            "count": "1",
        }
        for decade, state, name in (
            ("198X", "cuba", "Cuba"),
            ("198X", "mongolia", "Mongolia"),
        )
    ]
    marked = client.get(f"/v1/crew?{query}&format=csv&bom=true").text
    assert marked == BYTE_ORDER_MARK + response.text


def test_groups_as_ndjson_have_a_line_each(client: Client) -> None:
    text = client.get("/v1/crew?group_by=sex&country=VNM&format=ndjson").text
    assert [json.loads(line) for line in text.splitlines()] == [
        {"sex": "male", "count": 1}
    ]


def test_table_without_groups_is_empty(client: Client) -> None:
    query = "crew?group_by=sex,role&country=VNM&launched=2020"
    assert client.get(f"/v1/{query}&format=csv").text == ""
    assert groups(client, query) == []


def test_facet_of_a_list_that_is_filtered_on_its_field(client: Client) -> None:
    body = client.json("/v1/missions?crew.country=USA&group_by=crew.country")
    buckets = body["meta"]["facets"]["crew.country"]
    for bucket in buckets[:5]:
        assert client.json(bucket["url"])["meta"]["total"] == bucket["count"]


def test_facet_with_lineage_counts_each_state_by_itself(client: Client) -> None:
    path = "/v1/people?country=DEU&lineage=predecessors&facet=country&limit=0"
    buckets = client.json(path)["meta"]["facets"]["country"]
    counts = {bucket["value"]: bucket["count"] for bucket in buckets}
    assert counts["east-germany"] == 2
    for bucket in buckets:
        assert "lineage" not in bucket["url"]
        assert client.json(bucket["url"])["meta"]["total"] == bucket["count"]


def test_all_values_of_a_field_can_be_required(client: Client) -> None:
    body = client.json("/v1/missions?station__all=mir,salyut-7")
    assert [mission["id"] for mission in body["data"]] == ["soyuz-t-15"]
    assert body["meta"]["query"].startswith(
        "missions with station mir and station salyut-7"
    )
    facet = client.json("/v1/missions?stations=mir&stations__all=mir&facet=stations")
    for bucket in facet["meta"]["facets"]["stations"]:
        assert client.json(bucket["url"])["meta"]["total"] == bucket["count"]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("outcome__all=success", "outcome__all"),
        ("stations__all=", "stations__all"),
        ("stations__all=mri", "stations__all"),
        (f"programmes__all={','.join(['vostok'] * 3)},vostk", "programmes__all"),
        ("countries__all=DEU&lineage=all", "countries__all"),
        ("launched.year=78", "launched.year"),
        ("launched.decade=1970s", "launched.decade"),
        ("launched.month=1978-13", "launched.month"),
        ("launched=XXXX-13-01", "launched"),
        ("launched=XXXX-02-30", "launched"),
        ("launched=XXXX-1", "launched"),
        ("launched=XXXX-11-29,1978", "launched"),
        ("launched__gte=XXXX-11-29", "launched__gte"),
    ],
)
def test_wrong_values_are_rejected(quick_client: Client, query: str, name: str) -> None:
    problem = problem_of(quick_client.get(f"/v1/missions?{query}"), 400)
    assert [error["name"] for error in problem["errors"]] == [name]


def test_number_of_required_values_is_limited(client: Client) -> None:
    people = client.json(f"/v1/people?fields=id&limit={MAX_ALL + 1}")["data"]
    ids = ",".join(person["id"] for person in people)
    problem = problem_of(client.get(f"/v1/missions?crew.person__all={ids}"), 400)
    assert f"{MAX_ALL} are accepted" in problem["detail"]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("launched=XXXX-11-29&countries=CHN", {"shenzhou-15"}),
        (
            "launched=XXXX-04-12&launched__lte=1981&kind=crewed-orbital",
            {"vostok-1", "sts-1"},
        ),
        ("launched=XXXX-02-29&counted=all&kind=crewed-orbital", set()),
    ],
)
def test_day_of_every_year_finds_what_happened_on_it(
    client: Client, query: str, ids: set[str]
) -> None:
    body = client.json(f"/v1/missions?{query}")
    assert {mission["id"] for mission in body["data"]} == ids
    day = query.partition("&")[0].removeprefix("launched=XXXX-")
    assert all(day in mission["launched"] for mission in body["data"])


def test_days_and_other_days_divide_the_records(client: Client) -> None:
    def total(query: str) -> int:
        number: int = client.json(f"/v1/people?limit=0&{query}")["meta"]["total"]
        return number

    assert total("born=XXXX-07") + total("born__not=XXXX-07") == total("")
    months = [f"XXXX-{month:02}" for month in range(1, 13)]
    known = total("born__exists=true")
    assert total(f"born={','.join(months)}") < known
    assert total(f"born={','.join(months)}&date_match=possible") == known


def test_groups_beyond_the_limit_are_mentioned(
    quick_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets, "MAX_GROUPS", 3)
    path = "/v1/crew?launched=1969&group_by"
    for query, member in (("=role", "facets"), ("=role,sex", "groups")):
        meta = quick_client.json(f"{path}{query}")["meta"]
        assert member in meta
        assert not meta["complete"]
        assert meta["hints"][-1].startswith("Only the 3 most frequent values of role")
    problem = problem_of(quick_client.get(f"{path}=role,kind&format=csv"), 400)
    assert problem["errors"][0]["name"] == "group_by"
    assert "add a filter" in problem["detail"]


def test_selected_values_of_every_kind_are_marked(client: Client) -> None:
    query = "guest=false&age_at_launch=39&agency__exists=false&launched.decade=202X"
    names = "guest,age_at_launch,agency,launched.decade"
    counted = client.json(f"/v1/crew?{query}&facet={names}&limit=0")["meta"]["facets"]
    selected = {
        name: {bucket["value"] for bucket in buckets if bucket["selected"]}
        for name, buckets in counted.items()
    }
    assert selected == {
        "guest": {"false"},
        "age_at_launch": {"39"},
        "agency": {None},
        "launched.decade": {"202X"},
    }


def test_dates_without_a_year_are_limited(client: Client) -> None:
    days = [f"XXXX-01-{day:02}" for day in range(1, 14)]
    allowed = f"/v1/firsts?date_match=possible&launched={','.join(days[:12])}"
    assert client.json(allowed)["data"]
    problem = problem_of(client.get(f"/v1/people?born={','.join(days)}"), 400)
    assert "100 are accepted" in problem["detail"]


@pytest.mark.parametrize(
    ("query", "hints"),
    [
        ("lineage=all", ["`lineage` has no effect without a filter by country."]),
        ("countries=VNM&lineage=all", []),
        (
            "date_match=possible",
            ["`date_match` has no effect without a filter by date."],
        ),
        ("born=XXXX-07&date_match=possible", []),
    ],
)
def test_parameter_without_effect_is_mentioned(
    quick_client: Client, query: str, hints: list[str]
) -> None:
    meta = quick_client.json(f"/v1/people?limit=0&{query}")["meta"]
    assert [hint for hint in meta["hints"] if "no effect" in hint] == hints
