"""Programs that tests need: skipped where they are missing, except in CI."""

import os
import subprocess
from pathlib import Path

import pytest

from app.settings import ROOT
from tests.support.programs import program

PROGRAMS = {
    "browser": "chromium",
    "nginx": "nginx",
    "faketime": "faketime",
    "r": "Rscript,r-base-core",
}
"""The program of each target, with its package if that has another name."""


def test_program_returns_its_path() -> None:
    assert Path(program("sh")).is_file()


@pytest.mark.parametrize(
    ("ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)]
)
def test_missing_program_skips_a_test_and_fails_it_in_ci(
    monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="no-such-program is not installed"):
        program("no-such-program")


@pytest.mark.parametrize("target", PROGRAMS)
@pytest.mark.parametrize(("ci", "fails"), [("", False), ("true", True)])
def test_make_fails_in_ci_if_a_program_cannot_be_installed(
    tmp_path: Path, target: str, *, ci: str, fails: bool
) -> None:
    """The package manager of the test installs nothing."""
    stand_in = tmp_path / "apt-get"
    installs_nothing = '#!/bin/sh\ncase "$*" in *install*) exit 100 ;; esac\n'
    stand_in.write_text(installs_nothing, encoding="utf-8")
    stand_in.chmod(0o755)
    named = PROGRAMS[target]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f"$(call program,{named})" in makefile
    (tmp_path / "Makefile").write_text(
        makefile.replace(f"$(call program,{named})", "$(call program,no-such-program)"),
        encoding="utf-8",
    )
    (tmp_path / "var/axe/node_modules/axe-core").mkdir(parents=True)
    done = subprocess.run(
        ["make", "--silent", target],
        cwd=tmp_path,
        env=os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}", "CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "no-such-program is missing" in done.stderr
    assert (done.returncode != 0) == fails
