"""Parsing of dates: the first and last second, and the reason for a rejection.

The `edtf` package must agree on the days.
"""

import warnings
from datetime import UTC, datetime
from inspect import unwrap
from time import struct_time, tzset

import pytest

from app.dates import (
    FIRST_SECOND,
    FORMS,
    LAST_SECOND,
    DaysOfYear,
    format_instant,
    parse_date,
    parse_days_of_year,
    parse_interval,
    seconds_between,
    utc_or_same,
    years_between,
)

# Text, first and last second; a day stands for its first or its last second
DATES = [
    ("1976", "1976-01-01", "1976-12-31"),
    ("0001", "0001-01-01", "0001-12-31"),
    ("9999", "9999-01-01", "9999-12-31"),
    ("1978-02", "1978-02-01", "1978-02-28"),
    ("1976-02", "1976-02-01", "1976-02-29"),
    ("1900-02", "1900-02-01", "1900-02-28"),
    ("2000-02", "2000-02-01", "2000-02-29"),
    ("1978-12", "1978-12-01", "1978-12-31"),
    ("1978-03-02", "1978-03-02", "1978-03-02"),
    ("2000-02-29", "2000-02-29", "2000-02-29"),
    ("1978-03-02T15:28:10Z", "1978-03-02T15:28:10", "1978-03-02T15:28:10"),
    ("1999-12-31T23:59:59Z", "1999-12-31T23:59:59", "1999-12-31T23:59:59"),
    ("1961-08-06T06:00Z", "1961-08-06T06:00:00", "1961-08-06T06:00:59"),
    ("1975~", "1975-01-01", "1975-12-31"),
    ("1975?", "1975-01-01", "1975-12-31"),
    ("1975%", "1975-01-01", "1975-12-31"),
    ("1978-02~", "1978-02-01", "1978-02-28"),
    ("1978-03-02?", "1978-03-02", "1978-03-02"),
    ("198X", "1980-01-01", "1989-12-31"),
    ("19XX", "1900-01-01", "1999-12-31"),
    ("198X?", "1980-01-01", "1989-12-31"),
    ("1978-XX", "1978-01-01", "1978-12-31"),
    ("1978-XX-XX", "1978-01-01", "1978-12-31"),
    ("1976-02-XX", "1976-02-01", "1976-02-29"),
    ("2000-21", "2000-03-01", "2000-05-31"),
    ("2000-22", "2000-06-01", "2000-08-31"),
    ("2000-23", "2000-09-01", "2000-11-30"),
    ("2000-24", "2000-12-01", "2000-12-31"),
]
SECOND = "1978-03-02T15:28:10Z"
ONE_SECOND = f"{SECOND}/{SECOND}"
# Not parsed by the package: our extension, an uncertain decade, an interval of times
ONLY_OURS = {"1961-08-06T06:00Z", "198X?", ONE_SECOND}
# The package has a year 0, which this profile does not have
FIRST_YEARS = [
    ("000X", "0001-01-01", "0009-12-31"),
    ("00XX", "0001-01-01", "0099-12-31"),
]
INTERVALS = [
    ("1978/1981", "1978-01-01", "1981-12-31"),
    ("1978-03/1981-05", "1978-03-01", "1981-05-31"),
    ("1978-03-02/1978-03", "1978-03-02", "1978-03-31"),
    ("1978/1978", "1978-01-01", "1978-12-31"),
    ("1975~/1976?", "1975-01-01", "1976-12-31"),
    ("198X/199X", "1980-01-01", "1999-12-31"),
    ("../1965", "0001-01-01", "1965-12-31"),
    ("1965/..", "1965-01-01", "9999-12-31"),
    ("../..", "0001-01-01", "9999-12-31"),
    (ONE_SECOND, "1978-03-02T15:28:10", "1978-03-02T15:28:10"),
]


def second(moment: str, end_of_day: str) -> int:
    """Returns seconds since 1970; a day without a time means this time of it."""
    text = moment if "T" in moment else f"{moment}T{end_of_day}"
    return int(datetime.fromisoformat(f"{text}+00:00").timestamp())


