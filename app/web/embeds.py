"""Small pages that any site may show in a frame: who is in space, and who was first.

They have no script and no form, so a frame around them can steal nothing.
"""

from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from app.api.responses import respond
from app.problems import PROBLEM_HEADERS, instance_of
from app.services.envelope import Content
from app.web.page_requests import (
    ApiProblem,
    PageRequest,
    PageRequests,
    repeated_if_replaced,
)
from app.web.pages import PAGES, Page
from app.web.rendering import EDITION, public_origin, render

PREFIX = "/embed"
EMBEDDED = ("/firsts", "/in-space")
"""The pages that have a small form."""
HEADERS = {
    # Without `frame-ancestors`, files and other documents without a host may frame too
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'",
    "Referrer-Policy": "same-origin",
}

router = APIRouter(include_in_schema=False)


async def _respond_with_embed(request: Request, page: Page) -> Response:
    """Returns the answer of a page in the form for a frame."""
    requests = PageRequests(request.app.state)
    pairs = request.query_params.multi_items()
    # A frame has one format
    pairs = [pair for pair in pairs if pair[0] != "format"]
    page_request = PageRequest(page, "", tuple(pairs))
    try:
        main = await page_request.main(requests)
    except ApiProblem as error:
        return _problem_in_frame(request, error.to_dict(instance_of(request)))
    canonical = page_request.canonical(main)

    async def render_page() -> Content:
        html = render(
            request,
            f"embed/{page.template}.html",
            main=main,
            parameters=page_request.parameters,
            address=canonical,
        )
        return Content(html.encode(), HEADERS)

    url = f"{PREFIX}{canonical} {EDITION} {public_origin(request)}"
    return await respond(request, requests.snapshot, url, render_page, "html")


def _problem_in_frame(request: Request, problem: dict[str, Any]) -> Response:
    """Returns a problem that a frame shows, so that the author of the page sees it."""
    html = render(request, "embed/problem.html", problem=problem)
    return HTMLResponse(html, problem["status"], PROBLEM_HEADERS | HEADERS)


for _page in PAGES:
    _handler = repeated_if_replaced(partial(_respond_with_embed, page=_page))
    if _page.address in EMBEDDED:
        router.add_api_route(f"{PREFIX}{_page.address}", _handler)
