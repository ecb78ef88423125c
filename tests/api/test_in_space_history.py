"""The number of people in space over time agrees with the lists of people."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.conftest import problem_of
from tests.support.client import Client

PATH = "/v1/in-space/history"
Steps = list[tuple[str, int]]


def history(client: Client, query: str = "") -> dict[str | None, Steps]:
    """The steps of each group."""
    answer = client.json(f"{PATH}?{query}" if query else PATH)
    assert answer["meta"]["total"] == len(answer["data"])
    return {
        next(iter(series["group"].values()))["id"] if series["group"] else None: [
            (step["at"], step["count"]) for step in series["steps"]
        ]
        for series in answer["data"]
    }


def test_history_begins_with_gagarin(client: Client) -> None:
    steps = history(client)[None]
    assert steps[0] == ("1961-04-12T06:07:00Z", 1)
    assert steps[1][1] == 0
    assert max(count for _, count in steps) > 12
    assert min(count for _, count in steps) == 0


def test_space_is_never_empty_since_the_first_expedition(client: Client) -> None:
    [first, *rest] = history(client, "at=2000-11-01/..")[None]
    assert first == ("2000-11-01T00:00:00Z", 3)
    assert all(count >= 2 for _, count in rest)


@pytest.mark.parametrize(
    ("at", "steps"),
    [
        ("1961-04-11", [("1961-04-11T00:00:00Z", 0)]),
        ("1975-07-17", [("1975-07-17T00:00:00Z", 7)]),
        ("1975-07-17T16:30Z", [("1975-07-17T16:30:00Z", 7)]),
        (
            "1978-03-02",
            [("1978-03-02T00:00:00Z", 2), ("1978-03-02T15:28:10Z", 4)],
        ),
        ("1961-04-12T06:07:00Z", [("1961-04-12T06:07:00Z", 1)]),
    ],
)
def test_interval_begins_with_the_number_at_its_start(
    client: Client, at: str, steps: Steps
) -> None:
    assert history(client, f"at={at}")[None] == steps


@pytest.mark.parametrize("query", ["", "at=1961-04-12T06:07:00Z/1975", "at=1961/1975"])
def test_steps_are_in_strict_order(client: Client, query: str) -> None:
    instants = [at for at, _ in history(client, query)[None]]
    assert instants == sorted(set(instants))


def test_number_equals_that_of_the_listed_people(client: Client) -> None:
    for at, count in history(client, "at=1961/1975")[None]:
        after = datetime.fromisoformat(at) + timedelta(seconds=1)
        people = client.json(f"/v1/in-space?at={after:%Y-%m-%dT%H:%M:%S}Z")
        assert people["meta"]["total"] == count, at


def test_states_and_stations_have_their_own_steps(client: Client) -> None:
    states = history(client, "by=country")
    assert states["soviet-union"][0] == ("1961-04-12T06:07:00Z", 1)
    assert states["united-states"][0] == ("1961-05-05T14:34:13Z", 1)
    remek = states["czechoslovakia"]
    assert remek[0] == ("1978-03-02T15:28:10Z", 1)
    assert [count for _, count in remek] == [1, 0]
    assert history(client, "by=station&at=1961")["mir"] == [("1961-01-01T00:00:00Z", 0)]


@pytest.mark.parametrize(
    ("boundary", "counts"), [("80km", [0, 1, 0]), ("100km", [0, 1, 0]), ("orbit", [0])]
)
def test_boundary_of_space_selects_flights(
    client: Client, boundary: str, counts: list[int]
) -> None:
    steps = history(client, f"at=1961-05&boundary={boundary}")[None]
    assert [count for _, count in steps] == counts


@pytest.mark.parametrize("query", ["", "at=2020/.."])
def test_numbers_end_where_the_crews_are_complete(client: Client, query: str) -> None:
    answer: dict[str, Any] = client.json(f"{PATH}?{query}" if query else PATH)
    end = answer["meta"]["complete_to"]
    hints = [f"The crews are complete to {end}, so the numbers end there."]
    assert answer["meta"]["hints"] == (hints if query else [])
    assert answer["meta"]["complete"] == (not query)
    last = answer["data"][0]["steps"][-1]
    assert last["at"][:10] <= end
    meta = client.json("/v1/in-space")["meta"]
    assert (last["count"], end) == (meta["total"], meta["complete_to"])


def test_history_of_now_is_the_number_at_the_end(client: Client) -> None:
    answer = client.json(f"{PATH}?at=now")
    [step] = answer["data"][0]["steps"]
    assert step["count"] == client.json("/v1/in-space")["meta"]["total"]
    assert answer["meta"]["hints"] == []


def test_time_after_the_complete_crews_has_no_steps(client: Client) -> None:
    end = client.json(PATH)["meta"]["complete_to"]
    after = datetime.fromisoformat(end) + timedelta(days=1)
    answer = client.json(f"{PATH}?at={after:%Y-%m-%d}")
    assert [series["steps"] for series in answer["data"]] == [[]]
    [hint] = answer["meta"]["hints"]
    assert hint == f"The crews are complete to {end}, so the numbers end there."


@pytest.mark.parametrize("name", ["by", "boundary", "at", "country"])
def test_invalid_parameters_are_rejected(quick_client: Client, name: str) -> None:
    [fault] = problem_of(quick_client.get(f"{PATH}?{name}=nothing"), 400)["errors"]
    assert fault["name"] == name


@pytest.mark.parametrize(
    ("at", "people"),
    [
        # Only the day is known on which Skylab 3 was left
        ("1973-09-20", []),
        ("1973-09-25", ["skylab-3-alan-bean"]),
        ("1973-10", []),
        ("1973", ["skylab-3-alan-bean"]),
    ],
)
def test_hint_names_stays_that_are_uncertain_in_the_time(
    client: Client, at: str, people: list[str]
) -> None:
    hints = client.json(f"{PATH}?by=station&at={at}")["meta"]["hints"]
    assert len(hints) == len(people)
    assert all(person in hint for person, hint in zip(people, hints, strict=True))


def test_hint_names_stays_in_order_of_ids(client: Client) -> None:
    [hint] = client.json(f"{PATH}?by=station&at=1973/1986")["meta"]["hints"]
    names = hint.removesuffix(".").partition("the stays of ")[2]
    flights = names.partition(" and ")[0].split(", ")
    assert len(flights) > 3
    assert flights == sorted(flights)
