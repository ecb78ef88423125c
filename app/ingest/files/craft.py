"""Row types of the files about programmes, spacecraft and stations."""

from typing import Annotated, Literal

from app.ingest.files.cell_types import (
    Count,
    Date,
    Measure,
    OptionalRef,
    ReferenceTo,
    Refs,
    RequiredText,
    Slug,
    Text,
    Texts,
)
from app.ingest.files.row import SourcedRow


class Programme(SourcedRow):
    id: Slug
    name: RequiredText
    kind: Slug
    began: Date
    ended: Date
    countries: Annotated[Refs, ReferenceTo("countries")]
    organisations: Annotated[Refs, ReferenceTo("organisations")]
    parent: Annotated[OptionalRef, ReferenceTo("programmes")]
    aliases: Texts
    summary: Text


class Spacecraft(SourcedRow):
    id: Slug
    name: RequiredText
    kind: Literal["type", "vehicle", "launch-vehicle", "docking-system"]
    type: Annotated[OptionalRef, ReferenceTo("spacecraft")]
    countries: Annotated[Refs, ReferenceTo("countries")]
    crew_capacity: Count
    cabin_gas: Text
    cabin_pressure_kpa: Measure
    first_flight: Date
    aliases: Texts
    summary: Text


class Station(SourcedRow):
    id: Slug
    name: RequiredText
    status: Literal["operational", "ended", "never-crewed", "launch-failure", "project"]
    cospar: Text
    launched: Date
    ended: Date
    end_kind: Text
    countries: Annotated[Refs, ReferenceTo("countries")]
    programme: Annotated[OptionalRef, ReferenceTo("programmes")]
    aliases: Texts
    gcat_name: Text
    summary: Text
