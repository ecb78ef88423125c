"""Problems for whoever asked: a page for readers, a problem document for programs."""

import re
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app.bodies import dumps
from app.pages.render import HEADERS, render
from app.problems import KINDS, MEDIA_TYPE, Problem
from app.responses import REFUSED, likes_more


def refuse(
    request: Request, problem: dict[str, Any], headers: dict[str, str] | None = None
) -> Response:
    """A problem in the form that its reader likes more; never kept by a cache."""
    kept = REFUSED | (headers or {})
    status = problem["status"]
    is_program = request.url.path.startswith("/v1")
    if is_program or not likes_more(request, "text/html", MEDIA_TYPE):
        return Response(dumps(problem), status, kept, MEDIA_TYPE)
    last = re.sub(r"[\W_]+", " ", request.url.path.rpartition("/")[2]).strip()
    words = last[:100] if status == 404 else ""
    faults = [(one, _near(request, one)) for one in problem["errors"]]
    page = render(request, "problem.html", problem=problem, faults=faults, words=words)
    return HTMLResponse(page, status, kept | HEADERS)


def explain(request: Request, kind: type[Problem]) -> HTMLResponse:
    """The page that the `type` of a problem leads to."""
    page = render(request, "problem-kind.html", kind=kind, kinds=KINDS)
    return HTMLResponse(page, headers=HEADERS)


def _near(request: Request, fault: dict[str, Any]) -> str | None:
    """The page that was meant."""
    near = fault["did_you_mean"]
    if near is None:
        return None
    if fault["in"] != "query":
        folder = request.url.path.rpartition("/")[0]
        return near if near.startswith("/") else f"{folder}/{near}"
    pairs = request.query_params.multi_items()
    mended = [_mended(name, value, fault) for name, value in pairs]
    return f"{request.url.path}?{urlencode(mended, safe=':/,')}"


def _mended(name: str, value: str, fault: dict[str, Any]) -> tuple[str, str]:
    """A parameter with what was meant: of its values the wrong one, or its name."""
    if name != fault["name"]:
        return name, value
    parts = value.split(",")
    near: str = fault["did_you_mean"]
    if fault["value"] in parts and "There is no parameter" not in fault["detail"]:
        return name, ",".join(near if one == fault["value"] else one for one in parts)
    return near, value
