"""Templates made into pages, with what every page has: its place, and what it asked."""

import hashlib
import re
from collections.abc import Sequence
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
from app.formats.dataset_jsonld import dataset
from app.formats.jsonld import record_as_jsonld
from app.web import facts, wording
from app.web.forms import without
from app.web.layouts import LAYOUTS
from app.web.plots import home as world
from app.web.plots import record as plots

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
    """A name for the files that pages are made of: others make other pages."""
    files = sorted(path for path in FOLDER.rglob("*") if path.is_file())
    made = [path.read_bytes() for path in files if path.suffix != ".pyc"]
    return hashlib.sha256(b"\n".join(made)).hexdigest()[:12]


def _markdown(text: Any) -> str:
    """Text that no reader of Markdown takes for markup."""
    return "".join(f"\\{one}" if one in "\\`*_[]<>#|" else one for one in str(text))


def _coded(text: str) -> Markup:
    """Text with what stands between backticks set as code."""
    parts = re.split(r"`([^`]+)`", text)
    set_as = (escape, Markup("<code>{}</code>").format)
    return Markup("").join(set_as[at % 2](part) for at, part in enumerate(parts))


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=select_autoescape(["html", "xml"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {
        "coded": _coded,
        "day": wording.format_date,
        "lasting": wording.format_duration,
        "number": wording.number,
        "label": wording.label,
        "page": wording.page_of,
        "without_limit": lambda url: without(url, ("limit",)),
        "md": _markdown,
        "opening": wording.capitalise,
        "prose": wording.prose,
        "inside": wording.lower_first,
    }
    made.globals |= {
        "EDITION": EDITION,
        "LAYOUTS": LAYOUTS,
        "NAVIGATION": NAVIGATION,
        "VERSION": __version__,
        "facts": facts,
        "dataset_linked": dataset,
        "linked": record_as_jsonld,
        "pieces": wording.pieces,
        "plots": plots,
        "world": world,
    }
    return made


EDITION = _edition()
_TEMPLATES = _environment()


def origin(request: Request) -> str | None:
    """The public address of this installation, if its settings name one."""
    public: str | None = request.app.state.settings.public_url
    return public.rstrip("/") if public else None


def render(
    request: Request, template: str, *, asked: Sequence[str] = (), **told: Any
) -> str:
    """A page of a template; its name ends with its form: `.html`, `.md` or `.xml`."""
    public = origin(request)
    return _TEMPLATES.get_template(template).render(
        path=request.scope["path"],
        origin=public,
        example_origin=public or EXAMPLE_ORIGIN,
        asked=asked,
        **told,
    )
