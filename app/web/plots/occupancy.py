"""The occupancy of a station: its crews, the ships docked at it, and its modules."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from app.durations import DAY, rough_length
from app.web.plots.figure import Figure, Key, Material, counted, csv_address
from app.web.plots.svg import YEAR, Axis, join, second_of, spread, svg
from app.web.wording import format_date, page_path

Json = dict[str, Any]
CREWS, VISITS, SHIPS, CARGO, MODULES = 36, 72, 108, 160, 212
"""Tops of the strips, in pixels."""
HEIGHT = 238
_LANE = 7
"""Height of a ship with the gap below it, in pixels."""
_LANES = 5
_NAMES = (
    (CREWS, "Resident crews", 20),
    (VISITS, "Visiting crews", 6),
    (SHIPS, "Crewed spacecraft", 6),
    (CARGO, "Uncrewed spacecraft", 6),
    (MODULES, "Modules", 18),
)
"""The name of each strip, and how many pixels above its top it stands."""
_SCALE = 10_000
"""Width of the strips of ships in units of their own, which keep their paths short."""
KEYS = (Key("crew", "crew"), Key("gap", "nobody aboard"), Key("ship", "spacecraft"))
"""The marks of the plot."""


class Stay(NamedTuple):
    """A time at the station in seconds, with the row that states it."""

    began: int
    ended: int
    row: Json


def draw(material: Material) -> Figure | None:
    """Returns the crews, ships and modules of a station; nothing without a crew."""
    crews, ships, cargo, modules = material.answers
    last = last_second(material.record, crews["meta"])
    lived = _stays(crews["data"], "began", "ended", last)
    if not lived:
        return None
    docked = _stays(ships["data"], "docked", "undocked", last)
    freight = _stays(cargo["data"], "docked", "undocked", last)
    begin = second_of(material.record["launched"] or lived[0].row["began"])
    axis = Axis(begin, last, margin=0)
    gaps = _gaps(lived, begin, last)
    text = _text(lived, gaps, docked, freight)
    body = (
        _grid(axis)
        + join(_gap(axis, gap) for gap in gaps)
        + _crews(axis, lived)
        + _named(axis, docked)
        + _unnamed(axis, freight)
        + _modules(axis, modules["data"])
    )
    return Figure(
        "Crews, spacecraft and modules over the years",
        svg(text, HEIGHT + 22, body, kind="occupancy", role="group"),
        "A bar is a stay, as long as it lasted.",
        text,
        csv=csv_address(crews),
        key=KEYS,
    )


def last_second(station: Json, meta: Json) -> int:
    """Returns where the plot ends: with the station, or with the data about crews."""
    version = "-".join(meta["dataset"]["version"].split(".")[:2])
    return second_of(station["ended"] or meta["complete_to"] or version)


def _stays(rows: Iterable[Json], begin: str, end: str, last: int) -> list[Stay]:
    """Returns stays by their beginning; those without an end last until now."""
    stays = (
        Stay(second_of(row[begin]), second_of(row[end]) if row.get(end) else last, row)
        for row in rows
        if row.get(begin)
    )
    return sorted(
        (stay for stay in stays if stay.began <= last), key=lambda stay: stay[:2]
    )


def _gaps(lived: Sequence[Stay], begin: int, last: int) -> list[tuple[int, int]]:
    """Returns the times of more than a day without a crew."""
    gaps, until = [], begin
    for stay in lived:
        if stay.began - until > DAY:
            gaps.append((until, stay.began))
        until = max(until, stay.ended)
    return gaps + ([(until, last)] if last - until > DAY else [])


def _grid(axis: Axis) -> Markup:
    """Returns years below the strips, and the name of each strip."""
    begin, end = (1970 + second / YEAR for second in (axis.begin, axis.end))
    years = Axis(begin, end, margin=0)
    step = next(step for step in (1, 2, 5, 10) if len(years.every(step)) <= 8)
    line = Markup(
        '<line class="grid" x1="{0}%" x2="{0}%" y1="16" y2="{1}"/>'
        '<text class="tick" x="{0}%" y="{2}" text-anchor="middle">{3}</text>'
    )
    name = Markup('<text class="tick strip" y="{}">{}</text>')
    return join(
        [
            *(
                line.format(years.at(year), HEIGHT, HEIGHT + 16, year)
                for year in years.every(step)
                if 3 < years.at(year) < 97
            ),
            *(name.format(top - above, text) for top, text, above in _NAMES),
        ]
    )


def _gap(axis: Axis, gap: tuple[int, int]) -> Markup:
    began, ended = gap
    x = axis.at(began)
    return Markup(
        '<rect class="gap" x="{}%" y="{}" width="{}%" height="14">'
        "<title>Nobody aboard for {}</title></rect>"
    ).format(x, CREWS, round(axis.at(ended) - x, 2), rough_length(ended - began))


def _crews(axis: Axis, lived: Iterable[Stay]) -> Markup:
    """Returns the crews as bars with links, and names as far as they have room."""
    bar = Markup('<a href="{}"><path d="M{} {}h{}"/><title>{}, {}</title></a>')
    bars, names = [], []
    for stay in lived:
        row, x = stay.row, axis.at(stay.began)
        is_main = row["kind"] == "main"
        begin, width = _line(axis, stay)
        bars.append(
            bar.format(
                page_path(row["url"]), begin, 7 if is_main else VISITS - CREWS + 7,
                max(12, width - 8), row["name"],
                rough_length(stay.ended - stay.began),
            )
        )  # fmt: skip
        if is_main:
            names.append((x, row["name"].split()[-1]))
    label = Markup('<text class="tick" x="{}%" y="{}">{}</text>')
    height = VISITS - CREWS + 14
    return _strip("crew", CREWS, height, join(bars)) + join(
        label.format(x, CREWS - 4, name) for x, name in spread(names)
    )


def _strip(kind: str, top: int, height: int, lines: Markup) -> Markup:
    """Returns lines in units that keep their paths short."""
    return Markup(
        '<svg class="{}" y="{}" width="100%" height="{}" viewBox="0 0 {} {}"'
        ' preserveAspectRatio="none">{}</svg>'
    ).format(kind, top, height, _SCALE, height, lines)


def _line(axis: Axis, stay: Stay) -> tuple[int, int]:
    """Returns where the line of a stay begins, and its length."""
    begin, end = (round(_SCALE * axis.at(at) / 100) for at in stay[:2])
    return begin, end - begin


def _ships(axis: Axis, stays: Sequence[Stay]) -> Iterator[tuple[str, str]]:
    """Yields the path of each ship, in the highest lane that is free, and its name."""
    ends = [0] * _LANES
    for stay in stays:
        free = (number for number, end in enumerate(ends) if end <= stay.began)
        lane = next(free, _LANES - 1)
        ends[lane] = stay.ended
        begin, length = _line(axis, stay)
        path = f"M{begin} {3 + _LANE * lane}h{max(8, length)}"
        yield path, stay.row["mission"]["name"]


def _named(axis: Axis, stays: Sequence[Stay]) -> Markup:
    """Returns ships with a crew as lines with their names."""
    line = Markup('<path d="{}"><title>{}</title></path>')
    lines = join(line.format(*ship) for ship in _ships(axis, stays))
    return _strip("ship", SHIPS, _LANE * _LANES, lines)


def _unnamed(axis: Axis, stays: Sequence[Stay]) -> Markup:
    """Returns ships without a crew as one path: a long life has hundreds."""
    path = "".join(path for path, _ in _ships(axis, stays))
    lines = Markup('<path d="{}"/>').format(path)
    return _strip("cargo", CARGO, _LANE * _LANES, lines)


def _modules(axis: Axis, modules: Iterable[Json]) -> Markup:
    """Returns a mark for the arrival of each module, with names where there is room."""
    arrivals = [
        (axis.at(second_of(at)), row) for row in modules if (at := _arrived(row))
    ]
    arrivals.sort(key=lambda arrival: arrival[0])
    mark = Markup(
        '<a href="{}"><circle class="part" cx="{}%" cy="{}" r="4"/>'
        "<title>{}</title></a>"
    )
    label = Markup('<text class="tick" x="{}%" y="{}">{}</text>')
    names = spread([(x, module["name"]) for x, module in arrivals])
    return join(
        mark.format(page_path(module["url"]), x, MODULES + 4, _title(module))
        for x, module in arrivals
    ) + join(label.format(x, MODULES + 22, name) for x, name in names)


def _title(module: Json) -> str:
    return f"{module['name']}, {format_date(_arrived(module)[:10])}"


def _arrived(module: Json) -> str:
    """Returns when a module was joined to the station, or launched, or nothing."""
    return module["attached"] or module["launched"] or ""


def _text(
    lived: Sequence[Stay],
    gaps: Sequence[tuple[int, int]],
    docked: Sequence[Stay],
    freight: Sequence[Stay],
) -> str:
    """Returns the numbers of crews and ships, the longest stay and the longest gap."""
    residents = sum(stay.row["kind"] == "main" for stay in lived)
    longest = max(lived, key=lambda stay: stay.ended - stay.began)
    empty = [gap for gap in gaps if lived[0].began < gap[0] < lived[-1].began]
    seconds = sum(ended - began for began, ended in empty)
    between = (
        f"Between the first and the last crew nobody was aboard for"
        f" {rough_length(seconds)}."
        if empty
        else "From the first to the last crew it was never empty for a day."
    )
    return (
        f"{counted(residents, 'resident crew')} and"
        f" {counted(len(lived) - residents, 'visiting crew')}"
        f" {_span(lived)};"
        f" {counted(len(docked), 'docking')} of spacecraft with a crew,"
        f" {len(freight)} of spacecraft without. The longest stay was that of"
        f" {longest.row['name']}:"
        f" {rough_length(longest.ended - longest.began)}. {between}"
    )


def _span(lived: Sequence[Stay]) -> str:
    """Returns from when to when crews lived there."""
    began = format_date(lived[0].row["began"][:10])
    ends = [stay.row["ended"] for stay in lived]
    return (
        f"since {began}"
        if None in ends
        else (f"from {began} to {format_date(max(ends)[:10])}")
    )
