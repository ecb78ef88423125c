"""What answering needs of a database: rows of statements, within a time limit.

A statement is compiled once and then handed to the driver, because SQLAlchemy's
connection would cost more time than the query.
"""

from collections.abc import Callable, Hashable, Mapping
from time import monotonic
from typing import Any, NamedTuple, Protocol

from cachetools import LRUCache
from sqlalchemy import ClauseElement, Dialect

from app.problems import Unavailable

Values = Mapping[str, Any]
"""Values of the parameters of a statement, by name."""
Rows = list[tuple[Any, ...]]
NO_VALUES: Values = {}
MAX_COMPILED_BYTES = 400_000
"""Bytes of SQL that a reader keeps compiled. With its objects, a statement takes about
60 times the memory of its text.
"""


class Reader(Protocol):
    """Reads rows of one data set, as the driver returns them.

    `long_rows` is for statements whose time grows with the data. `deadline` is an
    instant of `time.monotonic()`; without one, a statement has the seconds of the
    settings. Both raise Unavailable if the rows do not arrive in time.
    """

    async def rows(
        self,
        statement: ClauseElement,
        values: Values = NO_VALUES,
        deadline: float | None = None,
    ) -> Rows: ...

    async def long_rows(
        self,
        statement: ClauseElement,
        values: Values = NO_VALUES,
        deadline: float | None = None,
    ) -> Rows: ...


class DataReader(Reader, Protocol):
    """A reader that owns its connections; all of them read the same data set.

    `identity` differs between any two data sets that a database has held.
    """

    seconds: float
    """Seconds that a statement without a deadline may take."""
    missing: str
    """The sentence for a database whose data was removed."""

    @property
    def identity(self) -> Hashable: ...

    @property
    def last_used(self) -> float:
        """When the last statement began, as an instant of `time.monotonic()`."""

    async def newest_identity(self) -> Hashable:
        """Returns the identity of the data set that is now in the database.

        `None` if there is none.
        """

    async def close(self) -> None: ...


class RequestReader:
    """A reader whose statements have one deadline together, that of a request."""

    def __init__(self, data: DataReader, seconds: float | None = None) -> None:
        self._data = data
        self._deadline = monotonic() + (seconds or data.seconds)

    async def rows(
        self,
        statement: ClauseElement,
        values: Values = NO_VALUES,
        deadline: float | None = None,
    ) -> Rows:
        return await self._data.rows(statement, values, deadline or self._deadline)

    async def long_rows(
        self,
        statement: ClauseElement,
        values: Values = NO_VALUES,
        deadline: float | None = None,
    ) -> Rows:
        return await self._data.long_rows(statement, values, deadline or self._deadline)


class CompiledStatement(NamedTuple):
    """A statement as a driver takes it, with the values that are part of it."""

    text: str
    known: Mapping[str, Any]
    order: tuple[str, ...]


def compiler_of(
    dialect: Dialect, schema: str | None = None
) -> Callable[[ClauseElement], CompiledStatement]:
    """Returns a function that compiles statements, each once, for tables of a schema.

    The function is not thread-safe.
    """
    cache: LRUCache[ClauseElement, CompiledStatement] = LRUCache(
        MAX_COMPILED_BYTES, getsizeof=lambda compiled: len(compiled.text)
    )
    options: dict[str, Any] = {"dialect": dialect}
    if schema is not None:
        tables = {"schema_translate_map": {None: schema}}
        options |= tables | {"render_schema_translate": True}

    def compiled(statement: ClauseElement) -> CompiledStatement:
        known = cache.get(statement)
        if known is None:
            # Lists of values are written out, so that the text is final
            whole: Any = statement.compile(
                compile_kwargs={"render_postcompile": True}, **options
            )
            order = tuple(whole.positiontup or ())
            known = CompiledStatement(str(whole), whole.construct_params(), order)
            if len(known.text) < MAX_COMPILED_BYTES:
                cache[statement] = known
        return known

    return compiled


def too_long(seconds: float) -> Unavailable:
    """Returns the problem of a request that takes longer than it may."""
    detail = f"This would take more than {seconds:g} s; ask for less of it."
    return Unavailable(retry_after=60, detail=detail)
