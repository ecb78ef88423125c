"""Requests as ASGI messages, with header lines that an HTTP client would not send."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import unquote

from anyio import sleep_forever

Line = tuple[str, str]
HOST: Line = ("host", "api")


class Exchanged(NamedTuple):
    """A response as it was sent."""

    status: int
    lines: list[Line]
    body: bytes

    @property
    def headers(self) -> dict[str, str]:
        return dict(self.lines)


async def exchange(
    app: Any,
    url: str,
    lines: Iterable[Line] = (HOST,),
    *,
    method: str = "GET",
    version: str = "1.1",
    peer: str | None = "192.0.2.1",
) -> Exchanged:
    """Sends a request with exactly these header lines to an ASGI application."""
    path, _, query = url.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": version,
        "method": method,
        "scheme": "http",
        "client": (peer, 5000) if peer else None,
        "server": ("api", 80),
        "root_path": "",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in lines],
    }
    messages: list[Any] = []
    body = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Any:
        if not body:
            await sleep_forever()
        return body.pop()

    async def send(message: Any) -> None:
        messages.append(message)

    await app(scope, receive, send)
    start, *parts = messages
    sent = [(name.decode(), value.decode()) for name, value in start["headers"]]
    return Exchanged(start["status"], sent, b"".join(part["body"] for part in parts))
