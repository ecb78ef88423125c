"""PostgreSQL goes away in the middle of traffic, and comes back.

The server is one of its own, so that no other test notices.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, delete
from sqlalchemy.schema import DropSchema

from app.db.engines import writing
from app.db.location import data_schemas
from app.models import Release
from tests.conftest import app_on, catalogue_on, problem_of, server_in
from tests.support.client import Client, client_of
from tests.support.factories import data_of, database_on, load_seed

pytestmark = [pytest.mark.postgresql, pytest.mark.xdist_group("postgresql")]
ASKED = [
    "/v1/missions?limit=2",
    "/v1/missions/soyuz-28",
    "/v1/missions?format=csv",
    "/v1/missions?format=ndjson",
    "/v1/firsts?country=POL",
    "/v1/in-space?at=1975-07-17",
    "/readyz",
]
"""Everything that needs the database."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A second server."""
    with server_in(tmp_path_factory.mktemp("mortal")) as server:
        yield server


@pytest.fixture(scope="module")
def url(server: Any, sqlite_url: URL) -> URL:
    return catalogue_on(server, sqlite_url)


@pytest.fixture
def mortal(url: URL) -> Iterator[Client]:
    """A client of an app on the second server, with open connections."""
    with client_of(app_on(url, cache_bytes=0)) as client:
        for path in ASKED:
            assert client.get(path).status_code == 200
        yield client


def test_the_server_goes_and_comes_back(server: Any, mortal: Client) -> None:
    before = {path: mortal.get(path).text for path in ASKED}
    server.stop()
    try:
        away = {path: mortal.get(path) for path in ASKED}
        alive = [mortal.get(path).status_code for path in ("/healthz", "/v1", "/docs")]
    finally:
        server.start()
    back = {path: mortal.get(path).text for path in ASKED}
    assert {path: one.status_code for path, one in away.items()} == dict.fromkeys(
        ASKED, 503
    )
    for response in away.values():
        problem = problem_of(response, 503)
        assert problem["type"] == "/problems/unavailable"
        assert int(response.headers["retry-after"]) > 0
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["access-control-allow-origin"] == "*"
    assert alive == [200, 200, 200]
    assert back == before


def test_other_data_is_looked_for_again_when_the_server_is_back(
    server: Any, tmp_path: Path
) -> None:
    path = "/v1/missions/soyuz-28"
    url = load_seed(tmp_path, database_on(server))
    with client_of(app_on(url, cache_bytes=0, refresh_seconds=0.02)) as client:
        server.stop()
        try:
            time.sleep(0.3)
            assert client.get("/readyz").status_code == 503
        finally:
            server.start()
        revision = client.json(path)["meta"]["dataset"]["revision"]
        load_seed(tmp_path, url, gaps=[])
        end = time.monotonic() + 20
        while client.json(path)["meta"]["dataset"]["revision"] == revision:
            assert time.monotonic() < end, "nobody looks any more"
            time.sleep(0.02)


def test_a_server_whose_data_was_taken_away_is_not_ready(
    url: URL, mortal: Client
) -> None:
    with writing(data_of(url)) as engine, engine.begin() as connection:
        connection.execute(delete(Release))
    problem = problem_of(mortal.get("/readyz"), 503)
    assert problem["type"] == "/problems/unavailable"
    assert mortal.json("/healthz") == {"status": "up"}
    with writing(url) as engine, engine.begin() as connection:
        [only] = data_schemas(connection)
        connection.execute(DropSchema(only, cascade=True))
    # Through each way in which statements are sent
    for path in ASKED:
        problem_of(mortal.get(path), 503)
