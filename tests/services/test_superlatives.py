"""Superlatives of a small catalogue: their values, who holds them, and their hints.

Each test builds its statements and computes its answers.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from inspect import unwrap
from typing import Any
from urllib.parse import parse_qsl

import anyio
import pytest
from sqlalchemy import make_url

from app.api.superlatives import GRAMMAR
from app.dates import parse_date
from app.query.shape import query_shape
from app.query.validation import understand
from app.services.snapshot import Snapshot
from app.services.superlatives import SUPERLATIVES, answer, statements_of
from app.services.tables import Part
from tests.services.test_firsts import flight, mission, person
from tests.support.factories import GCAT, Cells, added, rows_of
from tests.support.recorded_statements import sent
from tests.support.snapshots import answered, loaded_snapshot

MINUTE = 60


def released(date: str) -> Cells:
    version = date.replace("-0", ".")
    return {"version": version, "released": date, "sha256": "0" * 64, "note": "Test."}


SEED: dict[str, Any] = {
    "people": [
        *rows_of("people"),
        person("Valentina Tereshkova", sex="female", born="1934?"),
        person("Valery Bykovsky", sex="male", born="1934%"),
    ],
    # Soyuz 17 and Soyuz 28, of Alexei Gubarev, are in the small catalogue
    "missions": [
        *rows_of("missions"),
        mission("Soyuz 22", "1976-09-15T09:48Z", landed="1976-09-23T07:40Z"),
        mission("Soyuz 32", "1979-02-25T11:54Z"),
        mission("Soyuz 33", "1979-02-26T11:54Z"),
    ],
    "crew": [
        *rows_of("crew"),
        flight("soyuz-22", "valery-bykovsky") | {"landed": "1976-09-23T07:40Z"},
        flight("soyuz-32", "valery-bykovsky"),
        flight("soyuz-33", "valentina-tereshkova"),
    ],
    "events": added(
        "events",
        id="walk",
        name="Walk",
        kind="spacewalk",
        at="1978-03-04",
        missions="soyuz-28",
        people="vladimir-remek:spacewalker",
        **GCAT,
    ),
    "coverage": [
        {"part": "crew", "resource": "crew", "complete_to": "1979"},
        {"part": "walks", "resource": "events", "complete_to": "1978"}
        | {"kinds": "spacewalk"},
    ],
    "releases": [released("1979-03-01"), released("1979-04-01")],
    "changes": [],
}
Ask = Callable[[str], Any]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with loaded_snapshot(tmp_path_factory.mktemp("superlatives"), **SEED) as snapshot:
        yield snapshot


@pytest.fixture(autouse=True)
def build_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    build = unwrap(statements_of)
    monkeypatch.setattr("app.services.superlatives.statements_of", build)


@pytest.fixture
def ask(snapshot: Snapshot) -> Ask:
    """Asks for superlatives, in the words of a query string."""
    return partial(answer_of, snapshot)


def answer_of(snapshot: Snapshot, text: str) -> Any:
    query = anyio.run(understand, snapshot.lookups, parse_qsl(text), GRAMMAR)
    date = query.parameters.get("as_of")
    as_of = parse_date(date) if date else None
    return answered(anyio.run(answer, snapshot, query, 1, as_of, Part()))


def people(holders: list[Any]) -> list[str]:
    return [holder["person"]["id"] for holder in holders]


def flights(holders: list[Any]) -> list[str]:
    return [holder["crew"]["id"] for holder in holders]


def test_superlative_of_flights_has_the_flight_of_each_holder(ask: Ask) -> None:
    [longest] = ask("category=longest-flight&mission=soyuz-17")["data"]
    [holder] = longest.pop("holders")
    bounds: dict[str, Any] = {"value_min": 2_553_585, "value_max": 2_553_585}
    bounds |= {"value_text": "29 days 13 h 20 min"}
    assert longest == bounds | {
        "category": "longest-flight",
        "text": "the longest flight",
        "unit": "seconds",
        "value": 2_553_585,
        "value_duration": "P29DT13H19M45S",
        "perhaps": [],
    }
    assert holder.pop("crew")["id"] == "soyuz-17-alexei-gubarev"
    assert holder == bounds | {
        "person": {
            "id": "alexei-gubarev",
            "name": "Alexei Gubarev",
            "url": "/v1/people/alexei-gubarev",
        }
    }


@pytest.mark.parametrize(
    ("record", "person_id", "value"),
    [
        ("most-time-in-space", "alexei-gubarev", 2_553_585 + 684_960),
        ("most-flights", "alexei-gubarev", 2),
        ("most-spacewalks", "vladimir-remek", 1),
    ],
)
def test_superlative_of_people_has_no_flight(
    ask: Ask, record: str, person_id: str, value: int
) -> None:
    [most] = ask(f"category={record}&mission=soyuz-17,soyuz-28")["data"]
    [holder] = most["holders"]
    assert holder["person"]["id"] == person_id
    assert holder["crew"] is None
    assert most["value"] == most["value_min"] == most["value_max"] == value


def test_value_of_minutes_is_between_their_seconds(ask: Ask) -> None:
    [longest] = ask("category=longest-flight&mission=soyuz-22")["data"]
    value = 8 * 86_400 - 2 * 3600 - 8 * MINUTE
    assert longest["value"] == value
    assert (longest["value_min"], longest["value_max"]) == (value - 59, value + 59)


@pytest.mark.parametrize(("seconds", "value"), [(MINUTE - 1, 1000), (MINUTE, None)])
def test_value_is_a_number_if_each_instant_is_known_to_the_minute(
    seconds: int, value: int | None
) -> None:
    flown = ("ship-name", "name", "ship-name", 0)
    row = (*flown, "ship", 0, seconds, "ship", 1000, 1000 + seconds, b"{}")
    [candidate] = SUPERLATIVES["longest-flight"].read([row])
    assert candidate.value == value


@pytest.mark.parametrize("record", ["oldest", "youngest"])
def test_doubtful_values_exclude_nobody(ask: Ask, record: str) -> None:
    """The years of birth of both are uncertain; flights are in the order of ids."""
    [extreme] = ask(f"category={record}&mission=soyuz-22,soyuz-32,soyuz-33")["data"]
    assert (extreme["holders"], extreme["value"]) == ([], None)
    assert flights(extreme["perhaps"]) == [
        "soyuz-22-valery-bykovsky",
        "soyuz-32-valery-bykovsky",
        "soyuz-33-valentina-tereshkova",
    ]


@pytest.mark.parametrize(
    ("record", "value"),
    [("longest-flight", 2_553_585), ("shortest-flight", 684_960), ("most-flights", 2)],
)
def test_only_candidates_that_may_reach_the_sure_value_are_read(
    ask: Ask, record: str, value: int
) -> None:
    with sent() as statements:
        [extreme] = ask(f"category={record}&mission=soyuz-17,soyuz-28")["data"]
    assert extreme["value"] == value
    # The first one looks up the missions, the second one computes the bound
    _, _, (_, parameters), *_ = statements
    assert value in parameters


def test_flights_without_a_landing_had_ended_by_the_last_release(ask: Ask) -> None:
    answer = ask("category=most-time-in-space&mission=soyuz-32,soyuz-33")
    [most] = answer["data"]
    assert set(people(most["perhaps"])) == {"valery-bykovsky", "valentina-tereshkova"}
    assert most["value_max"] == 35 * 86_400 + 12 * 3600 + 6 * MINUTE - 1
    unknown, vague = answer["meta"]["hints"]
    assert unknown == (
        "most-time-in-space: Flights without a known landing are included, with"
        " every length that they can have had by 1979-04-01: 2."
    )
    assert vague == (
        "most-time-in-space: the dates are too vague to name a holder; `perhaps`"
        " lists all people who may hold it."
    )


def test_data_without_a_release_does_not_bound_flights(snapshot: Snapshot) -> None:
    data = replace(snapshot.reference_data, releases={})
    unreleased = replace(snapshot, reference_data=data)
    answer = answer_of(unreleased, "category=longest-flight&mission=soyuz-32")
    [hint] = answer["meta"]["hints"]
    assert "by 9999-12-31: 1." in hint


@pytest.mark.parametrize(
    ("query", "holders"),
    [
        ("as_of=1978-03-09", ["alexei-gubarev", "valery-bykovsky"]),
        ("as_of=1978-03-10", ["alexei-gubarev"]),
        ("country=CZE&lineage=predecessors", ["vladimir-remek"]),
    ],
)
def test_flights_that_fit_the_query_had_ended(
    ask: Ask, query: str, holders: list[str]
) -> None:
    [most] = ask(f"category=most-flights&{query}")["data"]
    assert people(most["holders"]) == holders


def test_answer_describes_the_query(ask: Ask) -> None:
    query = "category=most-flights&country=CSK&sex=male&as_of=1978-04"
    answer = ask(query)
    assert people(answer["data"][0]["holders"]) == ["vladimir-remek"]
    meta = answer["meta"]
    assert (meta["total"], meta["returned"]) == (1, 1)
    assert meta["query"] == (
        "most-flights with country CSK and sex male, as of 1978-04"
    )
    assert (meta["complete"], meta["hints"]) == (True, [])


def test_all_superlatives_are_named_without_a_query(ask: Ask) -> None:
    meta = ask("")["meta"]
    assert (meta["total"], meta["returned"], meta["complete"]) == (7, 7, False)
    assert meta["query"] == (
        "longest-flight, shortest-flight, most-flights, most-time-in-space, oldest,"
        " youngest, most-spacewalks"
    )


@pytest.mark.parametrize(
    ("query", "end"),
    [
        ("category=most-flights", "1979"),
        ("category=most-spacewalks", "1978"),
        ("", "1978"),
    ],
)
def test_superlative_is_complete_up_to_the_end_of_what_it_counts(
    ask: Ask, query: str, end: str
) -> None:
    assert ask(query)["meta"]["complete_to"] == end


def candidates_on_postgresql(record: str) -> str:
    shape = query_shape([], has_words=False, possible=False)
    statements = unwrap(statements_of)(record, shape, dated=False)
    dialect = make_url("postgresql+psycopg://").get_dialect()()
    return str(statements.candidates.compile(dialect=dialect))


def test_counts_are_as_wide_as_their_bound_on_postgresql() -> None:
    """Without any sure value it is the last second, which no integer of 32 bits is."""
    text = candidates_on_postgresql("most-flights")
    assert "count(*) >= %(bound)s::BIGINT" in text


@pytest.mark.parametrize(
    ("record", "order"),
    [("most-flights", "crew.person_id"), ("longest-flight", "flights.crew_id")],
)
def test_candidates_are_ordered_on_postgresql(record: str, order: str) -> None:
    """SQLite returns them in this order in any case, because it groups by sorting."""
    assert candidates_on_postgresql(record).endswith(f"ORDER BY {order}")
