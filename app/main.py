"""The application: wiring only."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import fastapi_offline
from fastapi import FastAPI, Request
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import FileResponse, HTMLResponse, Response
from fastapi.staticfiles import StaticFiles
from sqlalchemy import URL, select
from starlette.exceptions import HTTPException

from app import __version__, models, openapi
from app.compression import Compression
from app.db import open_reader
from app.edge import Edge
from app.front import METHODS, Front
from app.inside import Inside
from app.pages.addresses import PAGES
from app.pages.problem import refuse
from app.pages.render import STATIC
from app.problems import MethodNotAllowed, NotFound, Problem
from app.resources import RESOURCES
from app.responses import instance_of
from app.routes import (
    dataset,
    downloads,
    firsts,
    guide,
    in_space,
    pages,
    search,
    superlatives,
)
from app.routes.records import records_router
from app.service import Service
from app.settings import Settings
from app.text import closest
from app.vocabulary import read_vocabulary

ASSETS = Path(fastapi_offline.__file__).parent / "static"


def create_app(settings: Settings, url: URL) -> FastAPI:
    """The app that answers from a database."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        reader = open_reader(url)
        columns = {
            str(one.column): one.column
            for resource in RESOURCES
            for one in resource.filters.values()
            if one.kind == "option"
        }

        async def is_readable() -> bool:
            return bool(await reader.rows(select(models.Release.id)))

        try:
            words = await read_vocabulary(reader, columns.values())
            app.state.service = Service(reader, words)
            app.state.is_readable = is_readable
            app.state.inside = inside = Inside(front)
            yield
            await inside.close()
        finally:
            await reader.close()

    app = FastAPI(
        title="Rendezvous",
        version=__version__,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.settings = settings
    for resource in RESOURCES:
        app.include_router(records_router(resource))
    for routes in (firsts, in_space, superlatives, search, dataset, downloads, guide):
        app.include_router(routes.router)
    app.include_router(pages.router)
    app.mount("/static", pages.assets, name="static")
    _add_docs(app)
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_middleware(Compression)
    app.add_middleware(Edge)
    app.state.front = front = Front(app, settings.cache_bytes)
    openapi.install(app)
    return app


def _add_docs(app: FastAPI) -> None:
    """The interactive page, with assets from our own host."""
    app.mount("/assets/docs", StaticFiles(directory=ASSETS), name="docs-assets")

    @app.get("/docs", include_in_schema=False)
    async def docs() -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url="/openapi.json",
            title="Rendezvous: the API",
            swagger_js_url="/assets/docs/swagger-ui-bundle.js",
            swagger_css_url="/assets/docs/swagger-ui.css",
            swagger_favicon_url="/favicon.ico",
            swagger_ui_parameters={"docExpansion": "none", "filter": True},
        )

    @app.get("/favicon.ico", include_in_schema=False)
    async def favicon() -> FileResponse:
        return FileResponse(STATIC / "favicon.svg")


async def _on_problem(request: Request, error: Any) -> Response:
    return refuse(request, error.shown(instance_of(request)), error.headers)


async def _on_http_exception(request: Request, error: Exception) -> Response:
    """What the framework itself refuses, in our shape."""
    path = request.url.path
    if getattr(error, "status_code", 404) == 405:
        detail = f"{request.method} is not possible; {METHODS} are."
        problem: Problem = MethodNotAllowed(detail, headers={"Allow": METHODS})
    else:
        known = [path for path in request.app.openapi()["paths"] if "{" not in path]
        known += [one.address for one in PAGES if one.address.count("/") == 1]
        known.remove("/")
        near = closest(path, [*known, "/docs", "/openapi.json"])
        detail = f"There is no page {path[:200]!r}"
        problem = NotFound.in_path("path", path[:200], detail, did_you_mean=near)
    return await _on_problem(request, problem)
