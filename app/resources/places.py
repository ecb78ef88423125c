"""The list of launch sites, launch pads and runways."""

from sqlalchemy import select

from app import models as m
from app import schemas
from app.resources.resource import Resource, country, date, named, number, option, ref
from app.schemas import vocabularies as v

SITES = Resource(
    name="sites",
    singular="site",
    about="Launch sites with their pads, and runways for landings.",
    model=m.Site,
    schema=schemas.Site,
    example="baikonur",
    filters=named(m.Site, "sites", "baikonur", "Baikonur Cosmodrome", "GIK-5")
    | {
        "kind": option(m.Site.kind, "Site, pad or runway", "launch-pad", of=v.SiteKind),
        "parent": ref(m.Site.parent_id, "sites", "Site of a pad", "baikonur"),
        "countries": country(
            m.SiteCountry.country_id,
            "State in which it lies or lay",
            "kazakhstan",
            select(m.SiteCountry.site_id),
        ),
        "latitude": number(m.Site.latitude, "Latitude, degrees", "28.6083"),
        "longitude": number(m.Site.longitude, "Longitude, degrees", "-80.6041"),
        "began": date(m.Site, "began", "Beginning", "1956-07"),
        "ended": date(m.Site, "ended", "End", "1966-11"),
        "launches_count": number(m.Site.launches_count, "Launches", "1"),
        "landings_count": number(m.Site.landings_count, "Landings", "1"),
    },
    sorts={
        "id": m.Site.id,
        "name": m.Site.name_folded,
        "latitude": m.Site.latitude,
        "longitude": m.Site.longitude,
        "began": m.Site.began_earliest,
        "ended": m.Site.ended_earliest,
        "launches_count": m.Site.launches_count,
        "landings_count": m.Site.landings_count,
    },
    search_example="baikonur",
    default_sort="name",
)
