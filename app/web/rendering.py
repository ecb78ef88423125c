"""Renders templates with the values that every page needs."""

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    select_autoescape,
)
from markupsafe import Markup, escape
from starlette.requests import Request

from app.formats.dataset_files import archive_path
from app.formats.dataset_jsonld import dataset_as_jsonld
from app.formats.jsonld import record_as_jsonld
from app.web import (
    change_counts,
    elsewhere,
    facts,
    firsts,
    headings,
    in_space,
    record_names,
    releases,
    search_results,
    statements,
    tables,
    wording,
)
from app.web.forms import without
from app.web.layout_types import PARTS
from app.web.layouts import LAYOUTS
from app.web.navigation import GROUPS, SHORTCUTS
from app.web.plots import front, home
from app.web.plots.stories import figures
from app.web.special import (
    compare,
    coverage,
    launch_vehicles,
    on_this_day,
    report,
    superlatives,
)

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {"Content-Security-Policy": POLICY, "Referrer-Policy": "same-origin"}
STYLES = ("frame", "style", "records", "lists", "plots", "pages", "narrow")
"""Style sheets of every page, in the order in which later rules replace earlier."""
EXAMPLE_ORIGIN = "http://127.0.0.1:8000"


def _edition() -> str:
    """Returns a hash of this package, which changes whenever pages may change."""
    files = sorted(path for path in FOLDER.rglob("*") if path.is_file())
    contents = [path.read_bytes() for path in files if path.suffix != ".pyc"]
    return hashlib.sha256(b"\n".join(contents)).hexdigest()[:12]


def _escape_markdown(text: Any) -> str:
    """Returns text in which no character is Markdown."""
    return "".join(
        f"\\{character}" if character in "\\`*_[]<>#|" else character
        for character in str(text)
    )


def _mark_code(text: str) -> Markup:
    """Returns text as HTML; what stands between backticks is code."""
    parts = re.split(r"`([^`]+)`", text)
    formats = (escape, Markup("<code>{}</code>").format)
    return Markup("").join(
        formats[number % 2](part) for number, part in enumerate(parts)
    )


def _marked(match: dict[str, Any]) -> Markup:
    """Returns a text that a search found as HTML, with its words marked."""
    text, end = match["text"], 0
    parts = []
    for first, last in match["ranges"]:
        parts += [
            escape(wording.prose(text[end:first])),
            Markup("<mark>{}</mark>").format(wording.prose(text[first:last])),
        ]
        end = last
    return Markup("").join([*parts, escape(wording.prose(text[end:]))])


def _marked_label(hit: dict[str, Any]) -> Markup:
    """Returns the label of a result of a search, marked if its words were found."""
    matches = (match for match in hit["matches"] if match["text"] == hit["label"])
    return _marked(next(matches, {"text": hit["label"], "ranges": []}))


_FILTERS: dict[str, Callable[..., Any]] = {
    "capitalise": wording.capitalise,
    "day": lambda edtf: edtf.partition("T")[0],
    "escape_markdown": _escape_markdown,
    "format_date": wording.format_date,
    "format_number": wording.format_number,
    "label": wording.label,
    "lower_first": wording.lower_first,
    "mark_code": _mark_code,
    "marked": _marked,
    "marked_label": _marked_label,
    "name_from_id": record_names.name_from_id,
    "page_path": wording.page_path,
    "prose": wording.prose,
    "without_limit": lambda url: without(url, ("limit",)),
}
TYPE_NAMES = {layout.name: layout.singular for layout in LAYOUTS}
"""Types of records in words, by the names of their lists."""
EDITION = _edition()
_GLOBALS: dict[str, Any] = {
    "EDITION": EDITION,
    "LAYOUTS": LAYOUTS,
    "NAVIGATION": GROUPS,
    "SHORTCUTS": SHORTCUTS,
    "STYLES": STYLES,
    "PARTS": PARTS,
    "TYPE_NAMES": TYPE_NAMES,
    "dataset_jsonld": dataset_as_jsonld,
    "archive_path": archive_path,
    "change_counts": change_counts,
    "elsewhere": elsewhere,
    "COMPARED": compare.TYPES,
    "compare": compare,
    "coverage": coverage,
    "launch_vehicles": launch_vehicles,
    "on_this_day": on_this_day,
    "report": report,
    "superlatives": superlatives,
    "facts": facts,
    "figures_of": figures,
    "firsts": firsts,
    "front_figures": front,
    "home_plots": home,
    "headings": headings,
    "in_space": in_space,
    "record_jsonld": record_as_jsonld,
    "releases": releases,
    "search_results": search_results,
    "statements": statements,
    "tables": tables,
}


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=select_autoescape(["html", "xml"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= _FILTERS
    environment.globals |= _GLOBALS
    return environment


_TEMPLATES = _environment()


def public_origin(request: Request) -> str | None:
    """Returns the public address without its last slash, `None` if it is not set."""
    origin: str | None = request.app.state.settings.origin
    return origin


def render(
    request: Request, template: str, *, requests: Sequence[str] = (), **values: Any
) -> str:
    """Renders a template, whose suffix is its form: `.html`, `.md` or `.xml`.

    `requests` are the paths behind the page; every other value is for this template.
    """
    origin = public_origin(request)
    return _TEMPLATES.get_template(template).render(
        path=request.scope["path"],
        origin=origin,
        example_origin=origin or EXAMPLE_ORIGIN,
        contact=request.app.state.settings.contact,
        requests=requests,
        release=request.app.state.snapshot.dataset["version"],
        **values,
    )
