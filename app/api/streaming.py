"""Whole results as CSV or NDJSON, streamed in chunks of constant memory."""

from collections.abc import AsyncIterator

from fastapi import Request
from fastapi.responses import Response, StreamingResponse

from app.api.responses import cache_headers, unchanged_response
from app.formats import csv_rows
from app.formats.negotiation import FORMATS
from app.query.parsed_query import ParsedQuery
from app.query.validation import canonical_url
from app.resources import Resource
from app.services.lists import stream
from app.services.snapshot import Snapshot

STREAMED = ("csv", "ndjson")
# Spreadsheets recognise UTF-8 by it (Unicode 16, 23.8)
BYTE_ORDER_MARK = "\ufeff"


async def stream_list(
    request: Request,
    snapshot: Snapshot,
    resource: Resource,
    query: ParsedQuery,
    form: str,
) -> Response:
    """Returns the whole result; its first chunk is read before the response begins.

    So an error of the database is still answered with a problem.
    """
    etag = snapshot.etag(canonical_url(resource, query), form)
    headers = cache_headers(etag, snapshot.max_age)
    unchanged = unchanged_response(request, headers)
    if unchanged:
        return unchanged
    headers["Content-Disposition"] = f"attachment; filename={resource.name}.{form}"
    chunks = _chunks(snapshot, resource, query, form)
    first = await anext(chunks)
    return StreamingResponse(
        _prepend(first, chunks), headers=headers, media_type=FORMATS[form]
    )


async def _prepend(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for chunk in rest:
        yield chunk


async def _chunks(
    snapshot: Snapshot, resource: Resource, query: ParsedQuery, form: str
) -> AsyncIterator[bytes]:
    """Yields the result as lines, several records at a time."""
    columns: csv_rows.Columns = ()
    head = b""
    if form == "csv":
        fields = query.parameters.pop("fields", None)
        columns = csv_rows.csv_columns(resource.schema, fields)
        mark = BYTE_ORDER_MARK if query.parameters.get("bom") == "true" else ""
        head = (mark + csv_rows.csv_header(columns)).encode()
    async for bodies in stream(snapshot, resource, query):
        if form == "csv":
            rows = (csv_rows.csv_line(columns, body) for body in bodies)
            lines = "".join(rows).encode()
        else:
            lines = b"".join(body + b"\n" for body in bodies)
        yield head + lines
        head = b""
    yield head
