"""The lists of stations, modules and expeditions."""

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
    text,
)
from app.schemas import vocabularies as v

STATIONS = Resource(
    name="stations",
    singular="station",
    about="Space stations, flown and planned.",
    model=m.Station,
    schema=schemas.Station,
    example="salyut-6",
    filters=named(m.Station, "stations", "mir", "Mir", "1986-017A")
    | {
        "status": option(
            m.Station.status, "Status of the station", "ended", of=v.StationStatus
        ),
        "cospar": text(
            m.Station.cospar,
            "International designation (COSPAR id) of the first module",
            "1986-017A",
        ),
        "programme": ref(
            m.Station.programme_id,
            "programmes",
            "Programme that the station belongs to",
            "salyut",
        ),
        "launched": date(
            m.Station,
            "launched",
            "Date on which the first module was launched",
            "1986-02",
        ),
        "ended": date(
            m.Station,
            "ended",
            "Date on which the station re-entered the atmosphere or was lost",
            "2001-03-23",
        ),
        "countries": country(
            m.StationCountry.country_id,
            "Country that ran the station",
            "soviet-union",
            select(m.StationCountry.station_id),
        ),
        "missions_count": number(
            m.Station.missions_count,
            "Number of crewed missions that docked with the station",
            "2",
        ),
        "cargo_missions_count": number(
            m.Station.cargo_missions_count,
            "Number of spacecraft without a crew that docked"
            " with the station, without modules",
            "1",
        ),
        "expeditions_count": number(
            m.Station.expeditions_count,
            "Number of expeditions to the station in the database",
            "2",
        ),
        "modules_count": number(m.Station.modules_count, "Number of modules", "1"),
        "visitors_count": number(
            m.Station.visitors_count, "Number of people who entered the station", "2"
        ),
    },
    sorts={
        "id": m.Station.id,
        "name": m.Station.name_folded,
        "launched": m.Station.launched_earliest,
        "ended": m.Station.ended_earliest,
        "missions_count": m.Station.missions_count,
        "cargo_missions_count": m.Station.cargo_missions_count,
        "expeditions_count": m.Station.expeditions_count,
        "modules_count": m.Station.modules_count,
        "visitors_count": m.Station.visitors_count,
    },
    search_example="salyut",
    grows=True,
    default_sort="launched",
)

MODULES = Resource(
    name="modules",
    singular="module",
    about="Parts of stations, such as laboratories, airlocks and trusses.",
    model=m.Module,
    schema=schemas.Module,
    example="mir-kvant-1",
    filters=named(m.Module, "modules", "mir-kvant-1", "Kvant-1")
    | {
        "kind": option(m.Module.kind, "Kind of module", "core", of=v.ModuleKind),
        "station": ref(m.Module.station_id, "stations", "Station of the module", "mir"),
        "mission": ref(
            m.Module.mission_id,
            "missions",
            "Mission that brought the module to the station",
            "sts-74",
        ),
        "launched": date(m.Module, "launched", "Date of launch", "1987-03"),
        "attached": date(
            m.Module,
            "attached",
            "Date on which the module was attached to the station",
            "1987-04",
        ),
        "detached": date(
            m.Module,
            "detached",
            "Date on which the module was detached while the station stayed in orbit",
            "2021-07",
        ),
        "ended": date(
            m.Module,
            "ended",
            "Date on which the module re-entered the atmosphere",
            "2001-03-23",
        ),
    },
    sorts={
        "id": m.Module.id,
        "name": m.Module.name_folded,
        "launched": m.Module.launched_earliest,
        "attached": m.Module.attached_earliest,
        "detached": m.Module.detached_earliest,
        "ended": m.Module.ended_earliest,
    },
    search_example="kvant",
    default_sort="launched",
)

EXPEDITIONS = Resource(
    name="expeditions",
    singular="expedition",
    about="Crews of stations: main crews, which ran the station, and visiting crews.",
    model=m.Expedition,
    schema=schemas.Expedition,
    example="iss-expedition-1",
    filters=named(
        m.Expedition, "expeditions", "iss-expedition-1", "Expedition 1", "Q17181"
    )
    | {
        "number": number(
            m.Expedition.number,
            "Number of the expedition in the series of its station",
            "1",
        ),
        "kind": option(
            m.Expedition.kind,
            "Kind of expedition: main or visiting crew",
            "main",
            of=v.ExpeditionKind,
        ),
        "station": ref(
            m.Expedition.station_id, "stations", "Station of the expedition", "iss"
        ),
        "began": date(
            m.Expedition, "began", "Date on which the expedition began", "2000-11"
        ),
        "ended": date(
            m.Expedition, "ended", "Date on which the expedition ended", "2001-03"
        ),
        "duration_seconds": number(
            m.Expedition.duration_seconds,
            "Time from beginning to end, in seconds",
            "11819450",
        ),
        "crew_size": number(m.Expedition.crew_size, "Number of members", "3"),
        "crew": ref(
            m.ExpeditionPerson.person_id,
            "people",
            "Person who is a member of the expedition",
            "william-shepherd",
            select(m.ExpeditionPerson.expedition_id),
        ),
        "missions": ref(
            m.ExpeditionMission.mission_id,
            "missions",
            "Mission that brought members to the station",
            "soyuz-tm-31",
            select(m.ExpeditionMission.expedition_id),
        ),
        "countries": country(
            m.CrewCountry.country_id,
            "Country of citizenship of a member at launch",
            "russia",
            select(m.ExpeditionPerson.expedition_id).join(
                m.CrewCountry, m.CrewCountry.crew_id == m.ExpeditionPerson.crew_id
            ),
        ),
    },
    sorts={
        "id": m.Expedition.id,
        "name": m.Expedition.name_folded,
        "number": m.Expedition.number,
        "began": m.Expedition.began_earliest,
        "ended": m.Expedition.ended_earliest,
        "duration_seconds": m.Expedition.duration_seconds,
        "crew_size": m.Expedition.crew_size,
    },
    search_example="expedition 1",
    grows=True,
    default_sort="began",
)
