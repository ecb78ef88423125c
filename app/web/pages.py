"""Every page as data: its address, the requests behind it, the template that shows it.

A page of records has the address of the records in the API without the version, so a
link in an answer is also the link of a page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.resources import BY_NAME
from app.web.layout_types import Layout
from app.web.layouts import LAYOUTS


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
    default_query: str = ""
    """The query if the address has none."""
    needs_query: bool = False
    """Whether the main request is sent only with a query."""
    layout: Layout | None = None


def _list_page(layout: Layout) -> Page:
    return Page(
        f"/{layout.name}",
        "list",
        layout.title,
        f"/v1/{layout.name}?{{query}}",
        default_query=layout.default_query,
        layout=layout,
    )


def _record_page(layout: Layout) -> Page:
    claims = "?include=claims" if BY_NAME[layout.name].has_claims else ""
    requests = {
        str(number): related.request for number, related in enumerate(layout.related)
    }
    requests |= {
        related.plot_title: related.plot_request
        for related in layout.related
        if related.plot_title
    }
    return Page(
        f"/{layout.name}/{{id}}",
        "record",
        layout.singular.capitalize(),
        f"/v1/{layout.name}/{{id}}{claims}",
        requests,
        layout=layout,
    )


DISPUTED = (
    "events/apollo-soyuz-handshake",
    "missions/soyuz-28",
    "countries/east-germany",
    "organisations/glavkosmos",
    "missions/interkosmos-9",
    "programmes/interkosmos",
)
"""Records about which well-known accounts differ, for the first page."""

PAGES = (
    Page(
        "/",
        "home",
        "Rendezvous",
        requests={
            "firsts": "/v1/firsts?by=country",
            "spacecraft": "/v1/spacecraft?kind=type&fields=id,countries&limit=1000",
            "states": "/v1/countries?fields=id,name,url,iso_numeric,citizens_flown,"
            "predecessors&limit=1000",
            "present": "/v1/in-space",
            "history": "/v1/in-space/history",
            "disputed": "/v1/claims?agreement=disagrees{disputed}&limit=40",
            "people": "/v1/people?flown=true&limit=0",
            "missions": "/v1/missions?limit=0",
            "dataset": "/v1/dataset",
        },
    ),
    Page(
        "/firsts",
        "firsts",
        "Firsts",
        "/v1/firsts?{query}",
        default_query="by=country",
    ),
    Page(
        "/in-space",
        "in-space",
        "People in space",
        "/v1/in-space?{query}",
        {"history": "/v1/in-space/history"},
    ),
    Page("/search", "search", "Search", "/v1/search?{query}", needs_query=True),
    *map(_list_page, LAYOUTS),
    *map(_record_page, LAYOUTS),
)
