"""Bodies of stations, modules, expeditions and dockings."""

from pydantic import Field

from app.schemas.base import (
    DATE,
    Checked,
    DurationText,
    EdtfDate,
    IsoDuration,
    MissionRef,
    Named,
    Record,
    Ref,
    RoleRef,
    Schema,
)
from app.schemas.vocabularies import (
    DockingMethod,
    DockingOutcome,
    ExpeditionKind,
    ModuleKind,
    StationStatus,
)


class StationModule(Ref):
    """A module in the record of its station."""

    kind: ModuleKind = Field(description="Kind of module")
    launched: EdtfDate | None = Field(description=f"Launch: {DATE}")
    attached: EdtfDate | None = Field(description=f"Joined to the station: {DATE}")
    detached: EdtfDate | None = Field(description=f"Separated from it: {DATE}")


class Station(Named):
    """A space station, flown or planned."""

    status: StationStatus = Field(
        description="`operational`, `ended`, `never-crewed`, `launch-failure` or"
        " `project`"
    )
    cospar: str | None = Field(
        description="International designation of its first part"
    )
    launched: EdtfDate | None = Field(description=f"Launch of its first part: {DATE}")
    ended: EdtfDate | None = Field(description=f"Re-entry or loss: {DATE}")
    end_kind: str | None = Field(description="`reentry`, `deorbit` or `launch-failure`")
    countries: list[Ref] = Field(description="States that ran it")
    programme: Ref | None = Field(description="Programme to which it belongs")
    modules: list[StationModule] = Field(description="Its parts, earliest first")
    missions_count: int = Field(
        description="Number of crewed missions that docked with it"
    )
    cargo_missions_count: int = Field(
        description="Number of ships without a crew that docked with it, modules apart"
    )
    expeditions_count: int = Field(description="Number of its expeditions in this data")
    modules_count: int = Field(description="Number of its modules")
    visitors_count: int = Field(description="Number of people who were aboard")
    checked: Checked


class Module(Named):
    """A part of a station."""

    kind: ModuleKind = Field(
        description="`core`, `module`, `node`, `airlock`, `adapter`, `truss`, `arm` or"
        " `other`"
    )
    station: Ref = Field(description="Station that it is a part of")
    mission: MissionRef | None = Field(description="Mission that brought it")
    launched: EdtfDate | None = Field(description=f"Launch: {DATE}")
    attached: EdtfDate | None = Field(
        description=f"Joined to the station, `null` for its first part: {DATE}"
    )
    detached: EdtfDate | None = Field(
        description=f"Separated from the station while that flew on: {DATE}"
    )
    ended: EdtfDate | None = Field(description=f"Re-entry: {DATE}")
    checked: Checked


class Expedition(Named):
    """A crew of a station: a main one, which ran it, or a visiting one."""

    number: int | None = Field(description="Number in the series of its station")
    kind: ExpeditionKind = Field(description="`main` or `visiting`")
    station: Ref = Field(description="Station")
    began: EdtfDate | None = Field(description=f"Beginning: {DATE}")
    ended: EdtfDate | None = Field(
        description=f"End, `null` if it goes on or is not known: {DATE}"
    )
    duration_seconds: int | None = Field(
        description="Seconds from beginning to end, where both have a time of day"
    )
    duration: IsoDuration
    duration_text: DurationText
    crew: list[RoleRef] = Field(description="Members, with their role in it if known")
    crew_size: int = Field(description="Number of members")
    missions: list[MissionRef] = Field(
        description="Missions that brought its members, in order"
    )
    countries: list[Ref] = Field(description="States of its members, at launch")
    checked: Checked


class MissionDocking(Schema):
    """A docking in the record of a mission."""

    target: Ref = Field(
        description="Station or mission that it docked with, or was to dock with; the"
        " type of a craft that has no mission of its own"
    )
    method: DockingMethod = Field(
        description="`docking`, or `berthing` if an arm of the station caught the ship"
    )
    docked: EdtfDate | None = Field(description=f"Docking: {DATE}")
    undocked: EdtfDate | None = Field(
        description=f"Undocking, `null` if it is not known or has not happened: {DATE}"
    )
    outcome: DockingOutcome = Field(description="`docked`, `failed` or `not-attempted`")
    note: str | None = Field(description="Note")


class Docking(MissionDocking, Record):
    """A docking of a ship with a station or another craft, successful or not."""

    mission: MissionRef = Field(description="Mission of the ship that docked")
    sequence: int = Field(description="Its number among the dockings of the mission")
    duration_seconds: int | None = Field(
        description="Seconds from docking to undocking, where both have a time of day"
    )
    duration: IsoDuration
    duration_text: DurationText
    source: Ref = Field(description="Source of the docking")


class Stay(Schema):
    """A time that a person spent aboard a station, or aboard the craft of a mission."""

    aboard: Ref = Field(description="Station, or mission whose craft it was")
    began: EdtfDate | None = Field(
        description=f"Launch, docking, undocking or transfer, `null` if unknown: {DATE}"
    )
    ended: EdtfDate | None = Field(
        description="Docking, undocking, transfer or landing, `null` if unknown or"
        f" still to come: {DATE}"
    )
    spacecraft: Ref | None = Field(
        description="Type of the craft, `null` aboard a station"
    )
    source: Ref | None = Field(
        description="Source of the docking or transfer with which it began"
    )
    note: str | None = Field(description="Note")
