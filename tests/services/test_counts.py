"""The numbers of lists and the hints on them, in a small catalogue.

Each test builds its statements and reads its counts from the database.
"""

from collections.abc import Callable, Iterator
from inspect import unwrap
from typing import Any
from urllib.parse import parse_qsl

import anyio
import pytest

from app.query.counting import count_statement
from app.query.validation import grammar_of, understand
from app.resources import BY_NAME
from app.services.counts import ListCounts
from tests.services.test_firsts import mission
from tests.support.factories import GCAT, added, rows_of
from tests.support.snapshots import loaded_snapshot

SEED: dict[str, Any] = {
    "missions": [
        *rows_of("missions"),
        mission("Soyuz 0", "1975-01-09", outcome="pad-abort"),
        mission("Soyuz 00", "1975-01-08", outcome="pad-abort"),
        mission("Sputnik 1", "1957-10-04", kind="satellite", boundary=""),
    ],
    "crew": [*rows_of("crew")],
    "assignments": [
        {"mission": "soyuz-0", "person": person, "kind": "aborted", **GCAT}
        for person in ("alexei-gubarev", "oldrich-pelcak")
    ],
    # Has the id of a programme, and no state
    "spacecraft": added(
        "spacecraft", id="interkosmos", name="Interkosmos", kind="model", **GCAT
    ),
    "coverage": [
        {"part": "missions", "resource": "missions", "complete_to": "1978-03"},
        {
            "part": "satellites",
            "resource": "missions",
            "kinds": "satellite",
            "complete_to": "1957",
        },
        {"part": "states", "resource": "countries", "complete_to": "1993"},
    ],
    "claims": [],
}
Ask = Callable[[str], Any]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with loaded_snapshot(tmp_path_factory.mktemp("counts"), **SEED) as snapshot:
        yield snapshot


@pytest.fixture
def meta(snapshot: Any, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Returns `meta` of the first two records of a list: `missions?name=Mir`."""
    build = unwrap(count_statement)
    monkeypatch.setattr("app.query.counting.count_statement", build)
    snapshot.counts.clear()

    def meta(path: str) -> Any:
        name, _, text = path.partition("?")
        resource, pairs = BY_NAME[name], parse_qsl(text)
        arguments = (snapshot.lookups, pairs, grammar_of(name), resource)
        query = anyio.run(understand, *arguments)
        assert not query.faults
        counts = ListCounts(snapshot, resource, query)
        return anyio.run(counts.meta, 2, "as asked")

    return meta


def test_a_page_has_its_size_and_its_query(meta: Ask) -> None:
    page = meta("people?flown=true")
    assert (page["total"], page["returned"], page["query"]) == (2, 2, "as asked")


def test_the_records_that_a_default_leaves_out_are_counted(meta: Ask) -> None:
    left_out = meta("missions?kind=crewed-orbital")
    assert left_out["total"] == 2
    assert left_out["hints"] == [
        (
            "Missions that did not lift off are left out: 2. Include them"
            " with `counted=all`."
        )
    ]


def test_a_default_that_leaves_nothing_out_is_not_mentioned(meta: Ask) -> None:
    hints = meta("missions?kind=satellite")["hints"]
    assert [hint for hint in hints if hint.startswith("Left out")] == []


def test_a_list_that_grows_is_complete_to_a_date(meta: Ask) -> None:
    assert meta("missions?launch_vehicle=soyuz-u")["complete_to"] == "1978-03"
    assert meta("missions?kind__not=satellite")["complete_to"] == "1978-03"
    assert meta("missions?kind=satellite")["complete_to"] == "1957"


def test_a_list_that_does_not_grow_has_no_end(meta: Ask) -> None:
    states = meta("countries")
    assert (states["complete"], states["complete_to"]) == (True, None)


def test_conditions_that_match_together_are_not_explained(meta: Ask) -> None:
    found = meta("missions?launch_vehicle=soyuz-u&call_sign=Zenit")
    assert found["total"] == 1
    assert [hint for hint in found["hints"] if "no record matches all" in hint] == []


def test_states_before_a_state_count_as_that_state(meta: Ask) -> None:
    query = "missions?country=czechia&lineage=predecessors"
    assert meta(query)["total"] == 1


def test_every_condition_may_explain_an_empty_list(meta: Ask) -> None:
    hints = meta("crew?mission=soyuz-0&person=oldrich-pelcak")["hints"]
    where = "`assigned` of /v1/missions/soyuz-0"
    assert [hint for hint in hints if where in hint] == [
        f"Nobody flew above 80 km on Soyuz 0; people in {where}: 2.",
        f"Oldřich Pelčák did not fly above 80 km and is listed in {where}.",
    ]


def test_a_search_is_no_condition_on_an_unknown_field(meta: Ask) -> None:
    hints = meta("people?q=oldrich&born__lte=1950&flown=false")["hints"]
    assert [hint for hint in hints if hint.startswith("born")] == [
        "born is not known for 1 of the records that match otherwise."
    ]


def test_records_of_the_same_id_have_gaps_of_their_own(meta: Ask) -> None:
    hints = meta("programmes?country=soviet-union")["hints"]
    assert [hint for hint in hints if hint.startswith("country")] == [
        "country is not known for 1 of the records that match otherwise."
    ]
