"""Row types of the files about people, missions and crews."""

from typing import Annotated

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
from app.schemas.vocabularies import (
    AssignmentKind,
    Boundary,
    CrewRole,
    MissionKind,
    MissionOutcome,
    Sex,
)


class Person(SourcedRow):
    id: Slug
    name: RequiredText
    native_name: Text
    sex: Annotated[Sex | None, BLANK_AS_NONE]
    born: Date
    died: Date
    birth_country: Annotated[OptionalRef, ReferenceTo("countries")]
    countries: Annotated[Refs, ReferenceTo("countries")]
    aliases: Texts
    occupations: Texts
    selected: Date
    selection_group: Text
    summary: Text
    gcat_id: Text


class Mission(SourcedRow):
    id: Slug
    name: RequiredText
    kind: MissionKind
    cospar: Text
    launched: Date
    landed: Date
    outcome: MissionOutcome
    boundary: Annotated[Boundary | None, BLANK_AS_NONE]
    programmes: Annotated[Refs, ReferenceTo("programmes")]
    spacecraft: Annotated[OptionalRef, ReferenceTo("spacecraft")]
    vehicle: Annotated[OptionalRef, ReferenceTo("spacecraft")]
    destination: Annotated[OptionalRef, ReferenceTo("stations")]
    countries: Annotated[OperatorsAndPartners, ReferenceTo("countries")]
    crew_size: Count
    launch_vehicle: Annotated[OptionalRef, ReferenceTo("spacecraft")]
    launch_site: Annotated[OptionalRef, ReferenceTo("sites")]
    launch_pad: Annotated[OptionalRef, ReferenceTo("sites")]
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
    role: CrewRole
    role_title: Text
    countries: Annotated[Refs, ReferenceTo("countries")]
    launched: Date
    landed: Date
    landed_on: Annotated[OptionalRef, ReferenceTo("missions")]
    stations: Annotated[Refs, ReferenceTo("stations")]
    agencies: Annotated[Refs, ReferenceTo("organisations")]
    employers: Annotated[Refs, ReferenceTo("organisations")]

    @property
    def id(self) -> str:
        return f"{self.mission}-{self.person}"


class Assignment(SourcedRow):
    mission: Annotated[Slug, ReferenceTo("missions")]
    person: Annotated[Slug, ReferenceTo("people")]
    role: Annotated[CrewRole | None, BLANK_AS_NONE]
    kind: AssignmentKind
    countries: Annotated[Refs, ReferenceTo("countries")]
