"""How a value of a source is compared with ours: one rule for each type of value.

`agrees`: the source gives our value, as precisely. `less-precise`: its value is true
but vaguer. `disagrees`: the two cannot both be true. `not-comparable`: we have none.
A rule is never changed to hide or to create a disagreement.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from math import inf
from typing import Any, Protocol

from app.dates import parse_date, parse_interval
from app.schemas.vocabularies import Agreement
from app.text import fold


class Names(Protocol):
    """Folded names of each record, by its URL."""

    def get(self, url: str, default: set[str], /) -> set[str]:
        """Returns the names of a record, the default if there is none."""


_LAST_SECOND, _HALF_A_MINUTE = 59, 30
"""Of a minute, in seconds."""
_NUMBER = re.compile(r"(?P<sign>>=|<=|>|<|~)?\s*(?P<digits>-?\d+(?:\.\d+)?)")


def compare(
    rule: str | None,
    source_value: str | None,
    our_value: Any,
    names: Names,
    tolerance: float = 0,
) -> Agreement:
    """Compares two values by a rule; `not-comparable` if one of the three is missing.

    `tolerance` is how far times or numbers may lie apart that mean the same, in seconds
    or units. Raises `TypeError` or `ValueError` if the rule does not fit the values.
    """
    if rule is None or source_value is None or our_value is None:
        return "not-comparable"
    agreement = RULES[rule](source_value, our_value, names)
    if agreement == "disagrees" and tolerance:
        is_near = _distance(rule, source_value, our_value) <= tolerance
        return "less-precise" if is_near else agreement
    return agreement


def _distance(rule: str, source_value: str, our_value: Any) -> float:
    """Returns how far two times or two numbers lie apart; bounds have no distance."""
    if rule == "date":
        theirs, ours = parse_interval(source_value), parse_date(str(our_value))
        return max(ours.earliest - theirs.latest, theirs.earliest - ours.latest)
    match = _NUMBER.fullmatch(source_value)
    if match is None or match["sign"]:
        return inf
    return abs(float(source_value) - float(our_value))


def format_error(rule: str, source_value: str) -> str | None:
    """Returns why a value of a source cannot be used with a rule, `None` if it can."""
    if rule == "date":
        try:
            parse_interval(source_value)
        except ValueError as error:
            return str(error)
    if rule == "number" and not _NUMBER.fullmatch(source_value):
        return f"{source_value!r} is not a number; write 14, 229.5, ~140, >12 or <=3"
    if rule == "boolean" and source_value not in ("true", "false"):
        return f"{source_value!r} is not `true` or `false`"
    return None


def _compare_dates(source_value: str, our_value: Any, _names: Names) -> Agreement:
    theirs, ours = parse_interval(source_value), parse_date(str(our_value))
    if theirs.latest - theirs.earliest == _LAST_SECOND and ours.earliest == ours.latest:
        # The seconds that the source leaves out may be cut off or rounded
        theirs = replace(theirs, earliest=theirs.earliest - _HALF_A_MINUTE)
    if (theirs.earliest, theirs.latest) == (ours.earliest, ours.latest):
        return "agrees"
    if theirs.earliest <= ours.earliest and ours.latest <= theirs.latest:
        return "less-precise"
    within = ours.earliest <= theirs.earliest and theirs.latest <= ours.latest
    return "agrees" if within else "disagrees"


def _compare_numbers(source_value: str, our_value: Any, _names: Names) -> Agreement:
    match = _NUMBER.fullmatch(source_value)
    if match is None:
        raise ValueError(source_value)
    sign, digits = match["sign"], match["digits"]
    theirs, ours = Decimal(digits), Decimal(str(float(our_value)))
    if sign == "~":
        is_near = abs(ours - theirs) <= abs(theirs) / 10
        if ours == theirs:
            return "agrees"
        return "less-precise" if is_near else "disagrees"
    if sign:
        return "less-precise" if _BOUNDS[sign](ours, theirs) else "disagrees"
    if ours == theirs:
        return "agrees"
    last_digit = Decimal(1).scaleb(-len(digits.partition(".")[2]))
    return "less-precise" if abs(ours - theirs) <= last_digit / 2 else "disagrees"


_BOUNDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">": lambda ours, theirs: ours > theirs,
    "<": lambda ours, theirs: ours < theirs,
    ">=": lambda ours, theirs: ours >= theirs,
    "<=": lambda ours, theirs: ours <= theirs,
}


def _compare_names(source_value: str, our_value: Any, names: Names) -> Agreement:
    is_known = fold(source_value) in _names_of(our_value, names)
    return "agrees" if is_known else "disagrees"


def _compare_member(source_value: str, our_value: Any, names: Names) -> Agreement:
    name = fold(source_value)
    is_member = any(name in _names_of(value, names) for value in _as_list(our_value))
    return "agrees" if is_member else "disagrees"


def _compare_sets(source_value: str, our_value: Any, names: Names) -> Agreement:
    theirs = {fold(name) for name in source_value.split(";")}
    ours = [_names_of(value, names) for value in _as_list(our_value)]
    if not all(any(name in known for known in ours) for name in theirs):
        return "disagrees"
    is_complete = all(known & theirs for known in ours)
    return "agrees" if is_complete else "less-precise"


def _compare_texts(source_value: str, our_value: Any, _names: Names) -> Agreement:
    if isinstance(our_value, dict | list):
        raise TypeError(our_value)
    if source_value.startswith("http"):  # a part of a URL is another URL
        return "agrees" if source_value == our_value else "disagrees"
    theirs, ours = fold(source_value), fold(str(our_value))
    if theirs == ours:
        return "agrees"
    return "less-precise" if f" {theirs} " in f" {ours} " else "disagrees"


def _compare_booleans(source_value: str, our_value: Any, _names: Names) -> Agreement:
    return "agrees" if (source_value == "true") == bool(our_value) else "disagrees"


RULES: dict[str, Callable[[str, Any, Names], Agreement]] = {
    "date": _compare_dates,
    "number": _compare_numbers,
    "name": _compare_names,
    "member": _compare_member,
    "set": _compare_sets,
    "text": _compare_texts,
    "boolean": _compare_booleans,
}


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _names_of(value: Any, names: Names) -> set[str]:
    """Returns the folded names of a related record, or the folded text of a value."""
    if isinstance(value, dict):
        own = {fold(str(value[key])) for key in ("name", "title", "id") if key in value}
        return own | names.get(value.get("url", ""), set())
    return {fold(str(value))}
