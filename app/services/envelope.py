"""The envelope around the data of an answer."""

from typing import Any, NamedTuple

from app.formats.json_bodies import encode_json

LICENSE = "CC-BY-4.0"


class Content(NamedTuple):
    """The body of a response, with headers that belong to it alone."""

    body: bytes
    headers: dict[str, str] | None = None


def whole_answer_links(url: str) -> dict[str, str | None]:
    """Returns the links of an answer without pages."""
    return {"self": url, "next": None, "prev": None}


def link_header(links: dict[str, str | None]) -> dict[str, str] | None:
    """Returns the neighbours of a page as a header (RFC 8288)."""
    relations = [
        f'<{links[name]}>; rel="{name}"' for name in ("next", "prev") if links[name]
    ]
    return {"Link": ", ".join(relations)} if relations else None


def envelope(data: bytes, meta: dict[str, Any], links: dict[str, Any]) -> bytes:
    """Returns an answer as JSON; `data` is JSON already."""
    template = b'{"data":%b,"meta":%b,"links":%b}'
    return template % (data, encode_json(meta), encode_json(links))
