"""Bodies of programmes and spacecraft."""

from pydantic import Field

from app.schemas.base import DATE, Checked, EdtfDate, MissionRef, Named, Ref
from app.schemas.vocabularies import ProgrammeKind, SpacecraftKind


class Programme(Named):
    """A programme, project or series of flights."""

    kind: ProgrammeKind = Field(description="Kind of programme")
    parent: Ref | None = Field(
        description="Larger programme that this programme is a part of"
    )
    began: EdtfDate | None = Field(
        description=f"Date on which the programme began: {DATE}"
    )
    ended: EdtfDate | None = Field(
        description=f"Date on which the programme ended: {DATE}"
    )
    countries: list[Ref] | None = Field(description="Countries that took part")
    organisations: list[Ref] | None = Field(
        description="Organisations that ran the programme"
    )
    missions_count: int | None = Field(
        description="Number of missions in the programme whose `counted` is `true`"
    )
    guests_count: int = Field(
        description="Number of guests: people who flew on a mission of the"
        " programme and were citizens of none of the countries that"
        " ran it"
    )
    guest_countries_count: int = Field(
        description="Number of countries of these guests"
    )
    checked: Checked


class Spacecraft(Named):
    """A type of spacecraft, a vehicle that flew more than once, or a launch vehicle."""

    kind: SpacecraftKind = Field(
        description="`model` (a type of spacecraft), `vehicle` (a single"
        " spacecraft that flew more than once), `launch-vehicle` or"
        " `docking-system`"
    )
    type: Ref | None = Field(
        description="Type that a vehicle belongs to, or family that a launch"
        " vehicle belongs to"
    )
    countries: list[Ref] | None = Field(description="Countries that built it")
    crew_capacity: int | None = Field(
        description="Largest number of people that it can carry"
    )
    cabin_gas: str | None = Field(
        description="Gas in the cabin: `oxygen`, or `nitrogen and oxygen`"
    )
    cabin_pressure_kpa: float | None = Field(
        description="Usual cabin pressure during flight, in kilopascals"
    )
    first_launched: EdtfDate | None = Field(
        description="Date of the first launch; for crewed spacecraft, of the first"
        f" launch with a crew: {DATE}"
    )
    first_flight: MissionRef | None = Field(
        description="Mission of the first launch; `null` if the database has no"
        " record of it"
    )
    missions_count: int | None = Field(
        description="Number of its missions in the database whose `counted` is"
        " `true`; a family includes the missions of its members;"
        " `null` if no mission is known"
    )
    checked: Checked
