"""The list of people."""

from sqlalchemy import func, select

from app import models as m
from app import schemas
from app.resources.filters import Default, Filter
from app.resources.resource import (
    Resource,
    boolean,
    country,
    date,
    named,
    number,
    option,
    ref,
    text,
)
from app.schemas import vocabularies as v
from app.schemas.flights import GUEST

_FLIGHTS_OF_STATE = select(m.Crew.person_id).join(
    m.CrewCountry, m.CrewCountry.crew_id == m.Crew.id
)
_MISSIONS_OF_PERSON = select(m.Crew.person_id).join(
    m.Mission, m.Mission.id == m.Crew.mission_id
)
_FLIGHTS_OF_REGION = _FLIGHTS_OF_STATE.join(
    m.Country, m.Country.id == m.CrewCountry.country_id
)
_GUEST_FLIGHTS = select(func.max(m.Crew.guest)).where(m.Crew.person_id == m.Person.id)
_GUEST = func.coalesce(_GUEST_FLIGHTS.correlate(m.Person).scalar_subquery(), 0)

PEOPLE = Resource(
    name="people",
    singular="person",
    about="People who flew above 80 km (`flown=true`), and others whom sources"
    " name (`flown=false`).",
    model=m.Person,
    schema=schemas.Person,
    example="vladimir-remek",
    filters=named(m.Person, "people", "yuri-gagarin", "Yuri Gagarin", "Q7327")
    | {
        "flown": Filter(
            "boolean",
            m.Person.flights_count,
            "Whether the person flew above 80 km",
            "true",
            default=Default(
                "People who did not fly above 80 km are included: {count}.",
                applies=False,
            ),
        ),
        "guest": boolean(
            _GUEST,
            f"Whether the person was a guest on any flight: {GUEST}",
            "true",
        ),
        "sex": option(m.Person.sex, "Sex of the person", "female", of=v.Sex),
        "born": date(m.Person, "born", "Date of birth", "1948-09"),
        "died": date(m.Person, "died", "Date of death", "1968-03-27"),
        "countries": country(
            m.PersonCountry.country_id,
            "Country of citizenship",
            "vietnam",
            select(m.PersonCountry.person_id),
        ),
        "birth_country": country(
            m.Person.birth_country_id,
            "Country in which the place of birth lies today",
            "UKR",
        ),
        "region": option(
            m.Country.region,
            "Region of the country of citizenship at a launch, in the United"
            " Nations M49 standard",
            "Africa",
            _FLIGHTS_OF_REGION,
        ),
        "subregion": option(
            m.Country.subregion,
            "Subregion of the country of citizenship at a launch, in the"
            " United Nations M49 standard",
            "South-eastern Asia",
            _FLIGHTS_OF_REGION,
        ),
        "flights_count": number(
            m.Person.flights_count, "Number of flights above 80 km", "3"
        ),
        "first_flight.launched": date(
            m.Person,
            "first_flight",
            "Launch date of the first flight above 80 km",
            "1978-03",
        ),
        "last_flight.launched": date(
            m.Person,
            "last_flight",
            "Launch date of the latest flight above 80 km",
            "1997-08",
        ),
        "time_in_space_seconds": number(
            m.Person.time_in_space_seconds,
            "Total time from launch to landing over all ended flights, in seconds",
            "684960",
        ),
        "spacewalks_count": number(
            m.Person.spacewalks_count, "Number of spacewalks", "7"
        ),
        "spacewalk_time_seconds": number(
            m.Person.spacewalk_time_seconds,
            "Total length of all spacewalks, in seconds",
            "729",
        ),
        "agencies": ref(
            m.CrewAgency.organisation_id,
            "organisations",
            "Organisation that sent the person on a flight",
            "esa",
            select(m.Crew.person_id).join(
                m.CrewAgency, m.CrewAgency.crew_id == m.Crew.id
            ),
        ),
        "selected": date(
            m.Person, "selected", "Date of selection for astronaut training", "1960-03"
        ),
        "selection_group": option(
            m.Person.selection_group, "Name of the selection group", "NASA Group 1"
        ),
        "kind": option(
            m.Mission.kind,
            "Kind of a mission on which the person was launched",
            "crewed-suborbital",
            _MISSIONS_OF_PERSON,
        ),
        "boundary": option(
            m.Mission.boundary,
            "Highest boundary of space that a mission of the person crossed",
            "80km",
            _MISSIONS_OF_PERSON,
        ),
        "missions": ref(
            m.Crew.mission_id,
            "missions",
            "Mission on which the person was launched",
            "soyuz-28",
            select(m.Crew.person_id),
        ),
        "programmes": ref(
            m.MissionProgramme.programme_id,
            "programmes",
            "Programme of a mission on which the person was launched",
            "interkosmos",
            select(m.Crew.person_id).join(
                m.MissionProgramme, m.MissionProgramme.mission_id == m.Crew.mission_id
            ),
        ),
        "spacecraft": ref(
            m.Mission.spacecraft_id,
            "spacecraft",
            "Type of spacecraft on which the person was launched",
            "soyuz-t",
            _MISSIONS_OF_PERSON,
        ),
        "stations": ref(
            m.CrewStation.station_id,
            "stations",
            "Station that the person entered",
            "mir",
            select(m.Crew.person_id).join(
                m.CrewStation, m.CrewStation.crew_id == m.Crew.id
            ),
        ),
        "gcat_id": text(m.Person.gcat_id, "Id in the GCAT list of people", "AS-00001"),
    },
    sorts={
        "id": m.Person.id,
        "name": m.Person.name_folded,
        "born": m.Person.born_earliest,
        "died": m.Person.died_earliest,
        "flights_count": m.Person.flights_count,
        "spacewalks_count": m.Person.spacewalks_count,
        "spacewalk_time_seconds": m.Person.spacewalk_time_seconds,
        "selected": m.Person.selected_earliest,
        "time_in_space_seconds": m.Person.time_in_space_seconds,
        "first_flight.launched": m.Person.first_flight_earliest,
        "last_flight.launched": m.Person.last_flight_earliest,
    },
    search_example="pham tuan",
    grows=True,
    default_sort="name",
)
