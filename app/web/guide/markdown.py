"""Renders the guide: Markdown in which each request becomes a link.

A request is written `GET /v1/…`, in a code span or on a line of an `http` block, or as
an address under `BASE` in a block of any language. On the page it links to the same
request on the host that serves the page; the tests read the same text and send every
request. The chapters of this folder are one document, in the order of their file names.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from app.text import fold

FOLDER = Path(__file__).parent
BASE = "http://127.0.0.1:8000"
"""The host of the addresses in the guide; a response replaces it by its own."""
OUTPUTS = ("json", "text", "csv", "bibtex")
"""Languages of blocks that show the output of the previous block."""
_REQUEST = re.compile(rf"GET (/\S*)|{re.escape(BASE)}(/[^\s\"'`)]*)")
_PLAIN = "/?&=,.:;-_~%+*@!$'()"


@dataclass(frozen=True)
class Heading:
    """An entry of the table of contents, with its sections."""

    id: str
    text: str
    below: list["Heading"] = field(default_factory=list)


@dataclass(frozen=True)
class Guide:
    """The whole guide: its source, its HTML, and its table of contents."""

    markdown: str
    html: str
    contents: list[Heading]


@cache
def read_guide() -> Guide:
    """Reads and renders the chapters, once."""
    chapters = sorted(FOLDER.glob("*.md"))
    text = "\n".join(path.read_text(encoding="utf-8") for path in chapters)
    options = {"html": False, "typographer": True}
    parser = MarkdownIt("commonmark", options, renderer_cls=_Renderer)
    parser.enable(["table", "smartquotes"])
    tokens = parser.parse(text)
    contents = _add_anchors(tokens)
    _add_column_labels(tokens)
    html = parser.renderer.render(tokens, parser.options, {})
    return Guide(text, html, contents)


def code_with_links(code: str) -> str:
    """Returns code as HTML, in which each request links to itself on this host."""
    html, end = "", 0
    for request in _REQUEST.finditer(code):
        path = quote(request[1] or request[2], safe=_PLAIN)
        html += escape(code[end : request.start()])
        html += f'<a href="{escape(path)}">{escape(request[0])}</a>'
        end = request.end()
    return html + escape(code[end:])


class _Renderer(RendererHTML):
    """Renders code with links, and a button to copy it."""

    def code_inline(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f"<code>{code_with_links(tokens[idx].content)}</code>"

    def fence(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        language = escape(tokens[idx].info.strip())
        code = code_with_links(tokens[idx].content)
        output = " shown" if language in OUTPUTS else ""
        block = f'<pre><code class="language-{language}{output}">{code}</code></pre>'
        can_be_copied = not output and language != "http"
        return f'<div class="copied">{block}</div>\n' if can_be_copied else f"{block}\n"


def _add_column_labels(tokens: list[Token]) -> None:
    """Gives each cell the heading of its column, for screens too narrow for a table."""
    headings: list[str] = []
    column = 0
    for opening, inline in pairwise(tokens):
        if opening.type == "thead_open":
            headings = []
        elif opening.type == "tr_open":
            column = 0
        elif opening.type == "th_open":
            headings.append("".join(part.content for part in inline.children or []))
        elif opening.type == "td_open":
            opening.attrSet("data-label", headings[column])
            column += 1


def _add_anchors(tokens: list[Token]) -> list[Heading]:
    """Gives each heading an id made of its words. Returns two levels of headings."""
    contents: list[Heading] = []
    for opening, inline in pairwise(tokens):
        if opening.type != "heading_open":
            continue
        text = "".join(part.content for part in inline.children or [])
        heading = Heading(fold(text).replace(" ", "-"), text)
        opening.attrSet("id", heading.id)
        if opening.tag == "h2":
            contents.append(heading)
        elif opening.tag == "h3":
            contents[-1].below.append(heading)
    return contents
