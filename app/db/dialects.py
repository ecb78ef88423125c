"""SQL that SQLite and PostgreSQL write differently.

The default, which `str(statement)` shows, is the SQL of SQLite.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    String,
    TableValuedAlias,
    bindparam,
    cast,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from app.models import SearchDocument


class utf8_bytes(FunctionElement[bytes]):  # noqa: N801 - reads as a function of SQL
    """Text as the UTF-8 bytes of a response, so that no text is decoded and encoded."""

    type = LargeBinary()
    inherit_cache = True


@compiles(utf8_bytes)
def _blob(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **options)} AS BLOB)"


@compiles(utf8_bytes, "postgresql")
def _bytea(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    return f"convert_to({compiler.process(element.clauses, **options)}, 'UTF8')"


class date_text(FunctionElement[str]):  # noqa: N801 - reads as a function of SQL
    """A part of an instant, given in seconds since 1970.

    The unit is `year`, `decade`, `month` or `day`, whose texts look like `1978`,
    `197X`, `1978-03` and `03-02`.
    """

    type = String()
    inherit_cache = False

    def __init__(self, seconds: Any, unit: str) -> None:
        super().__init__(seconds)
        self.unit = unit


_PATTERNS = {"year": "%Y", "decade": "%Y", "month": "%Y-%m", "day": "%m-%d"}


@compiles(date_text)
def _strftime(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    seconds = compiler.process(element.clauses, **options)
    return _cut(
        element, f"strftime('{_PATTERNS[element.unit]}', {seconds}, 'unixepoch')"
    )


@compiles(date_text, "postgresql")
def _to_char(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    seconds = compiler.process(element.clauses, **options)
    pattern = _PATTERNS[element.unit]
    for theirs, ours in (("%Y", "YYYY"), ("%m", "MM"), ("%d", "DD")):
        pattern = pattern.replace(theirs, ours)
    instant = f"timestamp '1970-01-01' + {seconds} * interval '1 second'"
    return _cut(element, f"to_char({instant}, '{pattern}')")


def _cut(element: Any, text: str) -> str:
    """Returns a decade as EDTF: the year without its last digit, and an X."""
    return f"(substr({text}, 1, 3) || 'X')" if element.unit == "decade" else text


class _JsonTable(FunctionElement[str]):
    """The members of a JSON list of texts, as rows with the column `value`."""

    name = "json_members"
    type = String()
    inherit_cache = True


def json_members(name: str) -> TableValuedAlias:
    """Returns the members of the JSON list in the bind parameter `name` as a table."""
    members = bindparam(name, type_=String, required=False)
    return _JsonTable(members).table_valued("value")


@compiles(_JsonTable)
def _json_each_table(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **options)})"


@compiles(_JsonTable, "postgresql")
def _json_elements_table(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    members = compiler.process(element.clauses, **options)
    return f"json_array_elements_text(CAST({members} AS json))"


class _JsonMembers(ColumnElement[Any]):
    """The members of a JSON list of texts, as a subquery."""

    inherit_cache = True

    def __init__(self, name: str) -> None:
        self.json = bindparam(name, type_=String, required=False)


def in_json_list(column: Any, name: str) -> ColumnElement[bool]:
    """Returns the condition that a column is in a JSON list of texts.

    The list is the bind parameter `name`, so statements do not depend on its length.
    """
    return column.op("IN", is_comparison=True)(_JsonMembers(name))  # type: ignore[no-any-return] # a column is untyped


@compiles(_JsonMembers)
def _json_each(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    members = compiler.process(element.json, **options)
    return f"(SELECT value FROM json_each({members}))"  # noqa: S608 - a bind parameter


@compiles(_JsonMembers, "postgresql")
def _json_elements(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    members = f"CAST({compiler.process(element.json, **options)} AS json)"
    return f"(SELECT json_array_elements_text({members}))"


TSQUERY_SUFFIX = "_tsquery"
"""Ends the name of the bind parameter with an expression as PostgreSQL writes it."""


class _MatchingDocuments(FunctionElement[int]):
    """The numbers of the documents that match an expression, as rows."""

    name = "matching_documents"
    inherit_cache = True


def matching_documents(name: str) -> TableValuedAlias:
    """Returns the documents that match an expression, as a table with their `number`.

    The expression is the bind parameter `name` as FTS5 writes it, and a second one that
    ends in `TSQUERY_SUFFIX` as PostgreSQL does; `app/query/expressions.py` makes both.
    """
    spellings = (
        bindparam(each, type_=String, required=False)
        for each in (name, name + TSQUERY_SUFFIX)
    )
    return _MatchingDocuments(*spellings).table_valued("number")


@compiles(_MatchingDocuments)
def _fts5(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    fts5, _ = element.clauses
    expression = compiler.process(fts5, **options)
    return f"(SELECT rowid AS number FROM search_index WHERE search_index MATCH {expression})"  # noqa: E501, S608 - a bind parameter


@compiles(_MatchingDocuments, "postgresql")
def _tsvector(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    _, tsquery = element.clauses
    matches = SearchDocument.tokens.op("@@")(cast(tsquery, TSQUERY))
    # With an offset all that match are found by their index. Without, a prepared
    # statement reads the documents in the order of their numbers until enough match
    documents = select(SearchDocument.number).where(matches).offset(literal_column("0"))
    return compiler.process(documents.scalar_subquery(), **options)
