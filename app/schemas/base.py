"""Schemas shared by all answers: brief records, the envelope, problems."""

from typing import Annotated, Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, Field

DATE = (
    "EDTF level 1 in UTC, as precise as the source; a time without seconds is"
    " known to the minute"
)
"""How the description of every date ends."""
COMPLETE = (
    "Whether the database has every fact that the answer depends on; if `false`,"
    " `hints` name the gap"
)
COMPLETE_TO = (
    "Last date to which the records behind this answer are complete; `null` if the"
    f" answer does not depend on such a date: {DATE}"
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
        description="Share of the record's facts that at least two independent"
        " sources state, from 0 to 1"
    ),
]


IsoDuration = Annotated[
    str | None,
    Field(description="Same length of time in ISO 8601, such as `P7DT22H16M`"),
]
DurationText = Annotated[
    str | None,
    Field(
        description="Same length of time in English; from one hour on, rounded to"
        " the minute"
    ),
]


class Schema(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Ref(Schema):
    """A short form of a related record; `url` is the path of the whole record."""

    id: str = Field(description="Stable, readable id")
    name: str = Field(description="Name in English")
    url: str = Field(description="Path of the whole record in this API")


class MissionRef(Ref):
    """A short form of a mission."""

    launched: EdtfDate | None = Field(description=f"Date of launch: {DATE}")


class CountryRef(Ref):
    """A short form of a country."""

    iso_alpha2: str | None = Field(
        description="Two-letter code of ISO 3166-1, current or former"
    )
    iso_alpha3: str | None = Field(
        description="Three-letter code of ISO 3166-1, current or former"
    )


class RoleRef(Ref):
    """A related record with its role."""

    role: str | None = Field(
        description="Role in the event, mission or crew; `null` if no source states it"
    )


class ExternalIds(Schema):
    """Ids of a record in other catalogues; `null` where no id is known."""

    wikidata: str | None = Field(
        default=None, description="Wikidata item, such as `Q7327`"
    )
    cospar: str | None = Field(
        default=None,
        description="International designation (COSPAR id), such as `1986-017A`",
    )
    norad: str | None = Field(
        default=None, description="NORAD catalogue number, as used by Space-Track"
    )
    gcat: str | None = Field(
        default=None,
        description="Id in GCAT, the General Catalog of Artificial Space Objects",
    )


EXTERNAL_IDS = (
    "Ids in other catalogues; each can replace the record's own id in paths and filters"
)


CHANGED_IN = (
    "Data release in which the record, its computed fields or its claims last"
    " changed; `unreleased` if they changed after the latest release"
)


class Record(Schema):
    """The fields that every record begins with."""

    id: str = Field(description="Stable, readable id")
    url: str = Field(description="Path of this record in this API")
    changed_in: str = Field(description=CHANGED_IN)


class Named(Record):
    """A record that has a name and other names."""

    name: str = Field(description="Name in English")
    aliases: list[str] = Field(
        description="Other names and spellings, all of which can be searched"
    )
    summary: str | None = Field(description="Summary in one or two sentences")
    external_ids: ExternalIds = Field(description=EXTERNAL_IDS)


class Dataset(Schema):
    """The data set of an answer."""

    version: str = Field(description="Latest data release that this database contains")
    revision: str = Field(
        description="SHA-256 that identifies the contents of the database"
    )
    license: str = Field(description="SPDX id of the data licence")


class Bucket(Schema):
    """A value of a counted field, and the number of matching records that have it."""

    value: str | None = Field(
        description="Value as a filter accepts it; `null` counts records without a"
        " value"
    )
    label: str = Field(
        description="Value as readers know it, such as the name of a country"
    )
    count: int = Field(description="Number of records with this value")
    url: str = Field(description="Path of the same query, narrowed to this value")
    selected: bool = Field(
        description="Whether the query is already narrowed to this value"
    )


class GroupCount(Schema):
    """A pair of values of two fields, and the number of records that have both."""

    values: dict[str, str | None] = Field(
        description="Values by field, as filters accept them; `null` counts"
        " records without a value"
    )
    labels: dict[str, str] = Field(description="Values by field, as readers know them")
    count: int = Field(description="Number of records with both values")
    url: str = Field(description="Path of the same query, narrowed to these records")


class AnswerMeta(Schema):
    """The query as the server understood it, and the size of its result."""

    total: int = Field(description="Number of results on all pages together")
    returned: int = Field(description="Number of results on this page")
    query: str = Field(description="Query as the server understood it, in English")
    complete: bool = Field(description=COMPLETE)
    complete_to: EdtfDate | None = Field(description=COMPLETE_TO)
    dataset: Dataset = Field(
        description="Release and revision of the data that the answer was computed from"
    )
    hints: list[str] = Field(
        description="Sentences that explain the answer: gaps in the data, values"
        " that match nothing, alternatives"
    )


class Meta(AnswerMeta):
    """The query as the server understood it, its size, and the requested counts."""

    facets: dict[str, list[Bucket]] = Field(
        default={},
        description="Counts by field; empty unless the query has `facet`, or"
        " `group_by` with one field",
    )
    groups: list[GroupCount] = Field(
        default=[],
        description="Counts of pairs of values; empty unless the query has"
        " `group_by` with two fields",
    )
    removed: list[str] | None = Field(
        default=[],
        description="Ids of the records of this list that were removed after the"
        " release in `changed_since`, on the first page only; other"
        " filters do not apply to them; `null` if they are not known",
    )


class Links(Schema):
    """Paths of this answer and its neighbours in this API."""

    self: str = Field(description="Same query in canonical form")
    next: str | None = Field(description="Next page; `null` on the last page")
    prev: str | None = Field(description="Previous page; `null` on the first page")


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
    """One fault of a request, with the accepted names or values."""

    in_: str = Field(
        alias="in",
        description="Part of the request with the fault: `query`, `path` or `header`",
    )
    name: str = Field(description="Name of the parameter")
    value: str | None = Field(
        description="Received value, at most 500 characters of it; `null` if the"
        " fault is not about one value"
    )
    detail: str = Field(description="Description of the fault")
    did_you_mean: str | None = Field(
        description="Closest accepted name or value; `null` if none is close"
    )
    allowed: list[str] | None = Field(
        description="All accepted names or values; `null` if they cannot be listed"
    )


class Problem(Schema):
    """An error response, as defined in RFC 9457."""

    type: str = Field(description="Path of a page that explains this kind of error")
    title: str = Field(
        description="Title of this kind of error, the same for all its cases"
    )
    status: int = Field(description="HTTP status code")
    detail: str = Field(description="Description of what is wrong with this request")
    instance: str = Field(description="Path and query of the request")
    errors: list[Fault] = Field(
        description="Faults of the request, at most 20; empty if the error has no"
        " single cause"
    )
