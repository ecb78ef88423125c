"""Runs Lighthouse on one page of each kind of a running server, and prints the scores.

`python -m tests.support.lighthouse ADDRESS [PATH ...]`. Tests check the same properties
without Lighthouse, whose performance depends on what else the machine does.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence

from app.settings import ROOT
from tests.support.programs import program

PROGRAM = (
    ROOT / "var" / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
)
PATHS = (
    "/",
    "/people",
    "/people/yuri-gagarin",
    "/missions/soyuz-28",
    "/stations/iss",
    "/firsts",
    "/in-space",
    "/guide/grammar",
)
GOOD = 0.95


def main(address: str, paths: Sequence[str]) -> int:
    """Prints a row of scores for each page; returns 1 if one is below `GOOD`."""
    scores = {path: _scores(f"{address}{path}") for path in paths}
    names = [name for row in scores.values() for name in row]
    columns = list(dict.fromkeys(names))
    lines = [f"{'page':30}" + "".join(f"{name:>16}" for name in columns)]
    for path, row in scores.items():
        cells = (f"{100 * row[name]:16.0f}" for name in columns)
        lines.append(f"{path:30}" + "".join(cells))
    sys.stdout.write("\n".join(lines) + "\n")
    return int(min(min(row.values()) for row in scores.values()) < GOOD)


def _scores(url: str) -> dict[str, float]:
    """Returns the score of each category, from 0 to 1."""
    flags = "--headless=new --no-sandbox --disable-gpu"
    done = subprocess.run(
        [
            *(program("node"), str(PROGRAM), url, "--quiet", "--output=json"),
            *(f"--chrome-flags={flags}", "--disable-full-page-screenshot"),
        ],
        env=os.environ | {"CHROME_PATH": program("chromium")},
        stdout=subprocess.PIPE,
        check=True,
    )
    categories = json.loads(done.stdout)["categories"]
    return {name: category["score"] for name, category in categories.items()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:] or PATHS))
