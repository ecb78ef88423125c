"""What is to go, announced before it goes: in the OpenAPI file and in answers.

Headers speak of the address that answers (RFC 9745, RFC 8594), so a path and a
parameter have them, whoever made the answer; a field is marked in the OpenAPI file.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qsl

from starlette.routing import compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send


@dataclass(frozen=True)
class Deprecation:
    """A path, a parameter of it with all its operators, or a field of a shape.

    It is not to be used any more from a day on, perhaps gone from a later one;
    `instead` is the address of the page that tells what to use.
    """

    path: str = ""
    """As the OpenAPI file has it: `/v1/missions/{id}`."""
    parameter: str = ""
    field: tuple[str, str] | None = None
    """Shape and name: `("Mission", "cospar")`."""
    since: date = date.max
    sunset: date | None = None
    instead: str = "/guide"

    def uses(self, name: str) -> bool:
        """Whether a parameter is this one, by any operator."""
        return name.partition("__")[0] == self.parameter

    def concerns(self, path: str, query: str) -> bool:
        """Whether a request uses what is to go."""
        if not self.path or not compile_path(self.path)[0].fullmatch(path):
            return False
        names = dict(parse_qsl(query, keep_blank_values=True))
        return not self.parameter or any(map(self.uses, names))

    def headers(self) -> list[tuple[bytes, bytes]]:
        """How an answer tells of it."""
        told = {
            "deprecation": f"@{_midnight(self.since).timestamp():.0f}",
            "link": f'<{self.instead}>; rel="deprecation"; type="text/html"',
            "access-control-expose-headers": "Deprecation, Sunset",
        }
        if self.sunset:
            told["sunset"] = format_datetime(_midnight(self.sunset), usegmt=True)
        return [(name.encode(), value.encode()) for name, value in told.items()]


DEPRECATED: tuple[Deprecation, ...] = ()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def announced(app: ASGIApp, deprecated: Sequence[Deprecation]) -> ASGIApp:
    """The app, whose answers tell of what is to go; itself while nothing is."""
    if not deprecated:
        return app

    async def announcing(scope: Scope, receive: Receive, send: Send) -> None:
        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                path, query = scope["path"], scope["query_string"].decode("latin-1")
                more = [one for one in deprecated if one.concerns(path, query)]
                added = [pair for one in more for pair in one.headers()]
                message = {**message, "headers": [*message["headers"], *added]}
            await send(message)

        await app(scope, receive, told)

    return announcing


def mark(document: dict[str, Any], deprecated: Iterable[Deprecation]) -> None:
    """Mark what is to go in an OpenAPI document."""
    shapes = document["components"]["schemas"]
    for one in deprecated:
        if one.field:
            shape, name = one.field
            shapes[shape]["properties"][name]["deprecated"] = True
        else:
            operation = document["paths"][one.path]["get"]
            parameters = [
                told
                for told in operation.get("parameters", [])
                if one.uses(told["name"])
            ]
            for told in parameters if one.parameter else [operation]:
                told["deprecated"] = True
