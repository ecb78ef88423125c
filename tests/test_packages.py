"""Packages of the application: what they export, what they hide, how long files are."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import app
from app.settings import ROOT

FILES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(
        ".__init__"
    ): path
    for path in sorted((ROOT / "app").rglob("*.py"))
}
PACKAGES = ["app"] + [
    module.name
    for module in pkgutil.walk_packages(app.__path__, "app.")
    if module.ispkg
]
MAX_LINES_OF_FILE = 300
MAX_LINES_OF_FUNCTION = 30
MAX_MODULES_AT_ROOT = 9
DATA = ("app.web.layouts",)
"""Modules that are tables of data, which may be longer."""


class Function(NamedTuple):
    name: str
    lines: int


def tree_of(name: str) -> ast.Module:
    return ast.parse(FILES[name].read_text(encoding="utf-8"))


def package_of(name: str) -> str:
    """The package that a module belongs to, or the module's own name at the root."""
    parts = name.split(".")
    return ".".join(parts[:2])


def imports(name: str) -> Iterator[tuple[str, str]]:
    """Each module that a module of ours imports from, and the name that it imports."""
    for node in ast.walk(tree_of(name)):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield node.module, alias.name


def functions(name: str) -> Iterator[Function]:
    for node in ast.walk(tree_of(name)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield Function(f"{name}.{node.name}", lines)


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_there_are_packages_and_modules() -> None:
    assert len(PACKAGES) > 10
    assert {"app.query", "app.services", "app.ingest.checks"} <= {*PACKAGES}
    assert {*PACKAGES} < FILES.keys()


@pytest.mark.parametrize("package", PACKAGES)
def test_package_is_described_in_one_sentence(package: str) -> None:
    """Reasons, such as why a package exports nothing, may follow after a blank line."""
    first = (ast.get_docstring(tree_of(package)) or "").split("\n\n")[0]
    assert first.endswith("."), package
    assert ". " not in first.replace("\n", " "), first


@pytest.mark.parametrize("package", PACKAGES)
def test_exported_names_exist_once(package: str) -> None:
    module = importlib.import_module(package)
    names = getattr(module, "__all__", [])
    assert [name for name in names if not hasattr(module, name)] == []
    assert [name for name in names if name.startswith("_")] == []
    assert len(set(names)) == len(names)


def test_private_names_stay_within_their_package() -> None:
    assert [
        f"{name} imports {module}.{imported}"
        for name in FILES
        for module, imported in imports(name)
        if module.split(".")[0] == "app"
        if imported.startswith("_") and not imported.startswith("__")
        if package_of(module) != package_of(name)
    ] == []


def test_private_attributes_of_other_modules_are_not_used() -> None:
    """`module._name` is as private as `from module import _name`."""
    used = []
    for name in FILES:
        ours = {
            imported
            for module, imported in imports(name)
            if f"{module}.{imported}" in FILES
            if package_of(f"{module}.{imported}") != package_of(name)
        }
        used += [
            f"{name} uses {node.value.id}.{node.attr}"
            for node in ast.walk(tree_of(name))
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
            if node.value.id in ours and node.attr.startswith("_")
        ]
    assert used == []


def test_files_are_short() -> None:
    lines = {name: lines_of(path) for name, path in FILES.items() if name not in DATA}
    assert {
        name: count for name, count in lines.items() if count > MAX_LINES_OF_FILE
    } == {}


def test_functions_are_short() -> None:
    assert [
        function
        for name in FILES
        for function in functions(name)
        if function.lines > MAX_LINES_OF_FUNCTION
    ] == []


def test_few_modules_are_outside_of_packages() -> None:
    root = [name for name, path in FILES.items() if path.parent == ROOT / "app"]
    modules = [name for name in root if name != "app"]
    assert len(modules) <= MAX_MODULES_AT_ROOT, modules
