"""Statements are kept by shape, in memory that clients cannot grow."""

import pytest

from app.query.operators import EQUALS
from app.query.shape import ConditionShape, QueryShape
from app.query.statements import MAX_SHARE, MAX_WEIGHT, kept_by_shape


def shape_of(values: int | tuple[bool, ...], name: str = "launched") -> QueryShape:
    return QueryShape(
        (ConditionShape(name, EQUALS, values),), has_words=False, possible=False
    )


def test_statement_is_built_once_for_equal_arguments() -> None:
    built: list[tuple[QueryShape, bool]] = []

    @kept_by_shape
    def build(shape: QueryShape, *, dated: bool) -> int:
        built.append((shape, dated))
        return len(built)

    assert [build(shape_of(1), dated=False) for _ in range(3)] == [1, 1, 1]
    assert build(shape_of(1), dated=True) == 2
    assert build(shape_of(2), dated=False) == 3
    assert len(built) == 3


def test_oldest_statements_are_forgotten_beyond_the_weight() -> None:
    built: list[str] = []

    @kept_by_shape
    def build(shape: QueryShape) -> str:
        built.append(shape.conditions[0].field)
        return built[-1]

    heavy = MAX_WEIGHT // MAX_SHARE - 10
    for number in range(MAX_SHARE + 3):
        build(shape_of(heavy, f"field{number}"))
    build(shape_of(heavy, "field0"))
    assert built.count("field0") == 2
    build(shape_of(heavy, f"field{MAX_SHARE + 2}"))
    assert built.count(f"field{MAX_SHARE + 2}") == 1


FULL = MAX_WEIGHT // MAX_SHARE - 1
"""The weight of the arguments of the heaviest statement that is kept."""


@pytest.mark.parametrize(
    ("arguments", "built"),
    [
        ([FULL], 1),
        ([FULL + 1], 2),
        ([FULL - 1, "x"], 1),
        ([FULL, "x"], 2),
        ([*["x"] * FULL], 1),
        ([*["x"] * FULL, "x"], 2),
        ([shape_of(FULL - 1)], 1),
        ([shape_of(FULL)], 2),
        ([shape_of(FULL - 2), None], 1),
        ([shape_of(FULL - 2), 2], 2),
    ],
)
def test_statement_weighs_as_much_as_its_arguments(
    arguments: list[object], built: int
) -> None:
    calls: list[object] = []

    @kept_by_shape
    def build(*parts: object) -> None:
        calls.append(parts)

    for _ in range(2):
        build(*arguments)
    assert len(calls) == built


def test_weight_counts_conditions_values_and_words() -> None:
    conditions = (
        ConditionShape("launched", EQUALS, 4),
        ConditionShape("guest", EQUALS, (True, False)),
    )
    assert (
        QueryShape(conditions, has_words=True, possible=False).weight == 2 + 4 + 2 + 1
    )
