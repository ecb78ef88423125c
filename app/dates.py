"""Parses uncertain dates: EDTF text to the earliest and latest second it can mean.

The profile is EDTF level 1 (Library of Congress, 2019; ISO 8601-2) for the years 1 to
9999, all times UTC, with one extension: a time without seconds (`1961-08-06T06:00Z`),
because many launches are known to the minute and a second would be invented. The `edtf`
package confirms the results in tests; it takes milliseconds for a date and drops the
time of day, so it is not used here.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

FIRST_SECOND = -62_135_596_800  # 0001-01-01T00:00:00Z
LAST_SECOND = 253_402_300_799  # 9999-12-31T23:59:59Z
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""English names, whatever the language of the server."""

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
YEARLESS = "XXXX-"
"""How dates without a year begin."""
_WITHOUT_YEAR = re.compile(r"XXXX-(\d\d)(?:-(\d\d))?", re.ASCII)
_TIMESTAMP = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[Tt ](?P<minute>\d\d:\d\d)"
    r"(?P<second>:\d\d)?(?(second)(?:[.,]\d+)?)"
    # A plus sign that is not encoded arrives as a blank
    r"(?:[Zz]|(?P<sign>[+ -])(?P<hours>\d\d):?(?P<minutes>\d\d)?)",
    re.ASCII,
)
_REASONS = (
    (_TIMESTAMP.pattern, "there is no such instant, or it is not in UTC"),
    (r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d.*", "without a time zone; end it with `Z`"),
    (r"\d{4}-\d\d-\d\d[Tt ].*", "its time is not written as 15:28 or 15:28:10"),
    (r"\d{1,2}[./-]\d{1,2}[./-]\d{4}", "the year comes first"),
    (r"\d{4}([./-]\d{1,2}){1,2}|\d{8}(T.*)?", "write it with hyphens and all digits"),
    (r"\d{9,}", "it is a number"),
    (r"\d{4}.*\.\..*\d{4}|\d{4}-\d{4}", "an interval is written as 1978/1981"),
)
"""Forms of texts that are not dates, and why."""
_Parts = dict[str, str | Any]
"""The groups of `_DATE`: only the year is always filled."""
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}


@dataclass(frozen=True)
class Span:
    """The first and last second that a date can mean, in seconds since 1970."""

    earliest: int
    latest: int
    text: str
    exact: bool = False
    """Whether the text has a time of day."""


