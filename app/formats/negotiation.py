"""Chooses the format of a response by `format` or by the `Accept` header."""

from collections.abc import Mapping, Sequence

from starlette.requests import Request

from app.problems import MEDIA_TYPE, NotAcceptable
from app.resources.formats import FORMATS, JSON


def negotiate_format(
    accept: str | None, requested: str | None, offered: Sequence[str] = (JSON,)
) -> str:
    """Returns the format of a response, one of those offered.

    `requested`, the parameter `format`, has precedence over the header `Accept`. The
    first format is the default, and what a browser gets a page of. Raises
    `NotAcceptable`.
    """
    if requested:
        return requested
    if not accept or accept == "*/*":
        return offered[0]
    names = {FORMATS[name].media_type: name for name in offered}
    available = ", ".join(names)
    # Last, so that a client which takes either gets data
    names.setdefault(FORMATS["html"].media_type, offered[0])
    qualities = _parse_accept(accept)
    best = max(names, key=lambda media_type: _quality(media_type, qualities))
    if _quality(best, qualities) <= 0:
        detail = f"The address has no response in {', '.join(qualities)}"
        raise NotAcceptable(f"{detail}; it has {available}.")
    return names[best]


def prefers_page(request: Request) -> bool:
    """Returns whether a client prefers a page to JSON, as browsers do.

    The parameter `format` has precedence over the header `Accept`.
    """
    accept = request.headers.get("accept", "").lower()
    if "text/" not in accept or "format" in request.query_params:
        return False
    qualities = _parse_accept(accept)
    page = _quality(FORMATS["html"].media_type, qualities)
    others = (FORMATS[JSON].media_type, MEDIA_TYPE)
    return page > max(_quality(other, qualities) for other in others)


def _parse_accept(accept: str) -> dict[str, float]:
    """Returns the media ranges of an `Accept` header, each with its quality."""
    qualities = {}
    for part in accept.split(","):
        media_range, *parameters = part.replace(" ", "").lower().split(";")
        values = [text[2:] for text in parameters if text.startswith("q=")]
        try:
            qualities[media_range] = float(values[0]) if values else 1.0
        except ValueError:
            qualities[media_range] = 0.0
    return qualities


def _quality(media_type: str, qualities: Mapping[str, float]) -> float:
    """Returns the quality of a media type by its closest range (RFC 9110, 12.5.1)."""
    family = f"{media_type.partition('/')[0]}/*"
    for media_range in (media_type, family, "*/*"):
        if media_range in qualities:
            return qualities[media_range]
    return 0.0