@pytest.mark.parametrize(("text", "first", "last"), [*DATES, *FIRST_YEARS, *INTERVALS])
def test_date_covers_its_first_to_its_last_second(
    text: str, first: str, last: str
) -> None:
    span = parse_interval(text)
    assert span.earliest == second(first, "00:00:00")
    assert span.latest == second(last, "23:59:59")
    assert span.text == text


def test_date_that_is_not_an_interval_is_parsed_alike_by_both_functions() -> None:
    for text, _, _ in [*DATES, *FIRST_YEARS]:
        assert parse_date(text) == parse_interval(text)


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("1978-03-02T15:28:10Z", True),
        ("1961-08-06T06:00Z", True),
        ("1978-03-02", False),
        ("1978", False),
    ],
)
def test_date_with_a_time_of_day_is_exact(text: str, *, exact: bool) -> None:
    assert parse_date(text).exact is exact


@pytest.mark.parametrize(
    "text", [text for text, _, _ in [*DATES, *INTERVALS] if text not in ONLY_OURS]
)
def test_edtf_package_returns_the_same_days(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from edtf import parse_edtf  # noqa: PLC0415 - it warns
    theirs, ours = parse_edtf(text), parse_interval(text)
    assert our_day(ours.earliest) == their_day(theirs.lower_strict(), (1, 1, 1))
    assert our_day(ours.latest) == their_day(theirs.upper_strict(), (9999, 12, 31))


def their_day(bound: struct_time | float, limit: tuple[int, ...]) -> tuple[int, ...]:
    """Returns a day of the package, where an open end is infinite."""
    return limit if isinstance(bound, float) else tuple(bound[:3])


def our_day(seconds: int) -> tuple[int, ...]:
    return tuple(datetime.fromtimestamp(seconds, UTC).timetuple()[:3])


NOT_A_DATE = "is not a date.*; dates look like"
NOT_A_DAY = "is not in the calendar"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", NOT_A_DATE),
        ("yesterday", NOT_A_DATE),
        ("76", NOT_A_DATE),
        ("19760", NOT_A_DATE),
        ("-0100", NOT_A_DATE),
        ("Y12000", NOT_A_DATE),
        ("2000-1", NOT_A_DATE),
        ("2000-01-1", NOT_A_DATE),
        ("2000/01/01", NOT_A_DATE),
        ("01.01.2000", NOT_A_DATE),
        (" 1976", NOT_A_DATE),
        ("1976\n", NOT_A_DATE),
        ("２０００", NOT_A_DATE),  # noqa: RUF001 - digits of another script
        ("XXXX", NOT_A_DATE),
        ("1XXX", NOT_A_DATE),
        ("198x", NOT_A_DATE),
        ("2000-X5", NOT_A_DATE),
        ("1976~?", NOT_A_DATE),
        ("~1976", NOT_A_DATE),
        ("{1976,1977}", NOT_A_DATE),
        ("1978-03-02T15Z", NOT_A_DATE),
        ("1978-03-02T15:28", NOT_A_DATE),
        ("1978-03-02T15:28:10", NOT_A_DATE),
        ("1978-03-02T15:28:10z", NOT_A_DATE),
        ("1978-03-02 15:28:10Z", NOT_A_DATE),
        ("1978-03-02T15:28:10+01:00", NOT_A_DATE),
        ("1978-03-02T15:28:10.5Z", NOT_A_DATE),
        ("1978-03T15:28Z", NOT_A_DATE),
        ("0000", NOT_A_DAY),
        ("0000-05-06", NOT_A_DAY),
        ("2000-00", NOT_A_DAY),
        ("2000-13", NOT_A_DAY),
        ("2000-20", NOT_A_DAY),
        ("2000-25", NOT_A_DAY),
        ("2000-41", NOT_A_DAY),
        ("2000-01-00", NOT_A_DAY),
        ("2000-04-31", NOT_A_DAY),
        ("2001-02-29", NOT_A_DAY),
        ("1900-02-29", NOT_A_DAY),
        ("1978-03-02T24:00:00Z", NOT_A_DAY),
        ("1978-03-02T15:60:00Z", NOT_A_DAY),
        ("1978-03-02T15:28:60Z", NOT_A_DAY),
        ("198X-05", NOT_A_DAY),
        ("2000-XX-05", NOT_A_DAY),
        ("2000-21-05", NOT_A_DAY),
    ],
)
def test_invalid_date_is_rejected_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason) as error:
        parse_date(text)
    assert repr(text) in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "2000-24-05",  # a day of a season
        "2000-21-XX",
        "198X-XX",  # a month of an unknown year
        "198X-XX-XX",
        "1978-03-XXT15:28Z",  # a time of an unknown day
        "1978-03-02T15:28:10Z~",  # an uncertain second
    ],
)
def test_date_beyond_edtf_level_1_is_rejected(text: str) -> None:
    with pytest.raises(ValueError, match=f"{NOT_A_DATE}|{NOT_A_DAY}"):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-11-29T10:00:00", "without a time zone; end it with `Z`"),
        ("2026-11-29 10:00", "without a time zone; end it with `Z`"),
        ("2026-11-29T10Z", "its time is not written as 15:28 or 15:28:10"),
        ("2026-11-29T25:00:00+01:00", "there is no such instant, or it is not in UTC"),
        ("12.04.1961", "the year comes first"),
        ("4/12/1961", "the year comes first"),
        ("1961/4/12", "write it with hyphens and all digits"),
        ("19610412", "write it with hyphens and all digits"),
        ("20261129T100000Z", "write it with hyphens and all digits"),
        ("1764410400", "it is a number"),
    ],
)
def test_common_form_that_is_not_a_date_has_its_own_reason(
    text: str, reason: str
) -> None:
    with pytest.raises(ValueError, match=r"is not a date \((.*)\);") as error:
        parse_date(text)
    assert f"({reason})" in str(error.value)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        # RFC 3339, ISO 8601 of Python, JavaScript and PostgreSQL
        ("2026-11-29T10:00:00.123Z", "2026-11-29T10:00:00Z"),
        ("2026-11-29T10:00:00.999999+00:00", "2026-11-29T10:00:00Z"),
        ("2026-11-29T10:00:00,5Z", "2026-11-29T10:00:00Z"),
        ("2026-11-29T10:00:00+00:00", "2026-11-29T10:00:00Z"),
        ("2026-11-29T10:00:00-00:00", "2026-11-29T10:00:00Z"),
        ("2026-11-29T10:00:00-08:00", "2026-11-29T18:00:00Z"),
        ("2026-11-29T01:00:00+05:30", "2026-11-28T19:30:00Z"),
        ("2026-11-29T10:00:00+0100", "2026-11-29T09:00:00Z"),
        ("2026-11-29 10:00:00+01", "2026-11-29T09:00:00Z"),
        ("2026-11-29T10:00+01:00", "2026-11-29T09:00Z"),
        ("2026-12-31t23:30:00z", "2026-12-31T23:30:00Z"),
        ("2026-12-31T23:30:00-01:00", "2027-01-01T00:30:00Z"),
        # A plus sign that is not percent-encoded arrives as a blank
        ("2026-11-29T10:00:00 00:00", "2026-11-29T10:00:00Z"),
        ("0001-01-01T10:00:00+01:00", "0001-01-01T09:00:00Z"),
        ("1978/2026-11-29T10:00:00.5Z", "1978/2026-11-29T10:00:00Z"),
    ],
)
def test_instant_of_a_program_is_converted_to_utc(text: str, utc: str) -> None:
    assert utc_or_same(text) == utc
    assert parse_interval(utc)


