"""The questions to a growing catalogue: every address, filter and sort key.

Filters, sort keys and facets come from the declarations of the resources, values from
the data: the most common one, because it makes a list long, and for lists of few values
the rarest one too. Nothing has to be added here when the API grows.
"""

from collections.abc import AsyncIterator, Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

from sqlalchemy import func, select

from app.query.keyset import CursorCodec
from app.query.operators import OPERATORS
from app.query.parsed_query import ParsedQuery, Position
from app.query.validation import countable_fields, cursor_scope
from app.resources import BY_NAME, Resource
from app.resources.filters import Filter
from app.resources.groupings import GROUPINGS
from app.services.snapshot import Snapshot
from app.services.superlatives import SUPERLATIVES
from tests.benchmarks.examples import Examples, by_frequency, examples

GROWING = ("missions", "people", "crew", "events", "dockings")
OF_LISTS = (
    "facets",
    "sorts, first page",
    "sorts, deepest page",
    "filters",
    "filters with sorts",
)
"""The groups of questions about each field of the lists that grow."""
PAGE = "limit=20"
YEAR = "1990"


class Question(NamedTuple):
    """A path, with the name and group under which its time is shown."""

    group: str
    name: str
    path: str
    status: int = 200


async def questions(
    service: Snapshot, groups: list[str], *, claims: bool
) -> AsyncIterator[Question]:
    """Yields every question to one database, or those of the named groups."""
    known = await examples(service)
    if not groups or "aims" in groups:
        yield await _deepest(service, BY_NAME["missions"], "launched", "aims")
    for group, asked in _named(known).items():
        for name, path in asked.items():
            yield Question(group, name, path)
    yield Question("problems", "no record", f"/v1/missions/{known.mission}x", 404)
    yield Question("problems", "no value", f"/v1/crew?person={known.rare}", 400)
    # These are looked for in all data
    if not groups or not set(OF_LISTS).isdisjoint(groups):
        for name in (*GROWING, *(["claims"] * claims)):
            async for question in _of_list(service, BY_NAME[name], known):
                yield question


async def _of_list(
    service: Snapshot, resource: Resource, known: Examples
) -> AsyncIterator[Question]:
    """Yields every facet, sort key and filter of a list."""
    for question in _facets(resource):
        yield question
    for key in resource.sorts:
        for sort in (key, f"-{key}"):
            path = f"{resource.path}?sort={sort}&{PAGE}"
            yield Question("sorts, first page", path, path)
            yield await _deepest(service, resource, sort, "sorts, deepest page")
    for name, declared in resource.filters.items():
        async for question in _filtered(service, resource, name, declared, known):
            yield question


def _named(known: Examples) -> dict[str, dict[str, str]]:
    firsts, search = "/v1/firsts", "/v1/search?q="
    person = f"/v1/missions?crew.person={known.person}"
    return {
        "aims": {
            "first page": f"/v1/missions?{PAGE}",
            **{f"first page of {name}": f"/v1/{name}?{PAGE}" for name in GROWING[1:]},
            "one record": f"/v1/missions/{known.mission}",
            "one first, largest state": f"{firsts}?country={known.largest}",
            "one first, smallest state": f"{firsts}?country={known.smallest}",
            "all firsts by country": f"{firsts}?by=country",
            "presence at an instant": f"/v1/in-space?at={known.instant}",
            "selective search": f"{search}{known.rare}",
            "facet of a selective filter": f"{person}&facet=kind,spacecraft",
        },
        "linear": {
            "facet of all": "/v1/missions?facet=kind&limit=0",
            "export of all": "/v1/events?format=ndjson",
        },
        "firsts": {
            **{f"by {by}": f"{firsts}?by={by}" for by in GROUPINGS},
            "of everybody": firsts,
            "largest state, women": f"{firsts}?country={known.largest}&sex=female",
            "largest state, rare station": (
                f"{firsts}?country={known.largest}&station=tiangong-2"
            ),
            "by country, women": f"{firsts}?by=country&sex=female",
            "by country, since a year": f"{firsts}?by=country&launched={YEAR}/..",
            "a state by birth": f"{firsts}?country={known.largest}&basis=birth",
            "spacewalk by country": f"{firsts}?by=country&achievement=spacewalk",
        },
        "in space": {
            "soon after the first launch": "/v1/in-space?at=1961-04-13T00:00Z",
            "in the middle": "/v1/in-space?at=1993-04-13T00:00Z",
            "in the middle, a page": f"/v1/in-space?at=1993-04-13T00:00Z&{PAGE}",
            "at the end": "/v1/in-space?at=now",
            "history": "/v1/in-space/history",
            "history by country": "/v1/in-space/history?by=country",
        },
        "search": {
            "common word": f"{search}soyuz",
            "common and rare": f"{search}soyuz+{known.rare}",
            "two common words": f"{search}soyuz+tm",
            "one letter": f"{search}s",
            "mistyped": f"{search}{known.mistyped}",
            "list, common word": f"/v1/missions?q=soyuz&{PAGE}",
            "list, rare word": f"/v1/people?q={known.rare}&{PAGE}",
        },
        "records": {
            **{name: f"/v1/superlatives?category={name}" for name in SUPERLATIVES},
            "all of them": "/v1/superlatives",
            "of a state": f"/v1/superlatives?country={known.largest}",
            "as of a year": f"/v1/superlatives?as_of={YEAR}",
        },
        "other": {
            "index": "/v1",
            "data set": "/v1/dataset",
            "sources of a list": "/v1/missions?format=bibtex",
            "sources of a first": f"{firsts}?country={known.largest}&format=bibtex",
            "a thousand records": "/v1/crew?limit=1000",
            "with claims": f"/v1/missions?include=claims&{PAGE}",
        },
    }


