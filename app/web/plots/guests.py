"""The guests of a programme in the order of their flights, as a list."""

from typing import Any

from markupsafe import Markup

from app.web.plots.figure import Figure, Key, Link, Material, csv_address, page_of_all
from app.web.plots.svg import join
from app.web.wording import format_date, page_path

Json = dict[str, Any]


def draw(material: Material) -> Figure | None:
    """Returns the guests with their states and flights; nothing without guests."""
    [answer] = material.answers
    flights, total = answer["data"], answer["meta"]["total"]
    if not flights:
        return None
    states: set[str] = set()
    cards = []
    for flight in flights:
        names = _states(flight)
        cards.append(_card(flight, is_first=not states.issuperset(names)))
        states.update(names)
    links = [Link(page_of_all(answer), f"All {total:,} guests")]
    return Figure(
        "Guests in order",
        Markup('<ol class="guests">{}</ol>').format(join(cards)),
        "A guest flew on a spacecraft of another country.",
        _text(flights, total),
        csv=csv_address(answer),
        key=(Key("first-guest", "first guest from a country in this programme"),),
        lines=tuple(map(_line, flights)),
        links=tuple(links if total > len(flights) else ()),
    )


def _states(flight: Json) -> list[str]:
    return [state["name"] for state in flight["countries"] or ()]


def _card(flight: Json, *, is_first: bool) -> Markup:
    person, mission = flight["person"], flight["mission"]
    return Markup(
        '<li{}><a href="{}">{}</a> <b>{}</b> <span><a href="{}">{}</a>, {}</span></li>'
    ).format(
        Markup(' class="first-guest"') if is_first else "",
        page_path(person["url"]),
        person["name"],
        ", ".join(_states(flight)),
        page_path(mission["url"]),
        mission["name"],
        _date(flight),
    )


def _date(flight: Json) -> str:
    return format_date((flight["launched"] or "")[:10]) or "date not known"


def _line(flight: Json) -> str:
    states = f" ({', '.join(_states(flight))})" if _states(flight) else ""
    return (
        f"{flight['person']['name']}{states}, {flight['mission']['name']},"
        f" {_date(flight)}"
    )


def _text(flights: list[Json], total: int) -> str:
    first, last = _line(flights[0]), _line(flights[-1])
    if total == 1:
        return f"One guest: {first}."
    end = "the last" if total == len(flights) else f"number {len(flights)}"
    return f"{total:,} flights of guests. The first was {first}; {end} was {last}."
