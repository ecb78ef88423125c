"""How the text of a value is read, for each kind of field."""

import re
from collections.abc import Callable
from typing import Any

from app.dates import Span, parse_date, parse_interval
from app.query.reference_data import ReferenceData
from app.resources.filters import Filter, Operator
from app.text import closest, fold

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
TOO_LARGE = 10**15


class InvalidValue(Exception):
    """A value that cannot be read, with what would be right."""

    def __init__(self, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.more = more


Read = Callable[[str], Any]
ESCAPE = "/"
"""Precedes what is meant as it stands in a pattern."""


def reader(found: Filter, operator: Operator, vocabulary: ReferenceData) -> Read:
    if operator.suffix == "__exists" or found.kind == "boolean":
        return _read_boolean
    if operator.suffix == "__contains":
        return lambda text: pattern_of(_CONTAINED[found.kind](text))
    readers: dict[str, Read] = {
        "text": _read_text,
        "name": _read_name,
        "number": _read_number,
        "date": _read_date,
        "since": lambda text: _read_since(text, vocabulary),
        "option": lambda text: _read_option(
            text, vocabulary.options[str(found.column)]
        ),
        "id": lambda text: _read_id(text, found.to, vocabulary),
        "country": lambda text: _read_country(text, vocabulary),
    }
    return readers[found.kind]


def _read_text(text: str) -> str:
    if not text:
        raise InvalidValue("an empty value matches nothing; leave the parameter out")
    return text


def _read_name(text: str) -> str:
    folded = fold(text)
    if not folded:
        raise InvalidValue("holds no letter or digit")
    return folded


def pattern_of(text: str) -> str:
    """The pattern of texts that contain this one."""
    for special in (ESCAPE, "%", "_"):
        text = text.replace(special, ESCAPE + special)
    return f"%{text}%"


_CONTAINED: dict[str, Read] = {"text": _read_text, "name": _read_name}


def _read_number(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise InvalidValue(f"{text!r} is no number")
    number = float(text)
    if not abs(number) < TOO_LARGE:
        raise InvalidValue(f"{text!r} is beyond any number here")
    return number


def _read_date(text: str) -> Span:
    try:
        return parse_interval(text)
    except ValueError as error:
        raise InvalidValue(str(error)) from None


def _read_since(text: str, vocabulary: ReferenceData) -> int:
    """How many releases are left out: those up to a version, or before a date."""
    versions = list(vocabulary.releases)
    if text in versions:
        return versions.index(text) + 1
    try:
        first = parse_date(text)
    except ValueError:
        detail = f"{text!r} is neither a release nor a date"
        near = closest(text, versions)
        raise InvalidValue(detail, did_you_mean=near, allowed=versions) from None
    days = map(parse_date, vocabulary.releases.values())
    return sum(day.earliest < first.earliest for day in days)


def _read_boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise InvalidValue(
            f"{text!r} is neither true nor false", allowed=["true", "false"]
        )
    return text == "true"


def _read_option(text: str, options: tuple[str, ...]) -> str:
    if text not in options:
        near = closest(text, list(options))
        raise InvalidValue(
            f"{text!r} is not a value of this field",
            did_you_mean=near,
            allowed=list(options),
        )
    return text


def _read_id(text: str, to: str, vocabulary: ReferenceData) -> str:
    if text not in vocabulary.ids[to]:
        near = vocabulary.near(to, text)
        raise InvalidValue(f"There is no {text!r} in /v1/{to}", did_you_mean=near)
    return text


def _read_country(text: str, vocabulary: ReferenceData) -> str:
    found = vocabulary.country(text)
    if found is None:
        near = vocabulary.near("countries", text)
        detail = f"{text!r} is no state; ids, ISO 3166 codes and names are understood"
        raise InvalidValue(detail, did_you_mean=near)
    return found
