"""Runs mutmut on a group of modules in a copy of the project, and reads its results."""

import ast
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from app.settings import ROOT

FOLDER = ROOT / "var" / "mutants"
BIN = FOLDER / "bin"
LEFT_OUT = shutil.ignore_patterns(
    ".*", "var", "__pycache__", "*.egg-info", "node_modules"
)
KILLED = (1, 3)
TIMEOUT = (24, 36, 152, 255, -24)
"""Exit codes of mutmut for a test run that failed, and for one that did not end."""
SURVIVED = (0, 5, 33)
"""Exit codes for a run that passed, or without any test."""
MUTANTS = "__mutmut_*"
"""What follows the name of a function in a pattern of its changes."""
CACHES = ("cache", "lru_cache")
WRAPPERS = (*CACHES, "property", "contextmanager", "asynccontextmanager")
DIFFS = """
import json, sys
from mutmut.mutation.diff_apply import get_diff_for_mutant
names = json.load(sys.stdin)
json.dump({name: get_diff_for_mutant(name) for name in names}, sys.stdout)
"""


class Group(NamedTuple):
    """Modules, and the tests that notice changes of them."""

    name: str
    modules: list[str]
    tests: list[str]


class Mutant(NamedTuple):
    """A changed line of a module; `diff` is empty if a test noticed the change."""

    module: str
    name: str
    line: str = ""
    diff: str = ""
    killed: bool = True


def run(group: Group, ignored: list[str]) -> list[Mutant]:
    """Tests every change of a group, in a new copy of the project."""
    folder = FOLDER / "work" / group.name
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
    for module in group.modules:
        path = folder / module
        path.write_text(unwrapped(path.read_text(encoding="utf-8")), encoding="utf-8")
    configuration = settings(folder, group, ignored)
    (folder / "setup.cfg").write_text(configuration, encoding="utf-8")
    mutmut(folder)
    if names := [
        name for module in group.modules for name in at_import(folder, module)
    ]:
        give_all_tests(folder, names)
        # Modules that were imported before the change would not run it
        configuration += "forkserver_warmup = none\n"
        (folder / "setup.cfg").write_text(configuration, encoding="utf-8")
        mutmut(folder, *names)
    return list(results(folder, group))


def mutmut(folder: Path, *names: str) -> None:
    """Tests the changes of these names, or all of them."""
    command = [str(BIN / "mutmut"), "run", "--max-children", "2", *names]
    log = folder / "mutmut.log"
    with log.open("a", encoding="utf-8") as output:
        done = subprocess.run(
            command, cwd=folder, check=False, stdout=output, stderr=subprocess.STDOUT
        )
    if done.returncode:
        raise RuntimeError(f"mutmut failed: {log}\n{log.read_text('utf-8')[-3000:]}")


def give_all_tests(folder: Path, names: list[str]) -> None:
    """Lets all tests of the group run for changes of functions that run at import.

    mutmut would run the one test during which the module was imported.
    """
    path = folder / "mutants" / "mutmut-stats.json"
    stats = json.loads(path.read_text(encoding="utf-8"))
    tests = list(stats["duration_by_test"])
    functions = [name.removesuffix(MUTANTS) for name in names]
    stats["tests_by_mangled_function_name"] |= dict.fromkeys(functions, tests)
    path.write_text(json.dumps(stats), encoding="utf-8")


def at_import(folder: Path, module: str) -> Iterator[str]:
    """Patterns of the changes of functions that run when their module is imported."""
    tree = ast.parse((folder / module).read_text(encoding="utf-8"))
    functions = {
        node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)
    }
    statements = [
        node
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.Expr)
    ]
    waiting = [name for node in statements for name in called(node)]
    names: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in functions and name not in names:
            names.add(name)
            waiting += called(functions[name])
    prefix = module.removesuffix(".py").replace("/", ".")
    return (f"{prefix}.x_{name}{MUTANTS}" for name in sorted(names))


