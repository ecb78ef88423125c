"""Errors as problem details (RFC 9457).

The `type` of a problem is the path of a page about it.
"""

from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar, Self

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

MEDIA_TYPE = "application/problem+json"
MAX_QUERY = 16_000
"""Bytes of the query of a request."""
MAX_ECHOED = 500
"""Characters of a wrong value that a problem repeats."""
MAX_HEADERS = 32_000
"""Bytes of all header fields of a request, names and values."""


@dataclass(frozen=True)
class Fault:
    """A fault of a request, with what is accepted."""

    place: str
    name: str
    value: str | None
    detail: str
    did_you_mean: str | None = None
    allowed: list[str] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Returns the fault as a member of `errors`."""
        values = asdict(self)
        if self.value is not None and len(self.value) > MAX_ECHOED:
            values["value"] = f"{self.value[:MAX_ECHOED]}…"
        return {"in": values.pop("place")} | values


@dataclass
class Problem(Exception):
    """A request that cannot be answered, as the client will read it."""

    detail: str
    faults: list[Fault] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    status: ClassVar[int] = 500
    slug: ClassVar[str] = "internal-error"
    title: ClassVar[str] = "Internal server error"
    about: ClassVar[str] = (
        "The request failed because of an error in the server. The request is not at"
        " fault; try it again later."
    )

    def to_dict(self, instance: str) -> dict[str, Any]:
        """Returns the problem document for a request, given as path and query."""
        return {
            "type": f"/problems/{self.slug}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": instance,
            "errors": [fault.to_dict() for fault in self.faults],
        }


class InvalidQuery(Problem):
    status = 400
    slug = "invalid-query"
    title = "The query is invalid"
    about = (
        "A parameter, operator or value is not accepted by this address. Unknown ones"
        " are rejected, never ignored: `errors` lists each fault with what is accepted."
    )


class InvalidRequest(Problem):
    status = 400
    slug = "invalid-request"
    title = "The request is malformed"
    about = "The request is not valid HTTP; `detail` says why."


class Forbidden(Problem):
    status = 403
    slug = "forbidden"
    title = "The origin is not allowed"
    about = "Web pages of other sites may read the API, but not call its tools."


class NotFound(Problem):
    status = 404
    slug = "not-found"
    title = "Not found"
    about = (
        "No record has this id, or no page this path; `errors` suggests a similar one."
    )

    @classmethod
    def in_path(
        cls, name: str, value: str, detail: str, *, did_you_mean: str | None = None
    ) -> Self:
        """Returns the problem of an unknown part of a path, with a suggestion."""
        fault = Fault("path", name, value, detail, did_you_mean)
        near = f"; did you mean {did_you_mean!r}?" if did_you_mean else "."
        return cls(detail + near, [fault])


class MethodNotAllowed(Problem):
    status = 405
    slug = "method-not-allowed"
    title = "Method not allowed"
    about = "Every path answers GET, HEAD and OPTIONS only. Releases change the data."


class NotAcceptable(Problem):
    status = 406
    slug = "not-acceptable"
    title = "Format not available"
    about = "The `Accept` header allows no format in which this path has an answer."


class PreconditionFailed(Problem):
    status = 412
    slug = "precondition-failed"
    title = "The response has changed"
    about = (
        "`If-Match` or `If-Unmodified-Since` does not name the current response. Leave"
        " the header out to read the current one."
    )

    def __init__(self, etag: str) -> None:
        super().__init__(f"The current entity tag of the response is {etag}.")


class ContentTooLarge(Problem):
    """Answered by the reverse proxy; the application reads no bodies but of tools."""

    status = 413
    slug = "content-too-large"
    title = "The request body is too large"
    about = "A request body may have 65,536 bytes. Only `/mcp` needs one."


class QueryTooLong(Problem):
    status = 414
    slug = "query-too-long"
    title = "The query is too long"
    about = f"A query may have {MAX_QUERY:,} bytes. Split it into several requests."

    def __init__(self, size: int) -> None:
        super().__init__(f"The query has {size:,} bytes, more than {MAX_QUERY:,}.")


class Misdirected(Problem):
    status = 421
    slug = "misdirected"
    title = "Unknown host"
    about = "The `Host` header names a host that this installation does not serve."


class TooManyRequests(Problem):
    """Answered by the reverse proxy, which counts the requests of all processes."""

    status = 429
    slug = "too-many-requests"
    title = "Too many requests"
    about = (
        "`Retry-After` says how long to wait. A whole list needs one request: see"
        " `limit` and `format=ndjson`."
    )


class HeadersTooLarge(Problem):
    status = 431
    slug = "headers-too-large"
    title = "The headers are too large"
    about = f"All header fields together may have {MAX_HEADERS:,} bytes."

    def __init__(self) -> None:
        super().__init__(f"The headers have more than {MAX_HEADERS:,} bytes.")


class RangeNotSatisfiable(Problem):
    status = 416
    slug = "range-not-satisfiable"
    title = "Range not satisfiable"
    about = "`Range` names bytes that the file does not have, or cannot be understood."


class Unavailable(Problem):
    status = 503
    slug = "unavailable"
    title = "Temporarily unavailable"
    about = (
        "The database does not answer in time, or the server has too many requests:"
        " `detail` says which. `Retry-After` says when to try again."
    )

    def __init__(
        self,
        retry_after: int,
        detail: str = "The database does not answer; please try again.",
    ) -> None:
        super().__init__(detail, headers={"Retry-After": str(retry_after)})


PROBLEM_TYPES: tuple[type[Problem], ...] = (
    InvalidQuery,
    InvalidRequest,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    NotAcceptable,
    PreconditionFailed,
    ContentTooLarge,
    QueryTooLong,
    RangeNotSatisfiable,
    Misdirected,
    TooManyRequests,
    HeadersTooLarge,
    Unavailable,
    Problem,
)


VARY = "Accept, Accept-Encoding"


PROBLEM_HEADERS = {
    "Cache-Control": "no-store",
    "Vary": VARY,
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
"""A problem repeats parts of the request, so no script in it may run."""


def problem_response(problem: Problem, scope: Scope) -> Response:
    """Returns a problem document of a layer, which caches must not store.

    Problems of the application get the prefix of the server with all other responses.
    """
    document, prefix = problem.to_dict(scope["path"]), scope.get("root_path", "")
    for name in ("type", "instance"):
        document[name] = prefix + document[name]
    return JSONResponse(
        document,
        status_code=problem.status,
        headers=PROBLEM_HEADERS | problem.headers,
        media_type=MEDIA_TYPE,
    )


def instance_of(request: Request) -> str:
    """Returns the path and the query of a request, as problems name it.

    A URL object would lose characters of a path, such as a question mark.
    """
    path: str = request.scope["path"]
    query = query_text(request)
    return f"{path}?{query[:2000]}" if query else path


def query_text(request: Request) -> str:
    """Returns the query string of a request, whose bytes need not be UTF-8."""
    query: bytes = request.scope["query_string"]
    return query.decode(errors="replace")
