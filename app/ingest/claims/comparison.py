"""How a stated value is compared with ours: one rule a type of value.

`agrees`: the source says what we say, as precisely. `less-precise`: what it says is
true, but vaguer. `disagrees`: both cannot be true. `not-comparable`: we hold no value.
A rule is never bent to hide or to make a disagreement.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Literal

from app.dates import parse_date, parse_interval
from app.text import fold

Agreement = Literal["agrees", "less-precise", "disagrees", "not-comparable"]
Names = Mapping[str, set[str]]
"""Folded names of each record, by its URL."""

_NUMBER = re.compile(r"(?P<sign>>=|<=|>|<|~)?\s*(?P<digits>-?\d+(?:\.\d+)?)")


def judge(rule: str | None, stated: str | None, actual: Any, names: Names) -> Agreement:
    """Compare by the rule; without a rule or a value of ours nothing can be."""
    if rule is None or stated is None or actual is None:
        return "not-comparable"
    return RULES[rule](stated, actual, names)


def fits(rule: str, stated: str) -> str | None:
    """What is wrong with a stated value under a rule, `None` if nothing."""
    if rule == "date":
        try:
            parse_interval(stated)
        except ValueError as error:
            return str(error)
    if rule == "number" and not _NUMBER.fullmatch(stated):
        return f"{stated!r} is no number; write 14, 229.5, ~140, >12 or <=3"
    if rule == "boolean" and stated not in ("true", "false"):
        return f"{stated!r} is neither true nor false"
    return None


def _date(stated: str, actual: Any, _names: Names) -> Agreement:
    said, ours = parse_interval(stated), parse_date(str(actual))
    if (said.earliest, said.latest) == (ours.earliest, ours.latest):
        return "agrees"
    if said.earliest <= ours.earliest and ours.latest <= said.latest:
        return "less-precise"
    inside = ours.earliest <= said.earliest and said.latest <= ours.latest
    return "agrees" if inside else "disagrees"


def _number(stated: str, actual: Any, _names: Names) -> Agreement:
    match = _NUMBER.fullmatch(stated)
    if match is None:
        raise ValueError(stated)
    sign, digits = match["sign"], match["digits"]
    said, ours = Decimal(digits), Decimal(str(float(actual)))
    if sign == "~":
        near = abs(ours - said) <= abs(said) / 10
        return ("agrees" if ours == said else "less-precise") if near else "disagrees"
    if sign:
        return "less-precise" if _BOUNDS[sign](ours, said) else "disagrees"
    if ours == said:
        return "agrees"
    step = Decimal(1).scaleb(-len(digits.partition(".")[2]))
    return "less-precise" if abs(ours - said) <= step / 2 else "disagrees"


_BOUNDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">": lambda ours, said: ours > said,
    "<": lambda ours, said: ours < said,
    ">=": lambda ours, said: ours >= said,
    "<=": lambda ours, said: ours <= said,
}


def _name(stated: str, actual: Any, names: Names) -> Agreement:
    return "agrees" if fold(stated) in _names_of(actual, names) else "disagrees"


def _member(stated: str, actual: Any, names: Names) -> Agreement:
    wanted = fold(stated)
    found = any(wanted in _names_of(one, names) for one in _listed(actual))
    return "agrees" if found else "disagrees"


def _set(stated: str, actual: Any, names: Names) -> Agreement:
    said = {fold(one) for one in stated.split(";")}
    ours = [_names_of(one, names) for one in _listed(actual)]
    if not all(any(one in known for known in ours) for one in said):
        return "disagrees"
    complete = all(known & said for known in ours)
    return "agrees" if complete else "less-precise"


def _text(stated: str, actual: Any, _names: Names) -> Agreement:
    if isinstance(actual, dict | list):
        raise TypeError(actual)
    if stated.startswith("http"):  # an address is right to the letter or leads nowhere
        return "agrees" if stated == actual else "disagrees"
    said, ours = fold(stated), fold(str(actual))
    if said == ours:
        return "agrees"
    return "less-precise" if f" {said} " in f" {ours} " else "disagrees"


def _boolean(stated: str, actual: Any, _names: Names) -> Agreement:
    return "agrees" if (stated == "true") == bool(actual) else "disagrees"


RULES: dict[str, Callable[[str, Any, Names], Agreement]] = {
    "date": _date,
    "number": _number,
    "name": _name,
    "member": _member,
    "set": _set,
    "text": _text,
    "boolean": _boolean,
}


def _listed(actual: Any) -> list[Any]:
    return actual if isinstance(actual, list) else [actual]


def _names_of(value: Any, names: Names) -> set[str]:
    """The folded names of a brief record, or the folded text of a plain value."""
    if isinstance(value, dict):
        own = {fold(str(value[key])) for key in ("name", "title", "id") if key in value}
        return own | names.get(value.get("url", ""), set())
    return {fold(str(value))}
