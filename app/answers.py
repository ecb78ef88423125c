"""A query on a resource becomes an answer: statements, page, envelope.

Two statements whatever the size of the page: one counts, one brings ids and bodies.
"""

import hashlib
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, func, select

from app import bodies, models
from app.db import Reader
from app.problems import InvalidQuery, NotFound
from app.query.grammar import CONTROLS, Asked, Condition, Grammar, SortKey
from app.query.sql import after, condition_sql, order_by, seal, unseal, words_sql
from app.resources import BY_NAME, Resource
from app.sentence import sentence
from app.shape_of import paths
from app.text import closest
from app.vocabulary import Vocabulary

DEFAULT_LIMIT = 50
STREAM_CHUNK = 500
LICENSE = "CC-BY-4.0"
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Service:
    """What answering needs: the database and the words of its data."""

    reader: Reader
    vocabulary: Vocabulary

    @property
    def dataset(self) -> dict[str, str]:
        words = self.vocabulary
        return {
            "version": words.version,
            "revision": f"sha256:{words.revision}",
            "license": LICENSE,
        }

    def etag(self, url: str, form: str) -> str:
        """A strong validator: data revision, canonical query, representation."""
        named = f"{self.vocabulary.revision}\n{url}\n{form}"
        return f'"{hashlib.sha256(named.encode()).hexdigest()[:32]}"'


