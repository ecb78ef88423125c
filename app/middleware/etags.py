"""Comparison of entity tags, whose value differs for each content encoding."""

import re

_SUFFIX = re.compile(r'-(?:zstd|br|gzip)(?=")')


def matching_etag(etag: str, known: str, encoding: str | None) -> str | None:
    """The one of a client's validators that names an answer, in whatever encoding.

    `*` names any, and so the one in the encoding that the client takes.
    """
    if known == etag:
        return etag
    if known == "*":
        return etag_for_encoding(etag, encoding)
    plain = _SUFFIX.sub("", etag)
    tags = (tag.strip().removeprefix("W/") for tag in known.split(","))
    return next((tag for tag in tags if _SUFFIX.sub("", tag) == plain), None)


def etag_for_encoding(etag: str, encoding: str | None) -> str:
    """The validator of an answer in an encoding."""
    plain = _SUFFIX.sub("", etag)
    return f'{plain[:-1]}-{encoding}"' if encoding else plain
