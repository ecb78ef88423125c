"""In which release each record last changed, known from fingerprints of all records.

A release stores the fingerprint of each record with the release in which the record
last changed. When the data is loaded, a record with the same fingerprint has not
changed since then. The fingerprint covers the whole body, so computed fields count,
and the bodies of the claims about the record.
"""

import gzip
import zlib
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from heapq import merge
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from app.ingest.scratch import Scratch

FILE = "fingerprints.gz"
"""The file in the folder of the seed files, which only a release writes."""
UNRELEASED = "unreleased"
_PLACEHOLDER = '"changed_in":""'
_DIGEST_SIZE = 6


class Fingerprint(NamedTuple):
    """The digest of a record, and the release in which it last changed.

    The digest of a record that was removed is empty.
    """

    digest: str
    changed_in: str


Recorded = tuple[str, Fingerprint]
"""A record and its fingerprint."""


class Fingerprints:
    """Fingerprints by record, as type/id, in a temporary database."""

    def __init__(self, scratch: Scratch) -> None:
        self.scratch, self._connection = scratch, scratch.connection
        self.table = scratch.create(
            "record PRIMARY KEY, digest, changed_in", "WITHOUT ROWID"
        )

    def put(self, fingerprints: Iterable[Recorded]) -> None:
        self._connection.executemany(
            f"INSERT OR REPLACE INTO {self.table} VALUES (?, ?, ?)",
            ((record, *fingerprint) for record, fingerprint in fingerprints),
        )

    def get(self, record: str) -> Fingerprint | None:
        where = "WHERE record = ?"
        return next((known for _, known in self._select(where, record)), None)

    def __iter__(self) -> Iterator[Recorded]:
        return self._select("ORDER BY record")

    def without(self, others: "Fingerprints") -> Iterator[Recorded]:
        """Yields the records that are not among others, in order."""
        known = f"SELECT record FROM {others.table}"
        return self._select(f"WHERE record NOT IN ({known}) ORDER BY record")

    def _select(self, clauses: str, *values: str) -> Iterator[Recorded]:
        rows = self._connection.execute(f"SELECT * FROM {self.table} {clauses}", values)
        return ((record, Fingerprint(*others)) for record, *others in rows)


def read_fingerprints(folder: Path, fingerprints: Fingerprints) -> None:
    """Reads those of the last release; there are none before the first release.

    Raises ValueError if the file is damaged.
    """
    try:
        with gzip.open(folder / FILE, "rt", encoding="utf-8") as lines:
            fingerprints.put(map(_parse, lines))
    except FileNotFoundError:
        return
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(str(error)) from error
    if not any(fingerprints):
        raise ValueError("it is empty")


def _parse(line: str) -> Recorded:
    record, digest, release = line.removesuffix("\n").rsplit(" ", 2)
    return record, Fingerprint(digest, release)


def write_fingerprints(folder: Path, fingerprints: Iterable[Recorded]) -> None:
    """Writes the file, in the order given. Equal fingerprints give equal bytes."""
    # The header of gzip without a time
    compressor = zlib.compressobj(9, wbits=31)
    with (folder / FILE).open("wb") as file:
        for record, known in fingerprints:
            line = f"{record} {known.digest} {known.changed_in}\n"
            file.write(compressor.compress(line.encode()))
        file.write(compressor.flush())


class ChangeTracker:
    """Compares the records that are loaded with those of the last release.

    `versions` are the releases in order.
    """

    def __init__(self, recorded: Fingerprints, versions: list[str]) -> None:
        self._recorded = recorded
        self._loaded = Fingerprints(recorded.scratch)
        self._numbers = {version: n for n, version in enumerate(versions, start=1)}
        self._numbers[UNRELEASED] = len(versions) + 1
        self._versions = {number: name for name, number in self._numbers.items()}

    def complete(
        self, resource: str, record_id: str, body: str, claims: Iterable[str] = ()
    ) -> dict[str, Any]:
        """Returns the values of the columns `body` and `changed_in_number`.

        `claims` are the incomplete bodies of the claims about the record, in order.
        """
        record = f"{resource}/{record_id}"
        digest = _new_hash(body.encode())
        if of_claims := "".join(claims):
            digest.update(_new_hash(of_claims.encode()).digest())
        known = self._recorded.get(record)
        text = digest.hexdigest()
        is_same = known is not None and known.digest == text
        release = self._release(known) if known and is_same else UNRELEASED
        self._loaded.put([(record, Fingerprint(text, release))])
        completed = body.replace(_PLACEHOLDER, f'"changed_in":"{release}"', 1)
        return {"body": completed, "changed_in_number": self._numbers[release]}

    def incomplete(self, body: str, number: int) -> str:
        """Returns the body of a record as it was before it was completed."""
        completed = f'"changed_in":"{self._versions[number]}"'
        return body.replace(completed, _PLACEHOLDER, 1)

    def _release(self, known: Fingerprint) -> str:
        """Returns a recorded release, if it still is one."""
        return known.changed_in if known.changed_in in self._numbers else UNRELEASED

    @property
    def _removed(self) -> Iterator[Recorded]:
        """The records that the data no longer has, with the release since when."""
        for record, known in self._recorded.without(self._loaded):
            release = UNRELEASED if known.digest else self._release(known)
            yield record, Fingerprint("", release)

    def removed_rows(self) -> Iterator[dict[str, Any]]:
        """Yields the rows of the table of removed records."""
        for record, fingerprint in self._removed:
            resource, _, record_id = record.partition("/")
            number = self._numbers[fingerprint.changed_in]
            yield {
                "resource": resource,
                "record_id": record_id,
                "release_number": number,
            }

    @property
    def removed_since(self) -> str | None:
        """The first release from which on all removed records are known."""
        releases = {self._release(known) for _, known in self._recorded}
        return min(releases, key=self._numbers.__getitem__, default=None)

    @property
    def unreleased_count(self) -> int:
        """The number of records changed, added or removed since the last release."""
        fingerprints = chain(self._loaded, self._removed)
        return sum(known.changed_in == UNRELEASED for _, known in fingerprints)

    def released_as(self, version: str) -> Iterator[Recorded]:
        """Yields the fingerprints to store with a release of what was loaded."""
        for record, known in merge(self._loaded, self._removed):
            is_new = known.changed_in == UNRELEASED
            release = version if is_new else known.changed_in
            yield record, Fingerprint(known.digest, release)


def _new_hash(content: bytes = b"") -> blake2b:
    return blake2b(content, digest_size=_DIGEST_SIZE)
