"""Claims of documents are compared with answers of the API, or rejected."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.ingest.claims.judge import (
    NoAnswerError,
    value_at_path,
    value_at_pointer,
)
from app.ingest.files.read import SeedError
from app.main import app_for
from app.query.grammar import MAX_LIMIT
from tests.support.client import client_of
from tests.support.factories import ESSAY, PASSAGE, Cells, load_seed


def claim(claim_id: str, **cells: str) -> Cells:
    row = {"id": claim_id, "start": "0", "end": "9", "summary": "It was so."}
    return row | PASSAGE | cells


def on(record: str, field: str, rule: str, stated_value: str) -> Cells:
    return {
        "record": record,
        "field": field,
        "compare": rule,
        "stated_value": stated_value,
    }


def asking(query: str, pointer: str, rule: str, stated_value: str) -> Cells:
    return {
        "query": query,
        "pointer": pointer,
        "compare": rule,
        "stated_value": stated_value,
    }


SOYUZ, REMEK = "missions/soyuz-28", "people/vladimir-remek"
GUESTS = "/v1/missions?programme=interkosmos"
JUDGED: list[tuple[Cells, Any, str]] = [
    (on(SOYUZ, "launched", "date", "1978"), "1978-03-02T15:28:10Z", "less-precise"),
    (on(SOYUZ, "crew_size", "number", "3"), 2, "disagrees"),
    (
        on(SOYUZ, "crew_size", "number", "a pair") | {"compared_value": "2"},
        2,
        "agrees",
    ),
    (
        on(SOYUZ, "launched", "date", "in March") | {"compared_value": "1978-03"},
        "1978-03-02T15:28:10Z",
        "less-precise",
    ),
    (on(SOYUZ, "station.name", "text", "Salyut 6"), "Salyut 6", "agrees"),
    (on(SOYUZ, "crew.1.role", "text", "commander"), "research-cosmonaut", "disagrees"),
    (on(SOYUZ, "crew.7.role", "text", "commander"), None, "not-comparable"),
    (
        on(SOYUZ, "crew.person.name", "set", "Vladimir Remek;Alexei Gubarev"),
        ["Alexei Gubarev", "Vladimír Remek"],
        "agrees",
    ),
    (on("missions/soyuz-17", "station", "name", "Salyut 4"), None, "not-comparable"),
    (on("missions/soyuz-17", "station.name", "text", "x"), None, "not-comparable"),
    (on(REMEK, "flights", "number", "1"), 1, "agrees"),
    (on("sources/gcat", "csl.type", "text", "dataset"), "dataset", "agrees"),
    (asking(GUESTS, "/meta/total", "number", "1"), 1, "agrees"),
    (asking(GUESTS, "/data/0/id", "text", "soyuz-28"), "soyuz-28", "agrees"),
    (
        asking("/openapi.json", "/paths/~1v1~1crew/get/operationId", "text", "x"),
        "list_crew",
        "disagrees",
    ),
    (
        asking("/v1/crew/soyuz-28-vladimir-remek", "/data/guest", "boolean", "true"),
        True,
        "agrees",
    ),
    ({}, None, "not-comparable"),
    ({"record": SOYUZ}, None, "not-comparable"),
]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    rows = [claim(f"c-{number}", **row[0]) for number, row in enumerate(JUDGED)]
    url = load_seed(tmp_path_factory.mktemp("judged"), claims=rows)
    with client_of(app_for(str(url))) as client:
        claims = client.json("/v1/claims?source=essay&limit=1000")["data"]
        yield {claim["id"]: claim for claim in claims}


@pytest.mark.parametrize("number", range(len(JUDGED)))
def test_claim_is_compared_with_our_value(judged: dict[str, Any], number: int) -> None:
    cells, our_value, agreement = JUDGED[number]
    claim = judged[f"c-{number}"]
    assert (claim["our_value"], claim["agreement"]) == (our_value, agreement)
    assert {name: claim[name] or "" for name in cells} == cells


def test_claim_points_to_its_passage(judged: dict[str, Any]) -> None:
    assert judged["c-0"]["locator"] == {
        "place": None,
        "paragraph": 1,
        "start": 0,
        "end": 9,
        "sha256": "0" * 64,
    }


def test_record_on_a_later_page_is_compared(tmp_path: Path) -> None:
    organisations = [
        {"id": f"no-{number:04}", "name": f"No. {number:04}", "kind": "agency"} | ESSAY
        for number in range(MAX_LIMIT + 1)
    ]
    last = organisations[-1]
    files: dict[str, Any] = {
        name: [] for name in ("programmes", "stations", "missions", "crew", "events")
    }
    files |= {name: [] for name in ("assignments", "dockings", "stays", "attributions")}
    files |= {name: [] for name in ("modules", "expeditions", "landings")}
    files["claims"] = [
        claim("late", **on(f"organisations/{last['id']}", "name", "text", last["name"]))
    ]
    url = load_seed(tmp_path, organisations=organisations, **files)
    with client_of(app_for(str(url))) as client:
        assert client.json("/v1/claims/late")["data"]["agreement"] == "agrees"


# -- Rejected

REJECTED: list[tuple[Cells, str]] = [
    (on(SOYUZ, "colour", "text", "x"), "there is no field 'colour'"),
    (on(SOYUZ, "station.colour", "text", "x"), "there is no field 'colour'"),
    (on(SOYUZ, "name.short", "text", "x"), "there is no field 'short'"),
    (on(SOYUZ, "crew.shoe_size", "set", "x"), "there is no field 'shoe_size'"),
    (on(SOYUZ, "name", "number", "28"), "our value 'Soyuz 28' cannot be compared by"),
    (on(SOYUZ, "station", "date", "1978"), "our value {'id': 'salyut-6'"),
    (asking(GUESTS, "/data/7/id", "text", "x"), "there is no value at '/data/7/id'"),
    (asking(GUESTS, "/meta/sum", "text", "x"), "there is no value at '/meta/sum'"),
    (asking(GUESTS, "/data/first", "text", "x"), "there is no value at '/data/first'"),
    (
        asking(GUESTS, "/meta/total/0", "text", "x"),
        "there is no value at '/meta/total/0'",
    ),
    (
        asking("/v1/missions?programme=interkosmoss", "/meta/total", "number", "1"),
        "/v1/missions?programme=interkosmoss has no JSON answer",
    ),
    (
        asking("/v1/missions?prog=x", "/meta/total", "number", "1"),
        "/v1/missions?prog=x has no JSON answer",
    ),
    (asking("/v1/people/nobody", "/data/id", "text", "x"), "/v1/people/nobody has no "),
    (
        asking("/v2/missions", "/data/0/id", "text", "x"),
        "/v2/missions has no JSON answer",
    ),
]


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    rows = [claim(f"c-{number}", **row[0]) for number, row in enumerate(REJECTED)]
    with pytest.raises(SeedError) as error:
        load_seed(tmp_path_factory.mktemp("rejected"), claims=rows)
    return error.value.faults


@pytest.mark.parametrize("number", range(len(REJECTED)))
def test_claim_without_an_answer_is_rejected(faults: list[str], number: int) -> None:
    assert len(faults) == len(REJECTED)
    [fault] = [fault for fault in faults if f": c-{number}: " in fault]
    assert fault.startswith(f"claims.csv: c-{number}: {REJECTED[number][1]}")


def test_response_that_is_not_json_of_the_api_is_rejected(tmp_path: Path) -> None:
    paths = ("/docs", "/v1/missions/", "/v1/missions?format=csv")
    rows = [
        claim(f"c-{number}", **asking(path, "/data", "text", "x"))
        for number, path in enumerate(paths)
    ]
    with pytest.raises(SeedError) as error:
        load_seed(tmp_path, claims=rows)
    assert error.value.faults == [
        f"claims.csv: c-{number}: {path} has no JSON answer"
        for number, path in enumerate(paths)
    ]


# -- Pointers and dotted paths

ANSWER = {"a/b": {"m~n": [10, {"": 20}]}, "c": None}


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("", ANSWER),
        ("/c", None),
        ("/a~1b/m~0n/0", 10),
        ("/a~1b/m~0n/1/", 20),
    ],
)
def test_pointer_leads_to_a_value(pointer: str, value: Any) -> None:
    assert value_at_pointer(ANSWER, pointer) == value


@pytest.mark.parametrize(
    "pointer", ["/d", "/a~1b/m~0n/2", "/a~1b/m~0n/x", "/c/d", "/a/b", "/a~1b/m~0n/-1"]
)
def test_pointer_without_a_value_is_rejected(pointer: str) -> None:
    with pytest.raises(NoAnswerError, match="there is no value at"):
        value_at_pointer(ANSWER, pointer)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("a", {"b": [{"c": 1}, {"c": 2}]}),
        ("a.b.1.c", 2),
        ("a.b.c", [1, 2]),
        ("a.b.9.c", None),
        ("n.x.y", None),
    ],
)
def test_dotted_path_leads_to_a_value(path: str, value: Any) -> None:
    body = {"a": {"b": [{"c": 1}, {"c": 2}]}, "n": None}
    assert value_at_path(body, path.split(".")) == value
