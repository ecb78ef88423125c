"""Bodies of countries and organisations."""

from app import schemas
from app.ingest.bodies.common import _common, _same
from app.ingest.catalogue import Catalogue, Flight, operators
from app.ingest.files import states


def country(catalogue: Catalogue, row: states.Country) -> schemas.Country:
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
    catalogue: Catalogue, row: states.Organisation
) -> schemas.Organisation:
    return schemas.Organisation(
        **_common("organisations", row),
        **_same(row, "summary", "kind", "founded", "dissolved"),
        country=catalogue.optional_ref("countries", row.country),
    )


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
