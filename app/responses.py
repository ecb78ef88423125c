"""Bytes with the right headers: answers that can be validated, and problems."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from app.bodies import dumps
from app.problems import MEDIA_TYPE, NotAcceptable, Problem

VARY = "Accept, Accept-Encoding"
FORMS = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "ndjson": "application/x-ndjson",
}


def problem_response(problem: Problem, instance: str) -> Response:
    """A problem document; never kept by a cache."""
    return Response(
        dumps(problem.shown(instance)),
        status_code=problem.status,
        headers={"Cache-Control": "no-store", "Vary": VARY, **problem.headers},
        media_type=MEDIA_TYPE,
    )


def instance_of(request: Request) -> str:
    """The request as path and query, as problems name it."""
    query = request.url.query
    return f"{request.url.path}?{query[:2000]}" if query else request.url.path


def cache_headers(etag: str, max_age: int) -> dict[str, str]:
    """Headers under which an answer may be kept and asked for again."""
    return {
        "ETag": etag,
        "Cache-Control": f"public, max-age={max_age}, stale-while-revalidate=86400",
        "Vary": VARY,
    }


def is_known(request: Request, etag: str) -> bool:
    """Whether the client has this representation already (RFC 9110, 13.1.2)."""
    known = request.headers.get("if-none-match", "")
    tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
    return etag in tags or tags == {"*"}


def chosen_form(request: Request, asked: str | None, forms: Mapping[str, str]) -> str:
    """The form of the answer: `format=` first, then `Accept`, then JSON."""
    if asked:
        return asked
    accepted = [
        part.split(";")[0].strip().lower()
        for part in request.headers.get("accept", "*/*").split(",")
        if not part.replace(" ", "").endswith(";q=0")
    ]
    for wanted in accepted:
        if wanted in ("*/*", "application/*", "text/html"):
            return "json"
        for form, media in forms.items():
            if wanted == media.split(";")[0]:
                return form
    raise NotAcceptable(
        f"None of {', '.join(accepted)} is offered; there are"
        f" {', '.join(media.split(';')[0] for media in forms.values())}."
    )
