"""How a value of a source is compared with ours: a table for each rule.

`less-precise` is true but vaguer; only a value that excludes ours disagrees.
"""

from typing import Any

import pytest

from app.ingest.claims.comparison import RULES, compare, format_error

SALYUT = {"id": "salyut-6", "name": "Salyut 6", "url": "/v1/stations/salyut-6"}
MIR = {"id": "mir", "name": "Mir", "url": "/v1/stations/mir"}
REMEK = {
    "id": "vladimir-remek",
    "name": "Vladimír Remek",
    "url": "/v1/people/vladimir-remek",
}
ESSAY = {"id": "essay", "title": "Guests in Orbit", "url": "/v1/sources/essay"}
NAMES = {
    SALYUT["url"]: {"salyut 6", "dos 5"},
    REMEK["url"]: {"vladimir remek", "remek"},
}
Case = tuple[str, Any, str]

DATES: list[Case] = [
    ("1978-03-02", "1978-03-02", "agrees"),
    ("1978-03-02T15:28Z", "1978-03-02T15:28Z", "agrees"),
    ("1978", "1978~", "agrees"),
    ("1978-03", "1978-03-02", "less-precise"),
    ("1978", "1978-03-02T15:28:10Z", "less-precise"),
    ("197X", "1978", "less-precise"),
    ("1978/1981", "1978-03-02", "less-precise"),
    ("../1980", "1978-03-02", "less-precise"),
    ("1978-03-02", "1978", "agrees"),
    ("1978-03-02T15:28:10Z", "1978-03-02", "agrees"),
    ("1978-03-03", "1978-03-02", "disagrees"),
    ("1978-03-02T15:29Z", "1978-03-02T15:28:29Z", "disagrees"),
    ("1978-03-02T15:29Z", "1978-03-02T15:28:30Z", "less-precise"),
    ("1978-03-02T15:29Z", "1978-03-02T15:29:59Z", "less-precise"),
    ("1978-03-02T15:29Z", "1978-03-02T15:30:00Z", "disagrees"),
    ("1978-03-02T15:29Z", "1978-03-02T15:28Z", "disagrees"),
    ("1978-03-02T15:29:00Z", "1978-03-02T15:28:59Z", "disagrees"),
    ("1978-03-02", "1978-03-01T23:59:59Z", "disagrees"),
    ("1979", "1978-03-02", "disagrees"),
    ("1978-06/1979-06", "1978", "disagrees"),
    ("1979/..", "1978-03-02", "disagrees"),
]
NUMBERS: list[Case] = [
    ("14", 14, "agrees"),
    ("14", 14.0, "agrees"),
    ("229.5", 229.5, "agrees"),
    ("-3", -3, "agrees"),
    ("14", 14.4, "less-precise"),
    ("14", 13.6, "less-precise"),
    ("14", 14.5, "less-precise"),
    ("229.5", 229.53, "less-precise"),
    ("51.6", 51.65, "less-precise"),
    ("51.7", 51.65, "less-precise"),
    ("14", 14.6, "disagrees"),
    ("14", 15, "disagrees"),
    ("229.5", 229.6, "disagrees"),
    ("229.50", 229.53, "disagrees"),
    ("-14", 14, "disagrees"),
    ("~140", 140, "agrees"),
    ("~140", 150, "less-precise"),
    ("~ 140", 130, "less-precise"),
    ("~140", 126, "less-precise"),
    ("~0.3", 0.33, "less-precise"),
    ("~140", 155, "disagrees"),
    ("~140", 125, "disagrees"),
    ("~-100", -95, "less-precise"),
    (">12", 13, "less-precise"),
    (">12", 12, "disagrees"),
    (">=12", 12, "less-precise"),
    (">=12", 11, "disagrees"),
    ("<12", 11, "less-precise"),
    ("<12", 12, "disagrees"),
    ("<=12", 12, "less-precise"),
    ("<= 12", 13, "disagrees"),
]
NAMED: list[Case] = [
    ("Salyut 6", SALYUT, "agrees"),
    ("salyut-6", SALYUT, "agrees"),
    ("DOS-5", SALYUT, "agrees"),
    ("Vladimir Remek", REMEK, "agrees"),
    ("Guests in orbit", ESSAY, "agrees"),
    ("Mir", MIR, "agrees"),
    ("Zénit", "Zenit", "agrees"),
    ("Salyut 4", SALYUT, "disagrees"),
    ("Salyut", SALYUT, "disagrees"),
    ("DOS-5", MIR, "disagrees"),
]
MEMBERS: list[Case] = [
    ("Mir", [SALYUT, MIR], "agrees"),
    ("DOS-5", [SALYUT, MIR], "agrees"),
    ("pilot", ["engineer", "Pilot"], "agrees"),
    ("Mir", MIR, "agrees"),
    ("Salyut 4", [SALYUT, MIR], "disagrees"),
    ("Mir", [], "disagrees"),
]
SETS: list[Case] = [
    ("Salyut 6;Mir", [MIR, SALYUT], "agrees"),
    ("DOS-5;Mir", [SALYUT, MIR], "agrees"),
    ("Mir", [MIR], "agrees"),
    ("Mir", MIR, "agrees"),
    ("Mir", [SALYUT, MIR], "less-precise"),
    ("Salyut 4", [SALYUT, MIR], "disagrees"),
    ("Mir;Salyut 4", [MIR], "disagrees"),
    ("Mir;Salyut 4;DOS-5", [SALYUT, MIR], "disagrees"),
    ("Mir", [], "disagrees"),
]
TEXTS: list[Case] = [
    ("Soyuz-U", "Soyuz-U", "agrees"),
    ("soyuz u", "Soyuz-U", "agrees"),
    ("Зенит", "Zenit", "agrees"),
    ("203", "203", "agrees"),
    ("Baikonur", "Baikonur, LC1", "less-precise"),
    ("LC1", "Baikonur, LC1", "less-precise"),
    ("Baiko", "Baikonur, LC1", "disagrees"),
    ("Baikonur, LC1", "Baikonur", "disagrees"),
    ("Plesetsk", "Baikonur, LC1", "disagrees"),
    # URLs are compared as a whole
    ("https://a.example/B", "https://a.example/B", "agrees"),
    ("https://a.example/b", "https://a.example/B", "disagrees"),
    ("https://a.example", "https://a.example/B", "disagrees"),
]
BOOLEANS: list[Case] = [
    ("true", True, "agrees"),
    ("false", False, "agrees"),
    ("true", 2, "agrees"),
    ("false", [], "agrees"),
    ("true", False, "disagrees"),
    ("false", ["somebody"], "disagrees"),
]
TABLES = {
    "date": DATES,
    "number": NUMBERS,
    "name": NAMED,
    "member": MEMBERS,
    "set": SETS,
    "text": TEXTS,
    "boolean": BOOLEANS,
}


