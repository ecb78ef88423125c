"""The plots of the first page: who came first, the world, and how many were there."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from app.web.plots.record import FIRST_YEAR, Axis, joined, launcher, moment, svg
from app.web.wording import format_date, page_of

ROW = 20
"""Height of a state in the timeline."""
_SHADES = (1, 2, 5, 20, 100)
"""From how many citizens on a state is a shade darker."""
_MARKS = {
    "east": '<circle class="east" cx="{}%" cy="{}" r="4.5"/>',
    "west": '<rect class="west" x="{}%" y="{}" width="8" height="8" '
    'transform="translate(-4 -4)"/>',
    "third": '<svg class="third" x="{}%" y="{}" overflow="visible">'
    '<path d="M0-6l5.5 10h-11z"/></svg>',
}


def firsts(
    data: list[dict[str, Any]], spacecraft: list[dict[str, Any]], end: float
) -> Markup:
    """The first citizens of all states, one below the other, as years went by."""
    built = {
        one["id"]: [state["id"] for state in one["countries"]] for one in spacecraft
    }
    axis = Axis(FIRST_YEAR, end, margin=1)
    height = ROW * len(data) + 10
    rows = joined(
        _first(axis, ROW * number + ROW // 2, one, built)
        for number, one in enumerate(data)
    )
    title = f"First citizens of {len(data)} states in space, {FIRST_YEAR} to today"
    top = Markup('<g class="above">{}</g>').format(_years(axis))
    return Markup(
        '<svg class="plot firsts" width="100%" height="{}" role="group"'
        ' aria-label="{}">{}{}{}</svg>'
    ).format(height + 22, title, axis.grid(height), top, rows)


def _years(axis: Axis) -> Markup:
    text = Markup('<text class="tick" x="{}%" y="-4" text-anchor="middle">{}</text>')
    return joined(text.format(axis.at(one), one) for one in axis.decades())


def _first(
    axis: Axis, y: int, one: dict[str, Any], built: dict[str, list[str]]
) -> Markup:
    """A state's row: a mark at the launch, its name and its first citizen beside."""
    state, [first, *others] = one["group"]["country"], one["first"]
    x = axis.at(moment(one["launched"]))
    whose = launcher(built, first)
    people = " and ".join(each["person"]["name"] for each in [first, *others])
    side = ("start", 10) if x < 55 else ("end", -10)
    row = Markup(
        '<a href="/firsts?country={}"><rect class="row" width="100%" y="{}"'
        ' height="{}"/>{}<text x="{}%" y="{}" dx="{}" text-anchor="{}">{}'
        ' <tspan class="people">{}, {}</tspan></text></a>'
    )
    mark = Markup(_MARKS[whose]).format(x, y)  # noqa: S704 - our own text, see above
    return row.format(
        state["id"], y - ROW // 2, ROW, mark, x, y + 4, side[1], side[0],
        state["name"], people, one["launched"][:4],
    )  # fmt: skip


@cache
def _outlines() -> dict[str, Any]:
    """The outlines of states, see `about` in the file."""
    path = Path(__file__).parent.parent / "world.json"
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def shade(flown: int) -> int:
    """How dark a state is for so many citizens flown."""
    return sum(flown >= least for least in _SHADES)


def world(states: list[dict[str, Any]]) -> Markup:
    """The world, each state shaded by how many of its citizens flew."""
    held = _outlines()
    width, height = held["size"]
    flown = {one["id"]: one["citizens_flown"] for one in states}
    known = {one["iso_numeric"]: one for one in states if one["iso_numeric"]}
    land = Markup('<path class="land" d="{}"/>').format(
        "".join(
            path for code, path in held["outlines"].items()
            if not _class(known.get(code), flown)
        )
    )  # fmt: skip
    body = land + joined(_states(held, known, flown))
    count = sum(1 for one in states if one["citizens_flown"])
    title = f"World map: {count} states whose citizens have been in space"
    return Markup(
        '<svg class="plot world" viewBox="0 0 {} {}" role="group"'
        ' aria-label="{}">{}</svg>'
    ).format(width, height, title, body)


