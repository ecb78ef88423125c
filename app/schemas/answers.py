"""Answers other than lists of records."""

from typing import Annotated

from pydantic import Field

from app.schemas.base import (
    DATE,
    AnswerMeta,
    Dataset,
    EdtfDate,
    Links,
    ListColumns,
    Meta,
    MissionRef,
    Ref,
    Schema,
)
from app.schemas.provenance import Claim
from app.schemas.vocabularies import Boundary, Sex


class FirstFlight(Schema):
    """A flight in brief; `/v1/crew?mission=…&person=…` has the whole entry."""

    person: Ref = Field(description="The person")
    mission: MissionRef = Field(description="Mission launched on")
    role: str = Field(description="Role on board")
    countries: list[Ref] = Field(description="State or states of citizenship at launch")
    launched: EdtfDate | None = Field(description=f"Launch: {DATE}")


Flights = Annotated[list[FirstFlight], ListColumns(("person", "mission"))]


class OtherDefinition(Schema):
    """The parameters by which another definition differs."""

    boundary: Boundary | None = Field(
        default=None, description="Another boundary of space"
    )
    basis: str | None = Field(default=None, description="Another basis of citizenship")
    lineage: str | None = Field(
        default=None, description="Other related states that count too"
    )


class Change(Schema):
    """A change of the definition that changes the answer, with that answer."""

    change: OtherDefinition = Field(description="The changed parameters")
    first: list[FirstFlight] = Field(
        description="People who are first under the changed definition"
    )


class Group(Schema):
    """The group of an answer; `by` says which of these fields it has."""

    country: Ref | None = Field(default=None, description="State")
    station: Ref | None = Field(default=None, description="Station")
    spacecraft: Ref | None = Field(default=None, description="Type of craft")
    programme: Ref | None = Field(default=None, description="Programme")
    region: str | None = Field(default=None, description="Region of the UN's list")
    subregion: str | None = Field(
        default=None, description="Subregion of the UN's list"
    )
    sex: Sex | None = Field(default=None, description="`female` or `male`")
    decade: str | None = Field(default=None, description="First year of the decade")


class RunnerUp(Schema):
    """The next other person after the first, or several who are tied."""

    launched: EdtfDate | None = Field(description=f"Launch: {DATE}")
    at: EdtfDate | None = Field(
        description=f"When it was achieved, `null` if unknown: {DATE}"
    )
    crew: Flights = Field(description="The next people; none of them was first")


class First(Schema):
    """The earliest matching flight of a group, or of all flights."""

    group: Group | None = Field(
        description="The group, by `by`, or the only state of the query"
    )
    first: Flights = Field(
        description="People who were first; several are tied, or may each be first"
    )
    launched: EdtfDate | None = Field(description=f"Launch: {DATE}")
    at: EdtfDate | None = Field(
        description="When it was achieved, `null` if unknown or if those in `first`"
        f" have different times: {DATE}"
    )
    at_min: EdtfDate | None = Field(
        description=f"The earliest instant that `at` can be: {DATE}"
    )
    at_max: EdtfDate | None = Field(
        description="The latest instant that `at` can be, `null` if the flight has no"
        f" known end: {DATE}"
    )
    runner_up: RunnerUp | None = Field(
        description="The next other person after the first"
    )
    sensitivity: Annotated[list[Change], ListColumns(("change",))] = Field(
        description="The changes of the definition that change this answer"
    )
    claims: list[Claim] | None = Field(
        description="Claims of sources about this first; with `by` only if the query"
        " has `include=claims`, otherwise `null`"
    )


class Definition(Schema):
    """The definition of a first, under which an answer was computed."""

    boundary: Boundary = Field(description="`orbit`, `100km` or `80km`")
    basis: str = Field(description="`citizenship` at launch, or `birth`")
    lineage: str = Field(description="Related states whose citizens count too")
    achievement: str = Field(description="What was achieved first")
    text: str = Field(description="The definition as a sentence")


class FirstsMeta(AnswerMeta):
    """The query as understood, its definition, and the number of groups."""

    definition: Definition = Field(description="The definition of the answer")


class FirstsAnswer(Schema):
    """The first of each group."""

    data: list[First] = Field(description="A first for each group")
    meta: FirstsMeta
    links: Links


