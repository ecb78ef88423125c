"""Plots the course of a mission from launch to landing."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from app.web.plots.figure import Figure, Material
from app.web.plots.svg import Axis, join, svg, year_of
from app.web.wording import format_date, to_minute

Json = dict[str, Any]


def draw(material: Material) -> Figure | None:
    """Returns a mission from launch to landing, with its dockings in between.

    Returns nothing if it lasted less than a day, or if a day is unknown.
    """
    mission = material.record
    launched, landed = mission["launched"], mission["landed"]
    if not (_has_day(launched) and _has_day(landed)) or launched[:10] == landed[:10]:
        return None
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
    steps = [f"Launched {_minute(launched)}", *map(_docking_text, dockings)]
    title = "; ".join([*steps, f"landed {_minute(landed)}"])
    body = line + join(_docking(axis, docking) for docking in dockings)
    return Figure(
        "Course of the flight",
        svg(title, 60, body + _docking_names(axis, dockings), kind="course"),
        "From launch to landing; thick where it was docked.",
        f"{title}.",
        csv=f"/v1/dockings?mission={mission['id']}&format=csv" if dockings else "",
    )


def _has_day(edtf: str | None) -> bool:
    return edtf is not None and len(edtf) >= len("1978-03-02")


def _docking_text(docking: Json) -> str:
    name = docking["target"]["name"]
    docked, undocked = map(_minute, (docking["docked"], docking["undocked"]))
    return f"docked with {name} from {docked} to {undocked}"


def _minute(edtf: str) -> str:
    return format_date(to_minute(edtf))


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
