"""The application: wiring only."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import quote

import fastapi_offline
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import (
    FileResponse,
    HTMLResponse,
    RedirectResponse,
    Response,
)
from fastapi.staticfiles import StaticFiles
from sqlalchemy import URL
from starlette.exceptions import HTTPException
from starlette.routing import Match, Route
from starlette.types import ASGIApp

from app import __version__, first_answer, mcp, openapi
from app.compression import Compression
from app.current import keep_fresh, opened, put_in_place
from app.deprecation import DEPRECATED, announced
from app.edge import Edge
from app.front import METHODS, Door, Front
from app.inside import Inside
from app.limits import Gate, behind_proxies, limited
from app.metrics import Metrics
from app.observe import Observe, Watcher, log_request, route_finder, traced
from app.pages.addresses import PAGES
from app.pages.problem import refuse
from app.pages.render import HEADERS, STATIC, render
from app.problems import MethodNotAllowed, NotFound, Problem
from app.resources import RESOURCES
from app.responses import instance_of
from app.routes import (
    dataset,
    downloads,
    feed,
    firsts,
    guide,
    in_space,
    llms,
    pages,
    search,
    superlatives,
)
from app.routes.records import doors_of, records_router
from app.settings import Settings
from app.text import closest

ASSETS = Path(fastapi_offline.__file__).parent / "static"


def create_app(settings: Settings, url: URL) -> FastAPI:
    """The app that answers from a database."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        put_in_place(app, await opened(url, settings.statement_seconds))
        app.state.inside = inside = Inside(front)
        watching = asyncio.create_task(keep_fresh(app, url))
        try:
            async with tools.opened(inside):
                yield
        finally:
            watching.cancel()
            await asyncio.wait([watching])
            await app.state.service.reader.close()

    app = FastAPI(
        title="Rendezvous",
        version=__version__,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        # It knows where spans go; they are made around all that answers, see `traced`
        telemetry={"auto_configure": settings.traces, "exclude": lambda _scope: True},
    )
    app.state.settings = settings
    routers = [records_router(resource) for resource in RESOURCES]
    routers += [
        one.router
        for one in (
            firsts,
            in_space,
            superlatives,
            search,
            dataset,
            downloads,
            guide,
            llms,
            feed,
            pages,
        )
    ]
    for router in routers:
        app.include_router(router)
    app.mount("/static", pages.assets, name="static")
    tools = mcp.Endpoint(settings.public_url)
    app.router.routes.append(Route(mcp.PATH, tools))
    _add_docs(app)
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_middleware(Compression)
    app.add_middleware(Edge)
    gate = Gate(settings.concurrency_limit)
    app.state.front = front = Front(app, settings.cache_bytes, gate, _doors())
    limiting = limited(announced(front, DEPRECATED), settings)
    watched = _watched(limiting, app, routers, settings, gate)
    app.state.served = behind_proxies(watched, settings)
    openapi.install(app)
    return app


def _watched(
    limiting: ASGIApp,
    app: FastAPI,
    routers: list[APIRouter],
    settings: Settings,
    gate: Gate,
) -> ASGIApp:
    """What is served, with a look at every request if the settings ask for one."""
    watchers: list[Watcher] = [log_request] if settings.log_requests else []
    if settings.metrics:
        metrics = Metrics(app.state.front, gate)
        app.include_router(metrics.router)
        routers = [*routers, metrics.router]
        watchers.append(metrics.count)
    declared = chain(*(router.routes for router in routers), app.routes)
    route_of = route_finder(declared)
    watched = Observe(limiting, route_of, watchers) if watchers else limiting
    return traced(watched, route_of) if settings.traces else watched


def _doors() -> dict[str, Door]:
    """What is understood without the framework, by path or by what precedes an id."""
    doors: dict[str, Door] = {
        first_answer.PATH: firsts.ask,
        in_space.PATH: in_space.ask,
        in_space.HISTORY: in_space.ask_history,
        superlatives.PATH: superlatives.ask,
        search.PATH: search.ask,
    }
    for resource in RESOURCES:
        doors |= doors_of(resource)
    return doors


def _add_docs(app: FastAPI) -> None:
    """The interactive page, with assets from our own host."""
    app.mount("/assets/docs", StaticFiles(directory=ASSETS), name="docs-assets")

    @app.get("/docs", include_in_schema=False)
    async def docs(request: Request) -> HTMLResponse:
        return HTMLResponse(render(request, "docs.html"), headers=HEADERS)

    @app.get("/favicon.ico", include_in_schema=False)
    async def favicon() -> FileResponse:
        return FileResponse(STATIC / "favicon.svg")


async def _on_problem(request: Request, error: Any) -> Response:
    return refuse(request, error.shown(instance_of(request)), error.headers)


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
    query = request.url.query
    return RedirectResponse(f"{quote(bare)}{query and f'?{query}'}")


async def _on_http_exception(request: Request, error: Exception) -> Response:
    """What the framework itself refuses, in our shape."""
    path = request.url.path
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
