"""EDTF text to the earliest and latest second it can mean: the one place that knows
about uncertain dates.

The profile is EDTF level 1 (Library of Congress, 2019; ISO 8601-2) for the years 1 to
9999 without calendar arithmetic beyond that, all times UTC, with one extension: a time
without seconds (`1961-08-06T06:00Z`), because many launches are known to the minute
and no second is to be invented. The `edtf` package is a second opinion in the tests; it
takes milliseconds for a date and drops the time of day, so that it cannot serve here.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

FIRST_SECOND = -62_135_596_800  # 0001-01-01T00:00:00Z
LAST_SECOND = 253_402_300_799  # 9999-12-31T23:59:59Z

FORMS = (
    "1976, 1978-02, 1978-03-02, 1978-03-02T15:28Z, 1978-03-02T15:28:10Z, 1975~, 198X"
)

_DATE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)"
    r"(?:-(?P<month>\d\d|XX)"
    r"(?:-(?P<day>\d\d|XX)"
    r"(?:T(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d))?Z)?)?)?"
    r"(?P<doubt>[?~%])?",
    re.ASCII,
)
Parts = dict[str, str | None]
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}


@dataclass(frozen=True)
class Span:
    """The first and the last second that a date can mean, in seconds since 1970."""

    earliest: int
    latest: int
    text: str
    exact: bool = False
    """Whether the time of day is known."""


@lru_cache(maxsize=1 << 16)
def parse_date(text: str) -> Span:
    """Read one EDTF date; ValueError says what is wrong and what would be right."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no date; dates look like {FORMS}")
    part = match.groupdict()
    try:
        first, last = _bounds(part)
    except ValueError:
        raise ValueError(f"{text!r} is not in the calendar") from None
    return Span(_seconds(first), _seconds(last), text, exact=part["hour"] is not None)


def parse_interval(text: str) -> Span:
    """Read a date or an interval `from/to`; either end may be open (`..`)."""
    start, slash, end = text.partition("/")
    if not slash:
        return parse_date(text)
    if not start or not end:
        raise ValueError(f"{text!r} lacks an end; an open end is written `..`")
    earliest = FIRST_SECOND if start == ".." else parse_date(start).earliest
    latest = LAST_SECOND if end == ".." else parse_date(end).latest
    if earliest > latest:
        raise ValueError(f"{text!r} ends before it begins")
    return Span(earliest, latest, text)


def seconds_between(start: str | None, end: str | None) -> int | None:
    """Seconds from one date to another, `None` unless both have a time of day."""
    if start is None or end is None:
        return None
    begin, finish = parse_date(start), parse_date(end)
    return finish.earliest - begin.earliest if begin.exact and finish.exact else None


def format_instant(seconds: int) -> str:
    """The EDTF text of an instant."""
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")


def _bounds(part: Parts) -> tuple[datetime, datetime]:
    year = part["year"] or ""
    low, high = int(year.replace("X", "0")) or 1, int(year.replace("X", "9"))
    if not _has_level_1(part):
        raise ValueError
    first_month, last_month = _months(part["month"])
    if part["day"] not in (None, "XX"):
        day = datetime(low, first_month, int(part["day"] or 0), tzinfo=UTC)
        return _times(part, day)
    last_day = calendar.monthrange(high, last_month)[1]
    return (
        datetime(low, first_month, 1, tzinfo=UTC),
        datetime(high, last_month, last_day, 23, 59, 59, tzinfo=UTC),
    )


def _has_level_1(part: Parts) -> bool:
    """Whether the parts go together: X from some part on, seasons and times bare."""
    year, month, day = part["year"] or "", part["month"], part["day"]
    season = month is not None and month.isdigit() and int(month) in _SEASONS
    return not (
        (year == "0000")
        or ("X" in year and month is not None)
        or (month == "XX" and day not in (None, "XX"))
        or (season and day is not None)
        or (part["hour"] is not None and (day == "XX" or part["doubt"] is not None))
    )


def _months(month: str | None) -> tuple[int, int]:
    if month in (None, "XX"):
        return 1, 12
    number = int(month or 0)
    return _SEASONS.get(number, (number, number))


def _times(part: Parts, day: datetime) -> tuple[datetime, datetime]:
    if part["hour"] is None:
        return day, day.replace(hour=23, minute=59, second=59)
    start = day.replace(
        hour=int(part["hour"]),
        minute=int(part["minute"] or 0),
        second=int(part["second"] or 0),
    )
    return start, start if part["second"] else start.replace(second=59)


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
