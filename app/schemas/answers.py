"""Answers to questions that are no list of records."""

from pydantic import Field

from app.schemas.base import (
    DATE,
    Dataset,
    EdtfDate,
    Links,
    Meta,
    MissionRef,
    Ref,
    Schema,
)
from app.schemas.flights import Crew
from app.schemas.provenance import Claim


class OtherDefinition(Schema):
    """What differs in another definition, as parameters."""

    boundary: str | None = Field(default=None, description="Another boundary of space")
    basis: str | None = Field(default=None, description="Another basis of citizenship")
    lineage: str | None = Field(default=None, description="Other states counted beside")


class Change(Schema):
    """A change of the definition that changes the answer, with that answer."""

    change: OtherDefinition = Field(description="What is changed")
    first: list[Crew] = Field(description="Who is first then")


class Group(Schema):
    """What an answer is for: one of these, by `by`."""

    country: Ref | None = Field(default=None, description="State")
    station: Ref | None = Field(default=None, description="Station")
    spacecraft: Ref | None = Field(default=None, description="Type of craft")
    programme: Ref | None = Field(default=None, description="Programme")
    region: str | None = Field(default=None, description="Region of the UN's list")
    subregion: str | None = Field(
        default=None, description="Subregion of the UN's list"
    )
    sex: str | None = Field(default=None, description="`female` or `male`")
    decade: str | None = Field(default=None, description="First year of the decade")


class RunnerUp(Schema):
    """Who came next."""

    launched: EdtfDate | None = Field(description=f"Launch: {DATE}")
    at: EdtfDate | None = Field(description=f"When it was achieved: {DATE}")
    crew: list[Crew] = Field(description="People launched next")


class First(Schema):
    """The earliest flight that fits, for one group or for all."""

    group: Group | None = Field(
        description="What this is the first of: by `by`, or the one state asked for"
    )
    first: list[Crew] = Field(
        description="People launched first; several launched together are tied"
    )
    launched: EdtfDate | None = Field(description=f"Launch: {DATE}")
    at: EdtfDate | None = Field(
        description=f"When it was achieved; the launch where no more is known: {DATE}"
    )
    runner_up: RunnerUp | None = Field(description="Who came next")
    sensitivity: list[Change] = Field(
        description="The changes of definition that change this answer"
    )
    claims: list[Claim] = Field(description="What sources state about this first")


class Definition(Schema):
    """What counts: the definition under which the question was answered."""

    boundary: str = Field(description="`orbit`, `100km` or `80km`")
    basis: str = Field(description="`citizenship` at launch, or `birth`")
    lineage: str = Field(description="Whose citizens count beside the state's own")
    achievement: str = Field(description="What was done first")
    text: str = Field(description="The definition as one sentence")


class FirstsMeta(Schema):
    """What was asked, under which definition."""

    total: int = Field(description="How many groups there are")
    returned: int = Field(description="How many groups are on this page")
    query: str = Field(description="The query as understood, in English")
    definition: Definition = Field(description="Under which definition")
    dataset: Dataset = Field(description="Which data answered")
    hints: list[str] = Field(
        description="Why an answer is empty, and what would answer"
    )


class FirstsAnswer(Schema):
    """Who was first."""

    data: list[First] = Field(description="A first for each group")
    meta: FirstsMeta
    links: Links


class Present(Schema):
    """Somebody in space at the instant."""

    person: Ref = Field(description="Who was in space")
    crew: Ref = Field(description="The flight, as a crew entry")
    mission: MissionRef = Field(description="Mission launched on")
    countries: list[Ref] = Field(description="State or states of citizenship at launch")
    station: Ref | None = Field(
        description="Station of the flight; that the person was aboard at this very"
        " instant is not said"
    )
    since: EdtfDate | None = Field(description=f"Launch: {DATE}")
    until: EdtfDate | None = Field(
        description=f"Landing, `null` while in flight: {DATE}"
    )


class PresentPage(Schema):
    """Who was in space."""

    data: list[Present] = Field(description="Everybody in space, earliest launch first")
    meta: Meta
    links: Links


