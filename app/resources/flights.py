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

GUESTS = "citizens of none of the states that ran the mission"
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
        "kind": option(
            m.Mission.kind, "Kind of flight", "crewed-orbital", of=v.MissionKind
        ),
        "cospar": text(m.Mission.cospar, "International designation", "1978-023A"),
        "launched": date(m.Mission, "launched", "Launch", "1978-03/1981"),
        "landed": date(m.Mission, "landed", "Landing or decay of craft", "1978-03"),
        "duration_seconds": number(
            m.Mission.duration_seconds, "Launch to landing, seconds", "684960"
        ),
        "outcome": option(
            m.Mission.outcome, "Outcome", "docking-failed", of=v.MissionOutcome
        ),
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
            m.Mission.boundary,
            "Highest boundary of space crossed",
            "orbit",
            of=v.Boundary,
        ),
        "programmes": ref(
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
        "stations": ref(
            m.MissionStation.station_id,
            "stations",
            "Station that it docked with",
            "salyut-6",
            select(m.MissionStation.mission_id),
        ),
        "countries": country(
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
        "crew.countries": country(
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
            m.Mission.landing_place_kind,
            "What the craft landed on",
            "sea",
            of=v.LandingSurface,
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
