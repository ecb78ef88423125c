"""SQL that the two databases write differently, and as a debugger shows it."""

import pytest
from sqlalchemy import column, make_url, select

from app.db.dialects import date_text, in_json_list, utf8_bytes

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


@pytest.mark.parametrize(
    ("unit", "sqlite", "postgresql"),
    [
        ("year", "strftime('%Y', at, 'unixepoch')", "to_char({}, 'YYYY')"),
        (
            "decade",
            "(substr(strftime('%Y', at, 'unixepoch'), 1, 3) || 'X')",
            "(substr(to_char({}, 'YYYY'), 1, 3) || 'X')",
        ),
        ("month", "strftime('%Y-%m', at, 'unixepoch')", "to_char({}, 'YYYY-MM')"),
        ("day", "strftime('%m-%d', at, 'unixepoch')", "to_char({}, 'MM-DD')"),
    ],
)
def test_part_of_a_date_is_written_for_each_database(
    unit: str, sqlite: str, postgresql: str
) -> None:
    instant = "timestamp '1970-01-01' + at * interval '1 second'"
    for url, text in (
        ("sqlite://", sqlite),
        ("postgresql+psycopg://", postgresql.format(instant)),
    ):
        dialect = make_url(url).get_dialect()()
        compiled = date_text(column("at"), unit).compile(dialect=dialect)
        assert str(compiled).replace("%%", "%") == text
