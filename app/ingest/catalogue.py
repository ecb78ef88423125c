"""The rows of all files joined in memory, and all values computed from them.

Values that follow from other facts (flights, time in space, guests, visitors) are
computed here; no seed file contains them.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import cache, cached_property
from typing import Any, TypeVar

from app.dates import parse_date, years_between
from app.ingest.bibliography import format_references
from app.ingest.files.flights import Mission
from app.ingest.files.places import Landing
from app.ingest.files.provenance import Coverage
from app.ingest.files.read import Seed
from app.ingest.files.stations import Docking, Module
from app.ingest.files.tables import FILES, ids_in
from app.ingest.flight import Flight, spacewalkers
from app.ingest.stays import (
    Interval,
    computed_stays,
    docked_intervals,
    entered_stays,
)
from app.resources import BY_NAME
from app.schemas import CountryRef, MissionRef, Ref

Key = TypeVar("Key")
RECORDS = tuple(name for name in FILES if name in BY_NAME and BY_NAME[name].has_claims)
"""The resources whose records are rows of a seed file, in the order of the files."""


class Catalogue:
    """Checked rows by file and id, and the joins that bodies need."""

    def __init__(self, seed: Seed) -> None:
        self.seed = seed
        self.sources = seed.sources
        self.rows: dict[str, dict[str, Any]] = {
            name: {row.id: row for row in seed.tables[name]} for name in RECORDS
        }

    def ref(self, resource: str, record_id: str) -> Ref:
        row = self.rows[resource][record_id]
        return Ref(id=record_id, name=row.name, url=f"/v1/{resource}/{record_id}")

    def optional_ref(self, resource: str, record_id: str | None) -> Ref | None:
        return self.ref(resource, record_id) if record_id else None

    def refs(self, resource: str, record_ids: list[str]) -> list[Ref]:
        return [self.ref(resource, record_id) for record_id in record_ids]

    def mission_ref(self, mission_id: str) -> MissionRef:
        launched = self.rows["missions"][mission_id].launched
        ref = self.ref("missions", mission_id).model_dump()
        return MissionRef(**ref, launched=launched)

    def country_ref(self, country_id: str) -> CountryRef:
        row = self.rows["countries"][country_id]
        ref = self.ref("countries", country_id).model_dump()
        return CountryRef(**ref, iso_alpha2=row.iso_alpha2, iso_alpha3=row.iso_alpha3)

    def name_of(self, resource: str, record_id: str) -> str:
        """Returns the name of a record; a flight is named by its person and mission."""
        if resource == "crew":
            row = self.rows["crew"][record_id]
            person = self.name_of("people", row.person)
            return f"{person} on {self.name_of('missions', row.mission)}"
        if resource == "sources":
            return str(self.sources[record_id]["title"])
        return str(self.rows[resource][record_id].name)

    @cached_property
    def landings(self) -> dict[str, Landing]:
        """Places of landing, by mission."""
        return {row.mission: row for row in self.seed.tables["landings"]}

    @cached_property
    def landings_at(self) -> Counter[str]:
        """Number of counted missions that landed at a site or on a runway of it."""
        return Counter(
            site
            for mission in self.counted_missions
            for site in self.landing_sites_of(mission.id)
        )

    def landing_sites_of(self, mission: str) -> list[str]:
        """Returns the ids of the runway of a mission and of its site, if known."""
        sites: list[str] = []
        site = self.landings[mission].site if mission in self.landings else None
        while site:
            sites.append(site)
            site = self.rows["sites"][site].parent
        return sites

    @cached_property
    def modules_of(self) -> dict[str, list[Module]]:
        """Modules by station, earliest launch first."""
        modules = sorted(
            self.rows["modules"].values(),
            key=lambda row: (row.launched or "", row.attached or "", row.id),
        )
        return _group(modules, lambda row: [row.station])

    def age_at_launch(self, flight: Flight) -> int | None:
        """Returns the age of a person at a launch; `None` if it is not known."""
        born = self.rows["people"][flight.row.person].born
        return years_between(born, flight.launched)

    @cached_property
    def references(self) -> dict[str, str]:
        """Sources as formatted references, by id."""
        return format_references(self.sources)

    @cached_property
    def flights(self) -> list[Flight]:
        """All person-flights, earliest launch first."""
        missions = self.rows["missions"]
        flights = [
            Flight(
                row=row,
                mission=missions[row.mission],
                launched=row.launched or missions[row.mission].launched,
                boundary=missions[row.mission].boundary,
            )
            for row in self.rows["crew"].values()
        ]
        return sorted(flights, key=lambda flight: (flight.launched_earliest, flight.id))

    @cached_property
    def flights_of(self) -> dict[str, list[Flight]]:
        """Flights by person, earliest first."""
        return _group(self.flights, lambda flight: [flight.row.person])

    @cached_property
    def crew_of(self) -> dict[str, list[Flight]]:
        """Flights by the mission of the launch."""
        return _group(self.flights, lambda flight: [flight.row.mission])

    @cached_property
    def flights_for(self) -> dict[str, list[Flight]]:
        """Flights by state of citizenship at launch."""
        return _group(self.flights, lambda flight: flight.row.countries)

    @cached_property
    def visitors_of(self) -> dict[str, set[str]]:
        """Ids of the people who were aboard, by station."""
        visitors: dict[str, set[str]] = defaultdict(set)
        for flight in self.flights:
            for station in flight.row.stations:
                visitors[station].add(flight.row.person)
        return visitors

    @cached_property
    def counted_missions(self) -> list[Mission]:
        """The missions that every number of missions includes."""
        missions: Iterable[Mission] = self.rows["missions"].values()
        return [mission for mission in missions if mission.counted]

    @cached_property
    def missions_of(self) -> dict[str, list[Mission]]:
        """Counted missions by programme."""
        return _group(self.counted_missions, lambda mission: mission.programmes)

    @cached_property
    def launches_of(self) -> dict[str, list[Mission]]:
        """Counted missions by launch site, pad and rocket, as type/id.

        A family of rockets has the missions of all its members.
        """

        def keys_of(mission: Mission) -> list[str]:
            sites = (mission.launch_site, mission.launch_pad)
            rockets = self.rockets_of(mission)
            return [f"sites/{site}" for site in sites if site] + [
                f"spacecraft/{rocket}" for rocket in rockets
            ]

        return _group(self.counted_missions, keys_of)

    def rockets_of(self, mission: Mission) -> list[str]:
        """Returns the ids of the rocket of a mission and of the families it is of."""
        rockets, rocket = [], mission.launch_vehicle
        while rocket:
            rockets.append(rocket)
            rocket = self.rows["spacecraft"][rocket].type
        return rockets

    @cached_property
    def spacewalks_of(self) -> dict[str, list[Any]]:
        """Recorded spacewalks, by person."""
        return _group(self.rows["events"].values(), spacewalkers)

    @cached_property
    def coverage(self) -> dict[tuple[str, str], list[Coverage]]:
        """What is stated of the completeness of fields, by resource and field."""
        rows: list[Coverage] = self.seed.tables["coverage"]
        return _group(rows, lambda row: [(row.resource, field) for field in row.fields])

    @cache  # noqa: B019 - a catalogue is used for one load
    def rows_by(self, file: str, column: str) -> dict[str, list[Any]]:
        """Returns rows of a file by the ids in one of its columns."""
        rows = self.seed.tables[file]
        return _group(rows, lambda row: ids_in(getattr(row, column)))

    def guests_of(self, programme: str) -> list[Flight]:
        """Returns the flights of a programme by citizens of no operating state."""
        return [
            flight
            for mission in self.missions_of.get(programme, [])
            for flight in self.crew_of.get(mission.id, [])
            if flight.guest
        ]

    def flight_at(self, person: str, date: str | None) -> Flight | None:
        """Returns the first flight of a person that may cover a date."""
        if date is None:
            return None
        span = parse_date(date)
        for flight in self.flights_of.get(person, []):
            if flight.may_cover(span.latest) or flight.may_cover(span.earliest):
                return flight
        return None

    @cached_property
    def docked_intervals(self) -> dict[str, list[Interval]]:
        """The times for which ships were docked with stations, by mission."""
        return {
            mission: docked_intervals(rows)
            for mission, rows in self.rows_by("dockings", "mission").items()
        }

    @cached_property
    def first_station_dockings(self) -> dict[str, Docking]:
        """The first docking of a mission with a station, by mission."""
        rows = [row for row in self.seed.tables["dockings"] if row.is_at_station]
        rows.sort(key=lambda row: row.sequence, reverse=True)
        return {row.mission: row for row in rows}

    @cached_property
    def stations_of(self) -> dict[str, list[str]]:
        """Ids of the stations that a mission docked with, by mission, in order."""
        return {
            mission: list(dict.fromkeys(docked.place_id for docked in intervals))
            for mission, intervals in self.docked_intervals.items()
        }

    @cached_property
    def mission_kinds_at(self) -> defaultdict[str, Counter[str]]:
        """Number of counted missions of each kind that docked, by station."""
        kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for mission in self.counted_missions:
            for station in self.stations_of.get(mission.id, []):
                kinds[station][mission.kind] += 1
        return kinds

    @cached_property
    def stays_of(self) -> dict[str, list[Interval]]:
        """The stays of a person during a flight, by the id of the flight, in order."""
        entered, docked = self.rows_by("stays", "crew"), self.docked_intervals
        stays = {}
        for flight in self.flights:
            row, launched = flight.row, flight.launched
            if rows := entered.get(flight.id):
                stays[flight.id] = entered_stays(rows, launched, row.landed)
            else:
                up = docked.get(row.mission, [])
                down = docked.get(row.landed_on or row.mission, [])
                stays[flight.id] = computed_stays(row, launched, up, down)
        return stays


def _group(
    rows: Iterable[Any], keys_of: Callable[[Any], list[Key]]
) -> dict[Key, list[Any]]:
    """Returns rows by key; a row with several keys is in several groups."""
    groups: dict[Key, list[Any]] = defaultdict(list)
    for row in rows:
        for key in keys_of(row):
            groups[key].append(row)
    return groups
