"""Lengths of time: in seconds, in ISO 8601, and in English."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.dates import (
    FIRST_SECOND,
    LAST_SECOND,
    is_to_the_second,
    parse_date,
    seconds_between,
)

MINUTE, HOUR, DAY = 60, 3_600, 86_400
_MEAN_YEAR = 31_556_952
"""Seconds of a year of the Gregorian calendar, on average."""
_UNITS = ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute"))
_MIN_COUNT = 2
"""A length is given in the largest unit of which there are at least so many."""
_SUFFIX = "_seconds"
_LONG = 17
"""The class of flights of more than seven years, and of those without an end."""
CLASSES = {number: HOUR << number for number in range(_LONG)} | {
    _LONG: LAST_SECOND - FIRST_SECOND
}
"""Classes of durations, each with the seconds that all of its flights are below."""


def duration_class(start: str, end: str | None) -> int:
    """Returns the class of the longest time that may lie between two dates.

    Classes are powers of two of hours, so each time in one is at least half as long as
    any other, except in the first and the last.
    """
    if end is None:
        return _LONG
    seconds = parse_date(end).latest - parse_date(start).earliest
    return min((seconds // HOUR).bit_length(), _LONG)


def elapsed(name: str, start: str | None, end: str | None) -> dict[str, Any]:
    """Returns the fields of the time between two dates, as `lasting` does."""
    precision = 1 if is_to_the_second(start, end) else MINUTE
    return lasting(name, seconds_between(start, end), precision)


def lasting(name: str, seconds: int | None, precision: int = 1) -> dict[str, Any]:
    """Returns the fields of a length of time: `duration_seconds` and its siblings.

    `precision` is that of the text, in seconds. All are `None` if the length is.
    """
    iso = None if seconds is None else iso_duration(seconds)
    text = None if seconds is None else duration_text(seconds, precision)
    return {f"{name}{_SUFFIX}": seconds, name: iso, f"{name}_text": text}


def siblings(field: str) -> tuple[str, str] | None:
    """Returns the fields with the same length in ISO 8601 and in English.

    `None` if the field does not hold seconds.
    """
    name = field.removesuffix(_SUFFIX)
    return None if name == field else (name, f"{name}_text")


def words_of_lengths(record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yields the fields of a record with their values, lengths of time once: in words.

    They stand under the field with their seconds, because claims are about that.
    """
    lengths = {name: names for name in record if (names := siblings(name))}
    others = {other for names in lengths.values() for other in names}
    for name, value in record.items():
        if name in lengths:
            yield name, record[lengths[name][-1]]
        elif name not in others:
            yield name, value


def iso_duration(seconds: int) -> str:
    """Returns a length in the format of ISO 8601-1, 5.5.2: `P7DT22H16M`, `PT0S`."""
    days, *times = _split(seconds)
    units = zip(times, "HMS", strict=True)
    time = "".join(f"{value}{unit}" for value, unit in units if value)
    date = f"{days}D" if days else ""
    return f"P{date}{time and 'T'}{time}" if seconds else "PT0S"


def duration_text(seconds: int, precision: int = 1) -> str:
    """Returns a length in English: `7 days 22 h 16 min`, `12 min 9 s`.

    It is rounded to minutes from an hour on, or to `precision` seconds if that is more.
    """
    step = max(precision, MINUTE if seconds >= HOUR else 1)
    rounded = (seconds + step // 2) // step * step
    if not rounded and step > 1:
        return "less than 1 min"
    parts = _split(rounded)
    names = ("day" if parts[0] == 1 else "days", "h", "min", "s")
    units = zip(parts, names, strict=True)
    return " ".join(f"{value:,} {unit}" for value, unit in units if value) or "0 s"


def rough_length(seconds: int) -> str:
    """Returns a length of time in one unit: `7 days`, `19 hours`, `15 minutes`."""
    size, unit = next(
        (unit for unit in _UNITS if seconds >= _MIN_COUNT * unit[0]), _UNITS[-1]
    )
    count = round(seconds / size)
    return f"{count:,} {unit}" + "s" * (count != 1)


def whole_years(seconds: int) -> str:
    """Returns an age in whole years of average length: `77 years`."""
    return f"{seconds // _MEAN_YEAR} years"


def years_text(seconds: int) -> str:
    """Returns an age in years of average length, to a tenth: `77.1 years`."""
    return f"{seconds / _MEAN_YEAR:.1f} years"


def _split(seconds: int) -> tuple[int, int, int, int]:
    """Returns days, hours, minutes and seconds."""
    minutes, rest = divmod(seconds, MINUTE)
    hours, minute = divmod(minutes, HOUR // MINUTE)
    days, hour = divmod(hours, DAY // HOUR)
    return days, hour, minute, rest
