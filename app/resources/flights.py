"""The list of missions."""

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
from app.schemas import vocabularies as v
from app.schemas.flights import GUEST

_CREW_BY_MISSION = select(m.Crew.mission_id)

MISSIONS = Resource(
    name="missions",
    singular="mission",
    about="Flights of one spacecraft each, with or without a crew.",
    model=m.Mission,
    schema=schemas.Mission,
    example="soyuz-28",
    filters=named(m.Mission, "missions", "soyuz-28,soyuz-30", "Soyuz 28", "1978-023A")
    | {
        "kind": option(
            m.Mission.kind, "Kind of mission", "crewed-orbital", of=v.MissionKind
        ),
        "cospar": text(
            m.Mission.cospar, "International designation (COSPAR id)", "1978-023A"
        ),
        "launched": date(m.Mission, "launched", "Date of launch", "1978-03/1981"),
        "landed": date(
            m.Mission,
            "landed",
            "Date on which the spacecraft landed, or burned up in the atmosphere",
            "1978-03",
        ),
        "duration_seconds": number(
            m.Mission.duration_seconds,
            "Time from launch to landing of the spacecraft, in seconds",
            "684960",
        ),
        "outcome": option(
            m.Mission.outcome,
            "Outcome of the mission",
            "docking-failed",
            of=v.MissionOutcome,
        ),
        "counted": Filter(
            "boolean",
            m.Mission.counted,
            "Whether the mission lifted off for a flight of its own. The"
            " default is `true`. `false` selects pad aborts, captive flights"
            " and planned missions, and `all` includes them",
            "false",
            default=Default(
                "Missions that did not lift off are left out: {count}.",
                unless=("id", "gcat_id", "outcome"),
            ),
        ),
        "boundary": option(
            m.Mission.boundary,
            "Highest boundary of space that the mission crossed",
            "orbit",
            of=v.Boundary,
        ),
        "programmes": ref(
            m.MissionProgramme.programme_id,
            "programmes",
            "Programme that the mission belongs to",
            "interkosmos",
            select(m.MissionProgramme.mission_id),
        ),
        "spacecraft": ref(
            m.Mission.spacecraft_id, "spacecraft", "Type of spacecraft", "soyuz-tm"
        ),
        "vehicle": ref(
            m.Mission.vehicle_id,
            "spacecraft",
            "Vehicle that flew more than once",
            "atlantis",
        ),
        "destination": ref(
            m.Mission.destination_id,
            "stations",
            "Station that the mission was launched to, whether it arrived or not",
            "salyut-6",
        ),
        "stations": ref(
            m.MissionStation.station_id,
            "stations",
            "Station that the mission docked with",
            "salyut-6",
            select(m.MissionStation.mission_id),
        ),
        "countries": country(
            m.MissionCountry.country_id,
            "Country that took part",
            "bulgaria",
            select(m.MissionCountry.mission_id),
        ),
        "crew.person": ref(
            m.Crew.person_id,
            "people",
            "Person who was launched on the mission",
            "vladimir-remek",
            _CREW_BY_MISSION,
        ),
        "crew.countries": country(
            m.CrewCountry.country_id,
            "Country of citizenship of a person who was launched on the mission",
            "POL",
            _CREW_BY_MISSION.join(m.CrewCountry, m.CrewCountry.crew_id == m.Crew.id),
        ),
        "crew_size": number(
            m.Mission.crew_size,
            "Number of people who were launched on the mission",
            "3",
        ),
        "guests_count": number(
            m.Mission.guests_count,
            f"Number of guests who were launched on the mission; a guest is {GUEST}",
            "1",
        ),
        "launch_vehicle": ref(
            m.MissionRocket.spacecraft_id,
            "spacecraft",
            "Launch vehicle, or family of launch vehicles",
            "soyuz-u",
            select(m.MissionRocket.mission_id),
        ),
        "launch_site": ref(m.Mission.launch_site_id, "sites", "Launch site", "jiuquan"),
        "launch_pad": ref(
            m.Mission.launch_pad_id, "sites", "Launch pad", "baikonur-lc1"
        ),
        "landing_place.name": text(
            m.Mission.landing_place_name,
            "Name or description of the landing place",
            "Lake Tengiz, Kazakhstan",
        ),
        "landing_place.kind": option(
            m.Mission.landing_place_kind,
            "Surface of the landing place",
            "sea",
            of=v.LandingSurface,
        ),
        "landing_place.site": ref(
            m.MissionLandingSite.site_id,
            "sites",
            "Runway or site where the spacecraft landed",
            "kennedy-shuttle-landing-facility",
            select(m.MissionLandingSite.mission_id),
        ),
        "landing_place.latitude": number(
            m.Mission.landing_place_latitude,
            "Latitude of the landing place in degrees; south is negative",
            "51.27",
        ),
        "landing_place.longitude": number(
            m.Mission.landing_place_longitude,
            "Longitude of the landing place in degrees; west is negative",
            "46.0",
        ),
        "call_sign": text(
            m.Mission.call_sign,
            "Radio call sign of the spacecraft or its crew",
            "Zenit",
        ),
        "mass_kg": number(m.Mission.mass_kg, "Mass at launch, in kilograms", "550"),
        "perigee_km": number(
            m.Mission.perigee_km,
            "Lowest height of the orbit above the Earth, in kilometres",
            "202",
        ),
        "apogee_km": number(
            m.Mission.apogee_km,
            "Greatest height of the orbit above the Earth, in kilometres",
            "1551",
        ),
        "inclination_deg": number(
            m.Mission.inclination_deg,
            "Angle between the orbit and the equator, in degrees",
            "48.4",
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
