"""Finds the blocks of code of a Markdown text, runs them and compares their output.

A block in a language is a recipe; a block of text, JSON, CSV or BibTeX right after it
is its output or its answer. Text is shown in full. All else is shortened: lists leave
out entries, objects leave out members, and a sentence may end with an ellipsis.
"""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from app.web.guide.markdown import BASE, OUTPUTS
from tests.support.programs import missing, program

INTERPRETERS = {
    # In a process of its own, because the libraries need much memory
    "python": (sys.executable, "-W", "error", "-c"),
    "js": ("node", "--input-type=module", "--eval"),
    "r": ("Rscript", "--vanilla", "-e"),
    "sh": ("bash", "-euo", "pipefail", "-c"),
}
TOOLS = ("curl", "jq", "sqlite3", "sha256sum")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
_REQUEST = re.compile(
    rf"(?:GET |{re.escape(BASE)})(?P<path>/[^\s\"'`)]*)(?:(?=.*? # (?P<status>\d+))|)"
)


@dataclass(frozen=True)
class Block:
    """A fenced block, with the block that shows its output."""

    line: int
    language: str
    code: str
    shown: "Block | None" = None

    @property
    def name(self) -> str:
        return f"line {self.line} {self.language}"


def blocks(text: str) -> list[Block]:
    """Returns the recipes of a text, in order."""
    recipes: list[Block] = []
    end = -1
    for match in _BLOCK.finditer(text):
        language, code = match.groups()
        line = text.count("\n", 0, match.start()) + 1
        if language in OUTPUTS and recipes and not text[end : match.start()].strip():
            recipes[-1] = replace(recipes[-1], shown=Block(line, language, code))
        else:
            recipes.append(Block(line, language, code))
        end = match.end()
    return recipes


def anchors_of(text: str) -> set[str]:
    """Returns the anchors of a document's headings, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        for heading in headings
    }


def requests(text: str) -> dict[str, int]:
    """Returns every request of a text, with the status in the comment beside it."""
    return {
        request["path"]: int(request["status"] or 200)
        for request in _REQUEST.finditer(text)
    }


def run(block: Block, base: str, folder: Path) -> str:
    """Returns what a recipe prints with a server at `base`.

    The current test ends here if a program of the recipe is missing.
    """
    code = block.code.replace(BASE, base)
    if block.language == "html":
        return _opened(code, folder / "page.html")
    command = INTERPRETERS[block.language]
    wanted = [command[0], *(tool for tool in TOOLS if f"{tool} " in code)]
    if absent := [tool for tool in wanted if not shutil.which(tool)]:
        missing(", ".join(absent))
    done = subprocess.run(
        [*command, code],
        check=False,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _opened(code: str, file: Path) -> str:
    """Returns the text that a browser shows of a page saved as a file, with frames."""
    browser = program("chromium")
    file.write_text(code, encoding="utf-8")
    with (
        sync_playwright() as driver,
        driver.chromium.launch(executable_path=browser) as chromium,
    ):
        page = chromium.new_page()
        page.goto(file.as_uri(), wait_until="networkidle")
        shown = "\n".join(frame.inner_text("body") for frame in page.frames)
    return re.sub(r"\n+", "\n", shown)


def check_shown(shown: Block, text: str) -> None:
    """Checks that an answer or an output has everything that the text shows."""
    if shown.language == "json":
        assert lacks(json.loads(shown.code), json.loads(text)) == []
    elif shown.language == "text":
        assert text.strip() == shown.code.strip()
    else:
        lines = [line.strip() for line in text.splitlines()]
        assert [
            line for line in shown.code.splitlines() if line.strip() not in lines
        ] == []


def lacks(shown: Any, actual: Any, path: str = "") -> list[str]:
    """Returns where JSON lacks a part of the shown JSON, which may omit entries."""
    if isinstance(shown, dict):
        if not isinstance(actual, dict) or not shown.keys() <= actual.keys():
            return [f"{path} is {actual!r}"]
        return [
            fault
            for key, value in shown.items()
            for fault in lacks(value, actual[key], f"{path}/{key}")
        ]
    if isinstance(shown, list) and isinstance(actual, list) and shown:
        rest = iter(actual)
        return [
            f"{path} has no {entry!r} at its place"
            for entry in shown
            if not any(lacks(entry, other) == [] for other in rest)
        ]
    if isinstance(shown, str) and shown.endswith("…") and isinstance(actual, str):
        return [] if actual.startswith(shown[:-1]) else [f"{path} is {actual!r}"]
    return [] if shown == actual else [f"{path} is {actual!r}"]
