"""Lists and records: statements, pages, and whole results as streams.

A page takes two statements whatever its size: one counts, one returns ids and bodies.
Records without a value of the first sort key, claims and facets take one more each.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ClauseElement, Integer, Select, select

from app import models
from app.db.dialects import in_json_list, utf8_bytes
from app.db.reader import Rows, Values
from app.formats import json_bodies
from app.problems import NotFound
from app.query.bind_parameters import parameter
from app.query.closest_ids import closest_id
from app.query.description import describe_query
from app.query.grammar import DEFAULT_LIMIT
from app.query.keyset import CursorCodec, Order
from app.query.lookups import NUL
from app.query.parsed_query import ParsedQuery, Position, SortKey
from app.query.shape import (
    PositionShape,
    QueryShape,
    position_shape,
    position_values,
    position_with_parameters,
)
from app.query.sql import Selection, filter_conditions, select_records
from app.query.statements import kept_by_shape
from app.query.validation import canonical_url, cursor_scope
from app.resources import BY_NAME, Resource
from app.services.counts import ListCounts
from app.services.envelope import Content, envelope, link_header
from app.services.facets import facets, table
from app.services.removed import add_removed
from app.services.snapshot import Snapshot

STREAM_CHUNK = 500


class Page:
    """One page of a list. The count of a filter is shared by all of its pages."""

    def __init__(
        self, snapshot: Snapshot, resource: Resource, query: ParsedQuery
    ) -> None:
        self.snapshot = snapshot
        self.resource = resource
        self.query = query
        self.limit = DEFAULT_LIMIT if query.limit is None else query.limit
        self.selection = select_records(snapshot.reference_data, resource, query)

    async def render(self) -> Content:
        """Returns the page as JSON, with links to the next and the previous one."""
        rows = await self._rows()
        has_more = len(rows) > self.limit
        rows = rows[: self.limit]
        if self.query.position and self.query.position.back:
            rows.reverse()
        links = self._links(rows, has_more=has_more)
        text = describe_query(self.resource, self.query)
        counts = ListCounts(self.snapshot, self.resource, self.query)
        meta = await counts.meta(len(rows), text)
        await self._add_groups(meta)
        await add_removed(meta, self.snapshot, self.resource, self.query)
        ids, bodies = [row[0] for row in rows], [row[1] for row in rows]
        bodies = await decorate_bodies(
            self.snapshot, self.resource, self.query, ids, bodies
        )
        body = envelope(json_bodies.join(bodies), meta, links)
        return Content(body, link_header(links))

    async def _add_groups(self, meta: dict[str, Any]) -> None:
        """Adds the counts that the query asks for to `meta`."""
        counted = (self.snapshot, self.resource, self.query)
        hints: list[str] = []
        if self.query.facets:
            meta["facets"], hints = await facets(*counted)
        if self.query.groups:
            meta["groups"], hints = await table(*counted)
        if hints:
            meta |= {"hints": [*meta["hints"], *hints], "complete": False}

    async def _rows(self) -> list[Any]:
        """Returns one row more than the page has, if there is one."""
        if not self.limit:
            return []
        return await page_rows(
            self.snapshot.reader.rows,
            self.resource,
            self.query,
            self.selection,
            self.limit + 1,
        )

    def _links(self, rows: list[Any], *, has_more: bool) -> dict[str, str | None]:
        """Returns the canonical URL of the page, and those of its neighbours."""
        position = self.query.position
        is_back = bool(position and position.back)
        has_next, has_previous = (
            (True, has_more) if is_back else (has_more, position is not None)
        )
        first = self._first_place(len(rows))
        last = None if first is None else first + len(rows) - 1
        return {
            "self": canonical_url(self.resource, self.query),
            "next": self._link(rows[-1], last) if rows and has_next else None,
            "prev": self._link(rows[0], first, back=True)
            if rows and has_previous
            else None,
        }

    def _first_place(self, returned: int) -> int | None:
        """Returns the place of the first row in the list, from 1, `None` if unknown."""
        position = self.query.position
        if position is None:
            return 1
        place = self.query.place
        if place is None:
            return None
        return place - returned if position.back else place + 1

    def _link(self, row: Any, place: int | None, *, back: bool = False) -> str:
        """Returns the URL of the page after a row, or of the one before it."""
        scope = cursor_scope(self.resource.path, self.query)
        codec = CursorCodec(scope, self.snapshot.reference_data.revision)
        known = () if place is None else (place,)
        query = self.query.canonical(without=("cursor",))
        cursor = codec.encode((*_position(row, back=back), *known))
        return f"{self.resource.path}?{query}{'&' if query else ''}cursor={cursor}"


def _position(row: Any, *, back: bool = False) -> Position:
    return Position(list(row[2:]), row[0], back)


@kept_by_shape
def page_statements(
    name: str,
    shape: QueryShape,
    sort: tuple[SortKey, ...],
    position: PositionShape | None,
) -> tuple[Select[*tuple[Any, ...]], ...]:
    """Returns statements to run one after the other until there are enough records.

    Each returns id, body and sort values after the position, up to `limit` rows.
    """
    resource = BY_NAME[name]
    model, sorts = resource.model, resource.sorts
    values = (sorts[key.name].label(f"s{i}") for i, key in enumerate(sort))
    rows = select(model.id, utf8_bytes(model.body), *values)
    rows = rows.where(*filter_conditions(resource, shape))
    rows = rows.limit(parameter("limit", Integer))
    back = position is not None and position.back
    order = Order(sort, sorts, model.id, back=back)
    runs = order.runs(position_with_parameters(position))
    return tuple(rows.where(*run.where).order_by(*run.order) for run in runs)


Read = Callable[[ClauseElement, Values], Awaitable[Rows]]
"""Reads a statement: in the event loop, or in a thread because it may take long."""


async def page_rows(
    read: Read,
    resource: Resource,
    query: ParsedQuery,
    selection: Selection,
    count: int,
) -> list[Any]:
    """Returns up to `count` rows after the position of the query."""
    position = position_shape(query.position)
    values = {**selection.values, **position_values(query.position), "limit": count}
    rows: list[Any] = []
    for statement in page_statements(
        resource.name, selection.shape, tuple(query.sort), position
    ):
        if len(rows) < count:
            rows += await read(statement, values)
    return rows[:count]


async def decorate_bodies(
    snapshot: Snapshot,
    resource: Resource,
    query: ParsedQuery,
    ids: list[str],
    bodies: list[bytes],
) -> list[bytes]:
    """Returns bodies with claims if they are included, trimmed to the named fields."""
    if query.parameters.get("include") == "claims":
        keys = [f"{resource.name}/{record_id}" for record_id in ids]
        claims = await claims_about(snapshot, keys)
        bodies = [
            json_bodies.with_member(body, "claims", json_bodies.join(claims[key]))
            for key, body in zip(keys, bodies, strict=True)
        ]
    fields = [path for path in query.parameters.get("fields", "").split(",") if path]
    return [json_bodies.trim(body, fields) for body in bodies] if fields else bodies


CLAIMS_ABOUT = (
    select(models.Claim.record, utf8_bytes(models.Claim.body))
    .where(in_json_list(models.Claim.record, "records"))
    .order_by(models.Claim.id)
)


async def claims_about(
    snapshot: Snapshot, records: Iterable[str]
) -> dict[str, list[bytes]]:
    """Returns the bodies of claims by record."""
    claims: dict[str, list[bytes]] = defaultdict(list)
    values = {"records": json_bodies.dumps(list(records))}
    for record, body in await snapshot.reader.rows(CLAIMS_ABOUT, values):
        claims[record].append(body)
    return claims


async def stream(
    snapshot: Snapshot, resource: Resource, query: ParsedQuery
) -> AsyncIterator[list[bytes]]:
    """Yields the bodies of the whole result in order, several at a time."""
    selection = select_records(snapshot.reference_data, resource, query)
    read, left = snapshot.reader.long_rows, query.limit
    while left is None or left > 0:
        count = STREAM_CHUNK if left is None else min(STREAM_CHUNK, left)
        rows = await page_rows(read, resource, query, selection, count)
        if rows:
            ids, bodies = [row[0] for row in rows], [row[1] for row in rows]
            yield await decorate_bodies(snapshot, resource, query, ids, bodies)
        if len(rows) < count:
            return
        query.position = _position(rows[-1])
        left = None if left is None else left - len(rows)


@cache
def record_statement(name: str) -> ClauseElement:
    """Returns the statement for the body of the record `id` of a resource."""
    model = BY_NAME[name].model
    return select(utf8_bytes(model.body)).where(model.id == parameter("id"))


class StoredRecord(NamedTuple):
    """The id and the body of a record."""

    id: str
    body: bytes


async def find_record(
    snapshot: Snapshot, resource: Resource, name: str
) -> StoredRecord:
    """Returns the record that a path names.

    The name is its id or one in another catalogue. Raises NotFound with the closest id
    if there is no such record.
    """
    lookups, record_id = snapshot.lookups, name
    rows = await _bodies(snapshot, resource, name)
    if not rows:
        record_id = await lookups.record_id(resource.name, name) or ""
        rows = await _bodies(snapshot, resource, record_id)
    if not rows:
        near = await closest_id(lookups, resource.name, name)
        detail = f"There is no {resource.singular} {name[:100]!r}"
        raise NotFound.in_path("id", name[:100], detail, did_you_mean=near)
    return StoredRecord(record_id, rows[0][0])


async def _bodies(snapshot: Snapshot, resource: Resource, record_id: str) -> Rows:
    """Returns the body of a record as the only row, if there is such a record."""
    if not record_id or NUL in record_id:
        return []
    statement = record_statement(resource.name)
    return await snapshot.reader.rows(statement, {"id": record_id})
