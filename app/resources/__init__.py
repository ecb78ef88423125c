"""The resources, in reading order: one declaration each."""

from app.resources.base import Resource
from app.resources.crew import CREW
from app.resources.flights import MISSIONS, PEOPLE
from app.resources.places import (
    COUNTRIES,
    ORGANISATIONS,
    PROGRAMMES,
    SPACECRAFT,
    STATIONS,
)
from app.resources.provenance import CHANGES, CLAIMS, EVENTS, SOURCES

RESOURCES: tuple[Resource, ...] = (
    MISSIONS,
    PEOPLE,
    CREW,
    SPACECRAFT,
    STATIONS,
    COUNTRIES,
    PROGRAMMES,
    ORGANISATIONS,
    EVENTS,
    SOURCES,
    CLAIMS,
    CHANGES,
)

BY_NAME = {resource.name: resource for resource in RESOURCES}

__all__ = ["BY_NAME", "CREW", "PEOPLE", "RESOURCES", "Resource"]
