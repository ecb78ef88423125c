"""Renders the guide: Markdown in which each request becomes a link.

A request is written `GET /v1/…`, in a code span or on a line of an `http` block, or as
an address under `BASE` in a block of any language. On the page it links to the same
request on the host that serves the page; the tests read the same text and send every
request. Each chapter is a file that `index.md` lists, and a page; `/guide.md` has all
chapters. A link to a chapter names its file, so that it also works on a code host.
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
PATH = "/guide"
BASE = "http://127.0.0.1:8000"
"""The host of the addresses in the guide; a response replaces it by its own."""
OUTPUTS = ("json", "text", "csv", "bibtex")
"""Languages of blocks that show the output of the previous block."""
_REQUEST = re.compile(rf"GET (/\S*)|{re.escape(BASE)}(/[^\s\"'`)]*)")
_PLAIN = "/?&=,.:;-_~%+*@!$'()"
_SUBHEADING = re.compile(r"^#(?=#+ )", re.MULTILINE)
_LISTED = re.compile(r"^\d+\. \[.+\]\(([\w-]+)\.md\): (.+)\n", re.MULTILINE)
_LINK = re.compile(r"^([\w-]+)\.md(?=#|$)")
_LINK_IN_TEXT = re.compile(r"(?<=\]\()[\w-]+\.md(?=[#)])")


def _read_source(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


CHAPTERS: dict[str, str] = dict(_LISTED.findall(_read_source("index")))
"""A sentence about each chapter, by the name of its file, as the index lists them."""


@dataclass(frozen=True)
class Heading:
    """A heading of a chapter: its anchor, its text and its element."""

    id: str
    text: str
    tag: str


@dataclass(frozen=True)
class Chapter:
    """A chapter: its Markdown as a part of the guide, and its page."""

    name: str
    about: str
    source: str
    title: str
    html: str
    sections: list[Heading] = field(default_factory=list)

    @property
    def path(self) -> str:
        return f"{PATH}/{self.name}"

    @property
    def id(self) -> str:
        """The anchor of the chapter in the contents of the guide."""
        return _anchor(self.title)

    @property
    def markdown(self) -> str:
        """The Markdown as a document of its own, whose title is of the first level."""
        return _SUBHEADING.sub("", self.source)


@dataclass(frozen=True)
class Guide:
    """The whole guide: its introduction, and its chapters by name."""

    introduction: Chapter
    chapters: dict[str, Chapter]

    @property
    def markdown(self) -> str:
        """The whole guide as one document, which links to chapters as documents."""
        parts = (self.introduction, *self.chapters.values())
        text = "\n".join(part.source for part in parts)
        return _LINK_IN_TEXT.sub(r"guide/\g<0>", text)

    def neighbours(self, chapter: Chapter) -> tuple[Chapter | None, Chapter | None]:
        """Returns the chapters before and after a chapter, `None` at the ends."""
        chapters = [None, *self.chapters.values(), None]
        index = chapters.index(chapter)
        return chapters[index - 1], chapters[index + 1]


@cache
def read_guide() -> Guide:
    """Reads and renders the chapters, once."""
    chapters = {name: _read_chapter(name, about) for name, about in CHAPTERS.items()}
    return Guide(_read_chapter("index", ""), chapters)


def _read_chapter(name: str, about: str) -> Chapter:
    source = _read_source(name)
    options = {"html": False, "typographer": True}
    parser = MarkdownIt("commonmark", options, renderer_cls=_Renderer)
    parser.enable(["table", "smartquotes"])
    tokens = parser.parse(_SUBHEADING.sub("", _LISTED.sub("", source)))
    title, *sections = _add_anchors(tokens)
    _add_column_labels(tokens)
    _resolve_links(tokens)
    html = parser.renderer.render(tokens, parser.options, {})
    return Chapter(name, about, source, title.text, html, sections)


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


def _resolve_links(tokens: list[Token]) -> None:
    """Turns links to files and to the host of the guide into paths of this server."""
    for part in (part for token in tokens for part in token.children or []):
        if part.type == "link_open":
            link = str(part.attrs["href"]).removeprefix(BASE)
            part.attrSet("href", _LINK.sub(rf"{PATH}/\1", link))


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
    """Gives each heading an id made of its words. Returns title and sections."""
    headings: list[Heading] = []
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            text = "".join(part.content for part in inline.children or [])
            heading = Heading(_anchor(text), text, opening.tag)
            opening.attrSet("id", heading.id)
            headings.append(heading)
    return [heading for heading in headings if heading.tag in ("h1", "h2")]


def _anchor(heading: str) -> str:
    return fold(heading).replace(" ", "-")
