"""What a person was the first to do, as phrases for summaries.

The definition is that of `/v1/firsts` without parameters: flights above 100 km, by
citizenship at launch.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from app.ingest.achievements import Achievement, achievements
from app.ingest.catalogue import Catalogue
from app.ingest.flight import Flight
from app.ingest.per_catalogue import once_per_catalogue
from app.ingest.summaries.phrases import joined, plural, with_article

WALK = "to walk in space"
PLACES = (
    ("flight", ("100km", "orbit"), "in space"),
    ("flight", ("orbit",), "in orbit"),
    ("spacewalk", ("100km", "orbit"), WALK),
)
"""Achievements, the boundaries that their flights must reach, and their places."""
_TWO_POWERS = {"soviet-union", "united-states"}
ALL_STATES = ""
MOON = "Moon"


class Group(NamedTuple):
    """A group of people that has a first; greater groups sort before others."""

    state: str
    rank: int
    noun: str
    """What they are called, with a gap for what they did: `citizen of Cuba {}`."""
    is_general: bool = True
    """Whether its title makes those of narrower groups needless."""


GroupsOf = Callable[[Catalogue, Flight], Iterable[Group]]
"""The groups in which a person on a flight can be first."""


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


class First(NamedTuple):
    """A title, with its group of people and its place."""

    title: Title
    group: Group
    place: str


def _of_achievements(catalogue: Catalogue) -> Iterator[Title]:
    """Yields titles, without those that follow from a greater one.

    The first person of all is the first citizen of a state too, and the first citizen
    may be the first woman.
    """
    greater: set[tuple[bool, str, str]] = set()
    for title, group, place in all_firsts(catalogue):
        who = (place == WALK, title.person)
        keys = {(*who, group.state), (*who, group.noun)}
        if greater.isdisjoint(keys | {(*who, ALL_STATES)}):
            yield title
        greater |= keys if group.is_general else {(*who, group.noun)}


@once_per_catalogue
def all_firsts(catalogue: Catalogue) -> list[First]:
    """Returns every first, the greatest of a place first."""
    return firsts_in(catalogue, _groups_of)


def firsts_in(catalogue: Catalogue, groups_of: GroupsOf) -> list[First]:
    """Returns the firsts of all groups in which a person on a flight can be first."""
    done: dict[tuple[str, Group], list[Achievement]] = defaultdict(list)
    for achievement in achievements(catalogue):
        for kind, boundaries, place in PLACES:
            flight = achievement.flight
            if achievement.kind == kind and flight.boundary in boundaries:
                for group in groups_of(catalogue, flight):
                    _compete(done[place, group], achievement)
    order = {place: number for number, (_, _, place) in enumerate(PLACES)}
    return [
        First(title, group, place)
        for place, group in sorted(done, key=lambda key: (order[key[0]], key[1]))
        for title in _titles_for(done[place, group], group, place)
    ]


def _compete(first: list[Achievement], other: Achievement) -> None:
    """Changes the first achievements of a group; all of one launch are tied."""
    if first and other.span.earliest < first[0].span.earliest:
        first.clear()
    is_tied = (
        first
        and other.flight.mission.id == first[0].flight.mission.id
        and other.span.earliest == first[0].span.earliest
    )
    if not first or is_tied:
        first.append(other)


def _groups_of(catalogue: Catalogue, flight: Flight) -> Iterator[Group]:
    is_woman = catalogue.rows["people"][flight.row.person].sex == "female"
    yield Group(ALL_STATES, 0, "person {}")
    if is_woman:
        yield Group(ALL_STATES, 1, "woman {}")
    if _TWO_POWERS.isdisjoint(flight.row.countries):
        noun = "person {} from neither the Soviet Union nor the United States"
        yield Group(ALL_STATES, 2, noun, is_general=False)
    for state in flight.row.countries:
        name = with_article(catalogue.name_of("countries", state))
        yield Group(state, 0, f"citizen of {name} {{}}")
        if is_woman:
            yield Group(state, 1, f"woman of {name} {{}}", is_general=False)


def _titles_for(first: list[Achievement], group: Group, place: str) -> Iterator[Title]:
    """Yields the titles of the first people, alone or together."""
    for each in first:
        text = f"the first {group.noun.format(place)}"
        if len(first) > 1:
            noun, _, rest = group.noun.partition(" ")
            text = f"one of the first {plural(noun)} {rest.format(place)}"
        yield Title(each.flight.id, each.flight.row.person, text)


def _of_moonwalkers(catalogue: Catalogue) -> Iterator[Title]:
    landings = moon_landings(catalogue)
    ends = {event.id: "last" for event in landings[-1:]}
    ends |= {event.id: "first" for event in landings[:1]}
    for event in landings:
        for person in event.people:
            flight = catalogue.flight_at(person.id, event.at)
            text = f"one of the {ends.get(event.id)} two people on the Moon"
            if event.id not in ends:
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
