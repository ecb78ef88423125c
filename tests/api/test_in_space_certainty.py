"""Who was certainly in space, who perhaps, and where the data ends."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.api.test_in_space import present
from tests.conftest import problem_of
from tests.support.client import Client


@pytest.mark.parametrize(
    ("at", "certain", "possible"),
    [
        ("1961-04-12T06:30Z", 1, 1),
        ("1961-04-12", 0, 1),
        ("1961", 0, 4),
        ("1969-07-20", 3, 3),
        # Soyuz 28 was launched in the afternoon
        ("1978-03-02", 2, 4),
        # Titov's launch is known to the minute
        ("1961-08-06T06:00:00Z", 0, 1),
        ("1961-08-06T06:01:00Z", 1, 1),
        ("1961-08-07T07:18:00Z", 0, 1),
        ("1961-08-07T07:18:30Z", 0, 1),
    ],
)
def test_flight_that_covers_a_part_of_the_time_is_marked(
    client: Client, at: str, certain: int, possible: int
) -> None:
    answer = client.json(f"/v1/in-space?at={at}")
    meta = answer["meta"]
    assert (meta["count_min"], meta["count_max"]) == (certain, possible)
    perhaps = [entry for entry in answer["data"] if entry["perhaps"]]
    assert len(perhaps) == possible - certain
    marked = f"{len(perhaps)} of {possible} people are marked `perhaps`"
    assert any(marked in hint for hint in meta["hints"]) == bool(perhaps)


def end_of_crews(client: Client) -> date:
    coverage = client.json("/v1/dataset")["data"]["coverage"]
    [end] = [part["complete_to"] for part in coverage if part["part"] == "crew"]
    return date.fromisoformat(end)


@pytest.mark.parametrize("query", ["", "?at=now"])
def test_answer_without_an_instant_is_for_the_end_of_the_complete_crews(
    client: Client, query: str
) -> None:
    end = end_of_crews(client).isoformat()
    answer = client.json(f"/v1/in-space{query}")
    meta = answer["meta"]
    assert meta["complete_to"] == end
    assert meta["query"] == f"people above 80 km on {end}"
    assert meta["count_min"] == meta["count_max"] == len(answer["data"]) > 0
    assert answer["links"]["self"] == f"/v1/in-space{query}"
    last = client.json(f"/v1/in-space?at={end}T23:59:59Z")
    assert last["data"] == answer["data"]
    now = [hint for hint in meta["hints"] if hint.startswith("`now` means")]
    assert len(now) == (1 if query else 0)


def test_people_without_a_known_landing_are_perhaps_there_after_the_end(
    client: Client,
) -> None:
    end = end_of_crews(client)
    before = present(client, f"{end}T23:59:59Z")
    assert {entry["perhaps"] for entry in before.values()} == {False}
    answer = client.json(f"/v1/in-space?at={end + timedelta(days=1)}T12:00:00Z")
    for entry in answer["data"]:
        assert entry["perhaps"] == (entry["until"] is None)
    later, marked, *_ = answer["meta"]["hints"]
    assert later.startswith(f"The crews are complete to {end}; later ")
    assert marked.endswith("launched before, and no landing is known.")
    assert answer["meta"]["count_min"] < answer["meta"]["count_max"]
    assert answer["meta"]["count_max"] == len(answer["data"])


def test_unknown_docking_is_not_replaced_by_the_launch(client: Client) -> None:
    """The time at which Soyuz MS-29 docked in July 2026 was found in no source."""
    entry = present(client, "2026-07-20")["anna-kikina"]
    assert entry["aboard"] is entry["station"] is entry["aboard_since"] is None
    assert entry["spacecraft"]["id"] == "soyuz-ms"


def test_today_is_accepted_and_tomorrow_is_refused(client: Client) -> None:
    today = datetime.now(UTC).date()
    assert client.json(f"/v1/in-space?at={today}")["meta"]["count_min"] == 0
    for path in ("/v1/in-space", "/v1/in-space/history"):
        for at in (today + timedelta(days=2), "2100", "9999-12-31T23:59:59Z"):
            [fault] = problem_of(client.get(f"{path}?at={at}"), 400)["errors"]
            assert fault["name"] == "at"
            assert fault["value"] == str(at)
            assert "is in the future: today is 20" in fault["detail"]
            assert f"complete to {end_of_crews(client)}" in fault["detail"]


def test_reason_names_launches_within_the_time(client: Client) -> None:
    """Crew-13 was launched on 1 October 2026."""
    hints = client.json("/v1/in-space?at=2026-10-01")["meta"]["hints"]
    [hint] = [hint for hint in hints if "marked `perhaps`" in hint]
    assert "a launch or landing falls within 2026-10-01" in hint


@pytest.mark.parametrize(
    ("at", "texts"),
    [
        ("1961-04-12T12:00:00Z", ("landing before: Vostok 1", "launch: Mercury")),
        ("1999-09-15", ("landing before: Soyuz TM-29, 1999-08-28", "launch: STS-103")),
        ("1957-10-04", ("launch: Vostok 1, 1961-04-12",)),
    ],
)
def test_empty_answer_names_the_landing_before_and_the_next_launch(
    client: Client, at: str, texts: tuple[str, ...]
) -> None:
    [hint] = client.json(f"/v1/in-space?at={at}")["meta"]["hints"]
    assert hint.startswith("Nobody was in space.")
    assert all(text in hint for text in texts), hint
    assert ("landing before" in hint) == ("landing before" in texts[0])
