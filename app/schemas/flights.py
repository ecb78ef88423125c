"""Bodies of people, missions and crews."""

from pydantic import Field

from app.schemas.base import (
    DATE,
    Checked,
    CountryRef,
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
from app.schemas.stations import MissionDocking, Stay
from app.schemas.vocabularies import (
    AssignmentKind,
    Boundary,
    CrewRole,
    LandingSurface,
    MissionKind,
    MissionOutcome,
    Sex,
)

GUEST = "a citizen of none of the states that ran the mission"
NOT_COUNTED = ("pad-abort", "captive", "not-ignited", "cancelled", "planned")
"""Outcomes of missions that have not lifted off for a flight of their own.

Such missions are records, and no number of missions includes them.
"""


class Person(Named):
    """A person; `flights_count` is above 0 if the person went to space."""

    native_name: str | None = Field(description="Name in its own script and order")
    sex: Sex | None = Field(description="`female` or `male`")
    born: EdtfDate | None = Field(description=f"Birth: {DATE}")
    died: EdtfDate | None = Field(description=f"Death: {DATE}")
    birth_country: Ref | None = Field(
        description="State to which the place of birth belongs today"
    )
    countries: list[Ref] | None = Field(
        description="States of citizenship that matter here; at each launch: see crew"
    )
    occupations: list[str] | None = Field(description="Other occupations")
    flights_count: int = Field(description="Number of flights above 80 km")
    flights: int = Field(
        description="The same number, for programs that know it by this name"
    )
    first_flight: MissionRef | None = Field(description="First flight above 80 km")
    last_flight: MissionRef | None = Field(description="Latest flight above 80 km")
    time_in_space_seconds: int | None = Field(
        description="Seconds from launch to landing over all ended flights whose times"
        " of day are known"
    )
    time_in_space: IsoDuration
    time_in_space_text: DurationText
    missions: list[MissionRef] = Field(description="Flights, earliest first")
    stations: list[Ref] = Field(description="Stations that the person entered")
    agencies: list[Ref] | None = Field(
        description="Organisations that sent the person on a flight"
    )
    selected: EdtfDate | None = Field(
        description=f"Selection for training as an astronaut: {DATE}"
    )
    selection_group: str | None = Field(description="Group of that selection")
    spacewalks_count: int | None = Field(
        description="Number of spacewalks; `null` if none is known and some may be"
        " missing (see coverage)"
    )
    spacewalk_time_seconds: int | None = Field(
        description="Seconds of all spacewalks; `null` if the length of one is not"
        " known, or one may be missing"
    )
    spacewalk_time: IsoDuration
    spacewalk_time_text: DurationText
    gcat_id: str | None = Field(description="Id in GCAT's list of people")
    checked: Checked


class CrewMember(Schema):
    """A crew entry inside a mission."""

    person: Ref = Field(description="The person")
    role: CrewRole = Field(description="Role on board")
    role_title: str | None = Field(description="Role in the source's own words")
    countries: list[Ref] = Field(description="State or states of citizenship at launch")
    landed_on: Ref | None = Field(description="Mission that brought the person down")


class Assigned(Schema):
    """A person assigned to a mission who did not reach space on it."""

    person: Ref = Field(description="The person")
    kind: AssignmentKind = Field(
        description="`backup`, `replaced` if others took over the flight, or"
        " `aborted` if it ended early"
    )
    role: CrewRole | None = Field(description="Intended role")


class LandingPlace(Schema):
    """Where the craft of a mission landed on Earth."""

    name: str | None = Field(description="Place in words")
    kind: LandingSurface | None = Field(description="`land`, `sea`, `lake` or `runway`")
    site: Ref | None = Field(description="Runway, if it has a record")
    latitude: float | None = Field(description="Degrees, south negative")
    longitude: float | None = Field(description="Degrees, west negative")
    source: Ref = Field(description="Source of the place")
    note: str | None = Field(description="Note")


class Mission(Named):
    """One flight of one vehicle, crewed or not."""

    kind: MissionKind = Field(
        description="`crewed-orbital`, `crewed-suborbital`, `uncrewed-orbital`"
        " (launched without a crew, to bring one home), `cargo` to a station, `module`"
        " of one, `test` of a craft for crews or for docking, `satellite`,"
        " `sounding-rocket` or `probe`"
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
    duration: IsoDuration
    duration_text: DurationText
    outcome: MissionOutcome = Field(
        description="`success`, `partial`, `docking-failed`, `launch-aborted` after"
        " lift-off, `launch-failure`, `crew-lost`, `failure` or `unknown`; without"
        " lift-off: `pad-abort`, `captive` if the carrier aircraft did not release it,"
        " `not-ignited` if it did and the engine gave no thrust, `cancelled`, or"
        " `planned`, with the planned day as `launched`"
    )
    counted: bool = Field(
        description="Whether it lifted off for a flight of its own, and so is counted"
        " as a mission"
    )
    boundary: Boundary | None = Field(
        description="Highest boundary of space crossed: `orbit`, `100km`, `80km`, or"
        " `null` if none"
    )
    programmes: list[Ref] = Field(description="Programmes to which it belongs")
    spacecraft: Ref | None = Field(description="Type of craft")
    vehicle: Ref | None = Field(description="Craft, if it flew more than once")
    destination: Ref | None = Field(
        description="Station that it was launched to, reached or not"
    )
    station: Ref | None = Field(
        description="Station that it docked with, the first of `stations`"
    )
    stations: list[Ref] | None = Field(
        description="Stations that it docked with, in order"
    )
    countries: list[RoleRef] | None = Field(
        description="States that took part, with their role"
    )
    crew: list[CrewMember] = Field(description="People launched on it")
    crew_size: int = Field(description="Number of people launched on it")
    guests_count: int = Field(description=f"Number of guests among them, each {GUEST}")
    assigned: list[Assigned] | None = Field(
        description="Backups, crews who were replaced, and crews of flights that did"
        " not reach space"
    )
    dockings: list[MissionDocking] | None = Field(
        description="Dockings that it made, earliest first, then those made with it"
    )
    launch_vehicle: Ref | None = Field(description="Rocket")
    launch_site: Ref | None = Field(description="Launch site")
    launch_pad: Ref | None = Field(description="Launch pad of the site")
    landing_place: LandingPlace | None = Field(
        description="Where the craft landed on Earth"
    )
    call_sign: str | None = Field(description="Radio call sign of the craft or crew")
    mass_kg: float | None = Field(description="Mass at launch, kilograms")
    perigee_km: float | None = Field(description="Perigee height, kilometres")
    apogee_km: float | None = Field(description="Apogee height, kilometres")
    inclination_deg: float | None = Field(
        description="Inclination of the orbit, degrees"
    )
    gcat_id: str | None = Field(
        description="Id in GCAT: of human spaceflights (`H`), or of objects (`S`)"
    )
    checked: Checked


class Crew(Record):
    """One person's flight: launched on one mission, landed on it or on another."""

    person: Ref = Field(description="The person")
    mission: MissionRef = Field(description="Mission launched on")
    role: CrewRole = Field(description="Role on board")
    role_title: str | None = Field(description="Role in the source's own words")
    countries: list[CountryRef] = Field(
        description="State or states of citizenship at launch"
    )
    agencies: list[Ref] | None = Field(
        description="Organisations that sent the person on this flight"
    )
    employers: list[Ref] | None = Field(
        description="Organisations that employed the person at the time"
    )
    age_at_launch: int | None = Field(
        description="Age in whole years at launch; `null` if the day of birth leaves it"
        " open"
    )
    guest: bool = Field(description=f"Whether the person was a guest: {GUEST}")
    launched: EdtfDate | None = Field(description=f"Launch: {DATE}")
    landed: EdtfDate | None = Field(
        description=f"Landing of the person, `null` while in flight: {DATE}"
    )
    landed_on: Ref | None = Field(description="Mission that brought the person down")
    duration_seconds: int | None = Field(
        description="Seconds from launch to landing, where both have a time of day"
    )
    duration: IsoDuration
    duration_text: DurationText
    boundary: Boundary = Field(
        description="Highest boundary of space crossed: `orbit`, `100km` or `80km`"
    )
    kind: MissionKind = Field(description="`crewed-orbital` or `crewed-suborbital`")
    spacecraft: Ref | None = Field(description="Type of craft launched on")
    stations: list[Ref] = Field(description="Stations that the person entered")
    stays: list[Stay] = Field(
        description="Where the person was from launch to landing, in order"
    )
    programmes: list[Ref] = Field(description="Programmes of the mission launched on")
    checked: Checked
