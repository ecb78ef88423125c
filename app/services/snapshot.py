"""The data set being served: its rows, its reference data, and its description."""

import hashlib
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cachetools import LRUCache
from sqlalchemy import select

from app import models
from app.db.reader import DataReader, Reader, RequestReader
from app.problems import Unavailable
from app.query.counting import Counts
from app.query.lookups import Lookups
from app.query.reference_data import ReferenceData
from app.services.envelope import LICENSE

MAX_COUNTS = 4000
MAX_FILTER = 1000
"""Characters of a filter whose count is kept."""


class KnownCounts(LRUCache[tuple[str, str], Counts]):
    """Counts by resource and filter, in memory that clients cannot grow."""

    def __init__(self) -> None:
        super().__init__(MAX_COUNTS)

    def __setitem__(self, key: tuple[str, str], counts: Counts) -> None:
        if len(key[1]) <= MAX_FILTER:
            super().__setitem__(key, counts)


class Rejected(NamedTuple):
    """Data that was put in place of the data set, and why it cannot be served."""

    identity: Hashable
    reason: str


class Completeness(NamedTuple):
    """Whether the data knows all that an answer depends on."""

    complete: bool = True
    """False needs a hint that names the gap."""
    complete_to: str | None = None
    """EDTF; `None` if the answer does not depend on the end of the catalogue."""


@dataclass(eq=False, slots=True)
class Snapshot:
    """One data set, from its activation to the end of the last request that reads it.

    `max_age` is the number of seconds for which a client may reuse a response.
    """

    data: DataReader
    reader: Reader
    """Reads the data set, in a snapshot of a request by the deadline of the request."""
    reference_data: ReferenceData
    max_age: int = 300
    counts: KnownCounts = field(default_factory=KnownCounts)
    rejected: Rejected | None = None

    @property
    def identity(self) -> Hashable:
        """Identifies the data set within its database."""
        return self.data.identity

    @property
    def lookups(self) -> Lookups:
        """Looks up ids, names and values for one request."""
        return Lookups(self.reference_data, self.reader)

    def for_request(self) -> "Snapshot":
        """Returns the same snapshot with one deadline for all its statements."""
        return self._with_reader(RequestReader(self.data))

    def for_stream(self) -> "Snapshot":
        """Returns the same snapshot with a deadline for each statement.

        Streams take as long as their clients take to read them.
        """
        return self._with_reader(self.data)

    def _with_reader(self, reader: Reader) -> "Snapshot":
        # `dataclasses.replace` takes four times as long, in each request
        return Snapshot(
            self.data,
            reader,
            self.reference_data,
            self.max_age,
            self.counts,
            self.rejected,
        )

    async def is_readable(self) -> bool:
        """Returns whether the data set has its release.

        Raises Unavailable if the database does not answer, or if something else is in
        place that cannot be served; `detail` says what.
        """
        newest = await self.data.newest_identity()
        if newest is None:
            raise Unavailable(retry_after=60, detail=self.data.missing)
        if self.rejected and self.has_rejected(newest):
            raise Unavailable(retry_after=60, detail=self.rejected.reason)
        return bool(await self.reader.rows(select(models.Release.id)))

    def has_rejected(self, identity: Hashable) -> bool:
        """Returns whether this data was found in place and cannot be served."""
        return self.rejected is not None and self.rejected.identity == identity

    async def close(self) -> None:
        """Closes the connections. Later statements raise Unavailable."""
        await self.data.close()

    @property
    def dataset(self) -> dict[str, str]:
        """Version, revision and license, as every response states them."""
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

    def completeness_of(self, resource: str, *, complete: bool) -> Completeness:
        """Returns the completeness of an answer from all records of a resource."""
        coverage = self.reference_data.coverage_of(resource)
        return Completeness(complete, coverage and coverage.complete_to)

    def meta(
        self,
        *,
        total: int,
        returned: int,
        query: str,
        completeness: Completeness | None = None,
        hints: list[str] | None = None,
    ) -> dict[str, Any]:
        """Returns `meta` of the envelope, by default of a whole answer."""
        completeness = completeness or Completeness()
        return {
            "total": total,
            "returned": returned,
            "query": query,
            "complete": completeness.complete,
            "complete_to": completeness.complete_to,
            "dataset": self.dataset,
            "hints": hints or [],
        }
