"""The query parameters of every address in the OpenAPI document.

They follow from the declarations. Each has the type that code would give it, so that
generated clients take numbers for numbers and booleans for booleans.
"""

import json
import re
from collections.abc import Callable
from typing import NamedTuple

from app.query.grammar import Grammar
from app.query.operators import OPERATORS, Operator
from app.query.validation import DEFAULT_LIMIT, countable_fields
from app.query.values import Schema, boolean_values
from app.resources import Resource
from app.resources.filters import Filter
from app.schemas.fields import dotted_paths


class _Reserved(NamedTuple):
    """A parameter that is not a filter: its description and an example."""

    about: str
    example: str = ""
    choice: str = ""
    """The name of its values in generated clients."""


_RESERVED = {
    "q": _Reserved("Words of names, in any script, without accents, or damaged"),
    "sort": _Reserved("Sort keys by comma, `-` for descending; empties last, then id"),
    "limit": _Reserved("Most records on a page; a CSV or NDJSON holds all by default"),
    "cursor": _Reserved("Where the page begins: from `links`, with the same query"),
    "fields": _Reserved(
        "Only these fields, dotted, by comma; the schema is that of whole records", "id"
    ),
    "include": _Reserved(
        "`claims` adds what sources state about each record", "claims", "Include"
    ),
    "facet": _Reserved("Counts values over the whole result, fields by comma"),
    "group_by": _Reserved("Counts values as `facet` does, without records"),
    "format": _Reserved("Form of the answer, before `Accept`", "json", "Format"),
    "bom": _Reserved(
        "Whether a CSV begins with a byte order mark, for spreadsheets", "false"
    ),
    "lineage": _Reserved(
        "Counts predecessors and successors of the states asked for", "none", "Lineage"
    ),
    "by": _Reserved("One answer for each of these", "country", "Grouping"),
    "achievement": _Reserved("What was done first", "flight", "Achievement"),
    "boundary": _Reserved(
        "Where space begins: `100km` by default, `80km` where all in space are counted",
        "100km",
        "Boundary",
    ),
    "basis": _Reserved(
        "What makes somebody of a state: `citizenship` by default",
        "citizenship",
        "Basis",
    ),
    "at": _Reserved(
        "Instant, date or interval, EDTF in UTC; by default, and with `now`, the end of"
        " the complete data",
        "1985-10-07T12:00Z",
    ),
    "record": _Reserved(
        "Which record; all of them by default", "longest-flight", "Superlative"
    ),
    "as_of": _Reserved(
        "As of a date, counting flights that had ended: EDTF", "1991-12-31"
    ),
    "date_match": _Reserved(
        "`certain`: the whole date fits; `possible`: it may fit", "certain", "DateMatch"
    ),
}
_KIND_TEXT = {
    "text": "this very text",
    "record": "this record",
    "field": "this field",
    "name": "this name, accents and case aside",
    "option": "this value",
    "id": "this id",
    "country": "this state, by id, ISO 3166 code or name",
    "number": "this number",
    "date": "this EDTF date or interval",
    "span": "at some instant of this EDTF date or interval",
}
_TEXT: Schema = {"type": "string", "minLength": 1}


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
    """Returns every parameter of an address, with an example that has an answer."""
    parameters = [_reserved(resource, grammar, name) for name in grammar.reserved]
    for name, declared in grammar.filters.items():
        parameters += _operators(name, declared)
    return parameters


def _operators(name: str, declared: Filter) -> list[Schema]:
    """Returns the parameters of a field, one for each of its operators."""
    return [
        _parameter(
            name + operator.suffix,
            _about(declared, operator),
            _schema_of(declared, operator),
            operator.example or declared.example,
        )
        for operator in OPERATORS
        if operator.takes(declared)
    ]


def _schema_of(declared: Filter, operator: Operator) -> Schema:
    """Returns the schema of a filter; with a default it is a choice of three."""
    if not declared.can_be_lifted:
        return operator.schema(declared.kind)
    return _of_choice("Inclusion", boolean_values(declared))


def _about(declared: Filter, operator: Operator) -> str:
    """Returns the description of a filter."""
    if declared.kind in ("boolean", "since"):
        return declared.about
    condition = operator.about.format(value=_KIND_TEXT[declared.kind])
    return f"{declared.about}: {condition}"


def _reserved(resource: Resource, grammar: Grammar, name: str) -> Schema:
    """Returns a parameter that is not a filter."""
    about, example, choice = _RESERVED[name]
    schema = dict(_TEXT)
    if grammar.reserved[name]:
        allowed = list(grammar.reserved[name])
        schema = _of_choice(choice, allowed)
    elif name in _DETAILS:
        schema, more, example = _DETAILS[name](resource, grammar)
        about += more
    parameter = _parameter(name, about, schema, example)
    return parameter | ({"required": True} if name in grammar.required else {})


def _of_choice(name: str, allowed: list[str]) -> Schema:
    """Returns the schema of a choice, which is boolean if its values are."""
    if allowed == ["true", "false"]:
        return {"type": "boolean"}
    return {"title": name, "type": "string", "enum": allowed}


def _parameter(name: str, about: str, schema: Schema, example: str) -> Schema:
    """Returns a parameter.

    Examples are part of the schema, because Swagger UI would send those of a parameter.
    """
    if example:
        text = schema.get("type") == "string"
        schema = schema | {"examples": [example if text else json.loads(example)]}
    return {"name": name, "in": "query", "description": about, "schema": schema}


class Details(NamedTuple):
    """What a parameter has of its own at each address."""

    schema: Schema
    more: str
    """Follows the description."""
    example: str


def _limit(_resource: Resource, grammar: Grammar) -> Details:
    default = min(DEFAULT_LIMIT, grammar.max_limit // 10)
    schema = {"type": "integer", "minimum": 0, "maximum": grammar.max_limit}
    return Details(schema, f", any other page {default}", "5")


def _words(resource: Resource, _grammar: Grammar) -> Details:
    return Details(dict(_TEXT), "", resource.search_example)


def _sort(resource: Resource, _grammar: Grammar) -> Details:
    keys = list(resource.sorts)
    schema = {"type": "string", "pattern": _joined(keys, before="-?")}
    return Details(schema, f". Keys: {', '.join(keys)}", resource.default_sort)


def _facets(resource: Resource, _grammar: Grammar) -> Details:
    fields = countable_fields(resource)
    schema = {"type": "string", "pattern": _joined(fields)}
    return Details(schema, f". Fields: {', '.join(fields)}", fields[0])


def _fields(resource: Resource, _grammar: Grammar) -> Details:
    paths = ", ".join(sorted(dotted_paths(resource.schema)))
    return Details(dict(_TEXT), f". Fields: {paths}", "id")


_DETAILS: dict[str, Callable[[Resource, Grammar], Details]] = {
    "limit": _limit,
    "q": _words,
    "sort": _sort,
    "facet": _facets,
    "group_by": _facets,
    "fields": _fields,
}


def _joined(names: list[str], before: str = "") -> str:
    """Returns the pattern of names that are joined by commas."""
    name = f"{before}({'|'.join(map(re.escape, names))})"
    return f"^{name}(,{name})*$"
