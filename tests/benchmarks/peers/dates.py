"""Years as the tables have them: seconds since 1970."""

from datetime import UTC, datetime


def second(year: int) -> int:
    """The first second of a year."""
    return int(datetime(year, 1, 1, tzinfo=UTC).timestamp())
