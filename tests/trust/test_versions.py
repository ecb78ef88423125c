"""Another version takes over and gives back while a server of this one answers.

The newer version is a copy of this one with another number and one more migration.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.ingest.load import loaded_revision
from app.settings import ROOT
from tests.conftest import ON_POSTGRESQL
from tests.support.serving import waited_for
from tests.support.versions import write_newer_version
from tests.trust import often
from tests.trust.conftest import Tried
from tests.trust.installation import Installation


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """A newer version of the program, in a folder of its own."""
    return write_newer_version(tmp_path / "newer")


UNKNOWN = r".*cannot be read.*|Traceback.*|\s.*|\S*Error.*|"
"""What a server may log about data of another version."""


def run(
    version: Path, installation: Installation, *words: str
) -> "subprocess.CompletedProcess[str]":
    """Runs a command of a version."""
    return subprocess.run(
        [sys.executable, "-m", "app", *words],
        cwd=version,
        env=os.environ | installation.settings,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize(
    "installation",
    ["sqlite", pytest.param("postgresql", marks=[*ON_POSTGRESQL, pytest.mark.trust])],
    indirect=True,
)
@often(quick=1, long=10)
def test_upgrade_and_downgrade_while_a_server_answers(
    installation: Installation, newer: Path, tried: Tried, attempts: int
) -> None:
    assert run(ROOT, installation, "load").returncode == 0
    failures, before = [], loaded_revision(installation.url)
    with installation.served(expected=UNKNOWN) as client:
        whole = client.get("/v1/missions").text
        for number in range(attempts):
            upgrade = run(newer, installation, "load")
            other = loaded_revision(installation.url)
            # The server of the older version still answers
            status = client.get("/v1/missions").status_code
            downgrade = run(ROOT, installation, "load")
            if upgrade.returncode or downgrade.returncode or status != 200:
                errors = f"{upgrade.stderr} {downgrade.stderr}"
                failures.append(f"{number}: {errors} {status}")
            if not before == loaded_revision(installation.url) != other:
                failures.append(f"{number}: the data is not the same as before")
        waited_for(lambda: client.get("/v1/missions").text == whole)
    name = installation.url.get_backend_name()
    tried(f"upgrade and downgrade while serving, {name}", attempts, failures)
