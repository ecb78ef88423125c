"""The form of each seed file: one class a file, one field a column.

An empty cell is `None`, or an empty list. Lists are joined by `;`, a part played is
written after `:`. What a cell refers to is declared beside its type, so that one check
serves every reference.
"""

from dataclasses import dataclass
from typing import Any

from app.ingest.files.cell_types import (
    Part,
    Refers,
)
from app.ingest.files.craft import Programme, Spacecraft, Station
from app.ingest.files.flights import Assignment, Crew, Docking, Mission, Person
from app.ingest.files.provenance import Attribution, Claim, Coverage, Event, Gap
from app.ingest.files.release_log import Change, Release
from app.ingest.files.row import Row, Sourced
from app.ingest.files.states import Country, Organisation, Succession


@dataclass(frozen=True)
class File:
    """A seed file: the shape of its rows and the columns that order them."""

    shape: type[Row]
    key: tuple[str, ...] = ("id",)


FILES: dict[str, File] = {
    "countries": File(Country),
    "successions": File(Succession, ("predecessor", "successor")),
    "organisations": File(Organisation),
    "programmes": File(Programme),
    "spacecraft": File(Spacecraft),
    "stations": File(Station),
    "people": File(Person),
    "missions": File(Mission),
    "crew": File(Crew, ("mission", "person")),
    "assignments": File(Assignment, ("mission", "person")),
    "dockings": File(Docking, ("mission", "sequence")),
    "events": File(Event),
    "attributions": File(Attribution, ("record", "field", "source")),
    "claims": File(Claim),
    "gaps": File(Gap),
    "coverage": File(Coverage, ("part",)),
    "releases": File(Release, ("version",)),
    "changes": File(Change, ("release", "file", "key", "field")),
}


def columns(shape: type[Row]) -> list[str]:
    """Columns in the order of the file: own ones first, source and locator last."""
    named = [name for name in shape.model_fields if name != "line"]
    tail = ["source", "locator"] if issubclass(shape, Sourced) else []
    return [name for name in named if name not in tail] + tail


def refers_to(shape: type[Row]) -> dict[str, str]:
    """The columns that hold ids, and the file whose ids they hold."""
    return {
        name: mark.to
        for name, field in shape.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, Refers)
    }


def ids_in(value: Any) -> list[str]:
    """The ids in a cell that refers to something."""
    items = value if isinstance(value, list) else [value] if value else []
    return [item.id if isinstance(item, Part) else item for item in items]
