"""SQLite and PostgreSQL hold the same rows and answer with the same bytes.

Each test compares a whole family of requests or a whole table. Tests of the answers
themselves therefore need PostgreSQL only where the SQL depends on the query.
"""

from urllib.parse import quote

import pytest
from sqlalchemy import URL, Table, create_engine

from app.models import Base
from app.query.limits import MAX_FACETS
from app.query.validation import countable_fields
from app.resources import RESOURCES
from app.resources.formats import formats_of
from app.settings import ROOT
from app.web.guide.markdown import read_guide
from tests.api.test_groups import TABLES as PAIRS
from tests.catalogue.test_first_citizens import CASES
from tests.catalogue.test_firsts_and_moments import TABLES, requests_of
from tests.conftest import ON_POSTGRESQL
from tests.support.client import Client
from tests.support.factories import data_of
from tests.support.recipes import requests
from tests.support.table_rows import rows_in

pytestmark = [*ON_POSTGRESQL, pytest.mark.uncovered]


def lists(form: str) -> list[str]:
    """Every list that is offered in a format, in that format."""
    return [f"{resource.path}?format={form}" for resource in RESOURCES]


def records() -> list[str]:
    """The example record of every resource, with its claims and as linked data."""
    return [
        f"{resource.path}/{resource.example}{query}"
        for resource in RESOURCES
        for query in (
            "?format=jsonld",
            "?include=claims" if resource.has_claims else "",
        )
    ]


def written(text: str) -> list[str]:
    """Requests of a document but for whole files, which are built before copying."""
    return [path for path in requests(text) if "/download/" not in path]


def pages() -> list[str]:
    """The page of every list and of every example record, as HTML and as Markdown."""
    addresses = [
        address
        for resource in RESOURCES
        for address in (f"/{resource.name}", f"/{resource.name}/{resource.example}")
    ]
    return ["/", *addresses, *(f"{address}.md" for address in addresses)]


def _in_groups(names: list[str]) -> list[list[str]]:
    """Returns names in groups as large as a query may count."""
    starts = range(0, len(names), MAX_FACETS)
    return [names[start : start + MAX_FACETS] for start in starts]


def counts() -> list[str]:
    """The counts of every field that can be counted, and of pairs of fields."""
    facets = [
        f"{resource.path}?limit=0&facet={','.join(names)}"
        for resource in RESOURCES
        for names in _in_groups(countable_fields(resource))
    ]
    return facets + [f"/v1/{query}" for query in PAIRS]


def wrong_values() -> list[str]:
    """Every filter with a mistyped value, and with one that means nothing."""
    return [
        f"{resource.path}?{name}={value}&limit=1"
        for resource in RESOURCES
        for name, declared in resource.filters.items()
        for value in (f"{declared.example}x", "frobnicate/moon")
    ]


def wrong_ids() -> list[str]:
    """Records by mistyped ids, and by ids that no text in PostgreSQL can be."""
    return [
        f"{resource.path}/{resource.example}{wrong}"
        for resource in RESOURCES
        for wrong in ("x", "\x00", "\ufffd")
    ]


DAYS = [
    f"/v1/people?fields=id&limit=1000&born{operator}=XXXX-{day}&date_match={match}"
    for operator in ("", "__not")
    for day in ("07", "02-29", "12-31")
    for match in ("certain", "possible")
]
FAMILIES: dict[str, list[str]] = {
    "first citizens": [
        f"/v1/firsts?country={state}&boundary={boundary}"
        for state, boundary, _ in CASES
    ],
    **{f"table of {name}": requests_of(name) for name in TABLES},
    **{f"lists as {form}": lists(form) for form in formats_of("list")},
    "records": records(),
    "lists with claims": [
        f"{resource.path}?include=claims&limit=20"
        for resource in RESOURCES
        if resource.has_claims
    ],
    "counts": counts(),
    "days of the year": DAYS,
    "wrong values": wrong_values(),
    "wrong ids": wrong_ids(),
    "pages": pages(),
    "guide": written(read_guide().markdown),
    "README": written((ROOT / "README.md").read_text(encoding="utf-8")),
}


@pytest.mark.parametrize("paths", FAMILIES.values(), ids=list(FAMILIES))
def test_both_databases_answer_with_the_same_bytes(
    quick_client: Client, postgres_client: Client, paths: list[str]
) -> None:
    assert paths
    for path in paths:
        address = quote(path, safe="/?&=,.:-_~%+*")
        answers = [client.get(address) for client in (quick_client, postgres_client)]
        statuses, tags, bodies = (
            {answer.status_code for answer in answers},
            {answer.headers.get("etag") for answer in answers},
            {answer.content for answer in answers},
        )
        assert (len(statuses), len(tags), len(bodies)) == (1, 1, 1), path
        assert statuses <= {200, 400, 404}, path


@pytest.mark.parametrize(
    "table", Base.metadata.sorted_tables, ids=lambda table: table.name
)
def test_both_databases_hold_the_same_rows(
    sqlite_url: URL, postgres_url: URL, table: Table
) -> None:
    rows = []
    for url in (sqlite_url, postgres_url):
        engine = create_engine(data_of(url))
        with engine.connect() as connection:
            # Each database has an order of its own for texts
            rows.append(sorted(map(hash, rows_in(connection, table))))
        engine.dispose()
    assert rows[0] == rows[1]