@pytest.mark.parametrize(
    "text",
    [
        *("1978", "1978-03-02T15:28Z", "1978-03-02T15:28:10Z", "../1965", "soon", ""),
        "2026-11-29T25:00:00+01:00",  # no such hour
        "2026-02-30T10:00:00+01:00",  # no such day
        "2026-11-29T10:00.5Z",  # a fraction of a minute
        "0001-01-01T00:00:00+01:00",  # before the first year
        "9999-12-31T23:59:59-01:00",  # after the last year
    ],
)
def test_other_text_is_not_converted(text: str) -> None:
    assert utc_or_same(text) == text


@pytest.mark.parametrize("text", ["1976", "1978-02", "1978-03-02", SECOND])
def test_date_is_in_utc_wherever_the_server_is(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    here = parse_date(text)
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "JST-9")
        tzset()
        # Without the cache
        there = unwrap(parse_date)(text)
    tzset()
    assert there == here


def test_message_ends_with_the_forms_of_dates() -> None:
    with pytest.raises(ValueError, match="yesterday") as error:
        parse_date("yesterday")
    assert str(error.value) == f"'yesterday' is not a date; dates look like {FORMS}"


def test_examples_in_the_message_are_dates() -> None:
    assert all(parse_date(form).text == form for form in FORMS.split(", "))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1978/", "lacks an end; write an open end as `..`"),
        ("/1978", "lacks an end"),
        ("/", "lacks an end"),
        ("1981/1978", "ends before it begins"),
        ("1978-06/1978-03", "ends before it begins"),
        ("1978/1979/1980", "'1979/1980' is not a date"),
        ("1978/soon", "'soon' is not a date"),
        ("soon/1978", "'soon' is not a date"),
        ("2000-02-30/..", "'2000-02-30' is not in the calendar"),
        ("..", "'..' is not a date"),
    ],
)
def test_invalid_interval_is_rejected_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason.replace("..", r"\.\.")):
        parse_interval(text)


