"""The texts of hints on firsts."""

import json

import pytest

from app.services.firsts_hints import alternative_hint, late_hint, vague_hints
from app.services.firsts_query import Flight

PEOPLE = {"jahn": "Sigmund Jähn", "remek": "Vladimír Remek"}
DAY = "1978-03-02T15:28:10Z"
UNDECIDED = "The known times do not decide which flight was first: "


def flight(
    mission: str = "a", person: str = "remek", states: str = "", at: str | None = DAY
) -> Flight:
    body = {
        "person": {"name": PEOPLE[person]},
        "mission": {"name": f"Ship {mission.upper()}"},
        "countries": [{"name": state} for state in states.split()],
    }
    text = json.dumps(body).encode()
    return Flight(person, mission, "1978-03-01T09:00:00Z", text, at)


@pytest.mark.parametrize(
    ("changes", "flights", "text"),
    [
        (
            {"basis": "birth"},
            [flight(states="Czechoslovakia")],
            (
                "With basis=birth the answer is Vladimír Remek of Czechoslovakia"
                " (Ship A, 1978-03-02)."
            ),
        ),
        (
            {"boundary": "orbit", "lineage": "predecessors"},
            [
                flight(states="Poland", at=None),
                flight(person="jahn", states="Germany")._replace(launched="1978-04"),
            ],
            (
                "With boundary=orbit&lineage=predecessors the answer is Vladimír Remek"
                " and Sigmund Jähn of Germany and Poland, a predecessor"
                " (Ship A, 1978-03-01)."
            ),
        ),
    ],
)
def test_alternative_names_people_states_and_the_day_of_the_achievement(
    changes: dict[str, str], flights: list[Flight], text: str
) -> None:
    assert alternative_hint(changes, flights) == text


def test_time_that_is_not_known_is_between_its_bounds() -> None:
    firsts = [[flight()], [flight("b"), flight("b", at=None)], [flight("c", at=None)]]
    [hint] = vague_hints("docking", firsts)
    assert hint == (
        "The time of the docking on a flight is not known for Ship B, Ship C; it"
        " lies between `at_min` and `at_max`."
    )


def test_first_of_several_missions_is_undecided() -> None:
    firsts = [[flight()], [flight("b"), flight("c"), flight("c")]]
    assert vague_hints("flight", firsts) == [f"{UNDECIDED}Ship B or Ship C."]


def test_first_without_doubt_has_no_hint() -> None:
    assert vague_hints("flight", [[flight(), flight(person="jahn")]]) == []


@pytest.mark.parametrize(
    ("ships", "named"),
    [
        ("aba", "Ship A, Ship B"),
        ("abcde", "Ship A, Ship B, Ship C, Ship D, Ship E"),
        ("abcdef", "Ship A, Ship B, Ship C, Ship D, Ship E and 1 more"),
        ("abcdefg", "Ship A, Ship B, Ship C, Ship D, Ship E and 2 more"),
    ],
)
def test_hint_names_five_missions_and_the_number_of_the_others(
    ships: str, named: str
) -> None:
    assert late_hint([[flight(ship)] for ship in ships], "1978") == (
        f"The data is complete to 1978, so an earlier flight than {named} may be"
        " missing."
    )
