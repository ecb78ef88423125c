"""What firsts do not know: the next other person, vague times, the end of the data."""

import pytest

from tests.api.test_firsts import answer, people
from tests.support.client import Client


@pytest.mark.parametrize("by", ["country", "station", "spacecraft", "decade", "sex"])
@pytest.mark.parametrize("achievement", ["flight", "spacewalk", "docking"])
def test_runner_up_is_another_person(client: Client, by: str, achievement: str) -> None:
    for first in answer(client, f"by={by}&achievement={achievement}")["data"]:
        following = first["runner_up"] or {"crew": []}
        assert not people(first["first"]) & people(following["crew"]), first["group"]


def test_next_swiss_flew_34_years_after_claude_nicollier(client: Client) -> None:
    """Nicollier flew four times from 1992 to 1999, Alain Fernandez on NS-38 in 2026."""
    [first] = answer(client, "country=CHE")["data"]
    assert people(first["first"]) == {"claude-nicollier"}
    assert people(first["runner_up"]["crew"]) == {"alain-fernandez"}
    assert first["runner_up"]["launched"].startswith("2026-01-22")


@pytest.mark.parametrize(
    ("query", "end"),
    [
        ("achievement=flight", "2026-09-28"),
        ("achievement=docking&station=mir", "2026-06-03"),
        ("achievement=spacewalk", "2025-12-09"),
    ],
)
def test_first_is_complete_up_to_the_end_of_its_achievement(
    client: Client, query: str, end: str
) -> None:
    meta = answer(client, query)["meta"]
    assert (meta["complete"], meta["complete_to"]) == (True, end)


def test_first_after_the_end_of_the_data_is_not_certain(client: Client) -> None:
    meta = answer(client, "achievement=docking&mission=soyuz-ms-29")["meta"]
    assert not meta["complete"]
    [hint] = meta["hints"]
    assert hint.startswith("The data is complete to 2026-06-03, so an earlier flight")
