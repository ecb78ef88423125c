"""Counts year by year as bars, from an answer that is grouped by year.

If it is grouped by ships too, and a second answer has the states of the ships, a bar is
parted by the states that built them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

from markupsafe import Markup

from app.web.plots.figure import Figure, Key, Material, csv_address, page_of_all
from app.web.plots.svg import Axis, join, svg

Json = dict[str, Any]
HEIGHT = 130
"""Height of the highest bar, in pixels; fewer if there are few records a year."""
MAX_UNIT = 13
"""Largest height of a record, in pixels."""
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_MAX_TICKS = 8
"""Years that fit below a plot on a narrow screen."""
BUILDERS = {
    "soviet-union": "east",
    "russia": "east",
    "united-states": "west",
    "china": "third",
}
"""The mark of a state that flies people."""
PARTS = (
    Key("east", "Soviet or Russian spacecraft"),
    Key("west", "American spacecraft"),
    Key("third", "Chinese spacecraft"),
    Key("other", "satellites and other spacecraft"),
)
_MAX_LEVELS = 4
"""Lines with a number."""
_ORDER = tuple(part.mark for part in PARTS)


def draw(material: Material) -> Figure | None:
    """Returns how many records each year has; nothing for less than three years."""
    answer, *ships = material.answers
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for year, mark, count in _counts(answer["meta"], ships):
        counts[year][mark] += count
    if not counts or max(counts) - min(counts) < 2:
        return None
    used = {mark for parts in counts.values() for mark in parts}
    text = _text(material.title.removesuffix(" a year").lower(), counts)
    return Figure(
        material.title,
        _drawing(f"{material.title}: {text}", counts, _links(answer, counts)),
        "The height is the number in a year.",
        text,
        csv=csv_address(answer),
        key=tuple(part for part in PARTS if part.mark in used) if ships else (),
    )


def _counts(meta: Json, ships: Sequence[Json]) -> Iterator[tuple[int, str, int]]:
    """Yields a year, the mark of the builder of a ship, and a number of records."""
    builders = {
        ship["id"]: ship["countries"] for answer in ships for ship in answer["data"]
    }
    for group in meta.get("groups", ()):
        year, ship = group["values"].values()
        if year:
            yield int(year), builder(builders, ship), group["count"]
    for buckets in meta.get("facets", {}).values():
        for bucket in buckets:
            if bucket["value"]:
                yield int(bucket["value"]), "west", bucket["count"]


def _links(answer: Json, years: Iterable[int]) -> dict[int, str]:
    """Returns the list of the records of each year."""
    _, _, query = answer["links"]["self"].partition("?")
    field = dict(parse_qsl(query))["group_by"].partition(",")[0]
    return {year: page_of_all(answer, {field: str(year)}) for year in years}


def builder(builders: Mapping[str, Sequence[Json] | None], ship: str | None) -> str:
    """Returns the mark of the state that built a ship: `east`, `west`, `third`."""
    states = builders.get(ship or "") or ()
    marks = (BUILDERS.get(state["id"], "other") for state in states)
    return next(marks, "other")


def _text(noun: str, counts: Mapping[int, Counter[str]]) -> str:
    totals = {year: parts.total() for year, parts in counts.items()}
    highest = max(totals.values())
    top = [str(year) for year in sorted(totals) if totals[year] == highest]
    most = f"at most {highest:,} a year"
    if len(top) < 3:
        most = f"most in {' and '.join(top)}: {highest:,}"
    begin, end = min(counts), max(counts)
    return f"{sum(totals.values()):,} {noun} from {begin} to {end}; {most}."


def _drawing(
    title: str, counts: Mapping[int, Counter[str]], links: Mapping[int, str]
) -> Markup:
    highest = max(parts.total() for parts in counts.values())
    unit = min(MAX_UNIT, HEIGHT / highest)
    height = round(unit * highest) + 20
    axis = Axis(min(counts), max(counts) + 1, margin=4)
    width = round(min(2.4, 0.8 * 92 / (axis.end - axis.begin)), 2)
    bars = (
        Markup('<a href="{}"><title>{}</title>{}</a>').format(
            links[year],
            f"{year}: {parts.total():,}",
            _bar(axis.at(year), width, parts, unit, height),
        )
        for year, parts in sorted(counts.items())
    )
    top = min(year for year, parts in counts.items() if parts.total() == highest)
    peak = Markup(
        '<text class="strong" x="{}%" y="{}" text-anchor="middle">{:,}</text>'
    ).format(round(axis.at(top) + width / 2, 2), height - unit * highest - 5, highest)
    base = Markup('<line class="base" x1="0" x2="100%" y1="{0}" y2="{0}"/>')
    body = (
        _levels(highest, unit, height)
        + join(bars)
        + peak
        + base.format(height)
        + _ticks(axis, width / 2, height)
    )
    return svg(title, height + 22, body, kind="years", role="group")


def _levels(highest: int, unit: float, height: int) -> Markup:
    """Returns a line with its number for a few heights."""
    step = next(step for step in _STEPS if highest // step <= _MAX_LEVELS)
    line = Markup(
        '<line class="grid" x1="0" x2="100%" y1="{0:.1f}" y2="{0:.1f}"/>'
        '<text class="tick" y="{1:.1f}">{2}</text>'
    )
    heights = ((count, height - unit * count) for count in range(step, highest, step))
    return join(line.format(y, y - 3, count) for count, y in heights)


def _bar(
    x: float, width: float, parts: Counter[str], unit: float, height: int
) -> Markup:
    """Returns the parts of a bar, from the ground up."""
    rect = Markup('<rect class="{}" x="{}%" y="{:.1f}" width="{}%" height="{:.1f}"/>')
    top, rects = float(height), []
    for mark in _ORDER:
        if size := unit * parts[mark]:
            top -= size
            rects.append(rect.format(mark, x, top, width, size))
    return join(rects)


def _ticks(axis: Axis, middle: float, height: int) -> Markup:
    """Returns years below their bars, as many as a narrow screen can hold."""
    step = next(step for step in _STEPS if len(axis.every(step)) <= _MAX_TICKS)
    text = Markup('<text class="tick" x="{}%" y="{}" text-anchor="middle">{}</text>')
    return join(
        text.format(round(axis.at(year) + middle, 2), height + 16, year)
        for year in axis.every(step)
        if year < axis.end
    )
