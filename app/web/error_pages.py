"""Answers to failed requests: a page for readers, a problem document for programs."""

import re
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.routing import Match

from app.api.links import API
from app.api.openapi_schemas import resolved
from app.formats.json_bodies import dumps
from app.formats.negotiation import prefers_page
from app.middleware.headers import METHODS
from app.problems import (
    MEDIA_TYPE,
    PROBLEM_HEADERS,
    PROBLEM_TYPES,
    MethodNotAllowed,
    NotFound,
    Problem,
    instance_of,
    query_text,
)
from app.query.synonyms import suggest
from app.resources import BY_NAME
from app.web.pages import PAGES
from app.web.releases import PARAMETER
from app.web.rendering import HEADERS, render
from app.web.routes import fixed_page

router = APIRouter(include_in_schema=False)


def install(app: FastAPI) -> None:
    """Registers the handlers that turn exceptions into problem documents or pages."""
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(HTTPException, _on_http_exception)


async def _on_problem(request: Request, error: Any) -> Response:
    """Returns a problem in the format that the client prefers; never cached."""
    problem = error.to_dict(instance_of(request))
    headers = PROBLEM_HEADERS | error.headers
    if not prefers_page(request):
        return Response(dumps(problem), problem["status"], headers, MEDIA_TYPE)
    return await _problem_page(request, problem, headers)


async def _problem_page(
    request: Request, problem: dict[str, Any], headers: dict[str, str]
) -> HTMLResponse:
    """Returns a problem as a page; of an unknown address, with records like it."""
    words = _words_of_path(request) if problem["status"] == 404 else ""
    searches = [f"/v1/search?{urlencode({'limit': 5, 'q': words})}"] if words else []
    hits = [hit for path in searches for hit in await _hits(request, path)]
    html = render(
        request,
        "problem.html",
        requests=searches if hits else [],
        problem=problem,
        faults=[(fault, _suggestion(request, fault)) for fault in problem["errors"]],
        words=words,
        hits=hits,
    )
    return HTMLResponse(html, problem["status"], headers | HEADERS)


def _words_of_path(request: Request) -> str:
    last_segment = request.scope["path"].rpartition("/")[2]
    return re.sub(r"[\W_]+", " ", last_segment).strip()[:100]


async def _hits(request: Request, path: str) -> list[dict[str, Any]]:
    """Returns the results of a search; none if the search fails."""
    answer = await request.app.state.client.get(path)
    hits: list[dict[str, Any]] = answer.body["data"] if answer.status == 200 else []
    return hits


def _suggestion(request: Request, fault: dict[str, Any]) -> str | None:
    """Returns the address that the request probably meant."""
    near = fault["did_you_mean"]
    if near is None:
        return None
    path = quote(request.scope["path"])
    if fault["in"] != "query":
        folder = path.rpartition("/")[0]
        return near if near.startswith("/") else f"{folder}/{near}"
    known = _documented_parameters(request) | {PARAMETER}
    is_known = fault["name"] in known
    pairs = [
        _corrected(name, value, fault, is_known=is_known)
        for name, value in request.query_params.multi_items()
    ]
    return f"{path}?{urlencode(pairs, safe=':/,')}"


def _documented_parameters(request: Request) -> set[str]:
    """Returns the names of the parameters of an address, or of that behind a page."""
    path = request.scope["route"].path.removesuffix(".md")
    own = next((page.parameters for page in PAGES if page.address == path), ())
    if own:
        return {*own}
    address = path if path.startswith(API) else f"{API}{path}"
    document = request.app.openapi()
    parameters = document["paths"][address]["get"]["parameters"]
    return {resolved(document, parameter)["name"] for parameter in parameters}


def _corrected(
    name: str, value: str, fault: dict[str, Any], *, is_known: bool
) -> tuple[str, str]:
    """Returns a parameter; in the faulty one the suggestion replaces name or value."""
    near: str = fault["did_you_mean"]
    if name != fault["name"]:
        return name, value
    if not is_known:
        return near, value
    parts = [
        near if part.strip() == fault["value"] else part for part in value.split(",")
    ]
    return name, ",".join(parts)


async def _on_http_exception(request: Request, error: Exception) -> Response:
    """Answers what the framework rejects: unknown paths and methods."""
    redirect = _redirect_without_slash(request)
    if redirect:
        return redirect
    if getattr(error, "status_code", 404) == 405:
        detail = f"The method {request.method} is not supported; {METHODS} are."
        headers = {"Allow": METHODS}
        return await _on_problem(request, MethodNotAllowed(detail, headers=headers))
    path = request.scope["path"][:200]
    near = await _near_path(request, path)
    kind = "address" if path.startswith("/v1") else "page"
    detail = f"There is no {kind} {path!r}"
    problem = NotFound.in_path("path", path, detail, did_you_mean=near)
    return await _on_problem(request, problem)


def _redirect_without_slash(request: Request) -> Response | None:
    """Redirects to the same path without slashes at its ends, if it has a route.

    The redirect of the framework would repeat the `Host` header of the client.
    """
    path: str = request.scope["path"]
    bare = f"/{path.strip('/')}"
    scope = {**request.scope, "path": bare}
    if path == bare or not any(
        route.matches(scope)[0] is not Match.NONE for route in request.app.routes
    ):
        return None
    query = query_text(request)
    return RedirectResponse(f"{quote(bare)}{query and f'?{query}'}")


async def _near_path(request: Request, path: str) -> str | None:
    """Returns the known path that was most likely meant, with the rest of the path.

    Ids of other catalogues may have a slash, which no path of a record has.
    """
    known = _known_paths(request)
    prefix = "/v1/" if path.startswith("/v1/") else "/"
    name, slash, rest = path.removeprefix(prefix).partition("/")
    names = {other.removeprefix(prefix): other for other in known}
    near = suggest(name, list(names))
    if near is None:
        return suggest(path, known)
    if near in BY_NAME:
        lookups = request.app.state.snapshot.for_request().lookups
        for record_id in (rest, rest.partition("/")[0]):
            if record := await lookups.record_id(near, record_id):
                return f"{names[near]}/{record}"
    similar = f"{names[near]}{slash}{rest}"
    return names[near] if similar == path else similar


def _known_paths(request: Request) -> list[str]:
    """Returns the addresses to suggest: of the API for its paths, else of pages."""
    paths = [path for path in request.app.openapi()["paths"] if "{" not in path]
    paths += [page.address for page in PAGES if page.address.count("/") == 1]
    paths += ["/docs", "/openapi.json"]
    paths.remove("/")
    is_api = request.scope["path"].startswith("/v")
    return [path for path in paths if path.startswith("/v1") == is_api]


@router.get("/problems/{slug}")
async def get_problem_type(request: Request, slug: str) -> Response:
    """Returns the page to which the `type` of a problem leads."""
    for problem_type in PROBLEM_TYPES:
        if problem_type.slug == slug:
            return await fixed_page(
                request,
                "problem-type.html",
                problem_type=problem_type,
                problem_types=PROBLEM_TYPES,
            )
    slugs = ", ".join(problem_type.slug for problem_type in PROBLEM_TYPES)
    detail = f"There is no problem {slug[:100]!r}; there are {slugs}"
    raise NotFound.in_path("slug", slug[:100], detail)
