"""The guide at `/guide` for reading, and its Markdown at `/guide.md`.

Addresses in it begin with the host under which it is asked for, so that what a reader
copies works as it stands.
"""

import re
from collections.abc import Mapping
from hashlib import sha256
from html import escape

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.api.responses import cache_headers, unchanged_response
from app.web.guide.markdown import BASE, read_guide
from app.web.rendering import HEADERS, origin, render

router = APIRouter(include_in_schema=False)
# A name or an address, and perhaps a port: nothing that means more in HTML
_HOST = re.compile(
    r"([a-z0-9][a-z0-9.-]{0,252}|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?",
    re.ASCII | re.IGNORECASE,
)


@router.get("/guide")
async def guide(request: Request) -> Response:
    page = render(request, "guide.html", guide=read_guide())
    return answer(request, page, escape(base_of(request)), "text/html", HEADERS)


@router.get("/guide.md")
async def guide_source(request: Request) -> Response:
    return answer(request, read_guide().markdown, base_of(request), "text/markdown")


def base_of(request: Request) -> str:
    """Where readers have us: as set, or the host that was asked if it can be one."""
    host = request.headers.get("host", "")
    asked = f"{request.scope['scheme']}://{host}" if _HOST.fullmatch(host) else BASE
    return origin(request) or asked


def answer(
    request: Request,
    text: str,
    base: str,
    media_type: str,
    more: Mapping[str, str] | None = None,
) -> Response:
    body = text.replace(BASE, base).encode()
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    max_age = request.app.state.settings.max_age
    headers = cache_headers(etag, max_age) | dict(more or {})
    if origin(request) is None:
        # It repeats what this client calls us, which is nobody else's business
        headers["Cache-Control"] = f"private, max-age={max_age}"
    unchanged = unchanged_response(request, headers)
    return unchanged or Response(body, headers=headers, media_type=media_type)
