"""Bodies of stations, modules, expeditions, dockings and stays."""

from app import schemas
from app.durations import elapsed
from app.ingest import counts
from app.ingest.bodies.common import render, render_record, role_refs, source_ref
from app.ingest.catalogue import Catalogue
from app.ingest.files.stations import Docking, Expedition, Module, Station
from app.ingest.stays import Interval


def render_station(catalogue: Catalogue, row: Station) -> schemas.Station:
    kinds = counts.docked_missions(catalogue)[row.id]
    modules = catalogue.modules_of(row.id)
    return render_record(
        catalogue,
        schemas.Station,
        "stations",
        row,
        countries=catalogue.refs("countries", row.countries),
        programme=catalogue.optional_ref("programmes", row.programme),
        modules=[_station_module(module) for module in modules],
        missions_count=kinds["crewed-orbital"],
        cargo_missions_count=kinds["cargo"],
        expeditions_count=len(catalogue.rows_by("expeditions", "station").get(row.id)),
        modules_count=len(modules),
        visitors_count=counts.visitors(catalogue)[row.id],
    )


def _station_module(row: Module) -> schemas.StationModule:
    return render(schemas.StationModule, row, url=f"/v1/modules/{row.id}")


def render_module(catalogue: Catalogue, row: Module) -> schemas.Module:
    return render_record(
        catalogue,
        schemas.Module,
        "modules",
        row,
        station=catalogue.ref("stations", row.station),
        mission=catalogue.mission_ref(row.mission) if row.mission else None,
    )


def render_expedition(catalogue: Catalogue, row: Expedition) -> schemas.Expedition:
    flights = [
        catalogue.flight_at(person.id, row.began or row.ended) for person in row.crew
    ]
    states = {state for flight in flights if flight for state in flight.row.countries}
    return render_record(
        catalogue,
        schemas.Expedition,
        "expeditions",
        row,
        station=catalogue.ref("stations", row.station),
        **elapsed("duration", row.began, row.ended),
        crew=role_refs(catalogue, "people", row.crew),
        crew_size=len(row.crew),
        missions=[catalogue.mission_ref(mission) for mission in row.missions],
        countries=catalogue.refs("countries", sorted(states)),
    )


def render_docking(catalogue: Catalogue, row: Docking) -> schemas.Docking:
    return render(
        schemas.Docking,
        row,
        url=f"/v1/dockings/{row.id}",
        mission=catalogue.mission_ref(row.mission),
        target=catalogue.ref(*row.target.split("/")),
        **elapsed("duration", row.docked, row.undocked),
        source=source_ref(catalogue, row.source),
    )


def mission_dockings(
    catalogue: Catalogue, mission_id: str
) -> list[schemas.MissionDocking]:
    """Returns the dockings of a mission, then those in which it was the target."""
    own = catalogue.rows_by("dockings", "mission").get(mission_id, [])
    others = catalogue.rows_by("dockings", "target").get(f"missions/{mission_id}", [])
    return [_docking(catalogue, row, row.target) for row in own] + [
        _docking(catalogue, row, f"missions/{row.mission}") for row in others
    ]


def _docking(catalogue: Catalogue, row: Docking, target: str) -> schemas.MissionDocking:
    return render(schemas.MissionDocking, row, target=catalogue.ref(*target.split("/")))


def render_stay(catalogue: Catalogue, stay: Interval) -> schemas.Stay:
    """Returns a stay of a person, as it stands in the crew entry."""
    resource, record_id = stay.aboard.split("/")
    place = catalogue.rows[resource][record_id]
    craft = None if stay.is_at_station else place.spacecraft
    return render(
        schemas.Stay,
        stay,
        aboard=catalogue.ref(resource, record_id),
        spacecraft=catalogue.optional_ref("spacecraft", craft),
        source=source_ref(catalogue, stay.source) if stay.source else None,
    )
