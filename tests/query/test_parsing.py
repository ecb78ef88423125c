"""A query string becomes conditions, order and page, without a server."""

from dataclasses import replace
from urllib.parse import parse_qsl

import pytest

from app.problems import Fault, InvalidQuery
from app.query.grammar import RESERVED, Grammar
from app.query.operators import EQUALS
from app.query.parsed_query import Condition, SortKey
from app.query.validation import (
    canonical_url,
    check_format,
    cursor_scope,
    grammar_of,
    record_grammar,
)
from app.resources import BY_NAME, Resource
from tests.support.compiling import parse, parsed, rejected, understood
from tests.support.contract import each_resource

CLAIMS = {"include": ("claims",)}
# Parameters that lists without names, claims, states or dates do not have
LACKING = {
    "crew": {"q"},
    "modules": {"lineage"},
    "dockings": {"q", "include"},
    "sources": {"lineage"},
    "claims": {"include", "lineage", "date_match"},
    "errata": {"q", "include", "lineage", "date_match"},
    "changes": {"q", "include", "lineage"},
}


@each_resource
def test_list_has_the_parameters_that_its_records_allow(resource: Resource) -> None:
    grammar = grammar_of(resource.name)
    lacking = LACKING.get(resource.name, set())
    assert grammar.reserved == {
        name: values for name, values in RESERVED.items() if name not in lacking
    }
    assert (grammar.filters, grammar.sorts) == (resource.filters, resource.sorts)
    assert (grammar.required, grammar.max_limit) == ({}, 1000)


@each_resource
def test_record_has_the_fields_and_claims_of_its_list(resource: Resource) -> None:
    grammar = record_grammar(resource.name)
    claims = (
        {} if resource.name in ("dockings", "claims", "errata", "changes") else CLAIMS
    )
    formats = ("json", "jsonld", "bibtex", "csl-json")
    assert grammar.reserved == {"fields": (), "format": formats} | claims
    assert grammar.filters == grammar.sorts == {}


# Query, and each condition as its field, values and phrase
CONDITIONS: list[tuple[str, list[tuple[str, tuple[object, ...], str]]]] = [
    ("missions", []),
    ("missions?counted=all", []),
    (
        "missions?name=Soyuz 28,Mir&crew_size__gte=2",
        [
            ("crew_size", (2.0,), "crew size from 2"),
            ("name", ("soyuz 28", "mir"), "name Soyuz 28 or Mir"),
        ],
    ),
    (
        r"missions?call_sign=Baikal, 1,Zenit\,2,a, b",
        [
            (
                "call_sign",
                ("baikal, 1", "zenit,2", "a, b"),
                "call sign Baikal, 1 or Zenit,2 or a, b",
            )
        ],
    ),
    (
        "missions?name=Soyuz, 28,Mir",
        [("name", ("soyuz 28", "mir"), "name Soyuz, 28 or Mir")],
    ),
    (
        "missions?cospar=2026-11-29T10:00:00.5Z",
        [
            (
                "cospar",
                ("2026-11-29t10:00:00.5z",),
                "cospar 2026-11-29T10:00:00.5Z",
            )
        ],
    ),
    (
        "missions?id= soyuz-28 , soyuz-30,soyuz-28",
        [("id", ("soyuz-28", "soyuz-30"), "id soyuz-28 or soyuz-30 or soyuz-28")],
    ),
    (
        "missions?cospar__contains= a,b ",
        [("cospar", ("%a,b%",), "cospar containing a,b")],
    ),
    (
        "missions?mass_kg=-1.5,%2B2,3e2,999999999999999",
        [
            (
                "mass_kg",
                (-1.5, 2.0, 300.0, 999_999_999_999_999.0),
                "mass kg -1.5 or +2 or 3e2 or 999999999999999",
            )
        ],
    ),
    (
        "missions?country=CSK,cze",
        [("countries", ("czechoslovakia", "czechia"), "country CSK or cze")],
    ),
    (
        "changes?since=2026-11-02T00:30+01:00",
        [("since", (1,), "since 2026-11-01T23:30Z")],
    ),
    (
        "changes?record=missions/soyuz-99",
        [("record", ("missions/soyuz-99",), "record missions/soyuz-99")],
    ),
    ("claims?field=crew", [("field", ("crew",), "field crew")]),
]


