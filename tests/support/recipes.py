"""Blocks of code in a Markdown text: what they ask, what they print, and running them.

A block in a language is a recipe; a block of text, JSON, CSV or BibTeX right after it
is what it prints or is answered with. Text is shown as it comes, all else shortened:
lists leave out entries, objects members, and a sentence may end with an ellipsis.
"""

import json
import re
import shutil
import subprocess
from contextlib import chdir, redirect_stdout
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from app.web.guide.markdown import BASE, OUTPUTS
from tests.support.programs import program

INTERPRETERS = {
    "js": ("node", "--input-type=module", "--eval"),
    "sh": ("bash", "-euo", "pipefail", "-c"),
}
TOOLS = ("curl", "jq", "sqlite3", "sha256sum")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
_REQUEST = re.compile(
    rf"(?:GET |{re.escape(BASE)})(?P<path>/[^\s\"'`)]*)(?:(?=.*? # (?P<status>\d+))|)"
)


@dataclass(frozen=True)
class Block:
    """A fenced block, with the block that shows what comes of it."""

    line: int
    language: str
    code: str
    shown: "Block | None" = None

    @property
    def name(self) -> str:
        return f"line {self.line} {self.language}"


def blocks(text: str) -> list[Block]:
    """The recipes of a text, in order."""
    found: list[Block] = []
    end = -1
    for match in _BLOCK.finditer(text):
        language, code = match.groups()
        line = text.count("\n", 0, match.start()) + 1
        if language in OUTPUTS and found and not text[end : match.start()].strip():
            found[-1] = replace(found[-1], shown=Block(line, language, code))
        else:
            found.append(Block(line, language, code))
        end = match.end()
    return found


def requests(text: str) -> dict[str, int]:
    """Every request of a text, and the status that is told beside it."""
    return {
        request["path"]: int(request["status"] or 200)
        for request in _REQUEST.finditer(text)
    }


def run(block: Block, base: str, folder: Path) -> str:
    """What a recipe prints when it asks a server; skipped where a tool is missing."""
    code = block.code.replace(BASE, base)
    if block.language == "python":
        with chdir(folder), redirect_stdout(StringIO()) as out:
            exec(compile(code, block.name, "exec"), {})
        return out.getvalue()
    if block.language == "html":
        return _opened(code, folder / "page.html")
    command = INTERPRETERS[block.language]
    wanted = [command[0], *(tool for tool in TOOLS if f"{tool} " in code)]
    if missing := [tool for tool in wanted if not shutil.which(tool)]:
        pytest.skip(f"not installed here: {', '.join(missing)}")
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
    """What a browser shows of a page that was saved as a file, also in its frames."""
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
    """What is shown of an answer or an output is in it."""
    if shown.language == "json":
        assert lacks(json.loads(shown.code), json.loads(text)) == []
    elif shown.language == "text":
        assert text.strip() == shown.code.strip()
    else:
        lines = [line.strip() for line in text.splitlines()]
        assert [
            one for one in shown.code.splitlines() if one.strip() not in lines
        ] == []


def lacks(shown: Any, actual: Any, path: str = "") -> list[str]:
    """Where JSON that is shown is no part of JSON: lists may leave entries out."""
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
            f"{path} has no {one!r} at its place"
            for one in shown
            if not any(lacks(one, other) == [] for other in rest)
        ]
    if isinstance(shown, str) and shown.endswith("…") and isinstance(actual, str):
        return [] if actual.startswith(shown[:-1]) else [f"{path} is {actual!r}"]
    return [] if shown == actual else [f"{path} is {actual!r}"]
