"""Bodies of countries and organisations."""

from app import schemas
from app.ingest.bodies.common import render, render_record
from app.ingest.catalogue import Catalogue
from app.ingest.files.states import Country, Organisation
from app.ingest.flight import Flight, operators


def render_country(catalogue: Catalogue, row: Country) -> schemas.Country:
    flights = catalogue.flights_for.get(row.id, [])
    return render_record(
        catalogue,
        schemas.Country,
        "countries",
        row,
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


def _partners(
    catalogue: Catalogue, country_id: str, flights: list[Flight]
) -> list[str]:
    """Returns the states whose citizens were on the same launches, sorted by id."""
    partners = {
        state
        for flight in flights
        for other in catalogue.crew_of[flight.mission.id]
        for state in other.row.countries
    }
    return sorted(partners - {country_id})


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
