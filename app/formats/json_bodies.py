"""What is done to rendered bodies: trimmed, extended, flattened, joined.

Bodies are JSON as it will be sent; only a request that asks for less or more than
the whole has them taken apart.
"""

import json
from collections.abc import Iterable
from typing import Any

WHOLE: Any = object()


def join(bodies: Iterable[bytes]) -> bytes:
    """A JSON list of bodies."""
    return b"[" + b",".join(bodies) + b"]"


def with_member(body: bytes, name: str, value: bytes) -> bytes:
    """The body with one more member, whose value is JSON already."""
    return b"".join((body[:-1], b",", encode_json(name), b":", value, b"}"))


def trim(body: bytes, fields: list[str]) -> bytes:
    """The body with only these dotted fields, in the body's order."""
    wanted: dict[str, Any] = {}
    for path in sorted(fields):
        place = wanted
        *parents, last = path.split(".")
        for key in parents:
            place = place.setdefault(key, {})
            if place is WHOLE:
                break
        else:
            place[last] = WHOLE
    return encode_json(_trimmed(json.loads(body), wanted))


def _trimmed(value: Any, wanted: Any) -> Any:
    if wanted is WHOLE:
        return value
    if isinstance(value, list):
        return [_trimmed(one, wanted) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _trimmed(one, wanted[key]) for key, one in value.items() if key in wanted
    }


def dumps(value: Any) -> str:
    """Compact JSON, every script readable."""
    return _COMPACT.encode(value)


def encode_json(value: Any) -> bytes:
    """Compact JSON as it is sent."""
    return _COMPACT.encode(value).encode()


_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
