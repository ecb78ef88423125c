"""The compiler without a database: queries are parsed with reference data of a test."""

from typing import Any
from urllib.parse import parse_qsl

import pytest

from app.problems import InvalidQuery
from app.query.parsed_query import ParsedQuery
from app.query.reference_data import ReferenceData
from app.query.validation import grammar_of, understand
from app.resources import BY_NAME, Resource

DATA = ReferenceData(
    revision="r1",
    releases={"2026.10.0": "2026-10-01", "2026.11.0": "2026-11-02"},
    ids={
        "countries": {"czechia": "Czechia", "czechoslovakia": "Czechoslovakia"},
        "missions": {"soyuz-28": "Soyuz 28", "soyuz-30": "Soyuz 30"},
    },
    external_ids={
        "countries": {"Q33946": "czechoslovakia"},
        "missions": {"1978-023A": "soyuz-28"},
    },
    codes={"CSK": "czechoslovakia", "CZE": "czechia"},
    predecessors={"czechia": frozenset({"czechoslovakia"})},
    successors={"czechoslovakia": frozenset({"czechia"})},
    options={
        "Mission.kind": ("probe", "test"),
        "Claim.field": ("station", "stated_total"),
        "Change.record": ("missions/soyuz-99",),
    },
)


def parsed(path: str) -> tuple[Resource, ParsedQuery]:
    """Parses a list of the API: `missions?kind=probe`."""
    name, _, text = path.partition("?")
    pairs = parse_qsl(text, keep_blank_values=True)
    return BY_NAME[name], understand(DATA, pairs, grammar_of(name), BY_NAME[name])


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
