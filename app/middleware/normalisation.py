"""Normalises the text of requests, so that equal texts give equal answers.

A letter with an accent can be one character or two, which look the same: macOS writes
the second form. Everything behind this layer sees the first one, NFC (UAX #15), as the
data has it.
"""

from urllib.parse import quote, unquote

from starlette.types import ASGIApp, Receive, Scope, Send

from app.text import is_nfc, nfc

_ASCII = "".join(map(chr, range(128)))


class NormalisedText:
    """Wraps the application, and gives it the path and the query in NFC."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            path, query = nfc(scope["path"]), normalised_query(scope["query_string"])
            scope = {**scope, "path": path, "query_string": query}
        await self.app(scope, receive, send)


def normalised_query(query: bytes) -> bytes:
    """Returns a query string with names and values in NFC, and bytes as `%C3%A9`.

    A query that is in NFC already keeps its other spellings.
    """
    # Clients such as curl send letters as they are
    text = query.decode() if query.isascii() else quote(query, safe=_ASCII)
    if "%" not in text or is_nfc(_decoded(text)):
        return text.encode()
    return "&".join(map(_normalised_pair, text.split("&"))).encode()


def _normalised_pair(pair: str) -> str:
    name, equals, value = pair.partition("=")
    return _normalised(name) + equals + _normalised(value)


def _normalised(part: str) -> str:
    text = nfc(_decoded(part.replace("+", " ")))
    return quote(text, safe="", errors="surrogateescape")


def _decoded(part: str) -> str:
    """Decodes percent-encoding; bytes that are not UTF-8 can be encoded again."""
    return unquote(part, errors="surrogateescape")
