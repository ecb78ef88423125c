"""Bodies of programmes and spacecraft."""

from app import schemas
from app.ingest.bodies.common import render_record
from app.ingest.catalogue import Catalogue
from app.ingest.files.craft import Programme, Spacecraft


def render_programme(catalogue: Catalogue, row: Programme) -> schemas.Programme:
    guests = catalogue.guests_of(row.id)
    return render_record(
        catalogue,
        schemas.Programme,
        "programmes",
        row,
        parent=catalogue.optional_ref("programmes", row.parent),
        countries=catalogue.refs("countries", row.countries),
        organisations=catalogue.refs("organisations", row.organisations),
        missions_count=len(catalogue.missions_of.get(row.id, [])),
        guests_count=len({flight.row.person for flight in guests}),
        guest_countries_count=len(
            {state for flight in guests for state in flight.row.countries}
        ),
    )


def render_spacecraft(catalogue: Catalogue, row: Spacecraft) -> schemas.Spacecraft:
    launched = catalogue.launches_of.get(f"spacecraft/{row.id}", ())
    missions = {mission.id for mission in launched} | {
        mission.id
        for mission in catalogue.counted_missions
        if row.id in (mission.spacecraft, mission.vehicle)
    }
    return render_record(
        catalogue,
        schemas.Spacecraft,
        "spacecraft",
        row,
        type=catalogue.optional_ref("spacecraft", row.type),
        countries=catalogue.refs("countries", row.countries),
        missions_count=len(missions),
    )
