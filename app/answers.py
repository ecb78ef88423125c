"""A query that was understood becomes an answer: statements, page, envelope.

Two statements whatever the size of the page: one counts, one brings ids and bodies;
claims and facets cost one more each.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from typing import Any

from sqlalchemy import func, select

from app import bodies, models
from app.asking import DEFAULT_LIMIT, bound, canonical_url, where
from app.facets import facets
from app.problems import NotFound
from app.query.grammar import Asked
from app.query.sql import after, order_by, seal
from app.resources import Resource
from app.sentence import sentence
from app.service import Made, Service, envelope

STREAM_CHUNK = 500


async def list_page(service: Service, resource: Resource, asked: Asked) -> Made:
    """The JSON of one page, with a link to the next."""
    conditions = where(service, resource, asked)
    model = resource.model
    counted = select(func.count()).select_from(model).where(*conditions)
    total = (await service.reader.rows(counted))[0][0]
    limit = DEFAULT_LIMIT if asked.limit is None else asked.limit
    rows = await page_rows(service, resource, asked, limit + 1) if limit else []
    more = len(rows) > limit
    rows = rows[:limit]
    query = asked.canonical(without=("cursor",))
    following = None
    if more:
        place = [*rows[-1][2:], rows[-1][0]]
        cursor = seal(place, bound(resource, asked), service.vocabulary.revision)
        joined = "&".join(filter(None, [query, f"cursor={cursor}"]))
        following = f"{resource.path}?{joined}"
    shown = await finished(service, resource, asked, [(row[0], row[1]) for row in rows])
    meta = service.meta(
        total=total, returned=len(rows), query=sentence(resource, asked)
    )
    if asked.facets:
        meta["facets"] = await facets(service, resource, asked)
    links = {"self": canonical_url(resource, asked), "next": following}
    body = envelope(bodies.join(shown), meta, links)
    return Made(body, {"Link": f'<{following}>; rel="next"'} if following else None)


async def page_rows(
    service: Service,
    resource: Resource,
    asked: Asked,
    count: int,
) -> list[Any]:
    """Id, body and sort values of up to `count` records from the asked place on."""
    model, sorts = resource.model, resource.sorts
    conditions = where(service, resource, asked)
    columns = [sorts[key.name] for key in asked.sort]
    beyond = [after(asked.sort, sorts, model.id, asked.place)] if asked.place else []
    statement = (
        select(model.id, model.body, *(c.label(f"s{i}") for i, c in enumerate(columns)))
        .where(*conditions, *beyond)
        .order_by(*order_by(asked.sort, sorts, model.id))
        .limit(count)
    )
    return list(await service.reader.rows(statement))


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
    while left is None or left > 0:
        count = STREAM_CHUNK if left is None else min(STREAM_CHUNK, left)
        rows = await page_rows(service, resource, asked, count)
        if rows:
            yield await finished(service, resource, asked, [(r[0], r[1]) for r in rows])
        if len(rows) < count:
            return
        asked.place = [*rows[-1][2:], rows[-1][0]]
        left = None if left is None else left - len(rows)


async def one_record(service: Service, resource: Resource, record_id: str) -> str:
    """The body of a record; a problem names the closest id where there is none."""
    model = resource.model
    known = record_id in service.vocabulary.ids[resource.name]
    statement = select(model.body).where(model.id == record_id)
    rows = await service.reader.rows(statement) if known else []
    if not rows:
        near = service.vocabulary.near(resource.name, record_id)
        detail = f"There is no {resource.one} {record_id[:100]!r}"
        raise NotFound.in_path("id", record_id[:100], detail, did_you_mean=near)
    return str(rows[0][0])
