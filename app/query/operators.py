"""The operators of filters: `field__gte=3` compares with `>=`."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement

from app.query import comparisons, values
from app.resources.filters import Filter, Kind


@dataclass(frozen=True, eq=False)
class Operator:
    """All that is known of an operator; a new one is a row of `OPERATORS`."""

    suffix: str
    """Follows the name of a field."""
    kinds: frozenset[Kind]
    """The kinds of field that have this operator."""
    phrase: str
    """The condition in `meta.query`, with `{field}` and `{value}`."""
    about: str
    """The condition in the OpenAPI document, with `{value}`."""
    compare: Callable[[comparisons.Target, comparisons.Values], ColumnElement[bool]]
    """Returns the condition as SQL."""
    read: values.Read = values.read_value
    """Reads the text of a value."""
    schema: Callable[[Kind], values.Schema] = values.list_schema
    """Returns the JSON schema of the parameter."""
    splits: bool = True
    """Whether a comma separates values."""
    example: str = ""
    """An example value, if that of the field does not fit."""

    def takes(self, field: Filter) -> bool:
        """Returns whether a field has this operator."""
        return field.kind in self.kinds


_NULLABLE: frozenset[Kind] = frozenset(
    ("text", "name", "option", "id", "country", "number", "date", "record", "field")
)
_ORDERED: frozenset[Kind] = frozenset(("number", "date"))
_SEARCHABLE: frozenset[Kind] = frozenset(("text", "name", "record", "field"))

EXISTS = "__exists"
EQUALS = Operator(
    suffix="",
    kinds=_NULLABLE | {"boolean", "since", "span"},
    phrase="{field} {value}",
    about="{value}; several by comma",
    compare=comparisons.is_any_of,
)
NOT = Operator(
    suffix="__not",
    kinds=_NULLABLE,
    phrase="{field} not {value}",
    about="not {value}; several by comma",
    compare=comparisons.is_none_of,
)
OPERATORS: tuple[Operator, ...] = (
    EQUALS,
    NOT,
    Operator(
        suffix="__gte",
        kinds=_ORDERED,
        phrase="{field} from {value}",
        about="from {value} on",
        compare=comparisons.is_at_least,
        schema=values.value_schema,
    ),
    Operator(
        suffix="__lte",
        kinds=_ORDERED,
        phrase="{field} up to {value}",
        about="up to {value}",
        compare=comparisons.is_at_most,
        schema=values.value_schema,
    ),
    Operator(
        suffix="__contains",
        kinds=_SEARCHABLE,
        phrase="{field} containing {value}",
        about="contains {value}",
        compare=comparisons.contains,
        read=values.read_pattern,
        splits=False,
    ),
    Operator(
        suffix=EXISTS,
        kinds=_NULLABLE,
        phrase="{field} filled: {value}",
        about="whether it is filled",
        compare=comparisons.is_filled,
        read=values.read_boolean,
        schema=values.boolean_schema,
        example="true",
    ),
)
_BY_SUFFIX = {operator.suffix: operator for operator in OPERATORS}


def split_name(name: str) -> tuple[str, Operator | None]:
    """Splits the name of a parameter into field and operator.

    The operator is `None` if the suffix is unknown.
    """
    field, separator, suffix = name.rpartition("__")
    if not separator:
        return name, EQUALS
    return field, _BY_SUFFIX.get(separator + suffix)
