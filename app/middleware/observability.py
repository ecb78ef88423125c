"""Request logging, metrics and tracing; all off by default.

A response that is observed carries the id of its request and the time it took.
"""

import logging
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from time import perf_counter
from types import SimpleNamespace
from typing import NamedTuple

from starlette.middleware.opentelemetry import OpenTelemetryMiddleware
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.middleware.limits import UNLIMITED
from app.middleware.request_ids import HEADER, assign_request_id
from app.middleware.response_cache import HIT

UNKNOWN = "unknown"
"""The route of a path that matches none."""
MAX_PATH = 500
"""Characters of a path whose route is looked up."""
_log = logging.getLogger("rendezvous.requests")


class RequestRecord(NamedTuple):
    """A request that was answered."""

    request_id: str
    method: str
    path: str
    query: str
    route: str
    status: int
    seconds: float
    bytes: int
    from_memory: bool


RequestListener = Callable[[RequestRecord], None]
RouteOf = Callable[[str], str]


class Observability:
    """Wraps the application and reports every request to its listeners."""

    def __init__(
        self, app: ASGIApp, route_of: RouteOf, listeners: Iterable[RequestListener]
    ) -> None:
        self.app = app
        self.route_of = route_of
        self.listeners = tuple(listeners)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        # Headers of peers that are not trusted have been removed
        name = HEADER.lower().encode()
        proposed = dict(scope["headers"]).get(name, b"").decode("latin-1")
        response = _ObservedResponse(scope, send, assign_request_id(proposed))
        try:
            await self.app(scope, receive, response)
        finally:
            record = response.record(self.route_of(scope["path"][:MAX_PATH]))
            for listen in self.listeners:
                listen(record)


class _ObservedResponse:
    """Sends a response with its id and time, and counts it."""

    def __init__(self, scope: Scope, send: Send, request_id: str) -> None:
        self.begun = perf_counter()
        self.scope = scope
        self.send = send
        self.request_id = request_id
        # 499, as nginx has it: the connection ended before there was a response
        self.status = 499
        self.bytes = 0
        self.from_memory = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = [*message["headers"]]
            self.from_memory = HIT in headers
            took = (perf_counter() - self.begun) * 1000
            if not any(name == HEADER.lower().encode() for name, _ in headers):
                headers.append((HEADER.lower().encode(), self.request_id.encode()))
            cache = 'cache;desc="hit", ' if self.from_memory else ""
            timing = f"{cache}total;dur={took:.3f}".encode()
            message = {**message, "headers": [*headers, (b"server-timing", timing)]}
        else:
            self.bytes += len(message.get("body", b""))
        await self.send(message)

    def record(self, route: str) -> RequestRecord:
        return RequestRecord(
            self.request_id,
            self.scope["method"],
            self.scope["path"],
            self.scope["query_string"].decode("latin-1"),
            route,
            self.status,
            perf_counter() - self.begun,
            self.bytes,
            self.from_memory,
        )


def traced(app: ASGIApp, route_of: RouteOf) -> ASGIApp:
    """Returns an application whose requests are OpenTelemetry spans named by route.

    It wraps all layers, because the cache answers most requests.
    """

    async def routed(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            route = route_of(scope["path"][:MAX_PATH])
            scope["route"] = SimpleNamespace(path_format=route)
        await app(scope, receive, send)

    excluded = [f"//[^/]+{path}$" for path in UNLIMITED]
    return OpenTelemetryMiddleware(routed, excluded_urls=excluded)


def route_finder(routes: Collection[BaseRoute]) -> RouteOf:
    """Returns a function from a path to its declared route, `/v1/missions/{id}`.

    Routes that are added to `routes` before the first request are found too.
    """

    @lru_cache(maxsize=1024)
    def route_of(path: str) -> str:
        matching = (
            route.path_format
            for route in routes
            if isinstance(route, Route | Mount) and route.path_regex.match(path)
        )
        return next(matching, UNKNOWN)

    return route_of


def log_request(record: RequestRecord) -> None:
    """Writes a request as one line of the log, without anything about the client."""
    fields = record._asdict() | {"seconds": round(record.seconds, 6)}
    text = "%s %s %s"
    _log.info(text, record.method, record.path, record.status, extra={"fields": fields})
