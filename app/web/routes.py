"""The pages: each shows the answers to declared requests to our own API."""

from dataclasses import asdict
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.types import Scope

from app.api.firsts import GRAMMAR as FIRSTS
from app.api.responses import respond
from app.formats.negotiation import negotiate_format
from app.problems import query_text
from app.resources import BY_NAME
from app.resources.definitions import Definition
from app.resources.formats import formats_of
from app.services.envelope import Content
from app.web.conditions import names_in
from app.web.forms import Choice, Form
from app.web.labels import CHOICES
from app.web.list_forms import ListForm
from app.web.page_requests import (
    COUNTS,
    PageRequest,
    PageRequests,
    repeated_if_replaced,
)
from app.web.pages import PAGES, Page
from app.web.rendering import EDITION, HEADERS, STATIC, public_origin, render

MARKDOWN_SUFFIX = ".md"
_APPENDED = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")
"""Beginnings of parameters that social networks and newsletters append to links."""
_TEMPLATE_SUFFIXES = {"html": ".html", "markdown": ".md"}
KEPT_FOR_A_DAY = {"Cache-Control": "public, max-age=86400"}
router = APIRouter(include_in_schema=False)


class Assets(StaticFiles):
    """Style sheets, scripts and drawings. Pages name their edition in the query."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(KEPT_FOR_A_DAY)
        # Also on 304, which the compression leaves as it is (RFC 9110, 15.4.5)
        response.headers["Vary"] = "Accept-Encoding"
        return response


assets = Assets(directory=STATIC)


async def _respond_with_page(request: Request, page: Page) -> Response:
    """Returns a page as HTML, or as Markdown by `.md` or `Accept`.

    Each request behind the page is sent once. The main request comes first: it decides
    whether the page exists, and which address is the canonical one.
    """
    format_name = _format_name(request)
    pairs = request.query_params.multi_items()
    page_request = PageRequest(page, _record_id(request), tuple(pairs))
    location = _redirect_location(request, page_request)
    if location:
        return RedirectResponse(location, 303)
    requests = PageRequests(request.app.state)
    main = await page_request.main(requests)

    async def render_page() -> Content:
        others = await page_request.others(requests, main)
        values = {
            "form": await _form(requests, page_request, main, others),
            "main": main,
            "others": others,
            "requests": requests.paths,
        }
        template = page.template + _TEMPLATE_SUFFIXES[format_name]
        return _render_page(request, page_request, template, values)

    address = f"{page_request.canonical(main)} {page_request.release}"
    contact = request.app.state.settings.contact
    url = f"{address} {EDITION} {public_origin(request)} {contact}"
    return await respond(request, requests.snapshot, url, render_page, format_name)


async def fixed_page(request: Request, template: str, **values: Any) -> Response:
    """Returns a page without requests to the API, under an entity tag.

    `values` must follow from the path.
    """

    async def render_page() -> Content:
        return Content(render(request, template, **values).encode(), HEADERS)

    url = f"{request.scope['path']} {EDITION} {public_origin(request)}"
    return await respond(request, request.app.state.snapshot, url, render_page, "html")


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
        plan=page_request.plan,
        canonical=canonical,
        named_release=page_request.release,
        markdown_address=_markdown_address(canonical),
    )
    return Content(text.encode(), HEADERS)


def _redirect_location(request: Request, page_request: PageRequest) -> str | None:
    """Returns where to redirect to: the API for its formats, or without empty fields.

    What other sites append to links is left out too, and everything for a page without
    parameters. A page may also have a shorter address. `None` means that the query is
    that of a page.
    """
    path = quote(request.scope["path"])
    page, pairs = page_request.page, page_request.pairs
    is_answer = "{query}" in page.main or page.template == "record"
    if dict(pairs).get("format", "json") != "json" and is_answer:
        address = page.address.format(id=quote(page_request.record_id, ""))
        return f"/v1{address}?{query_text(request)}"
    filled = [
        (name, value)
        for name, value in pairs
        if value.strip()
        and not name.startswith(_APPENDED)
        and (is_answer or page.plan is not None)
    ]
    if len(filled) == len(pairs):
        plan = page_request.plan
        return f"{path}?{plan.query}" if plan.is_redirect else None
    query = urlencode(filled, safe=":/,")
    return f"{path}?{query}" if query else path


def _markdown_address(address: str) -> str:
    path, mark, query = address.partition("?")
    return f"{'/index' if path == '/' else path}{MARKDOWN_SUFFIX}{mark}{query}"


async def _form(
    requests: PageRequests, page_request: PageRequest, main: Any, others: Any
) -> Form:
    page, parameters = page_request.page, page_request.parameters
    is_empty = not page_request.pairs
    layout = page.layout
    if layout is None or page.template != "list":
        return Form(page, parameters, main, is_empty, _choices(page))
    names = await names_in(requests.snapshot, BY_NAME[layout.name], parameters)
    facets = others[COUNTS]["meta"]["facets"] if COUNTS in others else {}
    return ListForm(
        page, parameters, main, is_empty, layout=layout, names=names, facets=facets
    )


def _choices(page: Page) -> tuple[Choice, ...]:
    if page.template != "firsts":
        return ()
    defaults = asdict(Definition())
    return tuple(
        Choice(name, text, tuple(FIRSTS.reserved[name]), defaults.get(name, ""))
        for name, text in CHOICES.items()
    )


for _page in PAGES:
    _handler = repeated_if_replaced(partial(_respond_with_page, page=_page))
    router.add_api_route(_page.address, _handler)
    if "{id}" not in _page.address:
        router.add_api_route(_markdown_address(_page.address), _handler)
