"""`/llms.txt`: an introduction to this site for language models, as llmstxt.org says.

The lists follow from the declarations of resources, pages and tools.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.api.dataset import CREDIT, QUESTIONS
from app.mcp import endpoint as mcp
from app.mcp.tools import TOOLS
from app.resources import RESOURCES
from app.web.feeds import atom, discovery
from app.web.guide.markdown import BASE
from app.web.guide.routes import base_address, text_response
from app.web.pages import PAGES

PATH = "/llms.txt"
ABOUT = f"""\
# Rendezvous

> An open database of human spaceflight missions with a REST API: flights, people,
> spacecraft and stations, and the first people under each definition. Every fact has
> the sources that state it and those that contradict it.

The API needs no key and answers in JSON. An unknown name, value or id is rejected, and
`errors` suggests the closest one. Pass on the notes in `meta.hints` with an answer.
`include=claims` adds the claims of sources. Cite `links.self` and the sources.
`group_by` counts: `/v1/missions?group_by=launched.year`.

Data: {CREDIT}
"""


class Link(NamedTuple):
    """A link of the text. An empty description is left out."""

    path: str
    name: str
    description: str = ""


router = APIRouter(include_in_schema=False)


@router.get(PATH)
async def get_llms_txt(request: Request) -> Response:
    return text_response(request, llms_txt(), base_address(request), "text/plain")


@cache
def llms_txt() -> str:
    """Returns the text. Its addresses begin with the host of the guide."""
    records = (
        Link(resource.path, resource.name, resource.about) for resource in RESOURCES
    )
    parts = (
        _part("How to ask", _introductions()),
        _part("Questions", (Link(path, path) for path in QUESTIONS.values())),
        _part("Records", records),
        _part("Optional", _markdown_pages()),
    )
    return "\n".join([ABOUT, *parts])


def _part(title: str, links: Iterable[Link]) -> str:
    lines = [
        f"- [{link.name}]({BASE}{link.path}){link.description and ': '}"
        f"{link.description}"
        for link in links
    ]
    return "\n".join([f"## {title}", "", *lines, ""])


def _introductions() -> Iterator[Link]:
    tools = "; ".join(
        f"`{name}`: {tool.description.splitlines()[0].rstrip('.')}"
        for name, tool in TOOLS.items()
    )
    yield Link("/guide.md", "Guide", "How to ask, with examples")
    yield Link("/openapi.json", "OpenAPI", "Every parameter of every address")
    yield Link(
        "/v1/dataset?format=jsonld", "Data set", "Its files, in schema.org, DCAT"
    )
    yield Link(discovery.CATALOG, "API catalogue", "All documents about the API")
    yield Link(mcp.PATH, "MCP", f"The same as tools, by POST. {tools}")


def _markdown_pages() -> Iterator[Link]:
    """Yields the lists in Markdown, the feed, and a record of each resource."""
    for page in PAGES[1:]:
        if "{" not in page.address and not page.needs_query:
            yield Link(f"{page.address}.md", page.title, "In Markdown, as any page")
    yield Link(atom.PATH, "Feed", "Releases of the data in Atom")
    for resource in RESOURCES:
        example = resource.example
        name = f"{resource.singular} {example}"
        yield Link(f"/{resource.name}/{example}.md", name)
