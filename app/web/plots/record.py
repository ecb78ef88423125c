"""Plots of records: launches year by year, a life, a mission, the score of a source.

The title of each plot says in words what it shows.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from app.web.plots.svg import Axis, join, svg, year_of
from app.web.wording import format_date, page_path

Json = dict[str, Any]
MAX_UNIT = 13
"""Largest height of a row in a plot of years, in pixels."""
_STEPS = (1, 2, 5, 10, 20, 50, 100)
_MAX_TICKS = 8
"""Years that fit below a plot on a narrow screen."""


def years(title: str, rows: Sequence[Json], date: str) -> Markup:
    """Plots how many rows have each year; nothing if there are fewer than two years.

    `date` is the field with the date, or with a mission whose launch counts.
    """
    counts = Counter(_years_of(rows, date))
    if len(counts) < 2:
        return Markup("")
    first, last, highest = min(counts), max(counts), max(counts.values())
    unit = max(3, min(MAX_UNIT, 156 // highest))
    height = unit * highest + 4
    axis = Axis(first, last + 1, margin=2)
    width = round(min(1.4, 0.8 * 96 / (axis.end - axis.begin)), 2)
    gap = Markup('<line class="gap" x1="0" x2="100%" y1="{0}" y2="{0}"/>')
    gaps = join(gap.format(height - unit * row) for row in range(1, highest + 1))
    base = Markup('<line class="base" x1="0" x2="100%" y1="{0}" y2="{0}"/>')
    body = _bars(axis, counts, width, unit, height) + gaps + base.format(height)
    top = max(counts, key=lambda year: counts[year])
    text = f"{title}: {first} to {last}, most in {top}: {highest}"
    body += _ticks(axis, width / 2, height)
    return svg(text, height + 22, body, kind="years")


def _years_of(rows: Iterable[Json], date: str) -> Iterable[int]:
    for row in rows:
        value = row.get(date)
        text = value.get("launched") if isinstance(value, dict) else value
        if text:
            yield int(text[:4])


def _bars(
    axis: Axis, counts: Counter[int], width: float, unit: int, height: int
) -> Markup:
    bar = Markup('<rect class="unit" x="{}%" y="{}" width="{}%" height="{}"/>')
    return join(
        bar.format(axis.at(year), height - unit * count, width, unit * count)
        for year, count in sorted(counts.items())
    )


def _ticks(axis: Axis, middle: float, height: int) -> Markup:
    """Returns years below their bars, as many as a narrow screen can hold."""
    step = next(step for step in _STEPS if len(axis.every(step)) <= _MAX_TICKS)
    text = Markup('<text class="tick" x="{}%" y="{}" text-anchor="middle">{}</text>')
    return join(
        text.format(round(axis.at(year) + middle, 2), height + 16, year)
        for year in axis.every(step)
        if year < axis.end
    )


def life(person: Json) -> Markup:
    """Plots a life as a line with a ring for each flight.

    The line ends at the death, or at the last flight of a living person.
    """
    flights = [flight for flight in person["missions"] if flight["launched"]]
    if not person["born"] or not flights:
        return Markup("")
    born = year_of(person["born"])
    end = person["died"] or flights[-1]["launched"]
    axis = Axis(born, year_of(end), margin=1)
    line = Markup(
        '<line class="life" x1="{}%" x2="{}%" y1="26" y2="26"/>'
        '<text class="tick" x="{}%" y="52">{}</text>'
    ).format(axis.at(born), axis.at(year_of(end)), axis.at(born), person["born"][:4])
    if person["died"]:
        line += Markup(
            '<text class="tick" x="{0}%" y="52" text-anchor="end">{1}</text>'
            '<line class="end" x1="{0}%" x2="{0}%" y1="20" y2="32"/>'
        ).format(axis.at(year_of(end)), end[:4])
    names = ", ".join(
        f"{flight['name']} {flight['launched'][:4]}" for flight in flights
    )
    title = f"Born {format_date(person['born'])}; flights: {names}"
    body = line + join(_flights(axis, flights))
    return svg(title, 58, body, kind="lifeline", role="group")


def _flights(axis: Axis, flights: Iterable[Json]) -> Iterable[Markup]:
    """Yields a ring for each flight, and years that do not touch each other."""
    ring = Markup(
        '<a href="{}"><circle class="ring" cx="{}%" cy="26" r="6"><title>{}'
        "</title></circle></a>"
    )
    year = Markup(
        '<text class="tick strong" x="{}%" y="12" text-anchor="middle">{}</text>'
    )
    last_year = -100.0
    for flight in flights:
        x = axis.at(year_of(flight["launched"]))
        if x - last_year > 9:
            yield year.format(x, flight["launched"][:4])
            last_year = x
        title = f"{flight['name']}, {format_date(flight['launched'])}"
        yield ring.format(page_path(flight["url"]), x, title)


def _score_counts(source: Json) -> dict[str, int]:
    """Returns the number of claims of a source by agreement."""
    score = source["score"]
    names = ("derived", "agrees", "less_precise", "disagrees")
    counts = {name: score[name] for name in names}
    return counts | {"not_comparable": score["claims"] - score["comparable"]}


def score_text(source: Json) -> str:
    """Returns the agreement of a source with our data in words."""
    words = {"agrees": "agree", "disagrees": "disagree", "derived": "are our source"}
    counts = ", ".join(
        f"{count:,} {words.get(name, name.replace('_', ' '))}"
        for name, count in _score_counts(source).items()
    )
    return f"Of {source['score']['claims']:,} claims: {counts}"


def score(source: Json) -> Markup:
    """Plots the agreement of a source with our data as one bar."""
    counts = _score_counts(source)
    total = sum(counts.values())
    if not total:
        return Markup("")
    bar = Markup('<rect class="{}" x="{}%" y="0" width="{}%" height="16"/>')
    x, bars = 0.0, []
    for name, count in counts.items():
        width = 100 * count / total
        bars.append(bar.format(name, round(x, 2), round(width, 2)))
        x += width
    return svg(score_text(source), 16, join(bars), kind="score")


def course(mission: Json) -> Markup:
    """Plots a mission from launch to landing, with its dockings in between.

    Returns nothing if it lasted less than a day, or if a day is unknown.
    """
    launched, landed = mission["launched"], mission["landed"]
    if not (_has_day(launched) and _has_day(landed)) or launched[:10] == landed[:10]:
        return Markup("")
    axis = Axis(year_of(launched), year_of(landed), margin=2)
    dockings = [
        docking
        for docking in mission["dockings"] or ()
        if _has_day(docking["docked"]) and _has_day(docking["undocked"])
    ]
    line = Markup(
        '<line class="life" x1="2%" x2="98%" y1="30" y2="30"/>'
        '<text class="tick" x="2%" y="54">launch, {}</text>'
        '<text class="tick" x="98%" y="54" text-anchor="end">landing, {}</text>'
    ).format(format_date(launched[:10]), format_date(landed[:10]))
    steps = [f"Launched {format_date(launched)}", *map(_docking_text, dockings)]
    title = "; ".join([*steps, f"landed {format_date(landed)}"])
    body = line + join(_docking(axis, docking) for docking in dockings)
    return svg(title, 60, body + _docking_names(axis, dockings), kind="course")


def _has_day(edtf: str | None) -> bool:
    return edtf is not None and len(edtf) >= len("1978-03-02")


def _docking_text(docking: Json) -> str:
    name = docking["target"]["name"]
    docked, undocked = map(format_date, (docking["docked"], docking["undocked"]))
    return f"docked with {name} {docked} to {undocked}"


def _docking(axis: Axis, docking: Json) -> Markup:
    """Returns a docking as a thick line between two rings."""
    bar = Markup(
        '<line class="docked" x1="{0}%" x2="{1}%" y1="30" y2="30"/>'
        '<circle class="ring" cx="{0}%" cy="30" r="5"/>'
        '<circle class="ring" cx="{1}%" cy="30" r="5"/>'
    )
    ends = (axis.at(year_of(docking[name])) for name in ("docked", "undocked"))
    return bar.format(*ends)


def _docking_names(axis: Axis, dockings: Sequence[Json]) -> Markup:
    """Returns the names of all targets, above the middle of the dockings."""
    if not dockings:
        return Markup("")
    names = " and ".join(
        dict.fromkeys(docking["target"]["name"] for docking in dockings)
    )
    ends = year_of(dockings[0]["docked"]), year_of(dockings[-1]["undocked"])
    middle = min(80, max(20, axis.at(sum(ends) / 2)))
    return Markup(
        '<text class="tick strong" x="{}%" y="14" text-anchor="middle">'
        "docked with {}</text>"
    ).format(middle, names)


_PLOTS = {"people": life, "missions": course, "sources": score}


def plot_of(resource: str, record: Json) -> Markup:
    """Returns the plot of a record; nothing if its resource has no plot."""
    plot = _PLOTS.get(resource)
    return plot(record) if plot else Markup("")
