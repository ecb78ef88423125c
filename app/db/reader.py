"""Readers: what answering asks of a database, which it can only read.

A statement is compiled once and then goes to the driver itself: the layers between
would cost more than the query. SQLite answers inside the event loop, because a short
statement is over before a thread would have been woken.
"""

from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, Protocol, TypeVar

from sqlalchemy import ClauseElement, Dialect

from app.problems import Unavailable

Values = Mapping[str, Any]
"""What slots of a statement are filled with, by name."""
Rows = list[tuple[Any, ...]]
T = TypeVar("T")
NO_VALUES: Values = {}
MAX_STATEMENTS = 2000
"""Statements that a reader keeps compiled; each weighs some kilobytes."""


class Reader(Protocol):
    """Rows for a statement whose slots are filled by name, as the driver gives them.

    `long_rows` is for what grows with the data; it does not keep others waiting.
    `identity` is another when other data is in place, `None` while there is none.
    """

    async def rows(
        self, statement: ClauseElement, values: Values = NO_VALUES
    ) -> Rows: ...

    async def long_rows(
        self, statement: ClauseElement, values: Values = NO_VALUES
    ) -> Rows: ...

    async def identity(self) -> Hashable: ...

    async def close(self) -> None: ...


class _Compiled(NamedTuple):
    """A statement as a driver takes it, with the values that are part of it."""

    text: str
    known: Mapping[str, Any]
    order: tuple[str, ...]


def compiler_of(dialect: Dialect) -> Callable[[ClauseElement], _Compiled]:
    """Compiles for one kind of database, each statement once."""

    @lru_cache(maxsize=MAX_STATEMENTS)
    def compiled(statement: ClauseElement) -> _Compiled:
        # Lists of values are written out, so that the text is final
        whole: Any = statement.compile(
            dialect=dialect, compile_kwargs={"render_postcompile": True}
        )
        order = tuple(whole.positiontup or ())
        return _Compiled(str(whole), whole.construct_params(), order)

    return compiled


def too_long(seconds: float) -> Unavailable:
    detail = f"This would take more than {seconds:g} s; ask for less of it."
    return Unavailable(retry_after=60, detail=detail)
