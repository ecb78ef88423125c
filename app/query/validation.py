"""A query on a resource, understood: its grammar, its faults, its conditions as SQL."""

from functools import cache

from app.problems import InvalidQuery
from app.query.grammar import CONTROLS, Grammar, ParsedQuery, SortKey
from app.query.keyset import CursorCodec
from app.query.reference_data import ReferenceData
from app.resources import BY_NAME, Resource
from app.schemas.fields import dotted_paths
from app.text import closest

DEFAULT_LIMIT = 50
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
    data: ReferenceData,
    pairs: Pairs,
    grammar: Grammar,
    resource: Resource | None = None,
) -> ParsedQuery:
    """The query as understood; raises one problem with all its faults."""
    asked = grammar.parse(pairs, data)
    if resource is not None:
        if not asked.sort:
            key = resource.default_sort
            asked.sort = [SortKey(key.removeprefix("-"), key.startswith("-"))]
        check_fields(asked, resource)
        check_facets(asked, resource)
        check_cursor(data, asked, resource)
    if asked.faults:
        raise InvalidQuery("See `errors` for what would be right.", asked.faults)
    return asked


def check_fields(asked: ParsedQuery, resource: Resource) -> None:
    """Every name in `fields=` must be a path into the body."""
    if "fields" not in asked.parameters:
        return
    known = set(dotted_paths(resource.schema))
    if asked.parameters.get("include") == "claims":
        known |= {"claims"}
    free = "csl." if resource.name == "sources" else None
    for path in asked.parameters["fields"].split(","):
        if path not in known and not (free and path.startswith(free)):
            near = closest(path, sorted(known))
            asked.add_fault(
                "fields", path, "is no field of this record", did_you_mean=near
            )


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


def check_format(asked: ParsedQuery, form: str) -> None:
    """What the chosen form has no place for is refused."""
    for name in NO_PLACE[form]:
        if asked.parameters.get(name, "false") != "false":
            asked.add_fault(name, asked.parameters[name], f"has no place in {form}")
    if asked.faults:
        raise InvalidQuery("See `errors` for what would be right.", asked.faults)


def check_cursor(data: ReferenceData, asked: ParsedQuery, resource: Resource) -> None:
    """A cursor continues the query and the revision of the data that it came from."""
    if asked.cursor is None:
        return
    revision = data.revision
    asked.position = CursorCodec(cursor_scope(resource, asked), revision).decode(
        asked.cursor
    )
    if asked.position is None:
        detail = (
            "belongs to another query or another revision of the data; begin again"
            " without it"
        )
        asked.add_fault("cursor", asked.cursor, detail)


def cursor_scope(resource: Resource, asked: ParsedQuery) -> str:
    """What a cursor belongs to: everything but the size and form of the page."""
    loose = ("cursor", "limit", "fields", "include", "format", "facet")
    return f"{resource.path}?{asked.canonical(without=loose)}"


def countable_fields(resource: Resource) -> list[str]:
    """The fields whose values can be counted."""
    return [
        name
        for name, one in resource.filters.items()
        if one.kind in FACETED and name != "id"
    ]


def check_facets(asked: ParsedQuery, resource: Resource) -> None:
    """Facets are fields of few values; `group_by` is one of them, without records."""
    known = countable_fields(resource)
    for control in ("facet", "group_by"):
        names = (
            asked.parameters[control].split(",") if control in asked.parameters else []
        )
        for name in names:
            if name in known:
                asked.facets.append(name)
            else:
                near = closest(name, known)
                detail = f"{name!r} cannot be counted by"
                asked.add_fault(control, name, detail, did_you_mean=near, allowed=known)
    if "group_by" in asked.parameters:
        for other in ("facet", "limit", "cursor", "fields", "include", "format"):
            if other in asked.parameters:
                detail = "makes no sense with group_by, which answers with counts alone"
                asked.add_fault(other, asked.parameters[other], detail)
        asked.limit = 0


def canonical_url(resource: Resource, asked: ParsedQuery) -> str:
    query = asked.canonical()
    return f"{resource.path}?{query}" if query else resource.path
