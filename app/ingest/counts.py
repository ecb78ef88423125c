"""Numbers of missions and people, for the records to which many others refer.

Each is computed for all states, stations, programmes, craft or sites together, by one
pass over the missions or flights.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from app.ingest.catalogue import Catalogue
from app.ingest.files.flights import Mission
from app.ingest.flight import Flight
from app.ingest.per_catalogue import once_per_catalogue


@once_per_catalogue
def citizens_flown(catalogue: Catalogue) -> Counter[str]:
    """Returns the number of people who flew as citizens of each state."""
    return _people(catalogue, lambda flight: flight.row.countries)


@once_per_catalogue
def visitors(catalogue: Catalogue) -> Counter[str]:
    """Returns the number of people who were aboard each station."""
    return _people(catalogue, lambda flight: flight.row.stations)


@once_per_catalogue
def guests(catalogue: Catalogue) -> Counter[str]:
    """Returns the number of guests in each programme, citizens of no operator."""
    return _people(catalogue, _programmes_of_guest)


@once_per_catalogue
def guest_countries(catalogue: Catalogue) -> Counter[str]:
    """Returns the number of states whose citizens were guests in each programme."""
    pairs = (
        (programme, state)
        for flight in catalogue.all_flights()
        for programme in _programmes_of_guest(flight)
        for state in flight.row.countries
    )
    return catalogue.seed.scratch.count_distinct(pairs)


def _people(
    catalogue: Catalogue, keys_of: Callable[[Flight], list[str]]
) -> Counter[str]:
    """Returns the number of people by keys of their flights."""
    pairs = (
        (key, flight.row.person)
        for flight in catalogue.all_flights()
        for key in keys_of(flight)
    )
    return catalogue.seed.scratch.count_distinct(pairs)


def _programmes_of_guest(flight: Flight) -> list[str]:
    mission = flight.mission
    return mission.programmes if mission.counted and flight.guest else []


@once_per_catalogue
def missions(catalogue: Catalogue) -> Counter[str]:
    """Returns the number of counted missions by record, as type/id.

    Records are programmes, launch sites, pads and spacecraft: types, vehicles and
    rockets. A family of rockets has the missions of all its members.
    """
    return Counter(
        record
        for mission in catalogue.counted_missions()
        for record in _involved_in(catalogue, mission)
    )


def _involved_in(catalogue: Catalogue, mission: Mission) -> Iterator[str]:
    yield from (f"programmes/{programme}" for programme in mission.programmes)
    sites = (mission.launch_site, mission.launch_pad)
    yield from (f"sites/{site}" for site in sites if site)
    yield from (f"spacecraft/{craft}" for craft in _craft_of(catalogue, mission))


def _craft_of(catalogue: Catalogue, mission: Mission) -> set[str]:
    rockets = catalogue.rockets_of(mission)
    return set(filter(None, {mission.spacecraft, mission.vehicle, *rockets}))


@once_per_catalogue
def first_missions(catalogue: Catalogue) -> dict[str, str]:
    """Returns the counted mission that was the first launch of each spacecraft."""
    first: dict[str, str] = {}
    for mission in catalogue.counted_missions():
        for craft in _craft_of(catalogue, mission):
            launched = catalogue.rows["spacecraft"][craft].first_launched
            if launched and mission.launched == launched:
                first.setdefault(craft, mission.id)
    return first


@once_per_catalogue
def landings(catalogue: Catalogue) -> Counter[str]:
    """Returns the number of counted missions that landed at a site or its runways."""
    return Counter(
        site
        for mission in catalogue.counted_missions()
        for site in catalogue.landing_sites_of(mission.id)
    )


@once_per_catalogue
def docked_missions(catalogue: Catalogue) -> defaultdict[str, Counter[str]]:
    """Returns the number of counted missions of each kind that docked, by station."""
    kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mission in catalogue.counted_missions():
        for station in catalogue.stations_of(mission.id):
            kinds[station][mission.kind] += 1
    return kinds
