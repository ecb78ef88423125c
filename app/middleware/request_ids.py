"""Ids of requests: what a client was told of a fault is found by it in the log."""

import re
from secrets import token_hex

from starlette.types import Scope

KEY = "rendezvous.request_id"
HEADER = b"x-request-id"
_WELL_FORMED = re.compile(rb"[A-Za-z0-9_.:-]{8,64}")


def id_of(scope: Scope) -> str:
    """The id of a request, made when it is asked for first."""
    found: str | None = scope.get(KEY)
    if found is None:
        scope[KEY] = found = token_hex(16)
    return found


def take_given(scope: Scope) -> None:
    """Know a request by the id that it came with, if that can be one."""
    given = [value for name, value in scope["headers"] if name == HEADER]
    if len(given) == 1 and _WELL_FORMED.fullmatch(given[0]):
        scope[KEY] = given[0].decode()
