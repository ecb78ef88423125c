"""What was asked before is answered from memory: the same bytes, within a budget."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI, Request, Response
from sqlalchemy import URL

from app.api.responses import question, respond
from app.middleware.response_cache import LONGEST_KEY, OVERHEAD, Bounded
from app.services.envelope import Content
from tests.conftest import app_on, problem_of
from tests.support.client import Client, client_of
from tests.support.recorded_statements import sent

PATHS = [
    "/v1/missions?programme=interkosmos&limit=3",
    "/v1/missions?sort=-mass_kg&limit=1000&fields=id",
    "/v1/stations?include=claims&limit=2",
    "/v1/missions?facet=kind&limit=0",
    "/v1/missions/soyuz-28",
    "/v1/missions/soyuz-28?include=claims",
    "/v1/missions/soyuz-28?format=jsonld",
    "/v1/countries/CSK",
    "/v1/sources/000-essay?format=bibtex",
    "/v1/firsts?by=country",
    "/v1/in-space?at=1975-07-17",
    "/v1/records",
    "/v1/search?q=gagarin",
    "/v1/dataset",
]
every_path = pytest.mark.parametrize("path", PATHS)


@pytest.fixture(params=["from questions", "from answers"])
def front(request: pytest.FixtureRequest, sqlite_url: URL) -> Iterator[Client]:
    """A client of an app that keeps questions only, or answers too."""
    kept = {"from questions": 0, "from answers": 10_000_000}
    with client_of(app_on(sqlite_url, cache_bytes=kept[request.param])) as client:
        yield client


@every_path
def test_asked_again_the_answer_is_the_same_to_the_byte(
    front: Client, path: str
) -> None:
    first, *others = [front.get(path) for _ in range(4)]
    assert first.status_code == 200
    for other in others:
        assert other.status_code == 200
        assert other.content == first.content
        assert dict(other.headers) == dict(first.headers)


@every_path
def test_asked_for_a_third_time_the_database_is_not_asked(
    sqlite_url: URL, path: str
) -> None:
    with client_of(app_on(sqlite_url)) as client:
        answers = [client.get(path).content for _ in range(2)]
        with sent() as seen:
            assert client.get(path).content == answers[0]
    assert seen == []


@every_path
def test_whoever_has_the_answer_is_told_so_from_memory(
    front: Client, path: str
) -> None:
    for _ in range(3):
        etag = front.get(path).headers["etag"]
        for known in (etag, f'W/{etag}, "x"', "*"):
            response = front.get(path, headers={"If-None-Match": known})
            assert response.status_code == 304
            assert response.headers["etag"].startswith(etag[:33])
            assert response.headers["access-control-allow-origin"] == "*"
            assert "content-length" not in response.headers


def test_what_is_refused_is_refused_again(front: Client) -> None:
    for path, status in (("/v1/missions?limit=x", 400), ("/v1/missions/x", 404)):
        problems = [front.get(path) for _ in range(3)]
        assert {one.status_code for one in problems} == {status}
        assert {one.headers["cache-control"] for one in problems} == {"no-store"}


def test_one_address_answers_each_in_the_form_that_it_likes(front: Client) -> None:
    path = "/v1/sources/000-essay"
    for _ in range(3):
        for media in ("application/json", "application/ld+json"):
            headers = {"Accept": media}
            told = front.get(path, headers=headers).headers["content-type"]
            assert told.startswith(media)
        refused = front.get(path, headers={"Accept": "image/png"})
        assert refused.status_code == 406


def test_other_data_is_not_answered_from_memory(app: FastAPI, client: Client) -> None:
    path = "/v1/missions/soyuz-30"
    for _ in range(3):
        assert client.get(path).status_code == 200
    with sent() as seen:
        client.json(path)
    assert seen == []
    app.state.front.take_up(app.state.snapshot)
    assert len(app.state.front.answers) == len(app.state.front.questions) == 0
    with sent() as seen:
        client.json(path)
    assert len(seen) == 1


def test_a_question_of_unusual_length_is_not_remembered(sqlite_url: URL) -> None:
    app = app_on(sqlite_url)
    longest = "a" * (LONGEST_KEY - len("/v1/missions" + "q=" + "*/*"))
    with client_of(app) as client:
        for query, count in ((longest, 0), (longest[1:], 1)):
            assert client.get(f"/v1/missions?q={query}").status_code == 200
            assert len(app.state.front.questions) == count


def test_a_question_that_fails_later_is_told_by_the_application(
    sqlite_url: URL,
) -> None:
    app = app_on(sqlite_url)
    asked = []

    @app.get("/v1/fickle")
    async def fickle(request: Request) -> Response:
        async def make() -> Content:
            asked.append(1)
            if len(asked) > 1:
                raise RuntimeError("secret of /var/lib/rendezvous")
            return Content(b"{}")

        asked_for = question(app.state.snapshot, "/v1/fickle", make)
        return await respond(request, asked_for)

    with client_of(app) as client:
        assert client.get("/v1/fickle").status_code == 200
        problem = problem_of(client.get("/v1/fickle"), 500)
    assert "secret" not in str(problem)
    assert len(asked) == 3


def test_memory_is_bounded_by_what_it_weighs() -> None:
    memory: Bounded[str] = Bounded(8 * OVERHEAD)
    for number in range(100):
        memory.put(number, "answer", OVERHEAD)
    assert (len(memory), memory.weight) == (8, 8 * OVERHEAD)
    assert memory.get(91) is None
    assert memory.get(92) == "answer"
    memory.put(100, "answer", OVERHEAD)
    assert memory.get(92) == "answer", "what was used last is kept"
    assert memory.get(93) is None
    memory.put(100, "longer", OVERHEAD)
    assert memory.weight == 8 * OVERHEAD
    memory.put(101, "too heavy", 2 * OVERHEAD)
    assert memory.get(101) is None


def test_counts_are_remembered_within_bounds(
    monkeypatch: pytest.MonkeyPatch, sqlite_url: URL
) -> None:
    monkeypatch.setattr("app.services.lists.MAX_TOTALS", 2)
    app = app_on(sqlite_url)
    with client_of(app) as client:
        for year in range(1970, 1976):
            client.json(f"/v1/missions?launched={year}")
            assert 0 < len(app.state.snapshot.totals) <= 2
