"""The lists of spacecraft and programmes."""

from sqlalchemy import select

from app import models as m
from app import schemas
from app.resources.resource import (
    Resource,
    country,
    date,
    named,
    number,
    option,
    ref,
)
from app.schemas import vocabularies as v

SPACECRAFT = Resource(
    name="spacecraft",
    singular="spacecraft",
    about="Types of spacecraft, vehicles that flew more than once, and launch"
    " vehicles.",
    model=m.Spacecraft,
    schema=schemas.Spacecraft,
    example="soyuz-tm",
    filters=named(m.Spacecraft, "spacecraft", "soyuz-tm", "Soyuz TM")
    | {
        "kind": option(
            m.Spacecraft.kind,
            "Kind: a type (`model`), a single vehicle, a launch vehicle or a"
            " docking system",
            "model",
            of=v.SpacecraftKind,
        ),
        "type": ref(
            m.Spacecraft.type_id,
            "spacecraft",
            "Type that a vehicle belongs to, or family that a launch vehicle"
            " belongs to",
            "space-shuttle",
        ),
        "countries": country(
            m.SpacecraftCountry.country_id,
            "Country that built it",
            "soviet-union",
            select(m.SpacecraftCountry.spacecraft_id),
        ),
        "crew_capacity": number(
            m.Spacecraft.crew_capacity,
            "Largest number of people that it can carry",
            "3",
        ),
        "cabin_gas": option(m.Spacecraft.cabin_gas, "Gas in the cabin", "oxygen"),
        "cabin_pressure_kpa": number(
            m.Spacecraft.cabin_pressure_kpa,
            "Usual cabin pressure during flight, in kilopascals",
            "34",
        ),
        "first_launched": date(
            m.Spacecraft,
            "first_launched",
            "Date of the first launch; for crewed spacecraft,"
            " of the first launch with a crew",
            "1967-04",
        ),
        "missions_count": number(
            m.Spacecraft.missions_count, "Number of missions in the database", "1"
        ),
    },
    sorts={
        "id": m.Spacecraft.id,
        "name": m.Spacecraft.name_folded,
        "crew_capacity": m.Spacecraft.crew_capacity,
        "cabin_pressure_kpa": m.Spacecraft.cabin_pressure_kpa,
        "first_launched": m.Spacecraft.first_launched_earliest,
        "missions_count": m.Spacecraft.missions_count,
    },
    search_example="soyuz",
    default_sort="name",
)

PROGRAMMES = Resource(
    name="programmes",
    singular="programme",
    about="Programmes, projects and series of flights.",
    model=m.Programme,
    schema=schemas.Programme,
    example="interkosmos",
    filters=named(m.Programme, "programmes", "interkosmos", "Interkosmos")
    | {
        "kind": option(
            m.Programme.kind, "Kind of programme", "crewed", of=v.ProgrammeKind
        ),
        "parent": ref(
            m.Programme.parent_id,
            "programmes",
            "Larger programme that the programme is a part of",
            "interkosmos",
        ),
        "began": date(
            m.Programme, "began", "Date on which the programme began", "1967-04"
        ),
        "ended": date(
            m.Programme, "ended", "Date on which the programme ended", "1991-10"
        ),
        "countries": country(
            m.ProgrammeCountry.country_id,
            "Country that took part",
            "mongolia",
            select(m.ProgrammeCountry.programme_id),
        ),
        "organisations": ref(
            m.ProgrammeOrganisation.organisation_id,
            "organisations",
            "Organisation that ran the programme",
            "nasa",
            select(m.ProgrammeOrganisation.programme_id),
        ),
        "missions_count": number(
            m.Programme.missions_count, "Number of missions in the database", "15"
        ),
        "guests_count": number(
            m.Programme.guests_count, "Number of guests who flew in the programme", "14"
        ),
        "guest_countries_count": number(
            m.Programme.guest_countries_count,
            "Number of countries of these guests",
            "13",
        ),
    },
    sorts={
        "id": m.Programme.id,
        "name": m.Programme.name_folded,
        "began": m.Programme.began_earliest,
        "ended": m.Programme.ended_earliest,
        "missions_count": m.Programme.missions_count,
        "guests_count": m.Programme.guests_count,
        "guest_countries_count": m.Programme.guest_countries_count,
    },
    search_example="interkosmos",
    default_sort="name",
)
