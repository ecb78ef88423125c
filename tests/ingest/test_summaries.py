"""Summaries are sentences that are computed from the facts of a small catalogue."""

import pytest

from app.ingest.catalogue import Catalogue
from app.ingest.files.read import read_seed
from app.ingest.summaries import summary_of
from app.ingest.summaries.titles import moon_landings, titles_of
from tests.support.factories import write_seed
from tests.support.small_history import SEED

AMERICAN = "Astronaut of the United States"
SOVIET = "Cosmonaut of the Soviet Union"
ON_THE_MOON = (
    "one of the first two people on the Moon and one of the first citizens of the"
    " United States in space (Apollo 11, 1969)"
)
REMEK_WAS = (
    "the first person in space from neither the Soviet Union nor the United States and"
    " the first citizen of Czechoslovakia in space"
)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    seed = read_seed(write_seed(tmp_path_factory.mktemp("summaries"), **SEED))
    assert seed.faults == []
    return Catalogue(seed)


def summary(catalogue: Catalogue, resource: str, record_id: str) -> str | None:
    return summary_of(catalogue, resource, catalogue.rows[resource][record_id])


MISSIONS = {
    # A first of all people, and an event that is called a first
    "vostok-1": "First flight around the Earth. First crewed flight of Vostok. Yuri"
    " Gagarin flew in orbit for 108 minutes. He was the first person in space.",
    # Launch and landing are known to the day, so that the length is not known
    "vostok-6": "Valentina Tereshkova flew in orbit. She was the first woman in space.",
    # Members of the crew are the first women of two states
    "columbia-7": "Five people under Alan Bean flew in orbit for 6 days. Ana Diaz was"
    " the first woman of Cuba in space. Sally Ride was the first woman of the United"
    " States in space. Longest flight of all women: Ana Diaz and Sally Ride (6 days).",
    # Two citizens of Cuba went up together, and neither was the first
    "soyuz-38": "Last crewed flight of Interkosmos. Arnaldo Tamayo and Jose Lopez flew"
    " in orbit for 8 days.",
    # Landings on the Moon, with somebody in orbit and without
    "apollo-11": "Aldrin and Armstrong walked at Fra Mauro while Collins stayed in"
    " orbit. It was watched all over the world.",
    "apollo-12": "Conrad and Bean walked in the Ocean of Storms. Longest flight of all"
    " citizens of the United States: Alan Bean and Pete Conrad (10 days).",
    # Around the Moon, without a landing
    "artemis-2": "Reid Wiseman flew around the Moon and back, 9 days in all.",
    # Lost crews: a man, a person of unknown sex, several people
    "soyuz-1": "Vladimir Komarov flew in orbit for 27 hours. He died in an accident.",
    "x-15": "Michael Adams flew above 80 km for 10 minutes. Michael Adams died in"
    " an accident.",
    "soyuz-11": "Georgy Dobrovolsky and Viktor Patsayev flew in orbit for 24 days. The"
    " crew died in an accident.",
    # Flights that did not do what was planned
    "soyuz-15": "Gennady Sarafanov and Lev Dyomin set out for Salyut 6. The docking"
    " failed.",
    "soyuz-18-1": "Gennady Sarafanov flew above 100 km for 21 minutes. The second stage"
    " failed to part.",
    # Both ships of a docking; one docking was with a ship without a mission
    "apollo-18": "First docking in space. Pete Conrad docked with Soyuz 19.",
    "soyuz-19": "First docking in space. Valery Bykovsky docked with Apollo 18.",
    # A visit of a station by one ship, and crews that came home on another
    "soyuz-28": "First crew aboard Salyut 6. First crewed flight of Interkosmos. Alexei"
    " Gubarev and Vladimír Remek flew to Salyut 6 for 8 days. Vladimír Remek was"
    f" {REMEK_WAS}. Oldest person in space: Alexei Gubarev (46 years). Youngest person"
    " in space: Vladimír Remek (29 years). The first crew of two states.",
    "soyuz-29": "Lev Dyomin and Gennady Sarafanov flew to Salyut 6. Longest flight of"
    " all people: Gennady Sarafanov and Lev Dyomin (80 days). Gennady Sarafanov came"
    " home on Soyuz 31. Soyuz 29 brought home Sigmund Jahn and Valery Bykovsky of"
    " Soyuz 31.",
    "soyuz-31": "Valery Bykovsky and Sigmund Jahn flew to Salyut 6. The crew came home"
    " on Soyuz 29. Soyuz 31 brought home Gennady Sarafanov of Soyuz 29.",
    # A crew without a commander, in no boundary
    "unity-1": "Five people flew below 80 km for 10 minutes.",
    # Cargo ships: the times at a station are known, or not
    "progress-1": "Cargo ship that was at Salyut 6 from 22 January 1978 to 6 February"
    " 1978 and from 6 February 1978 to 7 February 1978.",
    "progress-2": "It carried food.",
    # The undocking is known to the year only
    "progress-3": "Cargo ship that was at Salyut 6 from 9 August 1978 to some time in"
    " 1978.",
    # Nobody flew, and somebody died in the launch
    "soyuz-t-10": "One person died in the accident of Soyuz T 10.",
}


