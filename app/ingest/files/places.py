"""Row types of the files about launch sites and places of landing."""

from typing import Annotated

from app.ingest.files.cell_types import (
    BLANK_AS_NONE,
    Coordinate,
    Date,
    DatedNames,
    OptionalRef,
    ReferenceTo,
    Refs,
    RequiredText,
    Slug,
    Text,
    Texts,
)
from app.ingest.files.row import SourcedRow
from app.schemas.vocabularies import LandingSurface, SiteKind


class Site(SourcedRow):
    id: Slug
    name: RequiredText
    kind: SiteKind
    parent: Annotated[OptionalRef, ReferenceTo("sites")]
    countries: Annotated[Refs, ReferenceTo("countries")]
    latitude: Coordinate
    longitude: Coordinate
    names: DatedNames
    codes: Texts
    began: Date
    ended: Date
    aliases: Texts
    summary: Text


class Landing(SourcedRow):
    """The place on Earth where the craft of a mission landed."""

    mission: Annotated[Slug, ReferenceTo("missions")]
    name: Text
    kind: Annotated[LandingSurface | None, BLANK_AS_NONE]
    site: Annotated[OptionalRef, ReferenceTo("sites")]
    latitude: Coordinate
    longitude: Coordinate
    note: Text
