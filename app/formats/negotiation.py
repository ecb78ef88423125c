"""Chooses the format of a response by `format` or by the `Accept` header."""

from collections.abc import Mapping, Sequence

from starlette.requests import Request

from app.problems import NotAcceptable
from app.resources.formats import FORMATS, JSON


def negotiate_format(
    accept: str | None, requested: str | None, offered: Sequence[str] = (JSON,)
) -> str:
    """Returns the format of a response, one of those offered.

    `requested`, the parameter `format`, has precedence over the header `Accept`. The
    first format is the default. Raises `NotAcceptable`.
    """
    if requested:
        return requested
    if not accept or accept == "*/*":
        return offered[0]
    names = {FORMATS[name].media_type: name for name in offered}
    qualities = _parse_accept(accept)
    best = max(names, key=lambda media_type: _quality(media_type, qualities))
    if _quality(best, qualities) <= 0:
        detail = f"There is no response in {', '.join(qualities)}; available"
        raise NotAcceptable(f"{detail} are {', '.join(names)}.")
    return names[best]


def prefers(request: Request, media_type: str, other: str) -> bool:
    """Returns whether a client prefers a media type to another one."""
    qualities = _parse_accept(request.headers.get("accept") or "*/*")
    return _quality(media_type, qualities) > _quality(other, qualities)


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
