"""Bodies of countries and organisations."""

from dataclasses import dataclass, field

from app import schemas
from app.ingest import counts
from app.ingest.bodies.common import render, render_record
from app.ingest.catalogue import Catalogue
from app.ingest.files.states import Country, Organisation
from app.ingest.flight import Flight, operators


def render_country(catalogue: Catalogue, row: Country) -> schemas.Country:
    flights = _flights_of_citizens(catalogue, row.id)
    first = flights.first
    return render_record(
        catalogue,
        schemas.Country,
        "countries",
        row,
        predecessors=_successions(catalogue, row.id, "successor", "predecessor"),
        successors=_successions(catalogue, row.id, "predecessor", "successor"),
        citizens_flown_count=counts.citizens_flown(catalogue)[row.id],
        flights_count=flights.count,
        first_flight=catalogue.mission_ref(first.mission.id) if first else None,
        first_citizens=[
            catalogue.ref("people", flight.row.person)
            for flight in (catalogue.crew_of[first.mission.id] if first else ())
            if row.id in flight.row.countries
        ],
        guest_flights_count=flights.guests,
        partners=catalogue.refs("countries", sorted(flights.partners - {row.id})),
    )


def render_organisation(
    catalogue: Catalogue, row: Organisation
) -> schemas.Organisation:
    return render_record(
        catalogue,
        schemas.Organisation,
        "organisations",
        row,
        country=catalogue.optional_ref("countries", row.country),
    )


@dataclass
class _Flights:
    """Numbers of the flights of the citizens of a state, and the first one."""

    count: int = 0
    guests: int = 0
    """Flights of which the state was no operator."""
    first: Flight | None = None
    partners: set[str] = field(default_factory=set)
    """States of all who were on the same launches."""


def _flights_of_citizens(catalogue: Catalogue, country_id: str) -> _Flights:
    flights = _Flights()
    for flight in catalogue.flights_for(country_id):
        flights.count += 1
        flights.guests += country_id not in operators(flight.mission)
        first = flights.first
        if first is None or flight.launch_order < first.launch_order:
            flights.first = flight
        for other in catalogue.crew_of[flight.mission.id]:
            flights.partners.update(other.row.countries)
    return flights


def _successions(
    catalogue: Catalogue, country_id: str, own_column: str, other_column: str
) -> list[schemas.Succession]:
    """Returns the states on the other side of the successions of a state."""
    rows = catalogue.rows_by("successions", own_column).get(country_id, [])
    return [
        render(
            schemas.Succession,
            row,
            **catalogue.ref("countries", getattr(row, other_column)).model_dump(),
        )
        for row in rows
    ]
