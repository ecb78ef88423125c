"""How the text of a value is read, and its JSON schema, for each kind of field."""

import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from functools import cache
from typing import Any

from app.dates import (
    YEARLESS,
    DaysOfYear,
    Span,
    parse_date,
    parse_days_of_year,
    parse_interval,
)
from app.query.closest_ids import closest_id, closest_record
from app.query.comparisons import ESCAPE
from app.query.lookups import Lookups
from app.query.synonyms import suggest
from app.resources import BY_NAME, RESOURCES
from app.resources.date_parts import PARTS, is_part
from app.resources.filters import ALL, Filter, Kind
from app.schemas import vocabularies
from app.schemas.fields import dotted_paths
from app.text import alternatives, closest, fold, fold_case

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
BOOLEANS = ("true", "false")
NUMBER_BOUND = 10**15
"""Numbers must be closer to 0 than this: within 64 bits, whatever their unit."""

DATED: tuple[Kind, ...] = ("date", "since", "span")
"""The kinds of field whose values are dates."""

SINGLE: tuple[Kind, ...] = ("boolean", "since")
"""The kinds of field that take one value."""

Read = Callable[[str, Filter, Lookups], Awaitable[Any]]
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


async def look_up(texts: list[str], field: Filter, lookups: Lookups) -> None:
    """Looks up values together that `read_value` then reads one by one."""
    if field.kind == "id":
        await lookups.look_up_ids(field.target, texts)
    elif field.kind == "record":
        ids: dict[str, list[str]] = defaultdict(list)
        for resource, record_id in map(_split_record, texts):
            ids[resource].append(record_id)
        for resource in ids.keys() & BY_NAME.keys():
            await lookups.look_up_ids(resource, ids[resource])
    elif field.kind == "option" and not field.values:
        await lookups.present(field.column, texts)
    elif field.kind == "field":
        unknown = [text for text in texts if text not in record_fields()]
        await lookups.present(field.column, unknown)


async def read_value(text: str, field: Filter, lookups: Lookups) -> Any:
    """Returns a value as the column of its field holds it."""
    return await _READERS[field.kind](text, field, lookups)


async def read_pattern(text: str, field: Filter, lookups: Lookups) -> str:
    """Returns the LIKE pattern of texts that contain this one."""
    read = _read_name if field.kind == "name" else _read_text
    pattern: str = await read(text, field, lookups)
    for special in (ESCAPE, "%", "_"):
        pattern = pattern.replace(special, ESCAPE + special)
    return f"%{pattern}%"


async def read_boolean(text: str, field: Filter, _lookups: Lookups) -> bool:
    if text not in BOOLEANS:
        allowed = boolean_values(field)
        near = suggest(text, allowed)
        detail = f"it must be {alternatives(allowed)}"
        raise InvalidValue(detail, did_you_mean=near, allowed=allowed)
    return text == "true"


def boolean_values(field: Filter) -> list[str]:
    """Returns the texts that a boolean filter takes."""
    return [*BOOLEANS, ALL] if field.can_be_lifted else [*BOOLEANS]


async def _read_text(text: str, _field: Filter, _lookups: Lookups) -> str:
    if not text:
        raise InvalidValue("it is empty; for any value leave the parameter out")
    return fold_case(text)


async def _read_name(text: str, _field: Filter, _lookups: Lookups) -> str:
    folded = fold(text)
    if not folded:
        raise InvalidValue("it must contain a letter or a digit")
    return folded


async def _read_number(text: str, _field: Filter, _lookups: Lookups) -> float:
    if not _NUMBER.fullmatch(text):
        raise InvalidValue("it is not a number; for a range use `__gte` and `__lte`")
    number = float(text)
    if not abs(number) < NUMBER_BOUND:
        raise InvalidValue("it must be between -10^15 and 10^15")
    return number


async def _read_date(text: str, _field: Filter, _lookups: Lookups) -> Span:
    if text.startswith(YEARLESS):
        reason = "a date without a year is accepted without an operator or with `__not`"
        raise InvalidValue(f"{reason}, and not together with dates that have a year")
    try:
        return parse_interval(text)
    except ValueError as error:
        raise InvalidValue(str(error)) from None


