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

GUEST = "a citizen of none of the countries that ran the mission"
NOT_COUNTED = ("pad-abort", "captive", "not-ignited", "cancelled", "planned")
"""Outcomes of missions that have not lifted off for a flight of their own.

Such missions are records, and no number of missions includes them.
"""


class Person(Named):
    """A person. `flights_count` is above 0 if the person flew above 80 km."""

    native_name: str | None = Field(
        description="Name in the person's own script and word order"
    )
    sex: Sex | None = Field(description="`female` or `male`")
    born: EdtfDate | None = Field(description=f"Date of birth: {DATE}")
    died: EdtfDate | None = Field(
        description="Date of death; `null` if the person is alive or the date is"
        f" unknown: {DATE}"
    )
    birth_country: Ref | None = Field(
        description="Country in which the place of birth lies today"
    )
    countries: list[Ref] | None = Field(
        description="Countries of citizenship during the person's career; for the"
        " citizenship at a launch, see `countries` of the crew entry"
    )
    occupations: list[str] | None = Field(description="Occupations beside spaceflight")
    flights_count: int = Field(description="Number of flights above 80 km")
    flights: int = Field(
        description="Same number as `flights_count`, under its former name"
    )
    first_flight: MissionRef | None = Field(
        description="Mission of the first flight above 80 km"
    )
    last_flight: MissionRef | None = Field(
        description="Mission of the latest flight above 80 km"
    )
    time_in_space_seconds: int | None = Field(
        description="Total time from launch to landing, in seconds, over all ended"
        " flights with a known time of day of launch and landing;"
        " `null` if there is none"
    )
    time_in_space: IsoDuration
    time_in_space_text: DurationText
    missions: list[MissionRef] = Field(
        description="Missions on which the person was launched, earliest first"
    )
    stations: list[Ref] = Field(description="Stations that the person entered")
    agencies: list[Ref] | None = Field(
        description="Organisations that sent the person on a flight"
    )
    selected: EdtfDate | None = Field(
        description=f"Date of selection for astronaut training: {DATE}"
    )
    selection_group: str | None = Field(
        description="Name of the selection group, such as `NASA Group 1`"
    )
    spacewalks_count: int | None = Field(
        description="Number of spacewalks; `null` if no spacewalk is known but the"
        " records of spacewalks may be incomplete for this person"
    )
    spacewalk_time_seconds: int | None = Field(
        description="Total length of all spacewalks, in seconds; `null` if one"
        " length is unknown or a spacewalk may be missing"
    )
    spacewalk_time: IsoDuration
    spacewalk_time_text: DurationText
    gcat_id: str | None = Field(description="Id in the GCAT list of people")
    checked: Checked


class CrewMember(Schema):
    """A member of the crew, in the record of a mission."""

    person: Ref = Field(description="The person")
    role: CrewRole = Field(description="Role on board")
    role_title: str | None = Field(description="Role in the words of the source")
    countries: list[Ref] = Field(description="Countries of citizenship at launch")
    landed_on: Ref | None = Field(
        description="Mission on which the person returned to Earth; `null` if in flight"
    )


class Assigned(Schema):
    """A person assigned to a mission who did not reach space on it."""

    person: Ref = Field(description="The person")
    kind: AssignmentKind = Field(
        description="`backup`, `replaced` if other people took over the flight, or"
        " `aborted` if the flight ended before it reached space"
    )
    role: CrewRole | None = Field(description="Intended role")


class LandingPlace(Schema):
    """The place where the spacecraft of a mission landed on Earth."""

    name: str | None = Field(description="Name or description of the place")
    kind: LandingSurface | None = Field(
        description="Surface of the place: `land`, `sea`, `lake` or `runway`"
    )
    site: Ref | None = Field(
        description="Site of the runway; `null` if the place has no record among"
        " the sites"
    )
    latitude: float | None = Field(description="Latitude in degrees; south is negative")
    longitude: float | None = Field(
        description="Longitude in degrees; west is negative"
    )
    source: Ref = Field(description="Source of this place")
    note: str | None = Field(description="Remark on the place")


