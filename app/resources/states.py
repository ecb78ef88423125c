"""The lists of countries and organisations."""

from app import models as m
from app import schemas
from app.resources.resource import Resource, country, date, named, number, option, text
from app.schemas import vocabularies as v

_NAMES = named(m.Country, "countries", "", "Vietnam", "Q881")
del _NAMES["id"]  # a state is found by its codes too

COUNTRIES = Resource(
    name="countries",
    singular="country",
    about="Countries, existing and dissolved.",
    model=m.Country,
    schema=schemas.Country,
    example="czechoslovakia",
    filters={
        "id": country(
            m.Country.id, "Id, ISO 3166 code or name of the country", "CSK,soviet-union"
        ),
        **_NAMES,
        "iso_alpha3": text(
            m.Country.iso_alpha3, "ISO 3166-1 alpha-3 code, current or former", "VNM"
        ),
        "region": option(
            m.Country.region, "Region in the United Nations M49 standard", "Asia"
        ),
        "subregion": option(
            m.Country.subregion,
            "Subregion in the United Nations M49 standard",
            "South-eastern Asia",
        ),
        "began": date(
            m.Country, "began", "Date on which the country began to exist", "1991-06"
        ),
        "ended": date(
            m.Country, "ended", "Date on which the country ended", "1990-10/1992"
        ),
        "flights_count": number(
            m.Country.flights_count, "Number of flights of citizens above 80 km", "3"
        ),
        "guest_flights_count": number(
            m.Country.guest_flights_count,
            "Number of flights of citizens on missions that other countries ran",
            "1",
        ),
        "first_flight.launched": date(
            m.Country,
            "first_flight",
            "Launch date of the first citizen above 80 km",
            "1978-03",
        ),
        "citizens_flown_count": number(
            m.Country.citizens_flown_count,
            "Number of citizens who flew above 80 km",
            "1",
        ),
    },
    sorts={
        "id": m.Country.id,
        "name": m.Country.name_folded,
        "began": m.Country.began_earliest,
        "ended": m.Country.ended_earliest,
        "citizens_flown_count": m.Country.citizens_flown_count,
        "flights_count": m.Country.flights_count,
        "guest_flights_count": m.Country.guest_flights_count,
        "first_flight.launched": m.Country.first_flight_earliest,
    },
    search_example="germany",
    default_sort="name",
)


ORGANISATIONS = Resource(
    name="organisations",
    singular="organisation",
    about="Agencies, companies, councils and institutes.",
    model=m.Organisation,
    schema=schemas.Organisation,
    example="nasa",
    filters=named(m.Organisation, "organisations", "nasa", "Glavkosmos", "NASA")
    | {
        "kind": option(
            m.Organisation.kind, "Kind of organisation", "agency", of=v.OrganisationKind
        ),
        "country": country(
            m.Organisation.country_id, "Country of the organisation", "soviet-union"
        ),
        "founded": date(m.Organisation, "founded", "Date of foundation", "1985-02"),
        "dissolved": date(
            m.Organisation,
            "dissolved",
            "Date on which the organisation ended",
            "1991-11",
        ),
    },
    sorts={
        "id": m.Organisation.id,
        "name": m.Organisation.name_folded,
        "founded": m.Organisation.founded_earliest,
        "dissolved": m.Organisation.dissolved_earliest,
    },
    search_example="glavkosmos",
    default_sort="name",
)
