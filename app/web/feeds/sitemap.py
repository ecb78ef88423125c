"""`/sitemap.xml` and `/robots.txt`: the pages that crawlers find, and may read.

A long sitemap is an index of parts, because the protocol limits the size of a file.
"""

import re
from collections.abc import Iterable
from itertools import chain
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response
from sqlalchemy import Integer, func, select

from app.api.responses import respond
from app.problems import NotFound
from app.query.bind_parameters import parameter
from app.resources import BY_NAME
from app.services.envelope import Content
from app.services.snapshot import Snapshot
from app.web.guide.markdown import CHAPTERS
from app.web.guide.markdown import PATH as GUIDE
from app.web.layouts import LAYOUTS
from app.web.pages import PAGES
from app.web.rendering import public_origin

PATH = "/sitemap.xml"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MAX_URLS = 10_000
"""Addresses in a file, of the 50,000 that the protocol allows, so that writing one does
not hold up other requests."""
_LEFT_OUT = ("changes", "claims", "crew", "dockings", "errata")
"""Resources whose records are many and small. Pages of other records link to them."""
_RECORDS = [layout.name for layout in LAYOUTS if layout.name not in _LEFT_OUT]
_OTHERS = "pages"
"""The part with the pages that are not of a record."""
_PART = re.compile(r"([a-z]+)-([1-9]\d{0,4})", re.ASCII)

router = APIRouter(include_in_schema=False)


@router.get(PATH)
async def get_sitemap(request: Request) -> Response:
    """Returns the sitemap, or the index of its parts."""
    snapshot: Snapshot = request.app.state.snapshot.for_request()
    origin = public_origin(request)

    async def render() -> Content:
        return Content((await sitemap(snapshot, origin)).encode())

    return await respond(request, snapshot, f"{PATH} {origin}", render, "sitemap")


@router.get("/sitemap/{part}.xml")
async def get_part(request: Request, part: str) -> Response:
    """Returns a part of the sitemap. Raises NotFound if there is none."""
    snapshot: Snapshot = request.app.state.snapshot.for_request()
    origin = public_origin(request)

    async def render() -> Content:
        match = _PART.fullmatch(part)
        paths = await _paths(snapshot, match[1], int(match[2])) if match else []
        if not paths:
            raise NotFound(f"The sitemap has no part {part[:100]!r}; see {PATH}.")
        return Content(_document("urlset", "url", paths, origin).encode())

    url = f"/sitemap/{part}.xml {origin}"
    return await respond(request, snapshot, url, render, "sitemap")


@router.get("/robots.txt")
async def get_robots(request: Request) -> Response:
    headers = {"Cache-Control": "public, max-age=86400"}
    return PlainTextResponse(robots(public_origin(request)), headers=headers)


async def sitemap(snapshot: Snapshot, origin: str | None) -> str:
    """Returns the sitemap; it lists paths if the public address is not known."""
    sizes = {name: await _size(snapshot, name) for name in _RECORDS}
    if sum(sizes.values()) <= MAX_URLS:
        parts = [await _paths(snapshot, name, 1) for name in (_OTHERS, *sizes)]
        return _document("urlset", "url", chain.from_iterable(parts), origin)
    numbers = {name: -(-size // MAX_URLS) for name, size in sizes.items()}
    paths = (
        f"/sitemap/{name}-{number}.xml"
        for name, last in ({_OTHERS: 1} | numbers).items()
        for number in range(1, last + 1)
    )
    return _document("sitemapindex", "sitemap", paths, origin)


async def _size(snapshot: Snapshot, name: str) -> int:
    records = select(func.count()).select_from(BY_NAME[name].model)
    [[size]] = await snapshot.reader.long_rows(records)
    return int(size)


async def _paths(snapshot: Snapshot, name: str, number: int) -> list[str]:
    """Returns the paths of a part, from 1; none if there is no such part."""
    if name == _OTHERS and number == 1:
        pages = [page.address for page in PAGES if "{" not in page.address]
        return [*pages, GUIDE, *(f"{GUIDE}/{name}" for name in CHAPTERS)]
    if name not in _RECORDS:
        return []
    record_id = BY_NAME[name].model.id
    ids = select(record_id).order_by(record_id).limit(MAX_URLS)
    ids = ids.offset(parameter("start", Integer))
    start = {"start": (number - 1) * MAX_URLS}
    rows = await snapshot.reader.long_rows(ids, start)
    return [f"/{name}/{row[0]}" for row in rows]


def _document(root: str, element: str, paths: Iterable[str], origin: str | None) -> str:
    lines = (
        f"<{element}><loc>{escape((origin or '') + path)}</loc></{element}>"
        for path in paths
    )
    hint = (
        "" if origin else "<!-- set RENDEZVOUS_PUBLIC_URL for absolute addresses -->\n"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'{hint}<{root} xmlns="{NAMESPACE}">\n' + "\n".join(lines) + f"\n</{root}>\n"
    )


def robots(origin: str | None) -> str:
    """Returns the rules for crawlers: they may read the pages, but not the API."""
    prefix = urlsplit(origin or "").path
    text = f"User-agent: *\nDisallow: {prefix}/v1/\nAllow: {prefix}/\n"
    return text + (f"\nSitemap: {origin}{PATH}\n" if origin else "")
