"""The compiler without a database: a filter becomes a condition with values.

`test_query.py` runs the same operators on real records.
"""

from dataclasses import replace
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import pytest
from sqlalchemy import Integer, String

from app.query.bind_parameters import parameter
from app.query.operators import EQUALS, OPERATORS, split_name
from app.query.shape import ConditionShape, QueryShape
from app.query.sql import filter_conditions, select_records
from app.resources import BY_NAME
from tests.support.compiling import DATA, parsed, sql_of

YEAR_1978 = {"c0_0_earliest": 252_460_800, "c0_0_latest": 283_996_799}
COUNTRIES = (
    "SELECT mission_countries.mission_id FROM mission_countries"
    " WHERE mission_countries.country_id"
)

JSON_LIST = "(SELECT value FROM json_each(:c0))"
YEAR_OF_LAUNCH = (
    "CASE WHEN (strftime('%Y', missions.launched_earliest, 'unixepoch')"
    " = strftime('%Y', missions.launched_latest, 'unixepoch'))"
    " THEN strftime('%Y', missions.launched_earliest, 'unixepoch') END"
)
FLIGHTS = "SELECT crew.person_id FROM crew WHERE crew.mission_id"


class Compiled(NamedTuple):
    """The conditions of a query, and the values of its bind parameters."""

    conditions: list[str]
    values: dict[str, Any]


def compiled(path: str, *, with_defaults: bool = False) -> Compiled:
    resource, query = parsed(path)
    query = query if with_defaults else replace(query, defaults=[])
    selection = select_records(DATA, resource, query)
    conditions = filter_conditions(resource, selection.shape)
    return Compiled([sql_of(condition) for condition in conditions], selection.values)


