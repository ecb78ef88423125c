"""What is seen of every request, where it is asked for: log, metrics, traces.

It costs some microseconds for each request and is off unless a setting says otherwise.
An answer that is watched carries the id under which the log has it, and how long it
took to make.
"""

import logging
from collections.abc import Callable, Iterable
from functools import lru_cache
from time import perf_counter
from types import SimpleNamespace
from typing import NamedTuple

from starlette.middleware.opentelemetry import OpenTelemetryMiddleware
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.middleware.limits import TRUSTED, UNLIMITED, WORKED_ON
from app.middleware.request_ids import HEADER, id_of, take_given

UNKNOWN = "unknown"
"""The route of a path that leads nowhere."""
_EXPOSED = (b"access-control-expose-headers", b"X-Request-Id, Server-Timing")
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


class Observe:
    """Wraps the application; each watcher is told of every request."""

    def __init__(
        self, app: ASGIApp, route_of: RouteOf, watchers: Iterable[RequestListener]
    ) -> None:
        self.app = app
        self.route_of = route_of
        self.watchers = tuple(watchers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if TRUSTED in scope:
            take_given(scope)
        answer = _Watched(scope, send)
        try:
            await self.app(scope, receive, answer)
        finally:
            seen = answer.seen(self.route_of(scope["path"]))
            for tell in self.watchers:
                tell(seen)


class _Watched:
    """Passes an answer on with its id and time, and notes what it was."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.begun = perf_counter()
        self.scope = scope
        self.send = send
        self.id = id_of(scope)
        # A connection that ends before there is an answer is told as 499 is elsewhere
        self.status = 499
        self.bytes = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            took = (perf_counter() - self.begun) * 1000
            memory = "" if WORKED_ON in self.scope else 'cache;desc="hit", '
            message["headers"] = [
                *message["headers"],
                (HEADER, self.id.encode()),
                (b"server-timing", f"{memory}total;dur={took:.3f}".encode()),
                _EXPOSED,
            ]
        else:
            self.bytes += len(message.get("body", b""))
        await self.send(message)

    def seen(self, route: str) -> RequestRecord:
        scope = self.scope
        return RequestRecord(
            self.id,
            scope["method"],
            scope["path"],
            scope["query_string"].decode("latin-1"),
            route,
            self.status,
            perf_counter() - self.begun,
            self.bytes,
            WORKED_ON not in scope,
        )


def traced(app: ASGIApp, route_of: RouteOf) -> ASGIApp:
    """An application whose requests are spans of OpenTelemetry, named by their route.

    Around all of it, because most answers are made in front of the framework.
    """

    async def routed(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            route = route_of(scope["path"])
            scope["route"] = SimpleNamespace(path_format=route)
        await app(scope, receive, send)

    unwatched = [f"//[^/]+{path}$" for path in UNLIMITED]
    return OpenTelemetryMiddleware(routed, excluded_urls=unwatched)


def route_finder(routes: Iterable[BaseRoute]) -> RouteOf:
    """Tells the route of a path as it is declared, `/v1/missions/{id}`."""
    known = [
        (one.path_regex, one.path_format)
        for one in routes
        if isinstance(one, Route | Mount)
    ]

    @lru_cache(maxsize=4096)
    def route_of(path: str) -> str:
        found = (declared for pattern, declared in known if pattern.match(path))
        return next(found, UNKNOWN)

    return route_of


def log_request(seen: RequestRecord) -> None:
    """One line in the log; of the client it says nothing."""
    told = seen._asdict() | {"seconds": round(seen.seconds, 6)}
    _log.info("%s %s %s", seen.method, seen.path, seen.status, extra={"fields": told})
