"""Tables of states, existing and dissolved, and of organisations."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import (
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


class Country(Base):
    __tablename__ = "countries"
    id: Mapped[Id]
    name: Mapped[str]
    name_folded: Mapped[SortedText]
    iso_alpha3: Mapped[str | None]
    iso_alpha3_folded: Mapped[FoldedText]
    region: Mapped[str | None] = mapped_column(index=True)
    subregion: Mapped[str | None]
    began: Mapped[str | None]
    began_earliest: Mapped[SortedOptional]
    began_latest: Mapped[int | None]
    ended: Mapped[str | None]
    ended_earliest: Mapped[SortedOptional]
    ended_latest: Mapped[int | None]
    citizens_flown_count: Mapped[Sorted]
    flights_count: Mapped[Sorted]
    guest_flights_count: Mapped[Sorted]
    first_flight_earliest: Mapped[SortedOptional]
    first_flight_latest: Mapped[int | None]
    checked: Mapped[Checked]
    changed_in_number: Mapped[ChangedIn]
    body: Mapped[Body]


class CountryCode(Base):
    """An id, code or folded name of a state; each means one state."""

    __tablename__ = "country_codes"
    code: Mapped[Id]
    scheme: Mapped[str]
    country_id: Mapped[str] = reference("countries.id")


class CountrySuccession(Base):
    __tablename__ = "country_successions"
    __table_args__ = (
        CheckConstraint("predecessor_id <> successor_id", name="other_state"),
    )
    predecessor_id: Mapped[str] = key_reference("countries.id")
    successor_id: Mapped[str] = reference("countries.id", part_of_key=True)
    kind: Mapped[str]
    date: Mapped[str | None]
    note: Mapped[str | None]


class Organisation(Base):
    __tablename__ = "organisations"
    id: Mapped[Id]
    name: Mapped[str]
    name_folded: Mapped[SortedText]
    kind: Mapped[str] = mapped_column(index=True)
    country_id: Mapped[str | None] = optional_reference("countries.id")
    founded: Mapped[str | None]
    founded_earliest: Mapped[SortedOptional]
    founded_latest: Mapped[int | None]
    dissolved: Mapped[str | None]
    dissolved_earliest: Mapped[SortedOptional]
    dissolved_latest: Mapped[int | None]
    checked: Mapped[Checked]
    changed_in_number: Mapped[ChangedIn]
    body: Mapped[Body]
