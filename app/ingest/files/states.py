"""Columns of the files about states and organisations."""

from typing import Annotated, Literal

from app.ingest.files.cell_types import (
    Date,
    MaybeRef,
    Needed,
    Refers,
    Slug,
    Text,
    Texts,
)
from app.ingest.files.row import Sourced


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
