"""The layers around the application do not depend on the database."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from sqlalchemy import URL

from tests.conftest import app_on
from tests.support.client import Client, client_of


@pytest.fixture(scope="session")
def app(sqlite_url: URL) -> FastAPI:
    """The application on SQLite alone."""
    return app_on(sqlite_url)


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[Client]:
    """A client of the application on SQLite alone."""
    with client_of(app) as client:
        yield client
