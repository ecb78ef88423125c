"""Whoever has an answer is told so: validators, age, and what it varies with."""

import pytest
from sqlalchemy import URL

from app.main import create_app
from app.settings import Settings
from tests.conftest import problem_of
from tests.support.client import Client, client_of

KEPT = [
    "/v1",
    "/v1/missions",
    "/v1/missions?limit=2&format=csv",
    "/v1/missions?limit=2&format=ndjson",
    "/v1/missions/soyuz-28",
    "/v1/countries/CSK",
    "/v1/firsts?country=POL",
    "/v1/in-space?at=1975-07-17",
    "/v1/dataset",
    "/v1/dataset/download",
]
every_kept = pytest.mark.parametrize("path", KEPT)


def etag_of(client: Client, path: str, accept: str = "*/*") -> str:
    response = client.get(path, headers={"Accept": accept})
    assert response.status_code == 200, response.text[:500]
    return str(response.headers["etag"])


@every_kept
def test_an_answer_says_how_long_it_may_be_kept(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["etag"].startswith('"')
    kept = headers["cache-control"]
    assert kept == "public, max-age=300, stale-while-revalidate=86400"
    assert headers["vary"] == "Accept, Accept-Encoding"


@every_kept
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("known", ["{}", "W/{}", "*", '"x", {}', 'W/"x",{}'])
def test_whoever_has_an_answer_is_told_so(
    client: Client, path: str, method: str, known: str
) -> None:
    full = client.get(path)
    tags = {"If-None-Match": known.format(full.headers["etag"])}
    response = client.request(method, path, headers=tags)
    assert response.status_code == 304
    assert response.content == b""
    for name in ("etag", "cache-control", "vary", "access-control-allow-origin"):
        assert response.headers[name] == full.headers[name]
    assert "content-length" not in response.headers


@every_kept
@pytest.mark.parametrize("known", ["", '"x"', "x", '"*"', 'W/"x", "y"'])
def test_whoever_has_another_answer_gets_this_one(
    quick_client: Client, path: str, known: str
) -> None:
    response = quick_client.get(path, headers={"If-None-Match": known})
    assert response.status_code == 200
    assert response.content == quick_client.get(path).content


def test_one_query_has_one_validator_however_it_is_written(client: Client) -> None:
    spellings = [
        "/v1/missions?limit=2&kind=satellite",
        "/v1/missions?kind=satellite&limit=2",
        "/v1/missions?kind=%73atellite&limit=2",
    ]
    assert len({etag_of(client, path) for path in spellings}) == 1
    answers = [client.get(path).content for path in spellings]
    assert len(set(answers)) == 1


def test_one_state_has_one_validator_however_it_is_called(client: Client) -> None:
    codes = ("czechoslovakia", "CSK", "CSHH")
    assert len({etag_of(client, f"/v1/countries/{code}") for code in codes}) == 1


def test_other_answers_have_other_validators(client: Client) -> None:
    asked = [
        ("/v1/stations", "*/*"),
        ("/v1/stations?limit=2", "*/*"),
        ("/v1/stations", "text/csv"),
        ("/v1/stations", "application/x-ndjson"),
        ("/v1/stations/mir", "*/*"),
        ("/v1/stations/mir?fields=id", "*/*"),
        ("/v1/missions", "*/*"),
    ]
    assert len({etag_of(client, *one) for one in asked}) == len(asked)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/missions/nope", 404),
        ("/v1/missions?programm=interkosmos", 400),
        ("/v1/missions?cursor=abc", 400),
        ("/v1/missions?cursor=abc&format=csv", 400),
        ("/v1/in-space", 400),
        ("/nope", 404),
    ],
)
def test_nobody_has_an_answer_that_does_not_exist(
    client: Client, path: str, status: int
) -> None:
    problem_of(client.get(path, headers={"If-None-Match": "*"}), status)


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_never_kept(client: Client, path: str) -> None:
    assert client.get(path).headers["cache-control"] == "no-store"


def test_an_installation_decides_how_long_answers_are_kept(sqlite_url: URL) -> None:
    with client_of(create_app(Settings(max_age=7), sqlite_url)) as client:
        for path in KEPT:
            assert "max-age=7," in client.get(path).headers["cache-control"]
