"""Names that records share, and messages about values that do not fit a rule."""

import re
from typing import Any

import pytest

from app.ingest.claims.comparison import compare, format_error

SPACELAB = {"id": "sl-1", "name": "Spacelab 1", "url": "/v1/stations/sl-1"}
ESSAY = {"id": "007-essay", "title": "Guests in Orbit"}
NAMES = {"/v1/stations/mir": {"mir"}}

SAME: list[tuple[str, str, Any]] = [
    ("name", "spacelab 1", SPACELAB),
    ("name", "SL-1", SPACELAB),
    ("name", "Guests in Orbit", ESSAY),
    ("name", "007-essay", ESSAY),
    ("set", "Guests in Orbit;SL-1", [SPACELAB, ESSAY]),
]


@pytest.mark.parametrize(("rule", "theirs", "ours"), SAME)
def test_a_record_has_its_name_title_and_id(rule: str, theirs: str, ours: Any) -> None:
    assert compare(rule, theirs, ours, NAMES) == "agrees"


@pytest.mark.parametrize("month", ["1978-01", "1978-06", "1978-12"])
def test_any_part_of_our_date_agrees(month: str) -> None:
    assert compare("date", month, "1978", NAMES) == "agrees"


MESSAGES: list[tuple[str, str, str | None]] = [
    ("date", "1978-02-30", "'1978-02-30' is not in the calendar"),
    ("date", "1981/1978", "'1981/1978' ends before it begins"),
    ("number", "14.", "'14.' is not a number; write 14, 229.5, ~140, >12 or <=3"),
    ("number", "14 ", "'14 ' is not a number; write 14, 229.5, ~140, >12 or <=3"),
    ("boolean", "True", "'True' is not `true` or `false`"),
    ("boolean", "", "'' is not `true` or `false`"),
    ("text", "14.", None),
    ("date", "1978", None),
]


@pytest.mark.parametrize(("rule", "value", "message"), MESSAGES)
def test_a_message_shows_the_value_and_the_right_form(
    rule: str, value: str, message: str | None
) -> None:
    assert format_error(rule, value) == message


@pytest.mark.parametrize(
    ("rule", "theirs", "ours", "message"),
    [
        ("number", "a dozen", 12, "a dozen"),
        ("text", "Mir", {"name": "Mir"}, "{'name': 'Mir'}"),
        ("text", "Mir", ["Mir"], "['Mir']"),
    ],
)
def test_an_error_names_the_value_that_does_not_fit(
    rule: str, theirs: str, ours: Any, message: str
) -> None:
    with pytest.raises((TypeError, ValueError), match=f"^{re.escape(message)}$"):
        compare(rule, theirs, ours, NAMES)
