"""Whole responses in memory, sent again without running the application.

A response is stored under the path, the query and the normalised `Accept` and
`Accept-Encoding`. The request that goes on to the application carries exactly these
values, so no response can be stored under the key of another request.
"""

from typing import NamedTuple

from cachetools import LRUCache
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.middleware.compression import preferred_encoding
from app.middleware.conditional import matches_weakly
from app.middleware.headers import Pairs

ENTRY_BYTES = 2000
"""Memory of an entry beside its body and its key: headers and bookkeeping."""
MAX_SHARE = 8
"""A response larger than this part of the cache is not stored."""
HIT = (b"cache-status", b"rendezvous; hit")
"""Marks a response from the cache (RFC 9211)."""
# The application reads no other headers of a GET
_FORWARDED = frozenset(
    (
        *(b"host", b"range", b"if-range", b"if-match", b"if-none-match"),
        *(b"if-modified-since", b"if-unmodified-since"),
    )
)
# These make a response of their own, which is not stored
_BYPASS = frozenset(
    (b"range", b"if-match", b"if-modified-since", b"if-unmodified-since")
)
_KEPT_BY_304 = frozenset((b"cache-control", b"etag", b"vary"))


class Key(NamedTuple):
    """The part of a request that decides its response."""

    path: str
    query: bytes
    accept: bytes
    encoding: bytes


class CachedResponse(NamedTuple):
    """A response as it was sent; `size` is the memory that it takes, in bytes."""

    etag: str
    headers: Pairs
    body: bytes
    size: int


class ResponseCache:
    """Wraps the application; a cache of 0 bytes stores nothing."""

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self.app = app
        self.max_bytes = max_bytes
        self.reset()

    def reset(self) -> None:
        """Forgets every response, because the data was replaced."""
        # A new object: a response that is being made is stored into the old one
        self.responses: LRUCache[Key, CachedResponse] = LRUCache(
            self.max_bytes, getsizeof=lambda response: response.size
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        fields = dict(scope["headers"])
        key = Key(
            scope["path"],
            scope["query_string"],
            normalise_accept(fields.get(b"accept", b"")),
            preferred_encoding(fields.get(b"accept-encoding", b"")),
        )
        if not _BYPASS.isdisjoint(fields):
            await self.app(_forwarded(scope, key), receive, send)
            return
        responses = self.responses
        cached = responses.get(key)
        if cached is None:
            recorder = _Recorder(send)
            await self.app(_forwarded(scope, key), receive, recorder)
            response = recorder.response(key)
            if response and response.size <= self.max_bytes // MAX_SHARE:
                responses[key] = response
        else:
            await _send_cached(cached, fields.get(b"if-none-match"), send)


def normalise_accept(accept: bytes) -> bytes:
    """Returns the value of `Accept` in lower case, without white space and empty parts.

    Empty elements of a list mean nothing (RFC 9110, 5.6.1).
    """
    return b",".join(filter(None, b"".join(accept.lower().split()).split(b",")))


def _forwarded(scope: Scope, key: Key) -> Scope:
    """Returns the request with the values of its key and no headers beside them."""
    headers = [field for field in scope["headers"] if field[0] in _FORWARDED]
    if key.accept:
        headers.append((b"accept", key.accept))
    if key.encoding:
        headers.append((b"accept-encoding", key.encoding))
    return {**scope, "headers": headers}


async def _send_cached(cached: CachedResponse, known: bytes | None, send: Send) -> None:
    """Sends a stored response, or 304 to a client that has it (RFC 9110, 15.4.5)."""
    status, headers, body = 200, cached.headers, cached.body
    if known and matches_weakly(cached.etag, known.decode("latin-1")):
        status, body = 304, b""
        headers = [field for field in headers if field[0] in _KEPT_BY_304]
    await send(
        {"type": "http.response.start", "status": status, "headers": [*headers, HIT]}
    )
    await send({"type": "http.response.body", "body": body})


class _Recorder:
    """Sends a response on, and keeps it if it is whole and may be stored."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.headers: Pairs | None = None
        self.body: bytes | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if message["status"] == 200:
                # A copy, because outer layers may change the message
                self.headers = [*message["headers"]]
        elif self.body is None and not message.get("more_body", False):
            self.body = message.get("body", b"")
        else:
            self.headers = None
        await self.send(message)

    def response(self, key: Key) -> CachedResponse | None:
        """Returns the response, `None` if it may not be stored."""
        if self.headers is None or self.body is None:
            return None
        fields = dict(self.headers)
        etag = fields.get(b"etag")
        if not etag or not fields.get(b"cache-control", b"").startswith(b"public"):
            return None
        size = len(self.body) + ENTRY_BYTES
        size += len(key.path) * 4 + len(key.query) + len(key.accept)
        return CachedResponse(etag.decode(), self.headers, self.body, size)
