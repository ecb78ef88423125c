"""Bodies of launch sites, launch pads and runways."""

from pydantic import Field

from app.schemas.base import DATE, Checked, EdtfDate, Named, Ref, Schema
from app.schemas.vocabularies import SiteKind


class SiteName(Schema):
    """An official name of a site, with the time of its use."""

    name: str = Field(description="Official name")
    began: EdtfDate | None = Field(
        description=f"Date from which the name was used: {DATE}"
    )
    ended: EdtfDate | None = Field(
        description="Date until which the name was used; `null` if it is in use:"
        f" {DATE}"
    )


class Site(Named):
    """A launch site, a launch pad, or a runway for landings."""

    kind: SiteKind = Field(description="`launch-site`, `launch-pad` or `runway`")
    parent: Ref | None = Field(
        description="Launch site that the pad or runway belongs to"
    )
    countries: list[Ref] = Field(
        description="Countries in which the site lay, earliest first"
    )
    latitude: float | None = Field(description="Latitude in degrees; south is negative")
    longitude: float | None = Field(
        description="Longitude in degrees; west is negative"
    )
    names: list[SiteName] = Field(description="Official names, earliest first")
    codes: list[str] = Field(description="Codes of the site in GCAT")
    began: EdtfDate | None = Field(
        description=f"Date on which the site was founded or first used: {DATE}"
    )
    ended: EdtfDate | None = Field(
        description=f"Date on which the site was closed or last used: {DATE}"
    )
    launches_count: int = Field(
        description="Number of missions in the database, with `counted` `true`,"
        " that were launched here"
    )
    landings_count: int = Field(
        description="Number of missions in the database, with `counted` `true`,"
        " that landed here"
    )
    checked: Checked
