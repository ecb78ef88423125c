"""The rows of all files joined in memory, with everything that is computed from them.

Numbers that follow from other facts (flights, time in space, guests, visitors) are
computed here and typed nowhere.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from app.dates import LAST_SECOND, parse_date, seconds_between
from app.ingest.bibliography import references
from app.ingest.files import tables
from app.ingest.files.flights import Crew, Mission
from app.ingest.files.read import Seed
from app.schemas import MissionRef, Ref

RECORDS = (
    "countries",
    "organisations",
    "programmes",
    "spacecraft",
    "stations",
    "people",
    "missions",
    "crew",
    "events",
)


@dataclass(frozen=True)
class Flight:
    """A crew row with what it takes over from its mission."""

    row: Crew
    mission: Mission
    launched: str | None
    boundary: str

    @property
    def id(self) -> str:
        return self.row.id

    @property
    def duration_seconds(self) -> int | None:
        return seconds_between(self.launched, self.row.landed)

    @property
    def guest(self) -> bool:
        """Whether the person was a citizen of none of the states that ran it."""
        return not set(self.row.countries) & operators(self.mission)

    @property
    def launched_earliest(self) -> int:
        return parse_date(self.launched).earliest if self.launched else LAST_SECOND

    def covers(self, second: int) -> bool:
        """Whether the person was in space at this second, as far as is known."""
        landed = self.row.landed
        end = parse_date(landed).latest if landed else LAST_SECOND
        return self.launched_earliest <= second <= end


class Catalogue:
    """Checked rows by file and id, and the joins that answers need."""

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
        brief = self.ref("missions", mission_id).model_dump()
        return MissionRef(**brief, launched=launched)

    def name_of(self, resource: str, record_id: str) -> str:
        """What the record is called; a flight is called by its person and mission."""
        if resource == "crew":
            row = self.rows["crew"][record_id]
            person = self.name_of("people", row.person)
            return f"{person} on {self.name_of('missions', row.mission)}"
        return str(self.rows[resource][record_id].name)

    def names_of(self, resource: str, record_id: str) -> list[str]:
        """Every name by which the record may be asked for."""
        if resource == "sources":
            item = self.sources[record_id]
            return [item["title"], *item["custom"].get("aliases", [])]
        row = self.rows[resource][record_id]
        if resource == "countries":
            codes = [row.iso_alpha2, row.iso_alpha3, row.iso_alpha4]
            return [row.name, *filter(None, [row.official_name, *codes]), *row.aliases]
        native = getattr(row, "native_name", None)
        return [row.name, *filter(None, [native]), *getattr(row, "aliases", [])]

    @cached_property
    def references(self) -> dict[str, str]:
        """Each source as a reference to copy."""
        return references(self.sources)

    @cached_property
    def flights(self) -> list[Flight]:
        """All person-flights that crossed a boundary of space, earliest first."""
        missions = self.rows["missions"]
        found = [
            Flight(
                row=row,
                mission=missions[row.mission],
                launched=row.launched or missions[row.mission].launched,
                boundary=missions[row.mission].boundary,
            )
            for row in self.rows["crew"].values()
        ]
        return sorted(found, key=lambda flight: (flight.launched_earliest, flight.id))

    @cached_property
    def flights_of(self) -> dict[str, list[Flight]]:
        """Flights by person, earliest first."""
        return self._grouped(self.flights, lambda flight: [flight.row.person])

    @cached_property
    def crew_of(self) -> dict[str, list[Flight]]:
        """Flights by mission launched on."""
        return self._grouped(self.flights, lambda flight: [flight.row.mission])

    @cached_property
    def flights_for(self) -> dict[str, list[Flight]]:
        """Flights by state of citizenship at launch."""
        return self._grouped(self.flights, lambda flight: flight.row.countries)

    @cached_property
    def visitors_of(self) -> dict[str, set[str]]:
        """People by station that they were aboard of."""
        found: dict[str, set[str]] = defaultdict(set)
        for flight in self.flights:
            for station in flight.row.stations:
                found[station].add(flight.row.person)
        return found

    @cached_property
    def missions_of(self) -> dict[str, list[Mission]]:
        """Missions by programme."""
        return self._grouped(
            self.rows["missions"].values(), lambda mission: mission.programmes
        )

    @cached_property
    def spacewalks_of(self) -> dict[str, int]:
        """How many spacewalks are recorded of each person."""
        found: dict[str, int] = defaultdict(int)
        for event in self.rows["events"].values():
            if event.kind == "spacewalk":
                for part in event.people:
                    found[part.id] += part.role in (None, "spacewalker")
        return found

    @cache  # noqa: B019 - a catalogue lives as long as a load
    def rows_by(self, file: str, column: str) -> dict[str, list[Any]]:
        """Rows of a file by one of its columns."""
        rows = self.seed.tables[file]
        return self._grouped(rows, lambda row: tables.ids_in(getattr(row, column)))

    def guests_of(self, programme: str) -> list[Flight]:
        """Flights of a programme by citizens of none of the operating states."""
        missions = self.missions_of.get(programme, [])
        return [
            flight
            for mission in missions
            for flight in self.crew_of.get(mission.id, [])
            if flight.guest
        ]

    def flight_at(self, person: str, date: str | None) -> Flight | None:
        """The flight during which something happened to a person."""
        if date is None:
            return None
        span = parse_date(date)
        for flight in self.flights_of.get(person, []):
            if flight.covers(span.latest) or flight.covers(span.earliest):
                return flight
        return None

    @cached_property
    def docked_at(self) -> dict[str, list[str | None]]:
        """When each mission docked or was docked with, `None` if not known."""
        found: dict[str, list[str | None]] = defaultdict(list)
        for row in self.seed.tables["dockings"]:
            if row.outcome == "docked":
                found[row.mission].append(row.docked)
                kind, target = row.target.split("/")
                if kind == "missions":
                    found[target].append(row.docked)
        return found

    def achievements(self) -> Iterator[tuple[Flight, str, str]]:
        """What was achieved on each flight, and when; by the launch if not known."""
        walks = self._first_spacewalks()
        for flight in self.flights:
            if flight.launched is None:
                continue
            yield flight, "flight", flight.launched
            times = self.docked_at.get(flight.mission.id, [])
            docked = min(filter(None, times), default=flight.launched)
            if times or flight.row.stations:
                yield flight, "docking", docked
            if flight.row.stations:
                yield flight, "station-visit", docked
            if flight.id in walks:
                yield flight, "spacewalk", walks[flight.id]

    def _first_spacewalks(self) -> dict[str, str]:
        """The earliest spacewalk on each flight."""
        found: dict[str, str] = {}
        events = [one for one in self.rows["events"].values() if one.at]
        for event in sorted(events, key=lambda one: parse_date(one.at).earliest):
            if event.kind == "spacewalk":
                for part in event.people:
                    flight = self.flight_at(part.id, event.at)
                    if flight and part.role in (None, "spacewalker"):
                        found.setdefault(flight.id, event.at)
        return found

    @staticmethod
    def _grouped(rows: Any, keys: Any) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = defaultdict(list)
        for row in rows:
            for key in keys(row):
                found[key].append(row)
        return found


def operators(mission: Mission) -> set[str]:
    """The states that ran a mission."""
    return {part.id for part in mission.countries if part.role == "operator"}
