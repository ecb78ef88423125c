"""Record bodies: the JSON that will be served, made once by the schemas.

One function a resource, in the order of the schemas; each takes the catalogue and a
row and returns the schema's instance.
"""

from collections.abc import Callable
from typing import Any

from app import schemas
from app.dates import seconds_between
from app.seed import shapes
from app.seed.catalogue import Catalogue, Flight, operators
from app.seed.cells import Part
from app.seed.log import Change
from app.seed.works import issued


def country(catalogue: Catalogue, row: shapes.Country) -> schemas.Country:
    flights = catalogue.flights_for.get(row.id, [])
    return schemas.Country(
        **_common("countries", row),
        summary=row.note,
        **_same(row, "official_name", "iso_alpha2", "iso_alpha3", "iso_alpha4"),
        **_same(
            row, "iso_numeric", "gcat_code", "region", "subregion", "began", "ended"
        ),
        predecessors=_successions(catalogue, row.id, "successor", "predecessor"),
        successors=_successions(catalogue, row.id, "predecessor", "successor"),
        citizens_flown=len({flight.row.person for flight in flights}),
        flights=len(flights),
        first_flight=flights[0].launched if flights else None,
        first_citizens=[
            catalogue.ref("people", flight.row.person)
            for flight in flights
            if flight.mission.id == flights[0].mission.id
        ],
        guest_flights=sum(
            row.id not in operators(flight.mission) for flight in flights
        ),
        partners=catalogue.refs("countries", _partners(catalogue, row.id, flights)),
    )


def organisation(
    catalogue: Catalogue, row: shapes.Organisation
) -> schemas.Organisation:
    return schemas.Organisation(
        **_common("organisations", row),
        **_same(row, "summary", "kind", "founded", "dissolved"),
        country=catalogue.optional_ref("countries", row.country),
    )


def programme(catalogue: Catalogue, row: shapes.Programme) -> schemas.Programme:
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


def spacecraft(catalogue: Catalogue, row: shapes.Spacecraft) -> schemas.Spacecraft:
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


def station(catalogue: Catalogue, row: shapes.Station) -> schemas.Station:
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


def person(catalogue: Catalogue, row: shapes.Person) -> schemas.Person:
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


def mission(catalogue: Catalogue, row: shapes.Mission) -> schemas.Mission:
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


def event(catalogue: Catalogue, row: shapes.Event) -> schemas.Event:
    return schemas.Event(
        **_common("events", row, aliases=[]),
        **_same(row, "summary", "kind", "at", "ended", "place", "altitude_km"),
        duration_seconds=row.duration_seconds,
        missions=catalogue.refs("missions", row.missions),
        people=_parts(catalogue, "people", row.people),
        countries=catalogue.refs("countries", row.countries),
        organisations=catalogue.refs("organisations", row.organisations),
        stations=catalogue.refs("stations", row.stations),
    )


def source(
    catalogue: Catalogue, item: dict[str, Any], score: schemas.Score
) -> schemas.Source:
    custom = item["custom"]
    return schemas.Source(
        id=item["id"],
        url=f"/v1/sources/{item['id']}",
        title=item["title"],
        kind=custom["kind"],
        issued=issued(item),
        csl={name: value for name, value in item.items() if name != "custom"},
        reference=catalogue.references[item["id"]],
        cites=[source_ref(catalogue, cited) for cited in custom.get("cites", [])],
        score=score,
    )


def change(catalogue: Catalogue, row: Change, released: str) -> schemas.DataChange:
    record, field = row.place
    return schemas.DataChange(
        id=row.id,
        url=f"/v1/changes/{row.id}",
        **_same(row, "release", "kind"),
        released=released,
        record=record,
        field=field,
        old=row.value(row.old),
        new=row.value(row.new),
        source=source_ref(catalogue, row.source) if row.source else None,
    )


RENDERERS: dict[str, Callable[[Catalogue, Any], schemas.Record]] = {
    "countries": country,
    "organisations": organisation,
    "programmes": programme,
    "spacecraft": spacecraft,
    "stations": station,
    "people": person,
    "missions": mission,
    "events": event,
}


def source_ref(catalogue: Catalogue, source_id: str) -> schemas.Ref:
    title = str(catalogue.sources[source_id]["title"])
    return schemas.Ref(id=source_id, name=title, url=f"/v1/sources/{source_id}")


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


def _common(resource: str, row: Any, **given: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "url": f"/v1/{resource}/{row.id}",
        "name": row.name,
        "aliases": given.get("aliases", getattr(row, "aliases", [])),
    }


def _same(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _parts(
    catalogue: Catalogue, resource: str, parts: list[Part]
) -> list[schemas.RoleRef]:
    return [
        schemas.RoleRef(**catalogue.ref(resource, part.id).model_dump(), role=part.role)
        for part in parts
    ]


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


def _partners(
    catalogue: Catalogue, country_id: str, flights: list[Flight]
) -> list[str]:
    """States with citizens on the same launches."""
    found = {
        state
        for flight in flights
        for other in catalogue.crew_of[flight.mission.id]
        for state in other.row.countries
    }
    return sorted(found - {country_id})


def _successions(
    catalogue: Catalogue, country_id: str, here: str, there: str
) -> list[schemas.Succession]:
    return [
        schemas.Succession(
            **catalogue.ref("countries", getattr(row, there)).model_dump(),
            **_same(row, "date", "kind", "note"),
        )
        for row in catalogue.rows_by("successions", here).get(country_id, [])
    ]
