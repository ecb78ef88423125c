"""Plots of the first page: first citizens, the world map, people in space over time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from app.web.plots.svg import FIRST_YEAR, Axis, join, svg, year_of
from app.web.wording import format_date, page_path
from app.web.world import outlines

Json = dict[str, Any]
ROW = 20
"""Height of a state in the timeline of first citizens, in pixels."""
UNIT = 9
"""Height of a person in the plot of people in space, in pixels."""
_SHADES = (1, 2, 5, 20, 100)
"""Numbers of citizens from which on a state has the next darker shade."""
_LAUNCHERS = {
    "soviet-union": "east",
    "russia": "east",
    "united-states": "west",
    "china": "third",
}
_MARKS = {
    "east": '<circle class="east" cx="{}%" cy="{}" r="4.5"/>',
    "west": '<rect class="west" x="{}%" y="{}" width="8" height="8" '
    'transform="translate(-4 -4)"/>',
    "third": '<svg class="third" x="{}%" y="{}" overflow="visible">'
    '<path d="M0-6l5.5 10h-11z"/></svg>',
}


def first_citizens(
    firsts: Sequence[Json], missions: Iterable[Json], end: float
) -> Markup:
    """Plots the first citizen of each state on a timeline, one state a row.

    `missions` are those with a crew, with their states; `end` is a year.
    """
    operators = {
        mission["id"]: [
            state["id"]
            for state in mission["countries"] or ()
            if state["role"] == "operator"
        ]
        for mission in missions
    }
    axis = Axis(FIRST_YEAR, end, margin=1)
    height = ROW * len(firsts) + 10
    rows = join(
        _first_citizen(axis, ROW * number + ROW // 2, first, operators)
        for number, first in enumerate(firsts)
    )
    title = f"First citizens of {len(firsts)} countries in space from {FIRST_YEAR} on"
    top = Markup('<g class="above">{}</g>').format(_decades(axis))
    return Markup(
        '<svg class="plot firsts" width="100%" height="{}" role="group"'
        ' aria-label="{}">{}{}{}</svg>'
    ).format(height + 22, title, axis.grid(height), top, rows)


def _decades(axis: Axis) -> Markup:
    text = Markup('<text class="tick" x="{}%" y="-4" text-anchor="middle">{}</text>')
    return join(text.format(axis.at(year), year) for year in axis.decades())


def _first_citizen(
    axis: Axis, y: int, first: Json, operators: Mapping[str, Sequence[str]]
) -> Markup:
    """Returns the row of a state: a mark at the launch, with names beside it."""
    state, flights = first["group"]["country"], first["first"]
    x = axis.at(year_of(first["launched"]))
    people = " and ".join(flight["person"]["name"] for flight in flights)
    anchor, dx = ("start", 10) if x < 55 else ("end", -10)
    row = Markup(
        '<a href="/firsts?countries={}"><rect class="row" width="100%" y="{}"'
        ' height="{}"/>{}<text x="{}%" y="{}" dx="{}" text-anchor="{}">{}'
        ' <tspan class="people">{}, {}</tspan></text></a>'
    )
    kind = launcher(operators, flights[0])
    mark = Markup(_MARKS[kind]).format(x, y)  # noqa: S704 - our own text, see above
    return row.format(
        state["id"], y - ROW // 2, ROW, mark, x, y + 4, dx, anchor,
        state["name"], people, first["launched"][:4],
    )  # fmt: skip


def launcher(operators: Mapping[str, Sequence[str]], flight: Json) -> str:
    """Returns the operator of the ship of a flight: `east`, `west` or `third`."""
    states = operators.get(flight["mission"]["id"], ())
    return next((_LAUNCHERS[state] for state in states if state in _LAUNCHERS), "third")


def shade(citizens: int) -> int:
    """Returns the shade of a state on the map for a number of citizens, 0 to 5."""
    return sum(citizens >= least for least in _SHADES)


def world(states: Sequence[Json]) -> Markup:
    """Plots the world, each state shaded by the number of its citizens who flew."""
    shapes = outlines()
    width, height = shapes["size"]
    citizens = {state["id"]: state["citizens_flown_count"] for state in states}
    by_code = {state["iso_numeric"]: state for state in states if state["iso_numeric"]}
    land = Markup('<path class="land" d="{}"/>').format(
        "".join(
            path
            for code, path in shapes["outlines"].items()
            if not _class(by_code.get(code), citizens)
        )
    )
    body = land + join(_states(shapes, by_code, citizens))
    count = sum(1 for state in states if state["citizens_flown_count"])
    title = f"World map: {count} countries whose citizens have been in space"
    return Markup(
        '<svg class="plot world" viewBox="0 0 {} {}" role="group"'
        ' aria-label="{}">{}</svg>'
    ).format(width, height, title, body)


def _class(state: Json | None, citizens: Mapping[str, int]) -> str:
    """Returns the class of a state: its shade, or `before` for predecessors alone.

    It is empty if nobody flew.
    """
    if state is None:
        return ""
    if state["citizens_flown_count"]:
        return f"flown-{shade(state['citizens_flown_count'])}"
    before = any(citizens.get(other["id"]) for other in state["predecessors"])
    return "before" if before else ""


def _states(
    shapes: Json, by_code: Mapping[str, Json], citizens: Mapping[str, int]
) -> Iterator[Markup]:
    area = Markup('<path d="{}"/>')
    point = Markup('<circle cx="{}" cy="{}" r="4"/>')
    link = Markup('<a href="{}" class="{}" aria-label="{}">{}<title>{}</title></a>')
    for code, state in by_code.items():
        kind = _class(state, citizens)
        if kind and code in shapes["outlines"]:
            shape = area.format(shapes["outlines"][code])
        elif kind and code in shapes["points"]:
            shape = point.format(*shapes["points"][code])
        else:
            continue
        text = _state_text(state)
        yield link.format(page_path(state["url"]), kind, text, shape, text)


def _state_text(state: Json) -> str:
    if state["citizens_flown_count"]:
        return f"{state['name']}: {state['citizens_flown_count']} flown"
    before = " and ".join(other["name"] for other in state["predecessors"])
    return f"{state['name']}: citizens of {before} only"


def people_in_space(
    history: Sequence[Json], end: float, at: str | None = None
) -> Markup:
    """Plots the number of people in space over time, with a line at the date `at`."""
    steps = history[0]["steps"]
    highest = max(step["count"] for step in steps)
    height = UNIT * highest
    axis = Axis(FIRST_YEAR, end, margin=1)
    area = Markup(
        '<svg x="1%" y="0" width="98%" height="{}" viewBox="0 0 9800 {}"'
        ' preserveAspectRatio="none"><path class="steps" d="{}"/></svg>'
    ).format(height, highest, _path(steps, axis, highest))
    top = next(step for step in steps if step["count"] == highest)
    title = (
        f"People in space from {FIRST_YEAR} on; most, {highest}, on"
        f" {format_date(top['at'])}"
    )
    body = axis.grid(height) + join(_levels(highest, height)) + area
    return svg(title, height + 22, body + _mark(axis, at, height), kind="history")


def _mark(axis: Axis, at: str | None, height: int) -> Markup:
    year = year_of(at) if at else 0
    if not axis.begin <= year <= axis.end:
        return Markup("")
    line = Markup('<line class="asked" x1="{0}%" x2="{0}%" y1="-6" y2="{1}"/>')
    return line.format(axis.at(year), height)


def _path(steps: Iterable[Json], axis: Axis, highest: int) -> str:
    """Returns the steps as a path, in hundredths of a per cent and people."""
    width = axis.end - axis.begin
    parts, x, y = [f"M0 {highest}"], 0, highest
    for step in steps:
        step_x = round((year_of(step["at"]) - axis.begin) / width * 9800)
        parts.append(f"H{step_x}" if step_x != x else "")
        x = step_x
        step_y = highest - step["count"]
        parts.append(f"V{step_y}" if step_y != y else "")
        y = step_y
    return "".join(parts) + f"H9800V{highest}z"


def _levels(highest: int, height: int) -> Iterator[Markup]:
    line = Markup(
        '<line class="grid" x1="1%" x2="99%" y1="{0}" y2="{0}"/>'
        '<text class="tick" x="1%" y="{1}">{2}</text>'
    )
    for count in range(5, highest + 1, 5):
        y = height - UNIT * count
        yield line.format(y, y - 3, count)


def end_year(meta: Json) -> float:
    """Returns the year in which plots end: that to which the crews are complete.

    Without a declared end it is the end of the month of the data's version.
    """
    if meta["complete_to"]:
        return year_of(meta["complete_to"])
    year, month, *_ = meta["dataset"]["version"].split(".")
    return int(year) + int(month) / 12
