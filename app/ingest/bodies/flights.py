"""Bodies of people, missions and crew entries."""

from app import schemas
from app.dates import seconds_between
from app.ingest.bodies.common import _common, _parts, _same
from app.ingest.catalogue import Catalogue, Flight
from app.ingest.files import flights


def person(catalogue: Catalogue, row: flights.Person) -> schemas.Person:
    flights = catalogue.flights_of.get(row.id, [])
    missions = [catalogue.mission_ref(flight.mission.id) for flight in flights]
    stations = {station for flight in flights for station in flight.row.stations}
    return schemas.Person(
        **_common("people", row),
        **_same(row, "summary", "native_name", "sex", "born", "died", "occupations"),
        birth_country=catalogue.optional_ref("countries", row.birth_country),
        countries=catalogue.refs("countries", row.countries),
        flights=len(flights),
        first_flight=missions[0] if missions else None,
        last_flight=missions[-1] if missions else None,
        time_in_space_seconds=time_in_space(flights),
        missions=missions,
        stations=catalogue.refs("stations", sorted(stations)),
        spacewalk_count=catalogue.spacewalks_of.get(row.id, 0),
        gcat_id=row.gcat_id,
    )


def mission(catalogue: Catalogue, row: flights.Mission) -> schemas.Mission:
    crew = catalogue.crew_of.get(row.id, [])
    return schemas.Mission(
        **_common("missions", row),
        **_same(row, "summary", "kind", "cospar", "launched", "landed", "outcome"),
        **_same(row, "boundary", "launch_vehicle", "launch_site", "call_sign"),
        **_same(
            row, "mass_kg", "perigee_km", "apogee_km", "inclination_deg", "gcat_id"
        ),
        duration_seconds=seconds_between(row.launched, row.landed),
        programmes=catalogue.refs("programmes", row.programmes),
        spacecraft=catalogue.optional_ref("spacecraft", row.spacecraft),
        vehicle=catalogue.optional_ref("spacecraft", row.vehicle),
        station=catalogue.optional_ref("stations", row.station),
        countries=_parts(catalogue, "countries", row.countries),
        crew=[_member(catalogue, flight) for flight in by_rank(crew)],
        crew_size=len(crew),
        guests_count=sum(flight.guest for flight in crew),
        assigned=_assigned(catalogue, row.id),
        dockings=_dockings(catalogue, row.id),
    )


def crew_entry(catalogue: Catalogue, flight: Flight) -> schemas.Crew:
    row, flown = flight.row, flight.mission
    return schemas.Crew(
        id=flight.id,
        url=f"/v1/crew/{flight.id}",
        person=catalogue.ref("people", row.person),
        mission=catalogue.mission_ref(flown.id),
        **_same(row, "role", "role_title", "landed"),
        countries=catalogue.refs("countries", row.countries),
        guest=flight.guest,
        launched=flight.launched,
        landed_on=catalogue.optional_ref("missions", row.landed_on),
        duration_seconds=flight.duration_seconds,
        boundary=flight.boundary,
        kind=flown.kind,
        spacecraft=catalogue.optional_ref("spacecraft", flown.spacecraft),
        stations=catalogue.refs("stations", row.stations),
        programmes=catalogue.refs("programmes", flown.programmes),
    )


def time_in_space(flights: list[Flight]) -> int | None:
    """Seconds over all flights that ended and whose times of day are known."""
    known = [
        flight.duration_seconds
        for flight in flights
        if flight.duration_seconds is not None
    ]
    return sum(known) if known else None


def by_rank(crew: list[Flight]) -> list[Flight]:
    """Commander first, then by role and name."""
    return sorted(crew, key=lambda flight: (flight.row.role != "commander", flight.id))


def _member(catalogue: Catalogue, flight: Flight) -> schemas.CrewMember:
    return schemas.CrewMember(
        person=catalogue.ref("people", flight.row.person),
        **_same(flight.row, "role", "role_title"),
        countries=catalogue.refs("countries", flight.row.countries),
        landed_on=catalogue.optional_ref("missions", flight.row.landed_on),
    )


def _assigned(catalogue: Catalogue, mission_id: str) -> list[schemas.Assigned]:
    return [
        schemas.Assigned(
            person=catalogue.ref("people", row.person), **_same(row, "kind", "role")
        )
        for row in catalogue.rows_by("assignments", "mission").get(mission_id, [])
    ]


def _dockings(catalogue: Catalogue, mission_id: str) -> list[schemas.Docking]:
    return [
        schemas.Docking(
            target=catalogue.ref(*row.target.split("/")),
            **_same(row, "docked", "undocked", "outcome", "note"),
        )
        for row in catalogue.rows_by("dockings", "mission").get(mission_id, [])
    ]
