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
    """A person in space at an instant, and the person's location."""

    person: Ref = Field(description="The person")
    crew: Ref = Field(description="Crew entry of the flight")
    mission: MissionRef = Field(description="Mission on which the person was launched")
    role: CrewRole = Field(description="Role on board")
    role_title: str | None = Field(description="Role in the words of the source")
    countries: list[CountryRef] = Field(
        description="Countries of citizenship at launch"
    )
    perhaps: bool = Field(
        description="Whether the person's presence is only possible. It is"
        " possible, not certain, if the crews are not complete to this"
        " time and no landing is known, or if the flight covers only a"
        " part of the requested time"
    )
    aboard: Ref | None = Field(
        description="Station, or mission of the spacecraft, that the person was"
        " aboard; `null` if the time of a docking is unknown or lies"
        " within the requested time"
    )
    aboard_since: EdtfDate | None = Field(
        description="Date of the launch, docking, undocking or transfer after"
        " which the person was there, from `stays` of the crew entry:"
        f" {DATE}"
    )
    station: Ref | None = Field(
        description="Station that the person was aboard; `null` before docking, after"
        " undocking, and if `aboard` is `null`"
    )
    spacecraft: Ref | None = Field(
        description="Type of the spacecraft that the person was in or, aboard a"
        " station, arrived in"
    )
    since: EdtfDate | None = Field(
        description=f"Date on which the person was launched: {DATE}"
    )
    until: EdtfDate | None = Field(
        description=f"Date on which the person landed; `null` while in flight: {DATE}"
    )


class PresentMeta(AnswerMeta):
    """The query as understood, and how many people are certain.

    `complete_to` is the day to which the crews are complete.
    """

    count_min: int = Field(
        description="Number of people who were certainly in space: without those"
        " marked `perhaps`"
    )
    count_max: int = Field(
        description="Number of people who may have been in space: including those"
        " marked `perhaps`"
    )


class PresentPage(Schema):
    """The people in space at an instant."""

    data: list[Present] = Field(
        description="People who were or may have been in space, earliest launch first"
    )
    meta: PresentMeta
    links: Links


class Step(Schema):
    """The number of people in space from an instant until the next step."""

    at: EdtfDate = Field(description=f"Time from which the number is valid: {DATE}")
    count: int = Field(description="Number of people in space")


class HistoryStep(Schema):
    """A step as a row of a table."""

    group: Ref | None = Field(
        description="Country or station, as `by` selects; `null` without `by`"
    )
    at: EdtfDate = Field(description=f"Time from which the number is valid: {DATE}")
    count: int = Field(description="Number of people in space")


class History(Schema):
    """The number of people in space over time."""

    group: Group | None = Field(
        description="Country or station, as `by` selects; `null` without `by`"
    )
    steps: list[Step] = Field(
        description="Number after each change, earliest first, to `meta.complete_to`"
    )


class HistoryMeta(AnswerMeta):
    """The query as understood; the numbers end at `complete_to`."""


class HistoryAnswer(Schema):
    """The number of people in space over time, one series for each group."""

    data: list[History] = Field(description="One series for each group")
    meta: HistoryMeta
    links: Links
