"""`/llms.txt`: what a language model that came upon this place should know of it.

In the form of llmstxt.org, and made of the declarations: what there is, is told.
"""

from collections.abc import Iterable
from functools import cache

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.api.dataset import CREDIT, QUESTIONS
from app.mcp import endpoint as mcp
from app.mcp.tools import TOOLS
from app.resources import RESOURCES
from app.web.feeds import atom as feed
from app.web.guide.markdown import BASE
from app.web.guide.routes import answer, base_of
from app.web.pages import PAGES

PATH = "/llms.txt"
ABOUT = f"""\
# Rendezvous

> An open mission database of human spaceflight that can be asked, checked and cited:
> who flew, when, on what and for which state, who was first under which definition,
> and for every fact the source that states it, where, and who disagrees.

Every answer is JSON and needs no key. A mistyped name, value or id is answered with the
closest one that exists, under `errors`. `meta.hints` says what to know before an answer
is passed on, and `include=claims` adds what sources state. Cite `links.self` and the
sources.

Data: {CREDIT}
"""
Links = Iterable[tuple[str, str, str]]
"""Path, name, and what is there."""

router = APIRouter(include_in_schema=False)


@router.get(PATH)
async def llms(request: Request) -> Response:
    return answer(request, written(), base_of(request), "text/plain")


@cache
def written() -> str:
    """The text, with the addresses of the guide's host."""
    parts = (
        _part("How to ask", _starts()),
        _part("Questions", ((path, path, "") for path in QUESTIONS.values())),
        _part("Records", ((one.path, one.name, one.about) for one in RESOURCES)),
        _part("Optional", _twins()),
    )
    return "\n".join([ABOUT, *parts])


def _part(title: str, links: Links) -> str:
    lines = [
        f"- [{name}]({BASE}{path}){about and ': '}{about}"
        for path, name, about in links
    ]
    return "\n".join([f"## {title}", "", *lines, ""])


def _starts() -> Links:
    tools = "; ".join(
        f"`{name}`: {one.description.splitlines()[0].rstrip('.')}"
        for name, one in TOOLS.items()
    )
    yield "/guide.md", "Guide", "How to ask, with examples"
    yield "/openapi.json", "OpenAPI", "Every parameter of every address"
    yield mcp.PATH, "MCP", f"The same as tools, by POST. {tools}"


def _twins() -> Links:
    """Pages in Markdown, and a record of each kind."""
    for page in PAGES[1:]:
        if "{" not in page.address and not page.needs_query:
            yield f"{page.address}.md", page.title, "In Markdown, as any page"
    yield feed.PATH, "Feed", "Releases of the data in Atom"
    for one in RESOURCES:
        yield f"/{one.name}/{one.example}.md", f"{one.singular} {one.example}", ""
