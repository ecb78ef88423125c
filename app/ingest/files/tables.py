"""The seed files: the row type of each, and the columns that identify a row.

An empty cell is `None`, or an empty list. List values are separated by `;`, a role
follows its id after `:`. A column that holds ids is marked with `ReferenceTo`, so that
one check covers all references.
"""

from dataclasses import dataclass
from typing import Any

from app.ingest.files.cell_types import Participant, ReferenceTo
from app.ingest.files.craft import Programme, Spacecraft
from app.ingest.files.flights import Assignment, Crew, Mission, Person
from app.ingest.files.places import Landing, Site
from app.ingest.files.provenance import (
    Attribution,
    Claim,
    Coverage,
    Event,
    ExternalId,
    Gap,
)
from app.ingest.files.release_log import Change, Release
from app.ingest.files.row import Row, SourcedRow
from app.ingest.files.states import Country, Organisation, Succession
from app.ingest.files.stations import Docking, Expedition, Module, Station, Stay


@dataclass(frozen=True)
class File:
    """A seed file: the type of its rows, and the columns by which it is sorted."""

    row_type: type[Row]
    key: tuple[str, ...] = ("id",)


FILES: dict[str, File] = {
    "countries": File(Country),
    "successions": File(Succession, ("predecessor", "successor")),
    "organisations": File(Organisation),
    "programmes": File(Programme),
    "spacecraft": File(Spacecraft),
    "stations": File(Station),
    "sites": File(Site),
    "people": File(Person),
    "missions": File(Mission),
    "crew": File(Crew, ("mission", "person")),
    "modules": File(Module),
    "expeditions": File(Expedition),
    "landings": File(Landing, ("mission",)),
    "assignments": File(Assignment, ("mission", "person")),
    "dockings": File(Docking, ("mission", "sequence")),
    "stays": File(Stay, ("mission", "person", "sequence")),
    "events": File(Event),
    "external_ids": File(ExternalId, ("record", "scheme", "value")),
    "attributions": File(Attribution, ("record", "field", "source")),
    "claims": File(Claim),
    "gaps": File(Gap),
    "coverage": File(Coverage, ("part",)),
    "releases": File(Release, ("version",)),
    "changes": File(Change, ("release", "file", "key", "field")),
}


def column_names(row_type: type[Row]) -> list[str]:
    """Returns the columns in file order: `source` and `locator` come last."""
    names = [name for name in row_type.model_fields if name != "line"]
    last = ["source", "locator"] if issubclass(row_type, SourcedRow) else []
    return [name for name in names if name not in last] + last


def references_of(row_type: type[Row]) -> dict[str, str]:
    """Returns the columns that hold ids, each with the file that defines those ids."""
    return {
        name: mark.file
        for name, field in row_type.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, ReferenceTo)
    }


def ids_in(value: Any) -> list[str]:
    """Returns the ids in a cell that refers to other rows."""
    items = value if isinstance(value, list) else [value] if value else []
    return [item.id if isinstance(item, Participant) else item for item in items]
