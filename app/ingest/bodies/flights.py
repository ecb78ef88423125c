"""Bodies of people, missions and crew entries."""

from typing import Any

from app import schemas
from app.dates import is_to_the_second
from app.durations import MINUTE, elapsed, lasting
from app.ingest.bodies.common import render, render_record, role_refs, source_ref
from app.ingest.bodies.stations import mission_dockings, render_stay
from app.ingest.catalogue import Catalogue
from app.ingest.files.flights import Mission, Person
from app.ingest.flight import Flight, commander_first, total


def render_person(catalogue: Catalogue, row: Person) -> schemas.Person:
    flights = catalogue.flights_of.get(row.id, [])
    missions = [catalogue.mission_ref(flight.mission.id) for flight in flights]
    stations = {station for flight in flights for station in flight.row.stations}
    sent_by = {agency for flight in flights for agency in flight.row.agencies}
    spacewalks = catalogue.spacewalks_of.get(row.id, [])
    return render_record(
        catalogue,
        schemas.Person,
        "people",
        row,
        birth_country=catalogue.optional_ref("countries", row.birth_country),
        countries=catalogue.refs("countries", row.countries),
        flights_count=len(flights),
        flights=len(flights),
        first_flight=missions[0] if missions else None,
        last_flight=missions[-1] if missions else None,
        **_time_in_space(flights),
        missions=missions,
        stations=catalogue.refs("stations", sorted(stations)),
        agencies=catalogue.refs("organisations", sorted(sent_by)),
        spacewalks_count=len(spacewalks),
        **lasting(
            "spacewalk_time", total([walk.duration_seconds for walk in spacewalks])
        ),
    )


def render_mission(catalogue: Catalogue, row: Mission) -> schemas.Mission:
    crew = catalogue.crew_of.get(row.id, [])
    stations = catalogue.refs("stations", catalogue.stations_of(row.id))
    return render_record(
        catalogue,
        schemas.Mission,
        "missions",
        row,
        **elapsed("duration", row.launched, row.landed),
        programmes=catalogue.refs("programmes", row.programmes),
        spacecraft=catalogue.optional_ref("spacecraft", row.spacecraft),
        vehicle=catalogue.optional_ref("spacecraft", row.vehicle),
        destination=catalogue.optional_ref("stations", row.destination),
        station=stations[0] if stations else None,
        stations=stations,
        countries=role_refs(catalogue, "countries", row.countries),
        crew=[_crew_member(catalogue, flight) for flight in commander_first(crew)],
        crew_size=len(crew),
        guests_count=sum(flight.guest for flight in crew),
        assigned=_assigned(catalogue, row.id),
        dockings=mission_dockings(catalogue, row.id),
        launch_vehicle=catalogue.optional_ref("spacecraft", row.launch_vehicle),
        launch_site=catalogue.optional_ref("sites", row.launch_site),
        launch_pad=catalogue.optional_ref("sites", row.launch_pad),
        landing_place=_landing_place(catalogue, row.id),
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
        agencies=catalogue.refs("organisations", row.agencies),
        employers=catalogue.refs("organisations", row.employers),
        age_at_launch=catalogue.age_at_launch(flight),
        guest=flight.guest,
        launched=flight.launched,
        landed_on=catalogue.optional_ref("missions", row.landed_on),
        **elapsed("duration", flight.launched, row.landed),
        boundary=flight.boundary,
        kind=mission.kind,
        spacecraft=catalogue.optional_ref("spacecraft", mission.spacecraft),
        stations=catalogue.refs("stations", row.stations),
        stays=[render_stay(catalogue, stay) for stay in catalogue.stays_of[flight.id]],
        programmes=catalogue.refs("programmes", mission.programmes),
    )


def _landing_place(catalogue: Catalogue, mission: str) -> schemas.LandingPlace | None:
    row = catalogue.landing_of(mission)
    if row is None:
        return None
    return render(
        schemas.LandingPlace,
        row,
        site=catalogue.optional_ref("sites", row.site),
        source=source_ref(catalogue, row.source),
    )


def _time_in_space(flights: list[Flight]) -> dict[str, Any]:
    """Returns the time of all flights of known duration, `None` without any."""
    known = [flight for flight in flights if flight.duration_seconds is not None]
    dates = [date for flight in known for date in (flight.launched, flight.row.landed)]
    precision = 1 if is_to_the_second(*dates) else MINUTE
    seconds = total([flight.duration_seconds for flight in known]) if known else None
    return lasting("time_in_space", seconds, precision)


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
