"""What is sent to the database, overheard on both kinds of reader."""

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
    """The statements that go to the database meanwhile, with their values."""
    found: Sent = []

    def heard(method: Method) -> Any:
        async def rows(
            self: Any, statement: ClauseElement, values: Values = NO_VALUES, *rest: Any
        ) -> Rows:
            one = self.compiled(statement)
            known = {**one.known, **values}
            found.append((one.text, [known[name] for name in one.order] or known))
            return await method(self, statement, values, *rest)

        return rows

    with pytest.MonkeyPatch.context() as patch:
        for kind in (SqliteReader, PostgresReader):
            for name in ("rows", "long_rows"):
                patch.setattr(kind, name, heard(getattr(kind, name)))
        yield found
