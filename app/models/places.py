"""Tables of launch sites, launch pads and runways."""

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


class Site(Base):
    """A launch site, a pad of one, or a runway for landings.

    Latitude and longitude are degrees, south and west negative.
    """

    __tablename__ = "sites"
    id: Mapped[Id]
    name: Mapped[str]
    name_folded: Mapped[SortedText]
    kind: Mapped[str] = mapped_column(index=True)
    parent_id: Mapped[str | None] = optional_reference("sites.id")
    latitude: Mapped[SortedMeasure]
    longitude: Mapped[SortedMeasure]
    began: Mapped[str | None]
    began_earliest: Mapped[SortedOptional]
    began_latest: Mapped[int | None]
    ended: Mapped[str | None]
    ended_earliest: Mapped[SortedOptional]
    ended_latest: Mapped[int | None]
    launches_count: Mapped[Sorted]
    landings_count: Mapped[Sorted]
    checked: Mapped[Checked]
    changed_in_number: Mapped[ChangedIn]
    body: Mapped[Body]


class SiteCountry(Base):
    """A state in which the site lies or lay."""

    __tablename__ = "site_countries"
    __table_args__ = KEY_ONLY
    site_id: Mapped[str] = key_reference("sites.id")
    country_id: Mapped[str] = reference("countries.id", part_of_key=True)
