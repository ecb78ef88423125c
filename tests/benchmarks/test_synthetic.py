"""Synthetic catalogues, on which growth is measured, resemble the real one."""

from collections import Counter
from functools import cache
from typing import Any

from app.ingest.checks.catalogue_checks import check_seed
from app.ingest.files.read import Seed, read_seed
from app.settings import Settings
from tests.benchmarks.synthetic import synthetic_seed

MISSIONS = 400


@cache
def seed() -> Seed:
    return synthetic_seed(MISSIONS)


def test_synthetic_catalogue_passes_the_checks_of_the_seed() -> None:
    assert len(check_seed(seed()).rows["missions"]) == MISSIONS


def test_same_size_gives_the_same_catalogue() -> None:
    assert rows_of(synthetic_seed(MISSIONS)) == rows_of(seed())
    assert rows_of(synthetic_seed(MISSIONS, number=2)) != rows_of(seed())


def rows_of(a_seed: Seed) -> dict[str, list[Any]]:
    return {name: list(rows) for name, rows in a_seed.tables.items()}


def test_people_and_flights_per_mission_are_realistic() -> None:
    real = read_seed(Settings().seed_data).tables
    for name in ("people", "crew"):
        share = len(seed().tables[name]) / MISSIONS
        assert 0.8 < share / (len(real[name]) / len(real["missions"])) < 1.25


def test_two_states_have_most_flights_and_many_have_few() -> None:
    flown = Counter(row.countries[0] for row in seed().tables["crew"])
    (first, most), (second, many), *_ = flown.most_common()
    assert {first, second} <= {"united-states", "soviet-union", "russia"}
    assert most + many > 0.6 * flown.total()
    assert sum(times < 10 for times in flown.values()) > 10


def test_launches_span_all_years() -> None:
    decades = Counter(row.launched[:3] for row in seed().tables["missions"])
    assert decades.keys() == {"196", "197", "198", "199", "200", "201", "202"}
    assert min(decades.values()) > 0.4 * max(decades.values())
