"""A query that was understood becomes an answer: statements, page, envelope.

Two statements whatever the size of the page: one counts, one brings ids and bodies;
reaching records whose sort value is empty, claims and facets cost one more each.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from typing import Any

from sqlalchemy import Select, func, select

from app import bodies, models
from app.asking import DEFAULT_LIMIT, bound, canonical_url, where
from app.db import Prepared
from app.facets import facets
from app.problems import NotFound
from app.query.grammar import Asked, Place
from app.query.paging import Order, seal
from app.resources import Resource
from app.sentence import sentence
from app.service import Made, Service, envelope

STREAM_CHUNK = 500
MOST_TOTALS = 10_000


class Page:
    """A page that was asked for: understood once, made as often as it is asked for.

    When it is made again its statements are prepared, which is not worth it for one
    time; the count of a filter is remembered for all its pages.
    """

    def __init__(self, service: Service, resource: Resource, asked: Asked) -> None:
        self.service = service
        self.resource = resource
        self.asked = asked
        self.limit = DEFAULT_LIMIT if asked.limit is None else asked.limit
        self.bound = bound(resource, asked)
        self.url = canonical_url(resource, asked)
        query = asked.canonical(without=("cursor",))
        self._neighbour = f"{resource.path}?{query}{'&' if query else ''}cursor="
        self._told = sentence(resource, asked)
        self._plain = not {"include", "fields"} & asked.given.keys()
        self._made = False
        self._prepared: list[Prepared] | None = None

    async def made(self) -> Made:
        """The JSON of the page, with links to the next and to the one before."""
        rows = await self._rows()
        more = len(rows) > self.limit
        rows = rows[: self.limit]
        if self.asked.place and self.asked.place.back:
            rows.reverse()
        links = self._links(rows, more=more)
        meta = self.service.meta(
            total=await self._total(), returned=len(rows), query=self._told
        )
        if self.asked.facets:
            meta["facets"] = await facets(self.service, self.resource, self.asked)
        shown = [row[1] for row in rows]
        if not self._plain:
            found = [(row[0], row[1]) for row in rows]
            shown = await finished(self.service, self.resource, self.asked, found)
        body = envelope(bodies.join(shown), meta, links)
        return Made(body, _link_header(links))

    async def _total(self) -> int:
        totals, key = self.service.totals, self.asked.filters()
        total = totals.get((self.resource.name, key))
        if total is None:
            if len(totals) >= MOST_TOTALS:
                totals.clear()
            conditions = where(self.service, self.resource, self.asked)
            counted = select(func.count()).select_from(self.resource.model)
            rows = await self.service.reader.rows(counted.where(*conditions))
            total = totals[self.resource.name, key] = rows[0][0]
        return total

    async def _rows(self) -> list[Any]:
        if not self.limit:
            return []
        if not self._made:
            self._made = True
            return await page_rows(
                self.service, self.resource, self.asked, self.limit + 1
            )
        if self._prepared is None:
            statements = page_statements(
                self.service, self.resource, self.asked, self.limit + 1
            )
            self._prepared = [self.service.reader.prepared(one) for one in statements]
        found: list[Any] = []
        for run in self._prepared:
            if len(found) <= self.limit:
                found += await run()
        return found

    def _links(self, rows: list[Any], *, more: bool) -> dict[str, str | None]:
        """The page itself, and its neighbours beyond the records at its edges."""
        begun = self.asked.place is not None
        back = bool(self.asked.place and self.asked.place.back)
        after, before = (True, more) if back else (more, begun)
        return {
            "self": self.url,
            "next": self._link(_place_of(rows[-1])) if rows and after else None,
            "prev": self._link(_place_of(rows[0], back=True))
            if rows and before
            else None,
        }

    def _link(self, place: Place) -> str:
        return self._neighbour + seal(
            place, self.bound, self.service.vocabulary.revision
        )


def _link_header(links: dict[str, str | None]) -> dict[str, str] | None:
    """The neighbours of a page as a header (RFC 8288)."""
    told = [
        f'<{links[name]}>; rel="{name}"' for name in ("next", "prev") if links[name]
    ]
    return {"Link": ", ".join(told)} if told else None


def _place_of(row: Any, *, back: bool = False) -> Place:
    return Place(list(row[2:]), row[0], back)


def page_statements(
    service: Service, resource: Resource, asked: Asked, count: int
) -> list[Select[*tuple[Any, ...]]]:
    """Statements to run one after the other until there are `count` records.

    Each brings id, body and sort values from the asked place on.
    """
    model, sorts = resource.model, resource.sorts
    values = (sorts[key.name].label(f"s{i}") for i, key in enumerate(asked.sort))
    shown = select(model.id, model.body, *values)
    shown = shown.where(*where(service, resource, asked)).limit(count)
    back = asked.place is not None and asked.place.back
    runs = Order(asked.sort, sorts, model.id, back=back).runs(asked.place)
    return [shown.where(*run.where).order_by(*run.order) for run in runs]


async def page_rows(
    service: Service, resource: Resource, asked: Asked, count: int
) -> list[Any]:
    """Up to `count` records from the asked place on."""
    found: list[Any] = []
    for statement in page_statements(service, resource, asked, count):
        if len(found) < count:
            found += await service.reader.rows(statement)
    return found[:count]


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
        asked.place = _place_of(rows[-1])
        left = None if left is None else left - len(rows)


def check_id(service: Service, resource: Resource, record_id: str) -> None:
    """A problem that names the closest id, where there is no such record."""
    if record_id not in service.vocabulary.ids[resource.name]:
        near = service.vocabulary.near(resource.name, record_id)
        detail = f"There is no {resource.one} {record_id[:100]!r}"
        raise NotFound.in_path("id", record_id[:100], detail, did_you_mean=near)


def one_record(resource: Resource, record_id: str) -> Select[*tuple[Any, ...]]:
    """The statement for the body of a record."""
    return select(resource.model.body).where(resource.model.id == record_id)
