"""The cost of a query is bounded, and a fault names the parameter and the limit."""

import re
from typing import Any

import pytest

from app.problems import MAX_ECHOED
from app.query import limits
from tests.support.client import Client

DATES = [f"19{year:02}-{month:02}" for year in range(57, 99) for month in range(1, 13)]
REJECTED = {
    "parameters": ("missions", [("x", "1")] * 201, "query", "200"),
    "records with claims": (
        "missions",
        [("include", "claims"), ("limit", "201")],
        "limit",
        "200",
    ),
    "values of one filter": (
        "missions",
        [("cospar", ",".join(f"1957-{n:03}A" for n in range(501)))],
        "cospar",
        "500",
    ),
    "values of all filters": (
        "missions",
        [
            ("cospar", ",".join(f"{n:03}" for n in range(300))),
            ("cospar__not", ",".join(f"{n:03}" for n in range(201))),
        ],
        "cospar__not",
        "500",
    ),
    "dates of one filter": (
        "crew",
        [("launched", ",".join(DATES[:101]))],
        "launched",
        "100",
    ),
    "dates of a first": (
        "firsts",
        [("launched", ",".join(DATES[:101]))],
        "launched",
        "100",
    ),
    "numbers of all filters": (
        "missions",
        [
            (f"{name}{operator}", ",".join(map(str, range(15))))
            for name in ("mass_kg", "perigee_km", "apogee_km", "inclination_deg")
            for operator in ("__gte", "__lte")
        ],
        "inclination_deg__gte",
        "100",
    ),
    "words": ("people", [("q", " ".join(f"w{n}" for n in range(21)))], "q", "20"),
    "words of a search": (
        "search",
        [("q", " ".join(f"w{n}" for n in range(21)))],
        "q",
        "20",
    ),
    "sort keys": ("missions", [("sort", ",".join(["name"] * 9))], "sort", "8"),
    "fields": ("missions", [("fields", ",".join(["id"] * 101))], "fields", "100"),
    "length of a field": ("sources", [("fields", "csl" + ".a" * 100)], "fields", "200"),
    "facets": ("missions", [("facet", ",".join(["kind"] * 6))], "facet", "5"),
    "bytes": ("missions", [("cospar", "x" * 8_001)], "query", "8,000"),
    "bytes after encoding": ("missions", [("cospar", "'" * 2_700)], "query", "8,000"),
    "bytes with facets": (
        "missions",
        [("facet", "kind"), ("cospar", "x" * 2_000)],
        "query",
        "2,000",
    ),
}


def errors_of(client: Client, path: str, pairs: list[tuple[str, str]]) -> Any:
    response = client.get(f"/v1/{path}", params=pairs)
    assert response.status_code == 400, response.text
    return response.json()["errors"]


@pytest.mark.parametrize("case", REJECTED)
def test_query_beyond_a_limit_is_rejected_with_its_name(
    quick_client: Client, case: str
) -> None:
    path, pairs, name, limit = REJECTED[case]
    errors = errors_of(quick_client, path, pairs)
    named = [error["detail"] for error in errors if error["name"] == name]
    assert any(re.search(rf"\b{limit}\b", detail) for detail in named), errors


@pytest.mark.parametrize("path", ["firsts", "crew"])
def test_as_many_dates_as_are_allowed_are_answered(client: Client, path: str) -> None:
    dates = ",".join(DATES[: limits.MAX_DATES])
    with_facet = "" if path == "firsts" else "&group_by=role"
    short = ",".join(DATES[:40]) if with_facet else dates
    response = client.get(f"/v1/{path}?launched={short}{with_facet}")
    assert response.status_code == 200, response.text


def test_as_many_states_as_are_allowed_are_answered(client: Client) -> None:
    states = [state["id"] for state in client.json("/v1/countries?limit=1000")["data"]]
    several = ",".join(states[: limits.MAX_VALUES])
    one_each = client.json(f"/v1/firsts?country={several}&lineage=all")
    assert one_each["data"][0]["first"][0]["person"]["id"] == "yuri-gagarin"


def test_problem_reports_a_bounded_number_of_faults(quick_client: Client) -> None:
    many = [("facet", "colour"), *((f"wrong{n}", "1") for n in range(140))]
    response = quick_client.get("/v1/missions", params=many)
    problem = response.json()
    assert len(problem["errors"]) == limits.MAX_FAULTS
    assert str(limits.MAX_FAULTS) in problem["detail"]
    assert len(response.content) < 200_000


@pytest.mark.parametrize(("name", "count"), [("id", 400), ("fields", 100)])
def test_many_unknown_values_are_rejected_after_the_first_faults(
    quick_client: Client, name: str, count: int
) -> None:
    values = ",".join(f"nobody-{number}" for number in range(count))
    errors = errors_of(quick_client, "crew", [(name, values)])
    assert len(errors) == limits.MAX_FAULTS


def test_long_wrong_value_is_repeated_in_part(quick_client: Client) -> None:
    (error,) = errors_of(quick_client, "missions", [("kind", "x" * 5_000)])
    assert error["value"] == "x" * MAX_ECHOED + "…"
    assert error["did_you_mean"] is None


def test_links_of_an_allowed_query_are_accepted(quick_client: Client) -> None:
    """The canonical query may be longer than the request, and its links longer yet."""
    quoted = "'" * 2_600
    page = quick_client.json(f"/v1/missions?cospar__not={quoted}&limit=1")
    following = page["links"]["next"]
    assert quick_client.get(following).status_code == 200
    assert quick_client.get(page["links"]["self"]).status_code == 200


def test_limits_stand_in_the_openapi_document(quick_client: Client) -> None:
    description = quick_client.json("/openapi.json")["info"]["description"]
    assert limits.DESCRIPTION in description
