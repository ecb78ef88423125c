"""Questions whose answer is a computed list of items, in the grammar of lists.

Each takes `fields`, and pages if its list can grow. CSV and NDJSON hold the whole list.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel

from app.api.parameters import list_parameters
from app.api.responses import accepted, respond
from app.formats import json_bodies
from app.formats.negotiation import negotiate_format
from app.formats.writers import STREAM_WRITERS
from app.query.grammar import RESERVED, Grammar
from app.query.keyset import CursorCodec
from app.query.parsed_query import ParsedQuery, Position
from app.query.validation import (
    WRONG_CURSOR,
    check_fields,
    check_format,
    cursor_scope,
    raise_faults,
)
from app.resources import Resource
from app.resources.formats import FORMATS, formats_of
from app.services.envelope import Content, envelope, link_header
from app.services.snapshot import Snapshot
from app.services.tables import Compute, Items, Part

MAX_START = 100_000
"""The last item after which a page can begin."""
WHOLE = {
    **{name: RESERVED[name] for name in ("fields", "bom")},
    "format": formats_of("table"),
}
"""The parameters of every such address, beside its own."""
PAGED = {**{name: RESERVED[name] for name in ("limit", "cursor")}, **WHOLE}
"""The parameters of an address whose list can grow, beside its own."""


FILE_HEADERS = ("Link", "Content-Disposition")
"""Headers of the answers of such an address, beside those of every answer."""


@dataclass(frozen=True)
class Rows:
    """Rows of a table that items are split into, for formats without nesting."""

    schema: type[BaseModel]
    split: Callable[[bytes], Iterable[bytes]]
    columns: Callable[[str], str]
    """Returns what `fields` of an item mean as columns, by comma."""


@dataclass(frozen=True)
class Question:
    """An address with a computed list of items."""

    path: str
    schema: type[BaseModel]
    """The schema of an item."""
    item: str
    """What an item is called in the texts of faults, with its article."""
    grammar: Grammar
    rows: Rows | None = None
    """Rows that the items are split into; without, each item is a row."""

    async def parse(self, request: Request, snapshot: Snapshot) -> ParsedQuery:
        """Parses and checks a query. Faults are collected, not raised."""
        pairs = request.query_params.multi_items()
        query = await self.grammar.parse(pairs, snapshot.lookups)
        check_fields(query, self.schema, self.item)
        self._read_cursor(query, snapshot)
        return query

    def negotiate(self, request: Request, query: ParsedQuery) -> str:
        """Returns the format of the answer. Raises the faults of the query."""
        raise_faults(query)
        offered = self.grammar.reserved["format"]
        requested = query.parameters.get("format")
        name = negotiate_format(accepted(request), requested, offered)
        check_format(query, name)
        return name

    async def respond(
        self, request: Request, snapshot: Snapshot, query: ParsedQuery, compute: Compute
    ) -> Response:
        """Returns the answer to a query in its format. Raises its faults."""
        name = self.negotiate(request, query)
        render = partial(Answer(self, snapshot, query, compute).render, name)
        return await respond(request, snapshot, self.url(query), render, name)

    def parameters(
        self, resource: Resource, common: Mapping[str, str]
    ) -> list[dict[str, Any]]:
        """Describes the parameters, those of `common` first, with these examples.

        `resource` is the list whose filters they take.
        """
        described = replace(resource, schema=self.schema)  # type: ignore[arg-type] # an item may be no record
        return list_parameters(described, self.grammar, common)

    def url(self, query: ParsedQuery) -> str:
        """Returns the canonical URL of a query."""
        text = query.canonical()
        return f"{self.path}?{text}" if text else self.path

    def codec(self, query: ParsedQuery, snapshot: Snapshot) -> CursorCodec:
        """Returns the codec of cursors: numbers of items before a page."""
        scope = cursor_scope(self.path, query)
        return CursorCodec(scope, snapshot.reference_data.revision)

    def _read_cursor(self, query: ParsedQuery, snapshot: Snapshot) -> None:
        if query.cursor is None:
            return
        match self.codec(query, snapshot).decode(query.cursor):
            case [[int(start)], "", False] if 0 <= start <= MAX_START:
                query.position = Position([start], "")
            case _:
                query.add_fault("cursor", query.cursor, WRONG_CURSOR)


@dataclass(frozen=True)
class Answer:
    """The answer to a query, computed when it is rendered."""

    question: Question
    snapshot: Snapshot
    query: ParsedQuery
    compute: Compute

    async def render(self, format_name: str) -> Content:
        """Returns a page as JSON, or the whole answer as a file."""
        start = self.query.position.values[0] if self.query.position else 0
        part = Part(start, self.query.limit)
        if format_name in STREAM_WRITERS:
            return self._file(await self.compute(part), format_name)
        if part.limit is None:
            part = part._replace(limit=self.question.grammar.default_limit)
        items = await self.compute(part)
        links = self._links(part, items)
        data = json_bodies.join(_trimmed(items.bodies, self.query.parameters))
        return Content(envelope(data, items.meta, links), link_header(links))

    def _file(self, items: Items, format_name: str) -> Content:
        """Returns the items as a file to download."""
        question, parameters = self.question, dict(self.query.parameters)
        schema, bodies = question.schema, items.bodies
        if question.rows and FORMATS[format_name].is_flat:
            schema = question.rows.schema
            bodies = [row for body in bodies for row in question.rows.split(body)]
            if "fields" in parameters:
                parameters["fields"] = question.rows.columns(parameters["fields"])
        # A writer of flat rows takes `fields` out of the parameters
        writer = STREAM_WRITERS[format_name](schema, parameters)
        body = writer.header() + writer.rows(_trimmed(bodies, parameters))
        name = question.path.removeprefix("/v1/").replace("/", "-")
        disposition = f"attachment; filename={name}.{format_name}"
        return Content(body, {"Content-Disposition": disposition})

    def _links(self, part: Part, items: Items) -> dict[str, str | None]:
        """Returns the canonical URL of the page, and those of its neighbours."""
        following = part.start + len(items.bodies)
        has_next = bool(items.bodies) and following < items.meta["total"]
        before = max(0, part.start - (part.limit or part.start))
        return {
            "self": self.question.url(self.query),
            "next": self._link(following) if has_next else None,
            "prev": self._link(before) if part.start else None,
        }

    def _link(self, start: int) -> str:
        codec = self.question.codec(self.query, self.snapshot)
        cursor = {"cursor": codec.encode(Position([start], ""))}
        parameters = self.query.parameters | cursor
        return self.question.url(ParsedQuery(parameters=parameters))


def _trimmed(bodies: list[bytes], parameters: dict[str, str]) -> list[bytes]:
    """Returns bodies with only the fields of a query."""
    if "fields" not in parameters:
        return bodies
    fields = parameters["fields"].split(",")
    return [json_bodies.trim(body, fields) for body in bodies]