async def _read_part(text: str, field: Filter, lookups: Lookups) -> Span:
    """Returns a part as the date that it is: `197X` are the days of the decade."""
    part = field.part
    if not is_part(text, part):
        detail = f"it is not a {part}; a {part} is written as {PARTS[part]}"
        raise InvalidValue(detail)
    return await _read_date(text, field, lookups)


async def read_days_of_year(text: str, _field: Filter, _lookups: Lookups) -> DaysOfYear:
    try:
        return parse_days_of_year(text)
    except ValueError as error:
        raise InvalidValue(str(error)) from None


async def _read_since(text: str, _field: Filter, lookups: Lookups) -> int:
    """Returns how many releases are skipped: up to a version, or before a date."""
    releases = lookups.data.releases
    versions = list(releases)
    if text in versions:
        return versions.index(text) + 1
    try:
        since = parse_date(text)
    except ValueError:
        detail = "it is neither a release nor a date"
        near = closest(text, versions)
        raise InvalidValue(detail, did_you_mean=near, allowed=versions) from None
    days = map(parse_date, releases.values())
    return sum(day.earliest < since.earliest for day in days)


async def _read_option(text: str, field: Filter, lookups: Lookups) -> str:
    if text in field.values:
        return text
    if field.values:
        options, detail = list(field.values), "it is not a value of this field"
    elif await lookups.present(field.column, [text]):
        return text
    else:
        options = await lookups.distinct(field.column)
        detail = "no record has this value"
    near = suggest(text, options)
    raise InvalidValue(detail, did_you_mean=near, allowed=options)


async def _read_id(text: str, field: Filter, lookups: Lookups) -> str:
    record_id = await lookups.record_id(field.target, text)
    if record_id is None:
        near = await closest_id(lookups, field.target, text, field.column)
        detail = f"/v1/{field.target} has no record with this id"
        raise InvalidValue(detail, did_you_mean=near)
    return record_id


async def _read_country(text: str, _field: Filter, lookups: Lookups) -> str:
    country = lookups.data.country(text)
    if country is None:
        near = lookups.data.closest_country(text)
        detail = "no country has this id, ISO 3166 code or name"
        raise InvalidValue(detail, did_you_mean=near)
    return country


async def _read_record(text: str, field: Filter, lookups: Lookups) -> str:
    """Returns a record as `type/id`."""
    resource, name = _split_record(text)
    if resource in BY_NAME:
        record_id = await lookups.record_id(resource, name)
        if record_id:
            return f"{resource}/{record_id}"
    if field.has_past and await lookups.present(field.column, [text]):
        return text
    near = await closest_record(lookups, text)
    detail = "there is no such record; a record is written as missions/soyuz-28"
    raise InvalidValue(detail, did_you_mean=near)


def _split_record(text: str) -> tuple[str, str]:
    """Returns the type and the id in a text such as `missions/soyuz-28`."""
    resource, _, record_id = text.partition("/")
    return fold_case(resource), record_id


async def _read_field(text: str, field: Filter, lookups: Lookups) -> str:
    """Returns the name of a field that a record has, or that a value is about."""
    known = record_fields()
    if text not in known and not await lookups.present(field.column, [text]):
        options = await lookups.distinct(field.column)
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
    "part": _read_part,
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


def value_schema(field: Filter) -> Schema:
    """Returns the JSON schema of one value."""
    if field.values:
        return enum_schema(vocabularies.NAMES[field.values], field.values)
    return _VALUES.get(field.kind, _TEXT)


def enum_schema(name: str, values: Iterable[str]) -> Schema:
    """Returns the schema of a choice, with the name of its type in generated code."""
    return {"title": name, "type": "string", "enum": list(values)}


def list_schema(field: Filter) -> Schema:
    """Returns the JSON schema of several values, or of the only one of some kinds."""
    schema = value_schema(field)
    return schema if field.kind in SINGLE else array_of(schema)


def array_of(schema: Schema) -> Schema:
    """Returns the JSON schema of a list; a query joins its values by commas."""
    return {"type": "array", "items": schema, "minItems": 1}


def boolean_schema(_field: Filter) -> Schema:
    return _BOOLEAN