@pytest.mark.parametrize(
    ("start", "end", "seconds"),
    [
        ("1978-03-02T15:28:10Z", "1978-03-10T13:44:10Z", 684_960),
        ("1961-08-06T06:00Z", "1961-08-07T07:18Z", 91_080),
        ("1961-04-12T06:07:00Z", "1961-04-12T06:07:00Z", 0),
        ("1978-03-02", "1978-03-10T13:44:10Z", None),
        ("1978-03-02T15:28:10Z", "1978-03-10", None),
        ("1978-03-02T15:28:10Z", None, None),
        (None, "1978-03-10T13:44:10Z", None),
    ],
)
def test_duration_needs_both_times_of_day(
    start: str | None, end: str | None, seconds: int | None
) -> None:
    assert seconds_between(start, end) == seconds


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0001-01-01T00:00:00Z", FIRST_SECOND),
        ("1957-10-04T19:28:34Z", -386_310_686),
        ("1970-01-01T00:00:00Z", 0),
        ("9999-12-31T23:59:59Z", LAST_SECOND),
    ],
)
def test_instant_is_formatted_as_it_is_parsed(text: str, seconds: int) -> None:
    assert format_instant(seconds) == text
    assert parse_date(text).earliest == parse_date(text).latest == seconds


@pytest.mark.parametrize(
    ("born", "launched", "age"),
    [
        ("1948-09-26", "1978-03-02T15:28:10Z", 29),
        ("1948-03-02", "1978-03-02", 30),
        ("1948-03-03", "1978-03-02", 29),
        ("1934-12", "1961-04-12", 26),
        # The birthday may have been before the launch or after it
        ("1948", "1978-03-02", None),
        ("1948-03", "1978-03-02", None),
        (None, "1978-03-02", None),
        ("1948-09-26", None, None),
    ],
)
def test_years_between_are_whole_and_known_only_if_both_dates_decide(
    born: str | None, launched: str | None, age: int | None
) -> None:
    assert years_between(born, launched) == age


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("XXXX-11-29", "11-29", "11-29"), ("XXXX-02", "02-01", "02-31")],
)
def test_date_without_a_year_is_a_part_of_every_year(
    text: str, first: str, last: str
) -> None:
    assert parse_days_of_year(text) == DaysOfYear(first, last)


@pytest.mark.parametrize(
    "text", ["XXXX", "XXXX-13", "XXXX-02-30", "XXXX-2-3", "XXXX-11-29T10:00Z", "1978"]
)
def test_other_text_is_no_part_of_every_year(text: str) -> None:
    with pytest.raises(ValueError, match="is not a day or month without a year"):
        parse_days_of_year(text)
