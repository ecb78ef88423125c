"""The extreme of vague values: who has it for certain, and who may have it."""

from collections.abc import Hashable, Mapping
from typing import Any

import pytest

from app.services.extremes import Bounds, Candidate, Extreme, find_extreme

Terms = Mapping[Hashable, Bounds]


def exact(person: str, value: int) -> Candidate:
    return Candidate(person, {person: Bounds(value, value)}, value)


def vague(person: str, least: int, most: int, **more: Any) -> Candidate:
    return Candidate(person, {person: Bounds(least, most)}, None, **more)


def doubtful(person: str, least: int, most: int) -> Candidate:
    return vague(person, least, most, is_doubtful=True)


def names(extreme: Extreme) -> tuple[list[str], list[str]]:
    certain, possible, _ = extreme
    return (
        [candidate.person for candidate in certain],
        [candidate.person for candidate in possible],
    )


ONE = [vague("a", 10, 20)]
TIE = [exact("a", 5), exact("b", 5), exact("c", 4)]
OVERLAP = [vague("a", 10, 20), vague("b", 15, 30), exact("c", 9)]
TOUCHING = [exact("a", 20), vague("b", 10, 20)]
NEARLY = [exact("a", 20), vague("b", 10, 21)]
DOUBT = [doubtful("a", 90, 95), exact("b", 50), exact("c", 40)]


@pytest.mark.parametrize(
    ("candidates", "certain", "possible", "bounds"),
    [
        ([], [], [], None),
        (ONE, ["a"], [], (10, 20)),
        (TIE, ["a", "b"], [], (5, 5)),
        (OVERLAP, [], ["a", "b"], (15, 30)),
        # Nobody exceeds 20, but the other may have 20 too
        (TOUCHING, ["a"], ["b"], (20, 20)),
        (NEARLY, [], ["a", "b"], (20, 21)),
        # A doubtful value excludes nobody: the best of the others may be the extreme
        (DOUBT, [], ["a", "b"], (50, 95)),
        (DOUBT[:1], [], ["a"], (90, 95)),
    ],
)
def test_largest_value_has_certain_and_possible_holders(
    candidates: list[Candidate],
    certain: list[str],
    possible: list[str],
    bounds: tuple[int, int] | None,
) -> None:
    extreme = find_extreme(candidates, largest=True)
    assert names(extreme) == (certain, possible)
    assert extreme.bounds == bounds


@pytest.mark.parametrize(
    ("candidates", "certain", "possible", "bounds"),
    [
        (TIE, ["c"], [], (4, 4)),
        (OVERLAP, ["c"], [], (9, 9)),
        (OVERLAP[:2], [], ["a", "b"], (10, 20)),
        # The exact 20 is the smallest only if the vague value is 20 as well
        (TOUCHING, ["b"], ["a"], (10, 20)),
        ([doubtful("a", 1, 2), exact("b", 5)], [], ["a", "b"], (1, 5)),
    ],
)
def test_smallest_value_has_certain_and_possible_holders(
    candidates: list[Candidate],
    certain: list[str],
    possible: list[str],
    bounds: tuple[int, int],
) -> None:
    extreme = find_extreme(candidates, largest=False)
    assert extreme.bounds == bounds
    assert names(extreme) == (certain, possible)


def test_vague_times_of_one_crew_are_equal() -> None:
    together: Terms = {"launch": Bounds(-59, 0), "landing": Bounds(1000, 1059)}
    crew = [Candidate(person, together, 1000) for person in ("a", "b")]
    assert names(find_extreme(crew, largest=True)) == (["a", "b"], [])


def test_later_flight_of_a_person_of_unknown_age_is_the_one_of_the_older() -> None:
    born = Bounds(-31_535_999, 0)
    first = Candidate("a", {"born": born, "first": Bounds(100, 100)}, None)
    second = Candidate("a", {"born": born, "second": Bounds(200, 200)}, None)
    for largest, expected in ((True, second), (False, first)):
        extreme = find_extreme([first, second], largest=largest)
        assert extreme.certain == [expected]
        assert extreme.possible == []
