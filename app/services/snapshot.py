"""What answering needs: the database, the words of its data, and the envelope."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from app.db.reader import Reader
from app.query.reference_data import ReferenceData
from app.services.envelope import LICENSE


@dataclass(frozen=True)
class Snapshot:
    """What answering needs: the database and the words of its data."""

    reader: Reader
    reference_data: ReferenceData
    totals: dict[tuple[str, str], int] = field(default_factory=dict)
    """How many records fit a filter of a resource, once they were counted."""
    max_age: int = 300
    """Seconds for which a client may reuse an answer without asking."""

    @property
    def dataset(self) -> dict[str, str]:
        words = self.reference_data
        return {
            "version": words.version,
            "revision": f"sha256:{words.revision}",
            "license": LICENSE,
        }

    def etag(self, url: str, form: str) -> str:
        """Returns the entity tag of a response from the revision, URL and format.

        It is weak, because compression changes the bytes and not the content.
        """
        named = f"{self.reference_data.revision}\n{url}\n{form}"
        return f'W/"{hashlib.sha256(named.encode()).hexdigest()[:32]}"'

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
