"""Suggestions for mistyped parameters, with or without an operator."""

import re
from collections.abc import Mapping, Sequence

from app.query.operators import OPERATORS, Operator
from app.query.synonyms import suggest
from app.resources.filters import Filter, filter_name
from app.text import closest

_WITH_OPERATOR = re.compile(r"(.+?)(?:(?:_{1,2}|[\[.:])([a-zA-Z]+)\]?|([<>!~]))")


def suggest_parameter(
    name: str, filters: Mapping[str, Filter], allowed: Sequence[str]
) -> str | None:
    """Returns the parameter that an unknown one most likely meant, if any is near.

    `launched_gte`, `launched[gte]` and `launched>` mean `launched__gte`.
    """
    match = _WITH_OPERATOR.fullmatch(name[:100])
    if match and (declared := filters.get(filter_name(match[1], filters))):
        operator = _operator_called(match[2] or match[3], declared)
        if operator:
            return match[1] + operator.suffix
    return suggest(name.rpartition("__")[0] or name, allowed)


def suggest_operator(field: str, suffix: str, declared: Filter) -> str:
    """Returns the parameter that a field with an unknown operator most likely meant.

    That is the field alone if no operator is near.
    """
    operator = _operator_called(suffix, declared)
    if operator:
        return field + operator.suffix
    words = {
        other.suffix.strip("_"): other.suffix
        for other in OPERATORS
        if other.takes(declared)
    }
    return field + words.get(closest(suffix.strip("_"), list(words)) or "", "")


def _operator_called(word: str, declared: Filter) -> Operator | None:
    """Returns the operator of a field that other programs call by a word."""
    word = word.strip("_").lower()
    for operator in OPERATORS:
        if operator.takes(declared) and word in (
            operator.suffix.strip("_"),
            *operator.words.split(),
        ):
            return operator
    return None
