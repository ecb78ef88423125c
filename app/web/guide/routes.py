"""The guide at `/guide`, its chapters at `/guide/<name>`, all also as Markdown.

Their addresses begin with the host that the client asks, so that a copied request works
as it stands.
"""

import re
from collections.abc import Mapping
from hashlib import sha256
from html import escape

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.api.responses import cache_headers, unchanged_response
from app.problems import NotFound
from app.query.synonyms import suggest
from app.resources.formats import FORMATS
from app.web.guide.markdown import BASE, PATH, read_guide
from app.web.rendering import HEADERS, public_origin, render

router = APIRouter(include_in_schema=False)
# A name or an address, and perhaps a port: nothing that has a meaning in HTML
_HOST = re.compile(
    r"([a-z0-9][a-z0-9.-]{0,252}|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?",
    re.ASCII | re.IGNORECASE,
)


@router.get(PATH)
async def get_contents(request: Request) -> Response:
    """Returns the contents of the guide, with the anchors of all sections."""
    return _html_response(request, render(request, "guide.html", guide=read_guide()))


@router.get(f"{PATH}.md")
async def get_whole_guide(request: Request) -> Response:
    return _markdown_response(request, read_guide().markdown)


@router.get(PATH + "/{name}")
async def get_chapter(request: Request, name: str) -> Response:
    """Returns a chapter, as Markdown if `.md` is added to its name."""
    guide = read_guide()
    chapter = guide.chapters.get(name.removesuffix(".md"))
    if chapter is None:
        raise NotFound.in_path(
            "name",
            name[:100],
            f"The guide has no chapter {name[:100]!r}",
            did_you_mean=suggest(name.removesuffix(".md"), [*guide.chapters]),
        )
    if name.endswith(".md"):
        return _markdown_response(request, chapter.markdown)
    previous, following = guide.neighbours(chapter)
    html = render(
        request,
        "guide-chapter.html",
        guide=guide,
        chapter=chapter,
        previous=previous,
        following=following,
    )
    return _html_response(request, html)


def base_address(request: Request) -> str:
    """Returns the public address, else that of the `Host` header if it is valid."""
    host = request.headers.get("host", "")
    requested = f"{request.scope['scheme']}://{host}" if _HOST.fullmatch(host) else BASE
    return public_origin(request) or requested


def _html_response(request: Request, html: str) -> Response:
    base = escape(base_address(request))
    return text_response(request, html, base, FORMATS["html"].content_type, HEADERS)


def _markdown_response(request: Request, text: str) -> Response:
    content_type = FORMATS["markdown"].content_type
    return text_response(request, text, base_address(request), content_type)


def text_response(
    request: Request,
    text: str,
    base: str,
    media_type: str,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Returns a text, or 304, with its addresses under another base."""
    body = text.replace(BASE, base).encode()
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    max_age = request.app.state.settings.max_age
    all_headers = cache_headers(etag, max_age) | dict(headers or {})
    if public_origin(request) is None:
        # The text repeats the host that this client uses, so no other may receive it
        all_headers["Cache-Control"] = f"private, max-age={max_age}"
    unchanged = unchanged_response(request, all_headers)
    return unchanged or Response(body, headers=all_headers, media_type=media_type)
