"""Whole lists, streamed in chunks of constant memory."""

from collections.abc import AsyncIterator

from fastapi import Request
from fastapi.responses import Response, StreamingResponse

from app.api.links import link_header
from app.api.responses import cache_headers, unchanged_response
from app.formats.writers import STREAM_WRITERS
from app.query.parsed_query import ParsedQuery
from app.query.validation import canonical_url
from app.resources import Resource
from app.resources.formats import FORMATS
from app.services.lists import stream
from app.services.snapshot import Snapshot


async def stream_list(
    request: Request,
    snapshot: Snapshot,
    resource: Resource,
    query: ParsedQuery,
    format_name: str,
) -> Response:
    """Returns the whole result; its first chunk is read before the response begins.

    So an error of the database is still answered with a problem.
    """
    url = canonical_url(resource, query)
    settings = request.app.state.settings
    etag = snapshot.etag(f"{url}{settings.prefix}", format_name)
    headers = cache_headers(etag, snapshot.max_age)
    unchanged = unchanged_response(request, headers)
    if unchanged:
        return unchanged
    headers["Link"] = link_header(url, format_name, settings.origin)
    file_name = f"{resource.name}.{format_name}"
    headers["Content-Disposition"] = f"attachment; filename={file_name}"
    chunks = _chunks(snapshot.for_stream(), resource, query, format_name)
    first = await anext(chunks)
    content_type = FORMATS[format_name].content_type
    return StreamingResponse(_prepend(first, chunks), 200, headers, content_type)


async def _prepend(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for chunk in rest:
        yield chunk


async def _chunks(
    snapshot: Snapshot, resource: Resource, query: ParsedQuery, format_name: str
) -> AsyncIterator[bytes]:
    """Yields the result as lines, several records at a time."""
    writer = STREAM_WRITERS[format_name](resource.schema, query.parameters)
    header = writer.header()
    async for bodies in stream(snapshot, resource, query):
        yield header + writer.rows(bodies)
        header = b""
    yield header
