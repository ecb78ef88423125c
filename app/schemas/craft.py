"""Bodies of programmes and spacecraft."""

from pydantic import Field

from app.schemas.base import DATE, Checked, EdtfDate, MissionRef, Named, Ref
from app.schemas.vocabularies import ProgrammeKind, SpacecraftKind


class Programme(Named):
    """A programme, project or series of flights."""

    kind: ProgrammeKind = Field(description="Kind of programme")
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

    kind: SpacecraftKind = Field(
        description="`model` (a type of craft), `vehicle` (one that flew more than"
        " once), `launch-vehicle` or `docking-system`"
    )
    type: Ref | None = Field(description="Type of a vehicle, family of a rocket")
    countries: list[Ref] | None = Field(description="States that built it")
    crew_capacity: int | None = Field(description="Largest crew")
    cabin_gas: str | None = Field(
        description="What the crew breathes: `oxygen`, or `nitrogen and oxygen`"
    )
    cabin_pressure_kpa: float | None = Field(
        description="Usual pressure in the cabin in flight, kilopascals"
    )
    first_launched: EdtfDate | None = Field(
        description=f"First launch, of craft for crews the first with a crew: {DATE}"
    )
    first_flight: MissionRef | None = Field(
        description="Mission of the first launch, if it has a record"
    )
    missions_count: int | None = Field(
        description="Number of its counted missions in this data, of a family with"
        " those of its members; `null` if none is known"
    )
    checked: Checked
