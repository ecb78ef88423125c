"""SQL that the two databases write differently, and as a debugger shows it."""

import pytest
from sqlalchemy import column, make_url, select

from app.db.dialects import in_json_list, utf8_bytes

STATEMENT = select(utf8_bytes(column("body"))).where(in_json_list(column("id"), "ids"))
SQLITE = (
    "SELECT CAST(body AS BLOB) AS anon_1 \n"
    "WHERE id IN (SELECT value FROM json_each({ids}))"
)
POSTGRESQL = (
    "SELECT convert_to(body, 'UTF8') AS anon_1 \n"
    "WHERE id IN (SELECT json_array_elements_text(CAST({ids} AS json)))"
)


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("sqlite://", SQLITE.format(ids="?")),
        ("postgresql+psycopg://", POSTGRESQL.format(ids="%(ids)s::VARCHAR")),
    ],
)
def test_each_database_has_its_own_text(url: str, text: str) -> None:
    dialect = make_url(url).get_dialect()()
    assert str(STATEMENT.compile(dialect=dialect)) == text


def test_statement_can_be_printed_without_a_database() -> None:
    assert str(STATEMENT) == SQLITE.format(ids=":ids")
