"""A request is parsed once and its statements run once, whatever comes of it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import URL

from app.db.reader import too_long
from app.db.sqlite import SqliteReader
from app.query.grammar import Grammar
from tests.conftest import problem_of
from tests.middleware.conftest import small_app
from tests.support.client import Client, client_of

Count = Callable[[], int]


@pytest.fixture(scope="module")
def client(small_url: URL) -> Iterator[Client]:
    with client_of(small_app(small_url)) as client:
        yield client


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Count:
    """Returns a function that returns how many queries were parsed."""
    calls: list[Any] = []
    parse = Grammar.parse

    def counted(self: Grammar, *arguments: Any) -> Any:
        calls.append(self)
        return parse(self, *arguments)

    monkeypatch.setattr(Grammar, "parse", counted)
    return lambda: len(calls)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/missions?programm=interkosmos", 400),
        ("/v1/missions?cursor=abc", 400),
        ("/v1/missions/nope", 404),
        ("/v1/missions/soyuz-28?x=1", 400),
        ("/v1/missions?format=csv", 200),
        ("/v1/missions?format=ndjson", 200),
        ("/v1/missions?format=bibtex", 200),
        ("/v1/missions?limit=1", 200),
        ("/v1/missions/soyuz-28", 200),
        ("/v1/firsts?by=country", 200),
        ("/v1/firsts?by=x", 400),
        ("/v1/search?q=remek", 200),
        ("/v1/dataset/download/nope", 404),
    ],
)
def test_query_is_parsed_once(
    client: Client, parsed: Count, path: str, status: int
) -> None:
    assert client.get(path).status_code == status
    assert parsed() == 1


def test_cached_response_is_not_parsed_again(client: Client, parsed: Count) -> None:
    for _ in range(3):
        assert client.get("/v1/missions?limit=2").status_code == 200
    assert parsed() == 1


@pytest.mark.parametrize(
    "path",
    [
        "/v1/firsts?country=CSK",
        "/v1/missions?kind=crewed-orbital&sort=name",
        "/v1/missions/soyuz-28?fields=name",
        "/v1/missions?format=csv&sort=name",
        "/v1/search?q=gubarev",
        "/missions?kind=crewed-orbital",
    ],
)
def test_statement_that_takes_too_long_is_not_run_again(
    client: Client, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    calls: list[str] = []

    def interrupted(name: str) -> Any:
        async def rows(*_: Any) -> Any:
            calls.append(name)
            raise too_long(5)

        return rows

    for name in ("rows", "long_rows"):
        monkeypatch.setattr(SqliteReader, name, interrupted(name))
    assert "more than 5 s" in problem_of(client.get(path), 503)["detail"]
    assert len(calls) == 1
