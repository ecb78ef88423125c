"""Limits that keep a process answering: requests at work, host names.

A request beyond a limit is refused immediately, with the time after which to try again.
Health checks and metrics are answered whatever the load.
"""

import re
from collections.abc import Collection

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.problems import Misdirected, Problem, Unavailable, problem_response

UNLIMITED = frozenset(("/healthz", "/readyz", "/metrics"))
"""Paths of monitoring."""
_PORT = re.compile(rb":[0-9]*$")


async def refuse(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with a problem without asking the application."""
    await problem_response(problem, scope)(scope, receive, send)


class ConcurrencyLimit:
    """Lets a number of requests be worked on at a time; refuses others with 503.

    A request holds a place while the application works on it: not while its body is
    received, and not after its response begins. So slow clients hold none.
    """

    def __init__(self, app: ASGIApp, maximum: int) -> None:
        self.app = app
        self.maximum = maximum
        self.working = 0
        self.refused = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in UNLIMITED:
            await self.app(scope, receive, send)
        elif self.working >= self.maximum:
            self.refused += 1
            detail = (
                f"The server is answering {self.working} requests and accepts no"
                " more. Try again later."
            )
            await refuse(Unavailable(1, detail), scope, receive, send)
        else:
            place = _Place(self, receive, send)
            try:
                await self.app(scope, place.receive, place.send)
            finally:
                place.release()


class _Place:
    """The place of a request, with the channels that take and release it."""

    def __init__(self, limit: ConcurrencyLimit, receive: Receive, send: Send) -> None:
        self._limit = limit
        self._receive = receive
        self._send = send
        self._is_received = False
        self._is_held = False
        self._take()

    def _take(self) -> None:
        self._limit.working += not self._is_held
        self._is_held = True

    def release(self) -> None:
        self._limit.working -= self._is_held
        self._is_held = False

    async def receive(self) -> Message:
        if self._is_received:
            # Waits for the end of the connection, beside the work
            return await self._receive()
        self.release()
        message = await self._receive()
        self._is_received = not message.get("more_body", False)
        self._take()
        return message

    async def send(self, message: Message) -> None:
        self.release()
        await self._send(message)


class AllowedHosts:
    """Answers to the names that are allowed, whatever the port."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self.app = app
        self.hosts = {host.lower().encode() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in UNLIMITED:
            await self.app(scope, receive, send)
            return
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        names = {_PORT.sub(b"", host).lower() for host in hosts}
        if names and names <= self.hosts:
            await self.app(scope, receive, send)
        else:
            detail = "The header `Host` names a host that this server does not serve."
            await refuse(Misdirected(detail), scope, receive, send)
