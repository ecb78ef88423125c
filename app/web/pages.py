"""Every page as data: its address, the requests behind it, the template that sets it.

A page of records is at the address of its records in the API, less the version; so a
link of an answer is a link of a page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.resources import BY_NAME
from app.web.layout_types import Layout
from app.web.layouts import LAYOUTS


@dataclass(frozen=True)
class Page:
    """A page: `{id}` and `{query}` of its address stand in its requests."""

    address: str
    template: str
    title: str
    main: str = ""
    """The request that decides whether there is such a page."""
    requests: Mapping[str, str] = field(default_factory=dict)
    """Further requests, by the name under which the template has their answers."""
    otherwise: str = ""
    """The query where none is given."""
    needs_query: bool = False
    """Whether there is nothing to ask without one."""
    kind: Layout | None = None


def _list_page(kind: Layout) -> Page:
    return Page(
        f"/{kind.name}", "list", kind.title, f"/v1/{kind.name}?{{query}}", kind=kind
    )


def _record_page(kind: Layout) -> Page:
    claims = "?include=claims" if BY_NAME[kind.name].has_claims else ""
    requests = {str(number): one.request for number, one in enumerate(kind.related)}
    requests |= {one.plot: one.dates for one in kind.related if one.plot}
    return Page(
        f"/{kind.name}/{{id}}",
        "record",
        kind.one.capitalize(),
        f"/v1/{kind.name}/{{id}}{claims}",
        requests,
        kind=kind,
    )


DISPUTED = (
    "events/apollo-soyuz-handshake,missions/soyuz-28,countries/east-germany,"
    "organisations/glavkosmos,missions/interkosmos-9,programmes/interkosmos"
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
            "present": "/v1/in-space?at=now",
            "history": "/v1/in-space/history",
            "disputed": f"/v1/claims?agreement=disagrees&record={DISPUTED}&limit=40",
            "dataset": "/v1/dataset",
        },
    ),
    Page(
        "/firsts",
        "firsts",
        "Firsts",
        "/v1/firsts?{query}",
        otherwise="by=country",
    ),
    Page(
        "/in-space",
        "in-space",
        "People in space",
        "/v1/in-space?{query}",
        {"history": "/v1/in-space/history"},
        otherwise="at=now",
    ),
    Page("/search", "search", "Search", "/v1/search?{query}", needs_query=True),
    *map(_list_page, LAYOUTS),
    *map(_record_page, LAYOUTS),
)
