"""The query parameters of every address in the OpenAPI document.

They follow from the declarations. Each has the type that code would give it, so that
generated clients take numbers, booleans, lists and enumerations as such.

Common parameters come first, and operators last, marked with `x-operator`. Swagger UI
fills its form with the `example` of parameters and sends all of these together, so only
required and common parameters have one; together they have an answer.
"""

import json
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from app.query.grammar import Grammar
from app.query.limits import (
    MAX_FACETS,
    MAX_FIELDS,
    MAX_GROUPINGS,
    MAX_SORT_KEYS,
)
from app.query.operators import EQUALS, OPERATORS, Operator
from app.query.search_parameters import SEARCHABLE
from app.query.validation import countable_fields
from app.query.values import Schema, array_of, boolean_values, enum_schema
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
    "q": _Reserved(
        "Words of a name, or their beginnings, in any script, with or without accents."
        " `/v1/search` also finds misspelt words, and words of texts"
    ),
    "type": _Reserved("Types of the records to find", "people"),
    "sort": _Reserved(
        "Sort keys; `-` before a key sorts in descending order. Records without a"
        " value come last, and ties are sorted by id"
    ),
    "limit": _Reserved("Largest number of records; by default "),
    "cursor": _Reserved(
        "Start of the page. Take it from `links` of another"
        " page and send it with the same query"
    ),
    "fields": _Reserved(
        "Fields to return. A dot leads into a nested object, as in `crew.person`"
    ),
    "include": _Reserved(
        "`claims` adds the claims of sources about each record", "claims", "Include"
    ),
    "facet": _Reserved("Fields whose values are counted, over the whole result"),
    "group_by": _Reserved(
        "One field, or two, whose values or pairs of values are counted; no"
        " records are returned"
    ),
    "format": _Reserved(
        "Format of the answer. It takes precedence over the header `Accept`."
        " This document describes `json`",
        "json",
        "Format",
    ),
    "bom": _Reserved(
        "Whether a CSV file begins with a byte order mark, which spreadsheets"
        " need to recognise UTF-8",
        "false",
    ),
    "lineage": _Reserved(
        "Related countries to include: the predecessors or successors of each"
        " country in the query",
        "none",
        "Lineage",
    ),
    "by": _Reserved("Field that groups the answer", "country", "Grouping"),
    "achievement": _Reserved("Kind of first to look for", "flight", "Achievement"),
    "boundary": _Reserved(
        "Boundary of space that a flight must cross. The default is `100km`, and in"
        " answers about the people in space `80km`",
        "100km",
        "Boundary",
    ),
    "basis": _Reserved(
        "Relation of a person to a country: `citizenship` at launch (the"
        " default) or place of `birth`",
        "citizenship",
        "Basis",
    ),
    "at": _Reserved(
        "Instant, date or interval in EDTF, UTC. `now` and the default are the"
        " end of the complete data",
        "1985-10-07T12:00Z",
    ),
    "category": _Reserved(
        "Superlative to compute. The default is all", "longest-flight", "Superlative"
    ),
    "as_of": _Reserved(
        "Date in EDTF at whose end the superlative is computed, from the"
        " flights that had ended",
        "1991-12-31",
    ),
    "date_match": _Reserved(
        "How uncertain dates match: with `certain` the whole span of the date"
        " must fit, with `possible` a part of it",
        "certain",
        "DateMatch",
    ),
}
_TEXT: Schema = {"type": "string", "minLength": 1}


def path_parameter(name: str, about: str, example: str) -> Schema:
    """Returns the description of a part of a path."""
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": about,
        "schema": {"type": "string", "examples": [example]},
        "example": example,
    }


def list_parameters(
    resource: Resource, grammar: Grammar, common: Mapping[str, str] | None = None
) -> list[Schema]:
    """Returns every parameter of an address, common ones first, operators last.

    `common` has their examples, which have an answer together; by default those of the
    list of the resource.
    """
    examples = resource.common_query if common is None else common
    plain = {name: _reserved(resource, grammar, name) for name in grammar.reserved}
    plain |= {name: _filter(name, field) for name, field in grammar.filters.items()}
    first = dict.fromkeys(["q", *examples, *grammar.reserved, *plain])
    return [
        *(_with_example(plain[name], examples) for name in first if name in plain),
        *(
            _operator(name, declared, operator)
            for name, declared in grammar.filters.items()
            for operator in OPERATORS
            if operator is not EQUALS and operator.takes(declared)
        ),
    ]


def _with_example(parameter: Schema, examples: Mapping[str, str]) -> Schema:
    """Adds an example that Swagger UI sends, or names the example in words."""
    schema = parameter["schema"]
    if parameter["name"] in examples or parameter.get("required"):
        text = examples[parameter["name"]]
        return parameter | {"example": _typed(schema, text)}
    known = [*map(_as_query, schema.get("examples", []))]
    if not known or schema["type"] == "boolean":
        return parameter
    about = f"{parameter['description']}. Example: `{known[0]}`"
    return parameter | {"description": about}


