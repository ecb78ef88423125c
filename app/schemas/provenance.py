"""Bodies of events, sources, claims and changes."""

from typing import Any

from pydantic import Field

from app.schemas.base import (
    DATE,
    Checked,
    DurationText,
    EdtfDate,
    IsoDuration,
    Named,
    Record,
    Ref,
    RoleRef,
    Schema,
)
from app.schemas.vocabularies import (
    Agreement,
    Certainty,
    ChangeKind,
    Comparison,
    EventKind,
    Origin,
    SourceKind,
)


class Event(Named):
    """An event at an instant or over a period."""

    kind: EventKind = Field(description="Kind of event, such as `spacewalk`")
    at: EdtfDate | None = Field(
        description=f"Date on which the event happened or began: {DATE}"
    )
    ended: EdtfDate | None = Field(
        description="Date on which the event ended; `null` if it happened at one"
        f" instant or the end is unknown: {DATE}"
    )
    missions: list[Ref] | None = Field(
        description="Missions during which the event happened, or that it is about"
    )
    people: list[RoleRef] | None = Field(
        description="People who took part, with their role"
    )
    countries: list[Ref] | None = Field(description="Countries that took part")
    organisations: list[Ref] | None = Field(description="Organisations that took part")
    stations: list[Ref] | None = Field(description="Stations where the event happened")
    place: str | None = Field(description="Name or description of the place")
    latitude: float | None = Field(
        description="Latitude in degrees, on the Earth unless `place` names the"
        " Moon; south is negative"
    )
    longitude: float | None = Field(
        description="Longitude in degrees; west is negative"
    )
    altitude_km: float | None = Field(
        description="Height above the ground, in kilometres"
    )
    duration_seconds: int | None = Field(description="Length of the event, in seconds")
    duration: IsoDuration
    duration_text: DurationText
    checked: Checked


class Score(Schema):
    """The number of claims of a source, by result of their comparison with our data."""

    claims_count: int = Field(description="Number of claims of the source")
    comparable_count: int = Field(
        description="Number of claims that can be compared with a value of this API"
    )
    derived_count: int = Field(
        description="Number of comparable claims that our value was taken from"
    )
    independent_count: int = Field(
        description="Number of comparable claims that our value was not taken from"
    )
    agreeing_count: int = Field(
        description="Number of independent claims that agree with our value"
    )
    less_precise_count: int = Field(
        description="Number of independent claims that are right, but less precise"
        " than our value"
    )
    disagreeing_count: int = Field(
        description="Number of independent claims that contradict our value"
    )


class Source(Record):
    """A publication, document or catalogue."""

    title: str = Field(description="Title of the work")
    kind: SourceKind = Field(description="Kind of source, such as `book`")
    issued: EdtfDate | None = Field(description=f"Date of publication: {DATE}")
    web_url: str | None = Field(description="URL of the work on the web")
    family: str = Field(
        description="Group of sources that are parts or copies of one work; when"
        " independent sources are counted, a family counts once"
    )
    csl: dict[str, Any] = Field(
        description="Bibliographic data of the work in CSL-JSON"
    )
    reference: str = Field(
        description="Reference to the work in Harvard style, ready to copy"
    )
    cites: list[Ref] | None = Field(description="Sources that the work cites")
    score: Score = Field(
        description="Numbers of claims that agree and disagree with our data"
    )


class Locator(Schema):
    """A position in a source: an id, page or section, or a passage of a document."""

    place: str | None = Field(description="Id, page or section in the source")
    paragraph: int | None = Field(
        description="Number of the paragraph in the document, from 1"
    )
    start: int | None = Field(
        description="Position of the first character of the passage in the"
        " paragraph, from 0"
    )
    end: int | None = Field(
        description="Position after the last character of the passage"
    )
    sha256: str | None = Field(description="SHA-256 of the passage, encoded as UTF-8")


class Statement(Record):
    """A statement of a source, with our value."""

    source: Ref = Field(description="Source that makes the statement")
    record: str | None = Field(
        description="Record that the statement is about, as `type/id`, such as"
        " `missions/soyuz-28`"
    )
    field: str | None = Field(
        description="Field of the record; a dot leads into an object, as in"
        " `landing_place.name`"
    )
    query: str | None = Field(
        description="Path of the request to this API that computes our value"
    )
    compare: Comparison | None = Field(
        description="Rule by which the values are compared: `date`, `number`, `name`,"
        " `member`, `set`, `text` or `boolean`"
    )
    stated_value: str | None = Field(
        description="Value that the source states, in its own words; dates from"
        " tables are in EDTF"
    )
    compared_value: str | None = Field(
        description="Stated value in the form in which it is compared; `null` if"
        " `stated_value` is compared as it is"
    )
    our_value: Any = Field(description="Our value at the time when the data was loaded")
    summary: str = Field(description="Statement of the source, in our words")
    note: str | None = Field(
        description="Note of the editors on a disagreement: which value is"
        " preferred, and why"
    )
    locator: Locator = Field(description="Position of the statement in the source")


class Claim(Statement):
    """A statement of a source, compared with our value."""

    pointer: str | None = Field(
        description="JSON pointer (RFC 6901) to our value in the answer to `query`"
    )
    tolerance: int | float | None = Field(
        description="Greatest difference, in seconds for times and in the unit of"
        " the field for numbers, at which the claim is `less-precise`"
        " and not `disagrees`"
    )
    agreement: Agreement = Field(
        description="Result of the comparison when the data was loaded: `agrees`,"
        " `less-precise`, `disagrees` or `not-comparable`"
    )
    origin: Origin = Field(
        description="`derived` if our value was taken from this source or another"
        " source of its family, otherwise `independent`"
    )


class Erratum(Statement):
    """A statement that contradicts our value, with the sources for each value."""

    name: str | None = Field(
        description="Name of the record that the statement is about"
    )
    certainty: Certainty | None = Field(
        description="Certainty that the source is wrong: `certain` if at least two"
        " independent sources state our value and only this source"
        " contradicts it; `probable` if more independent sources state"
        " our value than contradict it; `open` otherwise; `null` if"
        " our value is computed from several facts"
    )
    supporting: list[Ref] = Field(
        description="Independent sources that state our value, one of each family;"
        " sources too vague to exclude the other value are left out"
    )
    contradicting: list[Ref] = Field(
        description="Independent sources that contradict our value, one of each family"
    )


TYPED = (
    "of the same type as the field: a number, a list or a text; a related record"
    " is its id"
)


class DataChange(Record):
    """A fact that a release of the data added, changed or removed."""

    release: str = Field(description="Release that made the change")
    released: EdtfDate = Field(description=f"Date of the release: {DATE}")
    kind: ChangeKind = Field(
        description="Kind of change: `added`, `changed` or `removed`"
    )
    record: str = Field(
        description="Record that changed, as `type/id`; `dataset` for facts about"
        " the whole data set"
    )
    field: str | None = Field(
        description="Field of the record; `null` if the whole record was added or"
        " removed"
    )
    old: Any = Field(
        description=f"Old value, {TYPED}; all facts as an object if the whole"
        " record was removed"
    )
    new: Any = Field(
        description=f"New value, {TYPED}; all facts as an object if the whole"
        " record was added"
    )
    source: Ref | None = Field(description="Source of the new value")
