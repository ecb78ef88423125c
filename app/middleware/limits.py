"""Limits that keep a process answering: requests at work, bytes unsent, host names.

A request beyond a limit is refused immediately, with the time after which to try again.
Health checks and metrics are answered whatever the load.
"""

import asyncio
import re
from collections.abc import Collection

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.problems import Misdirected, Problem, Unavailable, problem_response

UNLIMITED = frozenset(("/healthz", "/readyz", "/metrics"))
"""Paths of monitoring."""
CHUNK_BYTES = 64 * 1024
"""Larger bodies are sent in parts, so that a slow client holds back only its own."""
UNSENT_SECONDS = 60.0
"""A client that does not take a part of a response within this time is disconnected."""
_PORT = re.compile(rb":[0-9]*$")


async def refuse(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with a problem without asking the application."""
    await problem_response(problem, scope["path"])(scope, receive, send)


class ConcurrencyLimit:
    """Lets a number of requests be worked on at a time; refuses others with 503.

    A request holds its place until its response begins, so slow readers hold none.
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
            detail = f"{self.working} requests are being answered; please try again."
            await refuse(Unavailable(1, detail), scope, receive, send)
        else:
            await self._work(scope, receive, send)

    async def _work(self, scope: Scope, receive: Receive, send: Send) -> None:
        holds_place = True
        self.working += 1

        def release() -> None:
            nonlocal holds_place
            self.working -= holds_place
            holds_place = False

        async def release_and_send(message: Message) -> None:
            release()
            await send(message)

        try:
            # Lets requests that came in the same moment be counted first
            await asyncio.sleep(0)
            await self.app(scope, receive, release_and_send)
        finally:
            release()


class UnsentLimit:
    """Bounds the bytes of responses that wait for clients to read them.

    Large bodies are sent in parts. Beyond `max_bytes` of unsent parts, further large
    responses are refused with 503; a client that reads nothing is disconnected.
    """

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self.app = app
        self.max_bytes = max_bytes
        self.unsent = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start: Message | None = None

        async def send_in_parts(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            body = message.get("body", b"")
            is_large = len(body) > CHUNK_BYTES
            if start and is_large and self._is_full(len(body)):
                start = None
                detail = "Too many responses wait to be read; please try again."
                await refuse(Unavailable(5, detail), scope, receive, send)
                raise _AbandonedError
            if start:
                await send(start)
                start = None
            if is_large:
                await self._send_large(message, body, send)
            else:
                await send(message)

        try:
            await self.app(scope, receive, send_in_parts)
        except _AbandonedError:
            # Returning before the response is complete closes the connection
            return

    def _is_full(self, size: int) -> bool:
        return self.unsent > 0 and self.unsent + size > self.max_bytes

    async def _send_large(self, message: Message, body: bytes, send: Send) -> None:
        left = len(body)
        self.unsent += left
        view = memoryview(body)
        try:
            for offset in range(0, len(body), CHUNK_BYTES):
                part = bytes(view[offset : offset + CHUNK_BYTES])
                is_last = offset + CHUNK_BYTES >= len(body)
                more = message.get("more_body", False) or not is_last
                async with asyncio.timeout(UNSENT_SECONDS):
                    await send({**message, "body": part, "more_body": more})
                left -= len(part)
                self.unsent -= len(part)
        except TimeoutError as error:
            raise _AbandonedError from error
        finally:
            self.unsent -= left


class _AbandonedError(Exception):
    """The response was refused, or its client does not read it."""


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
            detail = "This server does not answer for the host of the request."
            await refuse(Misdirected(detail), scope, receive, send)
