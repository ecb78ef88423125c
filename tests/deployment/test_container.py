"""The Dockerfile, tested without an engine by running its steps.

Paths of the image are folders of the test, the environment is the one that runs the
tests, and the seed is the tiny one.
"""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from app.settings import ROOT
from tests.support.factories import write_seed
from tests.support.serving import free_port

TOOLS = ROOT / "var" / "tools" / "bin"
looked_at = pytest.mark.skipif(
    not TOOLS.exists(), reason="no tools here: `make tools` installs them"
)
TEXT = (ROOT / "Dockerfile").read_text(encoding="utf-8")


class Step(NamedTuple):
    """An instruction of a stage; the last stage is the image."""

    stage: int
    name: str
    arguments: str


def steps() -> list[Step]:
    steps: list[Step] = []
    stage = -1
    text = re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", TEXT, flags=re.MULTILINE))
    for line in filter(None, text.splitlines()):
        name, _, rest = line.partition(" ")
        stage += name == "FROM"
        steps.append(Step(stage, name, " ".join(rest.split())))
    return steps


STEPS = steps()
LAST = STEPS[-1].stage


def arguments(name: str, stage: int = LAST) -> list[str]:
    return [
        step.arguments for step in STEPS if (step.name, step.stage) == (name, stage)
    ]


def words(command: str) -> list[str]:
    """A command in exec form: no shell stands between it and its signals."""
    words: list[str] = json.loads(command)
    return words


@looked_at
def test_linter_accepts_the_dockerfile() -> None:
    command = [TOOLS / "hadolint", ROOT / "Dockerfile"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@looked_at
def test_bill_of_materials_lists_every_locked_package(tmp_path: Path) -> None:
    """`make sbom` validates its own output."""
    makefile = (ROOT / "Makefile").read_text("utf-8").replace("\\\n", " ")
    match = re.search(
        r"^\t@var/tools/bin/python (.*cyclonedx_py.*)$", makefile, re.MULTILINE
    )
    assert match
    options = shlex.split(
        match[1].replace("var/sbom.cdx.json", f"{tmp_path}/sbom.json")
    )
    subprocess.run([TOOLS / "python", *options], cwd=ROOT, check=True)
    bill = json.loads((tmp_path / "sbom.json").read_text("utf-8"))
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["component"]["name"] == "rendezvous-spaceflight"
    lock = (ROOT / "requirements.txt").read_text("utf-8")
    locked = dict(re.findall(r"^([\w.-]+)==(\S+)", lock, re.MULTILINE))
    assert {
        component["name"]: component["version"] for component in bill["components"]
    } == locked
    assert all(
        component["purl"].startswith("pkg:pypi/") for component in bill["components"]
    )
    hashes = {
        each["content"]
        for component in bill["components"]
        for place in component["externalReferences"]
        for each in place.get("hashes", [])
    }
    assert hashes == set(re.findall(r"--hash=sha256:([0-9a-f]{64})", lock))


def test_image_has_the_python_of_the_locks() -> None:
    versions = [
        re.search(r"python:(\d+)\.(\d+)-slim", step.arguments) for step in STEPS[:1]
    ]
    images = {step.arguments.split()[0] for step in STEPS if step.name == "FROM"}
    assert len(images) == 1
    assert versions[0]
    assert tuple(map(int, versions[0].groups())) >= (3, 11)
    [lock] = [line for line in arguments("RUN", 0) if "pip" in line]
    assert "--require-hashes" in lock
    assert "--no-deps" in lock
    assert "--no-cache-dir" in lock


def test_image_runs_without_root_and_ends_on_sigterm() -> None:
    [user] = arguments("USER")
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user)
    assert arguments("STOPSIGNAL") == ["SIGTERM"]
    [command] = arguments("CMD")
    assert words(command)[-2:] == ["--port", "8000"]
    assert arguments("EXPOSE") == ["8000"]


def test_build_context_holds_only_needed_files() -> None:
    ignored, *rules = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert ignored == "*"
    sent = {rule[1:] for rule in rules if rule.startswith("!")}
    copied = {
        source for line in arguments("COPY", 0) for source in shlex.split(line)[:-1]
    }
    assert sent == copied
    assert [name for name in sent if not (ROOT / name).exists()] == []