@cache
def grammar_of(name: str) -> Grammar:
    """What the list of a resource understands."""
    resource = BY_NAME[name]
    kinds = {one.kind for one in resource.filters.values()}
    hidden = {
        "q": not resource.searched,
        "include": name == "claims",
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
    return Grammar(controls=kept)


def understand(
    service: Service, pairs: Pairs, grammar: Grammar, resource: Resource | None = None
) -> Asked:
    """The query as understood; raises one problem with all its faults."""
    asked = grammar.parse(pairs, service.vocabulary)
    if resource is not None:
        check_fields(asked, resource)
    if asked.faults:
        raise InvalidQuery("See `errors` for what would be right.", asked.faults)
    if resource is not None and not asked.sort:
        key = resource.default_sort
        asked.sort = [SortKey(key.removeprefix("-"), key.startswith("-"))]
    return asked


def check_fields(asked: Asked, resource: Resource) -> None:
    """Every name in `fields=` must be a path into the body."""
    if "fields" not in asked.given:
        return
    known = paths(resource.schema) | {"claims"}
    for path in asked.given["fields"].split(","):
        if path not in known and not path.startswith("csl."):
            near = closest(path, sorted(known))
            asked.fault("fields", path, "is no field of this record", did_you_mean=near)


def where(
    service: Service, resource: Resource, asked: Asked
) -> list[ColumnElement[bool]]:
    """The conditions of a query as SQL."""
    record_id = resource.model.id
    possible = asked.given.get("date_match") == "possible"
    conditions = [
        condition_sql(
            with_lineage(service.vocabulary, resource, condition, asked.lineage),
            resource.filters[condition.field],
            record_id,
            possible=possible,
        )
        for condition in asked.conditions
    ]
    if asked.words:
        conditions.append(words_sql(resource.name, record_id, asked.words))
    return conditions


def with_lineage(
    vocabulary: Vocabulary, resource: Resource, condition: Condition, lineage: str
) -> Condition:
    """A condition on states, widened to their family."""
    country = resource.filters[condition.field].kind == "country"
    if lineage == "none" or not country or condition.operator == "__exists":
        return condition
    states = vocabulary.lineage(condition.values, lineage)
    return Condition(
        condition.field, condition.operator, tuple(sorted(states)), condition.shown
    )


async def list_page(
    service: Service, resource: Resource, asked: Asked
) -> tuple[str, str | None]:
    """The JSON of one page, and the path of the next."""
    conditions = where(service, resource, asked)
    model = resource.model
    counted = select(func.count()).select_from(model).where(*conditions)
    total = (await service.reader.rows(counted))[0][0]
    limit = DEFAULT_LIMIT if asked.limit is None else asked.limit
    place = unsealed(service, resource, asked)
    rows = await page_rows(service, resource, asked, limit + 1, place) if limit else []
    more = len(rows) > limit
    rows = rows[:limit]
    query = asked.canonical(without=("cursor",))
    following = None
    if more:
        place = [*rows[-1][2:], rows[-1][0]]
        cursor = seal(place, _bound(resource, asked), service.vocabulary.revision)
        joined = "&".join(filter(None, [query, f"cursor={cursor}"]))
        following = f"{resource.path}?{joined}"
    shown = await finished(service, resource, asked, [(row[0], row[1]) for row in rows])
    meta = {
        "total": total,
        "returned": len(rows),
        "query": sentence(resource, asked),
        "dataset": service.dataset,
        "hints": [],
    }
    links = {"self": canonical_url(resource, asked), "next": following}
    return envelope(bodies.join(shown), meta, links), following


async def page_rows(
    service: Service,
    resource: Resource,
    asked: Asked,
    count: int,
    place: list[Any] | None,
) -> list[Any]:
    """Id, body and sort values of up to `count` records after a place."""
    model, sorts = resource.model, resource.sorts
    conditions = where(service, resource, asked)
    columns = [sorts[key.name] for key in asked.sort]
    beyond = [after(asked.sort, sorts, model.id, place)] if place else []
    statement = (
        select(model.id, model.body, *(c.label(f"s{i}") for i, c in enumerate(columns)))
        .where(*conditions, *beyond)
        .order_by(*order_by(asked.sort, sorts, model.id))
        .limit(count)
    )
    return list(await service.reader.rows(statement))


def unsealed(service: Service, resource: Resource, asked: Asked) -> list[Any] | None:
    """The place that the query's cursor stands for; a problem if it is not ours."""
    if asked.cursor is None:
        return None
    bound, revision = _bound(resource, asked), service.vocabulary.revision
    place = unseal(asked.cursor, bound, revision)
    if place is None:
        asked.fault(
            "cursor",
            asked.cursor,
            "belongs to another query or another revision of the data; begin again"
            " without it",
        )
        raise InvalidQuery("The cursor does not continue this query.", asked.faults)
    return place


def _bound(resource: Resource, asked: Asked) -> str:
    """What a cursor belongs to: everything but the size and form of the page."""
    loose = ("cursor", "limit", "fields", "include", "format")
    return f"{resource.path}?{asked.canonical(without=loose)}"


async def finished(
    service: Service, resource: Resource, asked: Asked, rows: list[tuple[str, str]]
) -> list[str]:
    """Bodies with claims where they are included, trimmed where fields are named."""
    shown = [body for _, body in rows]
    if asked.given.get("include") == "claims":
        keys = [f"{resource.name}/{record_id}" for record_id, _ in rows]
        claims = await claims_about(service, keys)
        shown = [
            bodies.with_member(body, "claims", bodies.join(claims[key]))
            for key, body in zip(keys, shown, strict=True)
        ]
    fields = [path for path in asked.given.get("fields", "").split(",") if path]
    return [bodies.trim(body, fields) for body in shown] if fields else shown


async def claims_about(
    service: Service, records: Iterable[str]
) -> dict[str, list[str]]:
    """Claim bodies by record."""
    found: dict[str, list[str]] = defaultdict(list)
    statement = (
        select(models.Claim.record, models.Claim.body)
        .where(models.Claim.record.in_(list(records)))
        .order_by(models.Claim.id)
    )
    for row in await service.reader.rows(statement):
        found[row.record].append(row.body)
    return found


async def stream(
    service: Service, resource: Resource, asked: Asked
) -> AsyncIterator[list[str]]:
    """Bodies of the whole result in order, a chunk at a time."""
    left = asked.limit
    place = unsealed(service, resource, asked)
    while left is None or left > 0:
        count = STREAM_CHUNK if left is None else min(STREAM_CHUNK, left)
        rows = await page_rows(service, resource, asked, count, place)
        if rows:
            yield await finished(service, resource, asked, [(r[0], r[1]) for r in rows])
        if len(rows) < count:
            return
        place = [*rows[-1][2:], rows[-1][0]]
        left = None if left is None else left - len(rows)


async def one_record(service: Service, resource: Resource, record_id: str) -> str:
    """The body of a record; a problem names the closest id where there is none."""
    model = resource.model
    statement = select(model.body).where(model.id == record_id)
    rows = await service.reader.rows(statement)
    if not rows:
        near = service.vocabulary.near(resource.name, record_id)
        detail = f"There is no {resource.one} {record_id[:100]!r}"
        raise NotFound.in_path("id", record_id[:100], detail, did_you_mean=near)
    return str(rows[0][0])


def canonical_url(resource: Resource, asked: Asked) -> str:
    query = asked.canonical()
    return f"{resource.path}?{query}" if query else resource.path


def envelope(data: str, meta: dict[str, Any], links: dict[str, Any]) -> str:
    """The answer around bodies that are JSON already."""
    return (
        f'{{"data":{data},"meta":{bodies.dumps(meta)},"links":{bodies.dumps(links)}}}'
    )
