"""Ids of requests, under which a client and the log name the same failure."""

import re
from contextvars import ContextVar
from secrets import token_hex

HEADER = "X-Request-Id"
_current: ContextVar[str | None] = ContextVar("request_id", default=None)
_WELL_FORMED = re.compile(r"[A-Za-z0-9_.:-]{8,64}", re.ASCII)


def request_id() -> str:
    """Returns the id of the present request, a new one if it has none."""
    return _current.get() or token_hex(16)


def assign_request_id(proposed: str) -> str:
    """Gives the present request the id of a trusted proxy, or a new one."""
    chosen = proposed if _WELL_FORMED.fullmatch(proposed) else token_hex(16)
    _current.set(chosen)
    return chosen
