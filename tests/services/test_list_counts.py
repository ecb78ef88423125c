"""Numbers that the loader stores equal those that a request would count."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

import pytest
from sqlalchemy import URL

from app.resources import RESOURCES, Resource
from tests.conftest import app_on
from tests.support.client import Client, client_of
from tests.support.contract import each_resource
from tests.support.recorded_statements import sent


@pytest.fixture(scope="module")
def counting(sqlite_url: URL) -> Iterator[Client]:
    """A client of an application that counts everything itself."""
    app = app_on(sqlite_url)
    with client_of(app) as client:
        snapshot = app.state.snapshot
        snapshot.reference_data = replace(snapshot.reference_data, list_counts={})
        yield client


def lists_of(resource: Resource) -> Iterator[str]:
    yield "limit=0"
    for key in resource.sorts:
        yield f"sort={key}&limit=0"
    last = list(resource.sorts)[-1]
    for name, declared in resource.filters.items():
        for query in (f"{name}={quote(declared.example)}", f"{name}__exists=true"):
            yield f"{query}&limit=0"
        yield f"{query}&sort={last}&limit=0"
    yield from ("counted=all&limit=0&sort=mass_kg", "limit=0&facet=launch_site")


@each_resource
def test_stored_numbers_are_those_that_are_counted(
    quick_client: Client, counting: Client, resource: Resource
) -> None:
    for query in lists_of(resource):
        path = f"{resource.path}?{query}"
        stored, counted = quick_client.get(path), counting.get(path)
        assert stored.status_code == counted.status_code
        assert stored.text == counted.text, path


def test_list_without_filters_is_not_counted(sqlite_url: URL) -> None:
    with client_of(app_on(sqlite_url)) as client, sent() as statements:
        for resource in RESOURCES:
            for key in resource.sorts:
                client.json(f"{resource.path}?sort={key}&limit=1")
    assert statements
    assert [text for text, _ in statements if "count(" in text] == []
