"""The whole text of every fault, and what it suggests, without a server.

`test_query_faults.py` asks the API, with more values of each kind.
"""

import pytest

from app.problems import InvalidQuery
from app.query.grammar import RESERVED
from app.query.validation import countable_fields
from app.resources import BY_NAME
from app.schemas.vocabularies import MissionKind, values_of
from tests.support.compiling import rejected

MISSIONS = BY_NAME["missions"]
NAMES = sorted([*MISSIONS.filters, *RESERVED])
SORTS = sorted(MISSIONS.sorts)
COUNTABLE = countable_fields(MISSIONS)
LINEAGES = ["none", "predecessors", "successors", "all"]
RELEASES = ["2026.10.0", "2026.11.0"]
NO_RECORD = "there is no such record; a record is written as missions/soyuz-28"
NO_VALUE = "it is not a value of this field"
NO_FIELD = "no record has this field"
NO_RELEASE = "it is neither a release nor a date"
EMPTY = "it is empty; for any value leave the parameter out"
NO_WORD = "it must contain a letter or a digit"
LIMIT = "it must be a whole number from 0 to 1000"
LINEAGE = "it must be none, predecessors, successors or all"
NO_DATE = (
    "it is not a date; dates look like 1976, 1978-02, 1978-03-02, 1978-03-02T15:28Z,"
    " 1978-03-02T15:28:10Z, 1975~, 198X"
)
NO_STATE = "no country has this id, ISO 3166 code or name"
NO_NUMBER = "it is not a number; for a range use `__gte` and `__lte`"
UNCOUNTED = "it is not a field whose values can be counted"

# Query with a value, why it is rejected, suggestion, accepted values
VALUES: list[tuple[str, str, str | None, list[str] | None]] = [
    ("missions?kind=prob", NO_VALUE, "probe", [*values_of(MissionKind)]),
    ("missions?kind=moon", NO_VALUE, None, [*values_of(MissionKind)]),
    ("people?region=Moon", "no record has this value", None, ["Africa", "Asia"]),
    ("missions?q=!", NO_WORD, None, None),
    ("missions?name=!", NO_WORD, None, None),
    ("missions?name__contains=!", NO_WORD, None, None),
    ("missions?cospar=", EMPTY, None, None),
    ("missions?cospar__contains= ", EMPTY, None, None),
    ("missions?crew_size=x", NO_NUMBER, None, None),
    ("missions?crew_size=1e15", "it must be between -10^15 and 10^15", None, None),
    ("missions?crew_size=-1e15", "it must be between -10^15 and 10^15", None, None),
    ("missions?launched=soon", NO_DATE, None, None),
    ("missions?launched=1981/1978", "it ends before it begins", None, None),
    (
        "missions?id=soyuz28",
        "/v1/missions has no record with this id",
        "soyuz-28",
        None,
    ),
    ("missions?country=czechoslovkia", NO_STATE, "czechoslovakia", None),
    ("missions?country=atlantis", NO_STATE, None, None),
    (
        "missions?counted=maybe",
        "it must be true, false or all",
        None,
        ["true", "false", "all"],
    ),
    ("people?flown=yes", "it must be true or false", "true", ["true", "false"]),
    ("people?born__exists=no", "it must be true or false", "false", ["true", "false"]),
    ("changes?since=2026.11.00", NO_RELEASE, "2026.11.0", RELEASES),
    ("changes?since=soon", NO_RELEASE, None, RELEASES),
    ("changes?record=missions/soyuz-97", NO_RECORD, "missions/soyuz-28", None),
    ("claims?record=missions/soyuz-99", NO_RECORD, "missions/soyuz-28", None),
    ("claims?record=mission/soyuz-28", NO_RECORD, "missions/soyuz-28", None),
    ("claims?record=soyuz-30", NO_RECORD, "missions/soyuz-30", None),
    ("claims?record=soyuz30", NO_RECORD, "missions/soyuz-30", None),
    ("claims?record=czechia", NO_RECORD, "countries/czechia", None),
    ("claims?record=countries/soyuz-28", NO_RECORD, None, None),
    ("claims?record=countries/czechja", NO_RECORD, "countries/czechia", None),
    ("claims?record=moons/atlantis", NO_RECORD, None, None),
    ("claims?field=stated_totl", NO_FIELD, "stated_total", None),
    ("claims?field=nme", NO_FIELD, "name", None),
    ("claims?field=moonshine", NO_FIELD, None, None),
    ("missions?lineage=predecessor", LINEAGE, "predecessors", LINEAGES),
    ("missions?include=claim", "it must be claims", "claims", ["claims"]),
    ("missions?limit=1001", LIMIT, None, None),
    ("missions?limit=x", LIMIT, None, None),
    ("missions?limit=00000", LIMIT, None, None),
    ("missions?limit=²", LIMIT, None, None),
    ("missions?sort=nme", "it is not a sort key of this list", "name", SORTS),
    ("missions?sort=-order", "it is not a sort key of this list", None, SORTS),
    ("missions?sort=-year", "it is not a sort key of this list", "launched", SORTS),
    ("missions?fields=nme", "a mission has no such field", "name", None),
    ("expeditions?fields=nme", "an expedition has no such field", "name", None),
    ("missions?fields=csl.title", "a mission has no such field", None, None),
    ("sources?fields=csx.title", "a source has no such field", "title", None),
    ("missions?fields=claims", "a mission has no such field", None, None),
    ("missions?facet=kinds", UNCOUNTED, "kind", COUNTABLE),
    ("missions?facet=id", UNCOUNTED, None, COUNTABLE),
    ("missions?group_by=name", UNCOUNTED, None, COUNTABLE),
]


