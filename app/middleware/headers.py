"""Headers that every response carries, and limits of those of a request."""

from collections.abc import Mapping

Pairs = list[tuple[bytes, bytes]]


MAX_HEADERS = 32_000
"""Bytes of all header fields, names and values."""


def raw_headers(headers: Mapping[str, str]) -> Pairs:
    """Headers as ASGI sends them."""
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


METHODS = "GET, HEAD, OPTIONS"


COMMON = raw_headers(
    {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
        "X-Content-Type-Options": "nosniff",
    }
)
