"""A map of launch sites and of places of landing."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from app.web.plots.figure import Figure, Key, Material, counted, csv_address
from app.web.plots.svg import join
from app.web.wording import page_path, pieces
from app.web.world import LAND, outlines, project

Json = dict[str, Any]
Place = tuple[float, float]
_SHORT = re.compile(
    r" (Cosmodrome|Space Force Station|(Satellite |Space )?Launch (Site|Center)"
    r"|Space Cent(re|er)|Air Force Base|Flight Facility|Missile Range)$"
)
"""Parts of the name of a site that its label leaves out."""
_SIZES = ((100, 8), (20, 6), (1, 4.5), (0, 3))
"""Flights from which on a site is drawn with a radius, in pixels."""
_SCREENS = (("", 1.9, 9.5), ("wide", 0.7, 3.2))
"""Class of labels, with the width of a letter and the height of a line in per cent.

Labels that only a wide screen has room for have a class of their own.
"""
_SITE = Key("site", "launch site; larger with more flights")
_LANDING = Key("landed", "landing of a spacecraft")


def draw(material: Material) -> Figure | None:
    """Returns all sites and places of landing of two answers; nothing without any."""
    sites, landings = (answer["data"] for answer in material.answers)
    places = [(site, place) for site in sites if (place := _place(site))]
    if not places:
        return None
    points = [place for row in landings if (place := _place(row["landing_place"]))]
    most = max((site for site, _ in places), key=_flights)
    at_sea = sum(row["landing_place"]["kind"] == "sea" for row in landings)
    text = (
        f"{counted(len(places), 'launch site')}; most flights began at {most['name']}:"
        f" {most['launches_count']:,}. {len(points):,} landings have coordinates,"
        f" {at_sea:,} of them at sea."
    )
    dots = _shapes("".join(f"M{x} {y}h0" for x, y in points), "landed")
    return Figure(
        "Where flights began and ended",
        _map(text, dots + _sites(places)),
        "Outlines: Natural Earth.",
        text,
        csv=csv_address(material.answers[0]),
        key=(_SITE, _LANDING) if points else (_SITE,),
        lines=tuple(f"{site['name']}: {_title(site)}" for site, _ in places),
    )


def draw_site(material: Material) -> Figure | None:
    """Returns where a site is; nothing if that is not known."""
    site = material.record
    place = _place(site)
    if not place:
        return None
    text = f"{site['name']} is at {_degrees(site)}."
    return Figure(
        "Where it is",
        _map(text, _sites([(site, place)]), small=True),
        "Outlines: Natural Earth.",
        text,
    )


def draw_flight(material: Material) -> Figure | None:
    """Returns the places of launch and landing; nothing unless both are known."""
    mission, sites = material.record, material.answers[0]["data"]
    landing = mission["landing_place"]
    launched = mission["launch_site"] or {}
    site = next((site for site in sites if site["id"] == launched.get("id")), None)
    begin, end = _place(site), _place(landing)
    if site is None or begin is None or end is None:
        return None
    text = f"From {site['name']} ({_degrees(site)}) to a landing at {_degrees(landing)}"
    text += f", {landing['name']}." if landing["name"] else "."
    way = _shapes("M{} {}L{} {}".format(*begin, *end), "way")
    mark = Markup(
        '<circle class="landed-at" cx="{}%" cy="{}%" r="5"><title>Landing</title>'
        "</circle>"
    ).format(*_share(end))
    return Figure(
        "Launch and landing",
        _map(text, way + _sites([(site, begin)]) + mark, small=True),
        "The line joins the two places; it is not the way that was flown. Outlines:"
        " Natural Earth.",
        text,
        key=(Key("site", "launch"), Key("landed-at", "landing")),
    )


def _place(row: Json | None) -> tuple[float, float] | None:
    """Returns the position of a row on the map; `None` if it is not known."""
    if row is None or row["latitude"] is None:
        return None
    return project(row["latitude"], row["longitude"])


def _flights(site: Json) -> int:
    count: int = site["launches_count"]
    return count


def _degrees(row: Json) -> str:
    """Returns the coordinates of a place, as pages write them."""
    names = ("latitude", "longitude")
    return ", ".join(piece.text for name in names for piece in pieces(name, row[name]))


def _title(site: Json) -> str:
    launches = counted(site["launches_count"], "launch", "launches")
    return f"{launches}, {counted(site['landings_count'], 'landing')}"


def _map(title: str, body: Markup, *, small: bool = False) -> Markup:
    return Markup(
        '<svg class="plot map{}" role="group" aria-label="{}">'
        '<image href="{}" width="100%" height="100%"/>{}</svg>'
    ).format(" small" if small else "", title, LAND, body)


def _share(place: tuple[float, float]) -> tuple[float, float]:
    """Returns a position in per cent of the width and the height."""
    width, height = outlines()["size"]
    return round(100 * place[0] / width, 2), round(100 * place[1] / height, 2)


def _shapes(path: str, kind: str) -> Markup:
    """Returns a path in the units of the outlines, whose lines keep their width."""
    return Markup(
        '<svg viewBox="0 0 {} {}" preserveAspectRatio="none"><path class="{}" d="{}"/>'
        "</svg>"
    ).format(*outlines()["size"], kind, path)


def _sites(sites: Sequence[tuple[Json, Place]]) -> Markup:
    """Returns the sites with their names, as far as those do not touch."""
    mark = Markup(
        '<a href="{}"><circle class="site" cx="{}%" cy="{}%" r="{}"/>'
        "<title>{}: {}</title></a>"
    )
    ordered = sorted(sites, key=lambda row: -_flights(row[0]))
    marks = (
        mark.format(
            page_path(site["url"]), *_share(place), _radius(site), site["name"],
            _title(site),
        )
        for site, place in ordered
    )  # fmt: skip
    return join(marks) + join(_labels(ordered))


def _radius(site: Json) -> float:
    return next(radius for least, radius in _SIZES if _flights(site) >= least)


def _labels(sites: Sequence[tuple[Json, Place]]) -> Iterator[Markup]:
    """Yields names beside their sites, those of sites with more flights first."""
    text = Markup('<text class="{}" x="{}%" y="{}%" dx="{}" text-anchor="{}">{}</text>')
    drawn: set[str] = set()
    for kind, letter, line in _SCREENS:
        taken: list[tuple[float, float, float]] = []
        for site, place in sites:
            name, (x, y) = _SHORT.sub("", site["name"]), _share(place)
            width = letter * (len(name) + 2)
            is_left = x + width > 100
            begin = x - width if is_left else x
            if begin < 0 or any(
                abs(y - other_y) < line and begin < end and other < begin + width
                for other, end, other_y in taken
            ):
                continue
            taken.append((begin, begin + width, y))
            if site["id"] not in drawn:
                drawn.add(site["id"])
                anchor = ("end", -10) if is_left else ("start", 10)
                yield text.format(kind, x, round(y + 1, 2), anchor[1], anchor[0], name)
