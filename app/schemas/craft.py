"""Bodies of programmes, spacecraft and stations."""

from pydantic import Field

from app.schemas.base import DATE, Checked, EdtfDate, Named, Ref


class Programme(Named):
    """A programme, project or series of flights."""

    kind: str = Field(description="Kind of programme")
    parent: Ref | None = Field(description="Programme to which it belongs")
    began: EdtfDate | None = Field(description=f"Beginning: {DATE}")
    ended: EdtfDate | None = Field(description=f"End: {DATE}")
    countries: list[Ref] | None = Field(description="States that took part")
    organisations: list[Ref] | None = Field(description="Organisations that ran it")
    missions_count: int | None = Field(description="Number of its counted missions")
    guests_count: int = Field(
        description="Number of people flown who were citizens of none of the operating"
        " states"
    )
    guest_countries_count: int = Field(description="Number of states of those people")
    checked: Checked


class Spacecraft(Named):
    """A type of craft, a vehicle that flew more than once, or a launch vehicle."""

    kind: str = Field(
        description="`type`, `vehicle`, `launch-vehicle` or `docking-system`"
    )
    type: Ref | None = Field(description="Type of a vehicle")
    countries: list[Ref] | None = Field(description="States that built it")
    crew_capacity: int | None = Field(description="Largest crew")
    cabin_gas: str | None = Field(
        description="What the crew breathes: `oxygen`, or `nitrogen and oxygen`"
    )
    cabin_pressure_kpa: float | None = Field(
        description="Usual pressure in the cabin in flight, kilopascals"
    )
    first_flight: EdtfDate | None = Field(description=f"First flight: {DATE}")
    missions_count: int | None = Field(
        description="Number of its counted missions in this data, `null` if none is"
        " known"
    )
    checked: Checked


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
    programme: Ref | None = Field(description="Programme to which it belongs")
    missions_count: int = Field(
        description="Number of crewed missions that docked with it"
    )
    visitors_count: int = Field(description="Number of people who were aboard")
    checked: Checked
