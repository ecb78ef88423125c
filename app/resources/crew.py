"""The list of crew entries; its filters are those of firsts and superlatives too."""

from sqlalchemy import select

from app import models as m
from app import schemas
from app.resources.resource import (
    Resource,
    boolean,
    country,
    date,
    ids,
    number,
    only,
    option,
    ref,
)
from app.schemas import vocabularies as v
from app.schemas.flights import GUEST

_FLIGHTS_OF_REGION = select(m.CrewCountry.crew_id).join(
    m.Country, m.Country.id == m.CrewCountry.country_id
)
_PERSON = select(m.Crew.id).join(m.Person, m.Person.id == m.Crew.person_id)
_MISSION = select(m.Crew.id).join(m.Mission, m.Mission.id == m.Crew.mission_id)

CREW = Resource(
    name="crew",
    singular="crew entry",
    about="Flights of single people, from launch to landing; each is a crew entry.",
    model=m.Crew,
    schema=schemas.Crew,
    example="soyuz-31-sigmund-jahn",
    filters=ids(m.Crew, "crew", "soyuz-31-sigmund-jahn")
    | {
        "person": ref(m.Crew.person_id, "people", "Person", "sigmund-jahn"),
        "mission": ref(
            m.Crew.mission_id,
            "missions",
            "Mission on which the person was launched",
            "soyuz-31",
        ),
        "landed_on": ref(
            m.Crew.landed_on_id,
            "missions",
            "Mission on which the person returned to Earth",
            "soyuz-29",
        ),
        "role": option(m.Crew.role, "Role on board", "commander", of=v.CrewRole),
        "guest": boolean(
            m.Crew.guest,
            f"Whether the person was a guest: {GUEST}",
            "true",
        ),
        "countries": country(
            m.CrewCountry.country_id,
            "Country of citizenship at launch",
            "DDR",
            select(m.CrewCountry.crew_id),
        ),
        "region": option(
            m.Country.region,
            "Region of the country of citizenship at launch, in the United"
            " Nations M49 standard",
            "Asia",
            _FLIGHTS_OF_REGION,
        ),
        "subregion": option(
            m.Country.subregion,
            "Subregion of the country of citizenship at launch, in the United"
            " Nations M49 standard",
            "South-eastern Asia",
            _FLIGHTS_OF_REGION,
        ),
        "birth_country": only(
            country(
                m.Person.birth_country_id,
                "Country in which the place of birth lies today",
                "UKR",
                _PERSON,
            )
        ),
        "sex": only(
            option(
                m.Person.sex,
                "Sex of the person",
                "female",
                _PERSON,
                of=v.Sex,
            )
        ),
        "agencies": ref(
            m.CrewAgency.organisation_id,
            "organisations",
            "Organisation that sent the person on the flight",
            "esa",
            select(m.CrewAgency.crew_id),
        ),
        "employers": ref(
            m.CrewEmployer.organisation_id,
            "organisations",
            "Organisation that employed the person at launch",
            "us-navy",
            select(m.CrewEmployer.crew_id),
        ),
        "programmes": ref(
            m.MissionProgramme.programme_id,
            "programmes",
            "Programme of the mission on which the person was launched",
            "interkosmos",
            select(m.Crew.id).join(
                m.MissionProgramme, m.MissionProgramme.mission_id == m.Crew.mission_id
            ),
        ),
        "stations": ref(
            m.CrewStation.station_id,
            "stations",
            "Station that the person entered",
            "mir",
            select(m.CrewStation.crew_id),
        ),
        "spacecraft": only(
            ref(
                m.Mission.spacecraft_id,
                "spacecraft",
                "Type of spacecraft on which the person was launched",
                "soyuz-tm",
                _MISSION,
            )
        ),
        "kind": only(
            option(
                m.Mission.kind,
                "Kind of the mission on which the person was launched",
                "crewed-suborbital",
                _MISSION,
                of=v.MissionKind,
            )
        ),
        "launched": date(m.Crew, "launched", "Date of launch", "1978-03"),
        "landed": date(m.Crew, "landed", "Date on which the person landed", "1978-03"),
        "duration_seconds": number(
            m.Crew.duration_seconds, "Time from launch to landing, in seconds", "684960"
        ),
        "age_at_launch": number(
            m.Crew.age_at_launch, "Age at launch, in whole years", "41"
        ),
    },
    sorts={
        "id": m.Crew.id,
        "launched": m.Crew.launched_earliest,
        "landed": m.Crew.landed_earliest,
        "duration_seconds": m.Crew.duration_seconds,
        "age_at_launch": m.Crew.age_at_launch,
    },
    grows=True,
    default_sort="launched",
)
