"""Stays aboard craft and stations follow from launch, dockings and landing."""

from typing import Any

import pytest

from app.ingest.files.flights import Crew
from app.ingest.files.stations import Docking, Stay
from app.ingest.stays import Interval, computed_stays, docked_intervals, entered_stays

SOURCE: Any = {"line": 2, "source": "gcat", "locator": "row"}
UP, DOWN = "1978-06-15T20:16Z", "1978-11-02T11:04Z"


def docking(sequence: int, docked: str, undocked: str, **cells: str) -> Docking:
    row: Any = {"mission": "soyuz-29", "target": "stations/salyut-6"}
    row |= {"sequence": sequence, "docked": docked, "undocked": undocked}
    return Docking(
        **(
            row
            | {"method": "docking", "outcome": "docked", "note": ""}
            | SOURCE
            | cells
        )
    )


def crew(**cells: str) -> Crew:
    row: Any = {"mission": "soyuz-29", "person": "jahn", "role": "pilot"}
    row |= {"role_title": "", "countries": "east-germany", "launched": ""}
    row |= {"landed": DOWN, "landed_on": "soyuz-29", "stations": "salyut-6"}
    row |= {"agencies": "", "employers": ""}
    return Crew(**(row | SOURCE | cells))


def stay(sequence: int, aboard: str, began: str, ended: str) -> Stay:
    row: Any = {"mission": "soyuz-5", "person": "khrunov", "sequence": sequence}
    row |= {"aboard": aboard, "began": began, "ended": ended, "note": "A spacewalk."}
    return Stay(**(row | SOURCE))


def times(intervals: list[Interval]) -> list[tuple[str, str | None, str | None]]:
    """The places and times of intervals."""
    return [(place.place_id, place.began, place.ended) for place in intervals]


@pytest.mark.parametrize(
    ("dockings", "intervals"),
    [
        pytest.param(
            [
                docking(2, "1978-09-07T12:03Z", "1978-11-02"),
                docking(1, "1978-06-16T21:58Z", "1978-09-07T10:53Z"),
            ],
            [
                ("salyut-6", "1978-06-16T21:58Z", "1978-09-07T10:53Z"),
                ("salyut-6", "1978-09-07T12:03Z", "1978-11-02"),
            ],
            id="move to another port",
        ),
        pytest.param(
            [docking(1, "1978-06-16", ""), docking(2, "1978-06-29", "1978-07-02")],
            [("salyut-6", "1978-06-16", "1978-07-02")],
            id="unknown time of a move",
        ),
        pytest.param(
            [
                docking(1, "1986-03-15", "1986-05-05T12:12Z", target="stations/mir"),
                docking(2, "1986-05-06T01:58Z", "1986-06-25"),
            ],
            [
                ("mir", "1986-03-15", "1986-05-05T12:12Z"),
                ("salyut-6", "1986-05-06T01:58Z", "1986-06-25"),
            ],
            id="another station",
        ),
        pytest.param(
            [
                docking(1, "", "", outcome="failed"),
                docking(2, "1978-06-17", "1978-06-18", target="missions/soyuz-31"),
            ],
            [],
            id="failed, and with another craft",
        ),
    ],
)
def test_ship_is_docked_from_each_docking_to_the_next_undocking(
    dockings: list[Docking], intervals: list[tuple[str, str | None, str | None]]
) -> None:
    assert times(docked_intervals(dockings)) == intervals


HERE = Interval("stations/salyut-6", "1978-06-16", "1978-10-01")
OPEN = HERE._replace(ended=None)
OTHER = Interval("stations/salyut-6", "1978-07-01", "1978-11-02")
BEFORE = Interval("stations/salyut-6", "1978-06-01", "1978-06-10")
MOVED = Interval("stations/salyut-6", "1978-09-02", "1978-11-02")
MIR = Interval("stations/mir", "1978-08-01", "1978-11-02")