@pytest.mark.parametrize(("mission", "text"), MISSIONS.items())
def test_mission_is_told_from_its_crew_and_dockings(
    catalogue: Catalogue, mission: str, text: str | None
) -> None:
    assert summary(catalogue, "missions", mission) == text


PEOPLE = {
    # Titles, on one flight or on several
    "yuri-gagarin": f"{SOVIET}; the first person in space (Vostok 1, 1961). One flight,"
    " 108 minutes.",
    "valentina-tereshkova": f"{SOVIET}; the first woman in space (Vostok 6, 1963). One"
    " flight.",
    "vladimir-remek": f"Astronaut and engineer of Czechoslovakia; {REMEK_WAS}"
    " (Soyuz 28, 1978). One flight, 8 days. Was the youngest person in space (29"
    " years).",
    "ana-diaz": "Astronaut of Cuba; the first woman of Cuba in space (Columbia 7,"
    " 1983). One flight, 6 days. Made the longest flight of all women (with Sally"
    " Ride). Spent the most time in space of all women (with Sally Ride).",
    "jose-lopez": "Astronaut of Cuba; one of the first citizens of Cuba in space (Soyuz"
    " 38, 1980). One flight, 8 days.",
    "buzz-aldrin": f"{AMERICAN}; {ON_THE_MOON}. Two flights from 1969 to 1983, 14 days,"
    " one spacewalk.",
    "neil-armstrong": f"{AMERICAN}; {ON_THE_MOON}. One flight, 8 days, one spacewalk.",
    "pete-conrad": f"{AMERICAN}; on the Moon with Alan Bean (Apollo 12, 1969). Two"
    " flights from 1969 to 1975, one spacewalk. Made the longest flight of all citizens"
    " of the United States (10 days, Apollo 12, 1969, with Alan Bean).",
    # No titles; the length of one flight is not known
    "valery-bykovsky": f"{SOVIET}. Two flights from 1975 to 1978.",
    "sigmund-jahn": "Astronaut of Czechoslovakia. One flight, Soyuz 31, 1978, 68 days.",
    "jeff-bezos": "Passenger of the United States. One flight, Unity 1, 2021, 10"
    " minutes.",
    # Died on a flight, or in a launch that failed
    "vladimir-komarov": f"{SOVIET}. One flight, Soyuz 1, 1967, 27 hours. Died in the"
    " accident of Soyuz 1.",
    "petr-petrov": "Died in the accident of Soyuz T 10.",
    # Did not fly
    "alexei-kosygin": "Premier of the Soviet Union.",
    "hugh-dryden": "Physicist and official of the United States.",
    "jana-novak": "Translator.",
    "oldrich-pelcak": "Backup for Soyuz 28; did not fly on it.",
    "ivan-ivanov": "Backup for Soyuz 29 and Soyuz 38; did not fly on them.",
    "anna-nemo": None,
    # An entered summary is kept
    "viktor-patsayev": "Was a test engineer.",
}


@pytest.mark.parametrize(("person", "text"), PEOPLE.items())
def test_person_is_told_from_flights_and_titles(
    catalogue: Catalogue, person: str, text: str | None
) -> None:
    assert summary(catalogue, "people", person) == text


OTHERS = {
    "stations/salyut-6": "Had many guests. Three crewed ships and three cargo ships"
    " docked with it; the number of people aboard was six.",
    "stations/mir": None,
    "programmes/interkosmos": "Joint research of socialist states. It has two missions"
    " in this data, with three guests.",
    # Nothing is entered, with guests and without
    "programmes/interkosmos-guests": "It has one mission in this data, with one guest.",
    "programmes/vostok": "It has two missions in this data.",
    "programmes/hermes": "A plan.",
    "countries/cuba": "Sent two people.",
    "countries/russia": None,
    "spacecraft/soyuz-no-45": "Flew once.",
    "sites/baikonur": "Launched every Soviet crew.",
}


@pytest.mark.parametrize(("record", "text"), OTHERS.items())
def test_other_record_has_its_entered_summary_and_its_counts(
    catalogue: Catalogue, record: str, text: str | None
) -> None:
    assert summary(catalogue, *record.split("/")) == text


def test_landings_on_the_moon_are_those_of_people_in_order(
    catalogue: Catalogue,
) -> None:
    found = [event.name for event in moon_landings(catalogue)]
    first = ["The first landing", "A landing of Apollo 12"]
    assert found == [*first, "Landing of others"]


@pytest.mark.parametrize(
    ("person", "titles"),
    [
        ("alan-bean", {"apollo-12-alan-bean": "on the Moon with Pete Conrad"}),
        (
            "alexei-leonov",
            {"voskhod-2-alexei-leonov": "the first person to walk in space"},
        ),
        # The flight did not reach space
        ("ann-bassett", {}),
        # No flight is held
        ("anna-nemo", {}),
    ],
)
def test_titles_name_the_flight(
    catalogue: Catalogue, person: str, titles: dict[str, str]
) -> None:
    found = {title.flight: title.text for title in titles_of(catalogue, person)}
    assert found == titles
