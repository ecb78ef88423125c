"""Bodies of launch sites, launch pads and runways."""

from pydantic import Field

from app.schemas.base import DATE, Checked, EdtfDate, Named, Ref, Schema
from app.schemas.vocabularies import SiteKind


class SiteName(Schema):
    """A name that a place had for a time."""

    name: str = Field(description="The name")
    began: EdtfDate | None = Field(description=f"First used: {DATE}")
    ended: EdtfDate | None = Field(description=f"Last used: {DATE}")


class Site(Named):
    """A launch site, a pad of one, or a runway for landings."""

    kind: SiteKind = Field(description="`launch-site`, `launch-pad` or `runway`")
    parent: Ref | None = Field(description="Launch site of a pad or runway")
    countries: list[Ref] = Field(
        description="States in which it lay, in the order of history"
    )
    latitude: float | None = Field(description="Degrees, south negative")
    longitude: float | None = Field(description="Degrees, west negative")
    names: list[SiteName] = Field(description="Official names, in order")
    codes: list[str] = Field(description="Codes in GCAT")
    began: EdtfDate | None = Field(description=f"Beginning: {DATE}")
    ended: EdtfDate | None = Field(description=f"End: {DATE}")
    launches_count: int = Field(
        description="Number of counted missions in this data that were launched there"
    )
    landings_count: int = Field(
        description="Number of counted missions in this data that landed there"
    )
    checked: Checked
