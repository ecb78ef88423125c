"""Fixtures of tests of promises: a note of attempts, and installations to break."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import URL

from tests.support.factories import ON_BOTH, empty_database
from tests.trust.installation import Installation
from tests.trust.table import TRIAL, Trial

Tried = Callable[..., None]


@pytest.fixture
def tried(request: pytest.FixtureRequest) -> Tried:
    """Notes the attempts to break a promise, and fails the test if one succeeded."""

    def note(promise: str, attempts: int, failures: list[str], notes: str = "") -> None:
        trial = Trial(promise, attempts, len(failures), notes)
        request.node.user_properties.append((TRIAL, tuple(trial)))
        assert not failures, failures[:3]

    return note


@pytest.fixture(params=ON_BOTH)
def installation(request: pytest.FixtureRequest, tmp_path: Path) -> Installation:
    """The tiny seed, not loaded yet, on a database of each kind in turn."""
    return Installation(tmp_path, empty_database(request, request.param, tmp_path))


@pytest.fixture
def on_file(tmp_path: Path) -> Installation:
    """The tiny seed, not loaded yet, with a file as its database."""
    return Installation(tmp_path, URL.create("sqlite", database=f"{tmp_path}/data.db"))
