"""Programmes, spacecraft and stations as they are served."""

from pydantic import Field

from app.schemas.base import DATE, EdtfDate, Named, Ref


class Programme(Named):
    """A programme, project or series of flights."""

    kind: str = Field(description="What sort of undertaking it is")
    parent: Ref | None = Field(description="Programme that it is part of")
    began: EdtfDate | None = Field(description=f"Beginning: {DATE}")
    ended: EdtfDate | None = Field(description=f"End: {DATE}")
    countries: list[Ref] = Field(description="States that took part")
    organisations: list[Ref] = Field(description="Organisations that ran it")
    missions_count: int = Field(description="Missions that belong to it")
    guests_count: int = Field(
        description="People flown who were citizens of none of the operating states"
    )
    guest_countries_count: int = Field(description="States that those people came from")


class Spacecraft(Named):
    """A type of craft, a vehicle that flew more than once, or a launch vehicle."""

    kind: str = Field(
        description="`type`, `vehicle`, `launch-vehicle` or `docking-system`"
    )
    type: Ref | None = Field(description="Type of which a vehicle is one")
    countries: list[Ref] = Field(description="States that built it")
    crew_capacity: int | None = Field(description="Largest crew that it carries")
    cabin_gas: str | None = Field(
        description="What the crew breathes: `oxygen`, or `nitrogen and oxygen`"
    )
    cabin_pressure_kpa: float | None = Field(
        description="Usual pressure in the cabin in flight, kilopascals"
    )
    first_flight: EdtfDate | None = Field(description=f"First flight: {DATE}")
    missions_count: int = Field(description="Missions in this data that it flew")


class Station(Named):
    """A space station, flown or planned."""

    status: str = Field(
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
    programme: Ref | None = Field(description="Programme that it belongs to")
    missions_count: int = Field(description="Crewed missions that set out for it")
    visitors_count: int = Field(description="People who were aboard")
