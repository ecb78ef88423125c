"""`make image`: Podman builds the image and runs it read-only, without any rights.

It takes five minutes, so only `make image` runs it; `test_container.py` runs the steps
of the Dockerfile each time. If no registry can be reached, the base image is made of
Debian packages with the same version of Python. Port 8000 must be free.
"""

import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from app.settings import ROOT
from tests.support.programs import program
from tests.support.serving import accepts

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
BASE = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)[0]
SUITES = {"python:3.13-slim": "trixie"}
"""The Debian whose Python has the version of an image."""
STORAGE = ROOT / "var" / "image"
ADDRESS = "http://127.0.0.1:8000"
# The package index and the certificates of this machine
CONFIGURATION = [Path(name) for name in ("/etc/pip.conf", "/etc/ssl/certs")]
SANDBOX = [
    *("--network=host", "--runtime=runc", "--read-only", "--read-only-tmpfs=false"),
    *("--cap-drop=all", "--security-opt=no-new-privileges"),
    *("--ulimit=nofile=1024:1024", "--ulimit=nproc=1024:1024"),
]
MOST_BYTES = 450_000_000
"""Of the image without its base."""


def podman(*words: str | Path) -> str:
    """Runs Podman with a storage of its own and returns what it prints."""
    options = [f"--root={STORAGE}/storage", f"--runroot={STORAGE}/run"]
    options += ["--storage-driver=vfs", "--cgroup-manager=cgroupfs"]
    command = [program("podman"), *options, *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def make_base() -> None:
    """Makes the base image of Debian packages, from the mirror of this machine."""
    sites = ["apt-get", "indextargets", "--format", "$(SITE)", "Origin: Debian"]
    listed = subprocess.run(sites, capture_output=True, text=True, check=True).stdout
    root = STORAGE / "root"
    shutil.rmtree(root, ignore_errors=True)
    packages = "python3,python3-venv,python3-pip,ca-certificates"
    command = [program("debootstrap"), "--variant=minbase", f"--include={packages}"]
    mirror = listed.split()[0]
    subprocess.run([*command, SUITES[BASE], root, mirror], check=True)
    (root / "usr/bin/python").symlink_to("python3")
    archive = STORAGE / "base.tar"
    subprocess.run(["tar", "-C", root, "-cf", archive, "."], check=True)
    podman("import", archive, f"docker.io/library/{BASE}")
    shutil.rmtree(root)
    archive.unlink()


@pytest.fixture(scope="module")
def image() -> str:
    """The name of the built image."""
    STORAGE.mkdir(parents=True, exist_ok=True)
    if BASE.split(":")[0] not in podman("images", "--format={{.Repository}}"):
        try:
            podman("pull", BASE)
        except AssertionError:
            make_base()
    mounts = [f"--volume={path}:{path}:ro" for path in CONFIGURATION if path.exists()]
    # Only images in the format of Docker have a health check
    options = ["--format=docker", "--isolation=chroot", "--pull=never", *mounts]
    podman("build", *options, "--tag=rendezvous", ROOT)
    podman("image", "prune", "--force")
    return "localhost/rendezvous"


@contextmanager
def running(image: str) -> Iterator[str]:
    """The id of a container that answers."""
    assert not accepts(8000), "port 8000 is in use"
    container = podman("run", "--detach", *SANDBOX, image).strip()
    try:
        end = time.monotonic() + 30
        while not accepts(8000):
            assert time.monotonic() < end, podman("logs", container)
            time.sleep(0.1)
        yield container
    finally:
        podman("rm", "--force", container)


def test_image_is_small(image: str) -> None:
    sizes = [
        int(podman("image", "inspect", "--format={{.Size}}", name))
        for name in (image, BASE)
    ]
    assert sizes[0] - sizes[1] < MOST_BYTES


def test_container_answers_without_rights_and_ends_on_sigterm(image: str) -> None:
    with (
        running(image) as container,
        httpx.Client(base_url=ADDRESS, timeout=30) as client,
    ):
        get = client.get
        assert get("/readyz").json()["status"] == "ready"
        [first] = get("/v1/firsts?countries=VNM").json()["data"][0]["first"]
        assert first["person"]["id"] == "pham-tuan"
        assert get("/v1/missions").json()["meta"]["total"] > 300
        for path in ("/", "/docs", "/guide", "/missions/soyuz-28"):
            assert get(path).status_code == 200
        downloads = get("/v1/dataset/download").json()["data"]
        assert get(downloads[1]["url"]).status_code == 200
        podman("healthcheck", "run", container)
        [state] = [each["State"] for each in json.loads(podman("inspect", container))]
        status = Path(f"/proc/{state['Pid']}/status").read_text(encoding="utf-8")
        assert re.findall(r"^Uid:\t(\d+)", status, re.MULTILINE) == ["10001"]
        assert re.findall(r"^CapEff:\t(\w+)", status, re.MULTILINE) == ["0" * 16]
        # The engine itself writes there
        assert podman("diff", container).split() in ([], ["C", "/etc"])
        podman("stop", "--time=15", container)
        assert podman("inspect", "--format={{.State.ExitCode}}", container) == "0\n"
        assert podman("logs", container).count("\n") <= 1
