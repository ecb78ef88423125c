"""The wheel: what it holds, and what it does where nothing else of the project is.

It is built from a copy of the files, with the database that the tests have loaded, and
installed beside the dependencies of the tests.
"""

import asyncio
import filecmp
import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp import Client as ToolClient
from mcp import StdioServerParameters
from sqlalchemy import URL

from app import __version__
from app.settings import ROOT
from tests.support.serving import free_port

pytestmark = pytest.mark.xdist_group("package")
SOURCES = ("app", "migrations", "seed_data")
OTHERS = (".gitignore", "LICENSE", "README.md", "pyproject.toml")
MAX_BYTES = 15_000_000
VIETNAM = "/v1/firsts?countries=VNM"


def environment(**variables: str) -> dict[str, str]:
    """An environment without settings of the project and of pip."""
    kept = ("RENDEZVOUS_", "PIP_", "PYTHON", "DATABASE_URL", "XDG_")
    variables |= {"PIP_CONFIG_FILE": os.devnull}
    return {
        name: value for name, value in os.environ.items() if not name.startswith(kept)
    } | variables


def run(
    *words: object, cwd: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*map(str, words)],
        cwd=cwd,
        env=environment(**variables),
        capture_output=True,
        text=True,
        check=False,
    )


def run_in(project: Path, *words: object) -> None:
    done = run(sys.executable, "-m", *words, cwd=project)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def project(sqlite_url: URL, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the files that a wheel is built from, with the packed database."""
    folder = tmp_path_factory.mktemp("project")
    left = shutil.ignore_patterns("__pycache__", "bundled")
    for name in SOURCES:
        shutil.copytree(ROOT / name, folder / name, ignore=left)
    for name in OTHERS:
        shutil.copyfile(ROOT / name, folder / name)
    # The copy has the same revision, so that its database is loaded already
    database = Path(sqlite_url.database or "")
    (folder / "var").mkdir()
    (folder / "var" / database.name).symlink_to(database)
    run_in(folder, "app", "pack", "app/bundled")
    return folder


def built(project: Path, folder: str) -> Path:
    run_in(project, "hatchling", "build", "-t", "wheel", "-d", folder)
    [wheel] = (project / folder).iterdir()
    return wheel


@pytest.fixture(scope="module")
def wheel(project: Path) -> Path:
    return built(project, "dist")


class Installed:
    """A wheel in a virtual environment, for a user whose folders are empty."""

    def __init__(self, folder: Path) -> None:
        self.programs = folder / "env" / "bin"
        self.packages = folder / "env" / "lib"
        self.current = folder / "current"
        self.home = folder / "home"
        for made in (self.current, self.home):
            made.mkdir()

    def run(
        self, *words: object, program: str = "rendezvous", **variables: str
    ) -> subprocess.CompletedProcess[str]:
        variables = {"HOME": str(self.home)} | variables
        return run(self.programs / program, *words, cwd=self.current, **variables)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    installed = Installed(tmp_path_factory.mktemp("installed"))
    env = installed.programs.parent
    run_in(installed.current, "venv", "--without-pip", env)
    pip = ("pip", "--python", installed.programs / "python", "install", "--quiet")
    run_in(installed.current, *pip, "--no-deps", "--no-index", wheel)
    [packages] = env.glob("lib/python*/site-packages")
    (packages / "tests.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    return installed


@contextmanager
def served(installed: Installed) -> Iterator[httpx.Client]:
    """Starts the program in its empty folder; returns a client when it answers."""
    port = str(free_port())
    process = subprocess.Popen(
        [installed.programs / "rendezvous", "serve", "--port", port],
        cwd=installed.current,
        env=environment(HOME=str(installed.home)),
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    with process, httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        try:
            said = process.stderr.readline()
            assert said.startswith("Rendezvous is running at "), said
            while process.poll() is None:
                try:
                    client.get("/healthz")
                    break
                except httpx.ConnectError:
                    time.sleep(0.02)
            yield client
        finally:
            process.terminate()
            process.communicate(timeout=60)


# -- Contents


def expected_names(project: Path) -> set[str]:
    """The names of all files in the wheel, except for those that describe it."""
    names = {
        path.relative_to(project).as_posix()
        for name in SOURCES
        for path in (project / name).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    return {
        name if name.startswith("app/") else f"app/bundled/{name}" for name in names
    }


def test_wheel_has_the_files_of_the_package_and_nothing_else(
    project: Path, wheel: Path
) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == expected_names(project)
    [packed] = [name for name in names if name.endswith(".xz")]
    assert {
        "app/bundled/seed_data/missions.csv",
        "app/bundled/seed_data/first_release.zip",
        "app/bundled/migrations/env.py",
        "app/web/world.json",
        "app/web/guide/index.md",
        "app/web/templates/base.html",
        packed,
    } <= names


def test_wheel_is_small(wheel: Path) -> None:
    assert wheel.name == f"rendezvous_spaceflight-{__version__}-py3-none-any.whl"
    assert wheel.stat().st_size <= MAX_BYTES


def test_building_again_gives_the_same_bytes(project: Path, wheel: Path) -> None:
    assert built(project, "again").read_bytes() == wheel.read_bytes()


# -- In an empty folder


def test_program_answers_from_an_empty_folder(
    installed: Installed, record_property: Any
) -> None:
    """The seconds to the first answer are in the report of the tests."""
    begin = time.monotonic()
    with served(installed) as client:
        answer = client.get(VIETNAM).raise_for_status().json()
        record_property("seconds_to_first_answer", time.monotonic() - begin)
        assert answer["data"][0]["first"][0]["person"]["id"] == "pham-tuan"
        for path in ("/", "/docs", "/guide", "/static/style.css", "/about"):
            assert client.get(path).status_code == 200, path
        downloads = client.get("/v1/dataset/download").json()["data"]
        for file in downloads:
            digest = hashlib.sha256()
            with client.stream("GET", file["url"]) as content:
                for part in content.iter_bytes():
                    digest.update(part)
            assert digest.hexdigest() == file["sha256"]
    assert [*installed.current.iterdir()] == []
    data = installed.home / ".local" / "share" / "rendezvous"
    assert len([*data.glob("rendezvous-*.sqlite")]) == 1


def test_unpacked_database_is_the_loaded_one(
    installed: Installed, sqlite_url: URL
) -> None:
    """So nothing was loaded from the seed files."""
    assert installed.run("load").returncode == 0
    database = Path(sqlite_url.database or "")
    [unpacked] = installed.home.rglob(database.name)
    assert filecmp.cmp(unpacked, database, shallow=False)


def test_commands_work(installed: Installed) -> None:
    checked = installed.run("check")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "rows checked, no errors" in checked.stdout
    version = installed.run("--version").stdout
    assert version.startswith(f"Rendezvous {__version__}, data release 20")
    document = (ROOT / "tests" / "openapi.json").read_text(encoding="utf-8")
    assert installed.run("openapi", PYTHONIOENCODING="ascii").stdout == document
    other = installed.run("--help", program="rendezvous-spaceflight")
    assert other.stdout.startswith(installed.run("--help").stdout[:20])


def test_data_set_is_exported(installed: Installed, tmp_path: Path) -> None:
    done = installed.run("export", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line.split("  ") for line in done.stdout.splitlines()]
    assert {"rendezvous.sqlite", "rendezvous-csv.zip", "rendezvous-ndjson.zip"} <= {
        name for _, name in lines
    }
    for sha256, name in lines:
        with (tmp_path / name).open("rb") as file:
            assert hashlib.file_digest(file, "sha256").hexdigest() == sha256


def test_tools_are_served_over_a_pipe(installed: Installed) -> None:
    server = StdioServerParameters(
        command=str(installed.programs / "rendezvous"),
        args=["mcp"],
        cwd=installed.current,
        env=environment(HOME=str(installed.home)),
    )

    async def call() -> Any:
        async with ToolClient(server) as client:
            return await client.call_tool("first", {"countries": "VNM"})

    result = asyncio.run(call())
    answer = json.loads(result.content[0].text)
    assert answer["data"][0]["first"][0]["person"]["id"] == "pham-tuan"


@pytest.mark.parametrize("command", [["serve"], ["load"]])
def test_folder_that_cannot_be_written_is_reported(
    installed: Installed, command: list[str]
) -> None:
    done = installed.run(*command, HOME=os.devnull)
    assert done.returncode == 3
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert line.startswith("The data cannot be written: Not a directory: /dev/null/")
    assert "RENDEZVOUS_DATA_FOLDER" in line