class Mission(Named):
    """One flight of one spacecraft, with or without a crew."""

    kind: MissionKind = Field(
        description="`crewed-orbital`, `crewed-suborbital`, `uncrewed-orbital`"
        " (launched without a crew, to bring a crew home), `cargo`"
        " (supplies for a station), `module` (a part of a station),"
        " `test` (a crewed type of spacecraft without a crew, or a"
        " test of docking), `satellite`, `sounding-rocket` or `probe`"
    )
    cospar: str | None = Field(
        description="International designation (COSPAR id), such as `1978-023A`"
    )
    launched: EdtfDate | None = Field(description=f"Launch: {DATE}")
    landed: EdtfDate | None = Field(
        description="Date on which the spacecraft landed, or burned up in the"
        f" atmosphere: {DATE}"
    )
    duration_seconds: int | None = Field(
        description="Time from launch to landing of the spacecraft, in seconds;"
        " `null` unless both times of day are known"
    )
    duration: IsoDuration
    duration_text: DurationText
    outcome: MissionOutcome = Field(
        description="After lift-off: `success`, `partial`, `docking-failed`,"
        " `launch-aborted`, `launch-failure`, `crew-lost`, `failure`"
        " or `unknown`. Without lift-off: `pad-abort`, `captive` (the"
        " carrier aircraft did not release the spacecraft),"
        " `not-ignited` (it was released, but its engine gave no"
        " thrust), `cancelled`, or `planned` (`launched` is the"
        " planned day)"
    )
    counted: bool = Field(
        description="Whether the mission lifted off for a flight of its own; only such"
        " missions are included in numbers of missions"
    )
    boundary: Boundary | None = Field(
        description="Highest boundary of space that the mission crossed: `orbit`,"
        " `100km` or `80km`; `null` if it crossed none"
    )
    programmes: list[Ref] = Field(description="Programmes that the mission belongs to")
    spacecraft: Ref | None = Field(description="Type of spacecraft")
    vehicle: Ref | None = Field(
        description="Vehicle, if it flew more than once, such as Atlantis"
    )
    destination: Ref | None = Field(
        description="Station that the mission was launched to, whether it arrived"
        " or not"
    )
    station: Ref | None = Field(
        description="First station that the mission docked with"
    )
    stations: list[Ref] | None = Field(
        description="Stations that the mission docked with, in order"
    )
    countries: list[RoleRef] | None = Field(
        description="Countries that took part, with their role"
    )
    crew: list[CrewMember] = Field(
        description="People who were launched on the mission"
    )
    crew_size: int = Field(
        description="Number of people who were launched on the mission"
    )
    guests_count: int = Field(
        description="Number of guests who were launched on the mission; a guest is"
        f" {GUEST}"
    )
    assigned: list[Assigned] | None = Field(
        description="People who were assigned but did not reach space on the"
        " mission: backups, replaced crews, and crews of aborted"
        " flights"
    )
    dockings: list[MissionDocking] | None = Field(
        description="Dockings that the spacecraft made, earliest first, followed"
        " by dockings of other spacecraft with it"
    )
    launch_vehicle: Ref | None = Field(description="Launch vehicle")
    launch_site: Ref | None = Field(description="Launch site")
    launch_pad: Ref | None = Field(description="Launch pad")
    landing_place: LandingPlace | None = Field(
        description="Place where the spacecraft landed on Earth"
    )
    call_sign: str | None = Field(
        description="Radio call sign of the spacecraft or its crew"
    )
    mass_kg: float | None = Field(description="Mass at launch, in kilograms")
    perigee_km: float | None = Field(
        description="Lowest height of the orbit above the Earth, in kilometres"
    )
    apogee_km: float | None = Field(
        description="Greatest height of the orbit above the Earth, in kilometres"
    )
    inclination_deg: float | None = Field(
        description="Angle between the orbit and the equator, in degrees"
    )
    gcat_id: str | None = Field(
        description="Id in GCAT: in the list of human spaceflights (`H…`) or of"
        " objects (`S…`)"
    )
    checked: Checked


class Crew(Record):
    """The flight of one person, from launch to landing, on one mission or on two."""

    person: Ref = Field(description="The person")
    mission: MissionRef = Field(description="Mission on which the person was launched")
    role: CrewRole = Field(description="Role on board")
    role_title: str | None = Field(description="Role in the words of the source")
    countries: list[CountryRef] = Field(
        description="Countries of citizenship at launch"
    )
    agencies: list[Ref] | None = Field(
        description="Organisations that sent the person on this flight"
    )
    employers: list[Ref] | None = Field(
        description="Organisations that employed the person at launch"
    )
    age_at_launch: int | None = Field(
        description="Age at launch, in whole years; `null` if the date of birth is"
        " not precise enough"
    )
    guest: bool = Field(description=f"Whether the person was a guest: {GUEST}")
    launched: EdtfDate | None = Field(description=f"Launch: {DATE}")
    landed: EdtfDate | None = Field(
        description=f"Date on which the person landed; `null` while in flight: {DATE}"
    )
    landed_on: Ref | None = Field(
        description="Mission on which the person returned to Earth; `null` if in flight"
    )
    duration_seconds: int | None = Field(
        description="Time from launch to landing, in seconds; `null` unless both"
        " times of day are known"
    )
    duration: IsoDuration
    duration_text: DurationText
    boundary: Boundary = Field(
        description="Highest boundary of space that the person crossed: `orbit`,"
        " `100km` or `80km`"
    )
    kind: MissionKind = Field(
        description="Kind of mission: `crewed-orbital` or `crewed-suborbital`"
    )
    spacecraft: Ref | None = Field(
        description="Type of spacecraft on which the person was launched"
    )
    stations: list[Ref] = Field(description="Stations that the person entered")
    stays: list[Stay] = Field(
        description="Stations and spacecraft that the person was aboard from launch to"
        " landing, in order"
    )
    programmes: list[Ref] = Field(
        description="Programmes of the mission on which the person was launched"
    )
    checked: Checked
