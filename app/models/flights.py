"""Tables of people, missions and crews."""

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import (
    KEY_ONLY,
    Base,
    Body,
    ChangedIn,
    Checked,
    FoldedText,
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
    flights_count: Mapped[Sorted]
    spacewalks_count: Mapped[SortedOptional]
    spacewalk_time_seconds: Mapped[SortedOptional]
    time_in_space_seconds: Mapped[SortedOptional]
    selected: Mapped[str | None]
    selected_earliest: Mapped[SortedOptional]
    selected_latest: Mapped[int | None]
    selection_group: Mapped[str | None] = mapped_column(index=True)
    first_flight_id: Mapped[str | None]
    first_flight_earliest: Mapped[SortedOptional]
    first_flight_latest: Mapped[int | None]
    last_flight_earliest: Mapped[SortedOptional]
    last_flight_latest: Mapped[int | None]
    gcat_id: Mapped[str | None]
    gcat_id_folded: Mapped[FoldedText]
    checked: Mapped[Checked]
    changed_in_number: Mapped[ChangedIn]
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
    cospar: Mapped[str | None]
    cospar_folded: Mapped[FoldedText]
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
    launch_site_id: Mapped[str | None] = optional_reference("sites.id")
    launch_pad_id: Mapped[str | None] = optional_reference("sites.id")
    landing_place_name: Mapped[str | None]
    landing_place_name_folded: Mapped[FoldedText]
    landing_place_kind: Mapped[str | None] = mapped_column(index=True)
    landing_place_latitude: Mapped[SortedMeasure]
    landing_place_longitude: Mapped[SortedMeasure]
    call_sign: Mapped[str | None]
    call_sign_folded: Mapped[FoldedText]
    crew_size: Mapped[Sorted]
    guests_count: Mapped[Sorted]
    mass_kg: Mapped[SortedMeasure]
    perigee_km: Mapped[SortedMeasure]
    apogee_km: Mapped[SortedMeasure]
    inclination_deg: Mapped[SortedMeasure]
    gcat_id: Mapped[str | None]
    gcat_id_folded: Mapped[FoldedText]
    checked: Mapped[Checked]
    changed_in_number: Mapped[ChangedIn]
    body: Mapped[Body]


class MissionProgramme(Base):
    __tablename__ = "mission_programmes"
    __table_args__ = KEY_ONLY
    mission_id: Mapped[str] = key_reference("missions.id")
    programme_id: Mapped[str] = reference("programmes.id", part_of_key=True)


class MissionRocket(Base):
    """The rocket of a mission, and each family that the rocket is of."""

    __tablename__ = "mission_rockets"
    __table_args__ = KEY_ONLY
    mission_id: Mapped[str] = key_reference("missions.id")
    spacecraft_id: Mapped[str] = reference("spacecraft.id", part_of_key=True)


class MissionLandingSite(Base):
    """The runway on which a mission landed, and the site that the runway is of."""

    __tablename__ = "mission_landing_sites"
    __table_args__ = KEY_ONLY
    mission_id: Mapped[str] = key_reference("missions.id")
    site_id: Mapped[str] = reference("sites.id", part_of_key=True)


class MissionCountry(Base):
    __tablename__ = "mission_countries"
    __table_args__ = KEY_ONLY
    mission_id: Mapped[str] = key_reference("missions.id")
    country_id: Mapped[str] = reference("countries.id", part_of_key=True)
    role: Mapped[str]


class Crew(Base):
    """One person's flight: launched on one mission, landed on it or on another.

    `boundary_rank` is the rank of the highest boundary crossed (`BOUNDARY_RANKS`), so
    a definition of space is one comparison. By `duration_class` (`CLASSES`) the flights
    at an instant are found without reading older ones: none of a class was launched
    longer ago than the class lasts.
    """

    __tablename__ = "crew"
    __table_args__ = (
        Index("ix_crew_duration_class_launched", "duration_class", "launched_earliest"),
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
    age_at_launch: Mapped[SortedOptional]
    boundary_rank: Mapped[int]
    duration_class: Mapped[int]
    decade: Mapped[int]
    checked: Mapped[Checked]
    changed_in_number: Mapped[ChangedIn]
    body: Mapped[Body]


class CrewCountry(Base):
    """A state of which the person was a citizen at launch."""

    __tablename__ = "crew_countries"
    __table_args__ = KEY_ONLY
    crew_id: Mapped[str] = key_reference("crew.id")
    country_id: Mapped[str] = reference("countries.id", part_of_key=True)


class CrewAgency(Base):
    """An organisation that sent the person on the flight."""

    __tablename__ = "crew_agencies"
    __table_args__ = KEY_ONLY
    crew_id: Mapped[str] = key_reference("crew.id")
    organisation_id: Mapped[str] = reference("organisations.id", part_of_key=True)


class CrewEmployer(Base):
    """An organisation that employed the person at the time of the flight."""

    __tablename__ = "crew_employers"
    __table_args__ = KEY_ONLY
    crew_id: Mapped[str] = key_reference("crew.id")
    organisation_id: Mapped[str] = reference("organisations.id", part_of_key=True)


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
