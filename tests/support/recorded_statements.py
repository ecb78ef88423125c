"""Records the statements that are sent to the database, by both kinds of reader."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import ClauseElement

from app.db.postgresql import PostgresReader
from app.db.reader import NO_VALUES, Rows, Values
from app.db.sqlite import SqliteReader

Sent = list[tuple[str, Any]]
Method = Callable[..., Awaitable[Rows]]


@contextmanager
def sent() -> Iterator[Sent]:
    """Records statements with their values until the block ends."""
    statements: Sent = []

    def recorded(method: Method) -> Any:
        async def rows(
            self: Any, statement: ClauseElement, values: Values = NO_VALUES, *rest: Any
        ) -> Rows:
            compiled = self.compiled(statement)
            known = {**compiled.known, **values}
            parameters = [known[name] for name in compiled.order] or known
            statements.append((compiled.text, parameters))
            return await method(self, statement, values, *rest)

        return rows

    with pytest.MonkeyPatch.context() as patch:
        for kind in (SqliteReader, PostgresReader):
            for name in ("rows", "long_rows"):
                patch.setattr(kind, name, recorded(getattr(kind, name)))
        yield statements
