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

    kind: EventKind = Field(description="Kind of event")
    at: EdtfDate | None = Field(description=f"When it happened or began: {DATE}")
    ended: EdtfDate | None = Field(description=f"When it ended, if it lasted: {DATE}")
    missions: list[Ref] | None = Field(description="Missions to which it belongs")
    people: list[RoleRef] | None = Field(
        description="People who took part, with their role"
    )
    countries: list[Ref] | None = Field(description="States that took part")
    organisations: list[Ref] | None = Field(description="Organisations that took part")
    stations: list[Ref] | None = Field(description="Stations where it happened")
    place: str | None = Field(description="Where, in words")
    latitude: float | None = Field(
        description="Degrees on the Earth, or on the Moon if `place` says so"
    )
    longitude: float | None = Field(description="Degrees, west negative")
    altitude_km: float | None = Field(description="Height above ground, kilometres")
    duration_seconds: int | None = Field(description="How long it lasted, seconds")
    duration: IsoDuration
    duration_text: DurationText
    checked: Checked


class Score(Schema):
    """How the claims of a source compare with our data."""

    claims_count: int = Field(description="Number of its claims")
    comparable_count: int = Field(
        description="Claims that a query of this API can answer"
    )
    derived_count: int = Field(
        description="Comparable claims from which our value was made, so that they"
        " agree with it"
    )
    independent_count: int = Field(description="All other comparable claims")
    agreeing_count: int = Field(
        description="Independent claims that agree with our value"
    )
    less_precise_count: int = Field(
        description="Independent claims that are true but less precise than our value"
    )
    disagreeing_count: int = Field(
        description="Independent claims that contradict our value"
    )


class Source(Record):
    """A publication, document or catalogue."""

    title: str = Field(description="Title")
    kind: SourceKind = Field(description="Kind of source")
    issued: EdtfDate | None = Field(description=f"Publication: {DATE}")
    web_url: str | None = Field(description="Address on the web")
    family: str = Field(
        description="What it counts as where independent sources are counted: sources"
        " of one family are parts or copies of one work"
    )
    csl: dict[str, Any] = Field(description="The work as CSL-JSON")
    reference: str = Field(description="The work as a reference to copy, Harvard style")
    cites: list[Ref] | None = Field(description="Works that it cites")
    score: Score = Field(description="How far it agrees with our data")


class Locator(Schema):
    """Where in the source: a place in words, or a passage of a document."""

    place: str | None = Field(description="The source's own id, page or section")
    paragraph: int | None = Field(description="Paragraph of the document, from 1")
    start: int | None = Field(description="First character of the passage, from 0")
    end: int | None = Field(description="First character after the passage")
    sha256: str | None = Field(description="SHA-256 of the passage in UTF-8")


class Statement(Record):
    """A statement of a source beside our value."""

    source: Ref = Field(description="The source")
    record: str | None = Field(description="Record that it is about, as type/id")
    field: str | None = Field(description="Field of the record, dotted")
    query: str | None = Field(description="Path of this API that answers the question")
    compare: Comparison | None = Field(
        description="Rule of comparison: `date`, `number`, `name`, `member`, `set`,"
        " `text` or `boolean`"
    )
    stated_value: str | None = Field(
        description="The source's answer, in its own words; dates of tables in EDTF"
    )
    compared_value: str | None = Field(
        description="What these words mean in the form that is compared, if they cannot"
        " be compared as they are"
    )
    our_value: Any = Field(description="Our value when the data was loaded")
    summary: str = Field(description="What the source states, in our words")
    note: str | None = Field(description="Editor's note on a disagreement")
    locator: Locator = Field(description="Where in the source")


class Claim(Statement):
    """A statement of a source, compared with the answer of this API."""

    pointer: str | None = Field(description="JSON pointer (RFC 6901) into that answer")
    tolerance: int | float | None = Field(
        description="How far a time or a number may differ from ours and mean the same,"
        " in seconds or units; it then is `less-precise`"
    )
    agreement: Agreement = Field(
        description="`agrees`, `less-precise`, `disagrees` or `not-comparable`,"
        " computed when the data was loaded"
    )
    origin: Origin = Field(
        description="`derived` if our value was made from this source or another one of"
        " its family, `independent` if not"
    )


class Erratum(Statement):
    """A statement of a source that contradicts our value, and who supports which."""

    name: str | None = Field(description="Name of the record that it is about")
    certainty: Certainty | None = Field(
        description="`certain` if two or more independent sources state our value and"
        " only this one contradicts it; `probable` if more state ours than another;"
        " `open` otherwise; `null` if our value is computed from several facts"
    )
    supporting: list[Ref] = Field(
        description="Independent sources that state our value, one of each family;"
        " without those that are too vague to exclude the other value"
    )
    contradicting: list[Ref] = Field(
        description="Independent sources that contradict it, one of each family"
    )


TYPED = (
    "of the type of its field: a number, a list, or a text, such as a date in EDTF or"
    " the id of a record"
)


class DataChange(Record):
    """A fact that a release of the data added, changed or removed."""

    release: str = Field(description="The release")
    released: EdtfDate = Field(description=f"Day of the release: {DATE}")
    kind: ChangeKind = Field(description="`added`, `changed` or `removed`")
    record: str = Field(
        description="Record, as type/id; `dataset` for facts about the whole data set"
    )
    field: str | None = Field(
        description="Field of the record, dotted; `null` if the whole record was added"
        " or removed"
    )
    old: Any = Field(
        description=f"Previous value, {TYPED}; an object of the facts of a removed"
        " record"
    )
    new: Any = Field(
        description=f"New value, {TYPED}; an object of the facts of an added record"
    )
    source: Ref | None = Field(description="Source of the new value")
