"""The envelope around the data of an answer."""

from typing import Any, NamedTuple

from app.formats.json_bodies import encode_json

LICENSE = "CC-BY-4.0"


class Content(NamedTuple):
    """A body that was made, with the headers that belong to it alone."""

    body: bytes
    headers: dict[str, str] | None = None


def whole_answer_links(url: str) -> dict[str, str | None]:
    """The links of an answer that is whole."""
    return {"self": url, "next": None, "prev": None}


def envelope(data: bytes, meta: dict[str, Any], links: dict[str, Any]) -> bytes:
    """The answer around bodies that are JSON already."""
    around = b'{"data":%b,"meta":%b,"links":%b}'
    return around % (data, encode_json(meta), encode_json(links))
