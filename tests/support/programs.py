"""Programs outside Python that some tests start, and that a machine may lack."""

import os
import shutil
from typing import NoReturn

import pytest


def program(name: str) -> str:
    """Returns the path of a program; the current test ends here if it is missing."""
    path = shutil.which(name, path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")
    return path or missing(name)


def missing(name: str) -> NoReturn:
    """Skips the current test, or fails it if the variable CI is set.

    `make test` installs the programs; continuous integration must not pass without the
    tests that need them.
    """
    message = f"{name} is not installed"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)
