"""Statements are judged by the answers of the API, within their tolerance."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import URL

from app.ingest.claims.judge import JudgedStatement, judge_all, value_at_path
from app.ingest.claims.statements import SourceStatement, place_locator
from app.main import app_for
from tests.support.factories import load_seed

SOYUZ = "missions/soyuz-28"
TOTAL = {"query": "/v1/missions", "pointer": "/meta/total", "compare": "number"}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> URL:
    return load_seed(tmp_path_factory.mktemp("judged"))


def on(field: str, rule: str, value: str, **others: Any) -> SourceStatement:
    return stated(value, record=SOYUZ, field=field, compare=rule, **others)


def stated(value: str, **others: Any) -> SourceStatement:
    others = {"origin": "derived"} | others
    place = place_locator("x")
    return SourceStatement("s", "gcat", place, "x", stated_value=value, **others)


def judge(
    url: URL, statements: list[SourceStatement], names: dict[str, set[str]]
) -> tuple[list[JudgedStatement], list[str]]:
    judged: list[JudgedStatement] = []
    faults = asyncio.run(judge_all(app_for(url), statements, names, judged.append))
    return judged, faults


LAUNCHED = "1978-03-02T15:28:10Z"
CASES: list[tuple[SourceStatement, Any, str, str]] = [
    (on("launched", "date", LAUNCHED), LAUNCHED, "agrees", "derived"),
    (on("crew_size", "number", "3"), 2, "disagrees", "independent"),
    (on("crew_size", "number", "3", tolerance=1), 2, "less-precise", "derived"),
    (on("crew_size", "number", "4", tolerance=1), 2, "disagrees", "independent"),
    (on("station", "name", "DOS 5"), "Salyut 6", "agrees", "derived"),
    (on("crew.2.role", "text", "pilot"), None, "not-comparable", "derived"),
    (stated("2", **TOTAL), 2, "agrees", "derived"),
    (stated("x"), None, "not-comparable", "derived"),
    (stated("x", record=SOYUZ), None, "not-comparable", "derived"),
]


def test_a_statement_that_disagrees_is_not_the_origin_of_our_value(url: URL) -> None:
    names = {"/v1/stations/salyut-6": {"salyut 6", "dos 5"}}
    statements = [case[0] for case in CASES]
    judged, faults = judge(url, statements, names)
    assert faults == []
    for claim, (statement, ours, agreement, origin) in zip(judged, CASES, strict=True):
        shown = claim.our_value
        assert (shown["name"] if isinstance(shown, dict) else shown) == ours
        assert (claim.agreement, claim.statement.origin) == (agreement, origin)
        assert claim.statement.field == statement.field


FAULTS = [
    (
        on("name", "number", "28"),
        "our value 'Soyuz 28' cannot be compared by the rule 'number'",
    ),
    (on("colour", "text", "x"), "there is no field 'colour'"),
    (on("station.x.y", "text", "x"), "there is no field 'x.y'"),
    (stated("2", **TOTAL | {"pointer": "/x"}), "there is no value at '/x'"),
    (
        stated("2", **TOTAL | {"query": "/v1/missions?x=y"}),
        "/v1/missions?x=y has no JSON answer",
    ),
    (stated("2", **TOTAL | {"query": "/docs"}), "/docs has no JSON answer"),
]


def test_a_statement_without_an_answer_is_a_fault(url: URL) -> None:
    statements = [case[0] for case in FAULTS]
    judged, faults = judge(url, statements, {})
    assert judged == []
    assert faults == [f"s: {detail}" for _, detail in FAULTS]


def test_a_position_after_the_end_of_a_list_has_no_value() -> None:
    positions = ("0", "1", "2")
    body = {"crew": ["first", "last"]}
    values = [value_at_path(body, ["crew", at]) for at in positions]
    assert values == ["first", "last", None]
