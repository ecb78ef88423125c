"""Answers about the people in space: at an instant, and their number over time."""

from pydantic import Field

from app.schemas.answers import Group
from app.schemas.base import (
    DATE,
    AnswerMeta,
    CountryRef,
    EdtfDate,
    Links,
    MissionRef,
    Ref,
    Schema,
)
from app.schemas.vocabularies import CrewRole


class Present(Schema):
    """A person in space at an instant, and where."""

    person: Ref = Field(description="The person")
    crew: Ref = Field(description="The flight, as a crew entry")
    mission: MissionRef = Field(description="Mission launched on")
    role: CrewRole = Field(description="Role on board")
    role_title: str | None = Field(description="Role in the source's own words")
    countries: list[CountryRef] = Field(
        description="State or states of citizenship at launch"
    )
    perhaps: bool = Field(
        description="Whether it is only possible that the person was in space: the"
        " crews are not complete to the instant and no landing is known, or the flight"
        " covers a part of the time asked for"
    )
    aboard: Ref | None = Field(
        description="Station, or mission whose craft the person was in; `null` if the"
        " time of a docking is unknown or lies within the time asked for"
    )
    aboard_since: EdtfDate | None = Field(
        description=f"Launch, docking, undocking or transfer, from `stays`: {DATE}"
    )
    station: Ref | None = Field(
        description="Station aboard which the person was, `null` before docking, after"
        " undocking, and if `aboard` is `null`"
    )
    spacecraft: Ref | None = Field(
        description="Type of the craft that the person was in, or came to the station"
        " by"
    )
    since: EdtfDate | None = Field(description=f"Launch: {DATE}")
    until: EdtfDate | None = Field(
        description=f"Landing, `null` while in flight: {DATE}"
    )


class PresentMeta(AnswerMeta):
    """The query as understood, and how many people are certain.

    `complete_to` is the day to which the crews are complete.
    """

    count_min: int = Field(description="Number of people without those of `perhaps`")
    count_max: int = Field(description="Number of people with those of `perhaps`")


class PresentPage(Schema):
    """The people in space at an instant."""

    data: list[Present] = Field(
        description="Everybody who was or may have been in space, earliest launch first"
    )
    meta: PresentMeta
    links: Links


class Step(Schema):
    """The number of people in space from an instant until the next step."""

    at: EdtfDate = Field(description=f"Beginning: {DATE}")
    count: int = Field(description="Number of people in space")


class HistoryStep(Schema):
    """A step as a row of a table."""

    group: Ref | None = Field(description="State or station, by `by`")
    at: EdtfDate = Field(description=f"Beginning: {DATE}")
    count: int = Field(description="Number of people in space")


class History(Schema):
    """The number of people in space over time."""

    group: Group | None = Field(description="State or station, by `by`")
    steps: list[Step] = Field(
        description="The number at each change, earliest first, to `complete_to`"
    )


class HistoryMeta(AnswerMeta):
    """The query as understood; the numbers end at `complete_to`."""


class HistoryAnswer(Schema):
    """The number of people in space over time, one series for each group."""

    data: list[History] = Field(description="A series for each group")
    meta: HistoryMeta
    links: Links
