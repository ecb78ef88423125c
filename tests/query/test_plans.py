"""Query plans of SQLite: every list is read from an index, however much data there is.

The statements that the app sends are recorded and explained on the real catalogue.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import quote

import pytest
from sqlalchemy import URL

from app.resources import BY_NAME, RESOURCES, Resource
from tests.conftest import app_on
from tests.support.client import Client, client_of
from tests.support.contract import each_resource
from tests.support.recorded_statements import Sent, sent

SCAN = re.compile(r"SCAN \w+$")
"""A table that is read whole, without an index."""
SORTS = [
    (resource.name, f"{direction}{key}")
    for resource in RESOURCES
    for key in resource.sorts
    for direction in ("", "-")
]


@pytest.fixture(scope="module")
def client(sqlite_url: URL) -> Iterator[Client]:
    with client_of(app_on(sqlite_url, refresh_seconds=3600)) as client:
        yield client


def plan(url: URL, statements: Sent) -> list[str]:
    """Returns the steps of SQLite for statements, except counts of a whole result."""
    with closing(sqlite3.connect(url.database or "")) as database:
        return [
            row[3]
            for text, values in statements
            if not text.startswith("SELECT count(")
            for row in database.execute(f"EXPLAIN QUERY PLAN {text}", values)
        ]


def harms(steps: list[str]) -> list[str]:
    """Returns the steps that read a table whole, or sort."""
    scanned = re.compile(r"SCAN (?!keys|first|within|start|CONSTANT)\w+$")
    return [step for step in steps if scanned.match(step) or "TEMP B-TREE" in step]


@pytest.mark.parametrize(("name", "sort"), SORTS)
def test_sorted_page_is_read_from_an_index_wherever_it_is(
    client: Client, sqlite_url: URL, name: str, sort: str
) -> None:
    path: str | None = f"{BY_NAME[name].path}?sort={sort}&limit=7&fields=id"
    for _ in range(3):
        with sent() as statements:
            page = client.json(str(path))
        steps = plan(sqlite_url, statements)
        assert steps
        assert harms(steps) == []
        path = page["links"]["next"]


@each_resource
def test_no_filter_reads_a_table_whole_in_any_order(
    client: Client, sqlite_url: URL, resource: Resource
) -> None:
    for name, declared in resource.filters.items():
        path = f"{resource.path}?{name}={quote(declared.example)}&limit=7&fields=url"
        with sent() as statements:
            for key in resource.sorts:
                client.json(f"{path}&sort={key}")
                client.json(f"{path}&sort=-{key}")
        scans = {step for step in plan(sqlite_url, statements) if SCAN.match(step)}
        # There are a few hundred states
        assert scans <= {"SCAN countries"}, name


@each_resource
def test_no_wrong_value_reads_a_table_whole(
    client: Client, sqlite_url: URL, resource: Resource
) -> None:
    for name in resource.filters:
        path = f"{resource.path}?{name}=frobnicate,missions/soyuz28&limit=1"
        with sent() as statements:
            client.get(path)
        steps = plan(sqlite_url, statements)
        scans = {step for step in steps if SCAN.match(step)}
        # A few hundred states, and results of statements that are limited
        few = {f"SCAN {name}" for name in ("countries", "distinct_values", "anon_1")}
        # Summaries of claims are long, and have no index of their own
        assert scans <= few | ({"SCAN claims"} if name == "summary" else set()), name


@pytest.mark.parametrize(
    "query",
    [
        "country=POL",
        "by=country",
        "by=station&achievement=spacewalk",
        "country=CZE&lineage=all",
        "",
    ],
)
def test_first_of_a_group_is_found_without_reading_the_rest(
    client: Client, sqlite_url: URL, query: str
) -> None:
    with sent() as statements:
        client.json(f"/v1/firsts?{query}")
    of_groups = [sent for sent in statements if "group_achievements" in sent[0]]
    assert of_groups
    steps = plan(sqlite_url, of_groups)
    assert harms(steps) == []
    reads = [step for step in steps if step.startswith("SEARCH group_achievements")]
    assert all("PRIMARY KEY (grouping=?" in step for step in reads)
    assert reads


def test_people_in_space_are_found_without_reading_all_flights(
    client: Client, sqlite_url: URL
) -> None:
    with sent() as statements:
        client.json("/v1/in-space?at=1985-10-07T12:00Z")
    steps = plan(sqlite_url, statements)
    reads = [step for step in steps if " crew " in step]
    of_class = r"SEARCH crew USING INDEX \w+ \(duration_class=\? AND \w+>\? AND \w+<\?"
    assert all(re.match(rf"{of_class}|SEARCH \w+ .*\(id=\?", step) for step in reads)
    assert reads


def test_scan_is_recognised(sqlite_url: URL) -> None:
    statements: Sent = [("SELECT body FROM missions ORDER BY body", ())]
    assert len(harms(plan(sqlite_url, statements))) == 2
