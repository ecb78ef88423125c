"""Clients that others generate from the OpenAPI file work, and are pleasant to use.

Each is made from the running server, type-checked, and asks it the same questions. The
generators live in environments of their own, pinned in `tests/clients`, since they need
other versions than we do.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import URL

from app.settings import ROOT
from tests.support.serving import served

FILES = Path(__file__).parent.parent / "clients"
INTERKOSMOS = (
    "programme=interkosmos&kind=crewed-orbital&launched=1978/1981&crew_size__gte=2"
    "&station__exists=true&sort=-launched"
)
BROKEN = re.compile("hash|EINTEGRITY|EUSAGE", re.IGNORECASE)
"""What an installer says where a lock is wrong, and not the way to the index."""
# Both make one environment: at the same time they would make it twice
pytestmark = pytest.mark.xdist_group("clients")


@pytest.fixture(scope="module")
def server(sqlite_url: URL) -> Iterator[httpx.Client]:
    with served({"RENDEZVOUS_DATABASE_URL": str(sqlite_url)}) as client:
        assert client.get("/readyz").status_code == 200
        yield client


@pytest.fixture(scope="module")
def told(server: httpx.Client) -> dict[str, Any]:
    """What the clients must find, asked without one."""

    def data(path: str) -> Any:
        return server.get(path).raise_for_status().json()["data"]

    soyuz_28 = data("/v1/missions/soyuz-28")
    [first] = data("/v1/firsts?country=CZE&lineage=predecessors")
    missions = [one["id"] for one in data(f"/v1/missions?{INTERKOSMOS}")]
    assert len(missions) > 8
    return {
        "missions": missions,
        "launched": soyuz_28["launched"],
        "crew": [member["person"]["name"] for member in soyuz_28["crew"]],
        "first": [entry["person"]["name"] for entry in first["first"]],
        "refused": [400, "interkosmos"],
    }


Command = list[str | Path]


def attempt(
    command: Command, folder: Path, programs: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """A command run in a folder, with more programs at hand."""
    found = os.pathsep.join(map(str, filter(None, [programs, os.environ["PATH"]])))
    return subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"PATH": found},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def said_by(command: Command, folder: Path, programs: Path | None = None) -> str:
    """What a command says, which must succeed."""
    done = attempt(command, folder, programs)
    assert done.returncode == 0, done.stdout
    return done.stdout


def environment(lock: Path, *commands: Command) -> Path:
    """A folder in which what a lock pins is installed, kept for the next time."""
    name = hashlib.sha256(lock.read_bytes()).hexdigest()[:16]
    folder = ROOT / "var" / f"clients-{lock.stem}-{name}"
    ready = folder / "ready"
    if not ready.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for command in commands:
            done = attempt(command, folder)
            if done.returncode and not BROKEN.search(done.stdout):
                pytest.skip(f"the package index cannot be reached: {done.stdout[:500]}")
            assert done.returncode == 0, done.stdout
        ready.touch()
    return folder


@pytest.fixture(scope="module")
def python() -> Path:
    """The programs of an environment that holds the generator of Python clients."""
    lock = FILES / "requirements.txt"
    install: Command = [
        "bin/pip",
        "install",
        "--quiet",
        "--no-deps",
        "--require-hashes",
        "-r",
        lock,
    ]
    return environment(lock, [sys.executable, "-m", "venv", "."], install) / "bin"


@pytest.fixture(scope="module")
def node() -> Path:
    """The packages that make and check a TypeScript client."""
    if not shutil.which("npm"):
        pytest.skip("npm is not on this machine")
    lock = FILES / "package-lock.json"
    install: Command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    folder = environment(lock, ["cp", FILES / "package.json", lock, "."], install)
    return folder / "node_modules"


def test_a_python_client_is_generated_and_asks_in_types(
    server: httpx.Client, told: dict[str, Any], python: Path, tmp_path: Path
) -> None:
    address = str(server.base_url)
    generate = ["-m", "openapi_python_client", "generate", "--fail-on-warning"]
    made = ["--meta", "none", "--output-path", "rendezvous_client"]
    document = ["--url", f"{address}/openapi.json"]
    said = said_by([python / "python", *generate, *document, *made], tmp_path, python)
    assert said.split() == ["Generating", "rendezvous_client"]
    use = shutil.copy(FILES / "use.py", tmp_path)
    check = ["-m", "mypy", "--strict", "--follow-imports=silent", "--config-file="]
    assert "no issues" in said_by([sys.executable, *check, use], tmp_path)
    assert json.loads(said_by([python / "python", use, address], tmp_path)) == told


def test_a_typescript_client_is_generated_and_asks_in_types(
    server: httpx.Client, told: dict[str, Any], node: Path, tmp_path: Path
) -> None:
    address = str(server.base_url)
    for name in ("package.json", "use.ts"):
        shutil.copy(FILES / name, tmp_path)
    (tmp_path / "node_modules").symlink_to(node)
    generate = node / ".bin" / "openapi-typescript"
    made = [f"{address}/openapi.json", "-o", "api.ts"]
    assert "⚠" not in said_by([generate, *made], tmp_path)
    check = ["--strict", "--noUncheckedIndexedAccess", "--module", "nodenext"]
    built = ["--target", "es2022", "--outDir", "built", "use.ts"]
    assert said_by([node / ".bin" / "tsc", *check, *built], tmp_path) == ""
    assert json.loads(said_by(["node", "built/use.js", address], tmp_path)) == told
