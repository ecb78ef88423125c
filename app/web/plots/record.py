"""Plots as inline SVG: made of escaped text and whole numbers, and told in words too.

Lengths across are in per cent, so that a plot fits every width and its text keeps its
size.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from app.dates import parse_date
from app.web.wording import format_date, page_of

FIRST_YEAR = 1961
YEAR = 31_556_952
"""Seconds of a mean year."""
UNIT = 13
"""Largest height of one flight in a plot of years."""
_STEPS = (1, 2, 5, 10, 20, 50, 100)
_TICKS = 8
"""Years that a plot has room to name."""
_LAUNCHERS = {
    "soviet-union": "east",
    "russia": "east",
    "united-states": "west",
    "china": "third",
}


def svg(
    title: str, height: int, body: Markup, *, kind: str, role: str = "img"
) -> Markup:
    """A plot of a height, under a title that screen readers tell."""
    return Markup(
        '<svg class="plot {}" width="100%" height="{}" role="{}"'
        ' aria-label="{}">{}</svg>'
    ).format(kind, height, role, title, body)


def joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def moment(edtf: str) -> float:
    """The first second of a date as a year with its fraction."""
    return 1970 + parse_date(edtf).earliest / YEAR


class Axis:
    """Years laid out from left to right, between margins."""

    def __init__(self, begin: float, end: float, margin: float = 1.5) -> None:
        self.begin, self.end, self.margin = begin, end, margin

    def at(self, year: float) -> float:
        """Where a moment stands, in per cent."""
        share = (year - self.begin) / (self.end - self.begin)
        return round(self.margin + share * (100 - 2 * self.margin), 2)

    def decades(self) -> range:
        """The years that begin decades."""
        return self.every(10)

    def every(self, step: int) -> range:
        """The years that a number divides."""
        return range(int(-(-self.begin // step) * step), int(self.end) + 1, step)

    def grid(self, height: int) -> Markup:
        """A line for each decade, with its year below."""
        line = Markup(
            '<line class="grid" x1="{0}%" x2="{0}%" y1="0" y2="{1}"/>'
            '<text class="tick" x="{0}%" y="{2}" text-anchor="middle">{3}</text>'
        )
        return joined(
            line.format(self.at(one), height, height + 16, one)
            for one in self.decades()
        )


def years(title: str, rows: Sequence[dict[str, Any]], date: str) -> Markup:
    """The rows of each year as so many units; nothing where there is too little."""
    dates = [
        one.get("launched") if isinstance(one, dict) else one
        for one in (row.get(date) for row in rows)
    ]
    counts = Counter(int(one[:4]) for one in dates if one)
    if len(counts) < 2:
        return Markup("")
    first, last, most = min(counts), max(counts), max(counts.values())
    unit = max(3, min(UNIT, 156 // most))
    height = unit * most + 4
    axis = Axis(first, last + 1, margin=2)
    width = round(min(1.4, 0.8 * 96 / (axis.end - axis.begin)), 2)
    bar = Markup('<rect class="unit" x="{}%" y="{}" width="{}%" height="{}"/>')
    bars = joined(
        bar.format(axis.at(year), height - unit * count, width, unit * count)
        for year, count in sorted(counts.items())
    )
    gap = Markup('<line class="gap" x1="0" x2="100%" y1="{0}" y2="{0}"/>')
    gaps = joined(gap.format(height - unit * row) for row in range(1, most + 1))
    base = Markup('<line class="base" x1="0" x2="100%" y1="{0}" y2="{0}"/>')
    top = max(counts, key=lambda one: counts[one])
    told = f"{title}: {first} to {last}, most in {top}: {most}"
    body = bars + gaps + base.format(height) + _ticks(axis, width / 2, height)
    return svg(told, height + 22, body, kind="years")


def _ticks(axis: Axis, middle: float, height: int) -> Markup:
    """Years below their bars, as many as a narrow screen can hold."""
    step = next(step for step in _STEPS if len(axis.every(step)) <= _TICKS)
    text = Markup('<text class="tick" x="{}%" y="{}" text-anchor="middle">{}</text>')
    return joined(
        text.format(round(axis.at(one) + middle, 2), height + 16, one)
        for one in axis.every(step)
        if one < axis.end
    )


def life(person: dict[str, Any]) -> Markup:
    """A life as a line, with its flights on it."""
    flights = [one for one in person["missions"] if one["launched"]]
    if not person["born"] or not flights:
        return Markup("")
    born = moment(person["born"])
    end = person["died"] or flights[-1]["launched"]
    axis = Axis(born, moment(end), margin=1)
    line = Markup(
        '<line class="life" x1="{}%" x2="{}%" y1="26" y2="26"/>'
        '<text class="tick" x="{}%" y="52">{}</text>'
    ).format(axis.at(born), axis.at(moment(end)), axis.at(born), person["born"][:4])
    if person["died"]:
        line += Markup(
            '<text class="tick" x="{0}%" y="52" text-anchor="end">{1}</text>'
            '<line class="end" x1="{0}%" x2="{0}%" y1="20" y2="32"/>'
        ).format(axis.at(moment(end)), end[:4])
    told = ", ".join(f"{one['name']} {one['launched'][:4]}" for one in flights)
    title = f"Born {format_date(person['born'])}; flights: {told}"
    body = line + joined(_flights(axis, flights))
    return svg(title, 58, body, kind="lifeline", role="group")


def _flights(axis: Axis, flights: list[dict[str, Any]]) -> Iterable[Markup]:
    """A ring for each flight; a year where it does not touch the one before."""
    mark = Markup(
        '<a href="{}"><circle class="ring" cx="{}%" cy="26" r="6"><title>{}'
        "</title></circle></a>"
    )
    year = Markup(
        '<text class="tick strong" x="{}%" y="12" text-anchor="middle">{}</text>'
    )
    before = -100.0
    for one in flights:
        place = axis.at(moment(one["launched"]))
        if place - before > 9:
            yield year.format(place, one["launched"][:4])
            before = place
        title = f"{one['name']}, {format_date(one['launched'])}"
        yield mark.format(page_of(one["url"]), place, title)


def _counts(source: dict[str, Any]) -> dict[str, int]:
    """How many statements of a source compare how with ours."""
    held = source["score"]
    found = {name: held[name] for name in ("agrees", "less_precise", "disagrees")}
    return found | {"not_comparable": held["claims"] - held["comparable"]}


def scored(source: dict[str, Any]) -> str:
    """How the statements of a source compare with ours, in words."""
    words = {"agrees": "agree", "disagrees": "disagree"}
    told = ", ".join(
        f"{count:,} {words.get(name, name.replace('_', ' '))}"
        for name, count in _counts(source).items()
    )
    return f"Of {source['score']['claims']:,} claims: {told}"


def score(source: dict[str, Any]) -> Markup:
    """The same as one bar."""
    counts = _counts(source)
    total = sum(counts.values())
    if not total:
        return Markup("")
    bar = Markup('<rect class="{}" x="{}%" y="0" width="{}%" height="16"/>')
    x, rects = 0.0, []
    for name, count in counts.items():
        width = 100 * count / total
        rects.append(bar.format(name, round(x, 2), round(width, 2)))
        x += width
    return svg(scored(source), 16, joined(rects), kind="score")


def launcher(spacecraft: dict[str, list[str]], first: dict[str, Any]) -> str:
    """On whose ship a flight was: of the East, the West, or a third."""
    craft = (first["spacecraft"] or {}).get("id", "")
    return next(
        (_LAUNCHERS[one] for one in spacecraft.get(craft, ()) if one in _LAUNCHERS),
        "third",
    )


def course(mission: dict[str, Any]) -> Markup:
    """A mission from launch to landing, and to what it was docked in between."""
    launched, landed = mission["launched"], mission["landed"]
    if not (_has_day(launched) and _has_day(landed)) or launched[:10] == landed[:10]:
        return Markup("")
    axis = Axis(moment(launched), moment(landed), margin=2)
    dockings = [
        one
        for one in mission["dockings"]
        if _has_day(one["docked"]) and _has_day(one["undocked"])
    ]
    line = Markup(
        '<line class="life" x1="2%" x2="98%" y1="30" y2="30"/>'
        '<text class="tick" x="2%" y="54">launch, {}</text>'
        '<text class="tick" x="98%" y="54" text-anchor="end">landing, {}</text>'
    ).format(format_date(launched[:10]), format_date(landed[:10]))
    told = [f"Launched {format_date(launched)}", *map(_docking, dockings)]
    told.append(f"landed {format_date(landed)}")
    body = line + joined(_docked(axis, one) for one in dockings)
    return svg("; ".join(told), 60, body + _targets(axis, dockings), kind="course")


def _has_day(edtf: str | None) -> bool:
    return edtf is not None and len(edtf) >= len("1978-03-02")


def _docking(one: dict[str, Any]) -> str:
    """A docking in words."""
    name = one["target"]["name"]
    return f"docked with {name} {format_date(one['docked'])} to {format_date(one['undocked'])}"


def _docked(axis: Axis, one: dict[str, Any]) -> Markup:
    """A docking as a thick line between two rings."""
    bar = Markup(
        '<line class="docked" x1="{0}%" x2="{1}%" y1="30" y2="30"/>'
        '<circle class="ring" cx="{0}%" cy="30" r="5"/>'
        '<circle class="ring" cx="{1}%" cy="30" r="5"/>'
    )
    return bar.format(axis.at(moment(one["docked"])), axis.at(moment(one["undocked"])))


def _targets(axis: Axis, dockings: list[dict[str, Any]]) -> Markup:
    """What it was docked to, above the middle of the time."""
    if not dockings:
        return Markup("")
    names = " and ".join(dict.fromkeys(one["target"]["name"] for one in dockings))
    ends = moment(dockings[0]["docked"]), moment(dockings[-1]["undocked"])
    middle = min(80, max(20, axis.at(sum(ends) / 2)))
    return Markup(
        '<text class="tick strong" x="{}%" y="14" text-anchor="middle">'
        "docked with {}</text>"
    ).format(middle, names)


_OF_KIND = {"people": life, "missions": course, "sources": score}


def of(kind: str, record: dict[str, Any]) -> Markup:
    """The plot of a record, where its kind has one."""
    draw = _OF_KIND.get(kind)
    return draw(record) if draw else Markup("")
