"""Row types of the files about people, missions and crews."""

from typing import Annotated, Literal

from pydantic import Field

from app.ingest.files.cell_types import (
    BLANK_AS_NONE,
    Count,
    Date,
    Measure,
    OperatorsAndPartners,
    OptionalRef,
    ReferenceTo,
    Refs,
    RequiredText,
    Slug,
    Text,
    Texts,
)
from app.ingest.files.row import SourcedRow
from app.schemas.flights import NOT_COUNTED


class Person(SourcedRow):
    id: Slug
    name: RequiredText
    native_name: Text
    sex: Annotated[Literal["female", "male"] | None, BLANK_AS_NONE]
    born: Date
    died: Date
    birth_country: Annotated[OptionalRef, ReferenceTo("countries")]
    countries: Annotated[Refs, ReferenceTo("countries")]
    aliases: Texts
    occupations: Texts
    summary: Text
    gcat_id: Text


class Mission(SourcedRow):
    id: Slug
    name: RequiredText
    kind: Literal[
        "crewed-orbital",
        "crewed-suborbital",
        "uncrewed-orbital",
        "satellite",
        "sounding-rocket",
        "probe",
        "test",
    ]
    cospar: Text
    launched: Date
    landed: Date
    outcome: Literal[
        "success",
        "partial",
        "docking-failed",
        "launch-aborted",
        "launch-failure",
        "crew-lost",
        "failure",
        "unknown",
        "pad-abort",
        "captive",
        "not-ignited",
        "cancelled",
    ]
    boundary: Annotated[Literal["orbit", "100km", "80km"] | None, BLANK_AS_NONE]
    programmes: Annotated[Refs, ReferenceTo("programmes")]
    spacecraft: Annotated[OptionalRef, ReferenceTo("spacecraft")]
    vehicle: Annotated[OptionalRef, ReferenceTo("spacecraft")]
    destination: Annotated[OptionalRef, ReferenceTo("stations")]
    countries: Annotated[OperatorsAndPartners, ReferenceTo("countries")]
    crew_size: Count
    launch_vehicle: Text
    launch_site: Text
    call_sign: Text
    mass_kg: Measure
    perigee_km: Measure
    apogee_km: Measure
    inclination_deg: Measure
    aliases: Texts
    summary: Text
    gcat_id: Text

    @property
    def counted(self) -> bool:
        """Whether it lifted off for a flight of its own."""
        return self.outcome not in NOT_COUNTED


class Crew(SourcedRow):
    mission: Annotated[Slug, ReferenceTo("missions")]
    person: Annotated[Slug, ReferenceTo("people")]
    role: Slug
    role_title: Text
    countries: Annotated[Refs, ReferenceTo("countries")]
    launched: Date
    landed: Date
    landed_on: Annotated[OptionalRef, ReferenceTo("missions")]
    stations: Annotated[Refs, ReferenceTo("stations")]

    @property
    def id(self) -> str:
        return f"{self.mission}-{self.person}"


class Assignment(SourcedRow):
    mission: Annotated[Slug, ReferenceTo("missions")]
    person: Annotated[Slug, ReferenceTo("people")]
    role: Annotated[Slug | None, BLANK_AS_NONE]
    kind: Literal["backup", "replaced", "aborted"]
    countries: Annotated[Refs, ReferenceTo("countries")]


class Docking(SourcedRow):
    mission: Annotated[Slug, ReferenceTo("missions")]
    target: Annotated[
        str, Field(pattern=r"^(stations|missions|spacecraft)/[a-z0-9-]+$")
    ]
    """Station or mission; the type of a craft that has no mission of its own."""
    sequence: Annotated[int, Field(ge=1)]
    docked: Date
    undocked: Date
    outcome: Literal["docked", "failed", "not-attempted"]
    note: Text

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
