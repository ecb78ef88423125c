"""The declarations of all resources, in the order in which they are listed."""

from app.resources.craft import PROGRAMMES, SPACECRAFT
from app.resources.crew import CREW
from app.resources.definitions import Definition
from app.resources.dockings import DOCKINGS
from app.resources.filters import Filter
from app.resources.flights import MISSIONS
from app.resources.people import PEOPLE
from app.resources.places import SITES
from app.resources.provenance import CHANGES, CLAIMS, ERRATA, EVENTS, SOURCES
from app.resources.resource import Resource
from app.resources.states import COUNTRIES, ORGANISATIONS
from app.resources.stations import EXPEDITIONS, MODULES, STATIONS

RESOURCES: tuple[Resource, ...] = (
    MISSIONS,
    PEOPLE,
    CREW,
    SPACECRAFT,
    STATIONS,
    MODULES,
    EXPEDITIONS,
    DOCKINGS,
    SITES,
    COUNTRIES,
    PROGRAMMES,
    ORGANISATIONS,
    EVENTS,
    SOURCES,
    CLAIMS,
    ERRATA,
    CHANGES,
)

BY_NAME = {resource.name: resource for resource in RESOURCES}

__all__ = [
    "BY_NAME",
    "CREW",
    "PEOPLE",
    "RESOURCES",
    "Definition",
    "Filter",
    "Resource",
]
