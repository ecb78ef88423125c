"""Row types of the files about states and organisations."""

from typing import Annotated

from app.ingest.files.cell_types import (
    Date,
    OptionalRef,
    ReferenceTo,
    RequiredText,
    Slug,
    Text,
    Texts,
)
from app.ingest.files.row import SourcedRow
from app.schemas.vocabularies import OrganisationKind, SuccessionKind


class Country(SourcedRow):
    id: Slug
    name: RequiredText
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


class Succession(SourcedRow):
    predecessor: Annotated[Slug, ReferenceTo("countries")]
    successor: Annotated[Slug, ReferenceTo("countries")]
    date: Date
    kind: SuccessionKind
    note: Text


class Organisation(SourcedRow):
    id: Slug
    name: RequiredText
    kind: OrganisationKind
    country: Annotated[OptionalRef, ReferenceTo("countries")]
    founded: Date
    dissolved: Date
    aliases: Texts
    summary: Text
