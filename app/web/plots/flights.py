"""The flights of a person: a row for each, with stays aboard and spacewalks."""

from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from app.durations import rough_length
from app.web.plots import life
from app.web.plots.figure import Figure, Key, Material
from app.web.plots.svg import Axis, join, second_of, svg
from app.web.wording import format_date, page_path

Json = dict[str, Any]
ROW = 42
"""Height of the row of a flight, in pixels."""
_SMALLEST = 0.4
"""Width of the shortest bar, in per cent."""
_KEY = (
    Key("stay-ship", "aboard a spacecraft"),
    Key("stay-station", "aboard a station"),
    Key("stay-walk", "spacewalk"),
)


def draw(material: Material) -> Figure | None:
    """Returns the flights of a person who flew; nothing for other people."""
    flights = [
        flight
        for flight in material.answers[0]["data"]
        if flight["launched"] and flight["landed"]
    ]
    walks = [walk for walk in material.answers[1]["data"] if walk["at"]]
    if not flights:
        return None
    longest = max(_length(flight) for flight in flights)
    rows = join(
        _row(number, flight, longest, walks) for number, flight in enumerate(flights)
    )
    text = _text(material.record, flights)
    height = ROW * len(flights)
    drawing = svg(text, height, rows, kind="flights", role="group")
    return Figure(
        "Flights, stays and spacewalks" if walks else "Flights and stays",
        life.line(material.record) + drawing,
        f"A bar is as long as its flight; the longest is {rough_length(longest)}.",
        text,
        csv=f"/v1/crew?person={material.record['id']}&format=csv",
        key=tuple(entry for entry in _KEY if entry.mark in rows),
        lines=tuple(map(_line, flights)),
    )


def _length(flight: Json) -> int:
    """Returns the seconds from the launch to the landing of the person."""
    return max(1, second_of(flight["landed"]) - second_of(flight["launched"]))


def _row(number: int, flight: Json, longest: int, walks: Iterable[Json]) -> Markup:
    """Returns the name of a flight above its bar."""
    y = ROW * number
    begin, end = second_of(flight["launched"]), second_of(flight["landed"])
    axis = Axis(begin, begin + longest, margin=0)
    mission = flight["mission"]
    words = f"{format_date(flight['launched'][:10])}, {rough_length(_length(flight))}"
    name = Markup(
        '<a href="{}"><text y="{}"><tspan class="strong">{}</tspan> {}</text></a>'
    ).format(page_path(mission["url"]), y + 14, mission["name"], words)
    stays = [stay for stay in flight["stays"] or () if stay["began"] and stay["ended"]]
    whole = {"aboard": mission, "began": flight["launched"], "ended": flight["landed"]}
    bars = join(_stay(axis, y, stay) for stay in stays or [whole])
    marks = (
        _walk(axis, y, walk) for walk in walks if begin <= second_of(walk["at"]) <= end
    )
    return name + bars + join(marks)


def _stay(axis: Axis, y: int, stay: Json) -> Markup:
    """Returns a bar for a stay aboard a ship or a station."""
    kind = "stay-station" if "/stations/" in stay["aboard"]["url"] else "stay-ship"
    began, ended = second_of(stay["began"]), second_of(stay["ended"])
    x = axis.at(began)
    width = max(_SMALLEST, round(axis.at(ended) - x, 2))
    title = (
        f"{stay['aboard']['name']}, {rough_length(ended - began)},"
        f" from {format_date(stay['began'])}"
    )
    return Markup(
        '<rect class="{}" x="{}%" y="{}" width="{}%" height="12">'
        "<title>{}</title></rect>"
    ).format(kind, x, y + 21, width, title)


def _walk(axis: Axis, y: int, walk: Json) -> Markup:
    lasted = f", {walk['duration_text']}" if walk["duration_text"] else ""
    return Markup(
        '<a href="{}"><circle class="stay-walk" cx="{}%" cy="{}" r="4.5">'
        "<title>{}</title></circle></a>"
    ).format(
        page_path(walk["url"]),
        axis.at(second_of(walk["at"])),
        y + 27,
        f"Spacewalk, {format_date(walk['at'])}{lasted}",
    )


def _line(flight: Json) -> str:
    aboard = dict.fromkeys(stay["aboard"]["name"] for stay in flight["stays"] or ())
    return (
        f"{flight['mission']['name']}, {format_date(flight['launched'][:10])},"
        f" {rough_length(_length(flight))}"
        + (f", aboard {', '.join(aboard)}" if aboard else "")
    )


def _text(person: Json, flights: Sequence[Json]) -> str:
    """Returns the number of flights, the time in space and the longest flight."""
    walks = person["spacewalks_count"]
    total = person["time_in_space_text"]
    parts = [
        f"{len(flights)} flight{'s' if len(flights) > 1 else ''}",
        f"{total} in space" if total else "",
        f"{walks} spacewalk{'s' if walks > 1 else ''}" if walks else "",
    ]
    text = f"{', '.join(filter(None, parts))}."
    if len(flights) == 1:
        return text
    longest = max(flights, key=_length)
    return (
        f"{text} The longest flight was that of {longest['mission']['name']}:"
        f" {rough_length(_length(longest))}."
    )
