"""Hints on filters that match nothing in a small catalogue.

Each test builds its statements.
"""

from collections.abc import Callable, Iterator
from inspect import unwrap
from typing import Any
from urllib.parse import parse_qsl

import anyio
import pytest

from app.query.parsed_query import MAX_SHOWN
from app.query.validation import grammar_of, understand
from app.resources import BY_NAME
from app.services.unmatched import MAX_EXPLAINED, any_statement, unmatched_hints
from tests.services.test_firsts import mission
from tests.support.factories import added, rows_of
from tests.support.recorded_statements import sent
from tests.support.snapshots import loaded_snapshot

CALL_SIGNS = ("Ural 6", "Ural 3", "Ural 5", "Ural 1", "Ural 4", "Ural 2", "50% of_it")
SEED: dict[str, Any] = {
    # The call sign of Soyuz 28 is Zenit
    "missions": [
        *rows_of("missions"),
        *(
            mission(f"Test {number}", f"1976-01-0{number}", call_sign=call_sign)
            for number, call_sign in enumerate(CALL_SIGNS, start=1)
        ),
        mission("beta Bion", "1976-02-01"),
        mission("Gamma Bion", "1976-02-02"),
    ],
    "changes": added(
        "changes",
        release="1978.3.10",
        file="stations",
        key="salyut-6",
        field="gcat_name",
        old="Salyut",
        new="DOS-5",
        source="gcat",
    ),
}
Hints = Callable[..., list[str]]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with loaded_snapshot(tmp_path_factory.mktemp("unmatched"), **SEED) as snapshot:
        yield snapshot


@pytest.fixture
def hints(snapshot: Any, monkeypatch: pytest.MonkeyPatch) -> Hints:
    """Returns the hints on a list, by default without records: `missions?name=Mir`."""
    build = unwrap(any_statement)
    monkeypatch.setattr("app.services.unmatched.any_statement", build)

    def hints(path: str, total: int = 0) -> list[str]:
        name, _, text = path.partition("?")
        resource, pairs = BY_NAME[name], parse_qsl(text)
        arguments = (snapshot.lookups, pairs, grammar_of(name), resource)
        query = anyio.run(understand, *arguments)
        return anyio.run(unmatched_hints, snapshot, resource, query, total)

    return hints


NO_CALL_SIGN = "No mission has the call_sign"
NONE_MATCHES_ALL = (
    "Each filter alone matches missions, but no record matches all filters."
)
HINTS = {
    "missions?call_sign=Mir": f"{NO_CALL_SIGN} 'Mir'.",
    "missions?call_sign=Zenith": (
        f"{NO_CALL_SIGN} 'Zenith'. The nearest value is 'Zenit'."
    ),
    "missions?call_sign=uRAL": (
        f"{NO_CALL_SIGN} 'uRAL'. Values that contain it: 'Ural 1', 'Ural 2', 'Ural"
        " 3', 'Ural 4', 'Ural 5'. To find all of these, use `call_sign__contains`."
    ),
    "missions?call_sign=50% of_": (
        f"{NO_CALL_SIGN} '50% of_'. Values that contain it: '50% of_it'. To find"
        " all of these, use `call_sign__contains`."
    ),
    "missions?name=Soyuz 28, Soyuz 30": (
        "No mission has the name 'Soyuz 28, Soyuz 30'. The nearest value is 'Soyuz"
        " 28'. To join several values, use a comma without a space."
    ),
    "missions?name=bion": (
        "No mission has the name 'bion'. Values that contain it: 'Gamma Bion',"
        " 'beta Bion'. To find all of these, use `name__contains`."
    ),
    "missions?call_sign__contains=Mir": (
        "No mission matches the condition “call sign containing Mir”."
    ),
    "claims?summary=Prestige": (
        "No claim has the summary 'Prestige'. Values that contain it: 'prestige"
        " mattered'. To find all of these, use `summary__contains`."
    ),
    # Values of these are known to exist, and have no change
    "changes?record=missions/soyuz-17": "No change has the record 'missions/soyuz-17'.",
    "changes?field=name": "No change has the field 'name'.",
    "missions?q=soyuz vostok": (
        "No mission matches the condition “the words soyuz vostok”."
    ),
    "missions?call_sign=Zenit&launched=1990": (
        "No mission matches the condition “launched 1990”."
    ),
    "missions?call_sign=Zenit&launched=1976": NONE_MATCHES_ALL,
    "missions?country=CZE&lineage=predecessors&launched=1976": NONE_MATCHES_ALL,
    "missions?q=soyuz&launched=1976": NONE_MATCHES_ALL,
}