def test_every_rule_has_a_table() -> None:
    assert TABLES.keys() == RULES.keys()


@pytest.mark.parametrize("rule", TABLES)
def test_value_of_a_source_is_compared_with_ours(rule: str) -> None:
    for source_value, our_value, agreement in TABLES[rule]:
        case = (source_value, our_value)
        assert compare(rule, source_value, our_value, NAMES) == agreement, case


@pytest.mark.parametrize(
    ("rule", "source_value", "our_value"),
    [(None, "14", 14), ("number", None, 14), ("number", "14", None), (None, None, 14)],
)
def test_missing_rule_or_value_is_not_comparable(
    rule: str | None, source_value: str | None, our_value: Any
) -> None:
    assert compare(rule, source_value, our_value, NAMES) == "not-comparable"


@pytest.mark.parametrize("our_value", [0, "", False])
def test_zero_empty_text_and_false_are_values(our_value: Any) -> None:
    assert compare("text", "something", our_value, NAMES) == "disagrees"


@pytest.mark.parametrize(
    ("rule", "source_value", "our_value"),
    [
        ("number", "some", 14),
        ("number", "14", "fourteen"),
        ("number", "14", [1, 2]),
        ("date", "1978", SALYUT),
        ("text", "Salyut 6", SALYUT),
        ("date", "soon", "1978"),
    ],
)
def test_values_that_do_not_fit_the_rule_are_rejected(
    rule: str, source_value: str, our_value: Any
) -> None:
    with pytest.raises((TypeError, ValueError)):
        compare(rule, source_value, our_value, NAMES)


@pytest.mark.parametrize(
    ("rule", "source_value"),
    [
        ("date", "1978-03-02T15:28Z"),
        ("date", "1978/.."),
        ("number", "14"),
        ("number", "229.5"),
        ("number", "~140"),
        ("number", ">12"),
        ("number", "<= 3"),
        ("number", "-7"),
        ("boolean", "true"),
        ("boolean", "false"),
        ("name", "anything"),
        ("member", "anything"),
        ("set", "this;that"),
        ("text", "anything"),
    ],
)
def test_value_in_the_form_of_its_rule_has_no_error(
    rule: str, source_value: str
) -> None:
    assert format_error(rule, source_value) is None


@pytest.mark.parametrize(
    ("rule", "source_value", "detail"),
    [
        ("date", "March 1978", "'March 1978' is "),
        ("date", "1978-02-30", "'1978-02-30' is not in the calendar"),
        ("date", "1981/1978", "'1981/1978' ends before it begins"),
        ("number", "a dozen", "'a dozen' is not a number; write 14, 229.5, ~140, >12"),
        ("number", "1,400", "'1,400' is not a number"),
        ("number", "14.", "'14.' is not a number"),
        ("number", "about 14", "'about 14' is not a number"),
        ("boolean", "yes", "'yes' is not `true` or `false`"),
        ("boolean", "True", "'True' is not `true` or `false`"),
    ],
)
def test_value_in_another_form_has_an_error(
    rule: str, source_value: str, detail: str
) -> None:
    assert (format_error(rule, source_value) or "").startswith(detail)


NEAR: list[tuple[str, str, Any, int, str]] = [
    ("date", "1978-03-02T15:30Z", "1978-03-02T15:28:10Z", 110, "less-precise"),
    ("date", "1978-03-02T15:30Z", "1978-03-02T15:28:10Z", 109, "disagrees"),
    ("date", "1978-03-02T15:26Z", "1978-03-02T15:28:10Z", 71, "less-precise"),
    ("date", "1978-03-02T15:26Z", "1978-03-02T15:28:10Z", 70, "disagrees"),
    ("date", "1978-03-02T15:28:10Z", "1978-03-02T15:28:10Z", 120, "agrees"),
    ("number", "300", 330, 30, "less-precise"),
    ("number", "330", 300, 30, "less-precise"),
    ("number", "300", 331, 30, "disagrees"),
    ("number", ">331", 330, 30, "disagrees"),
]


@pytest.mark.parametrize(("rule", "theirs", "ours", "tolerance", "agreement"), NEAR)
def test_values_within_a_tolerance_mean_the_same(
    rule: str, theirs: str, ours: Any, *, tolerance: int, agreement: str
) -> None:
    assert compare(rule, theirs, ours, NAMES, tolerance) == agreement
