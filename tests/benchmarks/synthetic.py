"""Synthetic catalogues of any size, to measure how answers slow down as data grows.

Each mission is drawn from a real one: it takes over kind, craft, station, programmes,
states, crew roles, dockings and spacewalks, so that all of these are as uneven as they
really are (two states hold most flights), and gets a name, dates and people of its own.
States, stations, craft, programmes, organisations and sources are the real ones. As in
reality there are about three flights of people and 1.6 people to a mission, and who is
in space on the last day has not landed. The same number makes the same catalogue.
"""

import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from random import Random
from typing import Any

from app.dates import FIRST_SECOND, LAST_SECOND, format_instant, parse_date
from app.ingest.files import flights, provenance, stations
from app.ingest.files.cell_types import Participant
from app.ingest.files.read import Seed, SeedError, key_of, read_seed
from app.ingest.files.tables import FILES
from app.settings import Settings
from app.text import fold

START = parse_date("1961-04-12").earliest
END = parse_date("2025-12-31").latest
DAY = 86_400
YEAR = 31_556_952
STAY = 180 * DAY
"""Seconds that a flight lasts whose landing is not known yet."""
AGAIN = 0.48
"""The share of flights after which a person flies again."""
JITTERED = ("mass_kg", "perigee_km", "apogee_km", "inclination_deg")
EMPTY = (
    "assignments",
    "attributions",
    "claims",
    "expeditions",
    "external_ids",
    "gaps",
    "landings",
    "modules",
    "stays",
)


@dataclass(frozen=True)
class Original:
    """A real mission with its crew, dockings and events."""

    mission: flights.Mission
    crew: list[flights.Crew]
    dockings: list[stations.Docking]
    walks: list[provenance.Event]

    @cached_property
    def lasts(self) -> int:
        """Seconds from launch to landing."""
        if not (self.mission.launched and self.mission.landed):
            return STAY
        begins, ends = (
            parse_date(self.mission.launched),
            parse_date(self.mission.landed),
        )
        return max(600, ends.earliest - begins.earliest)

    def docked(self, launched: int, landed: int) -> list[tuple[int, int]]:
        """Returns begin and end of the dockings, spread evenly over a flight."""
        part = (landed - launched) // (2 * len(self.dockings) + 1)
        begins = [
            launched + (2 * place + 1) * part for place in range(len(self.dockings))
        ]
        return [(begin, begin + part) for begin in begins]

    def time_of(self, walk: provenance.Event, launched: int, landed: int) -> int:
        """Returns the middle of the time at the station of a spacewalk, or of all."""
        for docking, (begin, end) in zip(
            self.dockings, self.docked(launched, landed), strict=True
        ):
            if docking.is_docked and docking.target.partition("/")[2] in walk.stations:
                return (begin + end) // 2
        return (launched + landed) // 2


@dataclass
class Traveller:
    """A person whose facts follow when all flights are known."""

    id: str
    name: str
    like: flights.Person
    first: int
    landed: int
    countries: dict[str, None] = field(default_factory=dict)


class Names:
    """Names of people: given names are common, family names common, rare or unique."""

    COMMON, FAMILIES = 300, 2000
    MARKS = str.maketrans({"a": "á", "s": "š", "o": "ö", "n": "ñ", "e": "ė"})
    CYRILLIC = str.maketrans("abdegiklmnoprstuvz", "абдегиклмнопрстувз")

    def __init__(self, random: Random) -> None:
        self.random = random
        self.given = [self._word(2) for _ in range(self.COMMON)]
        self.families = [self._word(2 + place % 2) for place in range(self.FAMILIES)]

    def _word(self, syllables: int) -> str:
        choose = self.random.choice
        parts = (choose("bdgklmnprstvz") + choose("aeiou") for _ in range(syllables))
        return ("".join(parts) + choose("nrslk")).capitalize()

    def _zipf(self, words: list[str]) -> str:
        """Returns a word of the list, the first ones most often."""
        place = int(len(words) ** self.random.random())
        return words[place - 1]

    def make(self) -> str:
        common = self.random.random() < 0.5
        family = self._zipf(self.families) if common else self._word(4)
        name = f"{self._zipf(self.given)} {family}"
        return name.translate(self.MARKS) if self.random.random() < 0.2 else name

    def native(self, name: str) -> str:
        return fold(name).translate(self.CYRILLIC).title()


