"""Parses a query on a resource and checks all of its parts."""

from functools import cache

from pydantic import BaseModel

from app.problems import InvalidQuery
from app.query.grammar import RESERVED, Grammar, Pairs
from app.query.keyset import CursorCodec, read_place, read_position
from app.query.limits import (
    MAX_FACETS,
    MAX_FIELD_LENGTH,
    MAX_FIELDS,
    MAX_GROUPINGS,
    MAX_WITH_CLAIMS,
)
from app.query.lookups import Lookups
from app.query.operators import EACH, EQUALS
from app.query.parsed_query import Condition, ParsedQuery, SortKey
from app.query.reference_data import ReferenceData
from app.query.synonyms import suggest
from app.resources import BY_NAME, Resource
from app.resources.filters import Default, Filter, filter_name
from app.resources.formats import FORMATS, formats_of
from app.schemas import Source
from app.schemas.fields import dotted_paths

COUNTABLE_KINDS = ("option", "id", "country", "part", "boolean")
WRONG_CURSOR = (
    "`cursor` belongs to another query or another revision of the data;"
    " start again without it"
)


@cache
def grammar_of(name: str) -> Grammar:
    """Returns the grammar of the list of a resource."""
    resource = BY_NAME[name]
    kinds = {declared.kind for declared in resource.filters.values()}
    hidden = {
        "q": not resource.is_searchable,
        "include": not resource.has_claims,
        "lineage": "country" not in kinds,
        "date_match": "date" not in kinds,
    }
    reserved = {key: values for key, values in RESERVED.items() if not hidden.get(key)}
    return Grammar(resource.filters, resource.sorts, reserved)


@cache
def record_grammar(name: str) -> Grammar:
    """Returns the grammar of the records of a resource."""
    of_list = grammar_of(name).reserved
    reserved = {key: of_list[key] for key in ("fields", "include") if key in of_list}
    reserved["format"] = formats_of("record")
    return Grammar(reserved=reserved)


async def understand(
    lookups: Lookups,
    pairs: Pairs,
    grammar: Grammar,
    resource: Resource | None = None,
) -> ParsedQuery:
    """Parses and checks a query. Raises `InvalidQuery` with all of its faults."""
    query = await grammar.parse(pairs, lookups)
    if resource is not None:
        if not query.sort:
            key = resource.default_sort
            query.sort = [SortKey(key.removeprefix("-"), key.startswith("-"))]
        add_defaults(query, resource)
        article = "an" if resource.singular[0] in "aeiou" else "a"
        check_fields(query, resource.schema, f"{article} {resource.singular}")
        check_page(query)
        check_facets(query, resource)
        check_lineage(query, resource)
        check_cursor(lookups.data, query, resource)
    raise_faults(query)
    return query


def add_defaults(query: ParsedQuery, resource: Resource) -> None:
    """Adds the defaults of a list that no condition of the query replaces."""
    for name, default in _defaults(resource.name):
        fields = {
            condition.field for condition in query.conditions if condition.is_equality
        }
        if name not in query.parameters and fields.isdisjoint(default.unless):
            conditions = query.defaults if default.applies else query.noted
            conditions.append(Condition(name, EQUALS, (default.value,)))


@cache
def _defaults(name: str) -> list[tuple[str, Default]]:
    """Returns the defaults of a list, with their fields."""
    filters = BY_NAME[name].filters.items()
    return [
        (field, declared.default) for field, declared in filters if declared.default
    ]


def has_defaults(name: str) -> bool:
    """Returns whether the list of a resource has conditions beside those of queries."""
    return bool(_defaults(name))


def raise_faults(query: ParsedQuery) -> None:
    """Raises `InvalidQuery` if the query has faults."""
    if query.faults:
        count = len(query.faults)
        number = f"at least {count}" if query.is_hopeless else str(count)
        more = f" This is the first of {number} faults, see `errors`." * (count > 1)
        raise InvalidQuery(f"{query.faults[0].detail}.{more}", query.faults)


def check_fields(query: ParsedQuery, schema: type[BaseModel], subject: str) -> None:
    """Checks that every name in `fields` is a path into the body.

    `subject` is what has the fields: `a mission`.
    """
    if "fields" not in query.parameters:
        return
    paths = set(dotted_paths(schema))
    if query.parameters.get("include") == "claims":
        paths |= {"claims"}
    names = query.parameters["fields"].split(",")
    if len(names) > MAX_FIELDS or max(map(len, names)) > MAX_FIELD_LENGTH:
        detail = f"`fields` has {len(names)} names; at most {MAX_FIELDS} of at most"
        detail = f"{detail} {MAX_FIELD_LENGTH} characters are accepted"
        query.add_fault("fields", None, detail)
        return
    for path in names:
        if query.is_hopeless:
            return
        # CSL-JSON has no schema of ours
        if path not in paths and not (schema is Source and path.startswith("csl.")):
            near = suggest(path, sorted(paths))
            detail = f"{subject} has no such field"
            query.reject("fields", path, detail, did_you_mean=near)


