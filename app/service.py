"""What answering needs: the database, the words of its data, and the envelope."""

import hashlib
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from app.bodies import encoded
from app.readers import Reader
from app.vocabulary import Vocabulary

LICENSE = "CC-BY-4.0"


class Made(NamedTuple):
    """A body that was made, with the headers that belong to it alone."""

    body: bytes
    headers: dict[str, str] | None = None


@dataclass(frozen=True)
class Service:
    """What answering needs: the database and the words of its data."""

    reader: Reader
    vocabulary: Vocabulary
    totals: dict[tuple[str, str], int] = field(default_factory=dict)
    """How many records fit a filter of a resource, once they were counted."""
    max_age: int = 300
    """Seconds for which a client may reuse an answer without asking."""

    @property
    def dataset(self) -> dict[str, str]:
        words = self.vocabulary
        return {
            "version": words.version,
            "revision": f"sha256:{words.revision}",
            "license": LICENSE,
        }

    def etag(self, url: str, form: str) -> str:
        """A strong validator: data revision, canonical query, representation."""
        named = f"{self.vocabulary.revision}\n{url}\n{form}"
        return f'"{hashlib.sha256(named.encode()).hexdigest()[:32]}"'

    def meta(
        self, *, total: int, returned: int, query: str, hints: list[str] | None = None
    ) -> dict[str, Any]:
        """What the envelope says of an answer."""
        return {
            "total": total,
            "returned": returned,
            "query": query,
            "dataset": self.dataset,
            "hints": hints or [],
        }


def links_of(url: str) -> dict[str, str | None]:
    """The links of an answer that is whole."""
    return {"self": url, "next": None, "prev": None}


def envelope(data: bytes, meta: dict[str, Any], links: dict[str, Any]) -> bytes:
    """The answer around bodies that are JSON already."""
    around = b'{"data":%b,"meta":%b,"links":%b}'
    return around % (data, encoded(meta), encoded(links))
