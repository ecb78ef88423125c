"""Conditional requests (RFC 9110, section 13).

The entity tag of a compressed response is that of the plain one with the content coding
as suffix. All of them identify the same content, so a client may send back any.
"""

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

_CODING = re.compile(r'-(?:zstd|br|gzip)(?=")')


def etag_for_encoding(etag: str, encoding: str | None) -> str:
    """Returns the entity tag of a response in a content coding."""
    plain = _CODING.sub("", etag)
    return f'{plain[:-1]}-{encoding}"' if encoding else plain


def matching_etag(etag: str, candidates: str, encoding: str | None) -> str | None:
    """Returns the entity tag in `candidates` that identifies the content of `etag`.

    `candidates` is the value of `If-None-Match` and is compared weakly. `*` matches
    anything; the tag in the content coding of the response is returned for it.
    """
    if candidates == etag:
        return etag
    if candidates.strip() == "*":
        return etag_for_encoding(etag, encoding)
    plain = _CODING.sub("", etag)
    tags = (tag.strip().removeprefix("W/") for tag in candidates.split(","))
    return next((tag for tag in tags if _CODING.sub("", tag) == plain), None)


def failed_precondition(
    headers: Mapping[str, str], etag: str, modified: float | None = None
) -> int | None:
    """Returns 412 or 304 if a precondition of a GET fails, else `None`.

    `modified` is the time of the last change in seconds since 1970; without it the
    conditions on dates are ignored (13.1.3). The order is that of section 13.2.2.
    """
    match, none_match = headers.get("if-match"), headers.get("if-none-match")
    if match is not None:
        if not _matches_strongly(etag, match):
            return 412
    elif _changed_since(headers.get("if-unmodified-since"), modified) is True:
        return 412
    if none_match is not None:
        return 304 if matching_etag(etag, none_match, None) else None
    return (
        304
        if _changed_since(headers.get("if-modified-since"), modified) is False
        else None
    )


def _matches_strongly(etag: str, candidates: str) -> bool:
    """Whether `If-Match` names the content; weak tags never do (13.1.1)."""
    strong = [tag for tag in candidates.split(",") if not tag.strip().startswith("W/")]
    return matching_etag(etag, ",".join(strong), None) is not None


def _changed_since(date: str | None, modified: float | None) -> bool | None:
    """Whether the content changed after an HTTP date; `None` if that is not known."""
    if date is None or modified is None:
        return None
    try:
        return int(modified) > parsedate_to_datetime(date).timestamp()
    except ValueError:
        return None
