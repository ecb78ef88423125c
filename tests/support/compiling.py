"""Queries are parsed with reference data of a test and tables of a few records."""

import tempfile
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import anyio
import pytest
from sqlalchemy import create_engine, insert

from app import models as m
from app.db.sqlite import SqliteReader
from app.problems import InvalidQuery
from app.query.grammar import Grammar
from app.query.lookups import Lookups
from app.query.parsed_query import ParsedQuery
from app.query.reference_data import ReferenceData
from app.query.validation import grammar_of, understand
from app.resources import BY_NAME, Resource

DATA = ReferenceData(
    revision="r1",
    releases={"2026.10.0": "2026-10-01", "2026.11.0": "2026-11-02"},
    states={"czechia": "Czechia", "czechoslovakia": "Czechoslovakia"},
    codes={
        "CSK": "czechoslovakia",
        "CZE": "czechia",
        "czechia": "czechia",
        "czechoslovakia": "czechoslovakia",
    },
    external_ids={"q33946": "czechoslovakia"},
    predecessors={"czechia": frozenset({"czechoslovakia"})},
    successors={"czechoslovakia": frozenset({"czechia"})},
)
ROWS: list[tuple[type[m.Base], dict[str, Any]]] = [
    (m.Country, {"id": "czechia", "region": "Africa"}),
    (m.Country, {"id": "czechoslovakia", "region": "Asia"}),
    (m.Mission, {"id": "soyuz-28", "name": "Soyuz 28"}),
    (m.Mission, {"id": "soyuz-30", "name": "Soyuz 30"}),
    (
        m.ExternalId,
        {
            "resource": "missions",
            "value_folded": "1978-023a",
            "record_id": "soyuz-28",
        },
    ),
    (m.Claim, {"id": "c1", "number": 1, "field": "station"}),
    (m.Claim, {"id": "c2", "number": 2, "field": "stated_total"}),
    (m.Change, {"id": "1", "record": "missions/soyuz-99"}),
]


@cache
def reader() -> SqliteReader:
    """Returns a reader of tables with the rows, which have no other values."""
    path = Path(tempfile.mkdtemp(prefix="rendezvous-")) / "few.sqlite"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        # Without waiting for the disk it takes a tenth of the time
        for setting in ("ignore_check_constraints = ON", "synchronous = OFF"):
            connection.exec_driver_sql(f"PRAGMA {setting}")
        connection.exec_driver_sql("PRAGMA journal_mode = MEMORY")
        m.Base.metadata.create_all(connection, checkfirst=False)
        for model, values in ROWS:
            connection.execute(insert(model), _empty(model) | values)
    engine.dispose()
    return SqliteReader(path, 10)


def _empty(model: type[m.Base]) -> dict[str, Any]:
    """Returns empty values of the columns that must have one."""
    return {
        column.key: column.type.python_type()
        for column in model.__table__.columns
        if not column.nullable
    }


def lookups() -> Lookups:
    """Returns the lookups of a request."""
    return Lookups(DATA, reader())


def parse(grammar: Grammar, pairs: list[tuple[str, str]]) -> ParsedQuery:
    """Parses a query of any address."""
    return anyio.run(grammar.parse, pairs, lookups())


def understood(pairs: list[tuple[str, str]], resource: Resource) -> ParsedQuery:
    """Parses and checks a query of a list."""
    grammar = grammar_of(resource.name)
    return anyio.run(understand, lookups(), pairs, grammar, resource)


def parsed(path: str) -> tuple[Resource, ParsedQuery]:
    """Parses a list of the API: `missions?kind=probe`."""
    name, _, text = path.partition("?")
    pairs = parse_qsl(text, keep_blank_values=True)
    return BY_NAME[name], understood(pairs, BY_NAME[name])


def rejected(path: str) -> InvalidQuery:
    """Returns the problem of an invalid list of the API."""
    with pytest.raises(InvalidQuery) as problem:
        parsed(path)
    return problem.value


def sql_of(element: Any) -> str:
    """Returns the SQL of an element on one line, with its constants."""
    compiled = element.compile()
    text = " ".join(str(compiled).split())
    for name, value in compiled.params.items():
        text = text if value is None else text.replace(f":{name}", repr(value))
    return text
