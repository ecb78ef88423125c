"""Errors as RFC 9457 problem details: one shape for every way in which a request fails.

`type` is a path under this API that answers with a page about the problem.
"""

from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar, Self

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

MEDIA_TYPE = "application/problem+json"
MAX_QUERY = 16_000
"""Bytes of the query of a request."""
MAX_ECHOED = 500
"""Characters of a wrong value that a problem repeats."""
MAX_HEADERS = 32_000
"""Bytes of all header fields of a request, names and values."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a request, and what would be right."""

    place: str
    name: str
    value: str | None
    detail: str
    did_you_mean: str | None = None
    allowed: list[str] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The fault as `errors` of a problem holds it."""
        values = asdict(self)
        if self.value is not None and len(self.value) > MAX_ECHOED:
            values["value"] = f"{self.value[:MAX_ECHOED]}…"
        return {"in": values.pop("place")} | values


@dataclass
class Problem(Exception):
    """A request that cannot be answered, told as the client will read it."""

    detail: str
    faults: list[Fault] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    status: ClassVar[int] = 500
    slug: ClassVar[str] = "internal-error"
    title: ClassVar[str] = "Something went wrong on our side"
    about: ClassVar[str] = (
        "The server met a fault of its own. Asking again later may help; the request"
        " need not change."
    )

    def to_dict(self, instance: str) -> dict[str, Any]:
        """The problem document for the request with this path and query."""
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
    title = "The query cannot be understood"
    about = (
        "A parameter, operator or value is not one that this resource knows. Nothing is"
        " ever ignored: `errors` names every fault at once and what would be right."
    )


class InvalidRequest(Problem):
    status = 400
    slug = "invalid-request"
    title = "The request is malformed"
    about = "The request is not valid HTTP, whatever it asks for; `detail` says why."


class NotFound(Problem):
    status = 404
    slug = "not-found"
    title = "There is nothing here"
    about = "No record has this id or no page has this path; `errors` names a near one."

    @classmethod
    def in_path(
        cls, name: str, value: str, detail: str, *, did_you_mean: str | None = None
    ) -> Self:
        """The problem of a path that leads nowhere, with the one that was meant."""
        fault = Fault("path", name, value, detail, did_you_mean)
        near = f"; did you mean {did_you_mean!r}?" if did_you_mean else "."
        return cls(detail + near, [fault])


class MethodNotAllowed(Problem):
    status = 405
    slug = "method-not-allowed"
    title = "This API only reads"
    about = "Every path answers GET, HEAD and OPTIONS. Data is changed by a release."


class NotAcceptable(Problem):
    status = 406
    slug = "not-acceptable"
    title = "This answer does not come in that form"
    about = "The `Accept` header asks for a form that this path does not have."


class PreconditionFailed(Problem):
    status = 412
    slug = "precondition-failed"
    title = "The response has changed"
    about = (
        "`If-Match` or `If-Unmodified-Since` names another state of the response than"
        " the present one. Leave the header out to read the present one."
    )

    def __init__(self, etag: str) -> None:
        super().__init__(f"The entity tag of the response is {etag} now.")


class QueryTooLong(Problem):
    status = 414
    slug = "query-too-long"
    title = "The query is too long"
    about = f"A query may have {MAX_QUERY:,} bytes. Split it into several requests."

    def __init__(self, size: int) -> None:
        super().__init__(f"The query has {size:,} bytes; at most {MAX_QUERY:,} fit.")


class Misdirected(Problem):
    status = 421
    slug = "misdirected"
    title = "This host is not answered for"
    about = "The `Host` of the request is no name of this installation."


class TooManyRequests(Problem):
    """Answered by the reverse proxy, which counts the requests of all processes."""

    status = 429
    slug = "too-many-requests"
    title = "This client sends too many requests"
    about = (
        "`Retry-After` says when to go on. Whole lists come in one request: see `limit`"
        " and `format=ndjson`."
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
    title = "The file does not have these bytes"
    about = "`Range` asks for bytes that the file does not have, or for several ranges."


class Unavailable(Problem):
    status = 503
    slug = "unavailable"
    title = "This cannot be answered just now"
    about = (
        "The database does not answer, or not in time, or too many ask at once:"
        " `detail` says which."
        " `Retry-After` says when to try again."
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
    NotFound,
    MethodNotAllowed,
    NotAcceptable,
    PreconditionFailed,
    QueryTooLong,
    RangeNotSatisfiable,
    Misdirected,
    TooManyRequests,
    HeadersTooLarge,
    Unavailable,
    Problem,
)


VARY = "Accept"
"""Compression adds `Accept-Encoding` where a response depends on it."""


# What is refused repeats what was sent: nothing may run in it, wherever it is opened
REFUSED = {
    "Cache-Control": "no-store",
    "Vary": VARY,
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}


def problem_response(problem: Problem, instance: str) -> Response:
    """A problem document; never kept by a cache."""
    return JSONResponse(
        problem.to_dict(instance),
        status_code=problem.status,
        headers=REFUSED | problem.headers,
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
