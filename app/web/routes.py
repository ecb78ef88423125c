"""The pages: each shows the answers to declared requests to our own API."""

from dataclasses import asdict
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.types import Scope

from app.api.firsts import GRAMMAR as FIRSTS
from app.api.responses import respond
from app.formats.negotiation import negotiate_format
from app.problems import query_text
from app.resources.definitions import Definition
from app.resources.formats import formats_of
from app.services.envelope import Content
from app.web.feeds.sitemap import robots, sitemap
from app.web.forms import Choice, Form
from app.web.page_requests import (
    Handler,
    PageRequest,
    PageRequests,
    repeated_if_replaced,
)
from app.web.pages import PAGES, Page
from app.web.rendering import EDITION, HEADERS, STATIC, public_origin, render

MARKDOWN_SUFFIX = ".md"
_TEMPLATE_SUFFIXES = {"html": ".html", "markdown": ".md"}
_CHOICES = {
    "by": "One answer for each",
    "achievement": "First to make a",
    "boundary": "Space begins at",
    "basis": "Of a state by",
    "lineage": "Counting also its",
}
"""Labels of the parts of a definition in the form of firsts."""

router = APIRouter(include_in_schema=False)


class Assets(StaticFiles):
    """Style sheets, scripts and drawings. Pages name their edition in the query."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=86400"
        return response


assets = Assets(directory=STATIC)


async def _respond_with_page(request: Request, page: Page) -> Response:
    """Returns a page as HTML, or as Markdown by `.md` or `Accept`.

    Each request behind the page is sent once. The main request comes first: it decides
    whether the page exists, and which address is the canonical one.
    """
    format_name = _format_name(request)
    pairs = request.query_params.multi_items()
    location = _redirect_location(request, page, pairs)
    if location:
        return RedirectResponse(location, 303)
    requests = PageRequests(request.app.state)
    page_request = PageRequest(page, _record_id(request), tuple(pairs))
    main = await page_request.main(requests)

    async def render_page() -> Content:
        values = {
            "main": main,
            "others": await page_request.others(requests),
            "requests": requests.paths,
        }
        template = page.template + _TEMPLATE_SUFFIXES[format_name]
        return _render_page(request, page_request, template, values)

    url = f"{page_request.canonical(main)} {EDITION} {public_origin(request)}"
    return await respond(request, requests.snapshot, url, render_page, format_name)


def _format_name(request: Request) -> str:
    if request.scope["path"].endswith(MARKDOWN_SUFFIX):
        return "markdown"
    accept = request.headers.get("accept")
    return negotiate_format(accept, None, formats_of("page"))


def _record_id(request: Request) -> str:
    """Returns the id in the path, without the suffix of the Markdown form.

    A suffix alone is an id, so that an id is never empty.
    """
    record_id: str = request.path_params.get("id", "")
    return record_id.removesuffix(MARKDOWN_SUFFIX) or record_id


def _render_page(
    request: Request, page_request: PageRequest, template: str, values: dict[str, Any]
) -> Content:
    canonical = page_request.canonical(values["main"])
    text = render(
        request,
        template,
        **values,
        page=page_request.page,
        form=_form(page_request, values["main"]),
        canonical=canonical,
        markdown_address=_markdown_address(canonical),
    )
    return Content(text.encode(), HEADERS)


def _redirect_location(
    request: Request, page: Page, pairs: list[tuple[str, str]]
) -> str | None:
    """Returns where to redirect to: the API for its formats, or without empty fields.

    `None` means that the query is that of a page.
    """
    path = quote(request.scope["path"])
    if dict(pairs).get("format", "json") != "json" and "{query}" in page.main:
        return f"/v1{page.address}?{query_text(request)}"
    filled = [(name, value) for name, value in pairs if value.strip()]
    if len(filled) == len(pairs):
        return None
    query = urlencode(filled, safe=":/,")
    return f"{path}?{query}" if query else path


def _markdown_address(address: str) -> str:
    path, mark, query = address.partition("?")
    return f"{'/index' if path == '/' else path}{MARKDOWN_SUFFIX}{mark}{query}"


def _form(page_request: PageRequest, main: Any) -> Form:
    page, pairs = page_request.page, page_request.pairs
    parameters = dict(pairs or parse_qsl(page.default_query))
    return Form(page, parameters, main, not pairs, _choices(page))


def _choices(page: Page) -> tuple[Choice, ...]:
    if page.template != "firsts":
        return ()
    defaults = asdict(Definition())
    return tuple(
        Choice(name, text, tuple(FIRSTS.reserved[name]), defaults.get(name, ""))
        for name, text in _CHOICES.items()
    )


def _handler(page: Page) -> Handler:
    @repeated_if_replaced
    async def respond_with_page(request: Request) -> Response:
        return await _respond_with_page(request, page)

    return respond_with_page


@router.get("/sitemap.xml")
@repeated_if_replaced
async def get_sitemap(request: Request) -> Response:
    origin = public_origin(request)
    requests = PageRequests(request.app.state)

    async def render_sitemap() -> Content:
        return Content((await sitemap(requests, origin)).encode())

    url = f"/sitemap.xml {origin}"
    return await respond(request, requests.snapshot, url, render_sitemap, "sitemap")


@router.get("/robots.txt")
async def get_robots(request: Request) -> Response:
    headers = {"Cache-Control": "public, max-age=86400"}
    return PlainTextResponse(robots(public_origin(request)), headers=headers)


for _page in PAGES:
    router.add_api_route(_page.address, _handler(_page))
    if "{id}" not in _page.address:
        router.add_api_route(_markdown_address(_page.address), _handler(_page))
