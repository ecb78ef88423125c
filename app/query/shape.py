"""Queries that differ only in their values share a statement, which has slots for them.

Building a statement costs far more than running it. What decides its text is the shape
of a query: which fields it asks about by which operators, in which order, and from what
kind of place. The statement of a shape is built once and filled with values by name.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam

from app.dates import Span
from app.query.grammar import Condition, Position

Truths = tuple[bool, ...]
AFTER_LETTERS = "{"
"""Follows every letter and digit of folded words, and so ends what begins with them."""


def parameter(name: str, kind: Any = None) -> Any:
    """A place for a value, which takes the type of what it is compared with, if it is
    given none.
    """
    return bindparam(name, type_=kind, required=False)


class QueryShape(NamedTuple):
    """What of a filter decides its statement.

    Each condition is a field, an operator, and how many values it has; truth values
    are part of the text.
    """

    conditions: tuple[tuple[str, str, int | Truths], ...]
    words: int
    possible: bool


def query_shape(
    conditions: Iterable[Condition], words: Sequence[str], *, possible: bool
) -> QueryShape:
    """The shape of conditions and of words that are searched for."""
    parts = (
        (one.field, one.operator, one.values if _is_truth(one) else len(one.values))
        for one in conditions
    )
    return QueryShape(tuple(parts), len(words), possible)


def _is_truth(condition: Condition) -> bool:
    return isinstance(condition.values[0], bool)


def parameter_values(
    conditions: Iterable[Condition], words: Iterable[str]
) -> dict[str, Any]:
    """What fills the slots of such conditions and words."""
    found: dict[str, Any] = {}
    for number, one in enumerate(conditions):
        for place, value in enumerate(one.values):
            name = f"c{number}_{place}"
            if isinstance(value, Span):
                found[f"{name}_earliest"] = value.earliest
                found[f"{name}_latest"] = value.latest
            elif not isinstance(value, bool):
                found[name] = value
    for number, word in enumerate(words):
        found[f"w{number}"] = word
        found[f"w{number}_end"] = word + AFTER_LETTERS
    return found


def conditions_with_parameters(shape: QueryShape) -> list[Condition]:
    """The conditions of a shape, with slots where values will be."""
    return [
        Condition(field, operator, _slots(f"c{number}", values), "")
        for number, (field, operator, values) in enumerate(shape.conditions)
    ]


def _slots(name: str, values: int | Truths) -> tuple[Any, ...]:
    if not isinstance(values, int):
        return values
    return tuple(Parameter(f"{name}_{place}") for place in range(values))


class Parameter(NamedTuple):
    """A place for a value, or for the two ends of a date."""

    name: str

    @property
    def value(self) -> Any:
        return parameter(self.name)

    @property
    def earliest(self) -> Any:
        return parameter(f"{self.name}_earliest")

    @property
    def latest(self) -> Any:
        return parameter(f"{self.name}_latest")


def words_with_parameters(shape: QueryShape) -> list[tuple[Any, Any]]:
    """The words of a shape, each by its beginning and end in the order of words."""
    return [(parameter(f"w{n}"), parameter(f"w{n}_end")) for n in range(shape.words)]


class PositionShape(NamedTuple):
    """What of a place decides a statement: which of its values are filled, and the
    direction in which the list goes on.
    """

    filled: tuple[bool, ...]
    back: bool


def position_shape(place: Position | None) -> PositionShape | None:
    if place is None:
        return None
    return PositionShape(tuple(one is not None for one in place.values), place.back)


def position_with_parameters(shape: PositionShape | None) -> Position | None:
    """A place with slots for its values and its id."""
    if shape is None:
        return None
    values: list[Any] = [
        parameter(f"p{number}") if filled else None
        for number, filled in enumerate(shape.filled)
    ]
    return Position(values, parameter("p_id"), shape.back)


def position_values(place: Position | None) -> dict[str, Any]:
    if place is None:
        return {}
    filled = {f"p{n}": one for n, one in enumerate(place.values) if one is not None}
    return filled | {"p_id": place.record_id}