class Index(Schema):
    """What can be asked."""

    resources: dict[str, str] = Field(description="Lists of records, by name")
    questions: dict[str, str] = Field(description="An example of each other question")
    openapi: str = Field(description="This API in the words of OpenAPI")
    docs: str = Field(description="The interactive page")
    dataset: Dataset = Field(description="Which data answers")


class Coverage(Schema):
    """To what date a part of the data is complete."""

    part: str = Field(description="Which part, as a resource")
    complete_to: EdtfDate | None = Field(description=f"Complete up to: {DATE}")
    note: str | None = Field(description="What that includes and what it does not")


class Gap(Schema):
    """Something that is known to be missing."""

    id: str = Field(description="Stable readable id")
    about: str = Field(description="Which part, as a resource or a field")
    text: str = Field(description="What is missing")


class DataRelease(Schema):
    """A release of the data, and how much it changed in the one before."""

    version: str = Field(description="By which `since` and `release` name it")
    released: EdtfDate = Field(description=f"Its day: {DATE}")
    note: str = Field(description="What it brought, in a sentence")
    added: int = Field(description="Records, and entries of their lists, that came")
    changed: int = Field(description="Fields that changed")
    removed: int = Field(description="Records, and entries of their lists, that went")


class DatasetContent(Schema):
    """What the data holds and what it does not."""

    version: str = Field(description="Latest release that the data hold")
    revision: str = Field(description="SHA-256 that names the data")
    license: str = Field(description="SPDX id")
    credit: str = Field(description="How to credit the data")
    counts: dict[str, int] = Field(description="Records by type")
    coverage: list[Coverage] = Field(description="To what date each is complete")
    gaps: list[Gap] = Field(description="What is known to be missing")
    releases: list[DataRelease] = Field(description="Releases of it, latest first")


class DatasetAnswer(Schema):
    """What the data holds, in the envelope."""

    data: DatasetContent = Field(description="The data set")
    meta: Meta
    links: Links


class Download(Schema):
    """A file of the whole data set."""

    name: str = Field(description="Name of the file")
    about: str = Field(description="What is in it")
    bytes: int = Field(description="Size")
    sha256: str = Field(description="SHA-256 of the file, in hexadecimal")
    url: str = Field(description="Where to fetch it")


class DownloadPage(Schema):
    """The whole data set as files."""

    data: list[Download] = Field(description="The files")
    meta: Meta
    links: Links


class Step(Schema):
    """How many people were in space from an instant on, until the next step."""

    at: EdtfDate = Field(description=f"From when: {DATE}")
    count: int = Field(description="How many people were in space")


class History(Schema):
    """The number of people in space over time."""

    group: Group | None = Field(description="State or station, by `by`")
    steps: list[Step] = Field(description="The number at each change, earliest first")


class HistoryAnswer(Schema):
    """The number of people in space over time, one series for each group."""

    data: list[History] = Field(description="A series for each group")
    meta: Meta
    links: Links


class Holder(Schema):
    """Somebody who holds a record."""

    person: Ref = Field(description="Who holds it")
    crew: Crew | None = Field(description="The flight, where the record is of one")


class SuperlativeHeld(Schema):
    """A record and everybody who holds it."""

    record: str = Field(description="Which record, as `record=` names it")
    text: str = Field(description="The record in words")
    unit: str = Field(description="Unit of `value`: `seconds`, `flights`, `spacewalks`")
    value: int | None = Field(description="The value, `null` if no flight fits")
    holders: list[Holder] = Field(description="All who hold it; several are tied")


class SuperlativePage(Schema):
    """Records."""

    data: list[SuperlativeHeld] = Field(description="The records")
    meta: Meta
    links: Links


class Found(Schema):
    """A record that was found."""

    type: str = Field(description="The resource that it belongs to")
    id: str = Field(description="Stable readable id")
    label: str = Field(description="Its name")
    hint: str = Field(description="What tells it from others of that name")
    url: str = Field(description="Path of the whole record, under this API")


class SearchPage(Schema):
    """What was found, best first."""

    data: list[Found] = Field(description="What was found, best first")
    meta: Meta
    links: Links
