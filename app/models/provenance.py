"""Tables of events, sources, claims, changes, names and ids, and the release."""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import (
    CASE_FOLDED,
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
    SortedOptionalText,
    SortedText,
    key_reference,
    optional_reference,
    reference,
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
    changed_in_number: Mapped[ChangedIn]
    body: Mapped[Body]


class SourceCitation(Base):
    __tablename__ = "source_citations"
    __table_args__ = KEY_ONLY
    source_id: Mapped[str] = key_reference("sources.id")
    cited_id: Mapped[str] = reference("sources.id", part_of_key=True)


class Event(Base):
    """An event at an instant or over a period."""

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
    place: Mapped[str | None]
    place_folded: Mapped[FoldedText]
    latitude: Mapped[SortedMeasure]
    longitude: Mapped[SortedMeasure]
    altitude_km: Mapped[SortedMeasure]
    duration_seconds: Mapped[SortedOptional]
    checked: Mapped[Checked]
    changed_in_number: Mapped[ChangedIn]
    body: Mapped[Body]


class EventMission(Base):
    __tablename__ = "event_missions"
    __table_args__ = KEY_ONLY
    event_id: Mapped[str] = key_reference("events.id")
    mission_id: Mapped[str] = reference("missions.id", part_of_key=True)


class EventPerson(Base):
    __tablename__ = "event_people"
    __table_args__ = KEY_ONLY
    event_id: Mapped[str] = key_reference("events.id")
    person_id: Mapped[str] = reference("people.id", part_of_key=True)
    role: Mapped[str | None]
    crew_id: Mapped[str | None] = optional_reference("crew.id")


class EventCountry(Base):
    __tablename__ = "event_countries"
    __table_args__ = KEY_ONLY
    event_id: Mapped[str] = key_reference("events.id")
    country_id: Mapped[str] = reference("countries.id", part_of_key=True)


class EventOrganisation(Base):
    __tablename__ = "event_organisations"
    __table_args__ = KEY_ONLY
    event_id: Mapped[str] = key_reference("events.id")
    organisation_id: Mapped[str] = reference("organisations.id", part_of_key=True)


class EventStation(Base):
    __tablename__ = "event_stations"
    __table_args__ = KEY_ONLY
    event_id: Mapped[str] = key_reference("events.id")
    station_id: Mapped[str] = reference("stations.id", part_of_key=True)


class Claim(Base):
    """A statement of a source, compared with the answer of the API to its query."""

    __tablename__ = "claims"
    __table_args__ = (
        CheckConstraint(
            "agreement IN ('agrees', 'less-precise', 'disagrees', 'not-comparable')",
            name="agreement",
        ),
        CheckConstraint("origin IN ('derived', 'independent')", name="origin"),
        Index("ix_claims_source_id_agreement", "source_id", "agreement"),
    )
    id: Mapped[Id]
    number: Mapped[int] = mapped_column(unique=True)
    source_id: Mapped[str] = mapped_column(ForeignKey("sources.id"))
    record: Mapped[SortedOptionalText]
    resource: Mapped[str | None] = mapped_column(index=True)
    field: Mapped[str | None] = mapped_column(index=True)
    field_folded: Mapped[str | None] = mapped_column(info=CASE_FOLDED)
    query: Mapped[str | None]
    query_folded: Mapped[FoldedText]
    stated_value: Mapped[str | None]
    stated_value_folded: Mapped[FoldedText]
    agreement: Mapped[SortedText]
    origin: Mapped[str]
    summary_folded: Mapped[str]
    changed_in_number: Mapped[ChangedIn]
    body: Mapped[Body]


class Erratum(Base):
    """A claim that contradicts our value, with the sources on both sides."""

    __tablename__ = "errata"
    __table_args__ = (
        CheckConstraint(
            "certainty IN ('certain', 'probable', 'open')", name="certainty"
        ),
    )
    id: Mapped[Id]
    source_id: Mapped[str] = reference("sources.id")
    record: Mapped[SortedOptionalText]
    resource: Mapped[str | None] = mapped_column(index=True)
    field: Mapped[str | None] = mapped_column(index=True)
    field_folded: Mapped[str | None] = mapped_column(info=CASE_FOLDED)
    stated_value: Mapped[str | None]
    stated_value_folded: Mapped[FoldedText]
    certainty: Mapped[SortedOptionalText]
    changed_in_number: Mapped[ChangedIn]
    body: Mapped[Body]


class Change(Base):
    """A fact that a release of the data added, changed or removed.

    `release_number` counts releases from 1.
    """

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
    field_folded: Mapped[str | None] = mapped_column(info=CASE_FOLDED)
    source_id: Mapped[str | None] = optional_reference("sources.id")
    changed_in_number: Mapped[ChangedIn]
    body: Mapped[Body]


class Name(Base):
    """A name of a record, with its folded form, for search."""

    __tablename__ = "names"
    __table_args__ = KEY_ONLY
    resource: Mapped[Id]
    record_id: Mapped[Id]
    folded: Mapped[Id]
    name: Mapped[str]


FORMER = "former"
"""The scheme of an id that another catalogue gave up; it still finds the record."""


class ExternalId(Base):
    """The id of a record in another catalogue; it finds the record here too.

    Ids that differ only in case are one.
    """

    __tablename__ = "external_ids"
    __table_args__ = (
        Index("ix_external_ids_record_id_resource", "record_id", "resource"),
        KEY_ONLY,
    )
    resource: Mapped[Id]
    value_folded: Mapped[Id]
    scheme: Mapped[Id]
    value: Mapped[str]
    record_id: Mapped[str]


class MissingValue(Base):
    """A record without a value of a field that lists are filtered by, and why.

    `reason` is `none`, `unknown`, or `partial` if the field may lack values.
    """

    __tablename__ = "missing_values"
    __table_args__ = KEY_ONLY
    resource: Mapped[Id]
    field: Mapped[Id]
    record_id: Mapped[Id]
    reason: Mapped[str]


class MissingCount(Base):
    """How many records have no value of a field, or lack some of its values."""

    __tablename__ = "missing_counts"
    __table_args__ = KEY_ONLY
    resource: Mapped[Id]
    field: Mapped[Id]
    none_count: Mapped[int]
    unknown_count: Mapped[int]


class RemovedRecord(Base):
    """A record that the data no longer has, and the number of the release since when.

    A record removed since the last release has the number of the next one.
    """

    __tablename__ = "removed_records"
    __table_args__ = KEY_ONLY
    resource: Mapped[Id]
    record_id: Mapped[Id]
    release_number: Mapped[int]


class ListCount(Base):
    """The numbers of a list without filters, because counting grows with the table.

    `listed_count` is the number of records, and `others_count` that of records which
    the list leaves out, or mentions. With a `field` they are the records that are
    listed and whose field is not known.
    """

    __tablename__ = "list_counts"
    __table_args__ = KEY_ONLY
    resource: Mapped[Id]
    field: Mapped[Id]
    listed_count: Mapped[int]
    others_count: Mapped[int]


class Release(Base):
    """The loaded data set: version, revision and known gaps; a table of one row."""

    __tablename__ = "release"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[str]
    revision: Mapped[str]
    body: Mapped[Body]
