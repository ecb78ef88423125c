"""The application: wiring only."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import chain

from fastapi import APIRouter, FastAPI
from sqlalchemy import URL
from starlette.routing import Route
from starlette.types import ASGIApp

from app import __version__
from app.api import (
    dataset,
    downloads,
    firsts,
    health,
    in_space,
    openapi,
    search,
    superlatives,
)
from app.api.client import ApiClient
from app.api.lists import doors_of, records_router
from app.db.urls import normal_url
from app.mcp import endpoint as mcp
from app.middleware.compression import Compression
from app.middleware.deprecation import DEPRECATED, announced
from app.middleware.http_defaults import HttpDefaults
from app.middleware.limits import ConcurrencyLimit, behind_proxies, limited
from app.middleware.metrics import Metrics
from app.middleware.observability import (
    Observe,
    RequestListener,
    log_request,
    route_finder,
    traced,
)
from app.middleware.response_cache import Door, Front
from app.resources import RESOURCES
from app.services.firsts import PATH as FIRSTS_PATH
from app.services.reload import activate, open_snapshot, watch_for_new_data
from app.settings import Settings
from app.web import docs, error_pages
from app.web import routes as pages
from app.web.feeds import atom as feed
from app.web.feeds import llms_txt as llms
from app.web.guide import routes as guide


def create_app(settings: Settings, url: URL) -> FastAPI:
    """The app that answers from a database."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        activate(app, await open_snapshot(url, settings.statement_seconds))
        app.state.inside = inside = ApiClient(front)
        watching = asyncio.create_task(watch_for_new_data(app, url))
        try:
            async with tools.opened(inside):
                yield
        finally:
            watching.cancel()
            await asyncio.wait([watching])
            await app.state.snapshot.reader.close()

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
            health,
            downloads,
            guide,
            llms,
            feed,
            pages,
            docs,
            error_pages,
        )
    ]
    for router in routers:
        app.include_router(router)
    app.mount("/static", pages.assets, name="static")
    tools = mcp.Endpoint(settings.public_url)
    app.router.routes.append(Route(mcp.PATH, tools))
    app.mount("/assets/docs", docs.assets, name="docs-assets")
    error_pages.install(app)
    app.add_middleware(Compression)
    app.add_middleware(HttpDefaults)
    gate = ConcurrencyLimit(settings.concurrency_limit)
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
    gate: ConcurrencyLimit,
) -> ASGIApp:
    """What is served, with a look at every request if the settings ask for one."""
    watchers: list[RequestListener] = [log_request] if settings.log_requests else []
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
        FIRSTS_PATH: firsts.ask,
        in_space.PATH: in_space.ask,
        in_space.HISTORY: in_space.ask_history,
        superlatives.PATH: superlatives.ask,
        search.PATH: search.ask,
    }
    for resource in RESOURCES:
        doors |= doors_of(resource)
    return doors


def app_for(url: str | URL) -> FastAPI:
    """The app that answers from a database."""
    return create_app(Settings(), normal_url(url))
