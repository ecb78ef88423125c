"""What every answer shares: brief forms, the envelope, problems."""

from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

DATE = (
    "EDTF level 1, UTC; as precise as the source, a time without seconds is known to"
    " the minute"
)
"""How the description of every date ends."""
EDTF = "EDTF"
EdtfDate = Annotated[str, EDTF]
"""A date; `fields.date_fields` finds it by its mark, which no document shows."""


class Schema(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Ref(Schema):
    """A related record in brief; its URL answers with the whole."""

    id: str = Field(description="Stable readable id")
    name: str = Field(description="Name as English readers know it")
    url: str = Field(description="Path of the whole record, under this API")


class MissionRef(Ref):
    """A mission in brief."""

    launched: EdtfDate | None = Field(description=f"Launch: {DATE}")


class RoleRef(Ref):
    """A related record with the part that it played."""

    role: str | None = Field(description="Part played, `null` where none is stated")


class Record(Schema):
    """What every record begins with."""

    id: str = Field(description="Stable readable id")
    url: str = Field(description="Path of this record, under this API")


class Named(Record):
    """A record that has a name and other names."""

    name: str = Field(description="Name as English readers know it")
    aliases: list[str] = Field(
        description="Other names and spellings, by all of which it is found"
    )
    summary: str | None = Field(description="What it was, in a sentence or two")


class Dataset(Schema):
    """Which data answered."""

    version: str = Field(description="Latest release that the data hold")
    revision: str = Field(description="SHA-256 that names the data in every answer")
    license: str = Field(description="SPDX id of the licence of the data")


class Bucket(Schema):
    """A value of a facet and how often it occurs in the whole result."""

    value: str = Field(description="The value, as a filter takes it")
    label: str = Field(description="The value as people call it")
    count: int = Field(description="How many records have it")
    url: str = Field(description="The query narrowed to this value")
    selected: bool = Field(description="Whether the query is narrowed to it already")


class Meta(Schema):
    """What was asked and how much there is."""

    total: int = Field(description="How many records fit, whatever the page")
    returned: int = Field(description="How many of them are on this page")
    query: str = Field(description="The query as understood, in English")
    dataset: Dataset = Field(description="Which data answered")
    hints: list[str] = Field(description="What a reader of this answer should know")
    facets: dict[str, list[Bucket]] = Field(
        default={}, description="Only where `facet` or `group_by` was asked for"
    )


class Links(Schema):
    """Paths under this API."""

    self: str = Field(description="The query as understood, in one canonical spelling")
    next: str | None = Field(description="The next page, `null` on the last")
    prev: str | None = Field(description="The page before, `null` on the first")


T = TypeVar("T")


class Page(Schema, Generic[T]):
    """A list: one page of the records that fit."""

    data: list[T]
    meta: Meta
    links: Links


class Answer(Schema, Generic[T]):
    """One record."""

    data: T
    meta: Meta
    links: Links


class Fault(Schema):
    """One thing that is wrong with a request, and what would be right."""

    in_: str = Field(alias="in", description="`query`, `path` or `header`")
    name: str = Field(description="The parameter")
    value: str | None = Field(description="Its value as received")
    detail: str = Field(description="What is wrong and what would be right")
    did_you_mean: str | None = Field(description="The closest name that exists")
    allowed: list[str] | None = Field(description="All that would be accepted")


class Problem(Schema):
    """An error, by RFC 9457."""

    type: str = Field(description="Path of a page about this kind of problem")
    title: str = Field(description="What went wrong, the same for this kind of problem")
    status: int = Field(description="The HTTP status")
    detail: str = Field(description="What went wrong with this request")
    instance: str = Field(description="The request, as path and query")
    errors: list[Fault] = Field(description="All faults of the request at once")
