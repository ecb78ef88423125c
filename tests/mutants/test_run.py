"""The parts of `make mutants` that need no mutmut, and the file that it reads."""

import json
import tomllib
from pathlib import Path

import pytest

from app.settings import ROOT
from tests.mutants.__main__ import FILE, chosen, unexplained, unused
from tests.mutants.run import (
    Group,
    Mutant,
    at_import,
    changed_line,
    give_all_tests,
    unwrapped,
)

CONTENTS = tomllib.loads(FILE.read_text(encoding="utf-8"))
OF_INGEST = ("app/ingest/completeness.py", "app/ingest/stays.py")
OF_SERVERS = ("reload.py", "snapshot.py")
"""Modules that watch files and databases, which tests of servers cover."""
GROUPS: list[Group] = list(chosen(CONTENTS["groups"], []))
SOURCE = """
@lru_cache(maxsize=8)
def doubled(number):
    return number * 2


class Flight:
    @property
    def crew(self):
        return self.people

    @crew.setter
    def crew(self, people):
        self.people = people


def helper():
    return doubled(1)


def unused():
    return 1


FOUR = doubled(helper())
"""
UNWRAPPED = """
def doubled(number):
    return number * 2


class Flight:
    def crew(self):
        return self.people
    crew = property(crew)

    @crew.setter
    def crew(self, people):
        self.people = people
"""
DIFF = """--- a.py
+++ a.py
@@ -1,2 +1,2 @@
 def f():
-    return 1
+    return 2
"""
KILLED = Mutant("a.py", "x_f__mutmut_1")
SURVIVOR = Mutant("a.py", "x_f__mutmut_2", "return 1", DIFF, killed=False)


def test_caches_are_left_out_and_other_decorators_become_calls() -> None:
    assert unwrapped(SOURCE).startswith(UNWRAPPED)
    compile(unwrapped(SOURCE), "source", "exec")


def test_functions_that_run_at_import_are_named(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "a.py").write_text(SOURCE, encoding="utf-8")
    assert list(at_import(tmp_path, "app/a.py")) == [
        "app.a.x_doubled__mutmut_*",
        "app.a.x_helper__mutmut_*",
    ]


def test_all_tests_run_for_a_function_that_runs_at_import(tmp_path: Path) -> None:
    statistics = tmp_path / "mutants" / "mutmut-stats.json"
    statistics.parent.mkdir()
    tests = {"app.a.x_helper": ["test_a"], "app.a.x_other": ["test_b"]}
    contents = {
        "tests_by_mangled_function_name": tests,
        "duration_by_test": {"test_a": 0.1, "test_b": 0.2},
    }
    statistics.write_text(json.dumps(contents), encoding="utf-8")
    give_all_tests(tmp_path, ["app.a.x_helper__mutmut_*"])
    read = json.loads(statistics.read_text(encoding="utf-8"))
    assert read["tests_by_mangled_function_name"] == {
        "app.a.x_helper": ["test_a", "test_b"],
        "app.a.x_other": ["test_b"],
    }


def test_changed_line_is_the_replaced_one() -> None:
    assert changed_line(DIFF) == "return 1"
    with pytest.raises(ValueError, match="no line"):
        changed_line("")


def test_survivors_need_a_reason_and_reasons_a_survivor() -> None:
    reasons = {("a.py", "return 1"): "why"}
    assert unexplained([KILLED, SURVIVOR], {}) == [SURVIVOR]
    assert unexplained([KILLED, SURVIVOR], reasons) == []
    assert unused([KILLED, SURVIVOR], reasons) == []
    assert unused([KILLED], reasons) == ["a.py: return 1"]
    assert unused([KILLED], {("b.py", "return 1"): "why"}) == []


def test_groups_name_files_and_every_module_of_their_packages() -> None:
    modules = [module for group in GROUPS for module in group.modules]
    assert len(set(modules)) == len(modules) > 20
    packages = ("query", "services", "ingest/checks", "ingest/claims")
    expected = {
        str(path.relative_to(ROOT))
        for package in packages
        for path in (ROOT / "app" / package).glob("*.py")
        if path.name not in ("__init__.py", *OF_SERVERS)
    }
    assert {"app/dates.py", *OF_INGEST} | expected == {*modules}
    tests = [test for group in GROUPS for test in group.tests]
    assert [test for test in tests if not (ROOT / test).exists()] == []


def test_words_choose_modules() -> None:
    groups = list(chosen(CONTENTS["groups"], ["query/sql", "dates"]))
    assert [group.modules for group in groups] == [
        ["app/dates.py"],
        ["app/query/sql.py"],
    ]


def test_every_reason_is_about_lines_of_the_code() -> None:
    for entry in CONTENTS.get("survivors", []):
        source = (ROOT / entry["module"]).read_text(encoding="utf-8")
        lines = {line.strip() for line in source.splitlines()}
        assert [line for line in entry["lines"] if line not in lines] == []
        assert len(entry["reason"]) > 10
