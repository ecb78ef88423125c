"""What is needed to run on Windows and macOS, as far as Linux can show it."""

import os
import subprocess
import sys

from app.settings import ROOT

IMPORT_WITHOUT = """
import importlib, pkgutil, sys
import app

def import_all():
    for module in pkgutil.walk_packages(app.__path__, "app."):
        if module.name != "app.__main__":
            importlib.import_module(module.name)

import_all()
# Other packages have their own branches for Windows: they stay imported
for name in [name for name in sys.modules if name.startswith("app.")]:
    del sys.modules[name]
for name in sys.argv[1:]:
    sys.modules[name] = None
import_all()
print(len([name for name in sys.modules if name.startswith("app.")]))
"""


def imported_without(*names: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", IMPORT_WITHOUT, *names],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )


def test_package_is_imported_without_modules_that_windows_lacks() -> None:
    done = imported_without("fcntl", "grp", "pwd", "resource", "termios", "uvloop")
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 200
    # The way of asking notices a module that is needed
    assert "import of csv halted" in imported_without("csv").stderr
