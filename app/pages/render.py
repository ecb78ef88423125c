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
from app.linked import linked
from app.pages import facts, plots, wording, world
from app.pages.about import dataset
from app.pages.form import without
from app.pages.kinds import KINDS

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
        "day": wording.day,
        "lasting": wording.lasting,
        "number": wording.number,
        "label": wording.label,
        "page": wording.page_of,
        "without_limit": lambda url: without(url, ("limit",)),
        "md": _markdown,
        "opening": wording.opening,
        "prose": wording.prose,
        "inside": wording.inside,
    }
    made.globals |= {
        "EDITION": EDITION,
        "KINDS": KINDS,
        "NAVIGATION": NAVIGATION,
        "VERSION": __version__,
        "facts": facts,
        "dataset_linked": dataset,
        "linked": linked,
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
        path=request.url.path,
        origin=public,
        example_origin=public or EXAMPLE_ORIGIN,
        asked=asked,
        **told,
    )
