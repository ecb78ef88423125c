"""The layers around the application, in their order."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from app.middleware.compression import compress
from app.middleware.http_defaults import HttpDefaults
from app.middleware.limits import AllowedHosts, ConcurrencyLimit
from app.middleware.metrics import Dataset, Metrics
from app.middleware.observability import (
    Observability,
    RequestListener,
    log_request,
    route_finder,
    traced,
)
from app.middleware.prefix import PrefixedLinks, PrefixedRequests
from app.middleware.proxies import TrustedProxies
from app.middleware.response_cache import ResponseCache
from app.middleware.unsent import UnsentLimit
from app.settings import Settings

METHODS = {"/mcp": "POST, OPTIONS"}
"""Methods of the paths that answer others than GET and HEAD."""
RANGED = "/v1/dataset/download/"
"""Beginning of the paths whose responses can be asked for in parts."""


class Layers(NamedTuple):
    """The wrapped application, and the layers that others look into."""

    app: ASGIApp
    cache: ResponseCache
    metrics: Metrics | None


def wrap(
    app: ASGIApp,
    settings: Settings,
    routes: Collection[BaseRoute],
    dataset: Dataset,
    media_types: Iterable[str],
) -> Layers:
    """Wraps an application, innermost layer first.

    `routes` name the requests in metrics and traces, which describe the data that
    `dataset` returns; `media_types` are compressed.
    """
    prefix = settings.prefix
    compressed = compress(PrefixedLinks(app, prefix) if prefix else app, media_types)
    limit = ConcurrencyLimit(compressed, settings.concurrency_limit)
    cache = ResponseCache(limit, settings.cache_bytes)
    layers: ASGIApp = UnsentLimit(cache, settings.unsent_bytes)
    if settings.allowed_hosts:
        layers = AllowedHosts(layers, settings.allowed_hosts)
    layers = HttpDefaults(layers, METHODS, RANGED)
    metrics = Metrics(cache, limit, dataset) if settings.metrics else None
    layers = _observed(layers, settings, routes, metrics)
    if prefix:
        layers = PrefixedRequests(layers, prefix)
    trusted = [str(network) for network in settings.trusted_proxies]
    return Layers(TrustedProxies(layers, trusted), cache, metrics)


def _observed(
    app: ASGIApp,
    settings: Settings,
    routes: Collection[BaseRoute],
    metrics: Metrics | None,
) -> ASGIApp:
    """Puts those of log, metrics and traces that are on around an application."""
    route_of = route_finder(routes)
    listeners: list[RequestListener] = [log_request] if settings.log_requests else []
    if metrics:
        listeners.append(metrics.count)
    if listeners:
        app = Observability(app, route_of, listeners)
    return traced(app, route_of) if settings.traces else app
