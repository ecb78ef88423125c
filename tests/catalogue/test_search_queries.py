"""Queries as people type them find the record that they mean first.

`search_queries.csv` has a query, the records of which one must be the first result,
separated by `|` (none if nothing may be found), and what kind of query it is.
"""

import csv
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from httpx import Response

from tests.support.client import Client

LEAST_RIGHT = 0.95
LEAST_QUERIES, LEAST_EMPTY = 200, 15


class Query(NamedTuple):
    """A query and the records that may be the first result, as type/id."""

    text: str
    expected: list[str]


def queries() -> list[Query]:
    with Path(__file__).with_name("search_queries.csv").open(encoding="utf-8") as file:
        return [
            Query(row["query"], row["expected"].split("|") if row["expected"] else [])
            for row in csv.DictReader(file)
        ]


def search(client: Client, text: str) -> Response:
    return client.get("/v1/search", params={"q": text, "limit": 3})


def first(response: Response) -> str | None:
    """Returns the first result as type/id, `None` if there is none."""
    assert response.status_code == 200, response.text
    results = [f"{hit['type']}/{hit['id']}" for hit in response.json()["data"]]
    return results[0] if results else None


def is_right(query: Query, result: str | None) -> bool:
    return result in query.expected if query.expected else result is None


def test_first_results_are_those_that_people_mean(client: Client) -> None:
    results = {query.text: first(search(client, query.text)) for query in queries()}
    wrong = [query for query in queries() if not is_right(query, results[query.text])]
    for query in wrong:
        expected, instead = " or ".join(query.expected), results[query.text]
        sys.stdout.write(
            f"{query.text}: {instead or 'nothing'} instead of {expected or 'nothing'}\n"
        )
    assert len(wrong) <= len(queries()) * (1 - LEAST_RIGHT)


@pytest.mark.postgresql
@pytest.mark.xdist_group("postgresql")
def test_results_do_not_depend_on_the_database(
    quick_client: Client, postgres_client: Client
) -> None:
    different = [
        query.text
        for query in queries()
        if search(quick_client, query.text).content
        != search(postgres_client, query.text).content
    ]
    assert different == []


def test_queries_are_of_many_kinds_and_none_is_twice() -> None:
    texts = [query.text for query in queries()]
    assert len(texts) == len(set(texts)) >= LEAST_QUERIES
    assert sum(not query.expected for query in queries()) >= LEAST_EMPTY
