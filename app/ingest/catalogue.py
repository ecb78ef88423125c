"""The rows of all files joined, and all values computed from them.

Values that follow from other facts (flights, time in space, guests, visitors) are
computed here; no seed file contains them. Rows stay in the temporary database of the
seed, and values of a record are computed when they are looked up, so that the memory
does not grow with the data.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from app.dates import parse_date, years_between
from app.ingest.bibliography import format_references
from app.ingest.files.flights import Crew, Mission
from app.ingest.files.places import Landing
from app.ingest.files.provenance import Coverage
from app.ingest.files.read import Seed
from app.ingest.files.rows import Records
from app.ingest.files.stations import Module
from app.ingest.files.tables import FILES
from app.ingest.flight import Flight, spacewalkers
from app.ingest.scratch import Groups, Lookup, Sorted
from app.ingest.stays import (
    Interval,
    computed_stays,
    docked_intervals,
    entered_stays,
)
from app.resources import BY_NAME
from app.schemas import CountryRef, MissionRef, Ref

RECORDS = tuple(name for name in FILES if name in BY_NAME and BY_NAME[name].has_claims)
"""The resources whose records are rows of a seed file, in the order of the files."""


class Catalogue:
    """Checked rows by file and id, and the joins that bodies need."""

    def __init__(self, seed: Seed) -> None:
        self.seed = seed
        self.sources = seed.sources
        self.rows = {name: Records(seed.tables[name]) for name in RECORDS}
        self.flights_of = Lookup(self._flights_of)
        self.crew_of = Lookup(self._crew_of)
        self.spacewalks_of = Lookup(self._spacewalks_of)
        self.docked_intervals = Lookup(self._docked_intervals)
        self.stays_of = Lookup(self._stays_of)

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

    def landing_of(self, mission: str) -> Landing | None:
        """Returns the place of landing of a mission, if known."""
        for row in self.rows_by("landings", "mission").get(mission):
            place: Landing = row
            return place
        return None

    def landing_sites_of(self, mission: str) -> list[str]:
        """Returns the ids of the runway of a mission and of its site, if known."""
        sites: list[str] = []
        landing = self.landing_of(mission)
        site = landing.site if landing else None
        while site:
            sites.append(site)
            site = self.rows["sites"][site].parent
        return sites

    def modules_of(self, station: str) -> list[Module]:
        """Returns the modules of a station, earliest launch first."""
        return sorted(
            self.rows_by("modules", "station").get(station),
            key=lambda row: (row.launched or "", row.attached or "", row.id),
        )

    def age_at_launch(self, flight: Flight) -> int | None:
        """Returns the age of a person at a launch; `None` if it is not known."""
        born = self.rows["people"][flight.row.person].born
        return years_between(born, flight.launched)

    @cached_property
    def references(self) -> dict[str, str]:
        """Sources as formatted references, by id."""
        return format_references(self.sources)

    def flight(self, flight_id: str) -> Flight:
        """Returns a person's flight."""
        return self._flight(self.rows["crew"][flight_id])

    def _flight(self, row: Crew) -> Flight:
        mission = self.rows["missions"][row.mission]
        launched = row.launched or mission.launched
        return Flight(row, mission, launched, mission.boundary)

    @property
    def flights(self) -> Iterator[Flight]:
        """All person-flights, earliest launch first."""
        crew = self.seed.tables["crew"]
        return (self._flight(crew.at(number)) for *_, number in self._flights_in_order)

    @cached_property
    def _flights_in_order(self) -> Sorted:
        flights = enumerate(self.all_flights(), start=1)
        order = ((*flight.launch_order, number) for number, flight in flights)
        return self.seed.scratch.sort(order, 3)

    def _flights_of(self, person: str) -> list[Flight]:
        """Returns the flights of a person, earliest first."""
        rows = self.rows_by("crew", "person").get(person)
        return sorted(map(self._flight, rows), key=lambda flight: flight.launch_order)

    def _crew_of(self, mission: str) -> list[Flight]:
        """Returns the flights that began with the launch of a mission."""
        rows = self.rows_by("crew", "mission").get(mission)
        return sorted(map(self._flight, rows), key=lambda flight: flight.launch_order)

    def flights_for(self, state: str) -> Iterator[Flight]:
        """Yields the flights of citizens of a state at launch, in the order of ids."""
        return map(self._flight, self.rows_by("crew", "countries").each(state))

    def all_flights(self) -> Iterator[Flight]:
        """Yields all person-flights in the order of ids, which is faster."""
        return map(self._flight, self.seed.tables["crew"])

    def counted_missions(self) -> Iterator[Mission]:
        """Yields the missions that every number of missions includes."""
        return (row for row in self.rows["missions"].values() if row.counted)

    def rockets_of(self, mission: Mission) -> list[str]:
        """Returns the ids of the rocket of a mission and of the families it is of."""
        rockets, rocket = [], mission.launch_vehicle
        while rocket:
            rockets.append(rocket)
            rocket = self.rows["spacecraft"][rocket].type
        return rockets

    def _spacewalks_of(self, person: str) -> list[Any]:
        """Returns the recorded spacewalks of a person."""
        events = self.rows_by("events", "people").get(person)
        return [event for event in events if person in spacewalkers(event)]

    @cached_property
    def coverage(self) -> dict[tuple[str, str], list[Coverage]]:
        """What is stated of the completeness of fields, by resource and field."""
        coverage = defaultdict(list)
        for row in self.seed.tables["coverage"]:
            for field in row.fields:
                coverage[row.resource, field].append(row)
        return coverage

    def rows_by(self, file: str, column: str) -> Groups[Any]:
        """Returns rows of a file by the ids in one of its columns."""
        return self.seed.tables[file].by(column)

    def flight_at(self, person: str, date: str | None) -> Flight | None:
        """Returns the first flight of a person that may cover a date."""
        if date is None:
            return None
        span = parse_date(date)
        for flight in self.flights_of[person]:
            if flight.may_cover(span.latest) or flight.may_cover(span.earliest):
                return flight
        return None

    def _docked_intervals(self, mission: str) -> list[Interval]:
        """Returns the times for which a ship was docked with stations."""
        return docked_intervals(self.rows_by("dockings", "mission").get(mission))

    def stations_of(self, mission: str) -> list[str]:
        """Returns the ids of the stations that a mission docked with, in order."""
        docked = self.docked_intervals[mission]
        return list(dict.fromkeys(interval.place_id for interval in docked))

    def _stays_of(self, flight_id: str) -> list[Interval]:
        """Returns the stays of a person during a flight, in order."""
        flight = self.flight(flight_id)
        row, launched = flight.row, flight.launched
        if rows := self.rows_by("stays", "crew").get(flight_id):
            return entered_stays(rows, launched, row.landed)
        up = self.docked_intervals[row.mission]
        down = self.docked_intervals[row.landed_on or row.mission]
        return computed_stays(row, launched, up, down)
