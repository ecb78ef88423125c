"""Bodies of events, sources, claims and changes."""

from typing import Any

from pydantic import Field

from app.schemas.base import DATE, EdtfDate, Named, Record, Ref, RoleRef, Schema


class Event(Named):
    """An event at an instant or over a period."""

    kind: str = Field(description="Kind of event")
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
    altitude_km: float | None = Field(description="Height above ground, kilometres")
    duration_seconds: int | None = Field(description="How long it lasted, seconds")


class Score(Schema):
    """How the claims of a source compare with our data."""

    claims: int = Field(description="Number of its claims")
    comparable: int = Field(description="Claims that a query of this API can answer")
    agrees: int = Field(description="Claims that agree with our value")
    less_precise: int = Field(
        description="Claims that are true but less precise than our value"
    )
    disagrees: int = Field(description="Claims that contradict our value")


class Source(Record):
    """A publication, document or catalogue."""

    title: str = Field(description="Title")
    kind: str = Field(description="Kind of source")
    issued: EdtfDate | None = Field(description=f"Publication: {DATE}")
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


class Claim(Record):
    """A statement of a source, compared with the answer of this API."""

    source: Ref = Field(description="The source")
    record: str | None = Field(description="Record that it is about, as type/id")
    field: str | None = Field(description="Field of the record, dotted")
    asks: str | None = Field(description="Path of this API that answers the question")
    pointer: str | None = Field(description="JSON pointer (RFC 6901) into that answer")
    compare: str | None = Field(
        description="Rule of comparison: `date`, `number`, `name`, `member`, `set`,"
        " `text` or `boolean`"
    )
    stated: str | None = Field(description="The source's answer")
    actual: Any = Field(description="Our value when the data was loaded")
    agreement: str = Field(
        description="`agrees`, `less-precise`, `disagrees` or `not-comparable`,"
        " computed when the data was loaded"
    )
    says: str = Field(description="What the source states, in our words")
    note: str | None = Field(description="Editor's note on a disagreement")
    locator: Locator = Field(description="Where in the source")


class DataChange(Record):
    """A fact that a release of the data added, changed or removed."""

    release: str = Field(description="The release")
    released: EdtfDate = Field(description=f"Day of the release: {DATE}")
    kind: str = Field(description="`added`, `changed` or `removed`")
    record: str = Field(
        description="Record, as type/id; `dataset` for facts about the whole data set"
    )
    field: str | None = Field(
        description="Field of the record, dotted; `null` if the whole record was added"
        " or removed"
    )
    old: Any = Field(
        description="Previous value: a text, or the facts of a removed record"
    )
    new: Any = Field(description="New value: a text, or the facts of an added record")
    source: Ref | None = Field(description="Source of the new value")
