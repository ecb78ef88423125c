"""An operator is one row of a table: nothing else knows its suffix."""

import ast
from pathlib import Path
from typing import Any

import pytest

import app
from app.query import operators
from app.query.operators import EQUALS, OPERATORS, Operator, split_name
from app.query.values import InvalidValue

FOLDER = Path(app.__file__).parent
SUFFIXES = {operator.suffix for operator in OPERATORS if operator.suffix}


def suffixes_in(path: Path) -> set[str]:
    """Returns the suffixes that a module compares or declares as text."""
    return {
        str(node.value)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in SUFFIXES
    }


def test_suffixes_occur_only_in_the_table_of_operators() -> None:
    table = Path(operators.__file__)
    assert suffixes_in(table) == SUFFIXES
    others = [path for path in FOLDER.rglob("*.py") if path != table]
    assert [path.name for path in others if suffixes_in(path)] == []


TEXT = {"type": "string", "minLength": 1}
BOOLEAN = {"type": "boolean"}
BOUND = 1_000_000_000_000_000
NUMBER = {"type": "number", "exclusiveMinimum": -BOUND, "exclusiveMaximum": BOUND}
ONE = r"-?[0-9]{1,15}(\.[0-9]+)?"
NUMBERS = {"anyOf": [NUMBER, {"type": "string", "pattern": f"^{ONE}(,{ONE})+$"}]}
# Kind of field, and the schemas of one value and of several
SCHEMAS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "boolean": (BOOLEAN, BOOLEAN),
    "date": (TEXT | {"format": "edtf"}, TEXT | {"format": "edtf"}),
    "span": (TEXT | {"format": "edtf"}, TEXT | {"format": "edtf"}),
    "number": (NUMBER, NUMBERS),
}


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.suffix)
def test_parameter_of_each_kind_has_a_schema(operator: Operator) -> None:
    for kind in operator.kinds:
        one, several = SCHEMAS.get(kind, (TEXT, TEXT))
        has_one = operator.suffix in ("__gte", "__lte")
        expected = BOOLEAN if operator.suffix == "__exists" else several
        assert operator.schema(kind) == (one if has_one else expected), kind


@pytest.mark.parametrize(
    ("name", "field", "suffix"),
    [
        ("kind", "kind", ""),
        ("kind__not", "kind", "__not"),
        ("a__b__gte", "a__b", "__gte"),
        ("birth_country", "birth_country", ""),
        ("kind__", "kind", None),
        ("kind__like", "kind", None),
        ("__not", "", "__not"),
    ],
)
def test_name_of_a_parameter_is_split_at_its_suffix(
    name: str, field: str, suffix: str | None
) -> None:
    found, operator = split_name(name)
    assert (found, operator and operator.suffix) == (field, suffix)
    assert (operator is EQUALS) == (suffix == "")


def test_value_that_cannot_be_read_says_why() -> None:
    error = InvalidValue("it is empty", did_you_mean="mir")
    assert str(error) == error.detail == "it is empty"
    assert error.more == {"did_you_mean": "mir"}
