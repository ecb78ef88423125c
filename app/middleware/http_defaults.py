"""The outermost layer, pure ASGI: what holds for every answer, errors included.

HEAD is GET without a body, OPTIONS says what is possible, every answer may be read by
any web page, a query has a limit, and a fault of ours is a problem document.
"""

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.middleware.headers import COMMON, MAX_HEADERS, METHODS, raw_headers
from app.middleware.request_ids import KEY, id_of
from app.problems import HeadersTooLarge, Problem, QueryTooLong, problem_response

MAX_QUERY = 16_000
OURS = "The server met a fault of its own; it has been recorded as"
_log = logging.getLogger("rendezvous")


class HttpDefaults:
    """Wraps the application."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = _Answer(send, head=scope["method"] == "HEAD")
        if scope["method"] == "OPTIONS":
            await _options(answer)
            return
        inner = dict(scope) | ({"method": "GET"} if answer.head else {})
        try:
            too_much = _too_much(scope)
            if too_much:
                await problem_response(too_much, scope["path"])(inner, receive, answer)
            else:
                await self.app(inner, receive, answer)
        except Exception:
            is_told = KEY in scope
            request_id = id_of(scope)
            fields = {"request_id": request_id, "path": scope["path"]}
            told = "failed to answer %r, request %s"
            _log.exception(told, scope["path"], request_id, extra={"fields": fields})
            if answer.started:
                raise
            fault = Problem(f"{OURS} {request_id}.")
            if not is_told:
                fault.headers["X-Request-Id"] = request_id
            await problem_response(fault, scope["path"])(inner, receive, answer)


def _too_much(scope: Scope) -> Problem | None:
    """What of a request is larger than it may be."""
    query = len(scope["query_string"])
    if query > MAX_QUERY:
        return QueryTooLong(f"The query has {query} characters.")
    if sum(len(name) + len(value) for name, value in scope["headers"]) > MAX_HEADERS:
        return HeadersTooLarge(MAX_HEADERS)
    return None


async def refuse_early(
    problem: Problem, scope: Scope, receive: Receive, send: Send
) -> None:
    """Answer with a problem before the application is asked, as it would be sent."""
    answer = _Answer(send, head=scope["method"] == "HEAD")
    await problem_response(problem, scope["path"])(scope, receive, answer)


async def _options(answer: "_Answer") -> None:
    # Asked before a request from another site, and needed by no other answer
    told = {
        "Allow": METHODS,
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": "*",
        "Content-Length": "0",
    }
    headers = raw_headers(told)
    await answer({"type": "http.response.start", "status": 204, "headers": headers})
    await answer({"type": "http.response.body", "body": b""})


class _Answer:
    """Passes an answer on with the common headers, without a body for HEAD."""

    def __init__(self, send: Send, *, head: bool) -> None:
        self.send = send
        self.head = head
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            message["headers"] = [*message.get("headers", ()), *COMMON]
        elif self.head:
            message = {**message, "body": b""}
        await self.send(message)
