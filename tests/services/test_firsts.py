"""Firsts of a small catalogue: who came next, what is not known, and claims.

Each test builds its statements and computes its answers.
"""

from collections.abc import Callable, Iterator
from functools import partial
from inspect import unwrap
from typing import Any
from urllib.parse import parse_qsl

import anyio
import pytest
from sqlalchemy import make_url

from app.api.firsts import GRAMMAR
from app.query.shape import query_shape
from app.query.validation import understand
from app.services.firsts import FirstsQuery
from app.services.firsts_sql import LookupShape, candidates_statement
from app.services.snapshot import Snapshot
from app.services.tables import Part
from tests.support.factories import (
    GCAT,
    PASSAGE,
    Cells,
    added,
    rows_of,
)
from tests.support.recorded_statements import sent
from tests.support.snapshots import answered, loaded_snapshot

SOVIET: Cells = {"countries": "soviet-union"} | GCAT
IN_ORBIT: Cells = {"kind": "crewed-orbital", "outcome": "success", "boundary": "orbit"}
BELOW_100_KM = {"boundary": "80km", "kind": "crewed-suborbital", "outcome": "failure"}


def person(name: str, **cells: str) -> Cells:
    return {"id": name.lower().replace(" ", "-"), "name": name} | SOVIET | cells


def mission(name: str, launched: str, **cells: str) -> Cells:
    named = {"id": name.lower().replace(" ", "-"), "name": name, "launched": launched}
    return named | IN_ORBIT | {"countries": "soviet-union:operator"} | GCAT | cells


def flight(mission_id: str, person_id: str) -> Cells:
    return {"mission": mission_id, "person": person_id, "role": "commander"} | SOVIET


def claim(claim_id: str, record: str, **cells: str) -> Cells:
    row = {"id": claim_id, "start": "0", "end": "9", "summary": "It was so."}
    return row | {"record": record, "stated_value": "1"} | PASSAGE | cells


def on(field: str, rule: str) -> Cells:
    return {"field": field, "compare": rule}


def count_of(query: str) -> Cells:
    return {"query": query, "pointer": "/meta/total", "compare": "number"}


SEED: dict[str, Any] = {
    "people": [
        *rows_of("people"),
        person("Valery Bykovsky", sex="male"),
        person("Valentina Tereshkova", sex="female"),
        person("Aleksei Ovchinin", sex="male", countries="russia"),
    ],
    # Soyuz 17 and Soyuz 28, of Alexei Gubarev, are in the small catalogue
    "missions": [
        *rows_of("missions"),
        mission("Vostok 5", "1963-06-14T11:58:58Z", landed="1963-06-19T11:06Z"),
        mission("Vostok 6", "1963-06-16T09:29:52Z", landed="1963-06-19T08:20Z"),
        mission("Soyuz 22", "1976-09-15T09:48:30Z", landed="1976-09-23T07:40Z"),
        mission("Soyuz 32", "1979-02-25T11:54Z"),
        mission("Soyuz MS-10", "2018-10-11T08:40Z", **BELOW_100_KM),
    ],
    "crew": [
        *rows_of("crew"),
        flight("vostok-5", "valery-bykovsky"),
        flight("vostok-6", "valentina-tereshkova"),
        flight("soyuz-22", "valery-bykovsky"),
        flight("soyuz-ms-10", "aleksei-ovchinin") | {"countries": "russia"},
        flight("soyuz-32", "valery-bykovsky") | {"stations": "salyut-6"},
    ],
    "dockings": added(
        "dockings",
        mission="soyuz-32",
        target="stations/salyut-6",
        sequence="1",
        method="docking",
        outcome="docked",
        **GCAT,
    ),
    "claims": [
        claim("a-third", "people/vladimir-remek", **count_of("/v1/firsts?by=sex")),
        claim("landing", "missions/soyuz-28", **on("landed", "text")),
        claim("launch", "missions/soyuz-28", **on("launched", "text")),
        claim("launch-of-another", "missions/soyuz-17", **on("launched", "text")),
        claim("operator", "missions/soyuz-28", **on("countries", "set")),
        claim("other", "people/vladimir-remek", **count_of("/v1/crew?sex=male")),
    ],
    "coverage": [
        {"part": "crew", "resource": "crew", "complete_to": "1978-03-02T15:28:10Z"},
    ],
    "attributions": [],
}
Ask = Callable[[str], Any]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with loaded_snapshot(tmp_path_factory.mktemp("firsts"), **SEED) as snapshot:
        yield snapshot


