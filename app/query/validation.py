"""Parses a query on a resource and checks all of its parts."""

from functools import cache

from app.problems import InvalidQuery
from app.query.grammar import RESERVED, Grammar
from app.query.keyset import CursorCodec, read_position
from app.query.limits import (
    MAX_FACETS,
    MAX_FIELD_LENGTH,
    MAX_FIELDS,
    MAX_WITH_CLAIMS,
)
from app.query.operators import EQUALS
from app.query.parsed_query import Condition, ParsedQuery, SortKey
from app.query.reference_data import ReferenceData
from app.query.synonyms import suggest
from app.resources import BY_NAME, Resource
from app.resources.filters import Default
from app.resources.formats import FORMATS, formats_of
from app.schemas.fields import dotted_paths

DEFAULT_LIMIT = 50
COUNTABLE_KINDS = ("option", "id", "country")
WRONG_CURSOR = (
    "`cursor` belongs to another query or another revision of the data; begin again"
    " without it"
)
Pairs = list[tuple[str, str]]


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


def understand(
    data: ReferenceData,
    pairs: Pairs,
    grammar: Grammar,
    resource: Resource | None = None,
) -> ParsedQuery:
    """Parses and checks a query. Raises `InvalidQuery` with all of its faults."""
    query = grammar.parse(pairs, data)
    if resource is not None:
        if not query.sort:
            key = resource.default_sort
            query.sort = [SortKey(key.removeprefix("-"), key.startswith("-"))]
        add_defaults(query, resource)
        check_fields(query, resource)
        check_page(query)
        check_facets(query, resource)
        check_cursor(data, query, resource)
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


def raise_faults(query: ParsedQuery) -> None:
    """Raises `InvalidQuery` if the query has faults."""
    if query.faults:
        count = len(query.faults)
        number = f"at least {count}" if query.is_hopeless else str(count)
        more = f" It is the first of {number} faults; see `errors`." * (count > 1)
        raise InvalidQuery(f"{query.faults[0].detail}.{more}", query.faults)


def check_fields(query: ParsedQuery, resource: Resource) -> None:
    """Checks that every name in `fields` is a path into the body."""
    if "fields" not in query.parameters:
        return
    paths = set(dotted_paths(resource.schema))
    if query.parameters.get("include") == "claims":
        paths |= {"claims"}
    is_source = resource.name == "sources"
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
        if path not in paths and not (is_source and path.startswith("csl.")):
            near = suggest(path, sorted(paths))
            article = "an" if resource.singular[0] in "aeiou" else "a"
            detail = f"{article} {resource.singular} has no such field"
            query.reject("fields", path, detail, did_you_mean=near)


def check_page(query: ParsedQuery) -> None:
    """Checks that a page with claims is short enough."""
    with_claims = query.parameters.get("include") == "claims"
    if with_claims and (query.limit or 0) > MAX_WITH_CLAIMS:
        detail = f"it is at most {MAX_WITH_CLAIMS} with `include=claims`"
        query.reject("limit", str(query.limit), detail)


def check_format(query: ParsedQuery, name: str) -> None:
    """Rejects parameters that a format of the answer does not support."""
    for parameter in FORMATS[name].unsupported:
        value = query.parameters.get(parameter, "false")
        if value != "false":
            detail = f"`{parameter}` does not work with the format {name}; use json"
            query.add_fault(parameter, value, detail)
    raise_faults(query)


def check_cursor(data: ReferenceData, query: ParsedQuery, resource: Resource) -> None:
    """Decodes the cursor, which is valid for one query and one revision of the data."""
    if query.cursor is None:
        return
    codec = CursorCodec(cursor_scope(resource, query), data.revision)
    content = codec.decode(query.cursor)
    query.position = read_position(content, query.sort, resource.sorts)
    if query.position is None:
        query.add_fault("cursor", query.cursor, WRONG_CURSOR)


def cursor_scope(resource: Resource, query: ParsedQuery) -> str:
    """Returns the query that a cursor is valid for, whatever size or form of page."""
    loose = ("cursor", "limit", "fields", "include", "format", "facet")
    return f"{resource.path}?{query.canonical(without=loose)}"


def countable_fields(resource: Resource) -> list[str]:
    """Returns the fields that `facet` and `group_by` can count."""
    return [
        name
        for name, declared in resource.filters.items()
        if declared.kind in COUNTABLE_KINDS and name != "id"
    ]


def check_facets(query: ParsedQuery, resource: Resource) -> None:
    """Checks `facet` and `group_by`, which is a facet without records."""
    countable = countable_fields(resource)
    for parameter in ("facet", "group_by"):
        if parameter not in query.parameters:
            continue
        names = query.parameters[parameter].split(",")
        if len(names) > MAX_FACETS:
            detail = f"`{parameter}` has {len(names)} fields; {MAX_FACETS} are accepted"
            query.add_fault(parameter, None, detail)
            continue
        for name in names:
            if name in countable:
                query.facets.append(name)
            else:
                near = suggest(name, countable)
                detail = "its values cannot be counted"
                query.reject(
                    parameter, name, detail, did_you_mean=near, allowed=countable
                )
    if "group_by" in query.parameters:
        _check_group_by(query)


def _check_group_by(query: ParsedQuery) -> None:
    for other in ("facet", "limit", "cursor", "fields", "include", "format"):
        if other in query.parameters:
            detail = f"`{other}` does not work with `group_by`, which returns counts"
            query.add_fault(other, query.parameters[other], detail)
    query.limit = 0


def canonical_url(resource: Resource, query: ParsedQuery) -> str:
    text = query.canonical()
    return f"{resource.path}?{text}" if text else resource.path
