"""People in space in the small seed: what is certain, and what an answer says of it.

The crews are complete to the eve of the landing of Soyuz 28; Remek stays up.
"""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from app.main import app_for
from app.services.in_space import join_names, today
from tests.support.client import Client, client_of
from tests.support.factories import changed, load_seed

CREW = changed("crew", "soyuz-28/vladimir-remek", landed="", landed_on="")
CREW[0] |= {"landed_on": ""}
COVERAGE = [{"part": "crew", "resource": "crew", "complete_to": "1978-03-09"}]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    folder = tmp_path_factory.mktemp("in-space")
    url = load_seed(folder, crew=CREW, coverage=COVERAGE)
    with client_of(app_for(str(url))) as client:
        yield client


def meta(client: Client, query: str) -> Any:
    return client.json(f"/v1/in-space?{query}")["meta"]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("at=1978", "people above 80 km in 1978"),
        ("at=1978-03-02", "people above 80 km on 1978-03-02"),
        ("at=1978-03-02T15:28:10Z", "people above 80 km at 1978-03-02T15:28:10Z"),
        (
            "at=1978-03-02T00:00:00Z/1978-03-03T00:00:00Z",
            "people above 80 km in 1978-03-02T00:00:00Z/1978-03-03T00:00:00Z",
        ),
        ("at=now&boundary=orbit", "people in orbit on 1978-03-09"),
    ],
)
def test_sentence_names_the_boundary_and_the_time(
    client: Client, query: str, text: str
) -> None:
    assert meta(client, query)["query"] == text


def test_answer_is_complete_to_the_last_second_of_the_crews(client: Client) -> None:
    later = "The crews are complete to 1978-03-09; later launches and landings may be"
    for at, is_complete in (
        ("1978-03-09T23:59:59Z", True),
        ("1978-03-09/1978-03-10", False),
        ("1978-03-10T00:00:00Z", False),
    ):
        answer = meta(client, f"at={at}")
        assert answer["complete"] is is_complete, at
        assert any(later in hint for hint in answer["hints"]) is not is_complete, at


@pytest.mark.parametrize(
    ("at", "certain", "place"),
    [
        # Launch at 15:28:10, docking at 17:09
        ("1978-03-02T15:28:10Z", 2, "soyuz-28"),
        ("1978-03-03T17:08:59Z", 2, "soyuz-28"),
        ("1978-03-03T17:09:00Z", 2, None),
        ("1978-03-03T17:09:58Z", 2, None),
        ("1978-03-03T17:09:59Z", 2, "salyut-6"),
        # After the end of the complete crews
        ("1978-03-12", 0, "soyuz-28"),
    ],
)
def test_person_is_where_the_stays_are_certain(
    client: Client, at: str, certain: int, place: str | None
) -> None:
    answer = client.json(f"/v1/in-space?at={at}")
    assert answer["meta"]["count_min"] == certain
    remek = answer["data"][-1]
    assert (remek["aboard"] and remek["aboard"]["id"]) == place


def test_entry_names_the_flight_and_the_title_of_the_role(client: Client) -> None:
    gubarev, remek = client.json("/v1/in-space?at=1978-03-04")["data"]
    assert gubarev["crew"] == {
        "id": "soyuz-28-alexei-gubarev",
        "name": "soyuz-28-alexei-gubarev",
        "url": "/v1/crew/soyuz-28-alexei-gubarev",
    }
    assert (gubarev["role_title"], remek["role_title"]) == ("Komandir", None)


def test_hint_names_people_whose_place_is_not_known(client: Client) -> None:
    [hint] = meta(client, "at=1978-03-03")["hints"]
    assert hint == (
        "`aboard` and `station` are null for Alexei Gubarev, Vladimír Remek: the time"
        " of a docking is unknown or falls within 1978-03-03. See `stays` of the crew"
        " entry."
    )


def test_hint_about_nobody_names_the_mission_of_a_landing_without_a_craft(
    client: Client,
) -> None:
    [hint] = meta(client, "at=1976")["hints"]
    assert hint == (
        "Nobody was in space. Last landing before: Soyuz 17, 1975-02-09T11:03:22Z."
        " Next launch: Soyuz 28, 1978-03-02T15:28:10Z."
    )


def test_a_dozen_names_are_a_whole_list() -> None:
    names = [f"person {number}" for number in range(13)]
    assert join_names(names[:12], 12) == ", ".join(names[:12])
    assert join_names(names, 13) == ", ".join(names[:12]) + " and 1 more"


def test_today_is_that_of_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    # There it is always tomorrow
    monkeypatch.setenv("TZ", "AHEAD-24")
    time.tzset()
    before = datetime.now(UTC)
    try:
        texts = (f"{before:%Y-%m-%d}", f"{datetime.now(UTC):%Y-%m-%d}")
        assert today().text in texts
    finally:
        monkeypatch.undo()
        time.tzset()
