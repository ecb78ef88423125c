"""The pages: each a declared list of requests to our own API, set by a template."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.types import Scope

from app.api.firsts import GRAMMAR as FIRSTS
from app.api.responses import respond
from app.formats.negotiation import PAGE_FORMATS, negotiate_format
from app.problems import Unavailable, query_text
from app.resources.definitions import Definition
from app.services.envelope import Content
from app.services.snapshot import Snapshot
from app.web.feeds.sitemap import robots, sitemap
from app.web.forms import Choice, Form
from app.web.page_requests import Answers, PageRequest, PageRequests
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
    """Returns a page as HTML, or as Markdown by `.md` or `Accept`.

    Each request behind the page is sent once. The main request comes first: it decides
    whether the page exists, and which address is the canonical one.
    """
    form = _form_of(request)
    pairs = request.query_params.multi_items()
    elsewhere = _elsewhere(request, page, pairs)
    if elsewhere:
        return RedirectResponse(elsewhere, 303)
    snapshot: Snapshot = request.app.state.snapshot
    asking = PageRequests(request.app.state.client)
    visit = PageRequest(page, _record_id(request), tuple(pairs))
    main = await visit.main(asking)

    async def make() -> Content:
        others = await visit.others(asking)
        _check_same(request, snapshot)
        return _made(request, visit, form, Answers(asking.asked, main, others))

    named = f"{visit.canonical(main)} {EDITION} {origin(request)}"
    return await respond(request, snapshot, named, make, form)


def _form_of(request: Request) -> str:
    if request.scope["path"].endswith(TWIN):
        return "markdown"
    accept = request.headers.get("accept")
    return negotiate_format(accept, None, tuple(PAGE_FORMATS))


def _record_id(request: Request) -> str:
    """Returns the id in the path, without the suffix of a Markdown twin.

    A suffix alone is an id, so that an id is never empty.
    """
    record_id: str = request.path_params.get("id", "")
    return record_id.removesuffix(TWIN) or record_id


class _Replaced(Unavailable):
    """The data was replaced between the requests of a page."""


def _check_same(request: Request, snapshot: Snapshot) -> None:
    """Raises `_Replaced` if the answers may be of another revision than the page."""
    if request.app.state.snapshot is not snapshot:
        raise _Replaced(retry_after=1)


def _made(request: Request, visit: PageRequest, form: str, answers: Answers) -> Content:
    canonical = visit.canonical(answers.main)
    text = render(
        request,
        f"{visit.page.template}.{'md' if form == 'markdown' else 'html'}",
        **answers._asdict(),
        page=visit.page,
        form=_form(visit, answers.main),
        canonical=canonical,
        twin=_twin(canonical),
    )
    return Content(text.encode(), HEADERS)


def _elsewhere(
    request: Request, page: Page, pairs: list[tuple[str, str]]
) -> str | None:
    """Where a query leads that is no page: an empty field, or a form of the API."""
    path = quote(request.scope["path"])
    if dict(pairs).get("format", "json") != "json" and "{query}" in page.main:
        return f"/v1{page.address}?{query_text(request)}"
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
        Choice(name, text, tuple(FIRSTS.reserved[name]), usual.get(name, ""))
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