def called(node: ast.AST) -> list[str]:
    """Names of functions that are called within a statement."""
    return [
        call.func.id
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
    ]


def settings(folder: Path, group: Group, ignored: list[str]) -> str:
    """The configuration of mutmut for a group."""
    copied = [path.name for path in folder.iterdir() if path.name != "app"]
    lists = {
        "source_paths": ["app"],
        "only_mutate": group.modules,
        "do_not_mutate_patterns": ignored,
        "also_copy": copied,
        "pytest_add_cli_args_test_selection": group.tests,
        "pytest_add_cli_args": [
            *("-p", "no:cacheprovider"),
            *("-m", "not postgresql and not trust and not browser"),
        ],
    }
    lines = ["[mutmut]"]
    for name, values in lists.items():
        # An empty list would be read as a list of an empty text
        if values:
            lines += [f"{name} =", *(f"    {value}" for value in values)]
    # A process that has run tests keeps statements that were built without the change
    lines += ["process_isolation = forkserver", "track_dependencies = false"]
    lines += ["use_git_change_detection = false"]
    return "\n".join(lines) + "\n"


def unwrapped(source: str) -> str:
    """Returns the source with decorators written as calls after the function.

    mutmut leaves decorated functions unchanged. Caches are left out: mutmut runs the
    tests that call a function, which would be the first of many.
    """
    lines = source.splitlines(keepends=True)
    for node in reversed(list(decorated(ast.parse(source)))):
        indent = " " * node.col_offset
        calls = [
            f"{indent}{node.name} = {ast.unparse(decorator)}({node.name})\n"
            for decorator in reversed(node.decorator_list)
            if name_of(decorator) not in CACHES
        ]
        end = node.end_lineno or node.lineno
        start = node.decorator_list[0].lineno - 1
        lines[start:end] = lines[node.lineno - 1 : end] + calls
    return "".join(lines)


def decorated(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Functions and methods whose decorators only wrap them, in order of lines."""
    for node in tree.body:
        inner = node.body if isinstance(node, ast.ClassDef) else [node]
        for function in inner:
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                names = [name_of(one) for one in function.decorator_list]
                if names and all(name in WRAPPERS for name in names):
                    yield function


def name_of(decorator: ast.expr) -> str:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return ast.unparse(called).rpartition(".")[2]


def results(folder: Path, group: Group) -> Iterator[Mutant]:
    """Every change of a group with its result, by the files that mutmut writes."""
    codes: dict[tuple[str, str], int] = {}
    for module in group.modules:
        path = folder / "mutants" / f"{module}.meta"
        by_name = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        codes |= {(module, name): code for name, code in by_name.items()}
    odd = {
        name: code
        for (_, name), code in codes.items()
        if code not in (*KILLED, *TIMEOUT, *SURVIVED)
    }
    if odd:
        raise RuntimeError(f"mutmut could not test all changes: {odd}")
    survivors = [name for (_, name), code in codes.items() if code in SURVIVED]
    diffs = diffs_of(folder, survivors)
    for (module, name), code in codes.items():
        if code in SURVIVED:
            diff = diffs[name]
            yield Mutant(module, name, changed_line(diff), diff, killed=False)
        else:
            yield Mutant(module, name)


def diffs_of(folder: Path, names: list[str]) -> dict[str, str]:
    output = subprocess.run(
        [BIN / "python", "-c", DIFFS],
        cwd=folder,
        check=True,
        input=json.dumps(names),
        capture_output=True,
        text=True,
    ).stdout
    diffs: dict[str, str] = json.loads(output)
    return diffs


def changed_line(diff: str) -> str:
    """The first line that a change replaces, without its indentation."""
    for line in diff.splitlines():
        if line.startswith("-") and not line.startswith("---"):
            return line[1:].strip()
    raise ValueError(f"no line is replaced: {diff}")
