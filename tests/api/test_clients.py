"""Clients generated from the OpenAPI file work.

Each is generated from the running server, type-checked, and sends the same requests.
The generators live in environments of their own, pinned in `tests/clients`, because
they need other versions than the application.
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
"""What an installer prints if a lock is wrong, rather than the index unreachable."""
# Both create one environment: in two processes they would create it twice
pytestmark = pytest.mark.xdist_group("clients")


@pytest.fixture(scope="module")
def server(sqlite_url: URL) -> Iterator[httpx.Client]:
    with served({"RENDEZVOUS_DATABASE_URL": str(sqlite_url)}) as client:
        assert client.get("/readyz").status_code == 200
        yield client


@pytest.fixture(scope="module")
def expected(server: httpx.Client) -> dict[str, Any]:
    """The expected output of the clients, from requests without them."""

    def data(path: str) -> Any:
        return server.get(path).raise_for_status().json()["data"]

    soyuz_28 = data("/v1/missions/soyuz-28")
    [first] = data("/v1/firsts?country=CZE&lineage=predecessors")
    missions = [mission["id"] for mission in data(f"/v1/missions?{INTERKOSMOS}")]
    assert len(missions) == 8
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
    """Runs a command in a folder, with more programs on its path."""
    path = os.pathsep.join(map(str, filter(None, [programs, os.environ["PATH"]])))
    return subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def output_of(command: Command, folder: Path, programs: Path | None = None) -> str:
    """Returns the output of a command, which must succeed."""
    done = attempt(command, folder, programs)
    assert done.returncode == 0, done.stdout
    return done.stdout


def environment(lock: Path, *commands: Command) -> Path:
    """Returns a folder with the packages of a lock, which is kept for the next run."""
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
    """The programs of an environment with the generator of Python clients."""
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
    """The packages that generate and check a TypeScript client."""
    if not shutil.which("npm"):
        pytest.skip("npm is not on this machine")
    lock = FILES / "package-lock.json"
    install: Command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    folder = environment(lock, ["cp", FILES / "package.json", lock, "."], install)
    return folder / "node_modules"


def test_generated_python_client_is_typed_and_works(
    server: httpx.Client, expected: dict[str, Any], python: Path, tmp_path: Path
) -> None:
    address = str(server.base_url)
    generate = ["-m", "openapi_python_client", "generate", "--fail-on-warning"]
    made = ["--meta", "none", "--output-path", "rendezvous_client"]
    document = ["--url", f"{address}/openapi.json"]
    said = output_of([python / "python", *generate, *document, *made], tmp_path, python)
    assert said.split() == ["Generating", "rendezvous_client"]
    use = shutil.copy(FILES / "use.py", tmp_path)
    check = ["-m", "mypy", "--strict", "--follow-imports=silent", "--config-file="]
    assert "no issues" in output_of([sys.executable, *check, use], tmp_path)
    assert (
        json.loads(output_of([python / "python", use, address], tmp_path)) == expected
    )


def test_generated_typescript_client_is_typed_and_works(
    server: httpx.Client, expected: dict[str, Any], node: Path, tmp_path: Path
) -> None:
    address = str(server.base_url)
    for name in ("package.json", "use.ts"):
        shutil.copy(FILES / name, tmp_path)
    (tmp_path / "node_modules").symlink_to(node)
    generate = node / ".bin" / "openapi-typescript"
    made = [f"{address}/openapi.json", "-o", "api.ts"]
    assert "⚠" not in output_of([generate, *made], tmp_path)
    check = ["--strict", "--noUncheckedIndexedAccess", "--module", "nodenext"]
    built = ["--target", "es2022", "--outDir", "built", "use.ts"]
    assert output_of([node / ".bin" / "tsc", *check, *built], tmp_path) == ""
    assert (
        json.loads(output_of(["node", "built/use.js", address], tmp_path)) == expected
    )
