"""The first citizens of every state, under every boundary of space.

The table was made from GCAT's list of people alone (state at the first launch, first
ship), not from our crews, and corrected in two places: Novitsky flew as a Russian, and
Viktorenko, whose first flight was Soviet, was launched with Kaleri as a Russian. States
without a citizen in space stand at its end.
"""

import csv
from pathlib import Path

import pytest

from tests.api.test_firsts import answer, people
from tests.support.client import Client

TABLE = Path(__file__).parent / "first_citizens.csv"
with TABLE.open(encoding="utf-8", newline="") as lines:
    CASES = [
        (row["state"], row["boundary"], row["people"]) for row in csv.DictReader(lines)
    ]


@pytest.mark.parametrize(("state", "boundary", "expected"), CASES)
def test_first_citizens_of_a_state_are_those_of_gcat(
    quick_client: Client, state: str, boundary: str, expected: str
) -> None:
    [first] = answer(quick_client, f"country={state}&boundary={boundary}")["data"]
    assert people(first["first"]) == set(filter(None, expected.split(";")))


def test_every_state_that_has_flown_is_in_the_table(quick_client: Client) -> None:
    groups = answer(quick_client, "by=country&boundary=80km")["data"]
    states = {group["group"]["country"]["id"] for group in groups}
    assert states == {state for state, _, expected in CASES if expected}
