"""Up to when firsts are complete: the earliest end of what they depend on."""

import pytest

from app.query.reference_data import Coverage, ReferenceData
from app.services.ends import end_of


def part(resource: str, end: str, kinds: str = "", fields: str = "") -> Coverage:
    names = (frozenset(kinds.split()), frozenset(fields.split()))
    return Coverage(resource, resource, *names, "1957", end, None)


def dockings(end: str) -> Coverage:
    return part("missions", end, "crewed-orbital", "dockings stations")


@pytest.mark.parametrize(
    ("achievement", "parts", "end"),
    [
        ("flight", [], None),
        ("flight", [part("crew", "1978"), dockings("1975")], "1978"),
        ("docking", [part("crew", "1978"), dockings("1975")], "1975"),
        ("docking", [part("crew", "1975"), dockings("1978")], "1975"),
        ("station-visit", [part("crew", "1978"), dockings("1975")], "1975"),
        ("spacewalk", [part("crew", "1975"), part("events", "1978")], "1975"),
        ("spacewalk", [part("crew", "1978"), part("events", "1975")], "1975"),
        # The year ends after its month
        ("docking", [part("crew", "1978"), dockings("1978-03")], "1978-03"),
    ],
)
def test_first_ends_with_the_part_that_ends_first(
    achievement: str, parts: list[Coverage], end: str | None
) -> None:
    assert end_of(ReferenceData(coverage=tuple(parts)), achievement) == end
