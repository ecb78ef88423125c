"""An operator is one row of a table: nothing else knows its suffix."""

import ast
from pathlib import Path

import app
from app.query import operators
from app.query.operators import OPERATORS

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