def check_lineage(query: ParsedQuery, resource: Resource) -> None:
    """Rejects `lineage` with a filter that names several states one by one."""
    if query.lineage == "none":
        return
    for name, declared in resource.filters.items():
        each = f"{name}{EACH.suffix}"
        if declared.kind == "country" and each in query.parameters:
            detail = f"`{each}` cannot be combined with `lineage`; leave `lineage` out"
            query.add_fault(each, query.parameters[each], detail)


def check_page(query: ParsedQuery) -> None:
    """Checks that a page with claims is short enough."""
    with_claims = query.parameters.get("include") == "claims"
    if with_claims and (query.limit or 0) > MAX_WITH_CLAIMS:
        detail = f"it must be at most {MAX_WITH_CLAIMS} with `include=claims`"
        query.reject("limit", str(query.limit), detail)


def check_format(query: ParsedQuery, name: str) -> None:
    """Rejects parameters that a format of the answer does not support."""
    for parameter in FORMATS[name].unsupported:
        value = query.parameters.get(parameter, "false")
        if value != "false":
            other = next(
                form
                for form, row in FORMATS.items()
                if parameter not in row.unsupported
            )
            detail = (
                f"`{parameter}` cannot be combined with the format {name}; use {other}"
            )
            query.add_fault(parameter, value, detail)
    raise_faults(query)


def check_cursor(data: ReferenceData, query: ParsedQuery, resource: Resource) -> None:
    """Decodes the cursor, which is valid for one query and one revision of the data."""
    if query.cursor is None:
        return
    codec = CursorCodec(cursor_scope(resource.path, query), data.revision)
    content = codec.decode(query.cursor)
    query.position = read_position(content, query.sort, resource.sorts)
    query.place = read_place(content)
    if query.position is None:
        query.add_fault("cursor", query.cursor, WRONG_CURSOR)


def cursor_scope(path: str, query: ParsedQuery) -> str:
    """Returns the query that a cursor is valid for, whatever size or form of page."""
    loose = ("cursor", "limit", "fields", "include", "format", "facet")
    return f"{path}?{query.canonical(without=loose)}"


def countable_fields(resource: Resource) -> list[str]:
    """Returns the fields that `facet` and `group_by` can count."""
    return [
        name
        for name, declared in resource.filters.items()
        if name != "id" and (declared.kind in COUNTABLE_KINDS or _is_count(declared))
    ]


def _is_count(declared: Filter) -> bool:
    """Returns whether a number is a whole one with few values, unlike seconds."""
    if declared.kind != "number":
        return False
    column = declared.column
    return column.type.python_type is int and not column.key.endswith("_seconds")


def check_facets(query: ParsedQuery, resource: Resource) -> None:
    """Checks `facet` and `group_by`, which counts without records."""
    query.facets = _counted(query, resource, "facet", MAX_FACETS)
    groups = _counted(query, resource, "group_by", MAX_GROUPINGS)
    if "group_by" in query.parameters:
        _check_group_by(query)
    if len(groups) == 1:
        query.facets = groups
    else:
        query.groups = groups


def _counted(
    query: ParsedQuery, resource: Resource, parameter: str, most: int
) -> list[str]:
    """Returns the fields that a parameter counts, without those that are wrong."""
    if parameter not in query.parameters:
        return []
    names = query.parameters[parameter].split(",")
    if len(names) > most:
        detail = f"`{parameter}` has {len(names)} fields; at most {most} are accepted"
        query.add_fault(parameter, None, detail)
        return []
    countable = countable_fields(resource)
    counted: dict[str, str] = {}
    for name in dict.fromkeys(names):
        # `country` and `countries` are one field
        if (known := filter_name(name, resource.filters)) in countable:
            counted.setdefault(known, name)
        else:
            near = suggest(name, countable)
            detail = "it is not a field whose values can be counted"
            query.reject(parameter, name, detail, did_you_mean=near, allowed=countable)
    return list(counted.values())


def _check_group_by(query: ParsedQuery) -> None:
    for other in ("facet", "limit", "cursor", "fields", "include"):
        if (value := query.parameters.get(other)) is not None:
            detail = (
                f"`{other}` cannot be combined with `group_by`, which returns"
                " counts instead of records"
            )
            query.add_fault(other, value, detail)
    query.limit = 0


def canonical_url(resource: Resource, query: ParsedQuery) -> str:
    text = query.canonical()
    return f"{resource.path}?{text}" if text else resource.path
