"""The application: its routes, its layers, and the data that it opens."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from math import nan

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from sqlalchemy import URL
from starlette.routing import Route
from starlette.types import ASGIApp, Lifespan

from app import __version__
from app.api import openapi
from app.api.addresses import add_routes
from app.api.client import ApiClient
from app.dates import parse_date
from app.db.urls import normal_url
from app.mcp import endpoint as mcp
from app.middleware import metrics, stack
from app.middleware.normalisation import NormalisedText
from app.problems import MEDIA_TYPE
from app.resources.formats import FORMATS
from app.services.reload import activate, open_snapshot, watch_for_new_data
from app.services.snapshot import Snapshot
from app.settings import Settings
from app.web import site


class Application(FastAPI):
    """An application that reads text in NFC, and whose exceptions propagate.

    `HttpDefaults` answers them; the outermost layer of Starlette would answer them
    first, with plain text.
    """

    def build_middleware_stack(self) -> ASGIApp:
        outermost = super().build_middleware_stack()
        inner: ASGIApp = outermost.app  # type: ignore[attr-defined]
        # Here, because requests of pages and tools have no other layers
        return NormalisedText(inner)


# FastAPI configures the exporter; `traced` makes the spans, around all layers
TRACED: TelemetryConfig = {"auto_configure": True, "exclude": lambda _scope: True}
UNTRACED: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}


def create_app(settings: Settings, url: URL) -> FastAPI:
    """Returns the application that answers from a database.

    `app.state.served` is the same application within all its layers.
    """
    tools = mcp.Endpoint(settings.public_url)

    app = Application(
        title="Rendezvous",
        version=__version__,
        lifespan=_lifespan(settings, url, tools),
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        telemetry=TRACED if settings.traces else UNTRACED,
    )
    app.state.settings = settings
    app.state.client = ApiClient(app)
    add_routes(app.router)
    site.add_routes(app)
    app.router.routes.append(Route(mcp.PATH, tools))
    openapi.install(app)
    _wrap(app, settings)
    return app


def _lifespan(settings: Settings, url: URL, tools: mcp.Endpoint) -> Lifespan[FastAPI]:
    """Returns the context in which the data is open, and replaced by newer data."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        seconds, max_age = settings.statement_seconds, settings.max_age
        activate(app, await open_snapshot(url, seconds, max_age))
        watching = asyncio.create_task(watch_for_new_data(app, url))
        try:
            async with tools.opened(app.state.client.get):
                yield
        finally:
            watching.cancel()
            await asyncio.wait([watching])
            await app.state.snapshot.close()

    return lifespan


def _wrap(app: FastAPI, settings: Settings) -> None:
    """Puts the layers around the application."""
    layers = stack.wrap(
        app,
        settings,
        app.routes,
        lambda: _served_data(app.state.snapshot),
        [MEDIA_TYPE, *(row.media_type for row in FORMATS.values())],
    )
    if layers.metrics:
        app.router.add_route(metrics.PATH, layers.metrics.respond)
    app.state.response_cache = layers.cache
    app.state.served = layers.app


def _served_data(snapshot: Snapshot) -> metrics.ServedData:
    """Returns what the metrics report about the data."""
    reference_data = snapshot.reference_data
    released = (parse_date(day).latest for day in reference_data.releases.values())
    return metrics.ServedData(
        reference_data.version,
        snapshot.dataset["revision"],
        max(released, default=nan),
        snapshot.rejected is not None,
    )


def app_for(url: str | URL) -> FastAPI:
    """Returns the application for a database and the settings of the environment."""
    return create_app(Settings(), normal_url(url))
