"""The lists of missions and people."""

from sqlalchemy import select

from app import models as m
from app import schemas
from app.resources.filters import Default, Filter
from app.resources.resource import (
    Resource,
    country,
    date,
    named,
    number,
    option,
    ref,
    text,
)

GUESTS = "citizens of none of the states that ran the mission"
_FLIGHTS_OF_STATE = select(m.Crew.person_id).join(
    m.CrewCountry, m.CrewCountry.crew_id == m.Crew.id
)
_FLIGHTS_OF_REGION = _FLIGHTS_OF_STATE.join(
    m.Country, m.Country.id == m.CrewCountry.country_id
)
_CREW_BY_MISSION = select(m.Crew.mission_id)

MISSIONS = Resource(
    name="missions",
    singular="mission",
    about="One flight of one vehicle, crewed or not.",
    model=m.Mission,
    schema=schemas.Mission,
    example="soyuz-28",
    filters=named(m.Mission, "missions", "soyuz-28,soyuz-30", "Soyuz 28", "1978-023A")
    | {
        "kind": option(m.Mission.kind, "Kind of flight", "crewed-orbital"),
        "cospar": text(m.Mission.cospar, "International designation", "1978-023A"),
        "launched": date(m.Mission, "launched", "Launch", "1978/1981"),
        "landed": date(m.Mission, "landed", "Landing or decay of the craft", "1978"),
        "duration_seconds": number(
            m.Mission.duration_seconds, "Launch to landing, seconds", "684960"
        ),
        "outcome": option(m.Mission.outcome, "Outcome", "docking-failed"),
        "counted": Filter(
            "boolean",
            m.Mission.counted,
            "Whether it lifted off for a flight of its own: `true` by default; `all`"
            " includes pad aborts, captive flights and plans, which are not counted",
            "false",
            default=Default(
                "Left out: {count} that did not lift off. With counted=all they are"
                " included.",
                unless=("id", "gcat_id", "outcome"),
            ),
        ),
        "boundary": option(
            m.Mission.boundary, "Highest boundary of space crossed", "orbit"
        ),
        "programme": ref(
            m.MissionProgramme.programme_id,
            "programmes",
            "Programme that it belongs to",
            "interkosmos",
            select(m.MissionProgramme.mission_id),
        ),
        "spacecraft": ref(
            m.Mission.spacecraft_id, "spacecraft", "Type of craft", "soyuz-tm"
        ),
        "vehicle": ref(
            m.Mission.vehicle_id, "spacecraft", "Craft that flew repeatedly", "atlantis"
        ),
        "destination": ref(
            m.Mission.destination_id,
            "stations",
            "Station that it was launched to, reached or not",
            "salyut-6",
        ),
        "station": ref(
            m.MissionStation.station_id,
            "stations",
            "Station that it docked with",
            "salyut-6",
            select(m.MissionStation.mission_id),
        ),
        "country": country(
            m.MissionCountry.country_id,
            "State that took part",
            "bulgaria",
            select(m.MissionCountry.mission_id),
        ),
        "crew.person": ref(
            m.Crew.person_id,
            "people",
            "Person launched on it",
            "vladimir-remek",
            _CREW_BY_MISSION,
        ),
        "crew.country": country(
            m.CrewCountry.country_id,
            "State of a person launched on it",
            "POL",
            _CREW_BY_MISSION.join(m.CrewCountry, m.CrewCountry.crew_id == m.Crew.id),
        ),
        "crew_size": number(m.Mission.crew_size, "People launched on it", "3"),
        "guests_count": number(
            m.Mission.guests_count, f"People launched on it, {GUESTS}", "1"
        ),
        "launch_vehicle": ref(
            m.MissionRocket.spacecraft_id,
            "spacecraft",
            "Rocket, or family that it is of",
            "soyuz-u",
            select(m.MissionRocket.mission_id),
        ),
        "launch_site": ref(m.Mission.launch_site_id, "sites", "Launch site", "jiuquan"),
        "launch_pad": ref(
            m.Mission.launch_pad_id, "sites", "Launch pad", "baikonur-lc1"
        ),
        "landing_place.name": text(
            m.Mission.landing_place_name,
            "Place of landing, in words",
            "Lake Tengiz, Kazakhstan",
        ),
        "landing_place.kind": option(
            m.Mission.landing_place_kind, "What the craft landed on", "sea"
        ),
        "landing_place.site": ref(
            m.MissionLandingSite.site_id,
            "sites",
            "Runway or site of landing",
            "kennedy-shuttle-landing-facility",
            select(m.MissionLandingSite.mission_id),
        ),
        "landing_place.latitude": number(
            m.Mission.landing_place_latitude, "Latitude of landing, degrees", "51.27"
        ),
        "landing_place.longitude": number(
            m.Mission.landing_place_longitude, "Longitude of landing, degrees", "46.0"
        ),
        "call_sign": text(m.Mission.call_sign, "Radio call sign", "Zenit"),
        "mass_kg": number(m.Mission.mass_kg, "Mass at launch, kilograms", "550"),
        "perigee_km": number(m.Mission.perigee_km, "Perigee, kilometres", "202"),
        "apogee_km": number(m.Mission.apogee_km, "Apogee, kilometres", "1551"),
        "inclination_deg": number(
            m.Mission.inclination_deg, "Inclination, degrees", "48.4"
        ),
        "gcat_id": text(m.Mission.gcat_id, "Id in GCAT", "H00091"),
    },
    sorts={
        "id": m.Mission.id,
        "name": m.Mission.name_folded,
        "launched": m.Mission.launched_earliest,
        "landed": m.Mission.landed_earliest,
        "duration_seconds": m.Mission.duration_seconds,
        "crew_size": m.Mission.crew_size,
        "guests_count": m.Mission.guests_count,
        "mass_kg": m.Mission.mass_kg,
        "perigee_km": m.Mission.perigee_km,
        "apogee_km": m.Mission.apogee_km,
        "inclination_deg": m.Mission.inclination_deg,
        "landing_place.latitude": m.Mission.landing_place_latitude,
        "landing_place.longitude": m.Mission.landing_place_longitude,
    },
    search_example="soyuz 28",
    grows=True,
    default_sort="launched",
)

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
            m.Person.flights,
            "Whether the person flew above 80 km",
            "true",
            default=Default(
                "Included: {count} who did not fly above 80 km. With flown=true they"
                " are left out.",
                applies=False,
            ),
        ),
        "sex": option(m.Person.sex, "Sex", "female"),
        "born": date(m.Person, "born", "Birth", "1948"),
        "died": date(m.Person, "died", "Death", "1968-03-27"),
        "country": country(
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
        "flights": number(m.Person.flights, "Flights above 80 km", "3"),
        "first_flight": date(m.Person, "first_flight", "Launch of the first", "1978"),
        "last_flight": date(m.Person, "last_flight", "Launch of the latest", "1997"),
        "time_in_space_seconds": number(
            m.Person.time_in_space_seconds, "Time in space, seconds", "684960"
        ),
        "spacewalk_count": number(m.Person.spacewalk_count, "Spacewalks", "7"),
        "spacewalk_time_seconds": number(
            m.Person.spacewalk_time_seconds, "Time of spacewalks, seconds", "729"
        ),
        "agency": ref(
            m.CrewAgency.organisation_id,
            "organisations",
            "Organisation that sent the person on a flight",
            "esa",
            select(m.Crew.person_id).join(
                m.CrewAgency, m.CrewAgency.crew_id == m.Crew.id
            ),
        ),
        "selected": date(m.Person, "selected", "Selection for training", "1960"),
        "selection_group": option(
            m.Person.selection_group, "Group of the selection", "NASA Group 1"
        ),
        "mission": ref(
            m.Crew.mission_id,
            "missions",
            "Mission launched on",
            "soyuz-28",
            select(m.Crew.person_id),
        ),
        "programme": ref(
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
            select(m.Crew.person_id).join(m.Mission, m.Mission.id == m.Crew.mission_id),
        ),
        "station": ref(
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
        "flights": m.Person.flights,
        "spacewalk_count": m.Person.spacewalk_count,
        "spacewalk_time_seconds": m.Person.spacewalk_time_seconds,
        "selected": m.Person.selected_earliest,
        "time_in_space_seconds": m.Person.time_in_space_seconds,
        "first_flight": m.Person.first_flight_earliest,
        "last_flight": m.Person.last_flight_earliest,
    },
    search_example="pham tuan",
    grows=True,
    default_sort="name",
)
