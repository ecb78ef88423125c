"""A query that was understood becomes an answer: statements, page, envelope.

Two statements whatever the size of the page: one counts, one brings ids and bodies;
reaching records whose sort value is empty, claims and facets cost one more each.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ClauseElement, Integer, Select, func, select

from app import bodies, models
from app.asking import (
    DEFAULT_LIMIT,
    MOST_SHAPES,
    Fitting,
    bound,
    canonical_url,
    fitting,
    where,
)
from app.facets import facets
from app.portable import among, as_bytes
from app.problems import NotFound
from app.query.grammar import Asked, Place, SortKey
from app.query.paging import Order, Seal
from app.query.slots import (
    PlaceShape,
    Shape,
    place_with_slots,
    shape_of_place,
    slot,
    values_of_place,
)
from app.readers import Rows, Values
from app.resources import BY_NAME, Resource
from app.sentence import sentence
from app.service import Made, Service, envelope

STREAM_CHUNK = 500
MOST_TOTALS = 10_000


class Page:
    """A page that was asked for: understood once, made as often as it is asked for.

    The count of a filter is remembered for all its pages.
    """

    def __init__(self, service: Service, resource: Resource, asked: Asked) -> None:
        self.service = service
        self.resource = resource
        self.asked = asked
        self.limit = DEFAULT_LIMIT if asked.limit is None else asked.limit
        self.url = canonical_url(resource, asked)
        self._fitting = fitting(service, resource, asked)
        self._seal = Seal(bound(resource, asked), service.vocabulary.revision)
        query = asked.canonical(without=("cursor",))
        self._neighbour = f"{resource.path}?{query}{'&' if query else ''}cursor="
        self._told = sentence(resource, asked)
        self._filters = (resource.name, asked.filters())
        self._plain = not {"include", "fields"} & asked.given.keys()

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
            ids = [row[0] for row in rows]
            shown = await finished(self.service, self.resource, self.asked, ids, shown)
        body = envelope(bodies.join(shown), meta, links)
        return Made(body, _link_header(links))

    async def _total(self) -> int:
        totals = self.service.totals
        total = totals.get(self._filters)
        if total is None:
            if len(totals) >= MOST_TOTALS:
                totals.clear()
            counted = count_statement(self.resource.name, self._fitting.shape)
            rows = await self.service.reader.rows(counted, self._fitting.values)
            total = totals[self._filters] = rows[0][0]
        return total

    async def _rows(self) -> list[Any]:
        if not self.limit:
            return []
        rows = self.service.reader.rows
        return await page_rows(
            rows, self.resource, self.asked, self._fitting, self.limit + 1
        )

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
        return self._neighbour + self._seal.on(place)


def _link_header(links: dict[str, str | None]) -> dict[str, str] | None:
    """The neighbours of a page as a header (RFC 8288)."""
    told = [
        f'<{links[name]}>; rel="{name}"' for name in ("next", "prev") if links[name]
    ]
    return {"Link": ", ".join(told)} if told else None


def _place_of(row: Any, *, back: bool = False) -> Place:
    return Place(list(row[2:]), row[0], back)


@lru_cache(maxsize=MOST_SHAPES)
def count_statement(name: str, shape: Shape) -> ClauseElement:
    """How many records of a resource fit."""
    resource = BY_NAME[name]
    counted = select(func.count()).select_from(resource.model)
    return counted.where(*where(resource, shape))


@lru_cache(maxsize=MOST_SHAPES)
def page_statements(
    name: str, shape: Shape, sort: tuple[SortKey, ...], place: PlaceShape | None
) -> tuple[Select[*tuple[Any, ...]], ...]:
    """Statements to run one after the other until there are enough records.

    Each brings id, body and sort values from the asked place on, up to a `limit`.
    """
    resource = BY_NAME[name]
    model, sorts = resource.model, resource.sorts
    values = (sorts[key.name].label(f"s{i}") for i, key in enumerate(sort))
    shown = select(model.id, as_bytes(model.body), *values)
    shown = shown.where(*where(resource, shape))
    shown = shown.limit(slot("limit", Integer))
    back = place is not None and place.back
    runs = Order(sort, sorts, model.id, back=back).runs(place_with_slots(place))
    return tuple(shown.where(*run.where).order_by(*run.order) for run in runs)


Read = Callable[[ClauseElement, Values], Awaitable[Rows]]
"""How a statement is read: at once, or aside because it may take long."""


async def page_rows(
    read: Read, resource: Resource, asked: Asked, fits: Fitting, count: int
) -> list[Any]:
    """Up to `count` records from the asked place on."""
    place = shape_of_place(asked.place)
    values = {**fits.values, **values_of_place(asked.place), "limit": count}
    found: list[Any] = []
    for statement in page_statements(
        resource.name, fits.shape, tuple(asked.sort), place
    ):
        if len(found) < count:
            found += await read(statement, values)
    return found[:count]


async def finished(
    service: Service,
    resource: Resource,
    asked: Asked,
    ids: list[str],
    shown: list[bytes],
) -> list[bytes]:
    """Bodies with claims where they are included, trimmed where fields are named."""
    if asked.given.get("include") == "claims":
        keys = [f"{resource.name}/{record_id}" for record_id in ids]
        claims = await claims_about(service, keys)
        shown = [
            bodies.with_member(body, "claims", bodies.join(claims[key]))
            for key, body in zip(keys, shown, strict=True)
        ]
    fields = [path for path in asked.given.get("fields", "").split(",") if path]
    return [bodies.trim(body, fields) for body in shown] if fields else shown


CLAIMS_ABOUT = (
    select(models.Claim.record, as_bytes(models.Claim.body))
    .where(among(models.Claim.record, "records"))
    .order_by(models.Claim.id)
)


async def claims_about(
    service: Service, records: Iterable[str]
) -> dict[str, list[bytes]]:
    """Claim bodies by record."""
    found: dict[str, list[bytes]] = defaultdict(list)
    values = {"records": bodies.dumps(list(records))}
    for record, body in await service.reader.rows(CLAIMS_ABOUT, values):
        found[record].append(body)
    return found


async def stream(
    service: Service, resource: Resource, asked: Asked
) -> AsyncIterator[list[bytes]]:
    """Bodies of the whole result in order, a chunk at a time."""
    fits, left = fitting(service, resource, asked), asked.limit
    while left is None or left > 0:
        count = STREAM_CHUNK if left is None else min(STREAM_CHUNK, left)
        read = service.reader.long_rows
        rows = await page_rows(read, resource, asked, fits, count)
        if rows:
            ids, shown = [row[0] for row in rows], [row[1] for row in rows]
            yield await finished(service, resource, asked, ids, shown)
        if len(rows) < count:
            return
        asked.place = _place_of(rows[-1])
        left = None if left is None else left - len(rows)


@cache
def record_statement(name: str) -> ClauseElement:
    """The body of the record of a resource with an `id`."""
    model = BY_NAME[name].model
    return select(as_bytes(model.body)).where(model.id == slot("id"))


def check_id(service: Service, resource: Resource, record_id: str) -> None:
    """A problem that names the closest id, where there is no such record."""
    if record_id not in service.vocabulary.ids[resource.name]:
        near = service.vocabulary.near(resource.name, record_id)
        detail = f"There is no {resource.one} {record_id[:100]!r}"
        raise NotFound.in_path("id", record_id[:100], detail, did_you_mean=near)
