"""Collects the statements of all sources: documents, our rows, external tables."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, groupby
from operator import itemgetter

from app.ingest.catalogue import Catalogue
from app.ingest.claims.evidence import family_of
from app.ingest.claims.external_statements import statements_of
from app.ingest.claims.packing import packed, unpacked
from app.ingest.claims.statements import SourceStatement, all_statements
from app.ingest.scratch import KeySet


class Statements:
    """All statements with their origins, sorted by id, in the temporary database.

    A cell that an attribution names as our source is one statement, not two.
    """

    def __init__(
        self, catalogue: Catalogue, statements: Iterable[SourceStatement]
    ) -> None:
        self._catalogue = catalogue
        rows = (
            (statement.id, number, packed(statement))
            for number, statement in enumerate(statements)
        )
        self._sorted = catalogue.seed.scratch.sort(rows, 3)
        self._derived = KeySet(catalogue.seed.scratch)
        self._derived.update(
            self._origin(statement)
            for statement in self._given()
            if statement.origin == "derived"
        )

    def __iter__(self) -> Iterator[SourceStatement]:
        """Yields statements; those of the family of our value's source are derived."""
        for statement in self._given():
            is_derived = statement.field and self._origin(statement) in self._derived
            yield replace(statement, origin="derived") if is_derived else statement

    def _given(self) -> Iterator[SourceStatement]:
        """Yields statements; of several with an id the one that was given last."""
        for _, same in groupby(self._sorted, key=itemgetter(0)):
            *_, (_, _, data) = same
            yield unpacked(data)

    def _origin(self, statement: SourceStatement) -> str:
        family = family_of(self._catalogue, statement.source)
        return f"{statement.record} {statement.field} {family}"


def collect(catalogue: Catalogue) -> Statements:
    """Returns what all sources state."""
    external = (
        statement
        for table in catalogue.seed.external
        for statement in statements_of(catalogue, table)[0]
    )
    return Statements(catalogue, chain(external, all_statements(catalogue)))
