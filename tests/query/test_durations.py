"""Lengths of time in seconds, in ISO 8601 and in English."""

import pytest

from app.dates import parse_date
from app.durations import (
    CLASSES,
    MINUTE,
    duration_class,
    duration_text,
    elapsed,
    iso_duration,
    lasting,
    rough_length,
    siblings,
    words_of_lengths,
    years_text,
)


@pytest.mark.parametrize(
    ("seconds", "iso", "text"),
    [
        (0, "PT0S", "0 s"),
        (59, "PT59S", "59 s"),
        (729, "PT12M9S", "12 min 9 s"),
        (3_599, "PT59M59S", "59 min 59 s"),
        (3_600, "PT1H", "1 h"),
        (3_629, "PT1H29S", "1 h"),
        (3_630, "PT1H30S", "1 h 1 min"),
        (86_399, "PT23H59M59S", "1 day"),
        (86_400, "P1D", "1 day"),
        (684_960, "P7DT22H16M", "7 days 22 h 16 min"),
        (684_961, "P7DT22H16M1S", "7 days 22 h 16 min"),
        (1_000 * 86_400 + 60, "P1000DT1M", "1,000 days 1 min"),
    ],
)
def test_length_is_written_in_iso_8601_and_in_english(
    seconds: int, iso: str, text: str
) -> None:
    assert (iso_duration(seconds), duration_text(seconds)) == (iso, text)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "less than 1 min"), (29, "less than 1 min"), (30, "1 min"), (609, "10 min")],
)
def test_text_is_as_precise_as_the_times(seconds: int, text: str) -> None:
    assert duration_text(seconds, MINUTE) == text


@pytest.mark.parametrize(
    ("start", "end", "seconds", "iso", "text"),
    [
        ("2021-10-13T14:49Z", "2021-10-13T14:59:09Z", 609, "PT10M9S", "10 min"),
        ("2021-10-13T14:49:00Z", "2021-10-13T14:59:09Z", 609, "PT10M9S", "10 min 9 s"),
        ("2014-10-28T22:22:30Z", "2014-10-28T22:22Z", 0, "PT0S", "less than 1 min"),
        ("1965-03-18", "1965-03-19T09:02Z", None, None, None),
        ("1965-03-18T07:00Z", None, None, None, None),
    ],
)
def test_time_between_dates_has_three_fields(
    start: str, end: str | None, seconds: int | None, iso: str | None, text: str | None
) -> None:
    assert elapsed("duration", start, end) == {
        "duration_seconds": seconds,
        "duration": iso,
        "duration_text": text,
    }


def test_fields_of_a_length_have_its_name() -> None:
    assert lasting("time_in_space", 60) == {
        "time_in_space_seconds": 60,
        "time_in_space": "PT1M",
        "time_in_space_text": "1 min",
    }
    names = ("time_in_space", "time_in_space_text")
    assert siblings("time_in_space_seconds") == names
    assert siblings("time_in_space") is None


def test_length_of_a_record_is_shown_once_in_words() -> None:
    record = {"id": "a", **lasting("duration", 729), "crew": []}
    assert list(words_of_lengths(record)) == [
        ("id", "a"),
        ("duration_seconds", "12 min 9 s"),
        ("crew", []),
    ]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (60, "1 minute"),
        (90 * 60, "90 minutes"),
        (2 * 3600 - 1, "120 minutes"),
        (2 * 3600, "2 hours"),
        (47 * 3600, "47 hours"),
        (2 * 86_400, "2 days"),
        (10 * 86_400 + 43_201, "11 days"),
        (1000 * 86_400, "1,000 days"),
    ],
)
def test_length_is_rounded_in_the_largest_unit_that_fits_twice(
    seconds: int, text: str
) -> None:
    assert rough_length(seconds) == text


def test_age_is_in_years_to_a_tenth() -> None:
    assert years_text(2_433_888_000) == "77.1 years"


@pytest.mark.parametrize(
    ("start", "end", "number"),
    [
        ("1961-04-12T06:00:00Z", "1961-04-12T06:59:59Z", 0),
        ("1961-04-12T06:00:00Z", "1961-04-12T07:00:00Z", 1),
        ("1961-04-12T06:00:00Z", "1961-04-12T07:59:59Z", 1),
        # The landing may have been in the last second of the day
        ("1961-04-12", "1961-04-12", 5),
        ("1961", "1968-05", 16),
        ("1961", "1969", 17),
        ("1961-04-12T06:00:00Z", None, 17),
    ],
)
def test_class_is_a_power_of_two_of_hours_above_the_longest_duration(
    start: str, end: str | None, number: int
) -> None:
    assert duration_class(start, end) == number
    if end:
        longest = parse_date(end).latest - parse_date(start).earliest
        assert CLASSES[number] > longest
        assert number in (0, 17) or CLASSES[number - 1] <= longest
