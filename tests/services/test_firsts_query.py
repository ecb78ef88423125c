"""Ties: achievements that overlap in time cannot be ordered, and share a place."""

import pytest

from app.services.firsts_query import Candidate, earliest_tie, first_and_next

DAY = Candidate(0, "a day", 86_399, "walker")
MORNING = Candidate(36_000, "10:00:00", 36_000, "early")
NOON = Candidate(43_200, "a minute at noon", 43_259, "noon")
LAST_SECOND = Candidate(43_259, "12:00:59", 43_259, "late")
NEXT_SECOND = Candidate(43_260, "12:01:00", 43_260, "later")
AFTERNOON = Candidate(54_000, "15:00:00", 54_000, "afternoon")
NEXT_DAY = Candidate(86_400, "the next day", 172_799, "tomorrow")


@pytest.mark.parametrize(
    ("candidates", "tied"),
    [
        ([], []),
        ([MORNING], [MORNING]),
        ([MORNING, AFTERNOON], [MORNING]),
        ([DAY, MORNING], [DAY, MORNING]),
        # 15:00 is within the day, but surely later than 10:00
        ([DAY, MORNING, AFTERNOON], [DAY, MORNING]),
        ([DAY, NOON, AFTERNOON], [DAY, NOON]),
        ([NOON, LAST_SECOND], [NOON, LAST_SECOND]),
        ([NOON, NEXT_SECOND], [NOON]),
    ],
)
def test_candidates_that_may_be_the_earliest_are_tied(
    candidates: list[Candidate], tied: list[Candidate]
) -> None:
    assert earliest_tie(candidates) == tied


def test_next_are_the_earliest_of_the_rest() -> None:
    candidates = [DAY, MORNING, NOON, AFTERNOON, NEXT_DAY]
    assert first_and_next(candidates) == ([DAY, MORNING], [NOON])
    assert first_and_next([MORNING]) == ([MORNING], [])
    assert first_and_next([]) == ([], [])


def test_next_is_another_person_than_the_first() -> None:
    """Claude Nicollier flew four times before any other Swiss."""
    again = AFTERNOON._replace(person=MORNING.person)
    assert first_and_next([MORNING, again]) == ([MORNING], [])
    assert first_and_next([MORNING, again, NEXT_DAY]) == ([MORNING], [NEXT_DAY])
