"""Tables of stations, of their modules and expeditions, and of who was there when."""

from sqlalchemy import CheckConstraint, ForeignKey, Index
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
    SortedOptional,
    SortedText,
    key_reference,
    optional_reference,
    reference,
)


class Station(Base):
    __tablename__ = "stations"
    id: Mapped[Id]
    name: Mapped[str]
    name_folded: Mapped[SortedText]
    status: Mapped[str] = mapped_column(index=True)
    cospar: Mapped[str | None]
    cospar_folded: Mapped[FoldedText]
    programme_id: Mapped[str | None] = optional_reference("programmes.id")
    launched: Mapped[str | None]
    launched_earliest: Mapped[SortedOptional]
    launched_latest: Mapped[int | None]
    ended: Mapped[str | None]
    ended_earliest: Mapped[SortedOptional]
    ended_latest: Mapped[int | None]
    end_kind: Mapped[str | None]
    missions_count: Mapped[Sorted]
    cargo_missions_count: Mapped[Sorted]
    expeditions_count: Mapped[Sorted]
    modules_count: Mapped[Sorted]
    visitors_count: Mapped[Sorted]
    checked: Mapped[Checked]
    changed_in_number: Mapped[ChangedIn]
    body: Mapped[Body]


class StationCountry(Base):
    __tablename__ = "station_countries"
    __table_args__ = KEY_ONLY
    station_id: Mapped[str] = key_reference("stations.id")
    country_id: Mapped[str] = reference("countries.id", part_of_key=True)


class Module(Base):
    """A part of a station, or the station itself if it had one part only."""

    __tablename__ = "modules"
    id: Mapped[Id]
    name: Mapped[str]
    name_folded: Mapped[SortedText]
    kind: Mapped[str] = mapped_column(index=True)
    station_id: Mapped[str] = reference("stations.id")
    mission_id: Mapped[str | None] = optional_reference("missions.id")
    launched: Mapped[str | None]
    launched_earliest: Mapped[SortedOptional]
    launched_latest: Mapped[int | None]
    attached: Mapped[str | None]
    attached_earliest: Mapped[SortedOptional]
    attached_latest: Mapped[int | None]
    detached: Mapped[str | None]
    detached_earliest: Mapped[SortedOptional]
    detached_latest: Mapped[int | None]
    ended: Mapped[str | None]
    ended_earliest: Mapped[SortedOptional]
    ended_latest: Mapped[int | None]
    checked: Mapped[Checked]
    changed_in_number: Mapped[ChangedIn]
    body: Mapped[Body]


class Expedition(Base):
    """A crew of a station: a main one, which ran it, or a visiting one."""

    __tablename__ = "expeditions"
    id: Mapped[Id]
    name: Mapped[str]
    name_folded: Mapped[SortedText]
    number: Mapped[SortedOptional]
    kind: Mapped[str] = mapped_column(index=True)
    station_id: Mapped[str] = reference("stations.id")
    began: Mapped[str | None]
    began_earliest: Mapped[SortedOptional]
    began_latest: Mapped[int | None]
    ended: Mapped[str | None]
    ended_earliest: Mapped[SortedOptional]
    ended_latest: Mapped[int | None]
    duration_seconds: Mapped[SortedOptional]
    crew_size: Mapped[Sorted]
    checked: Mapped[Checked]
    changed_in_number: Mapped[ChangedIn]
    body: Mapped[Body]


class ExpeditionPerson(Base):
    """A member of an expedition, and the flight on which the person was one."""

    __tablename__ = "expedition_people"
    __table_args__ = KEY_ONLY
    expedition_id: Mapped[str] = key_reference("expeditions.id")
    person_id: Mapped[str] = reference("people.id", part_of_key=True)
    role: Mapped[str | None]
    crew_id: Mapped[str | None] = optional_reference("crew.id")


class ExpeditionMission(Base):
    """A mission that brought members of an expedition."""

    __tablename__ = "expedition_missions"
    __table_args__ = KEY_ONLY
    expedition_id: Mapped[str] = key_reference("expeditions.id")
    mission_id: Mapped[str] = reference("missions.id", part_of_key=True)


class MissionStation(Base):
    """A station that a mission docked with."""

    __tablename__ = "mission_stations"
    __table_args__ = KEY_ONLY
    mission_id: Mapped[str] = key_reference("missions.id")
    station_id: Mapped[str] = reference("stations.id", part_of_key=True)


class Docking(Base):
    """A docking of a mission, successful or not.

    The target is a station, the craft of another mission, or a craft without a mission
    of its own, which is named by its type. `attached_earliest` and `attached_latest`
    are the first and last second of the time at the target, which ends with the flight
    or with the target if no undocking is known; NULL if the docking failed.
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
    id: Mapped[Id]
    mission_id: Mapped[str] = reference("missions.id")
    sequence: Mapped[int]
    station_id: Mapped[str | None] = optional_reference("stations.id")
    partner_id: Mapped[str | None] = optional_reference("missions.id")
    craft_id: Mapped[str | None] = optional_reference("spacecraft.id")
    method: Mapped[str] = mapped_column(index=True)
    docked: Mapped[str | None]
    docked_earliest: Mapped[SortedOptional]
    docked_latest: Mapped[int | None]
    undocked: Mapped[str | None]
    undocked_earliest: Mapped[SortedOptional]
    undocked_latest: Mapped[int | None]
    duration_seconds: Mapped[SortedOptional]
    attached_earliest: Mapped[int | None]
    attached_latest: Mapped[int | None]
    outcome: Mapped[str] = mapped_column(index=True)
    source_id: Mapped[str] = reference("sources.id")
    changed_in_number: Mapped[ChangedIn]
    body: Mapped[Body]


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