class Image:
    """The folders of the image, and commands in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.places = {
            "/opt/venv/bin/python": sys.executable,
            "/srv": str(root / "srv"),
        }

    def within(self, text: str) -> str:
        """Replaces the folders of the image in a command by those of the test."""
        for place, here in self.places.items():
            text = text.replace(place, here)
        return text

    def run(self, command: str) -> None:
        # The environment is there already
        parts = [part for part in command.split(" && ") if "venv " not in part]
        parts = [part for part in parts if " pip " not in part]
        if parts:
            subprocess.run(
                ["/bin/sh", "-ec", self.within(" && ".join(parts))],
                cwd=self.places["/srv"],
                check=True,
                env={"PATH": os.environ["PATH"], "HOME": "/nonexistent"},
            )


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Image]:
    """The result of the steps of the first stage, read-only."""
    made = Image(tmp_path_factory.mktemp("image"))
    home = Path(made.places["/srv"])
    home.mkdir()
    for step in STEPS:
        if step.stage == 0 and step.name == "COPY":
            *sources, target = shlex.split(step.arguments)
            for source in sources:
                place = home / target / source if target == "./" else home / target
                if source == "seed_data":
                    write_seed(place)
                elif (ROOT / source).is_dir():
                    left = shutil.ignore_patterns("__pycache__")
                    shutil.copytree(ROOT / source, place, ignore=left)
                else:
                    shutil.copyfile(ROOT / source, place)
        elif step.stage == 0 and step.name == "RUN":
            made.run(step.arguments)
    for path in (home, *home.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
    yield made
    for path in (home, *home.rglob("*")):
        path.chmod(path.stat().st_mode | 0o200)


def files(image: Image) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in image.root.rglob("*")}


def unprivileged() -> list[str]:
    """A prefix of commands that takes from root the right to write anywhere."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root may write everywhere, and there is no setpriv")
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]


def test_container_answers_writes_nothing_and_ends_on_sigterm(image: Image) -> None:
    """Runs on a read-only file system, as a user without other rights."""
    before, port = files(image), str(free_port())
    assert any(name.endswith(".sqlite") for name in before)
    assert any("/app/__pycache__/main." in name for name in before)
    set_by_image = dict(variable.split("=") for variable in arguments("ENV")[0].split())
    environment = set_by_image | {"PATH": os.environ["PATH"], "HOME": "/nonexistent"}
    environment["TMPDIR"] = str(image.root / "srv")
    command = [image.within(word) for word in words(arguments("CMD")[0])]
    command = [
        {"8000": port, "0.0.0.0": "127.0.0.1"}.get(word, word) for word in command
    ]
    container = subprocess.Popen(
        [*unprivileged(), *command],
        cwd=image.root / "srv",
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        patient = httpx.HTTPTransport(retries=8)
        with httpx.Client(
            transport=patient, base_url=f"http://127.0.0.1:{port}", timeout=30
        ) as client:
            ready = _ready(client, container)
            assert ready.json()["status"] == "ready"
            assert client.get("/v1/missions").json()["meta"]["total"] == 2
            assert len(client.get("/v1/dataset/download").json()["data"]) == 3
        _, _, probe = arguments("HEALTHCHECK")[0].partition(" CMD ")
        probed = [image.within(word.replace("8000", port)) for word in words(probe)]
        subprocess.run(probed, check=True, env=environment)
    finally:
        container.send_signal(signal.SIGTERM)
        said, _ = container.communicate(timeout=60)
    assert said.startswith("Rendezvous is running at ")
    assert len(said.splitlines()) == 1
    assert container.returncode in (0, -signal.SIGTERM, 128 + signal.SIGTERM)
    assert files(image) == before


def _ready(client: httpx.Client, container: "subprocess.Popen[str]") -> httpx.Response:
    """The first answer of a container that is starting."""
    end = time.monotonic() + 60
    while True:
        try:
            return client.get("/readyz").raise_for_status()
        except httpx.ConnectError:
            assert container.poll() is None
            assert time.monotonic() < end
            time.sleep(0.1)
