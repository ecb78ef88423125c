"""Problems for whoever asked: a page for readers, a problem document for programs."""

import re
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.routing import Match

from app.formats.json_bodies import dumps
from app.formats.negotiation import prefers
from app.middleware.headers import METHODS
from app.problems import (
    MEDIA_TYPE,
    PROBLEM_TYPES,
    PROBLEM_HEADERS,
    MethodNotAllowed,
    NotFound,
    Problem,
    instance_of,
    query_text,
)
from app.text import closest
from app.web.pages import PAGES
from app.web.rendering import HEADERS, render

router = APIRouter(include_in_schema=False)


def refuse(
    request: Request, problem: dict[str, Any], headers: dict[str, str] | None = None
) -> Response:
    """A problem in the form that its reader likes more; never kept by a cache."""
    kept = PROBLEM_HEADERS | (headers or {})
    status = problem["status"]
    path: str = request.scope["path"]
    is_program = path.startswith("/v1")
    if is_program or not prefers(request, "text/html", MEDIA_TYPE):
        return Response(dumps(problem), status, kept, MEDIA_TYPE)
    last = re.sub(r"[\W_]+", " ", path.rpartition("/")[2]).strip()
    words = last[:100] if status == 404 else ""
    faults = [(one, _near(request, one)) for one in problem["errors"]]
    page = render(request, "problem.html", problem=problem, faults=faults, words=words)
    return HTMLResponse(page, status, kept | HEADERS)


def explain(request: Request, kind: type[Problem]) -> HTMLResponse:
    """The page that the `type` of a problem leads to."""
    page = render(request, "problem-kind.html", kind=kind, kinds=PROBLEM_TYPES)
    return HTMLResponse(page, headers=HEADERS)


def _near(request: Request, fault: dict[str, Any]) -> str | None:
    """The page that was meant."""
    near = fault["did_you_mean"]
    if near is None:
        return None
    path = quote(request.scope["path"])
    if fault["in"] != "query":
        folder = path.rpartition("/")[0]
        return near if near.startswith("/") else f"{folder}/{near}"
    is_known = fault["name"] in _documented_parameters(request)
    pairs = [
        _corrected(name, value, fault, is_known=is_known)
        for name, value in request.query_params.multi_items()
    ]
    return f"{path}?{urlencode(pairs, safe=':/,')}"


def _documented_parameters(request: Request) -> set[str]:
    """Returns the names of the parameters of the list or question behind a page."""
    address = f"/v1{request.scope['route'].path.removesuffix('.md')}"
    operation = request.app.openapi()["paths"][address]["get"]
    return {parameter["name"] for parameter in operation["parameters"]}


def _corrected(
    name: str, value: str, fault: dict[str, Any], *, is_known: bool
) -> tuple[str, str]:
    """Returns a parameter; in the faulty one the suggestion replaces name or value."""
    near: str = fault["did_you_mean"]
    if name != fault["name"]:
        return name, value
    if not is_known:
        return near, value
    parts = value.split(",")
    return name, ",".join(
        near if part.strip() == fault["value"] else part for part in parts
    )


def install(app: FastAPI) -> None:
    """Registers the handlers that turn exceptions into problem documents or pages."""
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(HTTPException, _on_http_exception)


async def _on_problem(request: Request, error: Any) -> Response:
    return refuse(request, error.to_dict(instance_of(request)), error.headers)


def _without_slash(request: Request) -> Response | None:
    """The way to the same path without a slash at its end, if there is such a one.

    The framework would name the host, as whoever asks calls it.
    """
    path: str = request.scope["path"]
    bare = f"/{path.strip('/')}"
    asked = {**request.scope, "path": bare}
    if path == bare or not any(
        route.matches(asked)[0] is not Match.NONE for route in request.app.routes
    ):
        return None
    query = query_text(request)
    return RedirectResponse(f"{quote(bare)}{query and f'?{query}'}")


async def _on_http_exception(request: Request, error: Exception) -> Response:
    """What the framework itself refuses, in our shape."""
    path: str = request.scope["path"]
    elsewhere = _without_slash(request)
    if elsewhere:
        return elsewhere
    if getattr(error, "status_code", 404) == 405:
        detail = f"{request.method} is not possible; {METHODS} are."
        problem: Problem = MethodNotAllowed(detail, headers={"Allow": METHODS})
    else:
        known = [path for path in request.app.openapi()["paths"] if "{" not in path]
        known += [one.address for one in PAGES if one.address.count("/") == 1]
        known += ["/docs", "/openapi.json"]
        known.remove("/")
        # Who looked for a page is led to one, who asked the API to what it answers
        is_asked = path.startswith("/v")
        near = closest(
            path, [one for one in known if one.startswith("/v1") == is_asked]
        )
        detail = f"There is no page {path[:200]!r}"
        problem = NotFound.in_path("path", path[:200], detail, did_you_mean=near)
    return await _on_problem(request, problem)


@router.get("/problems/{slug}")
async def about_problem(request: Request, slug: str) -> Response:
    """The page that the `type` of a problem leads to."""
    for kind in PROBLEM_TYPES:
        if kind.slug == slug:
            return explain(request, kind)
    kinds = ", ".join(kind.slug for kind in PROBLEM_TYPES)
    detail = f"There is no problem {slug[:100]!r}; there are {kinds}"
    raise NotFound.in_path("slug", slug[:100], detail)
