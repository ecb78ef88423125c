"""Columns of the files about programmes, spacecraft and stations."""

from typing import Annotated, Literal

from app.ingest.files.cell_types import (
    Count,
    Date,
    MaybeRef,
    Measure,
    Needed,
    Refers,
    Refs,
    Slug,
    Text,
    Texts,
)
from app.ingest.files.row import Sourced


class Programme(Sourced):
    id: Slug
    name: Needed
    kind: Slug
    began: Date
    ended: Date
    countries: Annotated[Refs, Refers("countries")]
    organisations: Annotated[Refs, Refers("organisations")]
    parent: Annotated[MaybeRef, Refers("programmes")]
    aliases: Texts
    summary: Text


class Spacecraft(Sourced):
    id: Slug
    name: Needed
    kind: Literal["type", "vehicle", "launch-vehicle", "docking-system"]
    type: Annotated[MaybeRef, Refers("spacecraft")]
    countries: Annotated[Refs, Refers("countries")]
    crew_capacity: Count
    cabin_gas: Text
    cabin_pressure_kpa: Measure
    first_flight: Date
    aliases: Texts
    summary: Text


class Station(Sourced):
    id: Slug
    name: Needed
    status: Literal["operational", "ended", "never-crewed", "launch-failure", "project"]
    cospar: Text
    launched: Date
    ended: Date
    end_kind: Text
    countries: Annotated[Refs, Refers("countries")]
    programme: Annotated[MaybeRef, Refers("programmes")]
    aliases: Texts
    gcat_name: Text
    summary: Text
