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

    kind: ModuleKind = Field(description="Kind of module, such as `core` or `node`")
    launched: EdtfDate | None = Field(description=f"Date of launch: {DATE}")
    attached: EdtfDate | None = Field(
        description=f"Date on which the module was attached to the station: {DATE}"
    )
    detached: EdtfDate | None = Field(
        description=f"Date on which the module was detached from the station: {DATE}"
    )


class Station(Named):
    """A space station, flown or planned."""

    status: StationStatus = Field(
        description="`operational`, `ended`, `never-crewed`, `launch-failure` or"
        " `project`"
    )
    cospar: str | None = Field(
        description="International designation (COSPAR id) of the first module"
    )
    launched: EdtfDate | None = Field(
        description=f"Date on which the first module was launched: {DATE}"
    )
    ended: EdtfDate | None = Field(
        description="Date on which the station re-entered the atmosphere or was"
        f" lost: {DATE}"
    )
    end_kind: str | None = Field(
        description="`reentry` (uncontrolled), `deorbit` (controlled) or"
        " `launch-failure`"
    )
    countries: list[Ref] = Field(description="Countries that ran the station")
    programme: Ref | None = Field(description="Programme that the station belongs to")
    modules: list[StationModule] = Field(
        description="Modules of the station, earliest first"
    )
    missions_count: int = Field(
        description="Number of crewed missions that docked with the station"
    )
    cargo_missions_count: int = Field(
        description="Number of spacecraft without a crew that docked with the"
        " station, without modules"
    )
    expeditions_count: int = Field(
        description="Number of expeditions to the station in the database"
    )
    modules_count: int = Field(description="Number of modules")
    visitors_count: int = Field(description="Number of people who entered the station")
    checked: Checked


class Module(Named):
    """A part of a station, such as a laboratory, an airlock, a truss or an arm."""

    kind: ModuleKind = Field(
        description="`core`, `module`, `node`, `airlock`, `adapter`, `truss`, `arm` or"
        " `other`"
    )
    station: Ref = Field(description="Station that the module is a part of")
    mission: MissionRef | None = Field(
        description="Mission that brought the module to the station"
    )
    launched: EdtfDate | None = Field(description=f"Date of launch: {DATE}")
    attached: EdtfDate | None = Field(
        description="Date on which the module was attached to the station; `null`"
        f" for the first module: {DATE}"
    )
    detached: EdtfDate | None = Field(
        description="Date on which the module was detached while the station"
        f" stayed in orbit: {DATE}"
    )
    ended: EdtfDate | None = Field(
        description=f"Date on which the module re-entered the atmosphere: {DATE}"
    )
    checked: Checked


class Expedition(Named):
    """A crew of a station: a main crew, which ran the station, or a visiting crew."""

    number: int | None = Field(
        description="Number of the expedition in the series of its station"
    )
    kind: ExpeditionKind = Field(
        description="`main` (a crew that ran the station) or `visiting`"
    )
    station: Ref = Field(description="Station of the expedition")
    began: EdtfDate | None = Field(
        description=f"Date on which the expedition began: {DATE}"
    )
    ended: EdtfDate | None = Field(
        description="Date on which the expedition ended; `null` if it is in"
        f" progress or the date is unknown: {DATE}"
    )
    duration_seconds: int | None = Field(
        description="Time from beginning to end, in seconds; `null` unless both"
        " times of day are known"
    )
    duration: IsoDuration
    duration_text: DurationText
    crew: list[RoleRef] = Field(
        description="Members of the expedition, with their roles"
    )
    crew_size: int = Field(description="Number of members")
    missions: list[MissionRef] = Field(
        description="Missions that brought the members to the station, in order"
    )
    countries: list[Ref] = Field(
        description="Countries of citizenship of the members at launch"
    )
    checked: Checked


class MissionDocking(Schema):
    """A docking, in the record of a mission."""

    target: Ref = Field(
        description="Station or mission that the spacecraft docked with, or was to"
        " dock with; the type of spacecraft if the target has no"
        " mission of its own"
    )
    method: DockingMethod = Field(
        description="`docking`, or `berthing` if a robotic arm moved the"
        " spacecraft to the port"
    )
    docked: EdtfDate | None = Field(description=f"Date of docking: {DATE}")
    undocked: EdtfDate | None = Field(
        description="Date of undocking; `null` if it is unknown or has not"
        f" happened: {DATE}"
    )
    outcome: DockingOutcome = Field(description="`docked`, `failed` or `not-attempted`")
    note: str | None = Field(description="Remark on the docking")


class Docking(MissionDocking, Record):
    """A docking of a spacecraft with a station or another spacecraft, or an attempt."""

    mission: MissionRef = Field(description="Mission of the spacecraft that docked")
    sequence: int = Field(
        description="Position among the dockings of the mission, from 1"
    )
    duration_seconds: int | None = Field(
        description="Time from docking to undocking, in seconds; `null` unless"
        " both times of day are known"
    )
    duration: IsoDuration
    duration_text: DurationText
    source: Ref = Field(description="Source that states the docking")


class Stay(Schema):
    """A period that a person spent aboard a station or a spacecraft."""

    aboard: Ref = Field(description="Station, or mission of the spacecraft")
    began: EdtfDate | None = Field(
        description="Date of the launch, docking, undocking or transfer with which"
        f" the stay began; `null` if unknown: {DATE}"
    )
    ended: EdtfDate | None = Field(
        description="Date of the docking, undocking, transfer or landing with"
        " which the stay ended; `null` if unknown or in the future:"
        f" {DATE}"
    )
    spacecraft: Ref | None = Field(
        description="Type of spacecraft; `null` aboard a station"
    )
    source: Ref | None = Field(
        description="Source of the docking or transfer with which the stay began"
    )
    note: str | None = Field(description="Remark on the stay")
