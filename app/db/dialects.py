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
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


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
