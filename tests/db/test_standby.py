"""Answers are read from a streaming standby, while loading writes to its primary."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from httpx import Response
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import URL
from sqlalchemy.exc import OperationalError

from app.cli import main
from app.cli.program import ExitCode
from app.db.postgresql import POSTGRESQL
from app.db.urls import normal_url
from app.ingest.load import loaded_revision, revision_of
from tests.conftest import app_on, problem_of, server_in
from tests.support.client import Client, client_of
from tests.support.factories import changed, database_on, load_seed, write_seed
from tests.support.serving import served
from tests.support.standby import Standby

pytestmark = [pytest.mark.postgresql, pytest.mark.xdist_group("postgresql")]
PATHS = [
    "/v1/missions?include=claims",
    "/v1/missions?format=csv",
    "/v1/firsts?country=CSK",
    "/v1/dataset",
    "/missions/soyuz-28",
]
NAMED = "/v1/missions/soyuz-28?fields=name"


@pytest.fixture(scope="module")
def primary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with server_in(tmp_path_factory.mktemp("primary") / "data") as server:
        yield server


@pytest.fixture(scope="module")
def standby(primary: Any) -> Iterator[Standby]:
    standby = Standby(primary)
    yield standby
    standby.remove()


@pytest.fixture
def url(primary: Any, tmp_path: Path) -> URL:
    """The tiny seed on the primary."""
    return load_seed(tmp_path, database_on(primary))


@pytest.mark.parametrize(
    ("address", "hosts", "ports"),
    [
        ("postgresql://u@a,b/n?target_session_attrs=prefer-standby", "a,b", ","),
        ("postgresql://u:p%40,q@a:1,b:2/n", "a,b", "1,2"),
        ("postgresql://u@a:1,b/n", "a,b", "1,"),
        ("postgresql://u@[::1]:1,b:2/n", "::1,b", "1,2"),
        ("postgresql://a:1/n", "a", 1),
    ],
)
def test_an_address_may_name_several_hosts(
    address: str, hosts: str, ports: object
) -> None:
    _, taken = POSTGRESQL.create_connect_args(normal_url(address))
    assert (taken["host"], taken.get("port")) == (hosts, ports)
    theirs = conninfo_to_dict(address)
    assert taken.get("target_session_attrs") == theirs.get("target_session_attrs")
    assert taken.get("password") == theirs.get("password")


def until_arrived(url: URL, revision: str | None) -> None:
    end = time.monotonic() + 30
    while True:
        # The database itself comes by the same way
        with suppress(OperationalError):
            if loaded_revision(url) == revision:
                return
        assert time.monotonic() < end, "the standby does not follow"
        time.sleep(0.02)


@pytest.fixture
def followed(url: URL, standby: Standby) -> URL:
    """The address of the standby, when it has what the primary has."""
    place = standby.url(url)
    until_arrived(place, loaded_revision(url))
    return place


def name_of(client: Client) -> str:
    response = client.get(NAMED)
    assert response.status_code == 200, response.text
    name: str = response.json()["data"]["name"]
    return name


def until_told(client: Client, name: str) -> None:
    end = time.monotonic() + 30
    while name_of(client) != name:
        assert time.monotonic() < end, f"{name} is not told"
        time.sleep(0.02)


def test_a_standby_answers_with_the_same_bytes(url: URL, followed: URL) -> None:
    with client_of(app_on(url)) as primary, client_of(app_on(followed)) as standby:
        for path in PATHS:
            one, other = primary.get(path), standby.get(path)
            assert (one.status_code, one.content) == (200, other.content)
            assert one.headers == other.headers


def test_new_data_arrives_through_the_standby_and_no_answer_mixes_two_loads(
    url: URL, followed: URL, tmp_path: Path
) -> None:
    app = app_on(followed, refresh_seconds=0.02, cache_bytes=0)
    with client_of(app) as client, ThreadPoolExecutor(1) as loading:
        seen: dict[tuple[str, str], set[bytes]] = {}
        for number in range(2):
            name = f"Soyuz 28, told {number} times"
            missions = changed("missions", "soyuz-28", name=name)
            loaded = loading.submit(load_seed, tmp_path, url, missions=missions)
            while name_of(client) != name or not loaded.done():
                for path in PATHS:
                    answer = client.get(path)
                    assert answer.status_code == 200, answer.text
                    named = (path, answer.headers["etag"])
                    seen.setdefault(named, set()).add(answer.content)
            loaded.result()
    assert len(seen) >= 2 * len(PATHS)
    assert [bodies for bodies in seen.values() if len(bodies) > 1] == []


def test_serve_loads_the_primary_and_answers_from_the_standby(
    primary: Any, standby: Standby, tmp_path: Path
) -> None:
    url = database_on(primary)
    revision = revision_of(write_seed(tmp_path / "seed"))
    settings = {
        "RENDEZVOUS_SEED_DATA": str(tmp_path / "seed"),
        "RENDEZVOUS_DATA_FOLDER": str(tmp_path / "var"),
        "RENDEZVOUS_DATABASE_URL": url.render_as_string(hide_password=False),
        "RENDEZVOUS_READ_URL": standby.url(url).render_as_string(hide_password=False),
    }
    with served(settings) as client:
        ready = {"status": "ready", "revision": f"sha256:{revision}"}
        assert client.get("/readyz").json() == ready
        primary.stop()
        try:
            assert client.get(PATHS[0]).status_code == 200
            # Nor does one who begins now need the primary
            with served(settings) as late:
                assert late.get("/readyz").json() == ready
        finally:
            primary.start()


def test_what_does_not_follow_the_primary_is_told(
    primary: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    databases = [database_on(primary) for _ in range(2)]
    owner, other = (one.render_as_string(hide_password=False) for one in databases)
    monkeypatch.setattr("app.ingest.ensure_loaded.STANDBY_SECONDS", 0.2)
    monkeypatch.setattr("sys.argv", ["rendezvous", "serve"])
    for name, value in {
        "RENDEZVOUS_SEED_DATA": write_seed(tmp_path / "seed"),
        "RENDEZVOUS_DATA_FOLDER": tmp_path / "var",
        "RENDEZVOUS_DATABASE_URL": owner,
        "RENDEZVOUS_READ_URL": other,
    }.items():
        monkeypatch.setenv(name, str(value))
    # Whether it has to be loaded first, or is loaded already
    for _ in range(2):
        with pytest.raises(SystemExit) as end:
            main()
        assert end.value.code == ExitCode.UNAVAILABLE
        assert (
            "RENDEZVOUS_READ_URL cannot be used: it did not" in capsys.readouterr().err
        )


def asked(client: Client, ended: Event) -> list[Response]:
    found = []
    while not ended.is_set():
        found += [client.get(path) for path in PATHS]
    return found


def test_a_standby_that_goes_is_told_as_an_outage_and_comes_back(
    followed: URL, standby: Standby
) -> None:
    with client_of(app_on(followed, cache_bytes=0)) as client:
        before = client.get(PATHS[0]).content
        standby.stop()
        try:
            problem = problem_of(client.get(PATHS[0]), 503)
        finally:
            standby.start()
        assert problem["type"] == "/problems/unavailable"
        assert client.get(PATHS[0]).content == before


def test_the_primary_stands_in_for_a_standby_that_goes(
    url: URL, followed: URL, standby: Standby
) -> None:
    ended = Event()
    with (
        client_of(app_on(standby.both(url), cache_bytes=0)) as client,
        ThreadPoolExecutor(1) as pool,
    ):
        asking = pool.submit(asked, client, ended)
        try:
            standby.stop()
            standby.start()
            until_arrived(followed, loaded_revision(url))
        finally:
            ended.set()
        assert {one.status_code for one in asking.result()} == {200}


def test_a_standby_becomes_the_primary_under_traffic(
    primary: Any, url: URL, followed: URL, standby: Standby, tmp_path: Path
) -> None:
    ended = Event()
    app = app_on(followed, refresh_seconds=0.02, cache_bytes=0)
    with client_of(app) as client, ThreadPoolExecutor(1) as pool:
        asking = pool.submit(asked, client, ended)
        try:
            primary.stop()
            standby.promote()
            # The loader finds the one of both hosts that can be written to
            missions = changed("missions", "soyuz-28", name="Soyuz of the other")
            load_seed(tmp_path / "again", standby.both(url), missions=missions)
            until_told(client, "Soyuz of the other")
        finally:
            ended.set()
            primary.start()
        assert {one.status_code for one in asking.result()} == {200}
