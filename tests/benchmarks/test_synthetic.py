"""Synthetic catalogues, on which growth is measured, are like the real one."""

from collections import Counter
from functools import cache

from app.ingest.checks.catalogue_checks import check_seed
from app.ingest.files.read import Seed, read_seed
from app.settings import Settings
from tests.benchmarks.synthetic import synthetic_seed

MISSIONS = 400


@cache
def seed() -> Seed:
    return synthetic_seed(MISSIONS)


def test_a_synthetic_catalogue_passes_every_check_of_a_real_one() -> None:
    assert len(check_seed(seed()).rows["missions"]) == MISSIONS


def test_the_same_number_makes_the_same_catalogue() -> None:
    assert synthetic_seed(MISSIONS).tables == seed().tables
    assert synthetic_seed(MISSIONS, number=2).tables != seed().tables


def test_it_has_as_many_people_and_flights_to_a_mission_as_there_really_are() -> None:
    real = read_seed(Settings().seed_data).tables
    for name in ("people", "crew"):
        share = len(seed().tables[name]) / MISSIONS
        assert 0.8 < share / (len(real[name]) / len(real["missions"])) < 1.25


def test_two_states_hold_most_flights_and_many_hold_few() -> None:
    flown = Counter(row.countries[0] for row in seed().tables["crew"])
    (first, most), (second, many), *_ = flown.most_common()
    assert {first, second} <= {"united-states", "soviet-union", "russia"}
    assert most + many > 0.6 * flown.total()
    assert sum(times < 10 for times in flown.values()) > 10


def test_launches_are_spread_from_the_first_year_to_the_last() -> None:
    decades = Counter(row.launched[:3] for row in seed().tables["missions"])
    assert decades.keys() == {"196", "197", "198", "199", "200", "201", "202"}
    assert min(decades.values()) > 0.4 * max(decades.values())
