"""A query on a resource, understood: its grammar, its faults, its conditions as SQL."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement

from app.problems import InvalidQuery
from app.query.grammar import CONTROLS, Asked, Condition, Grammar, SortKey
from app.query.paging import Seal
from app.query.slots import (
    Shape,
    conditions_with_slots,
    shape_of,
    values_of,
    words_with_slots,
)
from app.query.sql import condition_sql, words_sql
from app.resources import BY_NAME, Resource
from app.service import Service
from app.shape_of import paths
from app.text import closest
from app.vocabulary import Vocabulary

DEFAULT_LIMIT = 50
MOST_SHAPES = 1000
"""Shapes of queries whose statements are kept."""
FACETED = ("option", "id", "country")
Pairs = list[tuple[str, str]]


@cache
def grammar_of(name: str) -> Grammar:
    """What the list of a resource understands."""
    resource = BY_NAME[name]
    kinds = {one.kind for one in resource.filters.values()}
    hidden = {
        "q": not resource.searched,
        "include": not resource.has_claims,
        "lineage": "country" not in kinds,
        "date_match": "date" not in kinds,
    }
    controls = {
        key: values for key, values in CONTROLS.items() if not hidden.get(key, False)
    }
    return Grammar(resource.filters, resource.sorts, controls)


@cache
def record_grammar(name: str) -> Grammar:
    """What the address of one record understands."""
    controls = grammar_of(name).controls
    kept = {key: controls[key] for key in ("fields", "include") if key in controls}
    return Grammar(controls=kept | {"format": ("json", "jsonld", "bibtex", "csl-json")})


def understand(
    service: Service, pairs: Pairs, grammar: Grammar, resource: Resource | None = None
) -> Asked:
    """The query as understood; raises one problem with all its faults."""
    asked = grammar.parse(pairs, service.vocabulary)
    if resource is not None:
        if not asked.sort:
            key = resource.default_sort
            asked.sort = [SortKey(key.removeprefix("-"), key.startswith("-"))]
        check_fields(asked, resource)
        check_facets(asked, resource)
        check_cursor(service, asked, resource)
    if asked.faults:
        raise InvalidQuery("See `errors` for what would be right.", asked.faults)
    return asked


def check_fields(asked: Asked, resource: Resource) -> None:
    """Every name in `fields=` must be a path into the body."""
    if "fields" not in asked.given:
        return
    known = set(paths(resource.schema))
    if asked.given.get("include") == "claims":
        known |= {"claims"}
    free = "csl." if resource.name == "sources" else None
    for path in asked.given["fields"].split(","):
        if path not in known and not (free and path.startswith(free)):
            near = closest(path, sorted(known))
            asked.fault("fields", path, "is no field of this record", did_you_mean=near)


_BARE = ("bom", "facet", "group_by", "include", "fields", "limit", "cursor")
NO_PLACE: dict[str, tuple[str, ...]] = {
    "json": ("bom",),
    "csv": ("facet", "group_by", "include"),
    "ndjson": ("bom", "facet", "group_by"),
    "jsonld": _BARE,
    "bibtex": _BARE,
    "csl-json": _BARE,
}
"""Parameters that a form of answer has no place for."""


def check_form(asked: Asked, form: str) -> None:
    """What the chosen form has no place for is refused."""
    for name in NO_PLACE[form]:
        if asked.given.get(name, "false") != "false":
            asked.fault(name, asked.given[name], f"has no place in {form}")
    if asked.faults:
        raise InvalidQuery("See `errors` for what would be right.", asked.faults)


def check_cursor(service: Service, asked: Asked, resource: Resource) -> None:
    """A cursor continues the query and the revision of the data that it came from."""
    if asked.cursor is None:
        return
    revision = service.vocabulary.revision
    asked.place = Seal(bound(resource, asked), revision).opened(asked.cursor)
    if asked.place is None:
        detail = (
            "belongs to another query or another revision of the data; begin again"
            " without it"
        )
        asked.fault("cursor", asked.cursor, detail)


def bound(resource: Resource, asked: Asked) -> str:
    """What a cursor belongs to: everything but the size and form of the page."""
    loose = ("cursor", "limit", "fields", "include", "format", "facet")
    return f"{resource.path}?{asked.canonical(without=loose)}"


def faceted(resource: Resource) -> list[str]:
    """The fields whose values can be counted."""
    return [
        name
        for name, one in resource.filters.items()
        if one.kind in FACETED and name != "id"
    ]


def check_facets(asked: Asked, resource: Resource) -> None:
    """Facets are fields of few values; `group_by` is one of them, without records."""
    known = faceted(resource)
    for control in ("facet", "group_by"):
        names = asked.given[control].split(",") if control in asked.given else []
        for name in names:
            if name in known:
                asked.facets.append(name)
            else:
                near = closest(name, known)
                detail = f"{name!r} cannot be counted by"
                asked.fault(control, name, detail, did_you_mean=near, allowed=known)
    if "group_by" in asked.given:
        for other in ("facet", "limit", "cursor", "fields", "include", "format"):
            if other in asked.given:
                detail = "makes no sense with group_by, which answers with counts alone"
                asked.fault(other, asked.given[other], detail)
        asked.limit = 0


@dataclass(frozen=True)
class Fitting:
    """Which records fit a query: a shape, whose slots are filled with these values."""

    shape: Shape
    values: dict[str, Any]


def fitting(service: Service, resource: Resource, asked: Asked) -> Fitting:
    """Which records of a resource fit a query."""
    conditions = [
        with_lineage(service.vocabulary, resource, condition, asked.lineage)
        for condition in asked.conditions
    ]
    possible = asked.given.get("date_match") == "possible"
    shape = shape_of(conditions, asked.words, possible=possible)
    return Fitting(shape, values_of(conditions, asked.words))


def where(resource: Resource, shape: Shape) -> list[ColumnElement[bool]]:
    """The conditions of a shape as SQL."""
    record_id = resource.model.id
    conditions = [
        condition_sql(
            condition,
            resource.filters[condition.field],
            record_id,
            possible=shape.possible,
        )
        for condition in conditions_with_slots(shape)
    ]
    if shape.words:
        words = words_with_slots(shape)
        conditions.append(words_sql(resource.name, record_id, words))
    return conditions


def with_lineage(
    vocabulary: Vocabulary, resource: Resource, condition: Condition, lineage: str
) -> Condition:
    """A condition on states, widened to their family."""
    country = resource.filters[condition.field].kind == "country"
    if lineage == "none" or not country:
        return condition
    states = vocabulary.lineage(condition.values, lineage)
    return Condition(
        condition.field, condition.operator, tuple(sorted(states)), condition.shown
    )


def canonical_url(resource: Resource, asked: Asked) -> str:
    query = asked.canonical()
    return f"{resource.path}?{query}" if query else resource.path
