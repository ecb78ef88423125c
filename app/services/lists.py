"""A query that was understood becomes an answer: statements, page, envelope.

Two statements whatever the size of the page: one counts, one brings ids and bodies;
reaching records whose sort value is empty, claims and facets cost one more each.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ClauseElement, Integer, Select, func, select

from app import models
from app.db.dialects import in_json_list, utf8_bytes
from app.db.reader import Rows, Values
from app.formats import json_bodies
from app.problems import NotFound
from app.query.bind_parameters import parameter
from app.query.description import describe_query
from app.query.keyset import CursorCodec, Order
from app.query.parsed_query import ParsedQuery, Position, SortKey
from app.query.shape import (
    PositionShape,
    QueryShape,
    position_shape,
    position_values,
    position_with_parameters,
)
from app.query.sql import MAX_SHAPES, Selection, filter_conditions, select_records
from app.query.validation import DEFAULT_LIMIT, canonical_url, cursor_scope
from app.resources import BY_NAME, Resource
from app.services.envelope import Content, envelope
from app.services.facets import facets
from app.services.snapshot import Snapshot

STREAM_CHUNK = 500
MAX_TOTALS = 10_000


class Page:
    """A page that was asked for: understood once, made as often as it is asked for.

    The count of a filter is remembered for all its pages.
    """

    def __init__(
        self, snapshot: Snapshot, resource: Resource, asked: ParsedQuery
    ) -> None:
        self.snapshot = snapshot
        self.resource = resource
        self.asked = asked
        self.limit = DEFAULT_LIMIT if asked.limit is None else asked.limit
        self.url = canonical_url(resource, asked)
        self._fitting = select_records(snapshot.reference_data, resource, asked)
        self._cursors = CursorCodec(
            cursor_scope(resource, asked), snapshot.reference_data.revision
        )
        query = asked.canonical(without=("cursor",))
        self._neighbour = f"{resource.path}?{query}{'&' if query else ''}cursor="
        self._told = describe_query(resource, asked)
        self._filters = (resource.name, asked.canonical_filters())
        self._plain = not {"include", "fields"} & asked.parameters.keys()

    async def render(self) -> Content:
        """The JSON of the page, with links to the next and to the one before."""
        rows = await self._rows()
        more = len(rows) > self.limit
        rows = rows[: self.limit]
        if self.asked.position and self.asked.position.back:
            rows.reverse()
        links = self._links(rows, more=more)
        meta = self.snapshot.meta(
            total=await self._total(), returned=len(rows), query=self._told
        )
        if self.asked.facets:
            meta["facets"] = await facets(self.snapshot, self.resource, self.asked)
        shown = [row[1] for row in rows]
        if not self._plain:
            ids = [row[0] for row in rows]
            shown = await decorate_bodies(
                self.snapshot, self.resource, self.asked, ids, shown
            )
        body = envelope(json_bodies.join(shown), meta, links)
        return Content(body, _link_header(links))

    async def _total(self) -> int:
        totals = self.snapshot.totals
        total = totals.get(self._filters)
        if total is None:
            if len(totals) >= MAX_TOTALS:
                totals.clear()
            counted = count_statement(self.resource.name, self._fitting.shape)
            rows = await self.snapshot.reader.rows(counted, self._fitting.values)
            total = totals[self._filters] = rows[0][0]
        return total

    async def _rows(self) -> list[Any]:
        if not self.limit:
            return []
        rows = self.snapshot.reader.rows
        return await page_rows(
            rows, self.resource, self.asked, self._fitting, self.limit + 1
        )

    def _links(self, rows: list[Any], *, more: bool) -> dict[str, str | None]:
        """The page itself, and its neighbours beyond the records at its edges."""
        begun = self.asked.position is not None
        back = bool(self.asked.position and self.asked.position.back)
        after, before = (True, more) if back else (more, begun)
        return {
            "self": self.url,
            "next": self._link(_place_of(rows[-1])) if rows and after else None,
            "prev": self._link(_place_of(rows[0], back=True))
            if rows and before
            else None,
        }

    def _link(self, place: Position) -> str:
        return self._neighbour + self._cursors.encode(place)


def _link_header(links: dict[str, str | None]) -> dict[str, str] | None:
    """The neighbours of a page as a header (RFC 8288)."""
    told = [
        f'<{links[name]}>; rel="{name}"' for name in ("next", "prev") if links[name]
    ]
    return {"Link": ", ".join(told)} if told else None


def _place_of(row: Any, *, back: bool = False) -> Position:
    return Position(list(row[2:]), row[0], back)


@lru_cache(maxsize=MAX_SHAPES)
def count_statement(name: str, shape: QueryShape) -> ClauseElement:
    """How many records of a resource fit."""
    resource = BY_NAME[name]
    counted = select(func.count()).select_from(resource.model)
    return counted.where(*filter_conditions(resource, shape))


@lru_cache(maxsize=MAX_SHAPES)
def page_statements(
    name: str, shape: QueryShape, sort: tuple[SortKey, ...], place: PositionShape | None
) -> tuple[Select[*tuple[Any, ...]], ...]:
    """Statements to run one after the other until there are enough records.

    Each brings id, body and sort values from the asked place on, up to a `limit`.
    """
    resource = BY_NAME[name]
    model, sorts = resource.model, resource.sorts
    values = (sorts[key.name].label(f"s{i}") for i, key in enumerate(sort))
    shown = select(model.id, utf8_bytes(model.body), *values)
    shown = shown.where(*filter_conditions(resource, shape))
    shown = shown.limit(parameter("limit", Integer))
    back = place is not None and place.back
    runs = Order(sort, sorts, model.id, back=back).runs(position_with_parameters(place))
    return tuple(shown.where(*run.where).order_by(*run.order) for run in runs)


Read = Callable[[ClauseElement, Values], Awaitable[Rows]]
"""How a statement is read: at once, or aside because it may take long."""


async def page_rows(
    read: Read, resource: Resource, asked: ParsedQuery, fits: Selection, count: int
) -> list[Any]:
    """Up to `count` records from the asked place on."""
    place = position_shape(asked.position)
    values = {**fits.values, **position_values(asked.position), "limit": count}
    found: list[Any] = []
    for statement in page_statements(
        resource.name, fits.shape, tuple(asked.sort), place
    ):
        if len(found) < count:
            found += await read(statement, values)
    return found[:count]


async def decorate_bodies(
    snapshot: Snapshot,
    resource: Resource,
    asked: ParsedQuery,
    ids: list[str],
    shown: list[bytes],
) -> list[bytes]:
    """Bodies with claims where they are included, trimmed where fields are named."""
    if asked.parameters.get("include") == "claims":
        keys = [f"{resource.name}/{record_id}" for record_id in ids]
        claims = await claims_about(snapshot, keys)
        shown = [
            json_bodies.with_member(body, "claims", json_bodies.join(claims[key]))
            for key, body in zip(keys, shown, strict=True)
        ]
    fields = [path for path in asked.parameters.get("fields", "").split(",") if path]
    return [json_bodies.trim(body, fields) for body in shown] if fields else shown


CLAIMS_ABOUT = (
    select(models.Claim.record, utf8_bytes(models.Claim.body))
    .where(in_json_list(models.Claim.record, "records"))
    .order_by(models.Claim.id)
)


async def claims_about(
    snapshot: Snapshot, records: Iterable[str]
) -> dict[str, list[bytes]]:
    """Claim bodies by record."""
    found: dict[str, list[bytes]] = defaultdict(list)
    values = {"records": json_bodies.dumps(list(records))}
    for record, body in await snapshot.reader.rows(CLAIMS_ABOUT, values):
        found[record].append(body)
    return found


async def stream(
    snapshot: Snapshot, resource: Resource, asked: ParsedQuery
) -> AsyncIterator[list[bytes]]:
    """Bodies of the whole result in order, a chunk at a time."""
    fits, left = select_records(snapshot.reference_data, resource, asked), asked.limit
    while left is None or left > 0:
        count = STREAM_CHUNK if left is None else min(STREAM_CHUNK, left)
        read = snapshot.reader.long_rows
        rows = await page_rows(read, resource, asked, fits, count)
        if rows:
            ids, shown = [row[0] for row in rows], [row[1] for row in rows]
            yield await decorate_bodies(snapshot, resource, asked, ids, shown)
        if len(rows) < count:
            return
        asked.position = _place_of(rows[-1])
        left = None if left is None else left - len(rows)


@cache
def record_statement(name: str) -> ClauseElement:
    """The body of the record of a resource with an `id`."""
    model = BY_NAME[name].model
    return select(utf8_bytes(model.body)).where(model.id == parameter("id"))


def check_id(snapshot: Snapshot, resource: Resource, record_id: str) -> None:
    """A problem that names the closest id, where there is no such record."""
    if record_id not in snapshot.reference_data.ids[resource.name]:
        near = snapshot.reference_data.closest_id(resource.name, record_id)
        detail = f"There is no {resource.singular} {record_id[:100]!r}"
        raise NotFound.in_path("id", record_id[:100], detail, did_you_mean=near)
