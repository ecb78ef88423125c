"""The rows of a table, as both databases have them."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, select

from app.models import SearchDocument


def rows_in(connection: Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    """Yields the rows of a table in any order, with equal tokens as equal values.

    PostgreSQL sorts and quotes the tokens of documents in a way of its own.
    """
    is_search = table is SearchDocument.__table__
    for row in connection.execute(select(table)):
        values = row._asdict()
        if is_search:
            values["tokens"] = " ".join(sorted(row.tokens.replace("'", "").split()))
        yield tuple(values.values())
