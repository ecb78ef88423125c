"""Validators: clients that have a response already are told so, others get it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import URL

from app.middleware.conditional import failed_precondition
from tests.conftest import problem_of
from tests.middleware.conftest import small_app
from tests.support.client import Client, client_of

CACHEABLE = [
    "/v1",
    "/v1/missions",
    "/v1/missions?limit=2&format=csv",
    "/v1/missions?limit=2&format=ndjson",
    "/v1/missions/soyuz-28",
    "/v1/countries/CSK",
    "/v1/firsts?country=CSK",
    "/v1/in-space?at=1978-03-04",
    "/v1/superlatives",
    "/v1/search?q=remek",
    "/v1/sources/essay?format=bibtex",
    "/v1/dataset",
    "/v1/dataset/download",
    "/openapi.json",
]
every_cacheable = pytest.mark.parametrize("path", CACHEABLE)


@pytest.fixture(scope="module", params=["with cache", "without cache"])
def client(request: pytest.FixtureRequest, small_url: URL) -> Iterator[Client]:
    cache_bytes = 10_000_000 if request.param == "with cache" else 0
    with client_of(small_app(small_url, cache_bytes=cache_bytes)) as client:
        yield client


def etag_of(client: Client, path: str, accept: str = "*/*") -> str:
    response = client.get(path, headers={"Accept": accept})
    assert response.status_code == 200, response.text[:500]
    return str(response.headers["etag"])


@every_cacheable
def test_client_with_the_response_gets_304_and_others_get_the_response(
    client: Client, path: str
) -> None:
    whole = client.get(path)
    etag = whole.headers["etag"]
    assert etag.startswith('W/"')
    caching = whole.headers["cache-control"]
    assert caching == "public, max-age=300, stale-while-revalidate=86400"
    assert whole.headers["vary"] == "Accept, Accept-Encoding"
    strong = etag.removeprefix("W/")
    for known in (etag, strong, "*", f'"x", {strong}', f'W/"x",{etag}'):
        for method in ("GET", "HEAD"):
            headers = {"If-None-Match": known}
            response = client.request(method, path, headers=headers)
            assert (response.status_code, response.content) == (304, b"")
            for name in ("etag", "cache-control", "vary"):
                assert response.headers[name] == whole.headers[name]
            assert "content-length" not in response.headers
    for known in ("", '"x"', "x", '"*"', etag[:-2], 'W/"x", "y"'):
        response = client.get(path, headers={"If-None-Match": known})
        assert (response.status_code, response.content) == (200, whole.content)


def test_weak_tag_never_satisfies_if_match(client: Client) -> None:
    path = "/v1/missions/soyuz-28"
    etag = etag_of(client, path)
    for known in (etag, etag.removeprefix("W/"), '"x"'):
        response = client.get(path, headers={"If-Match": known})
        assert etag in problem_of(response, 412)["detail"]
    assert client.get(path, headers={"If-Match": "*"}).status_code == 200


def test_equal_queries_have_one_validator_and_others_have_others(
    client: Client,
) -> None:
    spellings = [
        "/v1/missions?limit=2&kind=crewed-orbital",
        "/v1/missions?kind=crewed-orbital&limit=2",
        "/v1/missions?kind=%63rewed-orbital&limit=2",
    ]
    assert len({client.get(path).content for path in spellings}) == 1
    assert len({etag_of(client, path) for path in spellings}) == 1
    codes = ("czechoslovakia", "CSK", "CSHH")
    assert len({etag_of(client, f"/v1/countries/{code}") for code in codes}) == 1
    others = [
        ("/v1/stations", "*/*"),
        ("/v1/stations?limit=2", "*/*"),
        ("/v1/stations", "text/csv"),
        ("/v1/stations", "application/x-ndjson"),
        ("/v1/stations/salyut-6", "*/*"),
        ("/v1/stations/salyut-6?fields=id", "*/*"),
        ("/v1/missions", "*/*"),
    ]
    assert len({etag_of(client, *other) for other in others}) == len(others)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/missions/nope", 404),
        ("/v1/missions?programm=interkosmos", 400),
        ("/v1/missions?cursor=abc&format=csv", 400),
        ("/v1/in-space?at=", 400),
        ("/nope", 404),
    ],
)
def test_no_validator_matches_an_error(client: Client, path: str, status: int) -> None:
    response = client.get(path, headers={"If-None-Match": "*"})
    problem_of(response, status)
    assert response.headers["cache-control"] == "no-store"


def test_health_is_never_cached(client: Client) -> None:
    for path in ("/healthz", "/readyz"):
        assert client.get(path).headers["cache-control"] == "no-store"


def test_max_age_is_a_setting(small_url: URL) -> None:
    with client_of(small_app(small_url, max_age=7)) as client:
        for path in CACHEABLE:
            assert "max-age=7," in client.get(path).headers["cache-control"]


# -- The rules of RFC 9110, section 13

BEFORE, CHANGE, AFTER = (
    "Thu, 02 Mar 1978 15:28:10 GMT",
    "Thu, 02 Mar 1978 15:28:11 GMT",
    "Thu, 02 Mar 1978 15:28:12 GMT",
)
MODIFIED = datetime(1978, 3, 2, 15, 28, 11, 500_000, UTC).timestamp()
MATCH, NONE_MATCH = "if-match", "if-none-match"
SINCE, UNMODIFIED = "if-modified-since", "if-unmodified-since"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, None),
        ({MATCH: '"a"'}, None),
        ({MATCH: '"b" , "a"'}, None),
        ({MATCH: " * "}, None),
        ({MATCH: '"b"'}, 412),
        ({MATCH: 'W/"a"'}, 412),
        ({MATCH: ""}, 412),
        ({UNMODIFIED: CHANGE}, None),
        ({UNMODIFIED: BEFORE}, 412),
        ({SINCE: CHANGE}, 304),
        ({SINCE: AFTER}, 304),
        ({SINCE: BEFORE}, None),
        ({NONE_MATCH: 'W/"a"'}, 304),
        ({NONE_MATCH: '"b"'}, None),
        # The order of section 13.2.2: tags before dates, 412 before 304
        ({MATCH: '"a"', UNMODIFIED: BEFORE}, None),
        ({MATCH: '"b"', NONE_MATCH: '"a"'}, 412),
        ({UNMODIFIED: BEFORE, NONE_MATCH: '"a"'}, 412),
        ({MATCH: '"a"', NONE_MATCH: '"a"'}, 304),
        ({NONE_MATCH: '"b"', SINCE: AFTER}, None),
        ({UNMODIFIED: CHANGE, SINCE: CHANGE}, 304),
    ],
)
def test_preconditions_follow_the_rfc(
    headers: dict[str, str], status: int | None
) -> None:
    assert failed_precondition(headers, '"a"', MODIFIED) == status


def test_conditions_on_dates_need_the_date_of_the_response() -> None:
    for name in (SINCE, UNMODIFIED):
        assert failed_precondition({name: BEFORE}, '"a"') is None


DATES = st.text() | st.builds(
    "Thu, {} Mar {} {}:28:10 {}".format,
    *(st.integers(0, 10**30) for _ in range(3)),
    st.sampled_from(["GMT", "-0000", "EST"]) | st.integers().map("{:+05}".format),
)


@settings(max_examples=200, derandomize=True, deadline=None, database=None)
@given(DATES)
@pytest.mark.parametrize("name", [SINCE, UNMODIFIED])
def test_no_text_of_a_date_is_an_exception(name: str, date: str) -> None:
    assert failed_precondition({name: date}, '"a"', MODIFIED) in (None, 304, 412)


@pytest.mark.parametrize(
    "date",
    [
        "",
        "1978",
        "Thu, 02 Mar 99999999999999999999 00:00:00 GMT",
        "Thu, 02 Mar 1978 00:00:00 +99999999999999999999",
    ],
)
def test_condition_on_a_date_that_is_not_one_is_ignored(date: str) -> None:
    for name in (SINCE, UNMODIFIED):
        assert failed_precondition({name: date}, '"a"', MODIFIED) is None
