"""`make mutants`: changes the code in many small ways and lists unnoticed changes.

mutmut makes the changes in a copy of the project and runs the tests of the module after
each. `mutants.toml` names modules and their tests, and gives a reason for each line of
which a change survives. The run fails if a survivor has no reason, if a reason has no
survivor, or if less than 90 % of all changes are noticed.
"""

import argparse
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from app.settings import ROOT
from tests.mutants.run import Group, Mutant, run

FILE = Path(__file__).with_name("mutants.toml")
MIN_KILLED = 0.9
CONSOLE = Console(width=110)
Reasons = dict[tuple[str, str], str]


def chosen(groups: dict[str, Any], words: list[str]) -> Iterable[Group]:
    """Groups with a module whose path contains one of the words; all without words."""
    for name, group in groups.items():
        modules = [
            str(path.relative_to(ROOT))
            for pattern in group["modules"]
            for path in sorted(ROOT.glob(pattern))
            if path.name != "__init__.py"
        ]
        wanted = [
            module
            for module in modules
            if not words or any(word in module for word in words)
        ]
        if wanted:
            yield Group(name, wanted, group["tests"])


def unexplained(mutants: list[Mutant], reasons: Reasons) -> list[Mutant]:
    return [
        mutant
        for mutant in mutants
        if not mutant.killed and (mutant.module, mutant.line) not in reasons
    ]


def unused(mutants: list[Mutant], reasons: Reasons) -> list[str]:
    """Reasons without a survivor, in the modules that were tested."""
    survived = {(mutant.module, mutant.line) for mutant in mutants if not mutant.killed}
    tested = {mutant.module for mutant in mutants}
    return [
        f"{module}: {line}"
        for module, line in reasons
        if module in tested and (module, line) not in survived
    ]


def show(mutants: list[Mutant], reasons: Reasons) -> None:
    """Prints a row for each module."""
    modules: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in mutants:
        modules[mutant.module].append(mutant)
    titles = ("Module", "Changes", "Noticed", "Explained", "Unexplained", "Noticed %")
    table = Table(*titles, title="Changes of the code that tests notice")
    for module, those in (*sorted(modules.items()), ("all", mutants)):
        noticed = sum(mutant.killed for mutant in those)
        left = len(unexplained(those, reasons))
        numbers = (len(those), noticed, len(those) - noticed - left, left)
        table.add_row(module, *map(str, numbers), f"{noticed / len(those):.1%}")
    CONSOLE.print(table)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make mutants")
    parser.add_argument("words", nargs="*", help="parts of names of modules")
    contents = tomllib.loads(FILE.read_text(encoding="utf-8"))
    reasons: Reasons = {
        (entry["module"], line): entry["reason"]
        for entry in contents.get("survivors", [])
        for line in entry["lines"]
    }
    ignored = [entry["pattern"] for entry in contents.get("ignored", [])]
    groups = chosen(contents["groups"], parser.parse_args().words)
    mutants = [mutant for group in groups for mutant in run(group, ignored)]
    faults = [
        *(f"{one.name}\n{one.diff}" for one in unexplained(mutants, reasons)),
        *(
            f"No change survives any more in {line}"
            for line in unused(mutants, reasons)
        ),
    ]
    for fault in faults:
        CONSOLE.print(fault, markup=False, highlight=False)
    show(mutants, reasons)
    noticed = sum(mutant.killed for mutant in mutants)
    return int(bool(faults) or noticed < MIN_KILLED * len(mutants))


if __name__ == "__main__":
    sys.exit(main())
