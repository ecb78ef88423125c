"""The navigation of all pages as data."""

from typing import NamedTuple


class Link(NamedTuple):
    """A link of the navigation: the address of a page, and its name."""

    address: str
    name: str


class Group(NamedTuple):
    """Links under one heading of the menu."""

    title: str
    links: tuple[Link, ...]


GROUPS = (
    Group(
        "Explore",
        (
            Link("/people", "People"),
            Link("/missions", "Missions"),
            Link("/stations", "Stations"),
            Link("/expeditions", "Expeditions"),
            Link("/dockings", "Dockings"),
            Link("/spacecraft", "Spacecraft"),
            Link("/launch-vehicles", "Launch vehicles"),
            Link("/sites", "Sites"),
            Link("/countries", "Countries"),
            Link("/programmes", "Programmes"),
        ),
    ),
    Group(
        "Answers",
        (
            Link("/firsts", "Firsts"),
            Link("/superlatives", "Superlatives"),
            Link("/in-space", "In space"),
            Link("/on-this-day", "On this day"),
            Link("/compare", "Compare"),
        ),
    ),
    Group(
        "Data",
        (
            Link("/data", "Data and gaps"),
            Link("/sources", "Sources"),
            Link("/claims", "Claims"),
            Link("/errata", "Errata"),
            Link("/changes", "Changes"),
        ),
    ),
    Group(
        "Help",
        (
            Link("/guide", "Guide"),
            Link("/docs", "API"),
            Link("/about", "About and contact"),
            Link("/report", "Report an error"),
        ),
    ),
)
"""All links of the menu."""
_SHORTCUTS = ("/people", "/missions", "/stations", "/firsts", "/in-space", "/guide")
SHORTCUTS = tuple(
    link for group in GROUPS for link in group.links if link.address in _SHORTCUTS
)
"""Links that stand beside the menu on wide screens."""