# Query, condition, values
CASES: list[tuple[str, str, dict[str, Any]]] = [
    # Text
    (
        "missions?cospar=1961-012A,1961-019A",
        f"missions.cospar_folded IN {JSON_LIST}",
        {"c0": '["1961-012a", "1961-019a"]'},
    ),
    (
        "missions?call_sign=Zenit, 1",
        "missions.call_sign_folded IN (:c0_0)",
        {"c0_0": "zenit, 1"},
    ),
    (
        "missions?cospar__not=1961-012A",
        "missions.cospar_folded IS NULL OR (missions.cospar_folded NOT IN (:c0_0))",
        {"c0_0": "1961-012a"},
    ),
    (
        "missions?cospar__contains= A,%_/ ",
        "missions.cospar_folded LIKE :c0_0 ESCAPE '/'",
        {"c0_0": "%a,/%/_//%"},
    ),
    ("missions?cospar__exists=true", "missions.cospar_folded IS NOT NULL", {}),
    ("missions?cospar__exists=false", "missions.cospar_folded IS NULL", {}),
    (
        "missions?cospar__exists=true,false",
        "missions.cospar_folded IS NOT NULL OR missions.cospar_folded IS NULL",
        {},
    ),
    # Names
    (
        "missions?name=Союз-28",
        "missions.name_folded IN (:c0_0)",
        {"c0_0": "soyuz 28"},
    ),
    (
        "missions?name__not=Soyuz 28",
        "missions.name_folded IS NULL OR (missions.name_folded NOT IN (:c0_0))",
        {"c0_0": "soyuz 28"},
    ),
    (
        "missions?name__contains=SOYUZ",
        "missions.name_folded LIKE :c0_0 ESCAPE '/'",
        {"c0_0": "%soyuz%"},
    ),
    ("missions?name__exists=true", "missions.name_folded IS NOT NULL", {}),
    # Options
    ("missions?kind=probe", "missions.kind IN (:c0_0)", {"c0_0": "probe"}),
    (
        "missions?kind__not=probe,test",
        (f"missions.kind IS NULL OR NOT (missions.kind IN {JSON_LIST})"),
        {"c0": '["probe", "test"]'},
    ),
    ("missions?kind__exists=false", "missions.kind IS NULL", {}),
    (
        "people?region__all=Asia",
        (
            "people.id IN (SELECT crew.person_id FROM crew"
            " JOIN crew_countries ON crew_countries.crew_id = crew.id"
            " JOIN countries ON countries.id = crew_countries.country_id"
            " WHERE countries.region IN (:c0_0))"
        ),
        {"c0_0": "Asia"},
    ),
    # Ids
    ("missions?id=soyuz-28", "missions.id IN (:c0_0)", {"c0_0": "soyuz-28"}),
    (
        "missions?id__not=soyuz-28",
        "missions.id IS NULL OR (missions.id NOT IN (:c0_0))",
        {"c0_0": "soyuz-28"},
    ),
    ("missions?id__exists=true", "missions.id IS NOT NULL", {}),
    (
        "people?missions__all=soyuz-28",
        f"people.id IN ({FLIGHTS} IN (:c0_0))",
        {"c0_0": "soyuz-28"},
    ),
    # Ids in other catalogues
    ("missions?id=1978-023a", "missions.id IN (:c0_0)", {"c0_0": "soyuz-28"}),
    (
        "missions?external_ids=1978-023A",
        (
            "missions.id IN (SELECT external_ids.record_id FROM external_ids"
            " WHERE external_ids.resource = 'missions'"
            " AND external_ids.scheme != 'former'"
            " AND external_ids.value_folded IN (:c0_0))"
        ),
        {"c0_0": "1978-023a"},
    ),
    (
        "missions?countries=Q33946",
        f"missions.id IN ({COUNTRIES} IN (:c0_0))",
        {"c0_0": "czechoslovakia"},
    ),
    # States, in a related table
    (
        "missions?countries=CSK",
        f"missions.id IN ({COUNTRIES} IN (:c0_0))",
        {"c0_0": "czechoslovakia"},
    ),
    (
        "missions?countries__not=CSK",
        f"(missions.id NOT IN ({COUNTRIES} IN (:c0_0)))",
        {"c0_0": "czechoslovakia"},
    ),
    (
        "missions?countries__all=CSK",
        f"missions.id IN ({COUNTRIES} IN (:c0_0))",
        {"c0_0": "czechoslovakia"},
    ),
    (
        "missions?countries__exists=true",
        f"missions.id IN ({COUNTRIES} IS NOT NULL)",
        {},
    ),
    (
        "missions?countries__exists=false",
        f"(missions.id NOT IN ({COUNTRIES} IS NOT NULL))",
        {},
    ),
    # Numbers
    (
        "missions?crew_size=1,2.5e0",
        "missions.crew_size IN (:c0_0, :c0_1)",
        {"c0_0": 1.0, "c0_1": 2.5},
    ),
    (
        "missions?crew_size=1,2,3",
        "missions.crew_size IN (:c0_0, :c0_1, :c0_2, :c0_3)",
        {"c0_0": 1.0, "c0_1": 2.0, "c0_2": 3.0, "c0_3": 3.0},
    ),
    (
        "missions?crew_size__not=3",
        "missions.crew_size IS NULL OR (missions.crew_size NOT IN (:c0_0))",
        {"c0_0": 3.0},
    ),
    ("missions?crew_size__gte=3", "missions.crew_size >= :c0_0", {"c0_0": 3.0}),
    (
        "missions?crew_size__gte=3,4",
        "missions.crew_size >= :c0_0 OR missions.crew_size >= :c0_1",
        {"c0_0": 3.0, "c0_1": 4.0},
    ),
    ("missions?crew_size__lte=3", "missions.crew_size <= :c0_0", {"c0_0": 3.0}),
    ("missions?crew_size__exists=true", "missions.crew_size IS NOT NULL", {}),
    # Dates
    (
        "missions?launched=1978",
        (
            "missions.launched_earliest >= :c0_0_earliest"
            " AND missions.launched_latest <= :c0_0_latest"
        ),
        YEAR_1978,
    ),
    (
        "missions?launched=1978&date_match=possible",
        (
            "missions.launched_earliest <= :c0_0_latest"
            " AND missions.launched_latest >= :c0_0_earliest"
        ),
        YEAR_1978,
    ),
    (
        "missions?launched__not=1978",
        (
            "missions.launched_earliest IS NULL"
            " OR NOT (missions.launched_earliest >= :c0_0_earliest"
            " AND missions.launched_latest <= :c0_0_latest)"
        ),
        YEAR_1978,
    ),
    (
        "missions?launched__not=1978&date_match=possible",
        (
            "missions.launched_earliest IS NULL"
            " OR NOT (missions.launched_earliest <= :c0_0_latest"
            " AND missions.launched_latest >= :c0_0_earliest)"
        ),
        YEAR_1978,
    ),
    (
        "missions?launched__gte=1978",
        "missions.launched_earliest >= :c0_0_earliest",
        YEAR_1978,
    ),
    (
        "missions?launched__gte=1978&date_match=possible",
        "missions.launched_latest >= :c0_0_earliest",
        YEAR_1978,
    ),
    (
        "missions?launched__lte=1978",
        "missions.launched_latest <= :c0_0_latest",
        YEAR_1978,
    ),
    (
        "missions?launched__lte=1978&date_match=possible",
        "missions.launched_earliest <= :c0_0_latest",
        YEAR_1978,
    ),
    ("missions?launched__exists=true", "missions.launched_earliest IS NOT NULL", {}),
    # Parts of dates
    (
        "missions?launched.year=1978",
        (
            "missions.launched_earliest >= :c0_0_earliest"
            " AND missions.launched_latest <= :c0_0_latest"
        ),
        YEAR_1978,
    ),
    ("missions?launched.year__exists=false", f"{YEAR_OF_LAUNCH} IS NULL", {}),
    # Spans
    (
        "dockings?at=1978",
        (
            "dockings.attached_earliest <= :c0_0_latest"
            " AND dockings.attached_latest >= :c0_0_earliest"
        ),
        YEAR_1978,
    ),
    # Booleans, which are part of the text
    ("people?flown=true", "people.flights_count > 0", {}),
    ("people?flown=false", "people.flights_count = 0", {}),
    (
        "people?flown=true,false",
        "people.flights_count > 0 OR people.flights_count = 0",
        {},
    ),
    # Releases
    ("changes?since=2026.10.0", "changes.release_number > :c0_0", {"c0_0": 1}),
    ("changes?since=2026-10-01", "changes.release_number > :c0_0", {"c0_0": 0}),
    ("changes?since=2026-10-02", "changes.release_number > :c0_0", {"c0_0": 1}),
    # Predecessors and successors
    (
        "missions?countries=CZE&lineage=none",
        f"missions.id IN ({COUNTRIES} IN (:c0_0))",
        {"c0_0": "czechia"},
    ),
    (
        "missions?countries=CZE&lineage=predecessors",
        f"missions.id IN ({COUNTRIES} IN {JSON_LIST})",
        {"c0": '["czechia", "czechoslovakia"]'},
    ),
    (
        "missions?countries=CZE&lineage=successors",
        f"missions.id IN ({COUNTRIES} IN (:c0_0))",
        {"c0_0": "czechia"},
    ),
    (
        "missions?countries__not=CSK&lineage=all",
        f"(missions.id NOT IN ({COUNTRIES} IN {JSON_LIST}))",
        {"c0": '["czechia", "czechoslovakia"]'},
    ),
    (
        "missions?launched__gte=1978,1979&lineage=all",
        (
            "missions.launched_earliest >= :c0_0_earliest"
            " OR missions.launched_earliest >= :c0_1_earliest"
        ),
        YEAR_1978 | {"c0_1_earliest": 283_996_800, "c0_1_latest": 315_532_799},
    ),
    # Records and their fields, compared like texts
    *(
        (
            f"claims?{field}={value}",
            f"claims.{field} IN (:c0_0)",
            {"c0_0": value},
        )
        for field, value in (("record", "missions/soyuz-28"), ("field", "station"))
    ),
    *(
        (
            f"claims?{field}__not={value}",
            f"claims.{field} IS NULL OR (claims.{field} NOT IN (:c0_0))",
            {"c0_0": value},
        )
        for field, value in (("record", "missions/soyuz-28"), ("field", "station"))
    ),
    *(
        (
            f"claims?{field}__contains=Soyuz-",
            f"claims.{column} LIKE :c0_0 ESCAPE '/'",
            {"c0_0": "%soyuz-%"},
        )
        for field, column in (("record", "record"), ("field", "field_folded"))
    ),
    *(
        (f"claims?{field}__exists=true", f"claims.{field} IS NOT NULL", {})
        for field in ("record", "field")
    ),
    # Words
    (
        "missions?q=Be!",
        (
            "missions.id IN (SELECT search_documents.record_id FROM search_documents"
            " JOIN (SELECT rowid AS number FROM search_index"
            " WHERE search_index MATCH :q) AS anon_1"
            " ON anon_1.number = search_documents.number)"
        ),
        {
            "q": '(("tmissions") AND ((("nbe" * OR "nbe")) OR "jbe"))',
            "q_tsquery": "(('tmissions') & ((('nbe':* | 'nbe')) | 'jbe'))",
        },
    ),
    (
        "claims?q=mir moons",
        (
            "claims.id IN (SELECT search_documents.record_id FROM search_documents"
            " JOIN (SELECT rowid AS number FROM search_index"
            " WHERE search_index MATCH :q) AS anon_1"
            " ON anon_1.number = search_documents.number)"
        ),
        {
            "q": '(("cmir") AND ("cmoon"))',
            "q_tsquery": "(('cmir') & ('cmoon'))",
        },
    ),
]


