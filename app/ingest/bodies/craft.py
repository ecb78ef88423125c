"""Bodies of programmes, spacecraft and stations."""

from app import schemas
from app.ingest.bodies.common import render
from app.ingest.catalogue import Catalogue
from app.ingest.files.craft import Programme, Spacecraft, Station


def render_programme(catalogue: Catalogue, row: Programme) -> schemas.Programme:
    guests = catalogue.guests_of(row.id)
    return render(
        schemas.Programme,
        row,
        url=f"/v1/programmes/{row.id}",
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
    return render(
        schemas.Spacecraft,
        row,
        url=f"/v1/spacecraft/{row.id}",
        type=catalogue.optional_ref("spacecraft", row.type),
        countries=catalogue.refs("countries", row.countries),
        missions_count=sum(
            row.id in (mission.spacecraft, mission.vehicle)
            for mission in catalogue.counted_missions
        ),
    )


def render_station(catalogue: Catalogue, row: Station) -> schemas.Station:
    return render(
        schemas.Station,
        row,
        url=f"/v1/stations/{row.id}",
        countries=catalogue.refs("countries", row.countries),
        programme=catalogue.optional_ref("programmes", row.programme),
        missions_count=sum(
            row.id in catalogue.stations_of.get(mission.id, [])
            and mission.kind == "crewed-orbital"
            for mission in catalogue.counted_missions
        ),
        visitors_count=len(catalogue.visitors_of.get(row.id, ())),
    )
