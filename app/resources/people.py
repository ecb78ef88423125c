"""The list of people."""

from sqlalchemy import func, select

from app import models as m
from app import schemas
from app.resources.filters import Default, Filter
from app.resources.flights import GUESTS
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
    about="People who flew above 80 km, and others whom the sources name: with"
    " `flown=true` the former, with `flown=false` the latter.",
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
                "Included: {count} who did not fly above 80 km. With flown=true they"
                " are left out.",
                applies=False,
            ),
        ),
        "guest": boolean(
            _GUEST,
            f"Whether on any flight among the {GUESTS}",
            "true",
        ),
        "sex": option(m.Person.sex, "Sex", "female", of=v.Sex),
        "born": date(m.Person, "born", "Birth", "1948-09"),
        "died": date(m.Person, "died", "Death", "1968-03-27"),
        "countries": country(
            m.PersonCountry.country_id,
            "State of citizenship",
            "vietnam",
            select(m.PersonCountry.person_id),
        ),
        "birth_country": country(
            m.Person.birth_country_id, "State that the birthplace is in today", "UKR"
        ),
        "region": option(
            m.Country.region,
            "Region of a state of citizenship at launch",
            "Africa",
            _FLIGHTS_OF_REGION,
        ),
        "subregion": option(
            m.Country.subregion,
            "Subregion of a state of citizenship at launch",
            "South-eastern Asia",
            _FLIGHTS_OF_REGION,
        ),
        "flights_count": number(m.Person.flights_count, "Flights above 80 km", "3"),
        "first_flight.launched": date(
            m.Person, "first_flight", "Launch of the first flight", "1978-03"
        ),
        "last_flight.launched": date(
            m.Person, "last_flight", "Launch of the latest flight", "1997-08"
        ),
        "time_in_space_seconds": number(
            m.Person.time_in_space_seconds, "Time in space, seconds", "684960"
        ),
        "spacewalks_count": number(m.Person.spacewalks_count, "Spacewalks", "7"),
        "spacewalk_time_seconds": number(
            m.Person.spacewalk_time_seconds, "Time of spacewalks, seconds", "729"
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
        "selected": date(m.Person, "selected", "Selection for training", "1960-03"),
        "selection_group": option(
            m.Person.selection_group, "Group of the selection", "NASA Group 1"
        ),
        "kind": option(
            m.Mission.kind,
            "Kind of a flight",
            "crewed-suborbital",
            _MISSIONS_OF_PERSON,
        ),
        "boundary": option(
            m.Mission.boundary,
            "Highest boundary of space crossed on a flight",
            "80km",
            _MISSIONS_OF_PERSON,
        ),
        "missions": ref(
            m.Crew.mission_id,
            "missions",
            "Mission launched on",
            "soyuz-28",
            select(m.Crew.person_id),
        ),
        "programmes": ref(
            m.MissionProgramme.programme_id,
            "programmes",
            "Programme of a mission launched on",
            "interkosmos",
            select(m.Crew.person_id).join(
                m.MissionProgramme, m.MissionProgramme.mission_id == m.Crew.mission_id
            ),
        ),
        "spacecraft": ref(
            m.Mission.spacecraft_id,
            "spacecraft",
            "Type of craft launched on",
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
        "gcat_id": text(m.Person.gcat_id, "Id in GCAT", "AS-00001"),
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
