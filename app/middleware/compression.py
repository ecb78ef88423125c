"""Compression where it is asked for, each encoding with a validator of its own.

A strong ETag names bytes (RFC 9110, 8.8.3), so a compressed answer carries the ETag of
the plain one with the encoding as suffix, and a client may send back either.
"""

import re
import zlib
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import brotli
import zstandard
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.middleware.conditional import etag_for_encoding, matching_etag

# Below this the headers weigh more than what is saved
LEAST_BYTES = 600
MAX_PARSED = 500
"""Bytes of `Accept-Encoding` that are parsed; longer ones get plain responses."""
_QUALITY = re.compile(r"q=([01](?:\.[0-9]{0,3})?)")
# The quickest levels of each beyond which little is gained for JSON
_GZIP, _BROTLI, _ZSTD = 6, 4, 3
_TYPES = re.compile(r"text/|application/(json|.*\+json|x-ndjson|xml|.*\+xml|x-bibtex)")


class _Gzip:
    def __init__(self) -> None:
        self._stream = zlib.compressobj(_GZIP, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
        self.compress = self._stream.compress
        self.finish = self._stream.flush


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Compressor(quality=_BROTLI)
        self.compress = self._stream.process
        self.finish = self._stream.finish


class _Zstd:
    def __init__(self) -> None:
        self._stream = zstandard.ZstdCompressor(level=_ZSTD).compressobj()
        self.compress = self._stream.compress
        self.finish = self._stream.flush


# Best first, where a client likes them alike
ENCODINGS: dict[str, Callable[[], Any]] = {
    "zstd": _Zstd,
    "br": _Brotli,
    "gzip": _Gzip,
}


def preferred_encoding(accept_encoding: bytes) -> bytes:
    """Returns the content coding for a value of `Accept-Encoding`, empty for none.

    Of codings that the client prefers alike, the one that compresses fastest.
    """
    if len(accept_encoding) > MAX_PARSED:
        return b""
    return _preferred_encoding(accept_encoding)


@lru_cache(maxsize=256)
def _preferred_encoding(accept_encoding: bytes) -> bytes:
    qualities: dict[str, float] = {}
    for part in accept_encoding.decode("latin-1").lower().split(","):
        name, _, weight = part.partition(";")
        match = _QUALITY.fullmatch(weight.strip() or "q=1")
        qualities[name.strip()] = float(match[1]) if match else 0.0
    others = qualities.get("*", 0.0)
    best = max(ENCODINGS, key=lambda name: qualities.get(name, others))
    return best.encode() if qualities.get(best, others) > 0 else b""


def is_worth_it(headers: Headers) -> bool:
    """Whether an answer can be made smaller."""
    length = headers.get("content-length")
    return (
        bool(_TYPES.match(headers.get("content-type", "")))
        and "content-encoding" not in headers
        and (length is None or int(length) >= LEAST_BYTES)
    )


class Compression:
    """Wraps the application."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        known = headers.get(b"if-none-match", b"").decode("latin-1")
        encoding = preferred_encoding(headers.get(b"accept-encoding", b"")).decode()
        await self.app(scope, receive, _Encoded(send, encoding or None, known))


class _Encoded:
    """Passes an answer on, compressed if that is asked for and worth it."""

    def __init__(self, send: Send, encoding: str | None, known: str) -> None:
        self.send = send
        self.encoding = encoding
        self.known = known
        self.start: Message | None = None
        self.stream: Any = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._begin(message)
        elif self.stream:
            await self._go_on(message)
        else:
            await self.send(message)

    async def _begin(self, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        etag = headers.get("etag")
        if message["status"] == 304 and etag:
            headers["etag"] = matching_etag(etag, self.known, self.encoding) or etag
        elif message["status"] == 200 and self.encoding and is_worth_it(headers):
            headers["content-encoding"] = self.encoding
            if etag:
                headers["etag"] = etag_for_encoding(etag, self.encoding)
            self.stream = ENCODINGS[self.encoding]()
            # How long it is, is known when all of it is compressed
            self.start = message
            return
        await self.send(message)

    async def _go_on(self, message: Message) -> None:
        more = message.get("more_body", False)
        body = self.stream.compress(message.get("body", b""))
        if not more:
            body += self.stream.finish()
            # Large, and this may be kept with the question for as long as that is
            self.stream = None
        if self.start:
            headers = MutableHeaders(scope=self.start)
            if more:
                del headers["content-length"]
            else:
                headers["content-length"] = str(len(body))
            await self.send(self.start)
            self.start = None
        await self.send({**message, "body": body})