@pytest.mark.parametrize(("path", "condition", "values"), CASES)
def test_filter_becomes_a_condition_with_values(
    path: str, condition: str, values: dict[str, Any]
) -> None:
    assert compiled(path) == ([condition], values)


def test_every_operator_is_compiled_for_every_kind_of_field() -> None:
    cases = set()
    for path, _, _ in CASES:
        name, _, text = path.partition("?")
        for key, _ in parse_qsl(text):
            field, operator = split_name(key)
            if field in BY_NAME[name].filters:
                cases.add((BY_NAME[name].filters[field].kind, operator))
    assert cases == {(kind, other) for other in OPERATORS for kind in other.kinds}


def test_each_of_several_values_is_a_condition_of_its_own() -> None:
    expected = (
        [f"people.id IN ({FLIGHTS} IN (:c{number}_0))" for number in (0, 1)],
        {"c0_0": "soyuz-28", "c1_0": "soyuz-30"},
    )
    assert compiled("people?missions__all=soyuz-28,soyuz-30") == expected
    assert compiled("people?missions__all=soyuz-30,1978-023A,soyuz-30") == expected


def test_conditions_do_not_depend_on_the_order_of_parameters() -> None:
    expected = (
        ["missions.crew_size IN (:c0_0)", "missions.kind IN (:c1_0)"],
        {"c0_0": 1.0, "c1_0": "probe"},
    )
    assert compiled("missions?kind=probe&crew_size=1") == expected
    assert compiled("missions?crew_size=1&kind=probe") == expected


