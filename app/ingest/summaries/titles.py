"""What a person was the first to do, as phrases for summaries.

The definition is that of `/v1/firsts` without parameters: flights above 100 km, by
citizenship at launch.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from app.ingest.achievements import Achievement, achievements
from app.ingest.catalogue import Catalogue
from app.ingest.flight import Flight
from app.ingest.per_catalogue import once_per_catalogue
from app.ingest.summaries.phrases import joined, plural, with_article

_HIGH_ENOUGH = ("100km", "orbit")
_PLACES = {"flight": "in space", "spacewalk": "to walk in space"}
_TWO_POWERS = {"soviet-union", "united-states"}
_ALL_STATES = ""
MOON = "Moon"
Belongs = Callable[[Flight], bool]
"""Whether a flight belongs to a group."""


class _Group(NamedTuple):
    """People of whom one was the first."""

    noun: str
    """What they are called, with a gap for what they did: `citizen of Cuba {}`."""
    belongs: Belongs
    state: str = _ALL_STATES
    is_general: bool = True
    """Whether its title makes those of narrower groups needless."""


class Title(NamedTuple):
    """Something that a person was the first to be, on a flight."""

    flight: str
    """The id of the flight."""
    person: str
    text: str
    """Such as `the first citizen of Vietnam in space`."""


def titles_of(catalogue: Catalogue, person: str) -> list[Title]:
    """Returns the titles of a person, the greatest first."""
    return _titles(catalogue).get(person, [])


@once_per_catalogue
def _titles(catalogue: Catalogue) -> dict[str, list[Title]]:
    by_person: dict[str, list[Title]] = defaultdict(list)
    for title in (*_of_moonwalkers(catalogue), *_of_achievements(catalogue)):
        by_person[title.person].append(title)
    return by_person


def _of_achievements(catalogue: Catalogue) -> Iterator[Title]:
    """Yields titles, without those that follow from a greater one.

    The first person of all is the first citizen of a state too, and the first citizen
    may be the first woman.
    """
    for kind, place in _PLACES.items():
        done = [
            achievement
            for achievement in achievements(catalogue)
            if achievement.kind == kind and achievement.flight.boundary in _HIGH_ENOUGH
        ]
        done.sort(key=lambda achievement: achievement.span.earliest)
        greater: set[tuple[str, str]] = set()
        for group in _groups(catalogue, done):
            for title in list(_first_of(done, group, place)):
                person = title.person
                if greater.isdisjoint({(person, _ALL_STATES), (person, group.state)}):
                    yield title
                if group.is_general:
                    greater.add((person, group.state))


def _groups(catalogue: Catalogue, done: Iterable[Achievement]) -> Iterator[_Group]:
    """Yields the groups of people who can be first, the greatest first."""
    people = catalogue.rows["people"]

    def is_woman(flight: Flight) -> bool:
        return bool(people[flight.row.person].sex == "female")

    yield _Group("person {}", lambda _: True)
    yield _Group("woman {}", is_woman)
    yield _Group(
        "person {} from neither the Soviet Union nor the United States",
        lambda flight: _TWO_POWERS.isdisjoint(flight.row.countries),
        is_general=False,
    )
    states = {state for each in done for state in each.flight.row.countries}
    for state in sorted(states):
        name = with_article(catalogue.name_of("countries", state))
        is_citizen = partial(_is_citizen, state)
        yield _Group(f"citizen of {name} {{}}", is_citizen, state)
        is_both = _both(is_citizen, is_woman)
        yield _Group(f"woman of {name} {{}}", is_both, state, is_general=False)


def _is_citizen(state: str, flight: Flight) -> bool:
    return state in flight.row.countries


def _both(first: Belongs, second: Belongs) -> Belongs:
    return lambda flight: first(flight) and second(flight)


def _first_of(done: list[Achievement], group: _Group, place: str) -> Iterator[Title]:
    """Yields the titles of those who were first; all of one launch are tied."""
    members = [each for each in done if group.belongs(each.flight)]
    if not members:
        return
    first = members[0]
    tied = [
        each
        for each in members
        if each.flight.mission.id == first.flight.mission.id
        and each.span.earliest == first.span.earliest
    ]
    for each in tied:
        text = f"the first {group.noun.format(place)}"
        if len(tied) > 1:
            noun, _, rest = group.noun.partition(" ")
            text = f"one of the first {plural(noun)} {rest.format(place)}"
        yield Title(each.flight.id, each.flight.row.person, text)


def _of_moonwalkers(catalogue: Catalogue) -> Iterator[Title]:
    landings = moon_landings(catalogue)
    for number, event in enumerate(landings):
        for person in event.people:
            flight = catalogue.flight_at(person.id, event.at)
            text = "one of the first two people on the Moon"
            if number:
                others = [
                    catalogue.name_of("people", other.id)
                    for other in event.people
                    if other.id != person.id
                ]
                text = f"on the Moon with {joined(others)}"
            if flight:
                yield Title(flight.id, person.id, text)


@once_per_catalogue
def moon_landings(catalogue: Catalogue) -> list[Any]:
    """Returns the landings of two or more people on the Moon, earliest first."""
    events = [
        event
        for event in catalogue.rows["events"].values()
        if event.kind == "landing"
        and len(event.people) > 1
        and (event.place or "").endswith(MOON)
    ]
    return sorted(events, key=lambda event: event.at or "")
