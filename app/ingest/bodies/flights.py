"""Bodies of people, missions and crew entries."""

from app import schemas
from app.dates import seconds_between
from app.ingest.bodies.common import render, role_refs, source_ref
from app.ingest.catalogue import Catalogue, Flight
from app.ingest.files.flights import Docking, Mission, Person
from app.ingest.stays import Interval


def render_person(catalogue: Catalogue, row: Person) -> schemas.Person:
    flights = catalogue.flights_of.get(row.id, [])
    missions = [catalogue.mission_ref(flight.mission.id) for flight in flights]
    stations = {station for flight in flights for station in flight.row.stations}
    return render(
        schemas.Person,
        row,
        url=f"/v1/people/{row.id}",
        birth_country=catalogue.optional_ref("countries", row.birth_country),
        countries=catalogue.refs("countries", row.countries),
        flights=len(flights),
        first_flight=missions[0] if missions else None,
        last_flight=missions[-1] if missions else None,
        time_in_space_seconds=_time_in_space(flights),
        missions=missions,
        stations=catalogue.refs("stations", sorted(stations)),
        spacewalk_count=catalogue.spacewalks_of.get(row.id, 0),
    )


def render_mission(catalogue: Catalogue, row: Mission) -> schemas.Mission:
    crew = catalogue.crew_of.get(row.id, [])
    stations = catalogue.refs("stations", catalogue.stations_of.get(row.id, []))
    return render(
        schemas.Mission,
        row,
        url=f"/v1/missions/{row.id}",
        duration_seconds=seconds_between(row.launched, row.landed),
        programmes=catalogue.refs("programmes", row.programmes),
        spacecraft=catalogue.optional_ref("spacecraft", row.spacecraft),
        vehicle=catalogue.optional_ref("spacecraft", row.vehicle),
        destination=catalogue.optional_ref("stations", row.destination),
        station=stations[0] if stations else None,
        stations=stations,
        countries=role_refs(catalogue, "countries", row.countries),
        crew=[_crew_member(catalogue, flight) for flight in _commander_first(crew)],
        crew_size=len(crew),
        guests_count=sum(flight.guest for flight in crew),
        assigned=_assigned(catalogue, row.id),
        dockings=_dockings(catalogue, row.id),
    )


def render_crew_entry(catalogue: Catalogue, flight: Flight) -> schemas.Crew:
    row, mission = flight.row, flight.mission
    return render(
        schemas.Crew,
        row,
        url=f"/v1/crew/{flight.id}",
        person=catalogue.ref("people", row.person),
        mission=catalogue.mission_ref(mission.id),
        countries=[catalogue.country_ref(state) for state in row.countries],
        guest=flight.guest,
        launched=flight.launched,
        landed_on=catalogue.optional_ref("missions", row.landed_on),
        duration_seconds=flight.duration_seconds,
        boundary=flight.boundary,
        kind=mission.kind,
        spacecraft=catalogue.optional_ref("spacecraft", mission.spacecraft),
        stations=catalogue.refs("stations", row.stations),
        stays=[_stay(catalogue, stay) for stay in catalogue.stays_of[flight.id]],
        programmes=catalogue.refs("programmes", mission.programmes),
    )


def _stay(catalogue: Catalogue, stay: Interval) -> schemas.Stay:
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


def _time_in_space(flights: list[Flight]) -> int | None:
    """Returns the seconds of all flights of known duration, `None` without any."""
    durations = [
        flight.duration_seconds
        for flight in flights
        if flight.duration_seconds is not None
    ]
    return sum(durations) if durations else None


def _commander_first(crew: list[Flight]) -> list[Flight]:
    """Returns a crew sorted by id, the commander first."""
    return sorted(crew, key=lambda flight: (flight.row.role != "commander", flight.id))


def _crew_member(catalogue: Catalogue, flight: Flight) -> schemas.CrewMember:
    return render(
        schemas.CrewMember,
        flight.row,
        person=catalogue.ref("people", flight.row.person),
        countries=catalogue.refs("countries", flight.row.countries),
        landed_on=catalogue.optional_ref("missions", flight.row.landed_on),
    )


def _assigned(catalogue: Catalogue, mission_id: str) -> list[schemas.Assigned]:
    rows = catalogue.rows_by("assignments", "mission").get(mission_id, [])
    return [
        render(schemas.Assigned, row, person=catalogue.ref("people", row.person))
        for row in rows
    ]


def _dockings(catalogue: Catalogue, mission_id: str) -> list[schemas.Docking]:
    """Returns the dockings of a mission, then those in which it was the target."""
    own = catalogue.rows_by("dockings", "mission").get(mission_id, [])
    others = catalogue.rows_by("dockings", "target").get(f"missions/{mission_id}", [])
    return [_docking(catalogue, row, row.target) for row in own] + [
        _docking(catalogue, row, f"missions/{row.mission}") for row in others
    ]


def _docking(catalogue: Catalogue, row: Docking, target: str) -> schemas.Docking:
    return render(schemas.Docking, row, target=catalogue.ref(*target.split("/")))
