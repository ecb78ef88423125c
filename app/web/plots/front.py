"""The figures of the first page."""

from typing import Any

from app.web.plots import home
from app.web.plots.figure import Figure, Key, Link, csv_address
from app.web.plots.years import PARTS

Json = dict[str, Any]
_SHADES = (
    Key("flown-1", "1"),
    Key("flown-2", "2 to 4"),
    Key("flown-3", "5 to 19"),
    Key("flown-4", "20 to 99"),
    Key("flown-5", "100 and more citizens"),
    Key("before", "only as part of a dissolved country"),
)


def first_citizens(firsts: Json, crewed: Json, end: float) -> Figure:
    """Returns the first citizen of each state on a time axis."""
    rows = firsts["data"]
    dated = [row for row in rows if row["launched"]]
    ends = f" From {_first(dated[0])} to {_first(dated[-1])}." if dated else ""
    return Figure(
        f"The first citizens of {len(rows)} countries",
        home.first_citizens(rows, crewed["data"], end),
        firsts["meta"]["definition"]["text"],
        "Until China in 2003, the first citizen of every country flew on a Soviet,"
        f" Russian or American spacecraft.{ends}",
        csv=csv_address(firsts),
        key=PARTS[:3],
        links=(Link("/firsts", "The same as a table, with other definitions"),),
    )


def _first(row: Json) -> str:
    people = " and ".join(flight["person"]["name"] for flight in row["first"])
    return f"{people} ({row['group']['country']['name']}, {row['launched'][:4]})"


def world(states: Json) -> Figure:
    """Returns the states of the world, shaded by their citizens who flew."""
    flown = [row for row in states["data"] if row["citizens_flown_count"]]
    flown.sort(key=lambda row: -row["citizens_flown_count"])
    most = ", ".join(
        f"{row['name']} ({row['citizens_flown_count']:,})" for row in flown[:3]
    )
    return Figure(
        "Who has flown",
        home.world(states["data"]),
        "Citizens who flew above 80 km. Outlines: Natural Earth.",
        f"Citizens of {len(flown)} countries have flown; the most from {most}.",
        csv=csv_address(states),
        key=_SHADES,
        links=(Link("/countries?sort=-citizens_flown_count", "The same as a table"),),
    )