@pytest.mark.parametrize(("path", "hint"), HINTS.items())
def test_hint_names_what_matches_nothing(hints: Hints, path: str, hint: str) -> None:
    assert hints(path) == [hint]


def test_value_of_a_list_with_records_is_not_looked_for(hints: Hints) -> None:
    with sent() as statements:
        assert hints("missions?call_sign=Zenit", total=1) == []
    assert statements == []


def test_other_values_of_a_list_with_records_may_match_nothing(hints: Hints) -> None:
    without = "missions?call_sign__not=Mir"
    assert hints("missions?call_sign=Zenit,Mir", total=1) == [f"{NO_CALL_SIGN} 'Mir'."]
    assert hints(without, total=2) == [
        f"{NO_CALL_SIGN} 'Mir', so `call_sign__not` excludes nothing."
    ]


def test_few_values_are_explained(hints: Hints) -> None:
    assert len(hints("missions?call_sign=a,b,c,d,e")) == MAX_EXPLAINED


def test_list_without_filters_has_no_hint(hints: Hints) -> None:
    assert hints("missions") == []


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("x" * MAX_SHOWN, "x" * MAX_SHOWN),
        ("x" * (MAX_SHOWN + 1), "x" * MAX_SHOWN + "…"),
    ],
)
def test_long_value_is_cut(hints: Hints, value: str, shown: str) -> None:
    [hint] = hints(f"missions?call_sign={value}")
    assert hint == f"{NO_CALL_SIGN} '{shown}'."


@pytest.fixture
def limit(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Sets how many values are compared."""

    def limit(number: int) -> None:
        for module in ("query.lookups", "query.closest_ids", "services.unmatched"):
            monkeypatch.setattr(f"app.{module}.MAX_LISTED", number)

    return limit


@pytest.mark.parametrize("more", [0, 1, 2])
def test_nearest_of_too_many_values_is_not_looked_for(
    hints: Hints, limit: Callable[[int], None], more: int
) -> None:
    values = len(CALL_SIGNS) + 1
    limit(values + 1 - more)
    [hint] = hints("missions?call_sign=Zenith")
    assert hint.endswith(" The nearest value is 'Zenit'.") == (more == 0)


def test_of_too_many_values_those_that_begin_with_a_text_are_named(
    hints: Hints, limit: Callable[[int], None]
) -> None:
    limit(3)
    first = "'Ural 1', 'Ural 2', 'Ural 3', 'Ural 4', 'Ural 5'"
    assert f"Values that contain it: {first}. " in hints("missions?call_sign=ural")[0]
    assert hints("missions?call_sign=enit") == [f"{NO_CALL_SIGN} 'enit'."]


def test_of_too_many_names_those_with_nearly_the_words_are_compared(
    hints: Hints, limit: Callable[[int], None]
) -> None:
    limit(3)
    for name, near in (
        ("Bion", "Values that contain it: 'Gamma Bion', 'beta Bion'."),
        ("Soyus 28", "The nearest value is 'Soyuz 28'."),
    ):
        [hint] = hints(f"missions?name={name}")
        assert f"No mission has the name {name!r}. {near}" in hint
    assert hints("missions?name=Vostok") == ["No mission has the name 'Vostok'."]


def test_external_id_of_another_type_of_record_is_not_known(hints: Hints) -> None:
    hint = "No mission has the external_ids 'Q314324'."
    assert hints("people?external_ids=Q314324,Q1", total=1)[0].endswith("'Q1'.")
    assert hints("missions?external_ids=Q314324") == [hint]