@lru_cache(maxsize=1 << 14)
def parse_date(text: str) -> Span:
    """Parses an EDTF date. Raises `ValueError` with a message for the client."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(_reason(text))
    parts = match.groupdict()
    try:
        first, last = _bounds(parts)
    except ValueError:
        raise ValueError(f"{text!r} is not in the calendar") from None
    return Span(_seconds(first), _seconds(last), text, exact=parts["hour"] is not None)


def parse_interval(text: str) -> Span:
    """Parses a date, or an interval `from/to` of which either end may be open (`..`).

    Raises `ValueError` with a message for the client.
    """
    start, slash, end = text.partition("/")
    if not slash:
        return parse_date(text)
    if not start or not end:
        raise ValueError(f"{text!r} lacks an end; write an open end as `..`")
    earliest = FIRST_SECOND if start == ".." else parse_date(start).earliest
    latest = LAST_SECOND if end == ".." else parse_date(end).latest
    if earliest > latest:
        raise ValueError(f"{text!r} ends before it begins")
    return Span(earliest, latest, text)


@dataclass(frozen=True)
class DaysOfYear:
    """Days of every year, from `first` to `last`, which read `03-02`."""

    first: str
    last: str


def parse_days_of_year(text: str) -> DaysOfYear:
    """Parses a day or a month without a year: `XXXX-11-29`, `XXXX-11`.

    They are EDTF level 2. Raises `ValueError` with a message for the client.
    """
    match = _WITHOUT_YEAR.fullmatch(text)
    month, day = match.groups() if match else ("", None)
    try:
        # A leap year has all days
        datetime(2000, int(month), int(day or 1), tzinfo=UTC)
    except ValueError:
        detail = "is not a day or month without a year; write XXXX-11-29 or XXXX-11"
        raise ValueError(f"{text!r} {detail}") from None
    return DaysOfYear(f"{month}-{day or '01'}", f"{month}-{day or '31'}")


def utc_or_same(text: str) -> str:
    """Returns a date or an interval with the instants of programs as EDTF in UTC.

    `2026-11-29T10:00:00.123Z` and `2026-11-29 11:00:00+01:00` are the same second:
    fractions are cut off. Any other text is returned as it is.
    """
    return "/".join(map(_instant_in_utc, text.split("/")))


def _instant_in_utc(text: str) -> str:
    match = _TIMESTAMP.fullmatch(text)
    if match is None:
        return text
    moment = f"{match['day']}T{match['minute']}{match['second'] or ':00'}"
    sign = -1 if match["sign"] == "-" else 1
    hours, minutes = int(match["hours"] or 0), int(match["minutes"] or 0)
    offset = sign * timedelta(hours=hours, minutes=minutes)
    try:
        instant = datetime.fromisoformat(moment) - offset
    except (ValueError, OverflowError):
        return text
    return instant.isoformat(timespec="seconds" if match["second"] else "minutes") + "Z"


def _reason(text: str) -> str:
    """Returns why a text is not a date, and how dates look."""
    reasons = (f" ({reason})" for form, reason in _REASONS if re.fullmatch(form, text))
    return f"{text!r} is not a date{next(reasons, '')}; dates look like {FORMS}"


def seconds_between(start: str | None, end: str | None) -> int | None:
    """Returns the seconds between two dates; `None` unless both have a time of day.

    A time without seconds counts from the beginning of its minute. An end that is not
    known to be after the start gives 0.
    """
    if start is None or end is None:
        return None
    begin, finish = parse_date(start), parse_date(end)
    if not (begin.exact and finish.exact):
        return None
    return max(0, finish.earliest - begin.earliest)


def is_to_the_second(*dates: str | None) -> bool:
    """Returns whether all dates that are known are known to the second."""
    spans = (parse_date(date) for date in dates if date is not None)
    return all(span.earliest == span.latest for span in spans)


def years_between(start: str | None, end: str | None) -> int | None:
    """Returns the whole years between two dates; `None` unless both decide them."""
    if start is None or end is None:
        return None
    first, last = parse_date(start), parse_date(end)
    counts = {
        _whole_years(_moment(begin), _moment(finish))
        for begin, finish in (
            (first.earliest, last.latest),
            (first.latest, last.earliest),
        )
    }
    return counts.pop() if len(counts) == 1 else None


def _whole_years(start: datetime, end: datetime) -> int:
    is_before = (end.month, end.day) < (start.month, start.day)
    return end.year - start.year - is_before


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def format_instant(seconds: int) -> str:
    """Returns the EDTF text of an instant, in seconds since 1970."""
    return _moment(seconds).isoformat().replace("+00:00", "Z")


def _bounds(parts: _Parts) -> tuple[datetime, datetime]:
    year = parts["year"]
    low, high = int(year.replace("X", "0")) or 1, int(year.replace("X", "9"))
    if not _is_level_1(parts):
        raise ValueError
    first_month, last_month = _months(parts["month"])
    if parts["day"] not in (None, "XX"):
        day = datetime(low, first_month, int(parts["day"]), tzinfo=UTC)
        return _times(parts, day)
    last_day = calendar.monthrange(high, last_month)[1]
    return (
        datetime(low, first_month, 1, tzinfo=UTC),
        datetime(high, last_month, last_day, 23, 59, 59, tzinfo=UTC),
    )


def _is_level_1(parts: _Parts) -> bool:
    """Returns whether EDTF level 1 allows the combination of parts.

    After an unspecified part (`X`) only unspecified parts may follow; a season has no
    day, and a date with a time has no qualifier.
    """
    year, month, day = parts["year"], parts["month"], parts["day"]
    season = month is not None and month.isdigit() and int(month) in _SEASONS
    return not (
        (year == "0000")
        or ("X" in year and month is not None)
        or (month == "XX" and day not in (None, "XX"))
        or (season and day is not None)
        or (parts["hour"] is not None and (day == "XX" or parts["doubt"] is not None))
    )


def _months(month: str | None) -> tuple[int, int]:
    if month is None or month == "XX":
        return 1, 12
    number = int(month)
    return _SEASONS.get(number, (number, number))


def _times(parts: _Parts, day: datetime) -> tuple[datetime, datetime]:
    if parts["hour"] is None:
        return day, day.replace(hour=23, minute=59, second=59)
    start = day.replace(
        hour=int(parts["hour"]),
        minute=int(parts["minute"]),
        second=int(parts["second"] or 0),
    )
    return start, start if parts["second"] else start.replace(second=59)


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
