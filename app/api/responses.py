"""Responses under validators: sent whole, or as 304 or 412 without being rendered."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from app.api.links import PAGE, is_answer, link_header
from app.formats.negotiation import prefers_page
from app.middleware.conditional import failed_precondition
from app.problems import VARY, PreconditionFailed
from app.resources.formats import FORMATS, JSON
from app.services.envelope import Content
from app.services.snapshot import Snapshot

Render = Callable[[], Awaitable[Content]]


class AnswerPage(NamedTuple):
    """Makes pages of JSON answers, for browsers; kept as `app.state.answer_page`."""

    edition: str
    """Changes whenever a page of the same answer may change."""
    render: Callable[[Request, str, Content], Content]
    """Takes the canonical URL and the answer."""


def cache_headers(etag: str, max_age: int) -> dict[str, str]:
    """Returns the headers that let clients and proxies store and revalidate a response.

    `max_age` is in seconds.
    """
    return {
        "ETag": etag,
        "Cache-Control": f"public, max-age={max_age}, stale-while-revalidate=86400",
        "Vary": VARY,
    }


def unchanged_response(
    request: Request, headers: dict[str, str], modified: float | None = None
) -> Response | None:
    """Returns 304 if the client has the response already, `None` if it must be sent.

    `headers` are those of the whole response, `modified` its time of change in seconds
    since 1970. Raises PreconditionFailed.
    """
    status = failed_precondition(request.headers, headers["ETag"], modified)
    if status == 412:
        raise PreconditionFailed(headers["ETag"])
    return Response(status_code=304, headers=headers) if status else None


async def respond(
    request: Request,
    snapshot: Snapshot,
    url: str,
    render: Render,
    format_name: str = JSON,
) -> Response:
    """Returns the content that `render` makes for a canonical URL in a format.

    The entity tag follows from the data revision, the URL and the format, so an
    unchanged response is recognised without rendering it. A browser gets a JSON answer
    as a page.
    """
    page: AnswerPage | None = None
    settings = request.app.state.settings
    key = f"{url}{settings.prefix}"
    if format_name == JSON and is_answer(url) and prefers_page(request):
        page, format_name = request.app.state.answer_page, PAGE
        key = f"{url} {page.edition} {settings.origin}"
    headers = cache_headers(snapshot.etag(key, format_name), snapshot.max_age)
    unchanged = unchanged_response(request, headers)
    if unchanged:
        return unchanged
    content = await render()
    if page:
        content = page.render(request, url, content)
    headers |= _content_headers(request, url, content, format_name)
    return Response(content.body, headers=headers)


def _content_headers(
    request: Request, url: str, content: Content, format_name: str
) -> dict[str, str]:
    """Returns the headers of content, with the links of an answer of the API."""
    headers = {"Content-Type": FORMATS[format_name].content_type}
    headers |= content.headers or {}
    if is_answer(url):
        origin = request.app.state.settings.origin
        links = link_header(url, format_name, origin)
        if "Link" in headers:
            links = f"{headers['Link']}, {links}"
        headers["Link"] = links
    return headers


def accepted(request: Request) -> str:
    """Returns the `Accept` header, empty if there is none."""
    return request.headers.get("accept", "")
