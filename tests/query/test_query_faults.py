"""Invalid queries are rejected with all of their faults.

A fault has the name and the value of the parameter, and what is accepted.
"""

from typing import Any
from urllib.parse import quote

import pytest

from app.resources import BY_NAME
from tests.conftest import problem_of
from tests.support.client import Client

LINEAGES = ["none", "predecessors", "successors", "all"]
FORMATS = ["json", "csv", "ndjson", "bibtex", "csl-json"]
STATIONS = sorted(BY_NAME["stations"].sorts)
REGIONS = ["Africa", "Americas", "Asia", "Europe", "Oceania"]

# Query, faulty parameter, suggestion, accepted values
FAULTS: list[tuple[str, str, str | None, list[str] | None]] = [
    # Enumerations
    ("people?sex=femal", "sex", "female", ["female", "male"]),
    ("people?sex=", "sex", None, ["female", "male"]),
    ("people?region=asia", "region", "Asia", REGIONS),
    ("people?region__not=Atlantis", "region__not", None, REGIONS),
    ("people?lineage=predecessor", "lineage", "predecessors", LINEAGES),
    ("people?date_match=sure", "date_match", None, ["certain", "possible"]),
    ("people?include=claim", "include", "claims", ["claims"]),
    ("people?format=ndjsn", "format", "ndjson", FORMATS),
    ("people?flown=yes", "flown", "true", ["true", "false"]),
    ("people?flown=TRUE", "flown", "true", ["true", "false"]),
    ("people?born__exists=maybe", "born__exists", None, ["true", "false"]),
    # Ids and states
    ("people?mission=soyuz28", "mission", "soyuz-28", None),
    ("people?mission__not=soyuz-28,soyuzz-30", "mission__not", "soyuz-30", None),
    ("people?station=MIR", "station", "mir", None),
    ("missions?crew.person=vladimir-remec", "crew.person", "vladimir-remek", None),
    ("claims?id=s000-0027", "id", "s000-002", None),
    ("people?country=czechoslovkia", "country", "czechoslovakia", None),
    ("people?country=Atlantis", "country", None, None),
    ("people?country=DDR,", "country", None, None),
    ("countries?id=soviet-unoin", "id", "soviet-union", None),
    # Dates
    ("people?born=soon", "born", None, None),
    ("people?born=", "born", None, None),
    ("people?born=1900-02-29", "born", None, None),
    ("people?born__gte=1981/1978", "born__gte", None, None),
    ("people?born__not=1978/", "born__not", None, None),
    # Numbers
    ("people?flights_count=two", "flights_count", None, None),
    ("people?flights_count=", "flights_count", None, None),
    ("people?flights_count=1,,2", "flights_count", None, None),
    ("people?flights_count__gte=inf", "flights_count__gte", None, None),
    ("people?flights_count__not=nan", "flights_count__not", None, None),
    ("people?flights_count=1e400", "flights_count", None, None),
    ("people?flights_count=1e15", "flights_count", None, None),
    ("people?flights_count=-1e15", "flights_count", None, None),
    ("people?flights_count=0x10", "flights_count", None, None),
    ("people?flights_count=1_0", "flights_count", None, None),
    ("people?flights_count=３", "flights_count", None, None),  # noqa: RUF001 - another script
    # Text, names, words
    ("missions?cospar=", "cospar", None, None),
    ("missions?cospar=\n", "cospar", None, None),
    ("missions?cospar__contains= ", "cospar__contains", None, None),
    ("people?name=!", "name", None, None),
    ("people?name__contains=", "name__contains", None, None),
    ("people?name=remek\x00", "name", None, None),
    ("people?q=", "q", None, None),
    ("people?q=gagarin\x00", "q", None, None),
    # Pages and fields
    ("people?limit=", "limit", None, None),
    ("people?limit=-1", "limit", None, None),
    ("people?limit=1001", "limit", None, None),
    ("people?limit=99999999999999999999", "limit", None, None),
    ("people?limit= 5", "limit", None, None),
    ("people?limit=٥", "limit", None, None),  # noqa: RUF001 - another script
    ("people?limit=all", "limit", None, None),
    ("stations?sort=", "sort", None, STATIONS),
    ("stations?sort=launchd", "sort", "launched", STATIONS),
    ("stations?sort=--launched", "sort", "launched", STATIONS),
    ("stations?sort=+launched", "sort", "launched", STATIONS),
    ("stations?sort=name,,ended", "sort", None, STATIONS),
    ("stations?sort=name,-name", "sort", None, None),
    ("stations?fields=", "fields", None, None),
    ("stations?fields=nme", "fields", "name", None),
    ("stations?fields=csl.title", "fields", None, None),
]


