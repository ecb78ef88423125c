"""Bodies of launch sites, launch pads and runways."""

from app import schemas
from app.ingest import counts
from app.ingest.bodies.common import render, render_record
from app.ingest.catalogue import Catalogue
from app.ingest.files.places import Site


def render_site(catalogue: Catalogue, row: Site) -> schemas.Site:
    return render_record(
        catalogue,
        schemas.Site,
        "sites",
        row,
        parent=catalogue.optional_ref("sites", row.parent),
        countries=catalogue.refs("countries", row.countries),
        names=[render(schemas.SiteName, name) for name in row.names],
        launches_count=counts.missions(catalogue)[f"sites/{row.id}"],
        landings_count=counts.landings(catalogue)[row.id],
    )
