"""Claims of documents are questions to the API: judged, or refused by their ids."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.ingest.claims.judge import LIST_SIZE, NoAnswerError, dig, point
from app.ingest.files.read import SeedError
from app.main import app_for
from tests.support.client import client_of
from tests.support.factories import ESSAY, PASSAGE, Cells, load_seed


def claim(claim_id: str, **cells: str) -> Cells:
    row = {"id": claim_id, "start": "0", "end": "9", "says": "It was so."}
    return row | PASSAGE | cells


def on(record: str, field: str, rule: str, stated: str) -> Cells:
    return {"record": record, "field": field, "compare": rule, "stated": stated}


def asking(asks: str, pointer: str, rule: str, stated: str) -> Cells:
    return {"asks": asks, "pointer": pointer, "compare": rule, "stated": stated}


SOYUZ, REMEK = "missions/soyuz-28", "people/vladimir-remek"
GUESTS = "/v1/missions?programme=interkosmos"
JUDGED: list[tuple[Cells, Any, str]] = [
    (on(SOYUZ, "launched", "date", "1978"), "1978-03-02T15:28:10Z", "less-precise"),
    (on(SOYUZ, "crew_size", "number", "3"), 2, "disagrees"),
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
        asking("/v1/firsts?country=CSK", "/data/0/first", "boolean", "true"),
        ...,
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
        found = client.json("/v1/claims?source=essay&limit=1000")["data"]
        yield {one["id"]: one for one in found}


@pytest.mark.parametrize("number", range(len(JUDGED)))
def test_a_claim_is_judged_by_our_answer(judged: dict[str, Any], number: int) -> None:
    cells, actual, agreement = JUDGED[number]
    found = judged[f"c-{number}"]
    assert found["agreement"] == agreement
    assert actual is ... or found["actual"] == actual
    given = {name: found[name] or "" for name in cells}
    assert given == cells


def test_a_claim_points_to_its_passage(judged: dict[str, Any]) -> None:
    assert judged["c-0"]["locator"] == {
        "place": None,
        "paragraph": 1,
        "start": 0,
        "end": 9,
        "sha256": "0" * 64,
    }


def test_a_record_of_a_later_page_is_judged(tmp_path: Path) -> None:
    organisations = [
        {"id": f"no-{number:04}", "name": f"No. {number:04}", "kind": "x", **ESSAY}
        for number in range(LIST_SIZE + 1)
    ]
    last = organisations[-1]
    files: dict[str, Any] = {
        name: [] for name in ("programmes", "stations", "missions", "crew", "events")
    }
    files |= {name: [] for name in ("assignments", "dockings", "attributions")}
    files["claims"] = [
        claim("late", **on(f"organisations/{last['id']}", "name", "text", last["name"]))
    ]
    url = load_seed(tmp_path, organisations=organisations, **files)
    with client_of(app_for(str(url))) as client:
        assert client.json("/v1/claims/late")["data"]["agreement"] == "agrees"


# -- Refused

REFUSED: list[tuple[Cells, str]] = [
    (on(SOYUZ, "colour", "text", "x"), "there is no field 'colour'"),
    (on(SOYUZ, "station.colour", "text", "x"), "there is no field 'colour'"),
    (on(SOYUZ, "name.short", "text", "x"), "there is no field 'short'"),
    (on(SOYUZ, "crew.shoe_size", "set", "x"), "there is no field 'shoe_size'"),
    (on(SOYUZ, "name", "number", "28"), "the answer 'Soyuz 28' cannot be compared by"),
    (on(SOYUZ, "station", "date", "1978"), "the answer {'id': 'salyut-6'"),
    (asking(GUESTS, "/data/7/id", "text", "x"), "pointer '/data/7/id' leads nowhere"),
    (asking(GUESTS, "/meta/sum", "text", "x"), "pointer '/meta/sum' leads nowhere"),
    (asking(GUESTS, "/data/first", "text", "x"), "pointer '/data/first' leads"),
    (asking(GUESTS, "/meta/total/0", "text", "x"), "pointer '/meta/total/0' leads"),
    (
        asking("/v1/missions?programme=interkosmoss", "/meta/total", "number", "1"),
        "/v1/missions?programme=interkosmoss answers",
    ),
    (
        asking("/v1/missions?prog=x", "/meta/total", "number", "1"),
        "/v1/missions?prog=x",
    ),
    (asking("/v1/people/nobody", "/data/id", "text", "x"), "/v1/people/nobody answers"),
    (asking("/v2/missions", "/data/0/id", "text", "x"), "/v2/missions answers"),
]


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    rows = [claim(f"c-{number}", **row[0]) for number, row in enumerate(REFUSED)]
    with pytest.raises(SeedError) as refusal:
        load_seed(tmp_path_factory.mktemp("refused"), claims=rows)
    return refusal.value.faults


@pytest.mark.parametrize("number", range(len(REFUSED)))
def test_a_question_without_an_answer_is_refused(
    faults: list[str], number: int
) -> None:
    assert len(faults) == len(REFUSED)
    told = [fault for fault in faults if f": c-{number}: " in fault]
    assert len(told) == 1
    assert told[0].startswith(f"claims.csv: c-{number}: {REFUSED[number][1]}")


@pytest.mark.parametrize(
    "path",
    [
        "/docs",
        "/v1/missions/",
        "/v1/missions?format=csv",
        "/v1/missions?format=ndjson",
    ],
)
def test_a_question_whose_answer_is_no_answer_of_ours_is_refused(
    tmp_path: Path, path: str
) -> None:
    rows = [claim("odd", **asking(path, "/data", "text", "x"))]
    with pytest.raises(SeedError) as refusal:
        load_seed(tmp_path, claims=rows)
    assert refusal.value.faults[0].startswith(f"claims.csv: odd: {path}")


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
def test_a_pointer_leads_to_a_value(pointer: str, value: Any) -> None:
    assert point(ANSWER, pointer) == value


@pytest.mark.parametrize(
    "pointer", ["/d", "/a~1b/m~0n/2", "/a~1b/m~0n/x", "/c/d", "/a/b", "/a~1b/m~0n/-1"]
)
def test_a_pointer_that_leads_nowhere_is_refused(pointer: str) -> None:
    with pytest.raises(NoAnswerError, match="leads nowhere"):
        point(ANSWER, pointer)


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
def test_a_dotted_path_leads_to_a_value(path: str, value: Any) -> None:
    body = {"a": {"b": [{"c": 1}, {"c": 2}]}, "n": None}
    assert dig(body, path.split(".")) == value
