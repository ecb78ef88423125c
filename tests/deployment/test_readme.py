"""The README is true: its requests are answered, and its commands run.

What it shows as answers is compared in `tests/web/test_guide.py`.
"""

import asyncio
import json
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from urllib.parse import quote

import pytest
from mcp import Client as ToolClient
from mcp import StdioServerParameters
from sqlalchemy import URL

from app import __version__
from app.mcp.tools import TOOLS
from app.resources import RESOURCES
from app.settings import ROOT
from tests.support.client import Client
from tests.support.recipes import blocks

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAX_LINES = 120
BLOCKS = blocks(README)
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
SPANS = re.findall(r"`([^`\n]+)`", _FENCED.sub("", README))
"""Code between single backticks, outside fenced blocks."""
_HOST = re.compile(r"https?://127\.0\.0\.1:8000")


def curl_requests(code: str) -> dict[str, int]:
    """Returns the paths of the `curl` commands, with the status in their comments."""
    paths = {}
    for line in code.splitlines():
        if line.startswith("curl "):
            command, _, comment = line.partition(" #")
            words = [_HOST.sub("", word) for word in shlex.split(command)]
            [path] = [word for word in words if word.startswith("/")]
            status = re.match(r"\s*(\d{3})\b", comment)
            paths[path] = int(status[1]) if status else 200
    return paths


def requests() -> dict[str, int]:
    """Returns every request of the README, with the expected status."""
    paths = {span: 200 for span in SPANS if re.match(r"/[a-z]", span)}
    for block in BLOCKS:
        paths |= dict.fromkeys(
            re.findall(rf"{_HOST.pattern}(/[^\s\"'`)]*)", block.code), 200
        )
        paths |= curl_requests(block.code)
    # POST to `/mcp` is tested below
    paths.pop("/mcp")
    return paths


REQUESTS = requests()
ANSWERED = {path: status for path, status in REQUESTS.items() if status == 200}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
WHEEL = f"{PROJECT['name'].replace('-', '_')}-{__version__}-py3-none-any.whl"
"""The file that `make wheel` writes; its name is tested in `test_package.py`."""
SHOWN = [block for block in BLOCKS if block.shown and block.shown.language == "json"]


def encoded(path: str) -> str:
    """Returns a path as clients send it."""
    return quote(path, safe="/?&=,.:-_~%+")


def test_readme_is_short() -> None:
    assert len(README.splitlines()) <= MAX_LINES


def test_readme_has_requests_and_an_answer() -> None:
    assert len(REQUESTS) >= 20
    assert SHOWN


@pytest.mark.parametrize(("path", "status"), REQUESTS.items())
def test_request_has_the_status_shown(client: Client, path: str, status: int) -> None:
    response = client.get(encoded(path))
    assert response.status_code == status, response.text[:500]


@pytest.mark.parametrize("path", ANSWERED)
def test_answer_is_not_empty(client: Client, path: str) -> None:
    response = client.get(encoded(path))
    if response.headers["content-type"] == "application/json":
        answer = response.json()
        assert "data" not in answer or answer["data"] or answer["meta"]["facets"]
    else:
        assert len(response.text.splitlines()) > 1


def test_readme_counts_the_lists() -> None:
    assert "Seventeen lists" in README
    assert len(RESOURCES) == 17


@pytest.fixture(scope="module")
def command() -> Path:
    """The command that `make serve` installs, in the environment of the tests."""
    installed = Path(sys.prefix) / "bin" / "rendezvous"
    make = ["make", "--silent", f"VENV={sys.prefix}", str(installed)]
    subprocess.run(make, cwd=ROOT, check=True)
    return installed


def test_agent_starts_from_the_configuration_in_any_folder(
    command: Path, tmp_path: Path, sqlite_url: URL
) -> None:
    [block] = [block for block in BLOCKS if "mcpServers" in block.code]
    [configured] = json.loads(block.code)["mcpServers"].values()
    assert configured["command"] == "uvx"
    option, wheel, program, *arguments = configured["args"]
    assert (option, Path(wheel).name) == ("--from", WHEEL)
    assert f"uvx --from ./{WHEEL} {program} serve" in README
    assert program in PROJECT["scripts"]
    server = StdioServerParameters(
        command=str(command),
        args=arguments,
        cwd=tmp_path,
        env={"DATABASE_URL": str(sqlite_url)},
    )

    async def list_tools() -> list[str]:
        async with ToolClient(server) as agent:
            return [tool.name for tool in (await agent.list_tools()).tools]

    assert asyncio.run(list_tools()) == [*TOOLS]
    assert [*tmp_path.iterdir()] == []


def test_command_ignores_code_in_the_folder_it_starts_in(
    command: Path, tmp_path: Path
) -> None:
    other = "raise SystemExit('the wrong program')"
    (tmp_path / "app.py").write_text(other, encoding="utf-8")
    done = subprocess.run(
        [command, "--help"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert "serve" in done.stdout
