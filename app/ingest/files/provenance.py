"""Row types of the files about events, sources and completeness."""

from typing import Annotated, Literal

from pydantic import Field

from app.ingest.files.cell_types import (
    BLANK_AS_NONE,
    Coordinate,
    Count,
    Date,
    Measure,
    Participants,
    ReferenceTo,
    Refs,
    RequiredText,
    Sha256,
    Slug,
    Text,
    Texts,
)
from app.ingest.files.row import Row, SourcedRow
from app.schemas.vocabularies import Comparison, EventKind


class Event(SourcedRow):
    id: Slug
    name: RequiredText
    kind: EventKind
    at: Date
    ended: Date
    missions: Annotated[Refs, ReferenceTo("missions")]
    people: Annotated[Participants, ReferenceTo("people")]
    countries: Annotated[Refs, ReferenceTo("countries")]
    organisations: Annotated[Refs, ReferenceTo("organisations")]
    stations: Annotated[Refs, ReferenceTo("stations")]
    place: Text
    latitude: Coordinate
    longitude: Coordinate
    altitude_km: Measure
    duration_seconds: Count
    summary: Text


class ExternalId(SourcedRow):
    """The id of a record in another catalogue."""

    record: Annotated[str, Field(pattern=r"^[a-z]+/[a-z0-9-]+$")]
    scheme: Literal["wikidata", "norad", "gcat"]
    value: RequiredText


class Attribution(SourcedRow):
    """A source of one field of a record, where it is not the source of the row.

    `otherwise` is what the source of the row states instead, in the form of the cell.
    """

    record: RequiredText
    field: RequiredText
    otherwise: Text
    note: Text


class Claim(Row):
    """A statement in a document, and the passage that contains it.

    With `field` or `query` it can be compared with our data: `compare` is the rule and
    `stated_value` the words of the document. Where words cannot be compared, such as
    `over a dozen`, `compared_value` has the value that they mean: `>12`.
    """

    id: Slug
    source: Annotated[str, Field(min_length=1), ReferenceTo("sources")]
    paragraph: Annotated[int, Field(ge=1)]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]
    sha256: Sha256
    record: Text
    field: Text
    query: Text
    pointer: Text
    compare: Annotated[Comparison | None, BLANK_AS_NONE]
    stated_value: Text
    compared_value: Text
    summary: RequiredText
    note: Text


class Gap(Row):
    """A known gap in the data; `about` is a resource or a record."""

    id: Slug
    about: RequiredText
    text: RequiredText


class Coverage(Row):
    """What the data has of a resource, all or those of some kinds, or of some fields.

    A row without fields is about records: all of them are here, from `complete_from` to
    `complete_to`, or a choice if `complete_to` is empty. A row with fields is about
    their values in records of that time: they are complete, so that an empty one means
    none, or may lack some if `complete_to` is empty. A field without a row is complete
    where it is filled, and not known where it is empty.
    """

    part: RequiredText
    resource: RequiredText
    kinds: Texts
    fields: Texts
    complete_from: Date
    complete_to: Date
    note: Text