def _class(state: dict[str, Any] | None, flown: dict[str, int]) -> str:
    """The class of a state: its shade, or that only one before it had a citizen fly."""
    if state is None:
        return ""
    if state["citizens_flown"]:
        return f"flown-{shade(state['citizens_flown'])}"
    before = any(flown.get(one["id"]) for one in state["predecessors"])
    return "before" if before else ""


def _states(
    held: dict[str, Any], known: dict[str, dict[str, Any]], flown: dict[str, int]
) -> Iterator[Markup]:
    area = Markup('<path d="{}"/>')
    point = Markup('<circle cx="{}" cy="{}" r="4"/>')
    link = Markup('<a href="{}" class="{}" aria-label="{}">{}<title>{}</title></a>')
    for code, state in known.items():
        kind = _class(state, flown)
        if kind and code in held["outlines"]:
            shape = area.format(held["outlines"][code])
        elif kind and code in held["points"]:
            shape = point.format(*held["points"][code])
        else:
            continue
        told = _told(state)
        yield link.format(page_of(state["url"]), kind, told, shape, told)


def _told(state: dict[str, Any]) -> str:
    if state["citizens_flown"]:
        return f"{state['name']}: {state['citizens_flown']} flown"
    before = " and ".join(one["name"] for one in state["predecessors"])
    return f"{state['name']}: citizens of {before} only"


def steps(history: list[dict[str, Any]], end: float, at: str | None = None) -> Markup:
    """How many people were in space at every moment since the first; with a mark at
    the moment that is asked for.
    """
    found = history[0]["steps"]
    most = max(step["count"] for step in found)
    unit, height = 9, 9 * most
    axis = Axis(FIRST_YEAR, end, margin=1)
    path = _path(found, axis, most)
    lines = joined(_levels(most, unit, height))
    area = Markup(
        '<svg x="1%" y="0" width="98%" height="{}" viewBox="0 0 9800 {}"'
        ' preserveAspectRatio="none"><path class="steps" d="{}"/></svg>'
    ).format(height, most, path)
    top = next(step for step in found if step["count"] == most)
    title = f"People in space, {FIRST_YEAR} to today; most, {most}, on {format_date(top['at'])}"
    body = axis.grid(height) + lines + area + _mark(axis, at, height)
    return svg(title, height + 22, body, kind="history")


def _mark(axis: Axis, at: str | None, height: int) -> Markup:
    year = moment(at) if at else 0
    if not axis.begin <= year <= axis.end:
        return Markup("")
    line = Markup('<line class="asked" x1="{0}%" x2="{0}%" y1="-6" y2="{1}"/>')
    return line.format(axis.at(year), height)


def _path(found: Iterable[dict[str, Any]], axis: Axis, most: int) -> str:
    """The steps as one line, in hundredths of a per cent and whole people."""
    width = axis.end - axis.begin
    parts, x, y = [f"M0 {most}"], 0, most
    for step in found:
        here = round((moment(step["at"]) - axis.begin) / width * 9800)
        parts.append(f"H{here}" if here != x else "")
        x = here
        level = most - step["count"]
        parts.append(f"V{level}" if level != y else "")
        y = level
    return "".join(parts) + f"H9800V{most}z"


def _levels(most: int, unit: int, height: int) -> Iterator[Markup]:
    line = Markup(
        '<line class="grid" x1="1%" x2="99%" y1="{0}" y2="{0}"/>'
        '<text class="tick" x="1%" y="{1}">{2}</text>'
    )
    for count in range(5, most + 1, 5):
        y = height - unit * count
        yield line.format(y, y - 3, count)


def end_of(meta: dict[str, Any]) -> float:
    """Where plots end: the end of the month of the edition of the data."""
    year, month, *_ = meta["dataset"]["version"].split(".")
    return int(year) + int(month) / 12
