"""Judged statements in the temporary database, in their order and by fact."""

import json
import pickle
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from app.ingest.catalogue import Catalogue
from app.ingest.claims.evidence import (
    MIN_SOURCES,
    Evidence,
    confirms,
    family_of,
    gather,
    is_checkable,
    key_of,
)
from app.ingest.claims.judge import JudgedStatement
from app.ingest.claims.packing import packed, unpacked
from app.ingest.claims.statements import SourceStatement

Tally = Counter[tuple[str, str]]
"""Numbers of claims by origin and agreement."""


class JudgedStatements:
    """All judged statements, which are added in the order of their ids."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        scratch = catalogue.seed.scratch
        self._execute = scratch.connection.execute
        self._table = scratch.create(
            "number INTEGER PRIMARY KEY, record, field, source, origin, agreement,"
            " is_fact, family, data"
        )
        on_facts = f"{self._table}_facts ON {self._table} (record, field)"
        self._execute(f"CREATE INDEX {on_facts}")

    def add(self, judged: JudgedStatement) -> None:
        statement = judged.statement
        family = family_of(self._catalogue, statement.source)
        data = (packed(statement), judged.our_value, judged.agreement)
        values = (
            *key_of(statement),
            statement.source,
            statement.origin,
            judged.agreement,
            is_checkable(judged),
            family if confirms(judged) else None,
            pickle.dumps(data),
        )
        insert = f"INSERT INTO {self._table} VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)"
        self._execute(insert, values)

    def __iter__(self) -> Iterator[JudgedStatement]:
        return self._select("ORDER BY number")

    def disagreeing(self) -> Iterator[JudgedStatement]:
        return self._select("WHERE agreement = 'disagrees' ORDER BY number")

    def tallies(self) -> dict[str, Tally]:
        """Returns the numbers of claims by source."""
        columns = "source, origin, agreement"
        rows = self._execute(
            f"SELECT {columns}, count(*) FROM {self._table} GROUP BY {columns}"
        )
        tallies: dict[str, Tally] = defaultdict(Counter)
        for source, origin, agreement, number in rows:
            tallies[source][origin, agreement] = number
        return tallies

    def evidence(self, statement: SourceStatement) -> Evidence:
        """Returns the evidence for and against the fact of a statement."""
        key = key_of(statement)
        about = self._select("WHERE record = ? AND field = ? ORDER BY number", key)
        return gather(self._catalogue, about).get(key, Evidence())

    def _select(
        self, clauses: str, values: tuple[str, ...] = ()
    ) -> Iterator[JudgedStatement]:
        rows = self._execute(f"SELECT data FROM {self._table} {clauses}", values)
        return (_judged(data) for (data,) in rows)

    def checked_shares(self, records: Iterable[str]) -> dict[str, float]:
        """Returns the share of the facts of each record that two sources state."""
        given = json.dumps([*records])
        facts = (
            f"SELECT record, count(DISTINCT family) AS families FROM {self._table}"
            " WHERE is_fact AND record IN (SELECT value FROM json_each(?))"
            " GROUP BY record, field"
        )
        rows = self._execute(
            f"SELECT record, sum(families >= ?), count(*) FROM ({facts})"
            " GROUP BY record",
            (MIN_SOURCES, given),
        )
        return {record: round(checked / facts, 3) for record, checked, facts in rows}


def _judged(data: bytes) -> JudgedStatement:
    statement, our_value, agreement = pickle.loads(data)  # noqa: S301 - see `add`
    return JudgedStatement(unpacked(statement), our_value, agreement)
