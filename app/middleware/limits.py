"""Limits that keep a server answering: who is believed, who is answered, how often.

Whoever is over a limit is refused at once, cheaply, and told when to ask again. Whether
the process is up and the data readable is answered whatever else is asked.
"""

import re
from asyncio import sleep
from collections.abc import Awaitable, Callable, Collection
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from time import monotonic
from typing import TypeVar

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app.middleware.headers import Pairs
from app.middleware.http_defaults import refuse_early
from app.middleware.response_cache import ADMITTED
from app.problems import Misdirected, TooManyRequests, Unavailable
from app.settings import Settings

T = TypeVar("T")
UNLIMITED = frozenset(("/healthz", "/readyz", "/metrics"))
"""Paths that are asked by whoever watches over the server."""
WINDOW = 60
"""Seconds over which the requests of a client are counted."""
TRUSTED = "rendezvous.trusted"
"""Key of the scope of a request that a trusted proxy passed on."""
WORKED_ON = "rendezvous.worked_on"
"""Key of the scope of a request that memory did not answer."""
_PORT = re.compile(rb":[0-9]*$")
_EXPOSED = (b"access-control-expose-headers", b"RateLimit, RateLimit-Policy")


def limited(app: ASGIApp, settings: Settings) -> ASGIApp:
    """An application behind the limits that are set."""
    if settings.rate_limit:
        app = RateLimit(app, settings.rate_limit)
    if settings.allowed_hosts:
        app = AllowedHosts(app, settings.allowed_hosts)
    return app


def behind_proxies(app: ASGIApp, settings: Settings) -> ASGIApp:
    """An application that believes the proxies that are set."""
    if settings.trusted_proxies:
        trusted = [str(one) for one in settings.trusted_proxies]
        app = TrustedProxies(app, trusted)  # type: ignore[arg-type]
    return app


class ConcurrencyLimit:
    """Lets in so many requests at once; to others it says to come again.

    Only work counts: who sends or reads slowly keeps nobody else out.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.inside = 0
        self.refused = 0

    async def __call__(
        self, work: ASGIApp, scope: Scope, receive: Receive, send: Send
    ) -> None:
        scope[WORKED_ON] = True
        is_limited = scope["type"] == "http" and scope["path"] not in UNLIMITED
        if not is_limited or ADMITTED in scope:
            await work(scope, receive, send)
        elif self.inside >= self.most:
            self.refused += 1
            detail = f"{self.inside} requests are being answered; please try again."
            await refuse_early(Unavailable(1, detail), scope, receive, send)
        else:
            self.inside += 1
            try:
                # Work on SQLite gives way to nobody: all who came are counted first
                await sleep(0)
                await work(scope, self._hearing(receive), self._telling(send))
            finally:
                self.inside -= 1

    async def _outside(self, waiting: Awaitable[T]) -> T:
        """What a client is waited for, without a place inside."""
        self.inside -= 1
        try:
            return await waiting
        finally:
            self.inside += 1

    def _hearing(self, receive: Receive) -> Receive:
        is_whole = False

        async def hearing() -> Message:
            nonlocal is_whole
            if is_whole:
                # Nothing but the end of the connection: listened for beside the work
                return await receive()
            message = await self._outside(receive())
            is_whole = not message.get("more_body", False)
            return message

        return hearing

    def _telling(self, send: Send) -> Send:
        async def telling(message: Message) -> None:
            await self._outside(send(message))

        return telling


class RateLimit:
    """Lets each client ask so often in a minute, and tells it what is left.

    The header fields are those of the Internet-Draft `ratelimit-headers` of the IETF.
    Each process counts for itself.
    """

    def __init__(
        self, app: ASGIApp, most: int, clock: Callable[[], float] = monotonic
    ) -> None:
        self.app = app
        self.most = most
        self.clock = clock
        self.ends = 0.0
        self.asked: dict[str, int] = {}
        self.policy = (b"ratelimit-policy", f'"default";q={most};w={WINDOW}'.encode())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in UNLIMITED:
            await self.app(scope, receive, send)
            return
        left, seconds = self._counted(scope)
        told = f'"default";r={max(left, 0)};t={seconds}'.encode()
        answer = _telling(send, [(b"ratelimit", told), self.policy, _EXPOSED])
        if left >= 0:
            await self.app(scope, receive, answer)
        else:
            problem = TooManyRequests(seconds, self.most, WINDOW)
            await refuse_early(problem, scope, receive, answer)

    def _counted(self, scope: Scope) -> tuple[int, int]:
        """What is left to a client, and the seconds until counting begins anew."""
        now = self.clock()
        if now >= self.ends:
            # One window for all: what is remembered of clients goes with it
            self.asked, self.ends = {}, now + WINDOW
        client = client_network(scope["client"][0]) if scope.get("client") else ""
        asked = self.asked[client] = self.asked.get(client, 0) + 1
        return self.most - asked, ceil(self.ends - now)


class AllowedHosts:
    """Answers to some names alone; the port does not matter."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self.app = app
        self.hosts = {host.lower().encode() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in UNLIMITED:
            await self.app(scope, receive, send)
            return
        given = [value for name, value in scope["headers"] if name == b"host"]
        names = {_PORT.sub(b"", host).lower() for host in given}
        if names and names <= self.hosts:
            await self.app(scope, receive, send)
        else:
            detail = "The request names a host that is not answered for."
            await refuse_early(Misdirected(detail), scope, receive, send)


class TrustedProxies(ProxyHeadersMiddleware):
    """Takes the word of some peers, and of no other, on who asks."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # type: ignore[override]
        peer = scope.get("client")
        if peer and peer[0] in self.trusted_hosts:
            scope[TRUSTED] = True
        await super().__call__(scope, receive, send)  # type: ignore[arg-type]


@lru_cache(maxsize=4096)
def client_network(host: str) -> str:
    """A client as far as its address tells: who has IPv6 has 2**64 addresses."""
    try:
        address = ip_address(host)
    except ValueError:
        return host[:100]
    if isinstance(address, IPv6Address) and not address.ipv4_mapped:
        return str(ip_network((int(address), 64), strict=False))
    return str(getattr(address, "ipv4_mapped", address))


def _telling(send: Send, headers: Pairs) -> Send:
    """Sends an answer with more headers."""

    async def telling(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *headers]
        await send(message)

    return telling
