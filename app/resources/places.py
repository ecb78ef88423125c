"""The list of launch sites, launch pads and runways."""

from sqlalchemy import select

from app import models as m
from app import schemas
from app.resources.resource import Resource, country, date, named, number, option, ref
from app.schemas import vocabularies as v

SITES = Resource(
    name="sites",
    singular="site",
    about="Launch sites, launch pads, and runways for landings.",
    model=m.Site,
    schema=schemas.Site,
    example="baikonur",
    filters=named(m.Site, "sites", "baikonur", "Baikonur Cosmodrome", "GIK-5")
    | {
        "kind": option(
            m.Site.kind,
            "Kind of site: launch site, launch pad or runway",
            "launch-pad",
            of=v.SiteKind,
        ),
        "parent": ref(
            m.Site.parent_id,
            "sites",
            "Launch site that the pad or runway belongs to",
            "baikonur",
        ),
        "countries": country(
            m.SiteCountry.country_id,
            "Country in which the site lies or lay",
            "kazakhstan",
            select(m.SiteCountry.site_id),
        ),
        "latitude": number(
            m.Site.latitude, "Latitude in degrees; south is negative", "28.6083"
        ),
        "longitude": number(
            m.Site.longitude, "Longitude in degrees; west is negative", "-80.6041"
        ),
        "began": date(
            m.Site,
            "began",
            "Date on which the site was founded or first used",
            "1956-07",
        ),
        "ended": date(
            m.Site, "ended", "Date on which the site was closed or last used", "1966-11"
        ),
        "launches_count": number(
            m.Site.launches_count, "Number of launches in the database", "1"
        ),
        "landings_count": number(
            m.Site.landings_count, "Number of landings in the database", "1"
        ),
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
