"""Several workers switch to new data without a failed request or a mixed answer."""

import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import httpx
import pytest
from sqlalchemy import URL

from tests.support.factories import ON_BOTH, changed, empty_database, load_seed
from tests.support.serving import served

PATHS = [
    "/v1/missions?include=claims&facet=kind",
    "/v1/missions/soyuz-28?include=claims",
    "/v1/firsts?country=CSK",
    "/v1/missions?format=ndjson",
    "/v1/dataset",
    "/missions/soyuz-28",
]
NAMES = ("Soyuz 28", "Soyuz twenty-eight", "Soyuz 28 again")
THREADS = 4
Seen = dict[str, dict[str, set[str]]]
"""Bodies by path and validator."""


@pytest.fixture(params=ON_BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """A database of each kind in turn, with the tiny seed."""
    return load_seed(tmp_path, empty_database(request, request.param, tmp_path))


@pytest.fixture
def server(url: URL, tmp_path: Path) -> Iterator[httpx.Client]:
    """A client of two processes that remember no answers."""
    settings = {
        "RENDEZVOUS_SEED_DATA": str(tmp_path / "seed"),
        "RENDEZVOUS_DATA_FOLDER": str(tmp_path / "var"),
        "RENDEZVOUS_DATABASE_URL": url.render_as_string(hide_password=False),
        "RENDEZVOUS_CACHE_BYTES": "0",
        "RENDEZVOUS_REFRESH_SECONDS": "0.05",
    }
    with served(settings, options=("--workers", "2")) as client:
        client.get("/readyz").raise_for_status()
        yield client


def ask_until(ended: Event, base: httpx.URL, seen: Seen) -> None:
    """Collects everything that is answered until then; every answer must be 200."""
    with httpx.Client(base_url=base) as client:
        while not ended.is_set():
            for path in PATHS:
                response = client.get(path)
                assert response.status_code == 200, response.text
                seen[path][response.headers["etag"]].add(response.text)


def until_every_path_was_asked(seen: list[Seen], versions: int) -> None:
    """Wait until the clients have seen so many versions of each answer."""
    end = time.monotonic() + 60
    for path in PATHS:
        while len({etag for one in seen for etag in list(one[path])}) < versions:
            assert time.monotonic() < end, f"{path} was not asked"
            time.sleep(0.01)


def until_every_process_tells(base: httpx.URL, name: str) -> None:
    """Wait until twenty new connections in a row are answered with the new name."""
    end = time.monotonic() + 60
    names: set[Any] = set()
    while names != {name}:
        assert time.monotonic() < end, f"{names} is still served"
        names = {
            httpx.get(base.join("/v1/missions/soyuz-28")).json()["data"]["name"]
            for _ in range(20)
        }


def test_new_data_replaces_old_under_load_without_failures(
    server: httpx.Client, url: URL, tmp_path: Path
) -> None:
    ended = Event()
    seen: list[Seen] = [
        {path: defaultdict(set) for path in PATHS} for _ in range(THREADS)
    ]
    with ThreadPoolExecutor(THREADS) as pool:
        asking = [
            pool.submit(ask_until, ended, server.base_url, by_client)
            for by_client in seen
        ]
        try:
            until_every_path_was_asked(seen, 1)
            for versions, name in enumerate(NAMES[1:], start=2):
                missions = changed("missions", "soyuz-28", name=name)
                load_seed(tmp_path / "again", url, missions=missions)
                until_every_process_tells(server.base_url, name)
                until_every_path_was_asked(seen, versions)
        finally:
            ended.set()
    for client in asking:
        client.result()
    for path in PATHS:
        bodies: dict[str, set[str]] = defaultdict(set)
        for seen_by_client in seen:
            for etag, texts in seen_by_client[path].items():
                bodies[etag] |= texts
        # A validator names bytes, whichever process sent them
        assert [len(texts) for texts in bodies.values()] == [1] * len(NAMES)
        names = {name for [body] in bodies.values() for name in NAMES if name in body}
        assert path == "/v1/dataset" or names == {*NAMES}
