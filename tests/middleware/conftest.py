"""A small data set for layers that do not depend on the data."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import URL

from tests.conftest import app_on
from tests.support.client import Client, client_of
from tests.support.factories import load_seed


@pytest.fixture(scope="session")
def small_url(tmp_path_factory: pytest.TempPathFactory) -> URL:
    """The small seed as a file, beside its downloads."""
    return load_seed(tmp_path_factory.mktemp("middleware"))


def small_app(url: URL, **settings: Any) -> FastAPI:
    """The application on the small seed."""
    return app_on(url, data_folder=Path(url.database or "").parent, **settings)


@pytest.fixture(scope="session")
def small_client(small_url: URL) -> Iterator[Client]:
    """A client of the application on the small seed."""
    with client_of(small_app(small_url)) as client:
        yield client