@pytest.mark.parametrize(("path", "conditions"), CONDITIONS)
def test_query_has_conditions(path: str, conditions: list[object]) -> None:
    found = parsed(path)[1].conditions
    assert [(one.field, one.values, one.phrase) for one in found] == conditions


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("stations", ""),
        ("stations?sort=-name&q=Ä b&name=x", "name=x&q=%C3%84%20b&sort=-name"),
        ("missions?cospar= a , b ,a", "cospar=a%20,%20b,a"),
        (r"missions?cospar=a\,b,c", r"cospar=a%5C,b,c"),
        ("missions?call_sign=A, b,c", "call_sign=A,%20b,c"),
        ("missions?id=soyuz-28 , soyuz-30", "id=soyuz-28,soyuz-30"),
        ("missions?cospar__contains= a,b ", "cospar__contains=a,b"),
        (
            "missions?launched=../2026-11-29T10:00:00.5Z",
            "launched=../2026-11-29T10:00:00Z",
        ),
        ("missions?counted=all", "counted=all"),
        (
            "missions?programme__exists=true&crew.country=CSK&country__not=CZE",
            "countries__not=CZE&crew.countries=CSK&programmes__exists=true",
        ),
        ("people?mission=soyuz-28", "missions=soyuz-28"),
        ("crew?mission=soyuz-28", "mission=soyuz-28"),
        ("claims?record=missions/soyuz-28", "record=missions/soyuz-28"),
    ],
)
def test_query_is_spelled_in_one_way(path: str, canonical: str) -> None:
    resource, query = parsed(path)
    assert query.canonical() == canonical
    separator = "?" if canonical else ""
    assert canonical_url(resource, query) == f"{resource.path}{separator}{canonical}"
    again = parsed(f"{resource.name}{separator}{canonical}")[1]
    assert again.conditions == query.conditions


@pytest.mark.parametrize(
    ("path", "name", "detail"),
    [
        (
            "missions?countries=CSK&country=POL",
            "country",
            "`country` is repeated; join its values with commas",
        ),
        ("missions?country=Xland", "country", "`country` cannot be 'Xland'"),
        ("missions?mission=a", "mission", "`mission` is not a parameter of this addr"),
        (
            "missions?country__gte=CSK",
            "country__gte",
            "`countries` does not have the operator `__gte`",
        ),
    ],
)
def test_fault_has_the_name_that_the_request_uses(
    path: str, name: str, detail: str
) -> None:
    [fault] = rejected(path).faults
    assert fault.name == name
    assert fault.detail.startswith(detail)


EVERYTHING = (
    "cursor=x&bom=true&date_match=possible&facet=kind&fields=id&format=csv"
    "&include=claims&kind=test&lineage=all&limit=3&q=mir&sort=name"
)


def test_parts_of_a_query_are_left_out_where_they_do_not_matter() -> None:
    query = parse(grammar_of("missions"), parse_qsl(EVERYTHING))
    records = "date_match=possible&kind=test&lineage=all&q=mir"
    assert query.canonical_filters() == records
    scope = f"/v1/missions?bom=true&{records}&sort=name"
    assert cursor_scope("/v1/missions", query) == scope


def test_instants_of_an_address_are_written_in_utc() -> None:
    grammar = Grammar(reserved={"at": (), "as_of": (), "on": ()})
    text = "2026-11-29T10:00:00+01:00"
    query = parse(grammar, [("at", text), ("as_of", text), ("on", text)])
    utc = "2026-11-29T09:00:00Z"
    assert query.parameters == {"at": utc, "as_of": utc, "on": text}


def test_words_are_folded_and_searched_for_once() -> None:
    assert parsed("missions?q=Союз 28, SOYUZ")[1].words == ["soyuz", "28"]


@pytest.mark.parametrize("limit", ["0", "007", "1000"])
def test_page_has_the_size_of_the_query(limit: str) -> None:
    query = parsed(f"missions?limit={limit}")[1]
    assert (query.limit, query.cursor, query.position) == (int(limit), None, None)


def test_sort_keys_of_the_query_replace_those_of_the_list() -> None:
    missions = BY_NAME["missions"]
    keys = parsed("missions?sort=-name,launched")[1].sort
    assert keys == [
        SortKey("name", descending=True),
        SortKey("launched", descending=False),
    ]
    for key, expected in (
        ("launched", SortKey("launched", descending=False)),
        ("-launched", SortKey("launched", descending=True)),
    ):
        resource = replace(missions, default_sort=key)
        query = understood([], resource)
        assert query.sort == [expected]


