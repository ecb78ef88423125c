"""Answers other than lists of records."""

from typing import Annotated

from pydantic import Field

from app.schemas.base import (
    DATE,
    AnswerMeta,
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
    """A short form of a crew entry; `/v1/crew` returns the whole entry."""

    person: Ref = Field(description="The person")
    mission: MissionRef = Field(description="Mission on which the person was launched")
    role: str = Field(description="Role on board")
    countries: list[Ref] = Field(description="Countries of citizenship at launch")
    launched: EdtfDate | None = Field(description=f"Date of launch: {DATE}")


Flights = Annotated[list[FirstFlight], ListColumns(("person", "mission"))]


class OtherDefinition(Schema):
    """The parameters in which another definition differs from that of the answer."""

    boundary: Boundary | None = Field(
        default=None, description="Other boundary of space"
    )
    basis: str | None = Field(
        default=None, description="Other basis: `citizenship` or `birth`"
    )
    lineage: str | None = Field(
        default=None, description="Other related countries whose citizens count too"
    )


class Change(Schema):
    """A change of the definition that leads to another answer, and that answer."""

    change: OtherDefinition = Field(description="Changed parameters")
    first: list[FirstFlight] = Field(
        description="People who were first under the changed definition"
    )


class Group(Schema):
    """The group that an answer is about; it has the field that `by` names."""

    country: Ref | None = Field(default=None, description="Country")
    station: Ref | None = Field(default=None, description="Station")
    spacecraft: Ref | None = Field(default=None, description="Type of spacecraft")
    programme: Ref | None = Field(default=None, description="Programme")
    region: str | None = Field(
        default=None, description="Region in the United Nations M49 standard"
    )
    subregion: str | None = Field(
        default=None, description="Subregion in the United Nations M49 standard"
    )
    sex: Sex | None = Field(default=None, description="`female` or `male`")
    decade: str | None = Field(
        default=None, description="First year of the decade, such as `1970`"
    )


class RunnerUp(Schema):
    """The next person after the first, or several people who are tied."""

    launched: EdtfDate | None = Field(description=f"Date of launch: {DATE}")
    at: EdtfDate | None = Field(
        description=f"Date of the achievement; `null` if unknown: {DATE}"
    )
    crew: Flights = Field(description="Next people; nobody among them was first")


class First(Schema):
    """The earliest matching flight in a group, or in all flights."""

    group: Group | None = Field(
        description="Group of the parameter `by`; without `by`, the country of the"
        " query if it names exactly one"
    )
    first: Flights = Field(
        description="People who were first; several people if they are tied, or if"
        " the dates do not decide who was first; empty if no flight"
        " matches"
    )
    launched: EdtfDate | None = Field(description=f"Date of launch: {DATE}")
    at: EdtfDate | None = Field(
        description="Date of the achievement; `null` if it is unknown or if the"
        f" people in `first` have different dates: {DATE}"
    )
    at_min: EdtfDate | None = Field(
        description=f"Earliest possible time of the achievement: {DATE}"
    )
    at_max: EdtfDate | None = Field(
        description="Latest possible time of the achievement; `null` if the end of"
        f" the flight is unknown: {DATE}"
    )
    runner_up: RunnerUp | None = Field(description="Next person after the first")
    sensitivity: Annotated[list[Change], ListColumns(("change",))] = Field(
        description="Changes of the definition that lead to another answer"
    )
    claims: list[Claim] | None = Field(
        description="Claims of sources about this first; with `by`, `null` unless"
        " the query has `include=claims`"
    )


class Definition(Schema):
    """The definition of "first" under which the answer was computed."""

    boundary: Boundary = Field(
        description="Boundary of space: `orbit`, `100km` or `80km`"
    )
    basis: str = Field(
        description="Relation of a person to a country: `citizenship` at launch,"
        " or `birth`"
    )
    lineage: str = Field(
        description="Related countries whose citizens count too: `none`,"
        " `predecessors`, `successors` or `all`"
    )
    achievement: str = Field(
        description="Achievement: `flight`, `spacewalk`, `docking` or `station-visit`"
    )
    text: str = Field(description="Definition as a sentence")


class FirstsMeta(AnswerMeta):
    """The query as the server understood it, with its definition and its size."""

    definition: Definition = Field(
        description="Definition under which the answer was computed"
    )


class FirstsAnswer(Schema):
    """The first of each group."""

    data: list[First] = Field(description="One first for each group")
    meta: FirstsMeta
    links: Links


class Match(Schema):
    """A text of a record that contains words of the search."""

    field: str = Field(description="Field of the record that contains the text")
    text: str = Field(
        description="Text of the field; a long text is cut to the part around the"
        " first match, and … marks each cut"
    )
    ranges: list[list[int]] = Field(
        description="Positions of the matching words: the start and the end"
        " (exclusive) of each, counted in Unicode characters from 0"
    )


class Found(Schema):
    """A record that matches a search."""

    type: str = Field(
        description="Type of the record, which is the name of its list, such as"
        " `missions`"
    )
    id: str = Field(description="Stable, readable id")
    label: str = Field(description="Name of the record")
    hint: str = Field(
        description="Details that distinguish the record from others with the same name"
    )
    url: str = Field(description="Path of the whole record in this API")
    matches: list[Match] = Field(
        description="Texts that contain the words, names first, with the positions"
        " of the words for highlighting"
    )


class SearchPage(Schema):
    """The records that match a search, best match first."""

    data: list[Found] = Field(description="Records, best match first")
    meta: Meta
    links: Links
