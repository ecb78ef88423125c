"""The list of dockings."""

from sqlalchemy import select

from app import models as m
from app import schemas
from app.resources.resource import (
    Resource,
    country,
    date,
    ids,
    number,
    only,
    option,
    ref,
    span,
)
from app.schemas import vocabularies as v

_BY_MISSION = select(m.Docking.id).join(m.Mission, m.Mission.id == m.Docking.mission_id)

DOCKINGS = Resource(
    name="dockings",
    singular="docking",
    about="Dockings of spacecraft with stations and with each other. `at`"
    " selects the spacecraft that were docked at a time:"
    " `station=iss&at=2024-06-04`.",
    model=m.Docking,
    schema=schemas.Docking,
    example="soyuz-28-1",
    filters=ids(m.Docking, "dockings", "soyuz-28-1")
    | {
        "at": span(
            m.Docking,
            "attached",
            "Time at which the spacecraft was docked",
            "1978-03-03",
        ),
        "mission": ref(
            m.Docking.mission_id,
            "missions",
            "Mission of the spacecraft that docked",
            "soyuz-28",
        ),
        "station": ref(
            m.Docking.station_id,
            "stations",
            "Station that the spacecraft docked with",
            "salyut-6",
        ),
        "partner": ref(
            m.Docking.partner_id,
            "missions",
            "Mission of the spacecraft that it docked with",
            "soyuz-19",
        ),
        "craft": ref(
            m.Docking.craft_id,
            "spacecraft",
            "Type of the spacecraft that it docked with, if that has no"
            " mission of its own",
            "apollo-lm",
        ),
        "kind": only(
            option(
                m.Mission.kind,
                "Kind of the mission that docked",
                "cargo",
                _BY_MISSION,
                of=v.MissionKind,
            )
        ),
        "spacecraft": only(
            ref(
                m.Mission.spacecraft_id,
                "spacecraft",
                "Type of the spacecraft that docked",
                "soyuz-7k-t",
                _BY_MISSION,
            )
        ),
        "countries": country(
            m.MissionCountry.country_id,
            "Country that took part in the mission",
            "soviet-union",
            select(m.Docking.id).join(
                m.MissionCountry, m.MissionCountry.mission_id == m.Docking.mission_id
            ),
        ),
        "method": option(
            m.Docking.method,
            "Method: `docking`, or `berthing` with a robotic arm",
            "docking",
            of=v.DockingMethod,
        ),
        "docked": date(m.Docking, "docked", "Date of docking", "1978-03"),
        "undocked": date(m.Docking, "undocked", "Date of undocking", "1978-03"),
        "duration_seconds": number(
            m.Docking.duration_seconds,
            "Time from docking to undocking, in seconds",
            "580440",
        ),
        "outcome": option(
            m.Docking.outcome, "Outcome of the docking", "failed", of=v.DockingOutcome
        ),
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
