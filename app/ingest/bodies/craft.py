"""Bodies of programmes and spacecraft."""

from app import schemas
from app.ingest import counts
from app.ingest.bodies.common import render_record
from app.ingest.catalogue import Catalogue
from app.ingest.files.craft import Programme, Spacecraft


def render_programme(catalogue: Catalogue, row: Programme) -> schemas.Programme:
    return render_record(
        catalogue,
        schemas.Programme,
        "programmes",
        row,
        parent=catalogue.optional_ref("programmes", row.parent),
        countries=catalogue.refs("countries", row.countries),
        organisations=catalogue.refs("organisations", row.organisations),
        missions_count=counts.missions(catalogue)[f"programmes/{row.id}"],
        guests_count=counts.guests(catalogue)[row.id],
        guest_countries_count=counts.guest_countries(catalogue)[row.id],
    )


def render_spacecraft(catalogue: Catalogue, row: Spacecraft) -> schemas.Spacecraft:
    first = counts.first_missions(catalogue).get(row.id)
    return render_record(
        catalogue,
        schemas.Spacecraft,
        "spacecraft",
        row,
        type=catalogue.optional_ref("spacecraft", row.type),
        countries=catalogue.refs("countries", row.countries),
        first_flight=catalogue.mission_ref(first) if first else None,
        missions_count=counts.missions(catalogue)[f"spacecraft/{row.id}"],
    )