@pytest.mark.parametrize(
    ("path", "defaults", "noted"),
    [
        ("missions", ["counted"], []),
        ("missions?id__not=soyuz-28", ["counted"], []),
        ("missions?id=soyuz-28", [], []),
        ("missions?gcat_id=HA0008", [], []),
        ("missions?counted=false", [], []),
        ("missions?counted=all", [], []),
        ("people", [], ["flown"]),
        ("people?flown=false", [], []),
        ("stations", [], []),
    ],
)
def test_list_has_or_notes_its_defaults(
    path: str, defaults: list[str], noted: list[str]
) -> None:
    query = parsed(path)[1]
    for found, names in ((query.defaults, defaults), (query.noted, noted)):
        assert found == [Condition(name, EQUALS, (True,)) for name in names]


def test_group_by_is_rejected_with_each_parameter_of_records() -> None:
    others = {
        "facet": "kind",
        "limit": "3",
        "fields": "id",
        "include": "claims",
    }
    text = "&".join(f"{name}={value}" for name, value in others.items())
    detail = (
        "`{}` cannot be combined with `group_by`, which returns counts"
        " instead of records"
    )
    found = rejected(f"missions?{text}&group_by=kind").faults
    assert found == [
        Fault("query", name, value, detail.format(name))
        for name, value in others.items()
    ]
    [fault, _] = rejected("missions?cursor=x&group_by=kind").faults
    assert fault == Fault("query", "cursor", "x", detail.format("cursor"))


def test_group_by_one_field_is_a_facet_without_records() -> None:
    query = parsed("missions?group_by=kind")[1]
    assert (query.facets, query.groups, query.limit) == (["kind"], [], 0)


def test_group_by_two_fields_counts_both_together_without_records() -> None:
    query = parsed("missions?group_by=kind,country")[1]
    assert (query.facets, query.groups, query.limit) == ([], ["kind", "country"], 0)


@pytest.mark.parametrize("names", ["country,countries", "country,country"])
def test_field_that_is_named_twice_is_counted_once(names: str) -> None:
    for parameter in ("facet", "group_by"):
        query = parsed(f"missions?{parameter}={names}")[1]
        assert (query.facets, query.groups) == (["country"], [])


@pytest.mark.parametrize(
    ("chosen", "name", "value", "other"),
    [
        ("json", "bom", "true", "csv"),
        ("csv", "facet", "kind", "json"),
        ("csv", "include", "claims", "json"),
        ("ndjson", "bom", "true", "csv"),
        ("bibtex", "group_by", "kind", "json"),
    ],
)
def test_format_is_rejected_with_parameters_that_it_does_not_support(
    chosen: str, name: str, value: str, other: str
) -> None:
    valid = parsed(f"missions?{name}={value}")[1]
    with pytest.raises(InvalidQuery) as problem:
        check_format(valid, chosen)
    detail = f"`{name}` cannot be combined with the format {chosen}; use {other}"
    assert problem.value.faults == [Fault("query", name, value, detail)]


def test_parameter_that_is_switched_off_works_with_every_format() -> None:
    query = parsed("missions?bom=false")[1]
    check_format(query, "json")
    assert query.faults == []


def test_required_parameter_is_missed_with_its_description() -> None:
    grammar = Grammar(reserved={"q": ()}, required={"q": "words to search for"})
    assert parse(grammar, [("q", "mir")]).faults == []
    [fault] = parse(grammar, []).faults
    assert fault == Fault("query", "q", None, "`q` is required: words to search for")


def test_address_has_its_own_largest_page() -> None:
    grammar = Grammar(reserved={"limit": ()}, max_limit=20)
    assert parse(grammar, [("limit", "20")]).limit == 20
    [fault] = parse(grammar, [("limit", "21")]).faults
    detail = "`limit` cannot be '21': it must be a whole number from 0 to 20"
    assert fault == Fault("query", "limit", "21", detail)


@pytest.mark.parametrize(
    ("repeated", "joined"),
    [
        ("kind=cargo&limit=2&kind=module", "kind=cargo,module&limit=2"),
        ("sort=name&sort=-id", "sort=name,-id"),
        ("fields=id&fields=name,crew", "fields=id,name,crew"),
        ("id__not=soyuz-28&id__not=soyuz-30", "id__not=soyuz-28,soyuz-30"),
        # A comma before a blank would be part of the value
        ("call_sign=Zenit&call_sign= Saljut", "call_sign=Zenit,Saljut"),
    ],
)
def test_repeated_list_is_one_list(repeated: str, joined: str) -> None:
    resource, query = parsed(f"missions?{repeated}")
    expected = parsed(f"missions?{joined}")[1]
    assert canonical_url(resource, query) == canonical_url(resource, expected)
    assert query.conditions == expected.conditions