class States:
    """The state that existed in place of another at an instant."""

    def __init__(self, real: Seed) -> None:
        self.spans = {
            row.id: (
                parse_date(row.began).latest if row.began else FIRST_SECOND,
                parse_date(row.ended).earliest if row.ended else LAST_SECOND,
            )
            for row in real.tables["countries"]
        }
        self.near: dict[str, list[str]] = defaultdict(list)
        rows = real.tables["successions"]
        for row in sorted(rows, key=lambda row: row.kind != "continuation"):
            self.near[row.predecessor].append(row.successor)
            self.near[row.successor].append(row.predecessor)

    def at(self, states: Iterable[str], second: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._at(state, second) for state in states))

    def _at(self, state: str, second: int) -> str:
        todo = [state]
        for one in todo:
            begins, ends = self.spans[one]
            if begins <= second < ends - DAY:
                return one
            todo += [other for other in self.near[one] if other not in todo]
        return "united-states"


def like(model: str | None, second: int) -> str:
    """Returns the instant as precise as a date of the real catalogue."""
    size = len(model) if model else 20
    text = format_instant(second)
    if size >= 17:
        return text if size >= 20 else f"{text[:16]}Z"
    return text[: next(width for width in (10, 7, 4) if width <= size)]


class Synthesis:
    """Builds a catalogue, mission after mission in the order of launches."""

    def __init__(self, real: Seed, missions: int, number: int) -> None:
        self.real = real
        self.random = Random(number)
        self.originals = _originals(real)
        self.persons = {row.id: row for row in real.tables["people"]}
        self.states = States(real)
        self.names = Names(self.random)
        self.step = (END - START) / missions
        self.numbers: Counter[str] = Counter()
        self.waiting: dict[tuple[str, ...], list[Any]] = defaultdict(list)
        self.travellers: list[Traveller] = []
        self.tables: dict[str, list[Any]] = defaultdict(list)
        for place in range(missions):
            self._fly(place)

    def seed(self) -> Seed:
        """Returns the rows of every file, in order."""
        self.tables["people"] = [self._person(one) for one in self.travellers]
        for name, rows in self.tables.items():
            file = FILES[name]
            rows.sort(key=lambda row: key_of(row, file))
        seed = Seed(sources=self.real.sources)
        made = self.tables | {name: [] for name in EMPTY}
        for name, real in self.real.tables.items():
            seed.put(name, made.get(name, [*real]))
        return seed

    def _fly(self, place: int) -> None:
        original = self.random.choice(self.originals)
        launched = START + int((place + self.random.random()) * self.step)
        landed = launched + int(original.lasts * self.random.uniform(0.8, 1.2))
        mission = self._mission(original, place, launched, landed)
        self.tables["missions"].append(mission)
        aboard = {
            seat.person: self._seat(seat, mission, launched, landed)
            for seat in original.crew
        }
        self._dock(original, mission.id, launched, landed)
        for number, walk in enumerate(original.walks, start=1):
            outside = [
                Participant(aboard[part.id], part.role)
                for part in walk.people
                if part.id in aboard
            ]
            of_walk: dict[str, Any] = {
                "id": f"{mission.id}-spacewalk-{number}",
                "name": f"Spacewalk {number}, {mission.name}",
                "at": like(walk.at, original.time_of(walk, launched, landed)),
                "ended": None,
                "missions": [mission.id],
                "people": outside,
                "summary": None,
            }
            self.tables["events"].append(walk.model_copy(update=of_walk))

    def _dock(
        self, original: Original, mission: str, launched: int, landed: int
    ) -> None:
        """Adds the dockings of a mission."""
        times = original.docked(launched, landed)
        for docking, (begin, end) in zip(original.dockings, times, strict=True):
            changed = {
                "mission": mission,
                "docked": like(docking.docked, begin),
                "undocked": like(docking.undocked, end) if landed <= END else None,
            }
            self.tables["dockings"].append(docking.model_copy(update=changed))

    def _mission(
        self, original: Original, place: int, launched: int, landed: int
    ) -> flights.Mission:
        real = original.mission
        name = self._numbered(re.sub(r"\W*\d.*", "", real.name) or "Flight")
        unknown = landed > END or not (real.landed or original.crew)
        changed: dict[str, Any] = {
            "id": _slug(name),
            "name": name,
            "cospar": real.cospar and f"{launched // YEAR + 1970}-{place % 1000:03}A",
            "launched": like(real.launched, launched),
            "landed": None if unknown else like(real.landed, landed),
            "aliases": [],
            "summary": None,
            "gcat_id": f"H{place:07}",
        }
        for field_of in JITTERED:
            value = getattr(real, field_of)
            changed[field_of] = value and round(
                value * self.random.uniform(0.9, 1.1), 1
            )
        return real.model_copy(update=changed)

    def _seat(
        self, seat: flights.Crew, mission: flights.Mission, launched: int, landed: int
    ) -> str:
        """Gives a seat to a person and returns the id."""
        states = self.states.at(seat.countries, launched)
        person = self._somebody(states, self.persons[seat.person], launched)
        person.landed = landed
        person.countries |= dict.fromkeys(states)
        if self.random.random() < AGAIN:
            rest = int((0.2 + self.random.expovariate(0.5)) * YEAR)
            heapq.heappush(self.waiting[states], (landed + rest, person.id, person))
        home = landed <= END
        changed = {
            "mission": mission.id,
            "person": person.id,
            "countries": list(states),
            "launched": None,
            "landed": like(seat.landed, landed) if home else None,
            "landed_on": mission.id if home else None,
        }
        self.tables["crew"].append(seat.model_copy(update=changed))
        return person.id

    def _somebody(
        self, states: tuple[str, ...], real: flights.Person, launched: int
    ) -> Traveller:
        """Returns the person waiting longest for another flight, or a new one."""
        waiting = self.waiting[states]
        if waiting and waiting[0][0] <= launched:
            known: Traveller = heapq.heappop(waiting)[2]
            return known
        name = self.names.make()
        record_id = _slug(name)
        self.numbers[record_id] += 1
        if self.numbers[record_id] > 1:
            record_id = f"{record_id}-{self.numbers[record_id]}"
        self.travellers.append(Traveller(record_id, name, real, launched, launched))
        return self.travellers[-1]

    def _person(self, one: Traveller) -> flights.Person:
        real, native = one.like, one.like.native_name
        died = one.landed + int(self.random.uniform(1, 40) * YEAR)
        born = one.first - int(self.random.uniform(28, 55) * YEAR)
        # Some fly again after decades
        born = max(born, one.landed - 90 * YEAR)
        given, _, family = one.name.partition(" ")
        short = self.random.random() < 0.3
        changed = {
            "id": one.id,
            "name": one.name,
            "native_name": native and self.names.native(one.name),
            "born": real.born and like(real.born, born),
            "died": like(real.died, died) if real.died and died < END else None,
            "countries": list(one.countries),
            "aliases": [f"{given[0]}. {family}"] if short else [],
            "summary": None,
            "gcat_id": f"AS-{one.id}",
        }
        return real.model_copy(update=changed)

    def _numbered(self, series: str) -> str:
        self.numbers[_slug(series)] += 1
        return f"{series} {self.numbers[_slug(series)]}"


def _slug(name: str) -> str:
    return fold(name).replace(" ", "-")


def _originals(real: Seed) -> list[Original]:
    crew: dict[str, list[Any]] = defaultdict(list)
    dockings: dict[str, list[Any]] = defaultdict(list)
    walks: dict[str, list[Any]] = defaultdict(list)
    for row in real.tables["crew"]:
        crew[row.mission].append(row)
    for row in real.tables["dockings"]:
        if row.target.startswith("stations/"):
            dockings[row.mission].append(row)
    for row in real.tables["events"]:
        if row.kind == "spacewalk" and row.missions:
            walks[row.missions[0]].append(row)
    return [
        Original(row, crew[row.id], dockings[row.id], walks[row.id])
        for row in real.tables["missions"]
    ]


def synthetic_seed(missions: int, number: int = 1) -> Seed:
    """Returns the seed of a catalogue with so many missions."""
    real = read_seed(Settings().seed_data)
    if real.faults:
        raise SeedError(real.faults)
    return Synthesis(real, missions, number).seed()
