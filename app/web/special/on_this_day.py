"""`/on-this-day`: launches, landings, events, births and deaths, year by year."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter
from typing import Any, NamedTuple

from app.dates import MONTHS
from app.web.special.plans import Pairs, Plan, check_names, reject
from app.web.wording import page_path, prose

PARAMETERS = ("date", "month", "day")
LEAP_YEAR = 2000
"""A year that has every day of the calendar."""
_DATE = re.compile(r"(?:\d{4}-)?(\d{1,2})-(\d{1,2})", re.ASCII)
_DAY = re.compile(r"\d{1,2}", re.ASCII)
_REQUESTS = {
    "launched": "/v1/missions?launched={day}&fields=name,url,summary,launched"
    "&sort=launched&limit=1000",
    "landed": "/v1/missions?landed={day}&fields=name,url,landed,crew.person"
    "&sort=landed&limit=1000",
    "events": "/v1/events?at={day}&fields=name,url,summary,at&sort=at&limit=1000",
    "born": "/v1/people?born={day}&flown=true&fields=name,url,summary,born"
    "&sort=born&limit=1000",
    "died": "/v1/people?died={day}&flown=true&fields=name,url,summary,died"
    "&sort=died&limit=1000",
}
KINDS = {
    "launched": ("launched", "Launch of"),
    "landed": ("landed", "Landing of"),
    "events": ("at", ""),
    "born": ("born", "Birth of"),
    "died": ("died", "Death of"),
}
"""By the name of a request: the date of a record, and words before its name."""


class Anniversary(NamedTuple):
    """Something that happened on the day, in some year."""

    date: str
    kind: str
    words: str
    name: str
    link: str
    people: list[dict[str, Any]]
    """The crew that landed; none for others."""
    note: str

    @property
    def year(self) -> str:
        return self.date[:4]

    @property
    def time(self) -> str:
        """The time of day to the minute in UTC, empty if it is not known."""
        return self.date[11:16]


def plan(pairs: Pairs) -> Plan:
    """Returns the requests for a day: `date=04-12`, or `month=4&day=12` of a form.

    Without a day, it redirects to that of today.
    """
    check_names(pairs, PARAMETERS)
    values = dict(pairs)
    given = values.get("date")
    if given is None and ("month" in values or "day" in values):
        given = f"{values.get('month', '')}-{values.get('day', '')}"
    if given is None:
        return Plan(query=f"date={datetime.now(UTC):%m-%d}", is_redirect=True)
    day = read_day(given)
    query = f"date={day:%m-%d}"
    if values != {"date": f"{day:%m-%d}"}:
        return Plan(query=query, is_redirect=True)
    pattern = f"XXXX-{day:%m-%d}"
    return Plan(
        requests={name: path.format(day=pattern) for name, path in _REQUESTS.items()},
        values={"day": day},
        query=query,
    )


def read_day(text: str) -> date:
    """Returns a day of a leap year. Raises InvalidQuery if there is no such day."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        reject(
            "date",
            text,
            f"{text[:40]!r} is not a day; write month and day, as in 04-12",
        )
    month, number = int(match[1]), int(match[2])
    if not 1 <= month <= len(MONTHS):
        reject("date", text, f"`date` has the month {month}; months are 01 to 12")
    last = (date(LEAP_YEAR, month % 12 + 1, 1) - timedelta(days=1)).day
    if not 1 <= number <= last:
        detail = f"{MONTHS[month - 1]} has the days 1 to {last}, not {number}"
        near = f"{month:02}-{min(max(number, 1), last):02}"
        reject("date", text, detail, near=near)
    return date(LEAP_YEAR, month, number)


def name_of(day: date) -> str:
    """Returns a day as in a sentence, without a year: `12 April`."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def neighbours(day: date) -> list[tuple[str, date]]:
    """Returns the days before and after, in the calendar of a leap year."""
    days = [day + timedelta(days=step) for step in (-1, 1)]
    return list(zip(("prev", "next"), days, strict=True))


def by_year(answers: Mapping[str, Any]) -> dict[str, list[Anniversary]]:
    """Returns what happened on the day by year, the earliest first."""
    years: dict[str, list[Anniversary]] = {}
    for anniversary in sorted(_anniversaries(answers), key=attrgetter("date")):
        years.setdefault(anniversary.year, []).append(anniversary)
    return years


def _anniversaries(answers: Mapping[str, Any]) -> Iterator[Anniversary]:
    for kind, (field, words) in KINDS.items():
        for record in answers[kind]["data"]:
            crew = [member["person"] for member in record.get("crew") or ()]
            yield Anniversary(
                record[field],
                kind,
                words,
                prose(record["name"]),
                page_path(record["url"]),
                crew,
                record.get("summary") or "",
            )
