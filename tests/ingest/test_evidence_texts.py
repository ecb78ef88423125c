"""Statements about a fact are gathered by the family of their source."""

from dataclasses import replace
from typing import Any

import pytest

from app.ingest.catalogue import Catalogue
from app.ingest.claims.collection import Statements
from app.ingest.claims.evidence import (
    Evidence,
    confirms,
    excludes,
    family_of,
    gather,
    key_of,
)
from app.ingest.claims.judge import JudgedStatement
from app.ingest.claims.judged import JudgedStatements
from app.ingest.claims.statements import SourceStatement, place_locator
from app.ingest.files.read import read_seed
from app.schemas.vocabularies import Agreement
from tests.support.factories import WORKS, write_seed

WORK: dict[str, Any] = {"type": "dataset", "custom": {"kind": "database"}}
COPY = {"custom": {"kind": "database", "family": "gcat"}}
ALL_WORKS = [
    *WORKS,
    WORK | {"id": "list", "title": "A List of Flights"},
    WORK | {"id": "copy", "title": "A Copy of GCAT"} | COPY,
]
REMEK = {"record": "people/vladimir-remek", "field": "born"}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = tmp_path_factory.mktemp("evidence")
    return Catalogue(read_seed(write_seed(folder, works=ALL_WORKS)))


def stated(source: str, value: str = "1948-09-26", **others: Any) -> SourceStatement:
    cells: dict[str, Any] = REMEK | {"compare": "date"} | others
    return SourceStatement(
        id=f"{source}.{value}",
        source=source,
        locator=place_locator("x"),
        summary="x",
        stated_value=value,
        **cells,
    )


def test_a_source_counts_as_its_family(catalogue: Catalogue) -> None:
    families = [family_of(catalogue, name) for name in ("copy", "gcat", "list")]
    assert families == ["gcat", "gcat", "list"]


OURS: Agreement = "agrees"
JUDGED: list[tuple[SourceStatement, Agreement]] = [
    (stated("copy"), OURS),
    (stated("gcat", "1948"), OURS),
    (stated("list", "1949"), "disagrees"),
    (stated("list", "1950"), "disagrees"),
    (stated("essay", "1948-09"), "less-precise"),
    (stated("essay", field="sex", compare="text"), "not-comparable"),
    (stated("essay", field="died"), "less-precise"),
    (stated("essay", field=None), OURS),
    (stated("essay", record=None), OURS),
    (stated("essay", record=None), "disagrees"),
    (stated("essay", "12", field="flights", compare="number"), "less-precise"),
]


def test_statements_are_gathered_for_and_against(catalogue: Catalogue) -> None:
    judged = [JudgedStatement(one, None, agreement) for one, agreement in JUDGED]
    facts = gather(catalogue, judged)
    person = "people/vladimir-remek"
    assert dict(facts) == {
        (person, "born"): Evidence({"gcat": JUDGED[0][0]}, {"list": JUDGED[2][0]}),
        (person, "died"): Evidence({"essay": JUDGED[6][0]}, {}),
        (person, "flights"): Evidence({"essay": JUDGED[10][0]}, {}),
    }


def test_a_fact_is_a_record_and_a_field() -> None:
    assert key_of(stated("x")) == ("people/vladimir-remek", "born")
    assert key_of(stated("x", record=None)) == ("", "born")
    assert key_of(stated("x", field=None)) == ("people/vladimir-remek", "")


ORIGINS: list[tuple[list[SourceStatement], list[str]]] = [
    ([stated("gcat", origin="derived"), stated("copy")], ["derived", "derived"]),
    ([stated("copy"), stated("gcat", origin="derived")], ["derived", "derived"]),
    ([stated("list", origin="derived"), stated("copy")], ["derived", "independent"]),
    (
        [stated("gcat", origin="derived"), stated("gcat", field="died")],
        ["derived", "independent"],
    ),
    (
        [stated("gcat", field=None, origin="derived"), stated("gcat", field=None)],
        ["derived", "independent"],
    ),
    ([stated("gcat"), stated("copy")], ["independent", "independent"]),
]


@pytest.mark.parametrize(("statements", "origins"), ORIGINS)
def test_a_family_that_our_value_comes_from_is_no_second_source(
    catalogue: Catalogue, statements: list[SourceStatement], origins: list[str]
) -> None:
    numbered = [
        replace(statement, id=str(number))
        for number, statement in enumerate(statements)
    ]
    found = list(Statements(catalogue, numbered))
    assert [statement.id for statement in found] == ["0", "1"]
    assert [statement.origin for statement in found] == origins


EXCLUDING = [
    ("date", "date", "1978", "1978-03", False),
    ("date", "date", "1978-03", "1978-04", True),
    ("date", "text", "1978", "1978-03", True),
    ("text", "date", "1978", "1978-03", True),
    ("date", "date", "1978/1980", "1980/1982", False),
    ("date", "date", "1978-03-02T15:28:10Z", "1978-03-02T15:28:10Z", False),
]


@pytest.mark.parametrize(("rule", "other_rule", "value", "other", "result"), EXCLUDING)
def test_only_dates_can_both_be_true(
    rule: str, other_rule: str, value: str, other: str, *, result: bool
) -> None:
    first = stated("x", value, compare=rule)
    second = stated("y", other, compare=other_rule)
    assert excludes(first, second) is result
    assert excludes(second, first) is result


def test_a_value_without_a_text_is_no_date() -> None:
    nothing = stated("x", "")
    with pytest.raises(ValueError, match="''"):
        excludes(nothing, stated("y"))
    with pytest.raises(ValueError, match="''"):
        excludes(stated("y"), nothing)


def judged_by(
    catalogue: Catalogue, stating: dict[tuple[str, str], str]
) -> JudgedStatements:
    """Judges that sources, the words of a text, agree on facts."""
    judged = JudgedStatements(catalogue)
    for (record, field), sources in stating.items():
        for source in sources.split():
            statement = stated(source, record=record, field=field)
            judged.add(JudgedStatement(statement, None, OURS))
    return judged


def test_shares_leave_identifiers_out_and_are_rounded(catalogue: Catalogue) -> None:
    names = ("codes", "external_ids.wikidata", "gcat_code", "gcat_id", "aliases.0")
    facts = {("x", name): "gcat list" for name in names}
    facts |= {("x", "born"): "gcat list", ("x", "died"): "gcat essay list"}
    facts |= {("x", "sex"): "gcat copy", ("y", "born"): "list", ("z", "born"): "list"}
    judged = judged_by(catalogue, facts)
    nothing = JudgedStatement(stated("list", record="w"), None, "not-comparable")
    judged.add(nothing)
    shares = judged.checked_shares(["x", "y", "w"])
    assert shares == {"x": 0.667, "y": 0.0}


def test_evidence_for_a_fact_is_found_among_all(catalogue: Catalogue) -> None:
    judged = judged_by(catalogue, {("x", "born"): "gcat", ("x", "died"): "list essay"})
    evidence = judged.evidence(stated("copy", record="x", field="died"))
    assert list(evidence.confirming) == ["list", "essay"]
    assert judged.evidence(stated("copy", record="y")) == Evidence()


@pytest.mark.parametrize(("end", "result"), [("09Z", True), ("10Z", False)])
def test_an_interval_of_less_than_a_day_confirms(end: str, *, result: bool) -> None:
    interval = f"1978-03-02T15:28:10Z/1978-03-03T15:28:{end}"
    judged = JudgedStatement(stated("x", interval), None, "less-precise")
    assert confirms(judged) is result