def test_queries_that_differ_in_values_share_a_shape() -> None:
    def shape(path: str) -> Any:
        return select_records(DATA, *parsed(path)).shape

    probes = shape("missions?kind=probe&q=mir")
    assert probes == shape("missions?q=salyut&kind=test")
    assert hash(probes) == hash(shape("missions?q=salyut&kind=test"))
    for other in ("kind=probe,test&q=mir", "kind__not=probe&q=mir", "kind=probe"):
        assert probes != shape(f"missions?{other}")


def test_shape_says_which_conditions_are_defaults() -> None:
    path = "missions?kind=probe&date_match=possible&q=mir"
    kind = ConditionShape("kind", EQUALS, 1)
    counted = ConditionShape("counted", EQUALS, (True,))
    shape = QueryShape((kind, counted), has_words=True, possible=True, defaults=1)
    assert select_records(DATA, *parsed(path)).shape == shape
    lifted = QueryShape((), has_words=False, possible=False, defaults=0)
    assert select_records(DATA, *parsed("missions?counted=all")).shape == lifted


def test_parameter_has_the_type_that_is_asked_for() -> None:
    assert isinstance(parameter("limit", Integer).type, Integer)
    compared = BY_NAME["missions"].model.name == parameter("name")
    assert isinstance(compared.right.type, String)


@pytest.mark.parametrize(
    ("path", "conditions"),
    [
        ("missions?cospar__exists=true", ["missions.counted > 0"]),
        ("missions?counted=all&cospar__exists=true", []),
        ("missions?counted=true", ["missions.counted > 0"]),
        ("missions?counted=false", ["missions.counted = 0"]),
        ("missions?id=soyuz-28", []),
        ("missions?outcome__exists=true", ["missions.counted > 0"]),
        ("missions?gcat_id=HA0008", []),
        ("people", []),
    ],
)
def test_list_has_its_default_until_the_query_replaces_it(
    path: str, conditions: list[str]
) -> None:
    found = compiled(path, with_defaults=True).conditions
    assert [text for text in found if "counted" in text] == conditions