def _filter(name: str, declared: Filter) -> Schema:
    """Returns the parameter without an operator; with a default it has three values."""
    schema = EQUALS.schema(declared)
    if declared.can_be_lifted:
        schema = enum_schema("Inclusion", boolean_values(declared))
    return _parameter(name, declared.about, schema, declared.example)


def _operator(name: str, declared: Filter, operator: Operator) -> Schema:
    """Returns the parameter of an operator of a field."""
    parameter = _parameter(
        name + operator.suffix,
        operator.about,
        operator.schema(declared),
        operator.example or declared.example,
    )
    return parameter | {"x-operator": operator.suffix.strip("_")}


def _reserved(resource: Resource, grammar: Grammar, name: str) -> Schema:
    """Returns a parameter that is not a filter."""
    about, example, choice = _RESERVED[name]
    schema = dict(_TEXT)
    if allowed := grammar.reserved[name]:
        schema = _of_choice(choice, allowed)
    elif name in _DETAILS:
        schema, more, example = _DETAILS[name](resource, grammar)
        about += more
    parameter = _parameter(name, about, schema, example)
    return parameter | ({"required": True} if name in grammar.required else {})


def _of_choice(name: str, allowed: tuple[str, ...]) -> Schema:
    """Returns the schema of a choice, which is boolean if its values are."""
    if allowed == ("true", "false"):
        return {"type": "boolean"}
    schema = enum_schema(name, allowed)
    if name == "Include":
        # A repeated word is an error, as a repeated sort key is
        return array_of(schema) | {"uniqueItems": True}
    return schema


def _parameter(name: str, about: str, schema: Schema, example: str) -> Schema:
    """Returns a parameter; a list is sent as one text, joined by commas."""
    if example:
        schema = schema | {"examples": [_typed(schema, example)]}
    parameter = {"name": name, "in": "query", "description": about, "schema": schema}
    is_list = schema["type"] == "array"
    return parameter | ({"style": "form", "explode": False} if is_list else {})


def _typed(schema: Schema, text: str) -> Any:
    """Returns an example as its schema has it: a number, a list of texts."""
    if schema["type"] == "array":
        return [_typed(schema["items"], part) for part in re.split(",(?! )", text)]
    return text if schema["type"] == "string" else json.loads(text)


def _as_query(example: Any) -> str:
    """Returns an example as a query has it."""
    if isinstance(example, list):
        return ",".join(map(_as_query, example))
    return example if isinstance(example, str) else json.dumps(example)


class Details(NamedTuple):
    """What a parameter has of its own at each address."""

    schema: Schema
    more: str
    """Follows the description."""
    example: str


def _limit(_resource: Resource, grammar: Grammar) -> Details:
    schema = {"type": "integer", "minimum": 0, "maximum": grammar.max_limit}
    default = grammar.default_limit
    more = f"{default} in JSON and all in CSV and NDJSON" if default else "all"
    return Details(schema, more, "5")


def _words(resource: Resource, _grammar: Grammar) -> Details:
    return Details(dict(_TEXT), "", resource.search_example)


def _types(_resource: Resource, _grammar: Grammar) -> Details:
    schema = array_of(enum_schema("SearchType", list(SEARCHABLE)))
    return Details(schema, "", "people")


def _sort(resource: Resource, _grammar: Grammar) -> Details:
    keys = [f"{sign}{key}" for key in resource.sorts for sign in ("", "-")]
    listed = _list_of(resource, "Sort", keys, MAX_SORT_KEYS, resource.default_sort)
    # A repeated key is an error; in other lists a repeated value changes nothing
    return listed._replace(schema=listed.schema | {"uniqueItems": True})


def _facets(resource: Resource, _grammar: Grammar, most: int = MAX_FACETS) -> Details:
    fields = countable_fields(resource)
    return _list_of(resource, "Facet", fields, most, fields[0])


def _fields(resource: Resource, _grammar: Grammar) -> Details:
    paths = sorted(dotted_paths(resource.schema))
    example = next(iter(resource.schema.model_fields))
    return _list_of(resource, "Field", paths, MAX_FIELDS, example)


def _list_of(
    resource: Resource, name: str, values: list[str], most: int, example: str
) -> Details:
    """Returns a list of values that are named after the resource in generated code."""
    choice = enum_schema(f"{resource.schema.__name__}{name}", values)
    schema = array_of(choice) | {"maxItems": most}
    return Details(schema, "", example)


_DETAILS: dict[str, Callable[[Resource, Grammar], Details]] = {
    "limit": _limit,
    "q": _words,
    "sort": _sort,
    "type": _types,
    "facet": _facets,
    "group_by": partial(_facets, most=MAX_GROUPINGS),
    "fields": _fields,
}
