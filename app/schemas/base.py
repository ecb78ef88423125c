"""Schemas shared by all answers: brief records, the envelope, problems."""

from typing import Annotated, Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, Field

DATE = (
    "EDTF level 1, UTC; as precise as the source, a time without seconds is known to"
    " the minute"
)
"""How the description of every date ends."""
COMPLETE = (
    "Whether the data knows all that the answer depends on; if not, `hints` name the"
    " gap"
)
COMPLETE_TO = (
    "Up to when the catalogue is complete for this answer, `null` if it does not depend"
    f" on that: {DATE}"
)
EDTF = "EDTF"
EdtfDate = Annotated[str, EDTF]
"""A date; `fields.date_fields` finds it by its mark, which no document shows."""


class ListColumns(NamedTuple):
    """Marks a list whose entries are no records: a table has a column for each part."""

    parts: tuple[str, ...]


Checked = Annotated[
    float,
    Field(
        description="Share of its facts that at least two independent sources state,"
        " from 0 to 1"
    ),
]


IsoDuration = Annotated[
    str | None, Field(description="The same in ISO 8601: `P7DT22H16M`")
]
DurationText = Annotated[
    str | None,
    Field(description="The same in English, to the minute from an hour on"),
]


class Schema(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Ref(Schema):
    """A related record in brief; `url` is the path of the whole record."""

    id: str = Field(description="Stable readable id")
    name: str = Field(description="Name as English readers know it")
    url: str = Field(description="Path of the whole record, under this API")


class MissionRef(Ref):
    """A mission in brief."""

    launched: EdtfDate | None = Field(description=f"Launch: {DATE}")


class CountryRef(Ref):
    """A state in brief."""

    iso_alpha2: str | None = Field(description="ISO 3166 code of two letters")
    iso_alpha3: str | None = Field(description="ISO 3166 code of three letters")


class RoleRef(Ref):
    """A related record with its role."""

    role: str | None = Field(description="Role, `null` if none is stated")


class ExternalIds(Schema):
    """Ids of a record in other catalogues, `null` where no source gives one."""

    wikidata: str | None = Field(default=None, description="Item of Wikidata")
    cospar: str | None = Field(default=None, description="International designation")
    norad: str | None = Field(default=None, description="Number in Space-Track's list")
    gcat: str | None = Field(default=None, description="Id in GCAT")


EXTERNAL_IDS = "Ids in other catalogues; each finds the record, as its own id does"


CHANGED_IN = (
    "Release of the data in which the record last changed, with its computed fields and"
    " its claims; `unreleased` if it changed after the last release"
)


class Record(Schema):
    """The fields that every record begins with."""

    id: str = Field(description="Stable readable id")
    url: str = Field(description="Path of this record, under this API")
    changed_in: str = Field(description=CHANGED_IN)


class Named(Record):
    """A record that has a name and other names."""

    name: str = Field(description="Name as English readers know it")
    aliases: list[str] = Field(
        description="Other names and spellings; search finds each of them"
    )
    summary: str | None = Field(description="Summary in a sentence or two")
    external_ids: ExternalIds = Field(description=EXTERNAL_IDS)


class Dataset(Schema):
    """The data set of an answer."""

    version: str = Field(description="Latest release in the data")
    revision: str = Field(description="SHA-256 that identifies the data")
    license: str = Field(description="SPDX id of the licence of the data")


class Bucket(Schema):
    """A value of a facet and how often it occurs in the whole result."""

    value: str | None = Field(
        description="The value, as a filter takes it; `null` for records without any"
    )
    label: str = Field(description="Name of the value")
    count: int = Field(description="Number of records with the value")
    url: str = Field(description="The query narrowed to this value")
    selected: bool = Field(description="Whether the query is already narrowed to it")


class GroupCount(Schema):
    """Values of two fields, and how many records have both."""

    values: dict[str, str | None] = Field(
        description="The values by field, as filters take them; `null` for records"
        " without any"
    )
    labels: dict[str, str] = Field(description="Names of the values by field")
    count: int = Field(description="Number of records with these values")
    url: str = Field(description="The query narrowed to these records")


class AnswerMeta(Schema):
    """The query as understood, and the size of its result."""

    total: int = Field(description="Number of results on all pages")
    returned: int = Field(description="Number of them on this page")
    query: str = Field(description="The query as understood, in English")
    complete: bool = Field(description=COMPLETE)
    complete_to: EdtfDate | None = Field(description=COMPLETE_TO)
    dataset: Dataset = Field(description="The data set of the answer")
    hints: list[str] = Field(description="Notes on this answer")


class Meta(AnswerMeta):
    """The query as understood, the size of its result, and counts on request."""

    facets: dict[str, list[Bucket]] = Field(
        default={}, description="Only with `facet`, or with `group_by` of one field"
    )
    groups: list[GroupCount] = Field(
        default=[], description="Only with `group_by` of two fields"
    )
    removed: list[str] | None = Field(
        default=[],
        description="Only on the first page of a list with `changed_since`: ids of all"
        " records of its type that were removed since that release, whatever the other"
        " filters are; `null` if they are not known",
    )


class Links(Schema):
    """Paths under this API."""

    self: str = Field(description="The query as understood, in one canonical spelling")
    next: str | None = Field(description="The next page, `null` on the last")
    prev: str | None = Field(description="The previous page, `null` on the first")


T = TypeVar("T")


class Page(Schema, Generic[T]):
    """A page of matching records."""

    data: list[T]
    meta: Meta
    links: Links


class Answer(Schema, Generic[T]):
    """One record."""

    data: T
    meta: Meta
    links: Links


class Fault(Schema):
    """A fault of a request, with what is accepted."""

    in_: str = Field(alias="in", description="`query`, `path` or `header`")
    name: str = Field(description="The parameter")
    value: str | None = Field(description="Its value as received")
    detail: str = Field(description="What is wrong")
    did_you_mean: str | None = Field(description="The closest accepted name or value")
    allowed: list[str] | None = Field(description="All accepted names or values")


class Problem(Schema):
    """An error, by RFC 9457."""

    type: str = Field(description="Path of a page about this kind of problem")
    title: str = Field(description="What went wrong, the same for this kind of problem")
    status: int = Field(description="The HTTP status")
    detail: str = Field(description="What went wrong with this request")
    instance: str = Field(description="The request, as path and query")
    errors: list[Fault] = Field(description="All faults of the request")
