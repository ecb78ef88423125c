"""A query may have exactly as much as its limits say, without a server.

`test_limits.py` asks the API.
"""

from collections.abc import Callable
from urllib.parse import quote

import pytest

from app.problems import Fault
from app.query.limits import MAX_FAULTS, MAX_FIELD_LENGTH
from app.query.parsed_query import ParsedQuery
from app.query.validation import grammar_of
from app.resources import BY_NAME
from tests.support.compiling import parse, parsed, rejected, understood

FILTERS = [
    f"{name}{operator}"
    for name in BY_NAME["missions"].filters
    for operator in ("", "__not", "__gte", "__lte", "__contains", "__exists")
]
SORTS = list(BY_NAME["missions"].sorts)
FACETS = ["kind", "outcome", "boundary", "programme", "spacecraft", "vehicle"]


def numbers(count: int) -> str:
    return ",".join(map(str, range(count)))


def words(count: int) -> str:
    return " ".join(f"w{number}" for number in range(count))


# The largest number, the query with a number of parts, and the fault of one part more
LIMITS: dict[str, tuple[int, Callable[[int], str], str, str]] = {
    "values of one filter": (
        500,
        lambda count: f"cospar={numbers(count)}",
        "cospar",
        (
            "`cospar` brings the number of filter values to 501; at most 500 are"
            " accepted"
        ),
    ),
    "values of all filters": (
        500,
        lambda count: f"cospar={numbers(200)}&kind__not={'test,' * (count - 201)}test",
        "kind__not",
        (
            "`kind__not` brings the number of filter values to 501; at most 500 are"
            " accepted"
        ),
    ),
    "numbers of one filter": (
        100,
        lambda count: f"crew_size={numbers(count)},1&mass_kg=1",
        "crew_size",
        (
            "`crew_size` brings the number of dates and numbers to 101; at most 100"
            " are accepted"
        ),
    ),
    "dates and numbers of all filters": (
        100,
        lambda count: f"launched=1961,1962&mass_kg__not={numbers(count - 2)}",
        "mass_kg__not",
        (
            "`mass_kg__not` brings the number of dates and numbers to 101; at most"
            " 100 are accepted"
        ),
    ),
    "words": (
        20,
        lambda count: f"q={words(count)} w1",
        "q",
        "`q` has 21 words; at most 20 are accepted",
    ),
    "sort keys": (
        8,
        lambda count: f"sort={','.join(SORTS[:count])}",
        "sort",
        "`sort` has 9 keys; at most 8 are accepted",
    ),
    "fields": (
        100,
        lambda count: f"fields={','.join(['id'] * count)}",
        "fields",
        "`fields` has 101 names; at most 100 of at most 200 characters are accepted",
    ),
    "facets": (
        5,
        lambda count: f"facet={','.join(FACETS[:count])}",
        "facet",
        "`facet` has 6 fields; at most 5 are accepted",
    ),
    "groups": (
        2,
        lambda count: f"group_by={','.join(FACETS[:count])}",
        "group_by",
        "`group_by` has 3 fields; at most 2 are accepted",
    ),
    "bytes": (
        8_000,
        lambda count: f"cospar={'x' * (count - len('cospar='))}",
        "query",
        "The query has 8,001 bytes; at most 8,000 are accepted",
    ),
    "bytes after encoding": (
        8_000,
        lambda count: f"cospar={'x' * (count - len('cospar=%27'))}'",
        "query",
        "The query has 8,001 bytes; at most 8,000 are accepted",
    ),
    "bytes with facets": (
        2_000,
        lambda count: f"cospar={'x' * (count - len('cospar=&facet=kind'))}&facet=kind",
        "query",
        "The query has 2,001 bytes with facets; at most 2,000 are accepted",
    ),
    "bytes with groups": (
        2_000,
        lambda count: (
            f"cospar={'x' * (count - len('cospar=&group_by=kind'))}&group_by=kind"
        ),
        "query",
        "The query has 2,001 bytes with facets; at most 2,000 are accepted",
    ),
}


@pytest.mark.parametrize("case", LIMITS)
def test_query_may_have_as_many_parts_as_its_limit_says(case: str) -> None:
    most, query_of, name, detail = LIMITS[case]
    assert parsed(f"missions?{query_of(most)}")[1].faults == []
    found = rejected(f"missions?{query_of(most + 1)}").faults
    assert found == [Fault("query", name, None, detail)]


def test_list_may_have_as_many_parameters_as_its_limit_says() -> None:
    def parse_first(count: int) -> ParsedQuery:
        pairs = [(name, "") for name in FILTERS[:count]]
        return parse(grammar_of("missions"), pairs)

    assert {fault.name for fault in parse_first(200).faults} <= set(FILTERS)
    detail = "The query has 201 parameters; at most 200 are accepted"
    query = parse_first(201)
    assert query.faults == [Fault("query", "query", None, detail)]
    assert query.parameters == {}


def test_cursor_does_not_count_as_length_of_the_query() -> None:
    pairs = [("cospar", "x" * 7_993), ("cursor", "x" * 100)]
    assert parse(grammar_of("missions"), pairs).faults == []


def test_path_of_a_field_may_be_as_long_as_its_limit_says() -> None:
    path = "csl." + "a" * (MAX_FIELD_LENGTH - len("csl."))
    sources = BY_NAME["sources"]
    for names in (path, f"id,{path}"):
        pairs = [("fields", names)]
        assert understood(pairs, sources).faults == []
    detail = "`fields` has 2 names; at most 100 of at most 200 characters are accepted"
    found = rejected(f"sources?fields=id,{quote(path)}a").faults
    assert found == [Fault("query", "fields", None, detail)]


def test_problem_says_how_many_faults_there_are() -> None:
    first = "`x0` is not a parameter of this address."
    rest = "This is the first of {} faults, see `errors`."

    def detail_of(count: int) -> str:
        return rejected("crew?" + "&".join(f"x{n}=1" for n in range(count))).detail

    assert detail_of(1) == first
    assert detail_of(2) == f"{first} {rest.format('2')}"
    assert detail_of(MAX_FAULTS - 1) == f"{first} {rest.format(MAX_FAULTS - 1)}"
    for many in (MAX_FAULTS, MAX_FAULTS + 1):
        assert detail_of(many) == f"{first} {rest.format(f'at least {MAX_FAULTS}')}"


def test_no_more_faults_are_looked_for_than_are_reported() -> None:
    values = ",".join(f"soyuz-{number}" for number in range(100, 100 + MAX_FAULTS + 5))
    pairs = [("id", f"soyuz-28,{values}"), ("kind", "probe"), ("name", "Mir")]
    query = parse(grammar_of("missions"), pairs)
    assert len(query.faults) == MAX_FAULTS
    assert list(query.parameters) == ["id"]
    assert [condition.values for condition in query.conditions] == [("soyuz-28",)]
