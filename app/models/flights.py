"""Tables of people, missions and crews."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import (
    KEY_ONLY,
    Base,
    Body,
    Checked,
    Id,
    Sorted,
    SortedMeasure,
    SortedOptional,
    SortedText,
    key_reference,
    optional_reference,
    reference,
)


class Person(Base):
    __tablename__ = "people"
    id: Mapped[Id]
    name: Mapped[str]
    name_folded: Mapped[SortedText]
    sex: Mapped[str | None] = mapped_column(index=True)
    born: Mapped[str | None]
    born_earliest: Mapped[SortedOptional]
    born_latest: Mapped[int | None]
    died: Mapped[str | None]
    died_earliest: Mapped[SortedOptional]
    died_latest: Mapped[int | None]
    birth_country_id: Mapped[str | None] = optional_reference("countries.id")
    flights: Mapped[Sorted]
    spacewalk_count: Mapped[SortedOptional]
    time_in_space_seconds: Mapped[SortedOptional]
    first_flight_id: Mapped[str | None]
    first_flight_earliest: Mapped[SortedOptional]
    first_flight_latest: Mapped[int | None]
    last_flight_earliest: Mapped[SortedOptional]
    last_flight_latest: Mapped[int | None]
    gcat_id: Mapped[str | None] = mapped_column(index=True)
    checked: Mapped[Checked]
    body: Mapped[Body]


class PersonCountry(Base):
    __tablename__ = "person_countries"
    __table_args__ = KEY_ONLY
    person_id: Mapped[str] = key_reference("people.id")
    country_id: Mapped[str] = reference("countries.id", part_of_key=True)


class Mission(Base):
    """One flight of one vehicle, crewed or not."""

    __tablename__ = "missions"
    id: Mapped[Id]
    name: Mapped[str]
    name_folded: Mapped[SortedText]
    kind: Mapped[str] = mapped_column(index=True)
    cospar: Mapped[str | None] = mapped_column(index=True)
    launched: Mapped[str | None]
    launched_earliest: Mapped[SortedOptional]
    launched_latest: Mapped[int | None]
    landed: Mapped[str | None]
    landed_earliest: Mapped[SortedOptional]
    landed_latest: Mapped[int | None]
    duration_seconds: Mapped[SortedOptional]
    outcome: Mapped[str] = mapped_column(index=True)
    counted: Mapped[int] = mapped_column(index=True, server_default=text("1"))
    boundary: Mapped[str | None] = mapped_column(index=True)
    spacecraft_id: Mapped[str | None] = optional_reference("spacecraft.id")
    vehicle_id: Mapped[str | None] = optional_reference("spacecraft.id")
    destination_id: Mapped[str | None] = optional_reference("stations.id")
    launch_vehicle: Mapped[str | None] = mapped_column(index=True)
    launch_site: Mapped[str | None] = mapped_column(index=True)
    call_sign: Mapped[str | None] = mapped_column(index=True)
    crew_size: Mapped[Sorted]
    guests_count: Mapped[Sorted]
    mass_kg: Mapped[SortedMeasure]
    perigee_km: Mapped[SortedMeasure]
    apogee_km: Mapped[SortedMeasure]
    inclination_deg: Mapped[SortedMeasure]
    gcat_id: Mapped[str | None] = mapped_column(index=True)
    checked: Mapped[Checked]
    body: Mapped[Body]


class MissionProgramme(Base):
    __tablename__ = "mission_programmes"
    __table_args__ = KEY_ONLY
    mission_id: Mapped[str] = key_reference("missions.id")
    programme_id: Mapped[str] = reference("programmes.id", part_of_key=True)


class MissionCountry(Base):
    __tablename__ = "mission_countries"
    __table_args__ = KEY_ONLY
    mission_id: Mapped[str] = key_reference("missions.id")
    country_id: Mapped[str] = reference("countries.id", part_of_key=True)
    role: Mapped[str]


class MissionStation(Base):
    """A station that a mission docked with."""

    __tablename__ = "mission_stations"
    __table_args__ = KEY_ONLY
    mission_id: Mapped[str] = key_reference("missions.id")
    station_id: Mapped[str] = reference("stations.id", part_of_key=True)


class Docking(Base):
    """A docking of a mission, successful or not.

    The target is a station, the craft of another mission, or a craft without a mission
    of its own, which is named by its type.
    """

    __tablename__ = "dockings"
    __table_args__ = (
        CheckConstraint(
            "CASE WHEN station_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN partner_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN craft_id IS NULL THEN 0 ELSE 1 END = 1",
            name="one_target",
        ),
    )
    mission_id: Mapped[str] = key_reference("missions.id")
    sequence: Mapped[int] = mapped_column(primary_key=True)
    station_id: Mapped[str | None] = optional_reference("stations.id")
    partner_id: Mapped[str | None] = optional_reference("missions.id")
    craft_id: Mapped[str | None] = optional_reference("spacecraft.id")
    docked: Mapped[str | None]
    docked_earliest: Mapped[int | None]
    undocked: Mapped[str | None]
    undocked_earliest: Mapped[int | None]
    outcome: Mapped[str]
    note: Mapped[str | None]


class Crew(Base):
    """One person's flight: launched on one mission, landed on it or on another.

    `boundary_rank` is the rank of the highest boundary crossed (`BOUNDARY_RANKS`), so
    a definition of space is one comparison.
    """

    __tablename__ = "crew"
    __table_args__ = (
        Index("ix_crew_boundary_rank_launched", "boundary_rank", "launched_earliest"),
    )
    id: Mapped[Id]
    person_id: Mapped[str] = reference("people.id")
    mission_id: Mapped[str] = reference("missions.id")
    landed_on_id: Mapped[str | None] = optional_reference("missions.id")
    role: Mapped[str] = mapped_column(index=True)
    guest: Mapped[int] = mapped_column(index=True)
    launched: Mapped[str | None]
    launched_earliest: Mapped[SortedOptional]
    launched_latest: Mapped[int | None]
    landed: Mapped[str | None]
    landed_earliest: Mapped[SortedOptional]
    landed_latest: Mapped[int | None]
    duration_seconds: Mapped[SortedOptional]
    boundary_rank: Mapped[int]
    decade: Mapped[int]
    checked: Mapped[Checked]
    body: Mapped[Body]


class CrewCountry(Base):
    """A state of which the person was a citizen at launch."""

    __tablename__ = "crew_countries"
    __table_args__ = KEY_ONLY
    crew_id: Mapped[str] = key_reference("crew.id")
    country_id: Mapped[str] = reference("countries.id", part_of_key=True)


class CrewStation(Base):
    """A station that the person entered during the flight."""

    __tablename__ = "crew_stations"
    __table_args__ = KEY_ONLY
    crew_id: Mapped[str] = key_reference("crew.id")
    station_id: Mapped[str] = reference("stations.id", part_of_key=True)


class Stay(Base):
    """A time that a person spent aboard a station, or aboard the craft of a mission.

    A time that is unknown is NULL, as is the end of a stay that has not ended.
    """

    __tablename__ = "stays"
    __table_args__ = (
        CheckConstraint(
            "(station_id IS NULL) <> (mission_id IS NULL)", name="one_place"
        ),
        Index("ix_stays_station_began", "station_id", "began_earliest"),
    )
    crew_id: Mapped[str] = key_reference("crew.id")
    sequence: Mapped[int] = mapped_column(primary_key=True)
    station_id: Mapped[str | None] = mapped_column(ForeignKey("stations.id"))
    mission_id: Mapped[str | None] = optional_reference("missions.id")
    began: Mapped[str | None]
    began_earliest: Mapped[int | None]
    began_latest: Mapped[int | None]
    ended: Mapped[str | None]
    ended_earliest: Mapped[int | None]
    ended_latest: Mapped[int | None]


class Achievement(Base):
    """An achievement on a flight and its time, by which firsts are ordered.

    `at` is NULL if the time is unknown; then the bounds are the launch and the landing.
    """

    __tablename__ = "achievements"
    __table_args__ = KEY_ONLY
    crew_id: Mapped[str] = key_reference("crew.id")
    kind: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[str | None]
    at_earliest: Mapped[int]
    at_latest: Mapped[int]


class GroupAchievement(Base):
    """The order of achievements within every group of flights: an index, as a table.

    The first of a group, under any definition, is found without reading the rest.
    """

    __tablename__ = "group_achievements"
    __table_args__ = KEY_ONLY
    grouping: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    at_earliest: Mapped[int] = mapped_column(primary_key=True)
    crew_id: Mapped[str] = key_reference("crew.id")
    at_latest: Mapped[int]
    boundary_rank: Mapped[int]
    at: Mapped[str | None]


class Assignment(Base):
    """A person assigned to a mission who did not reach space on it."""

    __tablename__ = "assignments"
    __table_args__ = KEY_ONLY
    mission_id: Mapped[str] = key_reference("missions.id")
    person_id: Mapped[str] = reference("people.id", part_of_key=True)
    kind: Mapped[str]
    role: Mapped[str | None]