@pytest.mark.parametrize(("path", "reason", "near", "allowed"), VALUES)
def test_value_is_rejected_with_its_reason(
    path: str, reason: str, near: str | None, allowed: list[str] | None
) -> None:
    name, value = path.partition("?")[2].split("=")
    value = value.strip() if name == "cospar__contains" else value
    detail = f"`{name}` cannot be {value!r}: {reason}"
    assert_only_fault(rejected(path), name, value, detail, near, allowed)


def assert_only_fault(problem: InvalidQuery, *parts: object) -> None:
    """Checks all parts of the only fault of a problem, and the text of the problem."""
    [fault] = problem.faults
    shown = (fault.name, fault.value, fault.detail, fault.did_you_mean, fault.allowed)
    assert shown == parts
    assert fault.place == "query"
    assert problem.detail == f"{fault.detail}."


NAME_OPERATORS = ["name", "name__not", "name__contains", "name__exists"]
LONG = "x" * 101

# Query, its parameter, the text of the fault, suggestion, accepted names
PARAMETERS: list[tuple[str, str, str, str | None, list[str] | None]] = [
    (
        "contry=1",
        "contry",
        "`contry` is not a parameter of this address",
        "country",
        NAMES,
    ),
    (
        "contry__not=1",
        "contry__not",
        "`contry__not` is not a parameter of this address",
        "country",
        NAMES,
    ),
    (
        f"{LONG}=1",
        LONG,
        f"`{LONG[1:]}` is not a parameter of this address",
        None,
        NAMES,
    ),
    (
        "name__contain=1",
        "name__contain",
        "`name` does not have the operator `__contain`",
        "name__contains",
        NAME_OPERATORS,
    ),
    (
        "name__gte=1",
        "name__gte",
        "`name` does not have the operator `__gte`",
        "name",
        NAME_OPERATORS,
    ),
    (
        f"name__{LONG}=1",
        f"name__{LONG}",
        f"`name` does not have the operator `__{LONG[3:]}`",
        "name",
        NAME_OPERATORS,
    ),
    (
        r"name=2\&name=1",
        "name",
        "`name` is repeated; join its values with commas",
        None,
        None,
    ),
    ("limit=1&limit=1", "limit", "`limit` is repeated; give it once", None, None),
    (
        "launched__gte=1978&launched__gte=1",
        "launched__gte",
        "`launched__gte` is repeated; give it once",
        None,
        None,
    ),
]


@pytest.mark.parametrize(("query", "name", "detail", "near", "allowed"), PARAMETERS)
def test_parameter_is_rejected_with_its_reason(
    query: str, name: str, detail: str, near: str | None, allowed: list[str] | None
) -> None:
    problem = rejected(f"missions?{query}")
    assert_only_fault(problem, name, "1", detail, near, allowed)


@pytest.mark.parametrize(
    ("query", "faults"),
    [
        (
            "cospar=1\x002",
            [("1\x002", "`cospar` cannot be '1\\x002': it contains a NUL character")],
        ),
        (
            "sort=name,-name",
            [("-name", "`sort` cannot be '-name': the sort key is repeated")],
        ),
        (
            "launched=1978/,1978,soon",
            [
                (
                    "1978/",
                    (
                        "`launched` cannot be '1978/': it lacks an end; write an open"
                        " end as `..`"
                    ),
                ),
                ("soon", f"`launched` cannot be 'soon': {NO_DATE}"),
            ],
        ),
        (
            "launched=soon/1978",
            [
                (
                    "soon/1978",
                    (
                        "`launched` cannot be 'soon/1978': 'soon' is not a date;"
                        f" {NO_DATE.partition('; ')[2]}"
                    ),
                )
            ],
        ),
        (
            f"kind={LONG[1:]}",
            [
                (
                    LONG[1:],
                    f"`kind` cannot be '{LONG[1:]}': it is not a value of this field",
                )
            ],
        ),
        (
            f"kind={LONG}",
            [
                (
                    LONG,
                    f"`kind` cannot be '{LONG[1:]}…': it is not a value of this field",
                )
            ],
        ),
        (
            "cursor=x",
            [
                (
                    "x",
                    (
                        "`cursor` belongs to another query or another revision of"
                        " the data; start again without it"
                    ),
                )
            ],
        ),
    ],
)
def test_fault_names_the_part_of_a_value(
    query: str, faults: list[tuple[str, str]]
) -> None:
    found = rejected(f"missions?{query}").faults
    assert [(fault.value, fault.detail) for fault in found] == faults
    assert {fault.name for fault in found} == {query.partition("=")[0]}
