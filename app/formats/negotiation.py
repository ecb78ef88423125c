"""Formats of responses, and how one is chosen by `format=` or `Accept`."""

from collections.abc import Mapping, Sequence

from starlette.requests import Request

from app.problems import NotAcceptable

FORMATS = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "ndjson": "application/x-ndjson",
    "bibtex": "application/x-bibtex; charset=utf-8",
    "jsonld": "application/ld+json",
    "csl-json": "application/vnd.citationstyles.csl+json",
}


PAGE_FORMATS = {
    "html": "text/html; charset=utf-8",
    "markdown": "text/markdown; charset=utf-8",
}


MEDIA = (
    FORMATS
    | PAGE_FORMATS
    | {"sitemap": "application/xml", "atom": "application/atom+xml"}
)


def negotiate_format(
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


def prefers(request: Request, media: str, other: str) -> bool:
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
