"""Programmes, spacecraft and stations: what people flew in, on and for."""

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Body, Id, Indexed, IndexedOptional, may_refer, refers


class Programme(Base):
    __tablename__ = "programmes"
    id: Mapped[Id]
    name: Mapped[str]
    name_folded: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(index=True)
    parent_id: Mapped[str | None] = may_refer("programmes.id")
    began: Mapped[str | None]
    began_earliest: Mapped[IndexedOptional]
    began_latest: Mapped[int | None]
    ended: Mapped[str | None]
    ended_earliest: Mapped[IndexedOptional]
    ended_latest: Mapped[int | None]
    missions_count: Mapped[Indexed]
    guests_count: Mapped[Indexed]
    guest_countries_count: Mapped[Indexed]
    body: Mapped[Body]


class ProgrammeCountry(Base):
    __tablename__ = "programme_countries"
    programme_id: Mapped[str] = refers("programmes.id", part_of_key=True)
    country_id: Mapped[str] = refers("countries.id", part_of_key=True)


class ProgrammeOrganisation(Base):
    __tablename__ = "programme_organisations"
    programme_id: Mapped[str] = refers("programmes.id", part_of_key=True)
    organisation_id: Mapped[str] = refers("organisations.id", part_of_key=True)


class Spacecraft(Base):
    """A type of craft, a vehicle that flew more than once, or a launch vehicle."""

    __tablename__ = "spacecraft"
    id: Mapped[Id]
    name: Mapped[str]
    name_folded: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(index=True)
    type_id: Mapped[str | None] = may_refer("spacecraft.id")
    crew_capacity: Mapped[IndexedOptional]
    first_flight: Mapped[str | None]
    first_flight_earliest: Mapped[IndexedOptional]
    first_flight_latest: Mapped[int | None]
    missions_count: Mapped[Indexed]
    body: Mapped[Body]


class SpacecraftCountry(Base):
    __tablename__ = "spacecraft_countries"
    spacecraft_id: Mapped[str] = refers("spacecraft.id", part_of_key=True)
    country_id: Mapped[str] = refers("countries.id", part_of_key=True)


class Station(Base):
    __tablename__ = "stations"
    id: Mapped[Id]
    name: Mapped[str]
    name_folded: Mapped[str] = mapped_column(index=True)
    status: Mapped[str] = mapped_column(index=True)
    cospar: Mapped[str | None] = mapped_column(index=True)
    programme_id: Mapped[str | None] = may_refer("programmes.id")
    launched: Mapped[str | None]
    launched_earliest: Mapped[IndexedOptional]
    launched_latest: Mapped[int | None]
    ended: Mapped[str | None]
    ended_earliest: Mapped[IndexedOptional]
    ended_latest: Mapped[int | None]
    end_kind: Mapped[str | None]
    missions_count: Mapped[Indexed]
    visitors_count: Mapped[Indexed]
    body: Mapped[Body]


class StationCountry(Base):
    __tablename__ = "station_countries"
    station_id: Mapped[str] = refers("stations.id", part_of_key=True)
    country_id: Mapped[str] = refers("countries.id", part_of_key=True)
