"""Bodies of programmes, spacecraft and stations."""

from app import schemas
from app.ingest.bodies.common import _common, _same
from app.ingest.catalogue import Catalogue
from app.ingest.files import craft


def programme(catalogue: Catalogue, row: craft.Programme) -> schemas.Programme:
    guests = catalogue.guests_of(row.id)
    return schemas.Programme(
        **_common("programmes", row),
        **_same(row, "summary", "kind", "began", "ended"),
        parent=catalogue.optional_ref("programmes", row.parent),
        countries=catalogue.refs("countries", row.countries),
        organisations=catalogue.refs("organisations", row.organisations),
        missions_count=len(catalogue.missions_of.get(row.id, [])),
        guests_count=len({guest.row.person for guest in guests}),
        guest_countries_count=len(
            {state for guest in guests for state in guest.row.countries}
        ),
    )


def spacecraft(catalogue: Catalogue, row: craft.Spacecraft) -> schemas.Spacecraft:
    missions = catalogue.rows["missions"].values()
    return schemas.Spacecraft(
        **_common("spacecraft", row),
        **_same(row, "summary", "kind", "crew_capacity", "cabin_gas"),
        **_same(row, "cabin_pressure_kpa", "first_flight"),
        type=catalogue.optional_ref("spacecraft", row.type),
        countries=catalogue.refs("countries", row.countries),
        missions_count=sum(
            row.id in (mission.spacecraft, mission.vehicle) for mission in missions
        ),
    )


def station(catalogue: Catalogue, row: craft.Station) -> schemas.Station:
    missions = catalogue.rows["missions"].values()
    return schemas.Station(
        **_common("stations", row),
        **_same(row, "summary", "status", "cospar", "launched", "ended", "end_kind"),
        countries=catalogue.refs("countries", row.countries),
        programme=catalogue.optional_ref("programmes", row.programme),
        missions_count=sum(
            mission.station == row.id and mission.kind == "crewed-orbital"
            for mission in missions
        ),
        visitors_count=len(catalogue.visitors_of.get(row.id, ())),
    )
