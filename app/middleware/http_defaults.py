"""What holds for every response, errors included.

HEAD is GET without a body, OPTIONS names the methods, any web page may read every
response, a request that is too large or malformed is a problem document, and so is an
exception of the application.
"""

import logging
import re
from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.middleware.headers import (
    COMMON,
    METHODS,
    joined,
    raw_headers,
)
from app.middleware.request_ids import HEADER, request_id
from app.problems import (
    MAX_HEADERS,
    MAX_QUERY,
    HeadersTooLarge,
    InvalidRequest,
    NotFound,
    Problem,
    QueryTooLong,
    problem_response,
)

FAILED = (
    "The server failed to answer this request. Its log has the details"
    " under the request id"
)
PREFLIGHT_SECONDS = 86_400
# RFC 9110, 7.2: a name, IPv4 address or bracketed IPv6 address, and perhaps a port
_HOST = re.compile(rb"[^\s/@?#\\,]*")
_log = logging.getLogger("rendezvous")


class HttpDefaults:
    """Wraps the application.

    `methods` names those of paths that answer others than GET and HEAD; `Range` is
    removed from requests for all paths that do not begin with `ranged`.
    """

    def __init__(self, app: ASGIApp, methods: Mapping[str, str], ranged: str) -> None:
        self.app = app
        self.methods = methods
        self.ranged = ranged

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        response = _Response(send, scope)
        try:
            refusal = _refusal(scope)
            if refusal:
                await problem_response(refusal, scope)(scope, receive, response)
            elif scope["method"] == "OPTIONS":
                await _send_options(self.methods.get(scope["path"], METHODS), response)
            else:
                await self.app(self._normalised(scope), receive, response)
        except _ClientLeftError:
            # Returning earlier would count as a failure of the application
            while (await receive())["type"] != "http.disconnect":
                pass
        except Exception:  # noqa: BLE001 - logged and answered there
            await _answer_failure(scope, receive, response)

    def _normalised(self, scope: Scope) -> Scope:
        """Returns the request with joined header lines, HEAD as GET.

        A server may ignore `Range`, which is for GET alone (RFC 9110, 14.2).
        """
        headers = joined(scope["headers"])
        method: str = scope["method"]
        if method != "GET" or not scope["path"].startswith(self.ranged):
            headers = [field for field in headers if field[0] != b"range"]
        method = "GET" if method == "HEAD" else method
        return {**scope, "headers": headers, "method": method}


def _refusal(scope: Scope) -> Problem | None:
    """Returns the problem of a request that is too large or names no host or two."""
    if len(scope["query_string"]) > MAX_QUERY:
        return QueryTooLong(len(scope["query_string"]))
    if sum(len(name) + len(value) for name, value in scope["headers"]) > MAX_HEADERS:
        return HeadersTooLarge()
    if scope["path"].endswith("\n"):
        # `$` in the patterns of routes matches before it
        return NotFound("The path ends with a line break, which no address has.")
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    needed = 0 if scope.get("http_version") == "1.0" else 1
    if not needed <= len(hosts) <= 1:
        detail = (
            f"The request has {len(hosts)} headers `Host`; it must have exactly one."
        )
        return InvalidRequest(detail)
    if not all(map(_HOST.fullmatch, hosts)):
        return InvalidRequest(
            "The header `Host` of the request must be a host name"
            " with an optional port."
        )
    return None


async def _answer_failure(
    scope: Scope, receive: Receive, response: "_Response"
) -> None:
    """Logs the exception that is being handled and answers with its id.

    A response that has begun cannot be replaced: the connection is closed.
    """
    failed_id = request_id()
    fields = {"request_id": failed_id, "path": scope["path"]}
    text = "failed to answer %r, request %s"
    _log.exception(text, scope["path"], failed_id, extra={"fields": fields})
    if response.started:
        raise  # noqa: PLE0704 - called from an except block
    problem = Problem(f"{FAILED} {failed_id}.")
    problem.headers[HEADER] = failed_id
    await problem_response(problem, scope)(scope, receive, response)


async def _send_options(methods: str, response: "_Response") -> None:
    """Answers OPTIONS, the preflight request of browsers among them."""
    headers = raw_headers(
        {
            "Allow": methods,
            "Access-Control-Allow-Methods": methods,
            "Access-Control-Allow-Headers": "*",
            "Access-Control-Max-Age": str(PREFLIGHT_SECONDS),
        }
    )
    await response({"type": "http.response.start", "status": 204, "headers": headers})
    await response({"type": "http.response.body", "body": b""})


class _ClientLeftError(Exception):
    """The client closed the connection before the response was sent."""


class _Response:
    """Sends a response with the common headers, without its body for HEAD."""

    def __init__(self, send: Send, scope: Scope) -> None:
        self.send = send
        self.is_head = scope["method"] == "HEAD"
        # The server reads a body after an offer to upgrade as a second request
        is_offered = any(name == b"upgrade" for name, _ in scope["headers"])
        self.headers = [*COMMON, (b"connection", b"close")] if is_offered else COMMON
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            message = {
                **message,
                "headers": [*message.get("headers", ()), *self.headers],
            }
        elif self.is_head:
            message = {**message, "body": b""}
        try:
            await self.send(message)
        except RuntimeError as error:
            # uvloop raises it for a connection that was closed a moment ago
            if "closed" not in str(error):
                raise
            raise _ClientLeftError from error
