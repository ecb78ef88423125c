"""One person's flight, and what the rows about it say."""

from dataclasses import dataclass
from typing import Any

from app.dates import LAST_SECOND, parse_date, seconds_between
from app.ingest.files.flights import Crew, Mission


@dataclass(frozen=True)
class Flight:
    """A crew row with the values that it takes from its mission."""

    row: Crew
    mission: Mission
    launched: str | None
    boundary: str

    @property
    def id(self) -> str:
        return self.row.id

    @property
    def duration_seconds(self) -> int | None:
        return seconds_between(self.launched, self.row.landed)

    @property
    def guest(self) -> bool:
        """Whether the person was a citizen of none of the operating states."""
        return not set(self.row.countries) & operators(self.mission)

    @property
    def launched_earliest(self) -> int:
        return parse_date(self.launched).earliest if self.launched else LAST_SECOND

    @property
    def launch_order(self) -> tuple[int, str]:
        """By what flights are sorted: their launch, then their id."""
        return self.launched_earliest, self.id

    def may_cover(self, second: int) -> bool:
        """Returns whether the person may have been in space at this second."""
        landed = self.row.landed
        end = parse_date(landed).latest if landed else LAST_SECOND
        return self.launched_earliest <= second <= end


def operators(mission: Mission) -> set[str]:
    """Returns the states that operated a mission."""
    return {state.id for state in mission.countries if state.role == "operator"}


def spacewalkers(event: Any) -> list[str]:
    """Returns the people who left the craft, none if the event is not a spacewalk."""
    if event.kind != "spacewalk":
        return []
    return [person.id for person in event.people if person.role in _SPACEWALK_ROLES]


_SPACEWALK_ROLES = (None, "spacewalker")


def commander_first(crew: list[Flight]) -> list[Flight]:
    """Returns a crew sorted by id, the commander first."""
    return sorted(crew, key=lambda flight: (flight.row.role != "commander", flight.id))


def total(durations: list[int | None]) -> int | None:
    """Returns the sum of durations in seconds, `None` if one is not known."""
    known = [duration for duration in durations if duration is not None]
    return sum(known) if len(known) == len(durations) else None
