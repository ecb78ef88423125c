"""An operator is one row of a table: nothing else knows its suffix."""

import ast
from pathlib import Path
from typing import Any

import pytest

import app
from app.query import operators
from app.query.operators import EQUALS, OPERATORS, Operator, split_name
from app.query.values import InvalidValue
from app.resources.filters import Filter
from app.schemas.vocabularies import Sex, values_of

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
EDTF = TEXT | {"format": "edtf"}
SCHEMAS: dict[str, dict[str, Any]] = {
    "boolean": BOOLEAN,
    "date": EDTF,
    "span": EDTF,
    "number": NUMBER,
}
"""The schema of one value of a kind; of all others it is a text."""


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.suffix)
def test_parameter_of_each_kind_has_a_schema(operator: Operator) -> None:
    for kind in operator.kinds:
        field = Filter(kind, None, "", "")
        one = SCHEMAS.get(kind, TEXT)
        several = {"type": "array", "items": one, "minItems": 1}
        takes_lists = operator.suffix in ("", "__not", "__all")
        is_list = takes_lists and kind not in ("boolean", "since")
        expected = BOOLEAN if operator.suffix == "__exists" else one
        assert operator.schema(field) == (several if is_list else expected), kind
        assert operator.takes_list(field) == is_list


def test_parameter_of_a_vocabulary_lists_its_values() -> None:
    field = Filter("option", None, "", "", values=values_of(Sex))
    choice = {"title": "Sex", "type": "string", "enum": ["female", "male"]}
    assert EQUALS.schema(field)["items"] == choice


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
