"""Trims, extends and joins rendered bodies.

Bodies are stored as the JSON that is sent. They are parsed only for a request that asks
for less than the whole.
"""

import json
from collections.abc import Iterable
from typing import Any

WHOLE: Any = object()


def join(bodies: Iterable[bytes]) -> bytes:
    """Returns a JSON list of bodies."""
    return b"[" + b",".join(bodies) + b"]"


def with_member(body: bytes, name: str, value: bytes) -> bytes:
    """Returns the body with another member at its end; `value` is JSON."""
    return b"".join((body[:-1], b",", encode_json(name), b":", value, b"}"))


def trim(body: bytes, fields: Iterable[str]) -> bytes:
    """Returns the body with only these dotted fields, in the order of the body."""
    selected: dict[str, Any] = {}
    for path in sorted(fields):
        level = selected
        *parents, last = path.split(".")
        for key in parents:
            level = level.setdefault(key, {})
            if level is WHOLE:
                break
        else:
            level[last] = WHOLE
    return encode_json(_select(json.loads(body), selected))


def _select(value: Any, selected: Any) -> Any:
    if selected is WHOLE:
        return value
    if isinstance(value, list):
        return [_select(entry, selected) for entry in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _select(member, selected[key])
        for key, member in value.items()
        if key in selected
    }


def dumps(value: Any) -> str:
    """Returns compact JSON, without escapes for non-ASCII characters."""
    return _ENCODER.encode(value)


def encode_json(value: Any) -> bytes:
    """Returns compact JSON in UTF-8."""
    return _ENCODER.encode(value).encode()


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
