"""Row types of the files about programmes and spacecraft."""

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
