"""Conditional requests (RFC 9110, section 13)."""

from collections.abc import Mapping
from email.utils import parsedate_to_datetime


def matches_weakly(etag: str, candidates: str) -> bool:
    """Whether `If-None-Match` names an entity tag (13.1.2)."""
    if candidates == etag or candidates.strip() == "*":
        return True
    plain = etag.removeprefix("W/")
    return any(tag.strip().removeprefix("W/") == plain for tag in candidates.split(","))


def matches_strongly(etag: str, candidates: str) -> bool:
    """Whether `If-Match` names an entity tag; a weak tag never matches (13.1.1)."""
    if candidates.strip() == "*":
        return True
    is_strong = not etag.startswith("W/")
    return is_strong and any(tag.strip() == etag for tag in candidates.split(","))


def failed_precondition(
    headers: Mapping[str, str], etag: str, modified: float | None = None
) -> int | None:
    """Returns 412 or 304 if a precondition of a GET fails, else `None`.

    `modified` is the time of the last change in seconds since 1970; without it the
    conditions on dates are ignored (13.1.3). The order is that of section 13.2.2.
    """
    match, none_match = headers.get("if-match"), headers.get("if-none-match")
    if match is not None:
        if not matches_strongly(etag, match):
            return 412
    elif _changed_since(headers.get("if-unmodified-since"), modified) is True:
        return 412
    if none_match is not None:
        return 304 if matches_weakly(etag, none_match) else None
    is_older = _changed_since(headers.get("if-modified-since"), modified) is False
    return 304 if is_older else None


def _changed_since(date: str | None, modified: float | None) -> bool | None:
    """Whether the content changed after an HTTP date; `None` if that is not known."""
    if date is None or modified is None:
        return None
    try:
        return int(modified) > parsedate_to_datetime(date).timestamp()
    except (ValueError, OverflowError):
        # Not a date, or one beyond those that Python can represent
        return None
