"""`deploy/rendezvous@.service`: accepted by systemd, hardened, true to the program."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import cli
from app.settings import ROOT, Settings
from tests.support.programs import program

UNIT = ROOT / "deploy" / "rendezvous@.service"
TEXT = UNIT.read_text(encoding="utf-8")
PORT = 8001


def values(name: str) -> list[str]:
    """Returns what a directive is set to, each time it occurs."""
    return re.findall(rf"^{name}=(.*)$", TEXT, re.MULTILINE)


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """An instance of the unit whose programs exist on this machine."""
    path = tmp_path / UNIT.name.replace("@", f"@{PORT}")
    program_path = values("ExecStart")[0].split()[0]
    path.write_text(TEXT.replace(program_path, program("sh")), encoding="utf-8")
    return path


def test_systemd_accepts_the_unit(unit: Path) -> None:
    command = [program("systemd-analyze"), "verify", str(unit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_systemd_rates_the_unit_as_protected(unit: Path) -> None:
    """Exposure is between 0 and 10; a unit without protection has 9.6."""
    command = [program("systemd-analyze"), "security", "--offline=true", "--no-pager"]
    done = subprocess.run(
        [*command, "--threshold=15", unit], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_unit_starts_an_existing_command() -> None:
    [start] = values("ExecStart")
    _, *words = shlex.split(start.replace("%i", str(PORT)))
    help_text = CliRunner().invoke(cli, [words[0], "--help"]).output
    options = [word for word in words if word.startswith("--")]
    assert options == ["--host", "--port"]
    assert all(option in help_text for option in options)


def test_settings_of_the_unit_exist_and_are_valid(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for line in values("Environment"):
        name, _, value = line.partition("=")
        setting = name.removeprefix("RENDEZVOUS_").lower()
        assert name == "HOME" or setting in Settings.model_fields
        monkeypatch.setenv(name, value.replace("%S", "/var/lib"))
    settings = Settings()
    [state] = values("StateDirectory")
    assert settings.data_folder == Path("/var/lib") / state
    assert settings.metrics
    assert settings.trusted_proxies


def test_requests_can_finish_before_systemd_kills_the_process() -> None:
    [seconds] = values("TimeoutStopSec")
    assert int(seconds) > Settings.model_fields["grace_seconds"].default


def test_unit_allows_the_memory_that_is_guaranteed() -> None:
    guarantees = (ROOT / "docs" / "guarantees.md").read_text(encoding="utf-8")
    [most] = re.findall(r"A process stays below (\d+) MB", guarantees)
    [allowed] = re.findall(r"^(\d+)M$", values("MemoryMax")[0])
    assert int(allowed) > int(most)
