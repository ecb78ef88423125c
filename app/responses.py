"""Bytes with the right headers: answers that can be validated, and problems."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response

from app.bodies import dumps
from app.compression import same_tag
from app.front import REMEMBER, Question, raw_headers
from app.problems import MEDIA_TYPE, NotAcceptable, Problem
from app.service import Made, Service

VARY = "Accept, Accept-Encoding"
FORMS = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "ndjson": "application/x-ndjson",
    "bibtex": "application/x-bibtex; charset=utf-8",
    "jsonld": "application/ld+json",
    "csl-json": "application/vnd.citationstyles.csl+json",
}
PAGES = {
    "html": "text/html; charset=utf-8",
    "markdown": "text/markdown; charset=utf-8",
}
MEDIA = FORMS | PAGES | {"sitemap": "application/xml", "atom": "application/atom+xml"}


# What is refused repeats what was sent: nothing may run in it, wherever it is opened
REFUSED = {
    "Cache-Control": "no-store",
    "Vary": VARY,
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}


def problem_response(problem: Problem, instance: str) -> Response:
    """A problem document; never kept by a cache."""
    return Response(
        dumps(problem.shown(instance)),
        status_code=problem.status,
        headers=REFUSED | problem.headers,
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
    return same_tag(etag, request.headers.get("if-none-match", ""), None) is not None


def question(
    service: Service, url: str, make: Callable[[], Awaitable[Made]], form: str = "json"
) -> Question:
    """What is asked for under a canonical URL, in a form, and how it is answered."""
    headers = cache_headers(service.etag(url, form), service.max_age)
    etag = headers.pop("ETag")
    return Question(etag, raw_headers({"Content-Type": MEDIA[form], **headers}), make)


async def respond(request: Request, asked: Question) -> Response:
    """The answer to a question; 304 without making it, if the client has it."""
    headers = {name.decode(): value.decode() for name, value in asked.headers}
    headers["ETag"] = asked.etag
    if is_known(request, asked.etag):
        del headers["content-type"]
        return Response(status_code=304, headers=headers)
    made = await asked.make()
    remember = request.scope.get(REMEMBER)
    if remember:
        remember(asked)
    return Response(made.body, headers=headers | (made.headers or {}))


def chosen_form(
    accept: str | None, asked: str | None, forms: Sequence[str] = ("json",)
) -> str:
    """The form of the answer: `format=` first, then `Accept`, then JSON."""
    if asked:
        return asked
    if not accept or accept == "*/*":
        return forms[0]
    offered = {MEDIA[form].split(";")[0]: form for form in forms}
    wanted = _wanted(accept)
    best = max(offered, key=lambda media: _liking(media, wanted))
    if _liking(best, wanted) <= 0:
        detail = f"{', '.join(wanted)} is not offered; there is {', '.join(offered)}."
        raise NotAcceptable(detail)
    return offered[best]


def asked_by(request: Request) -> tuple[str, list[tuple[str, str]], str]:
    """What a door takes of a request: path, query, accepted forms."""
    query = request.query_params.multi_items()
    # The URL would lose what no URL may hold, and name another record
    return request.scope["path"], query, request.headers.get("accept", "")


def likes_more(request: Request, media: str, other: str) -> bool:
    """Whether a client says that it likes one media type more than another."""
    wanted = _wanted(request.headers.get("accept") or "*/*")
    return _liking(media, wanted) > _liking(other, wanted)


def _wanted(accept: str) -> dict[str, float]:
    """Media ranges of an `Accept` header, with how much each is liked."""
    found = {}
    for part in accept.split(","):
        media, *parameters = part.replace(" ", "").lower().split(";")
        quality = [one[2:] for one in parameters if one.startswith("q=")]
        try:
            found[media] = float(quality[0]) if quality else 1.0
        except ValueError:
            found[media] = 0.0
    return found


def _liking(media: str, wanted: Mapping[str, float]) -> float:
    """How much a media type is liked, the closest range first (RFC 9110, 12.5.1)."""
    family = f"{media.split('/', maxsplit=1)[0]}/*"
    for name in (media, family, "*/*"):
        if name in wanted:
            return wanted[name]
    return 0.0
