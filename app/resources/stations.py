"""The lists of stations, modules, expeditions and dockings."""

from sqlalchemy import select

from app import models as m
from app import schemas
from app.resources.resource import (
    Resource,
    country,
    date,
    ids,
    named,
    number,
    only,
    option,
    ref,
    span,
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
        "status": option(m.Station.status, "Status", "ended", of=v.StationStatus),
        "cospar": text(m.Station.cospar, "International designation", "1986-017A"),
        "programme": ref(m.Station.programme_id, "programmes", "Programme", "salyut"),
        "launched": date(m.Station, "launched", "Launch of its first part", "1986-02"),
        "ended": date(m.Station, "ended", "Re-entry or loss", "2001-03-23"),
        "countries": country(
            m.StationCountry.country_id,
            "State that ran it",
            "soviet-union",
            select(m.StationCountry.station_id),
        ),
        "missions_count": number(
            m.Station.missions_count, "Crewed missions that docked with it", "2"
        ),
        "cargo_missions_count": number(
            m.Station.cargo_missions_count, "Cargo ships that docked with it", "1"
        ),
        "expeditions_count": number(m.Station.expeditions_count, "Expeditions", "2"),
        "modules_count": number(m.Station.modules_count, "Modules", "1"),
        "visitors_count": number(m.Station.visitors_count, "People aboard", "2"),
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
    about="Parts of stations: cores, laboratories, nodes, airlocks, trusses, arms.",
    model=m.Module,
    schema=schemas.Module,
    example="mir-kvant-1",
    filters=named(m.Module, "modules", "mir-kvant-1", "Kvant-1")
    | {
        "kind": option(m.Module.kind, "Kind of part", "core", of=v.ModuleKind),
        "station": ref(m.Module.station_id, "stations", "Station", "mir"),
        "mission": ref(
            m.Module.mission_id, "missions", "Mission that brought it", "sts-74"
        ),
        "launched": date(m.Module, "launched", "Launch", "1987-03"),
        "attached": date(m.Module, "attached", "Joined to the station", "1987-04"),
        "detached": date(m.Module, "detached", "Separated from it", "2021-07"),
        "ended": date(m.Module, "ended", "Re-entry", "2001-03-23"),
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
    about="Crews of stations: main ones, which ran the station, and visiting ones.",
    model=m.Expedition,
    schema=schemas.Expedition,
    example="iss-expedition-1",
    filters=named(
        m.Expedition, "expeditions", "iss-expedition-1", "Expedition 1", "Q17181"
    )
    | {
        "number": number(m.Expedition.number, "Number in the series", "1"),
        "kind": option(
            m.Expedition.kind, "Main or visiting crew", "main", of=v.ExpeditionKind
        ),
        "station": ref(m.Expedition.station_id, "stations", "Station", "iss"),
        "began": date(m.Expedition, "began", "Beginning", "2000-11"),
        "ended": date(m.Expedition, "ended", "End", "2001-03"),
        "duration_seconds": number(
            m.Expedition.duration_seconds, "Beginning to end, seconds", "11819450"
        ),
        "crew_size": number(m.Expedition.crew_size, "Members", "3"),
        "crew": ref(
            m.ExpeditionPerson.person_id,
            "people",
            "Member",
            "william-shepherd",
            select(m.ExpeditionPerson.expedition_id),
        ),
        "missions": ref(
            m.ExpeditionMission.mission_id,
            "missions",
            "Mission that brought members",
            "soyuz-tm-31",
            select(m.ExpeditionMission.expedition_id),
        ),
        "countries": country(
            m.CrewCountry.country_id,
            "State of a member at launch",
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

_BY_MISSION = select(m.Docking.id).join(m.Mission, m.Mission.id == m.Docking.mission_id)

DOCKINGS = Resource(
    name="dockings",
    singular="docking",
    about="Dockings of ships with stations and with each other. With `at`, what was"
    " docked at an instant: `station=iss&at=2024-06-04`.",
    model=m.Docking,
    schema=schemas.Docking,
    example="soyuz-28-1",
    filters=ids(m.Docking, "dockings", "soyuz-28-1")
    | {
        "at": span(
            m.Docking, "attached", "A time at which the ship was docked", "1978-03-03"
        ),
        "mission": ref(
            m.Docking.mission_id, "missions", "Mission of the ship", "soyuz-28"
        ),
        "station": ref(
            m.Docking.station_id, "stations", "Station at the other side", "salyut-6"
        ),
        "partner": ref(
            m.Docking.partner_id, "missions", "Mission at the other side", "soyuz-19"
        ),
        "craft": ref(
            m.Docking.craft_id,
            "spacecraft",
            "Type of a craft without a mission of its own at the other side",
            "apollo-lm",
        ),
        "kind": only(
            option(
                m.Mission.kind,
                "Kind of mission of the ship",
                "cargo",
                _BY_MISSION,
                of=v.MissionKind,
            )
        ),
        "spacecraft": only(
            ref(
                m.Mission.spacecraft_id,
                "spacecraft",
                "Type of the ship",
                "soyuz-7k-t",
                _BY_MISSION,
            )
        ),
        "countries": country(
            m.MissionCountry.country_id,
            "State that took part in the mission",
            "soviet-union",
            select(m.Docking.id).join(
                m.MissionCountry, m.MissionCountry.mission_id == m.Docking.mission_id
            ),
        ),
        "method": option(
            m.Docking.method, "Docking or berthing", "docking", of=v.DockingMethod
        ),
        "docked": date(m.Docking, "docked", "Docking", "1978-03"),
        "undocked": date(m.Docking, "undocked", "Undocking", "1978-03"),
        "duration_seconds": number(
            m.Docking.duration_seconds, "Docking to undocking, seconds", "580440"
        ),
        "outcome": option(m.Docking.outcome, "Outcome", "failed", of=v.DockingOutcome),
    },
    sorts={
        "id": m.Docking.id,
        "docked": m.Docking.docked_earliest,
        "undocked": m.Docking.undocked_earliest,
        "duration_seconds": m.Docking.duration_seconds,
    },
    has_claims=False,
    grows=True,
    default_sort="docked",
)