@pytest.mark.parametrize(("query", "name", "near", "allowed"), FAULTS)
def test_invalid_value_is_rejected_with_what_is_accepted(
    quick_client: Client,
    query: str,
    name: str,
    near: str | None,
    allowed: list[str] | None,
) -> None:
    [fault] = faults(quick_client, query)
    assert (fault["in"], fault["name"]) == ("query", name)
    assert fault["did_you_mean"] == near
    assert fault["allowed"] == allowed
    assert fault["detail"]


def faults(client: Client, query: str) -> list[dict[str, Any]]:
    response = client.get("/v1/" + quote(query, safe="?&=,/:"))
    problem = problem_of(response, 400)
    assert problem["type"] == "/problems/invalid-query"
    errors: list[dict[str, Any]] = problem["errors"]
    return errors


@pytest.mark.parametrize(
    ("query", "name", "near"),
    [
        ("people?contry=DDR", "contry", "country"),
        ("people?Country=DDR", "Country", "countries"),
        ("people?contry__not=DDR", "contry__not", "country"),
        ("people?limit__gte=5", "limit__gte", "limit"),
        ("people?born_gte=1961", "born_gte", "born__gte"),
        ("people?born[lt]=1961", "born[lt]", "born__lte"),
        ("people?born>=1961", "born>", "born__gte"),
        ("people?sex!=male", "sex!", "sex__not"),
        ("people?mission_id=1", "mission_id", "missions"),
        ("people?flown_gte=1", "flown_gte", "flown"),
        ("people?born__gte__lte=1961", "born__gte__lte", "born"),
        ("people?__gte=1961", "__gte", None),
        ("people?frobnicate=1", "frobnicate", None),
        ("people?=1", "", None),
        ("people?\x00=1", "\x00", None),
        ("crew?q=remek", "q", None),
        ("claims?include=claims", "include", None),
        ("sources?lineage=all", "lineage", None),
        ("claims?date_match=possible", "date_match", None),
    ],
)
def test_unknown_parameter_is_rejected_with_suggestion(
    quick_client: Client, query: str, name: str, near: str | None
) -> None:
    [fault] = faults(quick_client, query)
    assert fault["name"] == name
    assert fault["did_you_mean"] == near
    resource = BY_NAME[query.partition("?")[0]]
    assert fault["allowed"] == sorted(fault["allowed"])
    assert {*resource.filters, "sort", "limit", "cursor"} <= set(fault["allowed"])
    assert name not in fault["allowed"]


NUMBER = ["", "__not", "__gte", "__lte", "__exists"]
WORDS = ["", "__not", "__contains", "__exists"]
CHOICE = ["", "__not", "__exists"]
CHOICES = ["", "__not", "__all", "__exists"]
PART = ["", "__exists"]


