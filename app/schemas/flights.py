"""People, missions and crews as they are served."""

from pydantic import Field

from app.schemas.base import (
    DATE,
    EdtfDate,
    MissionRef,
    Named,
    Record,
    Ref,
    RoleRef,
    Schema,
)

GUEST = "a citizen of none of the states that ran the mission"


class Person(Named):
    """Somebody whom the data names; `flights` above 0 went to space."""

    native_name: str | None = Field(description="Name in its own script and order")
    sex: str | None = Field(description="`female` or `male`")
    born: EdtfDate | None = Field(description=f"Birth: {DATE}")
    died: EdtfDate | None = Field(description=f"Death: {DATE}")
    birth_country: Ref | None = Field(
        description="State to which the place of birth belongs today"
    )
    countries: list[Ref] = Field(
        description="States of citizenship that matter here; at each launch: see crew"
    )
    occupations: list[str] = Field(description="What the person was besides")
    flights: int = Field(description="Flights above 80 km")
    first_flight: MissionRef | None = Field(description="First flight above 80 km")
    last_flight: MissionRef | None = Field(description="Latest flight above 80 km")
    time_in_space_seconds: int | None = Field(
        description="Seconds from launch to landing over all ended flights whose times"
        " of day are known"
    )
    missions: list[MissionRef] = Field(description="Flights, earliest first")
    stations: list[Ref] = Field(description="Stations that the person was aboard of")
    spacewalk_count: int = Field(description="Spacewalks recorded here (see coverage)")
    gcat_id: str | None = Field(description="Id in GCAT's list of people")


class CrewMember(Schema):
    """A crew entry inside a mission."""

    person: Ref = Field(description="Who flew")
    role: str = Field(description="Role on board")
    role_title: str | None = Field(description="Role in the source's own words")
    countries: list[Ref] = Field(description="State or states of citizenship at launch")
    landed_on: Ref | None = Field(description="Mission that brought the person down")


class Assigned(Schema):
    """Somebody assigned who did not reach space on the mission."""

    person: Ref = Field(description="Who was assigned")
    kind: str = Field(
        description="`backup`, `replaced` where others took over the flight, or"
        " `aborted` where it ended early"
    )
    role: str | None = Field(description="Role that was meant for the person")


class Docking(Schema):
    """A meeting with a station or another mission, reached or missed."""

    target: Ref = Field(
        description="Station or mission that it docked with, or meant to"
    )
    docked: EdtfDate | None = Field(description=f"Docking: {DATE}")
    undocked: EdtfDate | None = Field(description=f"Undocking: {DATE}")
    outcome: str = Field(description="`docked`, `failed` or `not-attempted`")
    note: str | None = Field(description="What a reader should know about it")


class Mission(Named):
    """One flight of one vehicle, crewed or not."""

    kind: str = Field(
        description="`crewed-orbital`, `crewed-suborbital`, `satellite`,"
        " `sounding-rocket`, `probe` or `test`"
    )
    cospar: str | None = Field(description="International designation")
    launched: EdtfDate | None = Field(description=f"Launch: {DATE}")
    landed: EdtfDate | None = Field(
        description=f"Landing or decay of the craft: {DATE}"
    )
    duration_seconds: int | None = Field(
        description="Seconds from launch to landing of the craft, where both have a"
        " time of day"
    )
    outcome: str = Field(
        description="`success`, `partial`, `docking-failed`, `launch-aborted`,"
        " `launch-failure`, `crew-lost`, `failure` or `unknown`"
    )
    boundary: str | None = Field(
        description="Highest boundary of space crossed: `orbit`, `100km`, `80km`, or"
        " `null` if none"
    )
    programmes: list[Ref] = Field(description="Programmes that it belongs to")
    spacecraft: Ref | None = Field(description="Type of craft")
    vehicle: Ref | None = Field(description="Craft, where it flew more than once")
    station: Ref | None = Field(
        description="Station that it set out for, reached or not (see `dockings`)"
    )
    countries: list[RoleRef] = Field(
        description="States that took part, with their role"
    )
    crew: list[CrewMember] = Field(description="People launched on it")
    crew_size: int = Field(description="How many were launched on it")
    guests_count: int = Field(description=f"How many of them were guests: {GUEST}")
    assigned: list[Assigned] = Field(
        description="Backups, crews who were replaced, and crews of flights that did"
        " not reach space"
    )
    dockings: list[Docking] = Field(description="Dockings, earliest first")
    launch_vehicle: str | None = Field(description="Rocket")
    launch_site: str | None = Field(description="Launch site")
    call_sign: str | None = Field(description="Radio call sign of the craft or crew")
    mass_kg: float | None = Field(description="Mass at launch, kilograms")
    perigee_km: float | None = Field(description="Perigee height, kilometres")
    apogee_km: float | None = Field(description="Apogee height, kilometres")
    inclination_deg: float | None = Field(
        description="Inclination of the orbit, degrees"
    )
    gcat_id: str | None = Field(description="Id in GCAT's list of human spaceflights")


class Crew(Record):
    """One person's flight: launched on one mission, landed on it or on another."""

    person: Ref = Field(description="Who flew")
    mission: MissionRef = Field(description="Mission launched on")
    role: str = Field(description="Role on board")
    role_title: str | None = Field(description="Role in the source's own words")
    countries: list[Ref] = Field(description="State or states of citizenship at launch")
    guest: bool = Field(description=f"Whether the person was a guest: {GUEST}")
    launched: EdtfDate | None = Field(description=f"Launch: {DATE}")
    landed: EdtfDate | None = Field(
        description=f"Landing of the person, `null` while in flight: {DATE}"
    )
    landed_on: Ref | None = Field(description="Mission that brought the person down")
    duration_seconds: int | None = Field(
        description="Seconds from launch to landing, where both have a time of day"
    )
    boundary: str = Field(
        description="Highest boundary of space crossed: `orbit`, `100km` or `80km`"
    )
    kind: str = Field(description="`crewed-orbital` or `crewed-suborbital`")
    spacecraft: Ref | None = Field(description="Type of craft launched on")
    stations: list[Ref] = Field(description="Stations that the person was aboard of")
    programmes: list[Ref] = Field(description="Programmes of the mission launched on")
