"""Clients generated from the OpenAPI file work.

Each is generated from the running server, type-checked, and sends the same requests.
The generators live in environments of their own, pinned in `tests/clients`, because
they need other versions than the application.
"""

import fcntl
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
    "programmes=interkosmos&kind=crewed-orbital,cargo&crew_size__gte=2&sort=-launched"
    "&fields=name,launched"
)
BROKEN = re.compile("hash|EINTEGRITY|EUSAGE", re.IGNORECASE)
"""What an installer prints if a lock is wrong, rather than the index unreachable."""
# All use the same environments: in two processes they would create them twice
pytestmark = pytest.mark.xdist_group("clients")


@pytest.fixture(scope="module")
def server(sqlite_url: URL) -> Iterator[httpx.Client]:
    with served({"RENDEZVOUS_DATABASE_URL": str(sqlite_url)}) as client:
        assert client.get("/readyz").status_code == 200
        yield client


@pytest.fixture(scope="module")
def address(server: httpx.Client) -> Iterator[str]:
    """The address of the server, which the configurations of generators read too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RENDEZVOUS", str(server.base_url))
        yield str(server.base_url)


@pytest.fixture(scope="module")
def expected(server: httpx.Client) -> dict[str, Any]:
    """The expected output of the clients, from requests without them."""

    def answer(path: str) -> Any:
        return server.get(path).raise_for_status().json()

    page = answer(f"/v1/missions?{INTERKOSMOS}")
    [first] = answer("/v1/firsts?countries=CZE&lineage=predecessors")["data"]
    crew = answer("/v1/missions/soyuz-28")["data"]["crew"]
    assert page["meta"]["total"] > 8
    return {
        "missions": [
            [mission["name"], mission["launched"]] for mission in page["data"]
        ],
        "total": page["meta"]["total"],
        "crew": [member["person"]["name"] for member in crew],
        "first": [entry["person"]["name"] for entry in first["first"]],
        "problem": [400, "interkosmos"],
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
    folder.mkdir(parents=True, exist_ok=True)
    ready = folder / "ready"
    with (folder / "lock").open("w") as lock_file:
        # Another process may be creating it
        fcntl.flock(lock_file, fcntl.LOCK_EX)
        if not ready.exists():
            for command in commands:
                done = attempt(command, folder)
                if done.returncode and not BROKEN.search(done.stdout):
                    said = done.stdout[:500]
                    pytest.skip(f"the package index cannot be reached: {said}")
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


def run_python(program: str, address: str, python: Path, folder: Path) -> Any:
    """Checks the types of a program, runs it, and returns its output."""
    use = shutil.copy(FILES / program, folder)
    check: Command = [
        "-m",
        "mypy",
        "--strict",
        "--follow-imports=silent",
        "--config-file=",
    ]
    assert "no issues" in output_of([python / "python", *check, use], folder)
    return json.loads(output_of([python / "python", use, address], folder))


def test_client_of_openapi_python_client_is_typed_and_works(
    address: str, expected: dict[str, Any], python: Path, tmp_path: Path
) -> None:
    generate = ["-m", "openapi_python_client", "generate", "--fail-on-warning"]
    made = ["--meta", "none", "--output-path", "rendezvous_client"]
    document = ["--url", f"{address}/openapi.json"]
    said = output_of([python / "python", *generate, *document, *made], tmp_path, python)
    assert said.split() == ["Generating", "rendezvous_client"]
    program = "use_openapi_python_client.py"
    assert run_python(program, address, python, tmp_path) == expected


def test_client_of_openapi_generator_is_typed_and_works(
    address: str, expected: dict[str, Any], python: Path, tmp_path: Path
) -> None:
    generate: Command = [python / "openapi-generator-cli", "generate", "-g", "python"]
    made = ["--package-name", "rendezvous_generated", "-o", "."]
    document = ["-i", f"{address}/openapi.json"]
    no_more = "models,apis,supportingFiles,modelTests=false,apiTests=false"
    kinds = ["--global-property", f"{no_more},modelDocs=false,apiDocs=false"]
    output_of([*generate, *document, *made, *kinds], tmp_path, python)
    program = "use_openapi_generator.py"
    assert run_python(program, address, python, tmp_path) == expected


TYPESCRIPT: dict[str, list[str]] = {
    "use_openapi_fetch": [
        "openapi-typescript",
        "{address}/openapi.json",
        "-o",
        "api.ts",
    ],
    "use_hey_api": ["openapi-ts", "-f", "openapi-ts.config.mjs"],
    "use_orval": ["orval", "--config", "orval.config.mjs"],
}
"""The programs in TypeScript, with the command that generates their client."""


@pytest.mark.parametrize("program", TYPESCRIPT)
def test_typescript_client_is_typed_and_works(
    address: str, expected: dict[str, Any], node: Path, tmp_path: Path, program: str
) -> None:
    for file in (*FILES.glob("*.json"), *FILES.glob("*.mjs"), FILES / f"{program}.ts"):
        shutil.copy(file, tmp_path)
    (tmp_path / "node_modules").symlink_to(node)
    name, *arguments = [part.format(address=address) for part in TYPESCRIPT[program]]
    assert "⚠" not in output_of([node / ".bin" / name, *arguments], tmp_path)
    assert output_of([node / ".bin" / "tsc"], tmp_path) == ""
    output = output_of(["node", f"built/{program}.js", address], tmp_path)
    assert json.loads(output) == expected


def test_document_follows_the_recommended_rules_of_redocly(
    address: str, node: Path, tmp_path: Path
) -> None:
    config: Command = ["--config", FILES / "redocly.yaml"]
    lint: Command = [node / ".bin" / "redocly", "lint", f"{address}/openapi.json"]
    said = output_of([*lint, *config, "--max-problems", "1000"], tmp_path)
    assert "Your API description is valid" in said
    assert "warning" not in said.lower().replace("deprecation warning", "")
