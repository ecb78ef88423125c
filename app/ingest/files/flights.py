"""Columns of the files about people, missions and crews."""

from typing import Annotated, Literal

from pydantic import Field

from app.ingest.files.cell_types import (
    BLANK,
    Count,
    Date,
    MaybeRef,
    Measure,
    Needed,
    Played,
    Refers,
    Refs,
    Slug,
    Text,
    Texts,
)
from app.ingest.files.row import Sourced


class Person(Sourced):
    id: Slug
    name: Needed
    native_name: Text
    sex: Annotated[Literal["female", "male"] | None, BLANK]
    born: Date
    died: Date
    birth_country: Annotated[MaybeRef, Refers("countries")]
    countries: Annotated[Refs, Refers("countries")]
    aliases: Texts
    occupations: Texts
    summary: Text
    gcat_id: Text


class Mission(Sourced):
    id: Slug
    name: Needed
    kind: Literal[
        "crewed-orbital",
        "crewed-suborbital",
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
    ]
    boundary: Annotated[Literal["orbit", "100km", "80km"] | None, BLANK]
    programmes: Annotated[Refs, Refers("programmes")]
    spacecraft: Annotated[MaybeRef, Refers("spacecraft")]
    vehicle: Annotated[MaybeRef, Refers("spacecraft")]
    station: Annotated[MaybeRef, Refers("stations")]
    countries: Annotated[Played, Refers("countries")]
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


class Crew(Sourced):
    mission: Annotated[Slug, Refers("missions")]
    person: Annotated[Slug, Refers("people")]
    role: Slug
    role_title: Text
    countries: Annotated[Refs, Refers("countries")]
    launched: Date
    landed: Date
    landed_on: Annotated[MaybeRef, Refers("missions")]
    stations: Annotated[Refs, Refers("stations")]

    @property
    def id(self) -> str:
        return f"{self.mission}-{self.person}"


class Assignment(Sourced):
    mission: Annotated[Slug, Refers("missions")]
    person: Annotated[Slug, Refers("people")]
    role: Annotated[Slug | None, BLANK]
    kind: Literal["backup", "replaced", "aborted"]
    countries: Annotated[Refs, Refers("countries")]


class Docking(Sourced):
    mission: Annotated[Slug, Refers("missions")]
    target: Annotated[str, Field(pattern=r"^(stations|missions)/[a-z0-9-]+$")]
    sequence: Annotated[int, Field(ge=1)]
    docked: Date
    undocked: Date
    outcome: Literal["docked", "failed", "not-attempted"]
    note: Text
