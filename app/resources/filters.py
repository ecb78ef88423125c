"""What a resource declares of a field that can be asked about, and the operators."""

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Select

Kind = Literal[
    "text", "name", "option", "id", "country", "number", "date", "boolean", "since"
]


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
    """A suffix of a field's name, the kinds of field that take it, its phrase in a
    query that is told, and what it asks of a value.
    """

    suffix: str
    kinds: frozenset[str]
    phrase: str
    asks: str


_ALL = frozenset(
    ("text", "name", "option", "id", "country", "number", "date", "boolean")
)
OPERATORS: tuple[Operator, ...] = (
    Operator("", _ALL | {"since"}, "{field} {value}", "{value}; several by comma"),
    Operator(
        "__not",
        _ALL - {"boolean"},
        "{field} not {value}",
        "not {value}; several by comma",
    ),
    Operator(
        "__gte",
        frozenset(("number", "date")),
        "{field} from {value}",
        "from {value} on",
    ),
    Operator(
        "__lte", frozenset(("number", "date")), "{field} up to {value}", "up to {value}"
    ),
    Operator(
        "__contains",
        frozenset(("text", "name")),
        "{field} containing {value}",
        "contains {value}",
    ),
    Operator(
        "__exists",
        _ALL - {"boolean"},
        "{field} filled: {value}",
        "whether it is filled",
    ),
)


def split_name(name: str) -> tuple[str, Operator | None]:
    """A parameter's name as field and operator; the operator is None if unknown."""
    base, mark, suffix = name.rpartition("__")
    if not mark:
        return name, OPERATORS[0]
    known = {one.suffix: one for one in OPERATORS}
    return base, known.get(mark + suffix)
