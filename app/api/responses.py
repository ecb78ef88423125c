"""Bytes with the right headers: answers that can be validated, and problems."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from app.formats.negotiation import MEDIA
from app.middleware.etags import matching_etag
from app.middleware.headers import raw_headers
from app.middleware.response_cache import REMEMBER, Question
from app.problems import VARY
from app.services.envelope import Content
from app.services.snapshot import Snapshot


def cache_headers(etag: str, max_age: int) -> dict[str, str]:
    """Headers under which an answer may be kept and asked for again."""
    return {
        "ETag": etag,
        "Cache-Control": f"public, max-age={max_age}, stale-while-revalidate=86400",
        "Vary": VARY,
    }


def is_known(request: Request, etag: str) -> bool:
    """Whether the client has this representation already (RFC 9110, 13.1.2)."""
    return (
        matching_etag(etag, request.headers.get("if-none-match", ""), None) is not None
    )


def question(
    snapshot: Snapshot,
    url: str,
    make: Callable[[], Awaitable[Content]],
    form: str = "json",
) -> Question:
    """What is asked for under a canonical URL, in a form, and how it is answered."""
    headers = cache_headers(snapshot.etag(url, form), snapshot.max_age)
    etag = headers.pop("ETag")
    return Question(etag, raw_headers({"Content-Type": MEDIA[form], **headers}), make)


async def respond(request: Request, asked: Question) -> Response:
    """The answer to a question; 304 without making it, if the client has it."""
    headers = {name.decode(): value.decode() for name, value in asked.headers}
    headers["ETag"] = asked.etag
    if is_known(request, asked.etag):
        del headers["content-type"]
        return Response(status_code=304, headers=headers)
    made = await asked.make()
    remember = request.scope.get(REMEMBER)
    if remember:
        remember(asked)
    return Response(made.body, headers=headers | (made.headers or {}))


def request_parts(request: Request) -> tuple[str, list[tuple[str, str]], str]:
    """What a door takes of a request: path, query, accepted forms."""
    query = request.query_params.multi_items()
    # The URL would lose what no URL may hold, and name another record
    return request.scope["path"], query, request.headers.get("accept", "")