class Index(Schema):
    """The addresses of the API."""

    resources: dict[str, str] = Field(description="Lists of records, by name")
    questions: dict[str, str] = Field(description="An example of every other query")
    openapi: str = Field(description="The OpenAPI document")
    docs: str = Field(description="Interactive documentation")
    dataset: Dataset = Field(description="The data set")


class Coverage(Schema):
    """What the data has of a resource, or of some fields of its records."""

    part: str = Field(description="The part in words")
    resource: str = Field(description="The resource")
    kinds: list[str] = Field(
        description="Kinds of its records, or types of craft, all if there are none;"
        " `not-counted` are missions without lift-off, `flown` and `not-flown` people"
    )
    fields: list[str] = Field(
        description="Fields that the row is about: where it is complete, an empty value"
        " means none. Without fields the row is about the records themselves"
    )
    complete_from: EdtfDate | None = Field(description=f"Complete from: {DATE}")
    complete_to: EdtfDate | None = Field(
        description=f"Complete up to, `null` if the part is a choice: {DATE}"
    )
    note: str | None = Field(description="What this includes and what it does not")


class Gap(Schema):
    """A known gap in the data."""

    id: str = Field(description="Stable readable id")
    about: str = Field(description="The part, as a resource or a field")
    text: str = Field(description="What is missing")


class DataRelease(Schema):
    """A release of the data, with the number of its changes."""

    version: str = Field(description="Version, as `since` and `release` accept it")
    released: EdtfDate = Field(description=f"Day of the release: {DATE}")
    note: str = Field(description="Summary in a sentence")
    download: str | None = Field(
        description="Path of a zip file with the facts of the release, as the files"
        " that it was made from; `null` if there is none here"
    )
    added: int = Field(
        description="Records, and members of their lists, that were added"
    )
    changed: int = Field(description="Fields that changed")
    removed: int = Field(
        description="Records, and members of their lists, that were removed"
    )


class DatasetContent(Schema):
    """The contents of the data set, and its known gaps."""

    version: str = Field(description="Latest release in the data")
    revision: str = Field(description="SHA-256 that identifies the data")
    removed_since: str | None = Field(
        description="First release after which all removed records are known, so that a"
        " copy of it can be updated; `null` if there is none yet"
    )
    unreleased_count: int = Field(
        description="Number of records that were changed, added or removed after that"
        " release; 0 if the data is exactly the release"
    )
    license: str = Field(description="SPDX id")
    credit: str = Field(description="How to credit the data")
    citation: str = Field(
        description="How to cite the data: the release, and where it can be fetched;"
        " a path if the public address of the server is not known"
    )
    counts: dict[str, int] = Field(description="Records by type")
    coverage: list[Coverage] = Field(
        description="The date to which each part is complete"
    )
    gaps: list[Gap] = Field(description="Known gaps")
    releases: list[DataRelease] = Field(description="Releases, latest first")


class DatasetAnswer(Schema):
    """The contents of the data set, in the envelope."""

    data: DatasetContent = Field(description="The data set")
    meta: Meta
    links: Links


class Download(Schema):
    """A file of the whole data set."""

    name: str = Field(description="Name of the file")
    about: str = Field(description="What the file contains")
    bytes: int = Field(description="Size")
    sha256: str = Field(description="SHA-256 of the file, in hexadecimal")
    release: str | None = Field(
        description="The release whose facts the file has, `null` for the current data"
    )
    url: str = Field(description="Path of the file")


class DownloadPage(Schema):
    """The whole data set as files."""

    data: list[Download] = Field(description="The files")
    meta: Meta
    links: Links


class Match(Schema):
    """A text of a record with words of a search."""

    field: str = Field(description="The field of the record that has the text")
    text: str = Field(
        description="The text; of a long one the part around the first match, with …"
        " where it is cut"
    )
    ranges: list[list[int]] = Field(
        description="Where words match: pairs of the first character and the one after"
        " the last, counted in Unicode characters from 0"
    )


class Found(Schema):
    """A record that search found."""

    type: str = Field(description="The resource that it belongs to")
    id: str = Field(description="Stable readable id")
    label: str = Field(description="Its name")
    hint: str = Field(description="Distinguishes it from others of that name")
    url: str = Field(description="Path of the whole record, under this API")
    matches: list[Match] = Field(
        description="Texts with the words, names first, so that a client can mark them"
    )


class SearchPage(Schema):
    """The records that search found, best first."""

    data: list[Found] = Field(description="The records, best first")
    meta: Meta
    links: Links
