"""The query parameters of every address, as the OpenAPI file tells them.

They follow from the declarations, and each has the type that code would give it, so
that a generated client takes a number for a number and a truth value for a truth value.
"""

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from app.query.grammar import Grammar
from app.query.validation import DEFAULT_LIMIT, countable_fields
from app.query.values import TOO_LARGE
from app.resources import Resource
from app.resources.filters import OPERATORS, Filter, Operator
from app.schemas.fields import dotted_paths

Schema = dict[str, Any]


class _Control(NamedTuple):
    """A parameter that is no filter: what it does, and an example that answers."""

    about: str
    example: str = ""
    choice: str = ""
    """The name of its values, as a generated client calls them."""


_CONTROLS = {
    "q": _Control("Words of names, in any script, without accents, or damaged"),
    "sort": _Control("Sort keys by comma, `-` for descending; empties last, then id"),
    "limit": _Control("Most records on a page; a CSV or NDJSON holds all by default"),
    "cursor": _Control("Where the page begins: from `links`, with the same query"),
    "fields": _Control(
        "Only these fields, dotted, by comma; the schema is that of whole records", "id"
    ),
    "include": _Control(
        "`claims` adds what sources state about each record", "claims", "Include"
    ),
    "facet": _Control("Counts values over the whole result, fields by comma"),
    "group_by": _Control("Counts values as `facet` does, without records"),
    "format": _Control("Form of the answer, before `Accept`", "json", "Format"),
    "bom": _Control(
        "Whether a CSV begins with a byte order mark, for spreadsheets", "false"
    ),
    "lineage": _Control(
        "Counts predecessors and successors of the states asked for", "none", "Lineage"
    ),
    "by": _Control("One answer for each of these", "country", "Grouping"),
    "achievement": _Control("What was done first", "flight", "Achievement"),
    "boundary": _Control(
        "Where space begins: `100km` by default, `80km` where all in space are counted",
        "100km",
        "Boundary",
    ),
    "basis": _Control(
        "What makes somebody of a state: `citizenship` by default",
        "citizenship",
        "Basis",
    ),
    "at": _Control(
        "Instant, date or interval, EDTF in UTC; `now` for the end of the data",
        "1985-10-07T12:00Z",
    ),
    "record": _Control(
        "Which record; all of them by default", "longest-flight", "Superlative"
    ),
    "as_of": _Control(
        "As of a date, counting flights that had ended: EDTF", "1991-12-31"
    ),
    "date_match": _Control(
        "`certain`: the whole date fits; `possible`: it may fit", "certain", "DateMatch"
    ),
}
_KIND_TEXT = {
    "text": "this very text",
    "name": "this name, accents and case aside",
    "option": "this value",
    "id": "this id",
    "country": "this state, by id, ISO 3166 code or name",
    "number": "this number",
    "date": "this EDTF date or interval",
}
_TEXT: Schema = {"type": "string", "minLength": 1}
_NUMBER: Schema = {
    "type": "number",
    "exclusiveMinimum": -TOO_LARGE,
    "exclusiveMaximum": TOO_LARGE,
}
_ONE = r"-?[0-9]{1,15}(\.[0-9]+)?"
_NUMBERS: Schema = {
    "anyOf": [_NUMBER, {"type": "string", "pattern": f"^{_ONE}(,{_ONE})+$"}]
}


def path_parameter(name: str, about: str, example: str) -> Schema:
    """Returns the description of a part of a path."""
    title = name.replace("_", " ").title()
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": about,
        "schema": {
            "type": "string",
            "description": about,
            "examples": [example],
            "title": title,
        },
    }


def list_parameters(resource: Resource, grammar: Grammar) -> list[Schema]:
    """Every parameter of an address, described, with an example that answers."""
    found = [_control(resource, grammar, name) for name in grammar.controls]
    for name, declared in grammar.filters.items():
        found += _operators(name, declared)
    return found


def _operators(name: str, declared: Filter) -> list[Schema]:
    """The parameters of a field, one for each operator that it takes."""
    return [
        _parameter(
            name + operator.suffix,
            _about(declared, operator),
            _of_filter(declared, operator),
            "true" if operator.suffix == "__exists" else declared.example,
        )
        for operator in OPERATORS
        if declared.kind in operator.kinds
    ]


def _about(declared: Filter, operator: Operator) -> str:
    """What a filter asks, in words."""
    if declared.kind in ("boolean", "since"):
        return declared.about
    asks = operator.asks.format(value=_KIND_TEXT[declared.kind])
    return f"{declared.about}: {asks}"


def _of_filter(declared: Filter, operator: Operator) -> Schema:
    """The type of a filter; several values are a text, joined by commas."""
    if operator.suffix == "__exists" or declared.kind == "boolean":
        return {"type": "boolean"}
    if declared.kind == "number":
        return _NUMBER if operator.suffix in ("__gte", "__lte") else _NUMBERS
    return _TEXT | ({"format": "edtf"} if declared.kind == "date" else {})


def _control(resource: Resource, grammar: Grammar, name: str) -> Schema:
    """A parameter that is no filter."""
    about, example, choice = _CONTROLS[name]
    schema = dict(_TEXT)
    if grammar.controls[name]:
        allowed = list(grammar.controls[name])
        schema = _of_choice(choice, allowed)
    elif name in _DETAILS:
        schema, more, example = _DETAILS[name](resource, grammar)
        about += more
    found = _parameter(name, about, schema, example)
    return found | ({"required": True} if name in grammar.needed else {})


def _of_choice(name: str, allowed: list[str]) -> Schema:
    """The type of a choice; truth is no text."""
    if allowed == ["true", "false"]:
        return {"type": "boolean"}
    return {"title": name, "type": "string", "enum": allowed}


def _parameter(name: str, about: str, schema: Schema, example: str) -> Schema:
    """Examples stand in the schema: Swagger UI would send those of the parameter."""
    if example:
        text = schema.get("type") == "string"
        schema = schema | {"examples": [example if text else json.loads(example)]}
    return {"name": name, "in": "query", "description": about, "schema": schema}


Details = tuple[Schema, str, str]
"""Schema, more to say, example."""


def _limit(_resource: Resource, grammar: Grammar) -> Details:
    default = min(DEFAULT_LIMIT, grammar.most // 10)
    schema = {"type": "integer", "minimum": 0, "maximum": grammar.most}
    return schema, f", any other page {default}", "5"


def _words(resource: Resource, _grammar: Grammar) -> Details:
    return dict(_TEXT), "", resource.words


def _sort(resource: Resource, _grammar: Grammar) -> Details:
    keys = list(resource.sorts)
    schema = {"type": "string", "pattern": _joined(keys, before="-?")}
    return schema, f". Keys: {', '.join(keys)}", resource.default_sort


def _facets(resource: Resource, _grammar: Grammar) -> Details:
    known = countable_fields(resource)
    schema = {"type": "string", "pattern": _joined(known)}
    return schema, f". Fields: {', '.join(known)}", known[0]


def _fields(resource: Resource, _grammar: Grammar) -> Details:
    return (
        dict(_TEXT),
        f". Fields: {', '.join(sorted(dotted_paths(resource.schema)))}",
        "id",
    )


_DETAILS: dict[str, Callable[[Resource, Grammar], Details]] = {
    "limit": _limit,
    "q": _words,
    "sort": _sort,
    "facet": _facets,
    "group_by": _facets,
    "fields": _fields,
}


def _joined(names: list[str], before: str = "") -> str:
    """The pattern of names that are joined by commas."""
    one = f"{before}({'|'.join(map(re.escape, names))})"
    return f"^{one}(,{one})*$"
