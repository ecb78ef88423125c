"""Search expressions: tokens joined by AND and OR, as each database writes them.

Tokens consist of ASCII letters and digits only, so no text of a client is syntax.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.db.dialects import TSQUERY_SUFFIX


@dataclass(frozen=True)
class Token:
    """A token, or all that begin with it."""

    text: str
    is_prefix: bool = False


@dataclass(frozen=True)
class Every:
    """Documents that match each of the parts."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class Some:
    """Documents that match any of the parts."""

    parts: tuple["Expression", ...]


Expression = Token | Every | Some


def every(parts: Iterable[Expression]) -> Expression:
    """Joins expressions by AND."""
    return Every(tuple(parts))


def some(parts: Iterable[Expression]) -> Expression:
    """Joins expressions by OR; the same one counts once."""
    return Some(tuple(dict.fromkeys(parts)))


def fts5(expression: Expression) -> str:
    """Returns an expression as FTS5 of SQLite takes it."""
    if isinstance(expression, Token):
        return f'"{expression.text}"{" *" * expression.is_prefix}'
    joiner = " AND " if isinstance(expression, Every) else " OR "
    return f"({joiner.join(map(fts5, expression.parts))})"


def tsquery(expression: Expression) -> str:
    """Returns an expression as `tsquery` of PostgreSQL takes it."""
    if isinstance(expression, Token):
        return f"'{expression.text}'{':*' * expression.is_prefix}"
    joiner = " & " if isinstance(expression, Every) else " | "
    return f"({joiner.join(map(tsquery, expression.parts))})"


def expression_values(name: str, expression: Expression) -> dict[str, Any]:
    """Returns the bind parameters of `matching_documents(name)`."""
    return {name: fts5(expression), name + TSQUERY_SUFFIX: tsquery(expression)}
