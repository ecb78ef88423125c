"""Row types of the files about programmes and spacecraft."""

from typing import Annotated

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
from app.schemas.vocabularies import ProgrammeKind, SpacecraftKind


class Programme(SourcedRow):
    id: Slug
    name: RequiredText
    kind: ProgrammeKind
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
    kind: SpacecraftKind
    type: Annotated[OptionalRef, ReferenceTo("spacecraft")]
    countries: Annotated[Refs, ReferenceTo("countries")]
    crew_capacity: Count
    cabin_gas: Text
    cabin_pressure_kpa: Measure
    first_launched: Date
    aliases: Texts
    summary: Text