@pytest.mark.parametrize(
    ("query", "field", "suffixes", "near"),
    [
        ("people?flights_count__gt=2", "flights_count", NUMBER, "flights_count__gte"),
        ("people?flights_count__contains=2", "flights_count", NUMBER, "flights_count"),
        ("people?born__lt=1961", "born", NUMBER, "born__lte"),
        ("people?born__like=19", "born", NUMBER, "born"),
        ("people?name__gte=b", "name", WORDS, "name"),
        ("people?name__contain=jahn", "name", WORDS, "name__contains"),
        ("missions?cospar__lte=1961", "cospar", WORDS, "cospar"),
        ("missions?station__in=mir", "stations", CHOICES, "stations"),
        ("missions?station__ne=mir", "stations", CHOICES, "stations__not"),
        ("people?sex__=female", "sex", CHOICE, "sex"),
        ("people?mission__contains=soyuz", "missions", CHOICES, "missions"),
        ("people?country__exist=true", "countries", CHOICES, "countries__exists"),
        ("people?flown__not=true", "flown", [""], "flown"),
        ("people?missions__every=mir", "missions", CHOICES, "missions__all"),
        # Only fields with several values have it
        ("people?sex__all=female", "sex", CHOICE, "sex"),
        ("people?born.year__gte=1950", "born.year", PART, "born.year"),
        ("crew?person__icontains=a", "person", CHOICE, "person"),
    ],
)
def test_unknown_operator_is_rejected_with_those_of_the_field(
    quick_client: Client, query: str, field: str, suffixes: list[str], near: str | None
) -> None:
    [fault] = faults(quick_client, query)
    assert fault["name"] == query.partition("?")[2].partition("=")[0]
    assert fault["allowed"] == [field + suffix for suffix in suffixes]
    assert fault["did_you_mean"] == near


@pytest.mark.parametrize(
    ("query", "accept", "name"),
    [
        ("include=claims&format=csv", "*/*", "include"),
        ("include=claims", "text/csv", "include"),
        ("facet=status&format=csv", "*/*", "facet"),
        ("facet=status", "application/x-ndjson", "facet"),
        ("group_by=status", "application/x-bibtex", "group_by"),
        ("group_by=status,countries&format=csl-json", "*/*", "group_by"),
    ],
)
def test_parameter_that_a_format_does_not_support_is_rejected(
    quick_client: Client, query: str, accept: str, name: str
) -> None:
    response = quick_client.get(f"/v1/stations?{query}", headers={"Accept": accept})
    assert name in {fault["name"] for fault in problem_of(response, 400)["errors"]}


def test_unknown_release_is_rejected_with_the_known_ones(quick_client: Client) -> None:
    [fault] = faults(quick_client, "changes?since=2026.11.00")
    assert fault["did_you_mean"] in fault["allowed"]


def test_all_faults_are_reported_together(quick_client: Client) -> None:
    query = "missions?contry=1&launched=soon,1978,later&limit=-1&sort=nme,-id&kind=moon"
    reported = [
        (fault["name"], fault["value"]) for fault in faults(quick_client, query)
    ]
    assert reported == [
        ("contry", "1"),
        ("launched", "soon"),
        ("launched", "later"),
        ("limit", "-1"),
        ("sort", "nme"),
        ("kind", "moon"),
    ]


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("people?limit=1&limit=2", "2"),
        ("people?born__gte=1950&born__gte=1960", "1960"),
    ],
)
def test_repeated_parameter_is_rejected(
    quick_client: Client, query: str, value: str
) -> None:
    [fault] = faults(quick_client, query)
    assert fault["value"] == value
    assert "is repeated" in fault["detail"]


def test_fault_has_the_faulty_part_of_a_value(quick_client: Client) -> None:
    reported = faults(quick_client, "stations?sort=nme,lanched,id")
    assert [fault["value"] for fault in reported] == ["nme", "lanched"]


@pytest.mark.parametrize("name", ["mission", "born", "sort", "x" * 99])
def test_very_long_value_is_rejected(quick_client: Client, name: str) -> None:
    [fault] = faults(quick_client, f"people?{name}={'x' * 7_000}")
    assert fault["name"] == name
    assert fault["did_you_mean"] is None
