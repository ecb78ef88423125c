"""Requests behind pages: how often they are sent, and ids and queries of any kind."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from sqlalchemy import URL

from app.web import routes
from tests.conftest import app_on
from tests.support.client import Client, client_of


class Counts(NamedTuple):
    """A client of the app, with the requests behind pages and the rendered templates."""

    client: Client
    requests: Counter[str]
    templates: Counter[str]


@pytest.fixture
def counts(
    sqlite_url: URL, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Counts]:
    """The app with a response cache of the size that the test names, in bytes."""
    app = app_on(sqlite_url, cache_bytes=request.param)
    requests: Counter[str] = Counter()
    templates: Counter[str] = Counter()
    render, get = routes.render, app.state.client.get

    def count_render(request: Any, template: str, **values: Any) -> str:
        templates[template] += 1
        return render(request, template, **values)

    async def count_get(path: str) -> Any:
        requests[path] += 1
        return await get(path)

    monkeypatch.setattr(routes, "render", count_render)
    monkeypatch.setattr(app.state.client, "get", count_get)
    with client_of(app) as client:
        yield Counts(client, requests, templates)


@pytest.mark.parametrize("counts", [1_000_000], indirect=True)
def test_page_is_rendered_once_for_all_visits(counts: Counts) -> None:
    pages = [counts.client.get("/stations/mir") for _ in range(3)]
    assert [page.status_code for page in pages] == [200] * 3
    assert len({page.text for page in pages}) == 1
    assert counts.templates == {"record.html": 1}
    assert set(counts.requests.values()) == {1}
    assert len(counts.requests) > 3


@pytest.mark.parametrize("counts", [0], indirect=True)
def test_known_page_is_not_rendered(counts: Counts) -> None:
    etag = counts.client.get("/stations/mir").headers["etag"]
    counts.requests.clear()
    counts.templates.clear()
    known = {"If-None-Match": etag}
    assert counts.client.get("/stations/mir", headers=known).status_code == 304
    assert counts.requests == {"/v1/stations/mir?include=claims": 1}
    assert not counts.templates
