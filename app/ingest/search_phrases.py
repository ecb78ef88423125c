"""Phrases by which records are found and that their summaries do not have as such.

Summaries say `the first citizen of Vietnam in space`; people type `first vietnamese`.
The other names of states are those of `countries.csv`.
"""

from collections import defaultdict
from collections.abc import Iterator

from app.ingest import counts
from app.ingest.catalogue import Catalogue
from app.ingest.flight import Flight
from app.ingest.per_catalogue import once_per_catalogue
from app.ingest.summaries.series import series_ends
from app.ingest.summaries.superlatives import PEOPLE, all_superlatives
from app.ingest.summaries.superlatives import Group as Compared
from app.ingest.summaries.titles import (
    ALL_STATES,
    WALK,
    First,
    Group,
    Title,
    all_firsts,
    firsts_in,
    moon_landings,
)

_CONTINUED = ("continuation", "accession")
"""How a state succeeded another whose firsts it may call its own."""
_REGIONS = {
    "Africa": "African",
    "Asia": "Asian",
    "Latin America and the Caribbean": "Latin American",
}
_OTHERWISE = {
    "longest flight": ["longest flight", "longest mission", "longest stay in space"],
    "most time in space": [
        *("most time in space", "longest time in space", "most days in space"),
    ],
    "oldest": ["oldest astronaut", "oldest"],
    "youngest": ["youngest astronaut", "youngest"],
}
"""Other words for superlatives, before the name of the compared group."""


def search_phrases(catalogue: Catalogue) -> dict[str, list[str]]:
    """Returns phrases by record, given as type/id."""
    phrases: dict[str, list[str]] = defaultdict(list)
    for title, nouns, place in _nouns_of_firsts(catalogue):
        texts = [text for noun in nouns for text in _wordings(noun, place)]
        phrases[f"people/{title.person}"] += texts
        if place != WALK:
            phrases[f"people/{title.person}"] += [
                f"first {noun} astronaut".replace("person ", "") for noun in nouns
            ]
        if place == WALK:
            # A first belongs to a person; a spacewalk is found by its mission too
            mission = catalogue.rows["crew"][title.flight].mission
            phrases[f"missions/{mission}"] += texts
    for held in all_superlatives(catalogue):
        noun, record = held.kind.noun, f"people/{held.person}"
        phrases[record].append(f"{noun} {held.of}")
        for wording in _OTHERWISE.get(noun, [noun]):
            superlative, _, rest = wording.partition(" ")
            for who in _compared(catalogue, held.group):
                phrases[record] += [f"{wording} {who}", f"{superlative} {who} {rest}"]
    for record, texts in (*_ends_of_series(catalogue), *_moon_landings(catalogue)):
        phrases[record] += texts
    return phrases


def _ends_of_series(catalogue: Catalogue) -> Iterator[tuple[str, list[str]]]:
    """Yields missions that were the first or the last flight of a series."""
    for mission, ends in series_ends(catalogue).items():
        for end, names in ends.items():
            # Shuttle for Space Shuttle
            known = {part for name in names for part in (name, name.split()[-1])}
            texts = [text for name in sorted(known) for text in _of_series(end, name)]
            yield f"missions/{mission}", texts


def _of_series(end: str, name: str) -> list[str]:
    """Returns phrases about the first or last flight of a series."""
    return [
        f"{end} {name} flight",
        f"{end} {name} mission",
        f"{end} crewed flight {name}",
    ]


def _moon_landings(catalogue: Catalogue) -> Iterator[tuple[str, list[str]]]:
    """Yields landings on the Moon, and the first and last people there."""
    landings = moon_landings(catalogue)
    for end, landing in (("first", landings[:1]), ("last", landings[-1:])):
        for event in landing:
            yield f"events/{event.id}", [f"{end} Moon landing"]
            for mission in event.missions:
                yield f"missions/{mission}", [f"{end} Moon landing"]
            for person in event.people:
                yield f"people/{person.id}", [f"{end} person on the Moon"]
    for event in landings:
        for mission in event.missions:
            yield f"missions/{mission}", ["Moon landing"]


def distinct_firsts(catalogue: Catalogue) -> Iterator[First]:
    """Yields each first; of those in orbit only others than those in space."""
    known: set[tuple[str, str, bool]] = set()
    for first in all_firsts(catalogue):
        key = (first.title.person, first.group.noun, first.place == WALK)
        if key not in known:
            known.add(key)
            yield first


def _nouns_of_firsts(catalogue: Catalogue) -> Iterator[tuple[Title, list[str], str]]:
    """Yields each first with names of its group of people, and its place."""
    for title, group, place in all_firsts(catalogue):
        if group.state:
            of_women = " woman" * (not group.is_general)
            names = _names(catalogue, group.state, title.person)
            yield title, [f"{name}{of_women}" for name in names], place
        elif group.is_general:
            yield title, [group.noun.format("").strip()], place
    for groups_of in (_regions_of, _births_of):
        for title, group, place in firsts_in(catalogue, groups_of):
            yield title, [group.noun.format("").strip()], place


def _wordings(noun: str, place: str) -> list[str]:
    if place == WALK:
        return [
            f"first {noun} {WALK}",
            f"first {noun} spacewalk",
            f"first spacewalk {noun}",
        ]
    texts = [f"first {noun}", f"first {noun} {place}"]
    if place != "in orbit":
        return texts
    return [*texts[1:], f"first {noun} to orbit the Earth"]


def _names(catalogue: Catalogue, state: str, person: str) -> list[str]:
    """Returns the names of a state, and of states that count its firsts as their own.

    Those are the states that continue it, and the one where the person was born if
    no citizen of it has flown.
    """
    birth = catalogue.rows["people"][person].birth_country
    heirs = [
        row.successor
        for row in catalogue.rows_by("successions", "predecessor").get(state, [])
        if row.kind in _CONTINUED
        or (row.successor == birth and not counts.citizens_flown(catalogue)[birth])
    ]
    return [name for each in (state, *heirs) for name in _names_of(catalogue, each)]


def _names_of(catalogue: Catalogue, state: str) -> list[str]:
    row = catalogue.rows["countries"][state]
    return [row.name, *row.aliases]


def _regions_of(catalogue: Catalogue, flight: Flight) -> Iterator[Group]:
    states = [catalogue.rows["countries"][state] for state in flight.row.countries]
    for rank, (region, noun) in enumerate(_REGIONS.items()):
        if any(region in (state.region, state.subregion) for state in states):
            yield Group(ALL_STATES, rank, f"{noun} {{}}")


def _births_of(catalogue: Catalogue, flight: Flight) -> Iterator[Group]:
    """Yields a state of birth of which no citizen has flown, or no woman."""
    person = catalogue.rows["people"][flight.row.person]
    state = person.birth_country
    if state and state not in flight.row.countries:
        flown = counts.citizens_flown(catalogue)
        for name in _names_of(catalogue, state):
            if not flown[state]:
                yield Group(state, 0, f"{name} {{}}")
            if person.sex == "female" and state not in _states_of_women(catalogue):
                yield Group(state, 1, f"{name} woman {{}}")


@once_per_catalogue
def _states_of_women(catalogue: Catalogue) -> set[str]:
    """Returns the states of which a woman has flown as a citizen."""
    return {
        first.group.state
        for first in all_firsts(catalogue)
        if first.group.state and not first.group.is_general
    }


def _compared(catalogue: Catalogue, group: Compared) -> list[str]:
    """Returns names of the people of a group, as they follow a superlative."""
    if group.state:
        return _names_of(catalogue, group.state)
    return [group.singular] if group != PEOPLE else ["", group.singular]
