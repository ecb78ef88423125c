"""The page of people in space in words: when it was, where they were, what changed."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from app.dates import parse_date, parse_interval
from app.web.plots import home
from app.web.plots.figure import Figure
from app.web.wording import format_date, with_article

Json = dict[str, Any]
_PLACES = {"above 80 km": "in space"}
"""Words for the lowest boundary, which leaves nobody out. Others keep theirs."""
_HISTORY = "/v1/in-space/history?format=csv"


class Change(NamedTuple):
    """An instant at which the number of people in space changed."""

    at: str
    people: int


def date_of(meta: Json) -> str:
    """Returns the date that an answer is about, in EDTF."""
    return str(meta["query"].rpartition(" ")[2])


def when(meta: Json) -> str:
    """Returns where and when as words for a heading: `in space on 17 July 1975`."""
    people, preposition, date = meta["query"].rsplit(" ", 2)
    place = people.removeprefix("people ")
    time = "" if "/" in date else f"{preposition} "
    return f"{_PLACES.get(place, place)} {time}{format_date(date)}"


def aboard(rows: Sequence[Json]) -> str:
    """Returns how many people were on each craft as a sentence; empty if none is known.

    The craft with most people comes first.
    """
    counts = Counter(row["aboard"]["name"] for row in rows if row["aboard"])
    parts = [
        f"{count} aboard {with_article(name)}" for name, count in counts.most_common()
    ]
    return f"{', '.join(parts)}." if parts else ""


def neighbours(history: Sequence[Json], at: str) -> tuple[Change | None, Change | None]:
    """Returns the changes before and after a date, `None` at the ends.

    A change at the date itself is neither.
    """
    span = parse_interval(at)
    steps = [Change(step["at"], step["count"]) for step in history[0]["steps"]]
    before = [step for step in steps if parse_date(step.at).latest < span.earliest]
    after = [step for step in steps if parse_date(step.at).earliest > span.latest]
    return next(reversed(before), None), next(iter(after), None)


def figure(history: Sequence[Json], meta: Json, at: str | None) -> Figure:
    """Returns the number of people in space over time, with a mark at a date."""
    steps = history[0]["steps"]
    most = max(steps, key=lambda step: step["count"])
    caption = "People above 80 km."
    if at:
        caption += f" The line is at {format_date(at)}."
    return Figure(
        "People in space since 1961",
        home.people_in_space(history, home.end_year(meta), at),
        caption,
        f"The most at one time were {most['count']}, first on"
        f" {format_date(most['at'][:10])}.",
        _HISTORY,
    )
