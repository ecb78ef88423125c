"""What a resource declares of a field that can be asked about, and the operators."""

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Select

Kind = Literal["text", "name", "option", "id", "country", "number", "date", "boolean"]


@dataclass(frozen=True)
class Filter:
    """A field that can be asked about: its column, or one of a related table.

    `through` selects ids of records by rows of a related table; the condition on
    `column` is put into it.
    """

    kind: Kind
    column: Any
    about: str
    example: str
    latest: Any = None
    through: Select[Any] | None = None
    to: str = ""


@dataclass(frozen=True)
class Operator:
    """A suffix of a field's name, the kinds of field that take it, and its phrase."""

    suffix: str
    kinds: frozenset[str]
    phrase: str


_ALL = frozenset(
    ("text", "name", "option", "id", "country", "number", "date", "boolean")
)
OPERATORS: tuple[Operator, ...] = (
    Operator("", _ALL, "{field} {value}"),
    Operator("__not", _ALL - {"boolean"}, "{field} not {value}"),
    Operator("__gte", frozenset(("number", "date")), "{field} from {value}"),
    Operator("__lte", frozenset(("number", "date")), "{field} up to {value}"),
    Operator("__contains", frozenset(("text", "name")), "{field} containing {value}"),
    Operator("__exists", _ALL - {"boolean"}, "{field} filled: {value}"),
)


def split_name(name: str) -> tuple[str, Operator | None]:
    """A parameter's name as field and operator; the operator is None if unknown."""
    base, mark, suffix = name.rpartition("__")
    if not mark:
        return name, OPERATORS[0]
    known = {one.suffix: one for one in OPERATORS}
    return base, known.get(mark + suffix)
