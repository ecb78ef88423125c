"""Events, sources, claims and changes; names to search by; what is loaded."""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import (
    KEY_ONLY,
    Base,
    Body,
    Id,
    Sorted,
    SortedMeasure,
    SortedOptional,
    SortedOptionalText,
    SortedText,
    leads,
    may_refer,
    refers,
)


class Source(Base):
    __tablename__ = "sources"
    id: Mapped[Id]
    title: Mapped[str]
    title_folded: Mapped[SortedText]
    kind: Mapped[str] = mapped_column(index=True)
    issued: Mapped[str | None]
    issued_earliest: Mapped[SortedOptional]
    issued_latest: Mapped[int | None]
    claims_count: Mapped[Sorted]
    comparable_count: Mapped[Sorted]
    agreeing_count: Mapped[Sorted]
    body: Mapped[Body]


class SourceCitation(Base):
    __tablename__ = "source_citations"
    __table_args__ = KEY_ONLY
    source_id: Mapped[str] = leads("sources.id")
    cited_id: Mapped[str] = refers("sources.id", part_of_key=True)


class Event(Base):
    """What happened at an instant or in a span."""

    __tablename__ = "events"
    id: Mapped[Id]
    name: Mapped[str]
    name_folded: Mapped[SortedText]
    kind: Mapped[str] = mapped_column(index=True)
    at: Mapped[str | None]
    at_earliest: Mapped[SortedOptional]
    at_latest: Mapped[int | None]
    ended: Mapped[str | None]
    ended_earliest: Mapped[SortedOptional]
    ended_latest: Mapped[int | None]
    place: Mapped[str | None] = mapped_column(index=True)
    altitude_km: Mapped[SortedMeasure]
    duration_seconds: Mapped[SortedOptional]
    body: Mapped[Body]


class EventMission(Base):
    __tablename__ = "event_missions"
    __table_args__ = KEY_ONLY
    event_id: Mapped[str] = leads("events.id")
    mission_id: Mapped[str] = refers("missions.id", part_of_key=True)


class EventPerson(Base):
    __tablename__ = "event_people"
    __table_args__ = KEY_ONLY
    event_id: Mapped[str] = leads("events.id")
    person_id: Mapped[str] = refers("people.id", part_of_key=True)
    role: Mapped[str | None]
    crew_id: Mapped[str | None] = may_refer("crew.id")


class EventCountry(Base):
    __tablename__ = "event_countries"
    __table_args__ = KEY_ONLY
    event_id: Mapped[str] = leads("events.id")
    country_id: Mapped[str] = refers("countries.id", part_of_key=True)


class EventOrganisation(Base):
    __tablename__ = "event_organisations"
    __table_args__ = KEY_ONLY
    event_id: Mapped[str] = leads("events.id")
    organisation_id: Mapped[str] = refers("organisations.id", part_of_key=True)


class EventStation(Base):
    __tablename__ = "event_stations"
    __table_args__ = KEY_ONLY
    event_id: Mapped[str] = leads("events.id")
    station_id: Mapped[str] = refers("stations.id", part_of_key=True)


class Claim(Base):
    """A question put to the API, with the answer that a source gives."""

    __tablename__ = "claims"
    __table_args__ = (
        CheckConstraint(
            "agreement IN ('agrees', 'less-precise', 'disagrees', 'not-comparable')",
            name="agreement",
        ),
        Index("ix_claims_source_id_agreement", "source_id", "agreement"),
    )
    id: Mapped[Id]
    number: Mapped[int] = mapped_column(unique=True)
    source_id: Mapped[str] = mapped_column(ForeignKey("sources.id"))
    record: Mapped[SortedOptionalText]
    resource: Mapped[str | None] = mapped_column(index=True)
    field: Mapped[str | None] = mapped_column(index=True)
    asks: Mapped[str | None] = mapped_column(index=True)
    stated: Mapped[str | None]
    agreement: Mapped[SortedText]
    says_folded: Mapped[str]
    body: Mapped[Body]


class Change(Base):
    """What a release of the data added, changed or removed; releases count from 1."""

    __tablename__ = "changes"
    id: Mapped[Id]
    release: Mapped[str] = mapped_column(index=True)
    release_number: Mapped[int] = mapped_column(index=True)
    released: Mapped[str]
    released_earliest: Mapped[Sorted]
    released_latest: Mapped[int]
    kind: Mapped[str] = mapped_column(index=True)
    record: Mapped[SortedText]
    resource: Mapped[str] = mapped_column(index=True)
    field: Mapped[str | None] = mapped_column(index=True)
    source_id: Mapped[str | None] = may_refer("sources.id")
    body: Mapped[Body]


class Name(Base):
    """Every name under which a record is known, for judging claims and for export."""

    __tablename__ = "names"
    __table_args__ = KEY_ONLY
    resource: Mapped[Id]
    record_id: Mapped[Id]
    folded: Mapped[Id]
    name: Mapped[str]


class SearchWord(Base):
    """Folded words of names; a prefix is a range of the key, so no index is special."""

    __tablename__ = "search_words"
    __table_args__ = KEY_ONLY
    resource: Mapped[Id]
    word: Mapped[Id]
    record_id: Mapped[Id]


class ClaimWord(Base):
    """Folded words of what claims say; by number, because their ids are long."""

    __tablename__ = "claim_words"
    __table_args__ = KEY_ONLY
    word: Mapped[Id]
    number: Mapped[int] = mapped_column(
        ForeignKey("claims.number"), primary_key=True, autoincrement=False
    )


class Release(Base):
    """The data that is loaded: version, revision, and what is known to be missing."""

    __tablename__ = "release"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[str]
    revision: Mapped[str]
    body: Mapped[Body]
