"""A life as a line, with a ring for each flight."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from app.web.plots.svg import Axis, join, svg, year_of
from app.web.wording import format_date, page_path

Json = dict[str, Any]


def line(person: Json) -> Markup:
    """Returns the life of a person who flew; empty without a birth and a flight.

    The line ends at the death, or at the last flight of a living person.
    """
    flights = [flight for flight in person["missions"] if flight["launched"]]
    if not person["born"] or not flights:
        return Markup("")
    born = year_of(person["born"])
    end = person["died"] or flights[-1]["launched"]
    axis = Axis(born, year_of(end), margin=1)
    life = Markup(
        '<line class="life" x1="{}%" x2="{}%" y1="26" y2="26"/>'
        '<text class="tick" x="{}%" y="52">{}</text>'
    ).format(axis.at(born), axis.at(year_of(end)), axis.at(born), person["born"][:4])
    if person["died"]:
        life += Markup(
            '<text class="tick" x="{0}%" y="52" text-anchor="end">{1}</text>'
            '<line class="end" x1="{0}%" x2="{0}%" y1="20" y2="32"/>'
        ).format(axis.at(year_of(end)), end[:4])
    names = ", ".join(
        f"{flight['name']} {flight['launched'][:4]}" for flight in flights
    )
    title = f"Born {format_date(person['born'])}; flights: {names}"
    body = life + join(_flights(axis, flights))
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
