"""The operators of filters: `field__gte=3` compares with `>=`."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import get_args

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
    """Describes the parameter in the OpenAPI document, beside its field."""
    compare: Callable[[comparisons.Target, comparisons.Values], ColumnElement[bool]]
    """Returns the condition as SQL."""
    read: values.Read = values.read_value
    """Reads the text of a value."""
    schema: Callable[[Filter], values.Schema] = values.list_schema
    """Returns the JSON schema of the parameter."""
    usage: str = ""
    """An example of a condition, for the OpenAPI document."""
    splits: bool = True
    """Whether a comma separates values."""
    example: str = ""
    """An example value, if that of the field does not fit."""
    words: str = ""
    """What other programs call it; suggestions know them."""
    needs_many: bool = False
    """Whether only fields with several values have it."""

    def takes(self, field: Filter) -> bool:
        """Returns whether a field has this operator."""
        return field.kind in self.kinds and (field.has_many or not self.needs_many)

    def takes_list(self, field: Filter) -> bool:
        """Returns whether the parameter is documented as a list of values."""
        return self.schema is values.list_schema and field.kind not in values.SINGLE


_ALL_KINDS: frozenset[Kind] = frozenset(get_args(Kind))
_NULLABLE: frozenset[Kind] = _ALL_KINDS - {"boolean", "since", "span"}
_ORDERED: frozenset[Kind] = frozenset(("number", "date"))
_SEARCHABLE: frozenset[Kind] = frozenset(("text", "name", "record", "field"))

EXISTS = "__exists"
AT_LEAST = "__gte"
AT_MOST = "__lte"
CONTAINS = "__contains"
EQUALS = Operator(
    suffix="",
    kinds=_ALL_KINDS,
    phrase="{field} {value}",
    about="The field has one of these values",
    usage="kind=cargo,module",
    compare=comparisons.is_any_of,
    words="any eq equals in is",
)
NOT = Operator(
    suffix="__not",
    kinds=_NULLABLE - {"part"},
    phrase="{field} not {value}",
    about="The field has none of these values",
    usage="kind__not=cargo",
    compare=comparisons.is_none_of,
    words="! exclude ne neq nin notin without",
)
EACH = Operator(
    suffix="__all",
    kinds=frozenset(("option", "id", "country")),
    phrase="{field} {value}",
    about="The field has all of these values",
    usage="stations__all=mir,salyut-7",
    compare=comparisons.is_any_of,
    needs_many=True,
    words="and each every",
)
"""A query has a condition of its own for each of the values."""
OPERATORS: tuple[Operator, ...] = (
    EQUALS,
    NOT,
    EACH,
    Operator(
        suffix=AT_LEAST,
        kinds=_ORDERED,
        phrase="{field} from {value}",
        about="The value is this one, or a greater or later one",
        usage="crew_size__gte=3",
        compare=comparisons.is_at_least,
        schema=values.value_schema,
        words="> after from ge gt min start",
    ),
    Operator(
        suffix=AT_MOST,
        kinds=_ORDERED,
        phrase="{field} up to {value}",
        about="The value is this one, or a smaller or earlier one",
        usage="launched__lte=1961",
        compare=comparisons.is_at_most,
        schema=values.value_schema,
        words="< before end le lt max to until",
    ),
    Operator(
        suffix=CONTAINS,
        kinds=_SEARCHABLE,
        phrase="{field} containing {value}",
        about="The value contains this text",
        usage="name__contains=soyuz",
        compare=comparisons.contains,
        read=values.read_pattern,
        schema=values.value_schema,
        splits=False,
        words="~ endswith icontains ilike includes like match search startswith",
    ),
    Operator(
        suffix=EXISTS,
        kinds=_NULLABLE,
        phrase="{field} filled: {value}",
        about="`true`: the field has a value; `false`: it has none",
        usage="landed__exists=false",
        compare=comparisons.is_filled,
        read=values.read_boolean,
        schema=values.boolean_schema,
        example="true",
        words="empty has isnull null",
    ),
)
_DATES: frozenset[Kind] = frozenset(("date",))
IN_YEARS = replace(
    EQUALS, kinds=_DATES, compare=comparisons.is_on_days, read=values.read_days_of_year
)
NOT_IN_YEARS = replace(
    NOT, kinds=_DATES, compare=comparisons.is_on_no_days, read=values.read_days_of_year
)
YEARLESS_OPERATORS = {EQUALS: IN_YEARS, NOT: NOT_IN_YEARS}
"""The operators for dates without a year: `launched=XXXX-11-29`."""
_BY_SUFFIX = {operator.suffix: operator for operator in OPERATORS}


def split_name(name: str) -> tuple[str, Operator | None]:
    """Splits the name of a parameter into field and operator.

    The operator is `None` if the suffix is unknown.
    """
    field, separator, suffix = name.rpartition("__")
    if not separator:
        return name, EQUALS
    return field, _BY_SUFFIX.get(separator + suffix)
