"""The pictures of each page as data: which drawing shows the answers to which requests.

A page shows its pictures before its facts or its table, in the order of this file.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """A picture on a page, drawn from answers of the API."""

    drawing: str
    """Name of the drawing, a module of `app.web.plots`."""
    title: str = ""
    """The title, for drawings that show different things on different pages."""
    requests: tuple[str, ...] = ()
    """Further requests, with `{id}` and `{filters}` of the address of the page."""
    part: str = ""
    """The part of the page of a record that the picture begins; empty for its head."""


DOCKED = (
    "/v1/dockings?station={id}&sort=docked&limit=1000"
    "&fields=mission.name,docked,undocked"
)
GUESTS = (
    "/v1/crew?programmes={id}&guest=true&sort=launched&limit=30"
    "&fields=person,countries.name,mission,launched"
)
CREWS = (
    "/v1/expeditions?station={id}&sort=began&limit=1000"
    "&fields=name,url,kind,began,ended"
)
SITES = (
    "/v1/sites?kind=launch-site&limit=1000"
    "&fields=id,name,url,latitude,longitude,launches_count,landings_count"
)
LANDINGS = (
    "/v1/missions?landing_place.latitude__exists=true&limit=1000"
    "&fields=landing_place.latitude,landing_place.longitude,landing_place.kind"
)
MODULES = "/v1/modules?station={id}&limit=1000&fields=name,url,launched,attached"
SHIPS = "/v1/spacecraft?fields=id,countries.id&limit=1000"


def _years(title: str, request: str) -> Story:
    return Story("years", title, (request,))


def _ships(title: str, request: str) -> Story:
    """Returns a plot of years whose bars are parted by the builders of the ships."""
    return Story(
        "years", title, (f"{request}&group_by=launched.year,spacecraft", SHIPS)
    )


def _timeline(filters: str) -> Story:
    request = f"/v1/events?{filters}&sort=at&limit=40"
    return Story("timeline", requests=(request,), part="events")


RECORD_STORIES: Mapping[str, tuple[Story, ...]] = {
    "people": (
        Story(
            "flights",
            requests=(
                "/v1/crew?person={id}&sort=launched&limit=50",
                "/v1/events?people={id}&kind=spacewalk&sort=at&limit=100",
            ),
        ),
        _timeline("people={id}&kind__not=spacewalk"),
    ),
    "missions": (
        Story("course"),
        _timeline("missions={id}"),
        Story("flight-map", requests=(SITES,)),
    ),
    "stations": (
        Story(
            "occupancy",
            requests=(
                CREWS,
                f"{DOCKED}&kind=crewed-orbital",
                f"{DOCKED}&kind__not=crewed-orbital,module",
                MODULES,
            ),
        ),
        _timeline("stations={id}&kind__not=spacewalk"),
    ),
    "sites": (
        Story("site-map"),
        _years(
            "Launches a year", "/v1/missions?launch_site={id}&group_by=launched.year"
        ),
        _years(
            "Launches from this pad a year",
            "/v1/missions?launch_pad={id}&group_by=launched.year",
        ),
        _years(
            "Landings a year",
            "/v1/missions?landing_place.site={id}&group_by=landed.year",
        ),
    ),
    "countries": (
        _ships("Flights of its citizens a year", "/v1/crew?countries={id}"),
        _timeline("countries={id}&kind__not=spacewalk"),
    ),
    "programmes": (
        Story(
            "guests",
            requests=(GUESTS,),
        ),
        _ships("Launches a year", "/v1/missions?programmes={id}"),
        _timeline("programmes={id}&kind__not=spacewalk"),
    ),
    "organisations": (_timeline("organisations={id}&kind__not=spacewalk"),),
    "spacecraft": (
        _years(
            "Launches a year", "/v1/missions?spacecraft={id}&group_by=launched.year"
        ),
        _years(
            "Launches of this rocket a year",
            "/v1/missions?launch_vehicle={id}&group_by=launched.year",
        ),
    ),
    "sources": (Story("score"),),
}
"""The pictures of a record, by its resource."""

LIST_STORIES: Mapping[str, tuple[Story, ...]] = {
    "sites": (Story("sites-map", requests=(SITES, LANDINGS)),),
    "missions": (_ships("Launches a year", "/v1/missions?{filters}"),),
    "crew": (_ships("Flights of persons a year", "/v1/crew?{filters}"),),
}
"""The pictures of a list, by its resource."""
