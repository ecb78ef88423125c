"""How the text of a value is read, and its JSON schema, for each kind of field."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from app.dates import Span, parse_date, parse_interval
from app.query.comparisons import ESCAPE
from app.query.reference_data import ReferenceData
from app.query.synonyms import suggest
from app.resources import RESOURCES
from app.resources.filters import ALL, Filter, Kind
from app.schemas.fields import dotted_paths
from app.text import closest, fold

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
BOOLEANS = ("true", "false")
NUMBER_BOUND = 10**15
"""Numbers must be closer to 0 than this: within 64 bits, whatever their unit."""

DATED: tuple[Kind, ...] = ("date", "since", "span")
"""The kinds of field whose values are dates."""

Read = Callable[[str, Filter, ReferenceData], Any]
"""Reads the text of a value. Raises `InvalidValue`."""
Schema = dict[str, Any]


class InvalidValue(Exception):
    """A value that cannot be read, and why; `more` is what is accepted.

    The reason continues the sentence "`field` cannot be 'value': …".
    """

    def __init__(self, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.more = more


def read_value(text: str, field: Filter, data: ReferenceData) -> Any:
    """Returns a value as the column of its field holds it."""
    return _READERS[field.kind](text, field, data)


def read_pattern(text: str, field: Filter, data: ReferenceData) -> str:
    """Returns the LIKE pattern of texts that contain this one."""
    read = _read_name if field.kind == "name" else _read_text
    pattern = read(text, field, data)
    for special in (ESCAPE, "%", "_"):
        pattern = pattern.replace(special, ESCAPE + special)
    return f"%{pattern}%"


def read_boolean(text: str, field: Filter, _data: ReferenceData) -> bool:
    if text not in BOOLEANS:
        allowed = boolean_values(field)
        near = suggest(text, allowed)
        detail = f"it must be {' or '.join(allowed)}"
        raise InvalidValue(detail, did_you_mean=near, allowed=allowed)
    return text == "true"


def boolean_values(field: Filter) -> list[str]:
    """Returns the texts that a boolean filter takes."""
    return [*BOOLEANS, ALL] if field.can_be_lifted else [*BOOLEANS]


def _read_text(text: str, _field: Filter, _data: ReferenceData) -> str:
    if not text:
        raise InvalidValue("it is empty; to accept any value, leave the filter out")
    return text


def _read_name(text: str, _field: Filter, _data: ReferenceData) -> str:
    folded = fold(text)
    if not folded:
        raise InvalidValue("it has no letter or digit")
    return folded


def _read_number(text: str, _field: Filter, _data: ReferenceData) -> float:
    if not _NUMBER.fullmatch(text):
        raise InvalidValue("it is not a number; for a range use `__gte` and `__lte`")
    number = float(text)
    if not abs(number) < NUMBER_BOUND:
        raise InvalidValue("it is not between -10^15 and 10^15")
    return number


def _read_date(text: str, _field: Filter, _data: ReferenceData) -> Span:
    try:
        return parse_interval(text)
    except ValueError as error:
        raise InvalidValue(str(error)) from None


def _read_since(text: str, _field: Filter, data: ReferenceData) -> int:
    """Returns how many releases are skipped: up to a version, or before a date."""
    versions = list(data.releases)
    if text in versions:
        return versions.index(text) + 1
    try:
        since = parse_date(text)
    except ValueError:
        detail = "it is neither a release nor a date"
        near = closest(text, versions)
        raise InvalidValue(detail, did_you_mean=near, allowed=versions) from None
    days = map(parse_date, data.releases.values())
    return sum(day.earliest < since.earliest for day in days)


def _read_option(text: str, field: Filter, data: ReferenceData) -> str:
    options = list(data.options[str(field.column)])
    if text not in options:
        detail = "no record has this value"
        near = suggest(text, options)
        raise InvalidValue(detail, did_you_mean=near, allowed=options)
    return text


def _read_id(text: str, field: Filter, data: ReferenceData) -> str:
    record_id = data.record_id(field.target, text)
    if record_id is None:
        near = data.closest_id(field.target, text)
        detail = f"/v1/{field.target} has no record with this id"
        raise InvalidValue(detail, did_you_mean=near)
    return record_id


def _read_country(text: str, _field: Filter, data: ReferenceData) -> str:
    country = data.country(text)
    if country is None:
        near = data.closest_id("countries", text)
        detail = "no state has this id, ISO 3166 code or name"
        raise InvalidValue(detail, did_you_mean=near)
    return country


def _read_record(text: str, field: Filter, data: ReferenceData) -> str:
    """Returns a record as `type/id`."""
    resource, _, name = text.partition("/")
    if resource in data.ids and (record_id := data.record_id(resource, name)):
        return f"{resource}/{record_id}"
    if field.has_past and text in data.options[str(field.column)]:
        return text
    near = data.closest_record(text)
    detail = "there is no such record; a record is written as missions/soyuz-28"
    raise InvalidValue(detail, did_you_mean=near)


def _read_field(text: str, field: Filter, data: ReferenceData) -> str:
    """Returns the name of a field that a record has, or that a value is about."""
    options = data.options[str(field.column)]
    known = record_fields()
    if text not in options and text not in known:
        near = suggest(text, sorted({*options, *known}))
        raise InvalidValue("no record has this field", did_you_mean=near)
    return text


@cache
def record_fields() -> frozenset[str]:
    """Returns the dotted fields of all records."""
    return frozenset().union(*(dotted_paths(each.schema) for each in RESOURCES))


_READERS: dict[Kind, Read] = {
    "text": _read_text,
    "name": _read_name,
    "option": _read_option,
    "id": _read_id,
    "country": _read_country,
    "number": _read_number,
    "date": _read_date,
    "span": _read_date,
    "boolean": read_boolean,
    "since": _read_since,
    "record": _read_record,
    "field": _read_field,
}

_TEXT: Schema = {"type": "string", "minLength": 1}
_BOOLEAN: Schema = {"type": "boolean"}
_EDTF = _TEXT | {"format": "edtf"}
_VALUES: dict[Kind, Schema] = {
    "boolean": _BOOLEAN,
    "date": _EDTF,
    "span": _EDTF,
    "number": {
        "type": "number",
        "exclusiveMinimum": -NUMBER_BOUND,
        "exclusiveMaximum": NUMBER_BOUND,
    },
}
_PLAIN_NUMBER = r"-?[0-9]{1,15}(\.[0-9]+)?"
_NUMBERS: Schema = {
    "type": "string",
    "pattern": f"^{_PLAIN_NUMBER}(,{_PLAIN_NUMBER})+$",
}


def value_schema(kind: Kind) -> Schema:
    """Returns the JSON schema of one value."""
    return _VALUES.get(kind, _TEXT)


def list_schema(kind: Kind) -> Schema:
    """Returns the JSON schema of one value, or of several joined by commas."""
    schema = value_schema(kind)
    return {"anyOf": [schema, _NUMBERS]} if kind == "number" else schema


def boolean_schema(_kind: Kind) -> Schema:
    return _BOOLEAN
