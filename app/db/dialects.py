"""What the two databases write differently, so that all other SQL is written once."""

from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, String, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class utf8_bytes(FunctionElement[bytes]):  # noqa: N801 - reads as a function of SQL
    """Text as the bytes that will be sent, which nobody need decode and encode."""

    type = LargeBinary()
    inherit_cache = True


@compiles(utf8_bytes, "sqlite")
def _blob(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **options)} AS BLOB)"


@compiles(utf8_bytes, "postgresql")
def _bytea(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    return f"convert_to({compiler.process(element.clauses, **options)}, 'UTF8')"


class _Members(ColumnElement[Any]):
    """The members of a JSON list of texts, as a subquery."""

    inherit_cache = True

    def __init__(self, name: str) -> None:
        self.slot = bindparam(name, type_=String, required=False)


def in_json_list(column: Any, name: str) -> ColumnElement[bool]:
    """Whether a column is in a list that is filled in as JSON: one text of a statement,
    however long the list.
    """
    return column.op("IN", is_comparison=True)(_Members(name))  # type: ignore[no-any-return] # a column is untyped


@compiles(_Members, "sqlite")
def _json_each(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    listed = compiler.process(element.slot, **options)
    return f"(SELECT value FROM json_each({listed}))"  # noqa: S608 - listed is a slot


@compiles(_Members, "postgresql")
def _json_elements(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    listed = f"CAST({compiler.process(element.slot, **options)} AS json)"
    return f"(SELECT json_array_elements_text({listed}))"
