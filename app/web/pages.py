"""Every page as data: its address, the requests behind it, the template that shows it.

A page of records has the address of the records in the API without the version, so a
link in an answer is also the link of a page.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from app.api.firsts import GRAMMAR as FIRSTS
from app.api.superlatives import GRAMMAR as SUPERLATIVES
from app.query.grammar import Grammar
from app.resources import BY_NAME
from app.web import releases
from app.web.layout_types import Layout
from app.web.layouts import LAYOUTS
from app.web.special import compare, coverage, on_this_day, report, superlatives
from app.web.special.plans import Pairs, Plan
from app.web.stories import LIST_STORIES, RECORD_STORIES, Story


@dataclass(frozen=True)
class Page:
    """A page. Its requests contain `{id}` and `{query}` of its address.

    `{disputed}` narrows claims to the records of `DISPUTED` that the data has.
    """

    address: str
    template: str
    title: str
    main: str = ""
    """The request that decides whether the page exists."""
    requests: Mapping[str, str] = field(default_factory=dict)
    """Further requests, by the name under which the template finds the answer."""
    opening_requests: Mapping[str, str] = field(default_factory=dict)
    """Further requests, while the address of the page has no query."""
    since_release: Mapping[str, str] = field(default_factory=dict)
    """Further requests if the address names a release."""
    default_query: str = ""
    """The query if the address has none."""
    needs_query: bool = False
    """Whether the main request is sent only with a query."""
    layout: Layout | None = None
    stories: Sequence[Story] = ()
    """The pictures of the page."""
    plan: Callable[[Pairs], Plan] | None = None
    """Reads the parameters of a page that has its own."""
    parameters: tuple[str, ...] = ()
    """The parameters that `plan` reads."""
    grammar: Grammar = FIRSTS
    """The names of the parameters of a page without a list."""


def _list_page(layout: Layout) -> Page:
    stories = LIST_STORIES.get(layout.name, ())
    return Page(
        f"/{layout.name}",
        "list",
        layout.title,
        f"/v1/{layout.name}?{{query}}",
        _requests_of(stories),
        opening_requests=layout.opening_requests,
        default_query=layout.default_query,
        layout=layout,
        stories=stories,
    )


def _record_page(layout: Layout) -> Page:
    claims = "?include=claims" if BY_NAME[layout.name].has_claims else ""
    requests = {related.title: related.request for related in layout.related}
    requests |= layout.requests
    requests["works"] = f"/v1/{layout.name}/{{id}}?format=csl-json"
    stories = RECORD_STORIES.get(layout.name, ())
    return Page(
        f"/{layout.name}/{{id}}",
        "record",
        layout.singular.capitalize(),
        f"/v1/{layout.name}/{{id}}{claims}",
        requests | _requests_of(stories),
        since_release={
            "dataset": "/v1/dataset",
            "changes": f"/v1/changes?record={layout.name}/{{id}}&since={{release}}"
            "&sort=-released&limit=100",
        },
        layout=layout,
        stories=stories,
        plan=releases.plan,
        parameters=releases.PARAMETERS,
    )


def _requests_of(stories: Sequence[Story]) -> dict[str, str]:
    """Returns the requests of pictures; each is its own name, so it is sent once."""
    return {request: request for story in stories for request in story.requests}


DISPUTED = (
    "events/apollo-soyuz-handshake",
    "missions/soyuz-28",
    "countries/east-germany",
    "organisations/glavkosmos",
    "missions/interkosmos-9",
    "programmes/interkosmos",
)
"""Records about which well-known accounts differ, for the first page."""

UNKNOWN = (
    "people.born",
    "people.birth_country",
    "people.selected",
    "missions.landed",
    "missions.launch_vehicle",
    "missions.launch_site",
    "missions.landing_place.name",
    "crew.landed",
    "dockings.docked",
    "dockings.undocked",
    "events.at",
    "organisations.founded",
)
"""Fields whose gaps the page of the data counts, each after its list."""
CHECKED = ("people", "missions", "crew", "stations", "events")
"""Lists of which the page of the data counts the facts with two sources."""
DATA_REQUESTS = {
    "dataset": "/v1/dataset",
    "downloads": "/v1/dataset/download",
    "claims": "/v1/claims?limit=0&facet=origin,agreement",
    "independent": "/v1/claims?origin=independent&limit=0&facet=agreement",
    "flown": "/v1/people?flown=true&limit=0",
    "crewed": "/v1/missions?crew_size__gte=1&limit=0",
    **{
        f"unknown {field}": coverage.unknown("/v1", *field.split(".", 1)) + "&limit=0"
        for field in UNKNOWN
    },
    **{
        f"checked {name}": coverage.checked("/v1", name) + "&limit=0"
        for name in CHECKED
    },
}
PAGES = (
    Page(
        "/",
        "home",
        "Rendezvous",
        requests={
            "firsts": "/v1/firsts?by=country",
            "crewed": "/v1/missions?crew_size__gte=1&limit=1000"
            "&fields=id,countries.id,countries.role",
            "states": "/v1/countries?fields=id,name,url,iso_numeric,"
            "citizens_flown_count,predecessors&limit=1000",
            "present": "/v1/in-space",
            "history": "/v1/in-space/history",
            "disputed": "/v1/claims?agreement=disagrees{disputed}&limit=40",
            "people": "/v1/people?flown=true&limit=0",
            "missions": "/v1/missions?limit=0",
            "dataset": "/v1/dataset",
            "downloads": "/v1/dataset/download",
        },
    ),
    Page(
        "/firsts",
        "firsts",
        "Firsts",
        "/v1/firsts?{query}",
        {"countries": "/v1/countries?fields=name&limit=1000"},
        default_query="by=country",
    ),
    Page(
        "/in-space",
        "in-space",
        "People in space",
        "/v1/in-space?{query}",
        {"history": "/v1/in-space/history"},
    ),
    Page(
        "/superlatives",
        "superlatives",
        "Superlatives",
        "/v1/superlatives?{query}",
        plan=superlatives.plan,
        grammar=SUPERLATIVES,
    ),
    Page(
        "/on-this-day",
        "on-this-day",
        "On this day",
        plan=on_this_day.plan,
        parameters=on_this_day.PARAMETERS,
    ),
    Page(
        "/compare",
        "compare",
        "Compare",
        plan=compare.plan,
        parameters=compare.PARAMETERS,
    ),
    Page(
        "/launch-vehicles",
        "launch-vehicles",
        "Launch vehicles",
        "/v1/spacecraft?kind=launch-vehicle&limit=1000&sort=first_launched",
    ),
    Page("/data", "data", "Data and gaps", requests=DATA_REQUESTS),
    Page("/about", "about", "About", requests={"dataset": "/v1/dataset"}),
    Page(
        "/report",
        "report",
        "Report an error",
        plan=report.plan,
        parameters=report.PARAMETERS,
    ),
    Page("/search", "search", "Search", "/v1/search?{query}", needs_query=True),
    *map(_list_page, LAYOUTS),
    *map(_record_page, LAYOUTS),
)