@pytest.fixture
def ask(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Asks who was first, in the words of a query string."""
    build = unwrap(candidates_statement)
    monkeypatch.setattr("app.services.firsts_query.candidates_statement", build)
    return partial(answer, snapshot)


def answer(snapshot: Snapshot, text: str) -> Any:
    query = anyio.run(understand, snapshot.lookups, parse_qsl(text), GRAMMAR)
    assert not query.faults
    return answered(anyio.run(FirstsQuery(snapshot, query).answer, Part()))


def people(crew: list[Any]) -> list[str]:
    return [entry["person"]["id"] for entry in crew]


def test_next_is_the_next_other_person(ask: Ask) -> None:
    """Valery Bykovsky flew again before the two men of Soyuz 28."""
    [first] = ask("sex=male&mission__not=soyuz-17")["data"]
    assert people(first["first"]) == ["valery-bykovsky"]
    assert first["runner_up"]["launched"] == "1978-03-02T15:28:10Z"
    assert people(first["runner_up"]["crew"]) == ["alexei-gubarev", "vladimir-remek"]


def test_nobody_comes_next_if_only_one_person_flew(ask: Ask) -> None:
    [first] = ask("person=valery-bykovsky")["data"]
    assert [entry["mission"]["id"] for entry in first["first"]] == ["vostok-5"]
    assert first["runner_up"] is None


def test_flight_below_the_boundary_is_no_first(ask: Ask) -> None:
    data = [
        ask(f"mission=soyuz-ms-10{more}")["data"] for more in ("", "&boundary=80km")
    ]
    assert [people(first["first"]) for [first] in data] == [[], ["aleksei-ovchinin"]]


def test_groups_are_those_of_the_grouping(ask: Ask) -> None:
    data = ask("by=sex")["data"]
    assert [(first["group"], people(first["first"])) for first in data] == [
        ({"sex": "male"}, ["valery-bykovsky"]),
        ({"sex": "female"}, ["valentina-tereshkova"]),
    ]


def test_groups_are_found_by_recursion_which_postgresql_must_be_told() -> None:
    lookups = (LookupShape("sex", 1, has_keys=False),)
    shape = query_shape([], has_words=False, possible=False)
    statement = candidates_statement(lookups, "citizenship", "flight", shape)
    dialect = make_url("postgresql+psycopg://").get_dialect()()
    text = str(statement.compile(dialect=dialect))
    assert text.startswith("WITH RECURSIVE keys")


def test_first_of_nobody_has_no_time(ask: Ask) -> None:
    [first] = ask("achievement=spacewalk")["data"]
    assert (first["first"], first["at"]) == ([], None)
    assert (first["at_min"], first["at_max"]) == (None, None)


def test_achievement_on_a_flight_without_an_end_has_no_last_time(ask: Ask) -> None:
    [first] = ask("achievement=docking&mission=soyuz-32")["data"]
    assert (first["at_min"], first["at_max"]) == ("1979-02-25T11:54:00Z", None)


@pytest.mark.parametrize(
    ("query", "claims"),
    [
        (
            "country=czechoslovakia",
            [
                "a-third",
                "crew.soyuz-28-vladimir-remek.countries.gcat",
                "crew.soyuz-28-vladimir-remek.person.gcat",
                "launch",
                "missions.soyuz-28.launched.gcat",
            ],
        ),
        (
            "mission=soyuz-17",
            [
                "crew.soyuz-17-alexei-gubarev.countries.gcat",
                "crew.soyuz-17-alexei-gubarev.person.gcat",
                "launch-of-another",
                "missions.soyuz-17.launched.gcat",
            ],
        ),
    ],
)
def test_first_has_the_claims_on_who_it_was_and_when(
    ask: Ask, query: str, claims: list[str]
) -> None:
    """In order of their ids; those of the catalogue are made from its rows."""
    [first] = ask(query)["data"]
    assert [claim["id"] for claim in first["claims"]] == claims


@pytest.mark.parametrize(
    ("query", "hints"),
    [
        ("country=czechoslovakia", []),
        ("sex=male&basis=birth", []),
        ("by=sex", []),
        ("by=spacecraft", ["spacecraft is not known for 5 of all crew entries."]),
        ("region=Europe", []),
        (
            "region=Europe&basis=birth",
            ["birth_country is not known for 5 of all crew entries."],
        ),
    ],
)
def test_first_has_the_gaps_of_the_fields_that_it_depends_on(
    ask: Ask, query: str, hints: list[str]
) -> None:
    """The flight of Soyuz 28 began in the last second of the data."""
    meta = ask(query)["meta"]
    assert meta["hints"] == hints
    assert meta["complete"] == (not hints)


@pytest.mark.parametrize(
    ("query", "count"),
    [("country=czechoslovakia", 1), ("country=czechoslovakia&region=Europe", 5)],
)
def test_definitions_with_the_same_conditions_share_a_statement(
    ask: Ask, query: str, count: int
) -> None:
    """Conditions on states depend on the basis and on the lineage."""
    with sent() as statements:
        ask(query)
    firsts = [text for text, _ in statements if "FROM group_achievements" in text]
    assert len(firsts) == count
