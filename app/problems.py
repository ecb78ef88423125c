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
        "The server has an error, and the request is not its cause. Try again later."
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
        "The address does not accept a parameter, an operator or a value of"
        " the query. `errors` lists each fault with the accepted names or"
        " values."
    )


class InvalidRequest(Problem):
    status = 400
    slug = "invalid-request"
    title = "The request is malformed"
    about = "The request is not valid HTTP. `detail` explains why."


class Forbidden(Problem):
    status = 403
    slug = "forbidden"
    title = "The origin is not allowed"
    about = (
        "Web pages of other sites may read the API, but they may not call its"
        " MCP tools."
    )


class NotFound(Problem):
    status = 404
    slug = "not-found"
    title = "Not found"
    about = (
        "No record has this id, or no page has this path. `errors` suggests a"
        " similar id."
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
    about = (
        "Every address of the API accepts GET, HEAD and OPTIONS only, because"
        " clients cannot change the data."
    )


class NotAcceptable(Problem):
    status = 406
    slug = "not-acceptable"
    title = "Format not available"
    about = (
        "The address has none of the formats that the header `Accept` allows."
        " `detail` lists its formats."
    )


class PreconditionFailed(Problem):
    status = 412
    slug = "precondition-failed"
    title = "The response has changed"
    about = (
        "The response has changed since the version that `If-Match` or"
        " `If-Unmodified-Since` names. Leave the header out to read the"
        " current version."
    )

    def __init__(self, etag: str) -> None:
        super().__init__(f"The current entity tag of the response is {etag}.")


class ContentTooLarge(Problem):
    """Answered by the reverse proxy; the application reads no bodies but of tools."""

    status = 413
    slug = "content-too-large"
    title = "The request body is too large"
    about = "A request body may have at most 65,536 bytes. Only `/mcp` accepts a body."


class QueryTooLong(Problem):
    status = 414
    slug = "query-too-long"
    title = "The query is too long"
    about = (
        f"A query may have at most {MAX_QUERY:,} bytes. Split it into several requests."
    )

    def __init__(self, size: int) -> None:
        super().__init__(
            f"The query has {size:,} bytes; at most {MAX_QUERY:,} are accepted."
        )


class Misdirected(Problem):
    status = 421
    slug = "misdirected"
    title = "Unknown host"
    about = "The header `Host` names a host that this server does not serve."


class TooManyRequests(Problem):
    """Answered by the reverse proxy, which counts the requests of all processes."""

    status = 429
    slug = "too-many-requests"
    title = "Too many requests"
    about = (
        "Wait for the number of seconds in the header `Retry-After`. To read a"
        " whole list, one request with `format=ndjson` is enough."
    )


class HeadersTooLarge(Problem):
    status = 431
    slug = "headers-too-large"
    title = "The headers are too large"
    about = f"The headers of a request may have at most {MAX_HEADERS:,} bytes together."

    def __init__(self) -> None:
        super().__init__(f"The headers have more than {MAX_HEADERS:,} bytes together.")


class RangeNotSatisfiable(Problem):
    status = 416
    slug = "range-not-satisfiable"
    title = "Range not satisfiable"
    about = (
        "The header `Range` names bytes that the file does not have, or it"
        " cannot be read. Leave it out to read the whole file."
    )


class Unavailable(Problem):
    status = 503
    slug = "unavailable"
    title = "Temporarily unavailable"
    about = (
        "The database does not answer in time, or the server has too many"
        " requests; `detail` says which. Try again after the number of seconds"
        " in the header `Retry-After`."
    )

    def __init__(
        self,
        retry_after: int,
        detail: str = "The database does not answer. Try again later.",
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
