"""The pages: each a declared list of requests to our own API, set by a template."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.types import Scope

from app.api.firsts import GRAMMAR as FIRSTS
from app.api.responses import respond
from app.formats.negotiation import PAGE_FORMATS, negotiate_format
from app.problems import Unavailable
from app.resources.definitions import Definition
from app.services.envelope import Content
from app.services.snapshot import Snapshot
from app.web.feeds.sitemap import robots, sitemap
from app.web.forms import Choice, Form
from app.web.page_requests import PageRequest, PageRequests
from app.web.pages import PAGES as PAGES_TABLE
from app.web.pages import Page
from app.web.rendering import EDITION, HEADERS, STATIC, origin, render

Handler = Callable[[Request], Awaitable[Response]]
TWIN = ".md"
_CHOICES = {
    "by": "One answer for each",
    "achievement": "First to make a",
    "boundary": "Space begins at",
    "basis": "Of a state by",
    "lineage": "Counting also its",
}
"""What can be chosen of a definition, as the form asks it."""

router = APIRouter(include_in_schema=False)


class Assets(StaticFiles):
    """Our style sheet, script and drawings, which their address names by edition."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=86400"
        return response


assets = Assets(directory=STATIC)


async def _answered(request: Request, page: Page) -> Response:
    """A page as its reader likes it: HTML, or Markdown by `.md` or `Accept`."""
    twin = request.url.path.endswith(TWIN)
    form = (
        "markdown"
        if twin
        else negotiate_format(request.headers.get("accept"), None, tuple(PAGE_FORMATS))
    )
    pairs = request.query_params.multi_items()
    elsewhere = _elsewhere(request, page, pairs)
    if elsewhere:
        return RedirectResponse(elsewhere, 303)
    record_id = request.path_params.get("id", "").removesuffix(TWIN if twin else "\0")
    visit = PageRequest(page, record_id, tuple(pairs))
    # Whether there is such a page is known before it is looked for in a cache
    canonical = visit.canonical(
        await visit.main(PageRequests(request.app.state.client))
    )
    snapshot: Snapshot = request.app.state.snapshot
    named = f"{canonical} {EDITION} {origin(request)}"

    async def make() -> Content:
        made = await _made(request, visit, form)
        _check_same(request, snapshot)
        return made

    return await respond(request, snapshot, named, make, form)


class _Replaced(Unavailable):
    """The data became another while a page was made of several answers."""


def _check_same(request: Request, snapshot: Snapshot) -> None:
    """What was made under the name of a revision must be of that revision."""
    if request.app.state.snapshot is not snapshot:
        raise _Replaced(retry_after=1)


async def _made(request: Request, visit: PageRequest, form: str) -> Content:
    """A page of what the API answers; nothing is held until it is asked for again."""
    asking = PageRequests(request.app.state.client)
    main = await visit.main(asking)
    others = {
        name: await asking(visit.filled(path))
        for name, path in visit.page.requests.items()
    }
    canonical = visit.canonical(main)
    told = render(
        request,
        f"{visit.page.template}.{'md' if form == 'markdown' else 'html'}",
        asked=asking.asked,
        page=visit.page,
        main=main,
        others=others,
        form=_form(visit, main),
        canonical=canonical,
        twin=_twin(canonical),
    )
    return Content(told.encode(), HEADERS)


def _elsewhere(
    request: Request, page: Page, pairs: list[tuple[str, str]]
) -> str | None:
    """Where a query leads that is no page: an empty field, or a form of the API."""
    path = request.url.path
    if dict(pairs).get("format", "json") != "json" and "{query}" in page.main:
        return f"/v1{page.address}?{request.url.query}"
    filled = [(name, value) for name, value in pairs if value.strip()]
    if len(filled) == len(pairs):
        return None
    query = urlencode(filled, safe=":/,")
    return f"{path}?{query}" if query else path


def _twin(canonical: str) -> str:
    """The address of the Markdown twin."""
    path, mark, query = canonical.partition("?")
    return f"{'/index' if path == '/' else path}{TWIN}{mark}{query}"


def _form(visit: PageRequest, main: Any) -> Form:
    given = dict(visit.pairs or parse_qsl(visit.page.otherwise))
    return Form(visit.page, given, main, not visit.pairs, _choices(visit.page))


def _choices(page: Page) -> tuple[Choice, ...]:
    """What a definition can be changed to; the usual is what is asked by nothing."""
    if page.template != "firsts":
        return ()
    usual = asdict(Definition())
    return tuple(
        Choice(name, text, tuple(FIRSTS.controls[name]), usual.get(name, ""))
        for name, text in _CHOICES.items()
    )


def _again_if_replaced(handler: Handler) -> Handler:
    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except _Replaced:
            return await handler(request)

    return answer


def _handler(page: Page) -> Handler:
    @_again_if_replaced
    async def answer(request: Request) -> Response:
        return await _answered(request, page)

    return answer


@router.get("/sitemap.xml")
@_again_if_replaced
async def get_sitemap(request: Request) -> Response:
    public = origin(request)
    snapshot: Snapshot = request.app.state.snapshot

    async def make() -> Content:
        found = await sitemap(PageRequests(request.app.state.client), public)
        _check_same(request, snapshot)
        return Content(found.encode())

    named = f"/sitemap.xml {public}"
    return await respond(request, snapshot, named, make, "sitemap")


@router.get("/robots.txt")
async def get_robots(request: Request) -> Response:
    return PlainTextResponse(
        robots(origin(request)), headers={"Cache-Control": "public, max-age=86400"}
    )


for _page in PAGES_TABLE:
    router.add_api_route(_page.address, _handler(_page))
    if "{id}" not in _page.address:
        router.add_api_route(_twin(_page.address), _handler(_page))
