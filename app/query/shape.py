"""The shape of a query: all of it that decides the text of its statement.

Building a statement costs far more than running it, and queries that differ only in
their values have the same text. So a statement is built once for each shape, with named
bind parameters, which are then filled with the values of each query.
"""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from app.dates import DaysOfYear, Span
from app.query.bind_parameters import BoundList, BoundValue, parameter
from app.query.operators import Operator
from app.query.parsed_query import Condition, Position

Booleans = tuple[bool, ...]
LIST = 0
AFTER_LETTERS = "{"
"""Sorts after every letter and digit of a folded word, and so ends a prefix range."""


class ConditionShape(NamedTuple):
    """A condition without its values."""

    field: str
    operator: Operator
    values: int | Booleans
    """`LIST` for several texts, which are one JSON list; else how many values there
    are, rounded up to a power of two. Booleans are part of the text."""


class QueryShape(NamedTuple):
    """The conditions of a query without their values."""

    conditions: tuple[ConditionShape, ...]
    has_words: bool
    """Whether words are searched for."""
    possible: bool
    """Whether dates match that may lie in an interval (`date_match=possible`)."""
    defaults: int = 0
    """How many of the conditions, the last ones, are defaults of the list."""

    @property
    def weight(self) -> int:
        """The number of conditions and of their values in the statement."""
        values = (
            shape.values if isinstance(shape.values, int) else len(shape.values)
            for shape in self.conditions
        )
        return len(self.conditions) + sum(values) + self.has_words


def query_shape(
    conditions: Iterable[Condition],
    *,
    has_words: bool,
    possible: bool,
    defaults: int = 0,
) -> QueryShape:
    """Returns the shape of conditions."""
    shapes = (
        ConditionShape(condition.field, condition.operator, _shape_of_values(condition))
        for condition in conditions
    )
    return QueryShape(tuple(shapes), has_words, possible, defaults)


def _shape_of_values(condition: Condition) -> int | Booleans:
    values = condition.values
    if isinstance(values[0], bool):
        return values
    if len(values) > 1 and isinstance(values[0], str):
        return LIST
    # A power of two, so that few statements serve every number of values
    return 1 << (len(values) - 1).bit_length()


def parameter_values(conditions: Iterable[Condition]) -> dict[str, Any]:
    """Returns the values of the bind parameters, by name."""
    values: dict[str, Any] = {}
    for number, condition in enumerate(conditions):
        count = _shape_of_values(condition)
        if count == LIST:
            values[f"c{number}"] = json.dumps(condition.values)
        elif isinstance(count, int):
            # The last value fills all places that are left
            for index in range(count):
                value = condition.values[min(index, len(condition.values) - 1)]
                values |= _bound(f"c{number}_{index}", value)
    return values


def _bound(name: str, value: Any) -> dict[str, Any]:
    if isinstance(value, Span):
        return {f"{name}_earliest": value.earliest, f"{name}_latest": value.latest}
    if isinstance(value, DaysOfYear):
        return {f"{name}_earliest": value.first, f"{name}_latest": value.last}
    return {name: value}


def conditions_with_parameters(shape: QueryShape) -> list[Condition]:
    """Returns the conditions of a shape, with bind parameters for values."""
    return [
        Condition(field, operator, _bound_values(f"c{number}", values))
        for number, (field, operator, values) in enumerate(shape.conditions)
    ]


def _bound_values(name: str, values: int | Booleans) -> tuple[Any, ...]:
    if not isinstance(values, int):
        return values
    if values == LIST:
        return (BoundList(name),)
    return tuple(BoundValue(f"{name}_{index}") for index in range(values))


class PositionShape(NamedTuple):
    """A position without its values."""

    filled: tuple[bool, ...]
    """Which of the values are not `None`."""
    back: bool


def position_shape(position: Position | None) -> PositionShape | None:
    if position is None:
        return None
    filled = tuple(value is not None for value in position.values)
    return PositionShape(filled, position.back)


def position_with_parameters(shape: PositionShape | None) -> Position | None:
    """Returns a position with bind parameters for its values and its id."""
    if shape is None:
        return None
    values: list[Any] = [
        parameter(f"p{number}") if filled else None
        for number, filled in enumerate(shape.filled)
    ]
    return Position(values, parameter("p_id"), shape.back)


def position_values(position: Position | None) -> dict[str, Any]:
    """Returns the values of the bind parameters of a position, by name."""
    if position is None:
        return {}
    filled = {
        f"p{number}": value
        for number, value in enumerate(position.values)
        if value is not None
    }
    return filled | {"p_id": position.record_id}
