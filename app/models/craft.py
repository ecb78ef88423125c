"""Tables of programmes and spacecraft."""

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import (
    KEY_ONLY,
    Base,
    Body,
    ChangedIn,
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


class Programme(Base):
    __tablename__ = "programmes"
    id: Mapped[Id]
    name: Mapped[str]
    name_folded: Mapped[SortedText]
    kind: Mapped[str] = mapped_column(index=True)
    parent_id: Mapped[str | None] = optional_reference("programmes.id")
    began: Mapped[str | None]
    began_earliest: Mapped[SortedOptional]
    began_latest: Mapped[int | None]
    ended: Mapped[str | None]
    ended_earliest: Mapped[SortedOptional]
    ended_latest: Mapped[int | None]
    missions_count: Mapped[SortedOptional]
    guests_count: Mapped[Sorted]
    guest_countries_count: Mapped[Sorted]
    checked: Mapped[Checked]
    changed_in_number: Mapped[ChangedIn]
    body: Mapped[Body]


class ProgrammeCountry(Base):
    __tablename__ = "programme_countries"
    __table_args__ = KEY_ONLY
    programme_id: Mapped[str] = key_reference("programmes.id")
    country_id: Mapped[str] = reference("countries.id", part_of_key=True)


class ProgrammeOrganisation(Base):
    __tablename__ = "programme_organisations"
    __table_args__ = KEY_ONLY
    programme_id: Mapped[str] = key_reference("programmes.id")
    organisation_id: Mapped[str] = reference("organisations.id", part_of_key=True)


class Spacecraft(Base):
    """A type of craft, a vehicle that flew more than once, or a launch vehicle."""

    __tablename__ = "spacecraft"
    id: Mapped[Id]
    name: Mapped[str]
    name_folded: Mapped[SortedText]
    kind: Mapped[str] = mapped_column(index=True)
    type_id: Mapped[str | None] = optional_reference("spacecraft.id")
    crew_capacity: Mapped[SortedOptional]
    cabin_gas: Mapped[str | None] = mapped_column(index=True)
    cabin_pressure_kpa: Mapped[SortedMeasure]
    first_launched: Mapped[str | None]
    first_launched_earliest: Mapped[SortedOptional]
    first_launched_latest: Mapped[int | None]
    missions_count: Mapped[SortedOptional]
    checked: Mapped[Checked]
    changed_in_number: Mapped[ChangedIn]
    body: Mapped[Body]


class SpacecraftCountry(Base):
    __tablename__ = "spacecraft_countries"
    __table_args__ = KEY_ONLY
    spacecraft_id: Mapped[str] = key_reference("spacecraft.id")
    country_id: Mapped[str] = reference("countries.id", part_of_key=True)