@pytest.mark.parametrize(
    ("cells", "up", "down", "stays"),
    [
        pytest.param(
            {},
            [HERE],
            [HERE],
            [
                ("soyuz-29", UP, "1978-06-16"),
                ("salyut-6", "1978-06-16", "1978-10-01"),
                ("soyuz-29", "1978-10-01", DOWN),
            ],
            id="one ship",
        ),
        pytest.param(
            {"landed_on": "soyuz-31"},
            [HERE],
            [OTHER],
            [
                ("soyuz-29", UP, "1978-06-16"),
                ("salyut-6", "1978-06-16", "1978-11-02"),
                ("soyuz-31", "1978-11-02", DOWN),
            ],
            id="landing in another ship",
        ),
        pytest.param(
            {"landed_on": "soyuz-31"},
            [HERE],
            [BEFORE, OTHER._replace(ended="1978-09-01"), MOVED],
            [
                ("soyuz-29", UP, "1978-06-16"),
                ("salyut-6", "1978-06-16", "1978-09-01"),
                ("soyuz-31", "1978-09-01", "1978-09-02"),
                ("salyut-6", "1978-09-02", "1978-11-02"),
                ("soyuz-31", "1978-11-02", DOWN),
            ],
            id="move of the ship down to another port",
        ),
        pytest.param(
            {"landed_on": "soyuz-31"},
            [HERE._replace(began=None)],
            [OTHER],
            [
                ("soyuz-29", UP, None),
                ("salyut-6", None, "1978-11-02"),
                ("soyuz-31", "1978-11-02", DOWN),
            ],
            id="docking of the ship up at an unknown time",
        ),
        pytest.param(
            {"landed": "", "landed_on": ""},
            [OPEN],
            [OPEN],
            [("soyuz-29", UP, "1978-06-16"), ("salyut-6", "1978-06-16", None)],
            id="still aboard the station",
        ),
        pytest.param(
            {"landed": "", "landed_on": "", "stations": ""},
            [],
            [],
            [("soyuz-29", UP, None)],
            id="still in flight",
        ),
        pytest.param(
            {"stations": ""}, [], [], [("soyuz-29", UP, DOWN)], id="no station"
        ),
        pytest.param(
            {},
            [],
            [],
            [
                ("soyuz-29", UP, None),
                ("salyut-6", None, None),
                ("soyuz-29", None, DOWN),
            ],
            id="unknown docking",
        ),
        pytest.param(
            {"landed_on": "soyuz-31"},
            [],
            [OTHER],
            [
                ("soyuz-29", UP, None),
                ("salyut-6", None, "1978-11-02"),
                ("soyuz-31", "1978-11-02", DOWN),
            ],
            id="unknown docking of the ship up",
        ),
        pytest.param(
            {"landed_on": "soyuz-31"},
            [HERE],
            [],
            [
                ("soyuz-29", UP, "1978-06-16"),
                ("salyut-6", "1978-06-16", None),
                ("soyuz-31", None, DOWN),
            ],
            id="unknown docking of the ship down",
        ),
        pytest.param(
            {"landed_on": "soyuz-31", "stations": "salyut-6;mir"},
            [HERE],
            [MIR],
            [
                ("soyuz-29", UP, "1978-06-16"),
                ("salyut-6", "1978-06-16", None),
                ("soyuz-31", None, None),
                ("mir", None, "1978-11-02"),
                ("soyuz-31", "1978-11-02", DOWN),
            ],
            id="another station in another ship",
        ),
        pytest.param(
            {"landed_on": "soyuz-31", "stations": "salyut-6;mir"},
            [HERE],
            [MIR._replace(ended="1978-08-15"), MIR],
            [
                ("soyuz-29", UP, "1978-06-16"),
                ("salyut-6", "1978-06-16", None),
                ("soyuz-31", None, None),
                ("mir", None, "1978-11-02"),
                ("soyuz-31", "1978-11-02", DOWN),
            ],
            id="another station with which the ship down docked twice",
        ),
        pytest.param(
            {"landed_on": "soyuz-31"},
            [],
            [BEFORE, OTHER],
            [
                ("soyuz-29", UP, None),
                ("salyut-6", None, "1978-11-02"),
                ("soyuz-31", "1978-11-02", DOWN),
            ],
            id="unknown docking of the ship up, two of the ship down",
        ),
        pytest.param(
            {"landed_on": "soyuz-31"},
            [HERE._replace(began="1978-06-16T21:58:00Z")],
            [BEFORE._replace(ended="1978-06-16T21:58:00Z"), OTHER],
            [
                ("soyuz-29", UP, "1978-06-16T21:58:00Z"),
                ("salyut-6", "1978-06-16T21:58:00Z", "1978-11-02"),
                ("soyuz-31", "1978-11-02", DOWN),
            ],
            id="ship down undocked in the second of the arrival",
        ),
    ],
)
def test_stays_follow_from_the_dockings_of_the_ships_up_and_down(
    cells: dict[str, str],
    up: list[Interval],
    down: list[Interval],
    stays: list[tuple[str, str | None, str | None]],
) -> None:
    assert times(computed_stays(crew(**cells), UP, up, down)) == stays


def sources(intervals: list[Interval]) -> list[str | None]:
    return [interval.source for interval in intervals]


def test_stay_has_the_source_of_the_docking_with_which_it_began() -> None:
    [here] = docked_intervals([docking(1, "1978-06-16", "1978-10-01")])
    assert sources(computed_stays(crew(), UP, [here], [here])) == [None, "gcat", None]
    exchanged = crew(landed_on="soyuz-31")
    there = here._replace(aboard="stations/mir")
    stays = computed_stays(exchanged, UP, [here], [there])
    assert sources(stays) == [None, "gcat", None, None, None]
    assert sources(computed_stays(exchanged, UP, [], [here])) == [None, None, None]


def test_place_is_a_station_or_a_craft() -> None:
    stays = computed_stays(crew(), UP, [HERE], [HERE])
    assert [stay.is_at_station for stay in stays] == [False, True, False]


def test_entered_stays_begin_at_the_launch_and_end_at_the_landing() -> None:
    """Khrunov went over from Soyuz 5 to Soyuz 4 and landed in it."""
    rows = [
        stay(2, "missions/soyuz-4", "1969-01-16T11:48Z", ""),
        stay(1, "missions/soyuz-5", "", "1969-01-16T11:48Z"),
    ]
    assert times(entered_stays(rows, UP, DOWN)) == [
        ("soyuz-5", UP, "1969-01-16T11:48Z"),
        ("soyuz-4", "1969-01-16T11:48Z", DOWN),
    ]


def test_entered_times_source_and_note_are_kept() -> None:
    rows = [stay(1, "missions/soyuz-5", "1969-01-15", "1969-01-18")]
    [only] = entered_stays(rows, UP, DOWN)
    assert only == Interval(
        *("missions/soyuz-5", "1969-01-15", "1969-01-18"),
        source="gcat",
        note="A spacewalk.",
    )
