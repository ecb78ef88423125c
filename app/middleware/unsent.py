"""A limit on the bytes of responses that wait for clients to read them."""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.middleware.limits import refuse
from app.problems import Unavailable

PART_BYTES = 64 * 1024
"""Larger bodies are sent in parts, so that a slow client holds back only its own."""
UNSENT_SECONDS = 60.0
"""A client that does not take a part of a response within this time is disconnected."""
_WITHOUT_BODY = (204, 304)


class UnsentLimit:
    """Bounds the bytes of responses that wait for clients to read them.

    A body counts until its last byte is sent. Beyond `max_bytes`, further large
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
        response = _Response(self, scope, send)
        try:
            await self.app(scope, receive, response)
        except _RefusedError:
            detail = "Too many responses wait to be read by clients. Try again later."
            await refuse(Unavailable(5, detail), scope, receive, send)
        except _AbandonedError:
            # Returning before the response is complete closes the connection
            return
        finally:
            response.forget()


class _RefusedError(Exception):
    """Too many bytes wait to be sent."""


class _AbandonedError(Exception):
    """The client does not read the response."""


class _Response:
    """Sends a response in parts and counts the bytes that are not sent yet."""

    def __init__(self, limit: UnsentLimit, scope: Scope, send: Send) -> None:
        self.unsent = 0
        self._limit = limit
        self._send = send
        self._start: Message | None = None
        self._is_old = scope.get("http_version") == "1.0"
        self._collected: list[bytes] = []

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
        elif self._start and self._is_old and not _has_length(self._start):
            await self._collect(message, self._start)
        else:
            await self._send_body(message)

    async def _collect(self, message: Message, start: Message) -> None:
        """Sends the body when it is whole: HTTP/1.0 has no chunks (RFC 9112, 6.1)."""
        body = message.get("body", b"")
        self._count(len(body))
        self._collected.append(body)
        if message.get("more_body", False):
            return
        length = (b"content-length", str(self.unsent).encode())
        await self._send({**start, "headers": [*start["headers"], length]})
        self._start = None
        last = len(self._collected) - 1
        for number, part in enumerate(self._collected):
            await self._send_parts(message, part, more=number < last)
        self.forget()

    async def _send_body(self, message: Message) -> None:
        body, more = message.get("body", b""), message.get("more_body", False)
        if len(body) > PART_BYTES:
            self._count(len(body))
        is_whole = self._start is not None and not more
        if self._start:
            await self._send(self._start)
            self._start = None
        if is_whole and len(body) <= PART_BYTES:
            # The usual case, without the cost of a time-out
            await self._send(message)
        else:
            await self._send_parts(message, body, more=more)
            # Only now, because a body takes its memory until its last byte is sent
            self.forget()

    async def _send_parts(self, message: Message, body: bytes, *, more: bool) -> None:
        view = memoryview(body)
        for offset in range(0, len(body) or 1, PART_BYTES):
            part = bytes(view[offset : offset + PART_BYTES])
            more_body = more or offset + PART_BYTES < len(body)
            try:
                async with asyncio.timeout(UNSENT_SECONDS):
                    await self._send({**message, "body": part, "more_body": more_body})
            except TimeoutError as error:
                raise _AbandonedError from error

    def _count(self, size: int) -> None:
        """Counts unsent bytes. Raises _RefusedError if the response has not begun."""
        limit = self._limit
        others = limit.unsent - self.unsent
        if self._start and others and limit.unsent + size > limit.max_bytes:
            raise _RefusedError
        limit.unsent += size
        self.unsent += size

    def forget(self) -> None:
        """Counts all bytes as sent and lets the collected ones go."""
        self._collected.clear()
        self._limit.unsent -= self.unsent
        self.unsent = 0


def _has_length(start: Message) -> bool:
    """Whether a response states its length, or has no body."""
    if start["status"] in _WITHOUT_BODY:
        return True
    return any(name == b"content-length" for name, _ in start["headers"])
