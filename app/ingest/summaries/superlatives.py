"""Superlatives such as the longest flight, as phrases for summaries.

They follow from the catalogue. Where dates are too vague to decide who holds one, or
many people share it, nobody is named.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from math import inf
from typing import NamedTuple

from app.dates import Span, parse_date
from app.durations import DAY, HOUR, MINUTE, duration_text, rough_length, whole_years
from app.ingest import counts
from app.ingest.catalogue import Catalogue
from app.ingest.flight import Flight
from app.ingest.per_catalogue import once_per_catalogue
from app.ingest.summaries.phrases import number_word, with_article

MANY = 10
"""Number of citizens in space from which a state has superlatives of its own."""
MAX_HOLDERS = 3
_ENOUGH = 100
"""Entries with the same value, among which more than so many people are."""
LONGEST_WALK = 9 * HOUR
"""Seconds that a spacewalk of unknown length lasted at most.

They are those of Shenzhou 15, and that of 17 December 2024, of 9 h 6 min, was announced
as the longest of all.
"""
_HIGH_ENOUGH = ("100km", "orbit")


class Group(NamedTuple):
    """People who are compared, with their name in the plural and the singular."""

    everyone: str
    singular: str
    state: str = ""
    """The id of the state whose citizens they are."""


PEOPLE, WOMEN = Group("all people", "person"), Group("all women", "woman")


class Entry(NamedTuple):
    """A flight or a spacewalk of a person, and the bounds of the compared value."""

    person: str
    flight: Flight
    least: int
    most: int
    event: str | None = None


Entries = Callable[[Catalogue, str], Iterable[Entry]]
"""The entries of a person."""


@dataclass(frozen=True)
class Kind:
    """A quantity that is compared, with the words of a sentence about its holder."""

    verb: str
    noun: str
    entries: Entries
    in_words: Callable[[int], str]
    of: str = "of {everyone}"
    """The words after the noun, with a gap for a group."""
    is_total: bool = False
    """Whether the entries of a person are added up."""
    has_states: bool = True
    """Whether the citizens of a state are compared too."""


class Held(NamedTuple):
    """A superlative that a person holds, alone or with others."""

    kind: Kind
    group: Group
    person: str
    others: list[str]
    value: str
    flight: Flight
    event: str | None

    @property
    def of(self) -> str:
        return self.kind.of.format(
            everyone=self.group.everyone, one=self.group.singular
        )


def superlatives_of(catalogue: Catalogue, person: str) -> list[Held]:
    """Returns the superlatives of a person, without those that follow from others."""
    return _held(catalogue).get(f"people/{person}", [])


def superlatives_at(catalogue: Catalogue, record: str) -> list[Held]:
    """Returns the superlatives of a mission or a spacewalk, given as type/id."""
    return _held(catalogue).get(record, [])


def all_superlatives(catalogue: Catalogue) -> Iterator[Held]:
    """Yields every superlative of every person."""
    for record, held in _held(catalogue).items():
        if record.startswith("people/"):
            yield from held


@once_per_catalogue
def _held(catalogue: Catalogue) -> dict[str, list[Held]]:
    held_by: dict[str, list[Held]] = defaultdict(list)
    known: set[tuple[str, str, Group]] = set()
    for held in _all_held(catalogue):
        noun, person = held.kind.noun, held.person
        # The oldest person in space is the oldest in orbit, and the oldest woman
        if known.isdisjoint({(noun, person, PEOPLE), (noun, person, held.group)}):
            known.add((noun, person, held.group))
            held_by[f"people/{person}"].append(held)
            if not held.kind.is_total:
                mission = f"missions/{held.flight.mission.id}"
                held_by[f"events/{held.event}" if held.event else mission].append(held)
    return held_by


def _all_held(catalogue: Catalogue) -> Iterator[Held]:
    """Yields the holders of each superlative, by one pass over all people."""
    by_kind: list[dict[Group, _Contest]] = [defaultdict(_Contest) for _ in KINDS]
    for person in catalogue.rows["people"]:
        for kind, contests in zip(KINDS, by_kind, strict=True):
            for group, entry in _compared(catalogue, kind, person):
                contests[group].add(entry)
    for kind, contests in zip(KINDS, by_kind, strict=True):
        yield from _of_kind(kind, contests)


def _of_kind(kind: Kind, contests: "dict[Group, _Contest]") -> Iterator[Held]:
    """Yields the holders of a superlative in each group, all people first."""
    order = sorted(contests, key=lambda each: (each != PEOPLE, each != WOMEN, each))
    for group in order:
        holders = contests[group].holders()
        people = list(dict.fromkeys(entry.person for entry in holders))
        for entry in holders if len(people) <= MAX_HOLDERS else ():
            others = [person for person in people if person != entry.person]
            value = kind.in_words(abs(entry.least))
            yield Held(
                kind, group, entry.person, others, value, entry.flight, entry.event
            )


def _compared(
    catalogue: Catalogue, kind: Kind, person: str
) -> Iterator[tuple[Group, Entry]]:
    """Yields the compared entries of a person in each group, or their sum."""
    sums: dict[Group, Entry] = {}
    for entry in kind.entries(catalogue, person):
        for group in _groups_of(catalogue, entry, has_states=kind.has_states):
            if kind.is_total:
                sums[group] = _sum(sums.get(group), entry)
            else:
                yield group, entry
    yield from sums.items()


def _groups_of(
    catalogue: Catalogue, entry: Entry, *, has_states: bool
) -> Iterator[Group]:
    yield PEOPLE
    if catalogue.rows["people"][entry.person].sex == "female":
        yield WOMEN
    for state in entry.flight.row.countries if has_states else ():
        if state in _large_states(catalogue):
            name = with_article(catalogue.name_of("countries", state))
            yield Group(f"all citizens of {name}", f"citizen of {name}", state)


@once_per_catalogue
def _large_states(catalogue: Catalogue) -> set[str]:
    """Returns the ids of the states of which many citizens flew."""
    flown = counts.citizens_flown(catalogue)
    return {state for state, people in flown.items() if people >= MANY}


def _sum(known: Entry | None, entry: Entry) -> Entry:
    if known is None:
        return entry
    least, most = known.least + entry.least, known.most + entry.most
    return entry._replace(least=least, most=most)


class _Contest:
    """The entries with the largest value so far, as few as decide who holds it."""

    def __init__(self) -> None:
        self._largest: list[Entry] = []
        self._reached = self._possible = -inf

    def add(self, entry: Entry) -> None:
        if entry.least > self._reached:
            self._reached, self._largest = entry.least, []
        if entry.least != entry.most:
            self._possible = max(self._possible, entry.most)
        elif entry.least == self._reached and len(self._largest) <= _ENOUGH:
            self._largest.append(entry)

    def holders(self) -> list[Entry]:
        """Returns the entries with the largest value; none if bounds do not decide."""
        is_decided = self._possible < self._reached
        # A count of 1 is a superlative only while all others have 0 or 1
        return self._largest if is_decided and abs(self._reached) > 1 else []


def _flights(catalogue: Catalogue, person: str) -> Iterator[Entry]:
    """Yields the time of each flight; one without a landing may have lasted until now.

    Now is the last landing that is known.
    """
    now = _last_landing(catalogue)
    for flight in catalogue.flights_of[person]:
        if flight.launched and flight.boundary in _HIGH_ENOUGH:
            begin, landed = parse_date(flight.launched), flight.row.landed
            end = parse_date(landed) if landed else Span(begin.latest, now, "")
            least, most = _between(begin, end, MINUTE)
            yield Entry(person, flight, least, most)


@once_per_catalogue
def _last_landing(catalogue: Catalogue) -> int:
    landings = (flight.row.landed for flight in catalogue.all_flights())
    return max((parse_date(day).latest for day in landings if day), default=0)


def _between(begin: Span, end: Span, precision: int) -> tuple[int, int]:
    """Returns the bounds of a time: equal if both ends are known precisely enough."""
    if all(span.latest - span.earliest < precision for span in (begin, end)):
        return (end.earliest - begin.earliest,) * 2
    return end.earliest - begin.latest, end.latest - begin.earliest


def _spacewalks(catalogue: Catalogue, person: str) -> Iterator[Entry]:
    for event in catalogue.spacewalks_of[person]:
        flight = catalogue.flight_at(person, event.at)
        if flight:
            seconds = event.duration_seconds
            least, most = seconds or 0, seconds or LONGEST_WALK
            yield Entry(person, flight, least, most, event.id)


def _ages(
    catalogue: Catalogue, person: str, *, sign: int, boundaries: tuple[str, ...]
) -> Iterator[Entry]:
    """Yields the age at launch in seconds, negative if the youngest is looked for."""
    born = catalogue.rows["people"][person].born
    for flight in catalogue.flights_of[person]:
        if born and flight.launched and flight.boundary in boundaries:
            bounds = _between(parse_date(born), parse_date(flight.launched), DAY)
            least, most = sorted(sign * age for age in bounds)
            yield Entry(person, flight, least, most)


def _one_each(entries: Entries) -> Entries:
    """Returns a function that yields the same entries, each with the value 1."""
    return lambda catalogue, person: (
        entry._replace(least=1, most=1) for entry in entries(catalogue, person)
    )


LONGEST_FLIGHT = Kind("made", "longest flight", _flights, rough_length)
KINDS = (
    LONGEST_FLIGHT,
    Kind("made", "most flights", _one_each(_flights), number_word, is_total=True),
    Kind("spent", "most time in space", _flights, rough_length, is_total=True),
    Kind("made", "most spacewalks", _one_each(_spacewalks), number_word, is_total=True),
    Kind(
        "spent",
        "most time on spacewalks",
        _spacewalks,
        rough_length,
        is_total=True,
        has_states=False,
    ),
    Kind("made", "longest spacewalk", _spacewalks, duration_text, has_states=False),
    *(
        Kind(
            "was",
            noun,
            partial(_ages, sign=sign, boundaries=boundaries),
            whole_years,
            of=f"{{one}} {place}",
            has_states=False,
        )
        for noun, sign in (("oldest", 1), ("youngest", -1))
        for place, boundaries in (("in space", _HIGH_ENOUGH), ("in orbit", ("orbit",)))
    ),
)
