"""A path under which readers see the server, such as `/space`.

Everything inside uses paths without it, so a server without a prefix does no work.
`PrefixedRequests` removes the prefix from requests, `PrefixedLinks` adds it to links
in responses. A link is recognised by its place: no text of the data can look like one,
because each format escapes quotation marks in texts.
"""

import re
from collections.abc import Callable
from urllib.parse import unquote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.middleware.headers import Pairs

Rewrite = Callable[[bytes], bytes]
"""Returns a part of a body with the prefix; a part consists of whole rows or lines."""
# Values of the data and of requests, which may be paths but are no links
_TEXTS = (b"old", b"new", b"value", b"did_you_mean")
_NO_TEXT = b"".join(b'(?<!"%b":"/)' % name for name in _TEXTS)
_ROOTS = rb"(?=(?:v1|problems|docs|openapi\.json)\b)"
# It begins with a text that a search finds quickly
_JSON = re.compile(rb':"/(?:(?<="instance":"/)|%b%b)' % (_NO_TEXT, _ROOTS))
_MARKDOWN = re.compile(rb"(?<!\\)\]\((?=/)")
# The view of JSON has links whose texts are their addresses
_HTML = re.compile(
    rb'("(?:%b)": "<a)?(\s(?:href|src|action)=")(/[^"]*)(">\3(?=</a>))?'
    % b"|".join(_TEXTS)
)
_CSV_CELL = re.compile(rb'("[^"]*(?:""[^"]*)*"|[^",\r\n]*)(,|\r\n)')
_LINK = re.compile(rb"<(?=/)")


class PrefixedRequests:
    """Removes the prefix from the path of a request, unless a proxy has removed it.

    Clients with a base URL, such as HTTPX, append the links of answers to it, so before
    `/v1` the prefix may be there twice.
    """

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self.app = app
        self.prefix = prefix
        decoded = re.escape(unquote(prefix))
        self.pattern = re.compile(rf"(?:{decoded})+(?=/v1(?:/|$))|{decoded}(?=/|$)")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            match = self.pattern.match(scope["path"])
            path = scope["path"][match.end() :] or "/" if match else scope["path"]
            # Layers that answer with a problem read the prefix from here
            scope = {**scope, "path": path, "root_path": self.prefix}
        await self.app(scope, receive, send)


class PrefixedLinks:
    """Adds the prefix to the links of responses, in headers and bodies."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self.app = app
        self.prefix = prefix.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope = {**scope, "root_path": ""}
            send = _Response(send, self.prefix)
        await self.app(scope, receive, send)


class _Response:
    """Sends a response with the prefix; its start waits for the length of the body."""

    def __init__(self, send: Send, prefix: bytes) -> None:
        self._send = send
        self._prefix = prefix
        self._start: Message | None = None
        self._rewrite: Rewrite | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [self._header(*field) for field in message["headers"]]
            message = {**message, "headers": headers}
            self._rewrite = _rewriter(dict(headers), self._prefix)
            if self._rewrite:
                self._start = message
                return
        elif self._rewrite:
            body = self._rewrite(message.get("body", b""))
            message = {**message, "body": body}
            if self._start:
                await self._send(_with_length(self._start, len(body)))
                self._start = None
        await self._send(message)

    def _header(self, name: bytes, value: bytes) -> tuple[bytes, bytes]:
        if name == b"link":
            value = _LINK.sub(b"<" + self._prefix, value)
        elif name == b"location" and value.startswith(b"/"):
            value = self._prefix + value
        return name, value


def _rewriter(headers: dict[bytes, bytes], prefix: bytes) -> Rewrite | None:
    """Returns how the body of a response is rewritten, `None` if it has no links.

    Files, of which parts can be requested, stay as they are: their checksums are known.
    """
    media_type = headers.get(b"content-type", b"").partition(b";")[0].decode()
    if b"accept-ranges" in headers or media_type not in _REWRITERS:
        return None
    return _REWRITERS[media_type](prefix)


def _with_length(start: Message, length: int) -> Message:
    """Returns the start of a response with the length of its body if it states one."""
    headers: Pairs = [
        (name, b"%d" % length if name == b"content-length" else value)
        for name, value in start["headers"]
    ]
    return {**start, "headers": headers}


def _json(prefix: bytes) -> Rewrite:
    return lambda body: _JSON.sub(b':"' + prefix + b"/", body)


def _markdown(prefix: bytes) -> Rewrite:
    return lambda body: _MARKDOWN.sub(rb"\g<0>" + prefix, body)


def _html(prefix: bytes) -> Rewrite:
    def add(match: re.Match[bytes]) -> bytes:
        text, name, path, shown = match.groups(b"")
        if shown and not text:
            shown = b'">' + prefix + path
        return text + name + prefix + path + shown

    return lambda body: _HTML.sub(add, body)


class _CsvLinks:
    """Adds the prefix to cells that are paths, in columns that have no texts."""

    def __init__(self, prefix: bytes) -> None:
        self._added = prefix + b"/v1/"
        self._names: list[bytes] = []
        self._has_header = False
        self._column = 0

    def __call__(self, rows: bytes) -> bytes:
        return _CSV_CELL.sub(self._cell, rows)

    def _cell(self, match: re.Match[bytes]) -> bytes:
        cell, end = match.groups()
        if not self._has_header:
            self._names.append(cell)
        elif self._names[self._column] not in _TEXTS and cell.startswith(
            (b"/v1/", b'"/v1/')
        ):
            cell = cell.replace(b"/v1/", self._added, 1)
        self._column += 1
        if end != b",":
            self._has_header, self._column = True, 0
        return cell + end


_REWRITERS: dict[str, Callable[[bytes], Rewrite]] = {
    "application/json": _json,
    "application/problem+json": _json,
    "application/x-ndjson": _json,
    "text/csv": _CsvLinks,
    "text/html": _html,
    "text/markdown": _markdown,
}
"""Media types with links that are paths; others name absolute addresses or none."""
