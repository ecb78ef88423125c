"""Columns of the files about events, claims and completeness."""

from typing import Annotated, Literal

from pydantic import Field

from app.ingest.files.cell_types import (
    BLANK,
    Count,
    Date,
    Measure,
    Needed,
    Parts,
    Refers,
    Refs,
    Sha256,
    Slug,
    Text,
)
from app.ingest.files.row import Row, Sourced


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
