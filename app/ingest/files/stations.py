"""Row types of the files about stations, their parts and crews, and who was there."""

from typing import Annotated

from pydantic import Field

from app.ingest.files.cell_types import (
    Count,
    Date,
    OptionalRef,
    Participants,
    ReferenceTo,
    Refs,
    RequiredText,
    Slug,
    Text,
    Texts,
)
from app.ingest.files.row import SourcedRow
from app.schemas.vocabularies import (
    DockingMethod,
    DockingOutcome,
    ExpeditionKind,
    ModuleKind,
    StationStatus,
)


class Station(SourcedRow):
    id: Slug
    name: RequiredText
    status: StationStatus
    cospar: Text
    launched: Date
    ended: Date
    end_kind: Text
    countries: Annotated[Refs, ReferenceTo("countries")]
    programme: Annotated[OptionalRef, ReferenceTo("programmes")]
    aliases: Texts
    gcat_name: Text
    summary: Text


class Module(SourcedRow):
    id: Slug
    name: RequiredText
    kind: ModuleKind
    station: Annotated[Slug, ReferenceTo("stations")]
    mission: Annotated[OptionalRef, ReferenceTo("missions")]
    launched: Date
    attached: Date
    detached: Date
    ended: Date
    aliases: Texts
    summary: Text


class Expedition(SourcedRow):
    id: Slug
    name: RequiredText
    number: Count
    kind: ExpeditionKind
    station: Annotated[Slug, ReferenceTo("stations")]
    began: Date
    ended: Date
    crew: Annotated[Participants, ReferenceTo("people")]
    missions: Annotated[Refs, ReferenceTo("missions")]
    aliases: Texts
    summary: Text


class Docking(SourcedRow):
    mission: Annotated[Slug, ReferenceTo("missions")]
    target: Annotated[
        str, Field(pattern=r"^(stations|missions|spacecraft)/[a-z0-9-]+$")
    ]
    """Station or mission; the type of a craft that has no mission of its own."""
    sequence: Annotated[int, Field(ge=1)]
    method: DockingMethod
    docked: Date
    undocked: Date
    outcome: DockingOutcome
    note: Text

    @property
    def id(self) -> str:
        return f"{self.mission}-{self.sequence}"

    @property
    def is_docked(self) -> bool:
        """Whether the docking came about."""
        return self.outcome == "docked"

    @property
    def is_at_station(self) -> bool:
        """Whether the docking came about and was with a station."""
        return self.is_docked and self.target.startswith("stations/")


class Stay(SourcedRow):
    """A stay that does not follow from dockings; the rows of a flight replace its own.

    The first stay of a flight begins at the launch, and the last ends at the landing,
    if the cell is empty; any other empty cell means that the time is unknown.
    """

    mission: Annotated[Slug, ReferenceTo("missions")]
    person: Annotated[Slug, ReferenceTo("people")]
    sequence: Annotated[int, Field(ge=1)]
    aboard: Annotated[str, Field(pattern=r"^(stations|missions)/[a-z0-9-]+$")]
    began: Date
    ended: Date
    note: Text

    @property
    def crew(self) -> str:
        """The id of the crew entry."""
        return f"{self.mission}-{self.person}"
