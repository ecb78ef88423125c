"""The form of each seed file: one class a file, one field a column.

An empty cell is `None`, or an empty list. Lists are joined by `;`, a part played is
written after `:`. What a cell refers to is declared beside its type, so that one check
serves every reference.
"""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field

from app.seed.cells import (
    BLANK,
    Count,
    Date,
    MaybeRef,
    Measure,
    Needed,
    Part,
    Parts,
    Played,
    Refers,
    Refs,
    Sha256,
    Slug,
    Text,
    Texts,
)
from app.seed.log import Change, Release
from app.seed.rows import Row, Sourced


class Country(Sourced):
    id: Slug
    name: Needed
    official_name: Text
    iso_alpha2: Text
    iso_alpha3: Text
    iso_alpha4: Text
    iso_numeric: Text
    gcat_code: Text
    region: Text
    subregion: Text
    began: Date
    ended: Date
    aliases: Texts
    note: Text


class Succession(Sourced):
    predecessor: Annotated[Slug, Refers("countries")]
    successor: Annotated[Slug, Refers("countries")]
    date: Date
    kind: Literal[
        "continuation", "dissolution", "separation", "accession", "restoration"
    ]
    note: Text


class Organisation(Sourced):
    id: Slug
    name: Needed
    kind: Slug
    country: Annotated[MaybeRef, Refers("countries")]
    founded: Date
    dissolved: Date
    aliases: Texts
    summary: Text


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


class Event(Sourced):
    id: Slug
    name: Needed
    kind: Slug
    at: Date
    ended: Date
    missions: Annotated[Refs, Refers("missions")]
    people: Annotated[Parts, Refers("people")]
    countries: Annotated[Refs, Refers("countries")]
    organisations: Annotated[Refs, Refers("organisations")]
    stations: Annotated[Refs, Refers("stations")]
    place: Text
    altitude_km: Measure
    duration_seconds: Count
    summary: Text


class Attribution(Sourced):
    """One field of one record that rests on another source than the record's row."""

    record: Needed
    field: Needed
    otherwise: Text
    note: Text


class Claim(Row):
    id: Slug
    source: Annotated[str, Field(min_length=1), Refers("sources")]
    paragraph: Annotated[int, Field(ge=1)]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]
    sha256: Sha256
    record: Text
    field: Text
    asks: Text
    pointer: Text
    compare: Annotated[
        Literal["date", "number", "name", "member", "set", "text", "boolean"] | None,
        BLANK,
    ]
    stated: Text
    says: Needed
    note: Text


class Gap(Row):
    """Something that is known to be missing; `about` is a resource or a record."""

    id: Slug
    about: Needed
    text: Needed


class Coverage(Row):
    """To what date a part of the data is complete; `part` is a resource or narrower."""

    part: Needed
    complete_to: Date
    note: Text


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
