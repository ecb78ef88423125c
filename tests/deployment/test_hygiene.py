"""Rules for the files of the repository: no hosts, no local paths, no long files."""

import csv
import json
import re
import subprocess
import tomllib
from functools import cache

import pytest

from app.settings import ROOT

NAMES = ("name", "official_name", "aliases")
DOCUMENTS = ROOT.parent / "shared" / "documents"
SPAN = 9
"""Words in a row that are somebody's sentence …"""
LETTERS = 30
""" … if they have more letters than this."""
REGISTRY = re.compile(
    r"pypi\.(?:org|python\.org)|pythonhosted\.org|registry\.npmjs|deb\.debian"
    r"|(?:index-url|find-links)[ =]",
)
MACHINE = re.compile(
    r"(?<![\w.~-])/(?:home|Users|root|work|farm|mnt)/\w|\b[A-Z]:\\\\?Users\b"
)
# The lock command says which options keep hosts out of its files
OPTIONS = re.compile(r"--no-emit-(?:index-url|find-links)")


@cache
def tracked() -> dict[str, str]:
    """The text of every file that is, or is about to be, in the repository."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone: what is in the repository is not known")
    command = ["git", "ls-files", "-z", "-co", "--exclude-standard"]
    listed = subprocess.run(
        command, cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    texts = {}
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if path.is_file():
            texts[name] = path.read_text(encoding="utf-8", errors="replace")
    return texts


def words_of(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def spans(text: str) -> set[tuple[str, ...]]:
    """Every run of words, if it is long enough to be a sentence of somebody."""
    words = words_of(text)
    runs = zip(*(words[start:] for start in range(SPAN)), strict=False)
    return {run for run in runs if sum(map(len, run)) > LETTERS}


def proper_names() -> set[tuple[str, ...]]:
    """Runs within titles of works and names of records, which have no other words."""
    folder = ROOT / "seed_data"
    sources = json.loads((folder / "sources.json").read_text(encoding="utf-8"))
    names = [
        text
        for work in sources
        for field, text in work.items()
        if field.endswith("title") or field == "publisher"
    ]
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                names += [row[name] or "" for name in NAMES if name in row]
                names += earlier_names(row)
    return set().union(*map(spans, names))


def earlier_names(row: dict[str, str]) -> list[str]:
    """Returns the title of a work in a row of `changes.csv`, before and after."""
    is_title = row.get("file") == "sources" and row["field"] == "title"
    # One after the other, as in the file
    return [f"{row['old']} {row['new']}"] if is_title else []


def test_files_name_no_package_registry() -> None:
    assert [
        (name, match[0])
        for name, text in tracked().items()
        if (match := REGISTRY.search(OPTIONS.sub("", text)))
    ] == []


def test_files_name_no_path_of_one_machine() -> None:
    assert [
        (name, match[0])
        for name, text in tracked().items()
        if (match := MACHINE.search(text))
    ] == []


def test_files_are_small_enough_for_a_diff() -> None:
    large = 3_000_000
    assert [
        name for name, text in tracked().items() if len(text.encode()) > large
    ] == []


@pytest.mark.skipif(
    not DOCUMENTS.is_dir(), reason="the documents do not stand beside this project"
)
def test_files_repeat_no_sentence_of_a_document() -> None:
    files = list(DOCUMENTS.glob("*.txt"))
    assert files
    theirs = set().union(*(spans(path.read_text("utf-8")) for path in files))
    theirs -= proper_names()
    repeated = {
        name: sorted(" ".join(span) for span in runs)
        for name, text in tracked().items()
        if (runs := spans(text) & theirs)
    }
    assert repeated == {}


def test_code_files_are_short() -> None:
    files = [*ROOT.glob("app/**/*.py"), *ROOT.glob("tests/**/*.py")]
    assert len(files) > 50
    lines = {path.name: len(path.read_text("utf-8").split("\n")) - 1 for path in files}
    assert {name: count for name, count in lines.items() if count > 600} == {}


def test_every_module_has_a_docstring() -> None:
    files = [*ROOT.glob("app/**/*.py"), *ROOT.glob("tests/**/*.py")]
    empty = [
        str(path.relative_to(ROOT))
        for path in files
        if (text := path.read_text("utf-8")).strip()
        and not text.startswith(('"""', 'r"""'))
    ]
    assert empty == []


def test_dependencies_and_lint_exceptions_have_reasons() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)
    wanted = [
        *project["project"]["dependencies"],
        *project["dependency-groups"]["test"],
        *project["tool"]["ruff"]["lint"]["ignore"],
        *(
            rule
            for rules in project["tool"]["ruff"]["lint"]["per-file-ignores"].values()
            for rule in rules
        ),
    ]
    assert len(wanted) > 30
    reasoned = re.findall(r'^ +"([^"]+)", +# \S.{3,}$', text, re.MULTILINE)
    assert [name for name in wanted if name not in reasoned] == []
