"""Answers of the API as pages: the JSON, laid out, with its addresses as links.

A browser that opens an address of the API gets this page.
"""

import html
import json
import re
from typing import Any

from markupsafe import Markup
from starlette.requests import Request

from app.api.links import PAGE, other_forms
from app.api.responses import AnswerPage
from app.resources.formats import FORMATS
from app.services.envelope import Content
from app.web.rendering import EDITION, HEADERS, render

MAX_SHOWN = 60_000
"""Characters of JSON on a page. A browser takes seconds to lay out many more."""
# An address of this site or of another that is a whole string, without escapes
_ADDRESS = re.compile(
    r'(?<=")((?:/(?:v1|problems|docs|openapi)\b|https?://)[^"\\\s]*)(?=")'
)
_ENCODER = json.JSONEncoder(ensure_ascii=False, indent=2)


def _render_answer(request: Request, url: str, content: Content) -> Content:
    """Returns the page of an answer with its canonical URL, its hints and its forms."""
    answer = json.loads(content.body)
    text, is_cut = _laid_out(answer)
    page = render(
        request,
        "answer.html",
        url=url,
        meta=answer.get("meta"),
        is_list=isinstance(answer.get("data"), list),
        links=answer.get("links"),
        forms=other_forms(url, PAGE),
        media_types={name: row.media_type for name, row in FORMATS.items()},
        json_text=_linked(text),
        is_cut=is_cut,
        size=len(content.body),
    )
    return Content(page.encode(), {**(content.headers or {}), **HEADERS})


def _laid_out(answer: Any) -> tuple[str, bool]:
    """Returns JSON with a line for each value, whole lines of at most `MAX_SHOWN`.

    The work is bounded too, because it ends where the text is cut.
    """
    parts: list[str] = []
    size = 0
    for part in _ENCODER.iterencode(answer):
        size += len(part)
        if size > MAX_SHOWN:
            text = "".join(parts)
            return text[: text.rfind("\n") + 1], True
        parts.append(part)
    return "".join(parts), False


def _linked(text: str) -> Markup:
    """Returns JSON as HTML, with its paths and web addresses as links."""
    # Between elements, quotation marks may stand for themselves
    parts = [html.escape(part, quote=False) for part in _ADDRESS.split(text)]
    parts[1::2] = [f'<a href="{part}">{part}</a>' for part in parts[1::2]]
    return Markup("".join(parts))  # noqa: S704 - every part is escaped


ANSWER_PAGE = AnswerPage(EDITION, _render_answer)
