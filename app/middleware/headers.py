"""Headers that every response carries, and the reading of those of a request."""

from collections.abc import Mapping

Pairs = list[tuple[bytes, bytes]]
METHODS = "GET, HEAD, OPTIONS"


def raw_headers(headers: Mapping[str, str]) -> Pairs:
    """Returns headers as ASGI sends them."""
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


COMMON = raw_headers(
    {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": (
            "Accept-Ranges, Cache-Status, Content-Disposition, Content-Range, ETag,"
            " Link, Retry-After, Server-Timing, X-Request-Id"
        ),
        "X-Content-Type-Options": "nosniff",
    }
)


def joined(headers: Pairs) -> Pairs:
    """Returns header fields with lines of the same name joined by a comma.

    RFC 9110, 5.3. `Host` lines are not joined, because two of them are an error.
    """
    fields: dict[bytes, bytes] = {}
    hosts: Pairs = []
    for name, value in headers:
        if name == b"host":
            hosts.append((name, value))
        elif name in fields:
            fields[name] = b", ".join(filter(None, (fields[name], value.strip())))
        else:
            fields[name] = value.strip()
    return hosts + list(fields.items())
