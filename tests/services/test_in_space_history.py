"""The number of people over time in the small seed, and stays that are uncertain."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from app.main import app_for
from app.services import in_space_history
from tests.support.client import Client, client_of
from tests.support.factories import Cells, changed, load_seed

PATH = "/v1/in-space/history"
Serve = Callable[..., Client]
GUBAREV, REMEK = "soyuz-28-alexei-gubarev", "soyuz-28-vladimir-remek"
UNCERTAIN = (
    "These stays are counted only while they are certain, because the time of"
    f" a docking is not known to the minute: the stays of {GUBAREV}, {REMEK}."
)
IN_SPACE = changed("crew", "soyuz-28/vladimir-remek", landed="", landed_on="")
IN_SPACE[1] |= {"landed": "", "landed_on": ""}


@pytest.fixture
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Serves the small seed with other rows."""
    with ExitStack() as stack:

        def served(**files: Any) -> Client:
            url = load_seed(tmp_path_factory.mktemp("history"), **files)
            return stack.enter_context(client_of(app_for(str(url))))

        yield served


def crews_complete_to(end: str) -> list[Cells]:
    return [{"part": "crew", "resource": "crew", "complete_to": end}]


def docked(began: str, ended: str) -> dict[str, list[Cells]]:
    return {"dockings": changed("dockings", "soyuz-28/1", docked=began, undocked=ended)}


def steps(answer: Any) -> list[list[tuple[str, int]]]:
    return [
        [(step["at"], step["count"]) for step in series["steps"]]
        for series in answer["data"]
    ]


def test_answer_names_the_station_the_boundary_and_the_time(serve: Serve) -> None:
    url = f"{PATH}?at=1978-03&boundary=orbit&by=station"
    client = serve()
    answer = client.json(url)
    assert answer == {
        "data": [
            {
                "group": {
                    "station": {
                        "id": "salyut-6",
                        "name": "Salyut 6",
                        "url": "/v1/stations/salyut-6",
                    }
                },
                "steps": [
                    {"at": "1978-03-01T00:00:00Z", "count": 0},
                    {"at": "1978-03-03T17:09:00Z", "count": 2},
                    {"at": "1978-03-10T10:23:00Z", "count": 0},
                ],
            }
        ],
        "meta": {
            **client.json(PATH)["meta"],
            "query": "number of people in orbit over 1978-03",
        },
        "links": {"self": url, "next": None, "prev": None},
    }
    assert (answer["meta"]["total"], answer["meta"]["returned"]) == (1, 1)


def test_launch_in_the_last_second_of_the_crews_counts(serve: Serve) -> None:
    last = "1978-03-02T23:59:59Z"
    client = serve(
        missions=changed("missions", "soyuz-28", launched=last),
        events=changed("events", "remek-launch", at=last),
        coverage=crews_complete_to("1978-03-02"),
    )
    [numbers] = steps(client.json(f"{PATH}?at=1978"))
    assert numbers == [("1978-01-01T00:00:00Z", 0), (last, 2)]


def test_station_that_is_visited_after_the_end_has_no_group(serve: Serve) -> None:
    client = serve(coverage=crews_complete_to("1975-12"))
    answer = client.json(f"{PATH}?by=station")
    assert (answer["data"], answer["meta"]["hints"]) == ([], [])


def test_both_hints_are_given(serve: Serve) -> None:
    coverage = crews_complete_to("1978-03-08")
    client = serve(coverage=coverage, **docked("1978-03-03", "1978-03-10T10:23Z"))
    assert client.json(f"{PATH}?by=station&at=1978-03")["meta"]["hints"] == [
        "The crews are complete to 1978-03-08, so the numbers end there.",
        UNCERTAIN,
    ]


def test_stay_that_is_certain_for_no_second_has_no_step(serve: Serve) -> None:
    client = serve(**docked("1978-03-03", "1978-03-03T23:59:59Z"))
    assert client.json(f"{PATH}?by=station")["data"] == []


@pytest.mark.parametrize(
    ("files", "certain", "uncertain"),
    [
        pytest.param(
            docked("1978-03-03", "1978-03-10T10:23Z"),
            ["1978-03-02", "1978-03-04T00:00:00Z"],
            ["1978-03-03T00:00:00Z", "1978-03-03T23:59:59Z"],
            id="day of the docking",
        ),
        pytest.param(
            docked("1978-03-03T17:09Z", "1978-03-09"),
            ["1978-03-08T23:59:59Z", "1978-03-10"],
            ["1978-03-09T00:00:00Z", "1978-03-09T23:59:59Z"],
            id="day of the undocking",
        ),
        pytest.param(
            docked("", "1978-03-10T10:23Z"),
            ["1978-03-02T15:28:09Z", "1978-03-10T13:44:11Z"],
            ["1978-03-02T15:28:10Z", "1978-03-05", "1978-03-10T13:44:10Z"],
            id="unknown docking",
        ),
        pytest.param(
            docked("1978-03-03T17:09Z", ""),
            ["1978-03-02T15:28:09Z", "1978-03-10T13:44:11Z"],
            ["1978-03-02T15:28:10Z", "1978-03-05", "1978-03-10T13:44:10Z"],
            id="unknown undocking",
        ),
        pytest.param(
            docked("", "") | {"crew": IN_SPACE},
            ["1978-03-02T15:28:09Z"],
            ["1978-03-02T15:28:10Z", "1979"],
            id="unknown docking of a flight that lasts",
        ),
        pytest.param(
            docked("1978-03-03T17:09Z", "") | {"crew": IN_SPACE},
            ["1978-03-03", "1979"],
            [],
            id="stay that lasts",
        ),
        pytest.param(
            {
                "stays": changed(
                    "stays", "soyuz-17/alexei-gubarev/1", ended="1975-02-09"
                )
            },
            ["1975-02-09"],
            [],
            id="stay aboard a craft",
        ),
    ],
)
def test_hint_names_stays_that_are_uncertain_in_the_time(
    serve: Serve,
    files: dict[str, list[Cells]],
    certain: list[str],
    uncertain: list[str],
) -> None:
    client = serve(**files)
    for at in (*certain, *uncertain):
        hints = client.json(f"{PATH}?by=station&at={at}")["meta"]["hints"]
        assert hints == ([UNCERTAIN] if at in uncertain else []), at


def test_uncertain_stays_are_those_above_the_boundary(serve: Serve) -> None:
    missions = changed("missions", "soyuz-28", boundary="100km")
    client = serve(missions=missions, **docked("1978-03", ""))
    for boundary, hints in (
        ("80km", [UNCERTAIN]),
        ("100km", [UNCERTAIN]),
        ("orbit", []),
    ):
        answer = client.json(f"{PATH}?by=station&boundary={boundary}")
        assert answer["meta"]["hints"] == hints


def test_more_steps_than_are_listed_are_cut_with_a_hint(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = serve(coverage=crews_complete_to("1978-12"))
    whole = client.json(f"{PATH}?boundary=orbit")
    monkeypatch.setattr(in_space_history, "MAX_STEPS", 2)
    answer = client.json(f"{PATH}?boundary=80km")
    assert steps(answer) == [steps(whole)[0][:2]]
    assert answer["meta"]["complete"] is False
    assert answer["meta"]["hints"] == [
        "Only 2 steps are listed; request a shorter time with `at`."
    ]