def _facets(resource: Resource) -> Iterator[Question]:
    for name in countable_fields(resource):
        path = f"{resource.path}?group_by={name}"
        yield Question("facets", path, path)


async def _deepest(
    service: Snapshot, resource: Resource, sort: str, group: str
) -> Question:
    """Returns the last page of a sorted list."""
    name, falls = sort.removeprefix("-"), sort.startswith("-")
    column, record_id = resource.sorts[name], resource.model.id
    order = (column.is_(None), column.desc() if falls else column, record_id)
    count = select(func.count()).select_from(resource.model)
    [[total]] = await service.reader.rows(count)
    last = select(column, record_id).order_by(*order).offset(max(0, total - 21))
    [[value, found]] = await service.reader.rows(last.limit(1))
    query = ParsedQuery(parameters={"sort": sort})
    codec = CursorCodec(
        cursor_scope(resource.path, query), service.reference_data.revision
    )
    path, cursor = (
        f"{resource.path}?sort={sort}&{PAGE}",
        codec.encode(Position([value], found)),
    )
    name = "deepest page" if group == "aims" else path
    return Question(group, name, f"{path}&cursor={cursor}")


async def _filtered(
    service: Snapshot, resource: Resource, name: str, declared: Filter, known: Examples
) -> AsyncIterator[Question]:
    """Yields a field with every operator, alone and with every sort key."""
    values = await _values(service, declared, known)
    if not values[""]:
        return
    for operator in OPERATORS:
        if declared.kind in operator.kinds:
            field = f"{name}{operator.suffix}"
            for label, text in values.get(operator.suffix, values[""]).items():
                path = f"{resource.path}?{field}={quote(text)}&{PAGE}"
                title = f"{resource.name}, {field}: {label}"
                yield Question("filters", title, path)
    label, text = next(iter(values[""].items()))
    for key in resource.sorts:
        for sort in (key, f"-{key}"):
            path = f"{resource.path}?{name}={quote(text)}&sort={sort}&{PAGE}"
            title = f"{resource.name}, {name}: {label}, by {sort}"
            yield Question("filters with sorts", title, path)


async def _values(
    service: Snapshot, declared: Filter, known: Examples
) -> dict[str, dict[str, str]]:
    """Texts of values by what they are, for operators that need their own.

    A field that no record fills has none.
    """
    column = declared.column
    filled = select(column).where(column.is_not(None))
    truths = {"true": "true", "false": "false"}
    values = {
        "__exists": truths,
        "__contains": {"rare": known.rare, "common": "a"},
    }
    if declared.kind == "date":
        return values | {"": {"a year": YEAR}}
    if declared.kind == "boolean":
        return values | {"": truths}
    if declared.kind == "number":
        total = (await service.reader.rows(select(func.count(column))))[0][0]
        middle = filled.order_by(column).offset(total // 2)
        return values | {"": await _one(service, middle, "middle")}
    if declared.kind in ("text", "name") or declared.target in GROWING:
        return values | {"": await _one(service, filled, "some")}
    found = await by_frequency(service, column)
    ends = {"common": found[0], "rare": found[-1]} if found else {}
    return values | {"": ends}


async def _one(service: Snapshot, statement: Any, label: str) -> dict[str, str]:
    rows = await service.reader.rows(statement.limit(1))
    return {label: str(rows[0][0])} if rows else {}
