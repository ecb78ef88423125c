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

from app import __version__
from app.formats.jsonld import dataset_as_jsonld, record_as_jsonld
from app.web import facts, firsts, wording
from app.web.forms import without
from app.web.layouts import LAYOUTS
from app.web.plots import home, record

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {"Content-Security-Policy": POLICY, "Referrer-Policy": "same-origin"}
NAVIGATION = (
    ("/firsts", "Firsts"),
    ("/people", "People"),
    ("/missions", "Missions"),
    ("/stations", "Stations"),
    ("/expeditions", "Expeditions"),
    ("/dockings", "Dockings"),
    ("/sites", "Sites"),
    ("/countries", "States"),
    ("/programmes", "Programmes"),
    ("/sources", "Sources"),
    ("/claims", "Claims"),
    ("/in-space", "In space"),
    ("/guide", "Guide"),
    ("/docs", "API"),
)
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


_FILTERS: dict[str, Callable[..., Any]] = {
    "capitalise": wording.capitalise,
    "escape_markdown": _escape_markdown,
    "format_date": wording.format_date,
    "format_number": wording.format_number,
    "label": wording.label,
    "lower_first": wording.lower_first,
    "mark_code": _mark_code,
    "page_path": wording.page_path,
    "prose": wording.prose,
    "without_limit": lambda url: without(url, ("limit",)),
}
EDITION = _edition()
_GLOBALS: dict[str, Any] = {
    "EDITION": EDITION,
    "LAYOUTS": LAYOUTS,
    "NAVIGATION": NAVIGATION,
    "VERSION": __version__,
    "dataset_jsonld": dataset_as_jsonld,
    "facts": facts,
    "firsts": firsts,
    "home_plots": home,
    "record_jsonld": record_as_jsonld,
    "record_plots": record,
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
    public_url: str | None = request.app.state.settings.public_url
    return public_url.rstrip("/") if public_url else None


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
        requests=requests,
        **values,
    )
