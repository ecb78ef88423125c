"""The README is true: its requests return what it shows, and its commands run."""

import asyncio
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from mcp import Client as ToolClient
from mcp import StdioServerParameters
from sqlalchemy import URL

from app.mcp.tools import TOOLS
from app.query.grammar import RESERVED
from app.query.operators import OPERATORS
from app.resources import RESOURCES
from app.settings import ROOT
from tests.support.client import Client
from tests.support.recipes import Block, blocks

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAX_LINES = 150
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
    # `/v1/<list>` is a pattern, POST to `/mcp` is tested below
    return {
        path: status
        for path, status in paths.items()
        if "<" not in path and path != "/mcp"
    }


REQUESTS = requests()
ANSWERED = {path: status for path, status in REQUESTS.items() if status == 200}
SHOWN = [block for block in BLOCKS if block.shown and block.shown.language == "json"]


def encoded(path: str) -> str:
    """Returns a path as clients send it."""
    return quote(path, safe="/?&=,.:-_~%+")


def test_readme_is_short() -> None:
    assert len(README.splitlines()) <= MAX_LINES


def test_readme_has_requests_and_an_answer() -> None:
    assert len(REQUESTS) >= 25
    assert any(status != 200 for status in REQUESTS.values())
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


@pytest.mark.parametrize("block", SHOWN, ids=lambda block: block.name)
def test_json_shown_is_the_answer(client: Client, block: Block) -> None:
    """Only line breaks differ; a text that ends with an ellipsis is shortened."""
    assert block.shown is not None
    [path] = curl_requests(block.code)
    shown = json.loads(block.shown.code)
    assert with_ellipses(client.json(encoded(path)), shown) == shown


def test_ellipsis_shortens_only_the_text_where_it_stands() -> None:
    shown = {"hash": "sha256:…", "name": "Soyuz 31", "list": ["a…", 1]}
    answer = {"hash": "sha256:790f", "name": "Soyuz 31", "list": ["abc", 1]}
    assert with_ellipses(answer, shown) == shown
    for change in (
        {"name": "Soyuz 3"},
        {"hash": "md5:790f"},
        {"list": ["abc"]},
        {"more": 1},
    ):
        assert with_ellipses(answer | change, shown) != shown


def with_ellipses(actual: Any, shown: Any) -> Any:
    """Returns an answer with its texts shortened where the README shortens them."""
    if isinstance(actual, dict) and isinstance(shown, dict):
        return {
            name: with_ellipses(value, shown.get(name))
            for name, value in actual.items()
        }
    if (
        isinstance(actual, list)
        and isinstance(shown, list)
        and len(actual) == len(shown)
    ):
        return [with_ellipses(*pair) for pair in zip(actual, shown, strict=True)]
    if isinstance(actual, str) and isinstance(shown, str) and shown.endswith("…"):
        start = shown.removesuffix("…")
        return shown if start and actual.startswith(start) else actual
    return actual


def test_readme_names_the_whole_grammar() -> None:
    code = " ".join(SPANS)
    missing = [operator.suffix for operator in OPERATORS if operator.suffix not in code]
    missing += [name for name in RESERVED if f"{name}=" not in code]
    missing += [
        resource.name for resource in RESOURCES if f"`{resource.name}`" not in README
    ]
    assert missing == []
    assert len(RESOURCES) == 17, "the README says seventeen"


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
    assert configured["command"] == "/path/to/rendezvous/.venv/bin/rendezvous"
    server = StdioServerParameters(
        command=str(command),
        args=configured["args"],
        cwd=tmp_path,
        env={"DATABASE_URL": str(sqlite_url)},
    )

    async def list_tools() -> list[str]:
        async with ToolClient(server) as agent:
            return [tool.name for tool in (await agent.list_tools()).tools]

    assert asyncio.run(list_tools()) == [*TOOLS]
    assert len(TOOLS) == 10, "the README says ten"
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
