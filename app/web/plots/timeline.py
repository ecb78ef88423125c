"""Events in their order, day by day and to the minute, as a list."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from app.web.plots.figure import Figure, Link, Material, csv_address, page_of_all
from app.web.plots.svg import join
from app.web.wording import capitalise, format_date, page_path, prose, to_minute

Json = dict[str, Any]
_DAY = len("1975-07-17")
_MINUTE = slice(len("1975-07-17T"), len("1975-07-17T16:09"))
_UNTIL = slice(_MINUTE.stop)
"""The date and the time to the minute."""
_MARKS = {
    "launch": "start",
    "lift-off": "start",
    "landing": "start",
    "docking": "meet",
    "undocking": "meet",
    "handshake": "meet",
    "visit": "meet",
    "hatch-opening": "meet",
    "spacewalk": "walk",
}
"""Classes of marks by the kind of an event; other kinds have a plain mark."""
_OF_DOCKINGS = (
    ("docking", "docked", "Docking with"),
    ("undocking", "undocked", "Undocking from"),
)
"""Kinds of events that a docking is, with the field of their date and their words."""


class Entry(NamedTuple):
    """An event: when, which, and more about it."""

    at: str
    kind: str
    name: str
    url: str | None
    detail: str = ""

    @property
    def day(self) -> str:
        """The date without its time."""
        return self.at[:_DAY]

    @property
    def order(self) -> tuple[str, bool, str]:
        """Key by which events are sorted: within a day, those with a time first."""
        return self.day, len(self.at) <= _DAY, self.at

    @property
    def time(self) -> str:
        """The time of day to the minute; empty if it is not known."""
        return self.at[_MINUTE]


def draw(material: Material) -> Figure | None:
    """Returns the events of an answer in order; nothing for fewer than two.

    The launch, dockings and landing that a mission states are among them.
    """
    [answer] = material.answers
    events = [_event(row) for row in answer["data"] if row["at"]]
    own = [entry for entry in _own(material.record) if not _is_among(entry, events)]
    entries = sorted([*events, *own], key=lambda entry: entry.order)
    if len(entries) < 2:
        return None
    total = answer["meta"]["total"]
    is_part = total > len(answer["data"])
    return Figure(
        "What happened, in order",
        _days(entries),
        "Times are UTC, to the minute.",
        _text(entries, total + len(own) if is_part else None),
        csv=csv_address(answer) if events else "",
        lines=tuple(_line(entry) for entry in entries),
        links=_links(answer),
    )


def _event(row: Json) -> Entry:
    lasted, summary = row["duration_text"] or "", row["summary"] or ""
    ended = row["ended"]
    parts = [
        f"Until {format_date(to_minute(ended))}" if ended else "",
        row["place"],
        lasted if lasted not in summary else "",
        summary,
    ]
    detail = " ".join(_sentence(part) for part in parts if part)
    return Entry(row["at"], row["kind"], prose(row["name"]), row["url"], prose(detail))


def _sentence(text: str) -> str:
    return f"{capitalise(text.rstrip('.'))}." if text else ""


def _own(record: Json) -> Iterator[Entry]:
    """Yields the launch, the dockings and the landing that a mission itself states."""
    if "landing_place" not in record:
        return
    if record["launched"]:
        site = record["launch_site"]
        place = f"From {site['name']}." if site else ""
        yield Entry(record["launched"], "launch", "Launch", None, place)
    for docking in record["dockings"] or ():
        target = docking["target"]
        for kind, field, words in _OF_DOCKINGS:
            if docking[field]:
                name = f"{words} {target['name']}"
                yield Entry(docking[field], kind, name, target["url"])
    if record["landed"]:
        landing = (record["landing_place"] or {}).get("name") or ""
        yield Entry(record["landed"], "landing", "Landing", None, _sentence(landing))


def _is_among(entry: Entry, events: Iterable[Entry]) -> bool:
    """Returns whether an event tells the same, to the minute."""
    return any(
        event.kind == entry.kind and event.at[_UNTIL] == entry.at[_UNTIL]
        for event in events
    )


def _days(entries: Sequence[Entry]) -> Markup:
    day = Markup('<li><h3><time datetime="{}">{}</time></h3><ol>{}</ol></li>')
    days = groupby(entries, key=lambda entry: entry.day)
    return Markup('<ol class="timeline">{}</ol>').format(
        join(
            day.format(date, format_date(date), join(map(_entry, group)))
            for date, group in days
        )
    )


def _entry(entry: Entry) -> Markup:
    name: Markup = escape(entry.name)
    if entry.url:
        name = Markup('<a href="{}">{}</a>').format(page_path(entry.url), name)
    return Markup(
        '<li class="{}"><time datetime="{}">{}</time><p>{} <span>{}</span></p></li>'
    ).format(_MARKS.get(entry.kind, "other"), entry.at, entry.time, name, entry.detail)


def _line(entry: Entry) -> str:
    detail = f" {entry.detail}" if entry.detail else ""
    return f"{format_date(to_minute(entry.at))}: {entry.name}.{detail}"


def _text(entries: Sequence[Entry], total: int | None) -> str:
    """Returns the number of events, the first and the last; `total` if more exist."""
    first, last = entries[0], entries[-1]
    count = f"The first {len(entries)} of {total:,}" if total else str(len(entries))
    return (
        f"{count} events, from {first.name} ({format_date(first.day)})"
        f" to {last.name} ({format_date(last.day)})."
    )


def _links(answer: Json) -> tuple[Link, ...]:
    """Returns the page of all events if the answer has a part of them."""
    total = answer["meta"]["total"]
    if total <= len(answer["data"]):
        return ()
    return (Link(page_of_all(answer), f"All {total:,} events"),)
